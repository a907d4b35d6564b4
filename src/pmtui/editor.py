"""A text taken to the editor of the environment and back, kept whatever the editor does."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pmtui.errors import PmtuiError
from pmtui.paths import is_private, make_private_dir, state_dir
from pmtui.value import Value

MARK = "<!-- pmtui: lines above this one are dropped -->"


class Edited(Value):
    """What came back: the text, whether it differs, and the file that is kept on failure."""

    text: str
    changed: bool
    kept: Path | None = None
    problem: str = ""


def editor_command(env: Mapping[str, str]) -> list[str]:
    """The words of the editor to start: VISUAL, EDITOR, nano, vi. Raises PmtuiError without any."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(env.get(name, ""))
        except ValueError as error:
            raise PmtuiError(
                f"{name} cannot be read as a command ({error}). Set it anew."
            ) from error
        if words:
            return words
    for name in ("nano", "vi"):
        if found := shutil.which(name):
            return [found]
    raise PmtuiError("No editor was found; set EDITOR to one and press e again.")


def editing_folder(env: Mapping[str, str]) -> Path:
    """A folder nobody else can enter: the runtime folder where it is private, else our own."""
    runtime = env.get("XDG_RUNTIME_DIR", "")
    if runtime and is_private(Path(runtime)):
        return Path(runtime)
    return make_private_dir(state_dir(env) / "editing")


def edit_text(text: str, *, heading: str, folder: Path, env: Mapping[str, str]) -> Edited:
    """Run the editor on a private file and read it back. Blocks until the editor ends.

    `folder` must be private (0700). The file is removed only once its text is safely back; when
    the editor fails, its path comes back in `kept` with the reason. Raises PmtuiError without one.
    """
    command = editor_command(env)
    first = f"<!-- {heading.replace('--', '- -')} -->\n"
    handle, name = tempfile.mkstemp(prefix="pmtui-", suffix=".md", dir=folder)
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{first}{MARK}\n{text}")
    try:
        code = subprocess.call([*command, str(path)])
    except OSError as error:
        return Edited(text, False, path, f"“{command[0]}” could not be started: {error.strerror}")
    if code != 0:
        return Edited(text, False, path, f"the editor ended with code {code}")
    try:
        back = _body(path.read_text(encoding="utf-8", errors="replace"), first)
    except OSError as error:
        return Edited(text, False, path, f"its file could not be read: {error.strerror}")
    if not text.endswith("\n"):
        back = back.removesuffix("\n")
    path.unlink()
    return Edited(back, back != text)


def _body(written: str, first: str) -> str:
    """The text below the mark; where the mark was deleted, all but the heading."""
    head, mark, body = written.partition(MARK + "\n")
    return body if mark else head.removeprefix(first)
