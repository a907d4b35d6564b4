"""Templates: sandboxed Jinja2 files in the folder `templates` beside the configuration, or in the one
that a team's rules name.

`weekly.md.j2` becomes the flavour `weekly` with the suffix `.md`. A template sees what
`pmtui.exporters.templates.context` describes, plain texts and lists, and nothing else; it cannot
read files, call into the program, or run for long. In `.html.j2` every value is escaped; elsewhere
the filters `md`, `wiki` and `html` escape for their markup.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.domain.postmortem import Postmortem
from pmtui.errors import UsageError
from pmtui.exporters.options import ExportOptions
from pmtui.paths import NoPlace, config_path

if TYPE_CHECKING:
    from pmtui.exporters import Flavour

FOLDER = "templates"
SUFFIX = ".j2"
LARGEST = 200_000
"""Bytes of a template; a larger file is something else."""
MOST = 100
"""Templates that are listed."""


def template_folder() -> Path | None:
    """Where the templates lie; None where there is no home."""
    try:
        return config_path().parent / FOLDER
    except NoPlace:
        return None


def templates(folder: Path | None = None) -> "dict[str, Flavour]":
    """Every template of the folder as a flavour, by its name. No template is read yet."""
    from pmtui.review.team import team

    # One's own come last, so that they stand instead of the team's of the same name.
    folders = [folder] if folder else [team().templates, template_folder()]
    found = [
        path
        for place in folders
        if place is not None and place.is_dir()
        for path in sorted(place.glob(f"*{SUFFIX}"))[:MOST]
        if place.resolve() in path.resolve().parents
    ]
    return {name: _flavour(name, path) for path in found if (name := _name(path))}


def every_flavour(folder: Path | None = None) -> "dict[str, Flavour]":
    """The built-in flavours and the templates; a template never takes a built-in name."""
    from pmtui.exporters import FLAVOURS

    found = dict(FLAVOURS)
    for name, flavour in templates(folder).items():
        free = name if name not in FLAVOURS else f"{name}-template"
        found[free] = replace(flavour, name=free)
    return found


def _name(path: Path) -> str:
    """What stands before the first dot, if it can be typed as a word."""
    name = path.name.partition(".")[0].lower()
    return name if name.replace("-", "").replace("_", "").isalnum() and len(name) <= 40 else ""


def _flavour(name: str, path: Path) -> "Flavour":
    from pmtui.exporters import Flavour

    return Flavour(
        name=name,
        suffix=Path(path.name.removesuffix(SUFFIX)).suffix or ".txt",
        purpose=f"your template {path.name}",
        paste_instruction=f"It is what your template {path.name} makes of it.",
        render=lambda pm, options: render_file(path, pm, options),
    )


def render_file(path: Path, pm: Postmortem, options: ExportOptions) -> str:
    """A postmortem through a template file. Raises UsageError with the line of what is wrong."""
    from pmtui.exporters.templates.context import context_of
    from pmtui.exporters.templates.sandbox import render_text

    return render_text(read(path), path.name, context_of(pm, options))


def read(path: Path) -> str:
    """The text of a template. Raises UsageError where it cannot be one."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        why = error.strerror or "the system gave no reason"
        raise UsageError(f"{path.name} cannot be read ({why}). Mend it or remove it.") from error
    if len(data) > LARGEST:
        raise UsageError(f"{path.name} is larger than {LARGEST:,} bytes. Cut it down.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(f"{path.name}, line {line}: it is not UTF-8 text. Save it so.") from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise UsageError(f"{path.name}, line {line}: it is not a text but a binary file.")
    return text
