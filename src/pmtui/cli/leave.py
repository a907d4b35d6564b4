"""`export`: to stdout, to a file, to the clipboard; what looks secret is masked unless kept."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmtui.cli.common import CLOCK, judging, load, settings, store_open
from pmtui.cli.hits import decided, left_in, listed, refusal, told
from pmtui.cli.reading import one_line, reference_argument
from pmtui.cli.speaking import emit, on_terminal, tell
from pmtui.config import this_host
from pmtui.domain.zones import ZoneError, find_zone
from pmtui.errors import AnswerIsNo, StoreError, UsageError
from pmtui.exporters import ExportOptions
from pmtui.exporters.outgoing import Outgoing, leaving, outgoing, usual_personal
from pmtui.exporters.remote import fetch_line
from pmtui.exporters.shapes import SHAPES
from pmtui.exporters.templates import every_flavour
from pmtui.privacy import Protection
from pmtui.review import review, waived
from pmtui.review.team import team
from pmtui.value import Value

if TYPE_CHECKING:
    from pmtui.domain.postmortem import Postmortem
    from pmtui.exporters import Flavour
    from pmtui.store.model import Loaded
    from pmtui.store.store import Store

CUSTOMERS = "customers"
"""The setting that remembers the names of customers."""


def pseudonyms_of(uid: str) -> str:
    """The setting that remembers the pseudonyms of a postmortem; it never leaves the store."""
    return f"pseudonyms:{uid}"


def _list_flavours(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        emit(flavour_list())
        ctx.exit(0)


def flavour_list() -> str:
    """Every flavour and shape with what it is for."""
    flavours = "\n".join(f"{name:<16} {f.purpose}" for name, f in every_flavour().items())
    shapes = "\n".join(f"{name:<16} {shape.purpose}" for name, shape in SHAPES.items())
    return f"Flavours, for --to:\n{flavours}\n\nShapes, for --shape:\n{shapes}"


class Choices(Value, kw_only=True):
    """What was asked for on the command line; each field is an option's name."""

    flavour: str
    output: str | None
    force: bool
    to_clipboard: bool
    shape: Any
    names: Any
    personal: Any
    customers: tuple[str, ...]
    keep: tuple[str, ...]
    mask: tuple[str, ...]
    as_is: bool
    scan: bool
    fail_on_secrets: bool
    zone: str | None
    no_appendix: bool
    sources: bool
    timeline: Any
    actions: Any
    sheet: Any
    raw: bool


@click.command("export")
@reference_argument
@click.option(
    "--to", "flavour", default="gfm", metavar="FLAVOUR", type=one_line, help="Default gfm."
)
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_flavours,
    help="List flavours, your templates and shapes.",
)
@click.option("--shape", type=click.Choice(list(SHAPES)), default="full", help="Which part of it.")
@click.option("-o", "--output", metavar="FILE", help="A file, or - for stdout (the default).")
@click.option("--force", is_flag=True, help="Overwrite the file if it exists.")
@click.option("--copy", "to_clipboard", is_flag=True, help="Send it to the clipboard.")
@click.option(
    "--names",
    type=click.Choice(["full", "initials", "roles"]),
    help="How people are named; as the team's rules say, else full.",
)
@click.option(
    "--personal",
    type=click.Choice(["mask", "pseudonyms", "keep"]),
    help="Addresses and numbers of people; json keeps them, everything else masks.",
)
@click.option("--customer", "customers", multiple=True, metavar="NAME", type=one_line,
              help="A customer's name, from now on customer-1.")  # fmt: skip
@click.option("--scan", is_flag=True, help="Only list what looks secret or personal.")
@click.option("--keep", multiple=True, metavar="HASH", help="Keep what --scan lists so.")
@click.option("--mask", multiple=True, metavar="HASH", help="Mask what --scan lists so.")
@click.option("--as-is", is_flag=True, help="Mask and reword nothing; for a copy that comes back.")
@click.option("--fail-on-secrets", is_flag=True, help="Write nothing while a secret is undecided.")
@click.option("--zone", metavar="Z", type=one_line, help="Another zone than the postmortem's.")
@click.option("--no-appendix", is_flag=True, help="Without evidence and open findings.")
@click.option("--sources", is_flag=True, help="With the source texts that were kept whole.")
@click.option("--timeline", type=click.Choice(["table", "list"]), help="The timeline's form.")
@click.option("--actions", type=click.Choice(["table", "list"]), help="The actions' form.")
@click.option("--sheet", type=click.Choice(["actions", "timeline"]), default="actions",
              help="What csv holds.")  # fmt: skip
@click.option("--raw", is_flag=True, help="csv for machines, without guards for spreadsheets.")
def export_command(reference: str, **chosen: Any) -> int:
    """Hand a postmortem over, with likely secrets masked (a net with holes: read it first).

    \b
    Examples: pmtui export PM-7 > pm.md
              pmtui export PM-7 --to confluence --shape onepage --names roles
              ssh HOST pmtui export PM-7 --to html > pm.html
    """
    wanted = Choices(**chosen)
    if wanted.names is None:
        wanted = replace(wanted, names=team().names)
    if wanted.flavour == "list":
        emit(flavour_list().partition("\n\n")[0].partition("\n")[2])
        return 0
    with store_open() as store:
        loaded = load(store, reference)
        if wanted.keep or wanted.mask:
            loaded = decided(store, loaded, wanted.keep, wanted.mask)
        if wanted.scan:
            listed(loaded, wanted.shape)
            return 0
        flavour = _context() if wanted.flavour == "context" else _flavour(wanted.flavour)
        wanted = replace(wanted, flavour=flavour.name)
        options = replace(_options(loaded, wanted), others=_others(store, loaded))
        out = _outgoing(store, loaded, flavour, options, wanted)
    if wanted.fail_on_secrets and out.undecided_secrets:
        raise AnswerIsNo(refusal(out.undecided_secrets, loaded.reference, loaded.postmortem))
    for remark in (
        *out.remarks,
        *_left_out(loaded, flavour, options),
        *told(out, loaded.reference),
        *(left_in(out, flavour.name) if not (wanted.as_is or wanted.personal) else ()),
    ):
        tell(remark)
    ssh = fetch_line(
        loaded.reference, wanted.flavour, options, wanted.personal, this_host(settings())
    )
    return _handed_over(flavour, out.text, wanted, ssh)


ALIASES = {"md": "gfm", "markdown": "gfm", "wiki": "confluence-wiki", "txt": "text"}
"""What people type for a flavour; a template of theirs with such a name goes first."""


def _left_out(loaded: "Loaded", flavour: "Flavour", options: ExportOptions) -> tuple[str, ...]:
    """That source texts stay here, where they would belong to this copy."""
    pm = loaded.postmortem
    gone = len(pm.sources) - len(leaving(pm, flavour.name, options).sources)
    if not gone or options.shape != "full" or not options.appendix:
        return ()
    texts = "1 source text stays" if gone == 1 else f"{gone} source texts stay"
    return (f"{texts} in the store; --sources puts {'it' if gone == 1 else 'them'} in as well.",)


def _flavour(name: str) -> "Flavour":
    flavours = every_flavour()
    name = name if name in flavours else ALIASES.get(name, name)
    if name not in flavours:
        raise UsageError(f"“{name}” is not a flavour. Type one of {', '.join(flavours)}.")
    return flavours[name]


def _options(loaded: "Loaded", wanted: Choices) -> ExportOptions:
    pm = loaded.postmortem
    context = judging(pm)
    return ExportOptions(
        now=CLOCK.now(),
        zone=_known(wanted.zone),
        shape=wanted.shape,
        names=wanted.names,
        findings=review(pm, context),
        void_waivers=frozenset(w.id for w in waived(pm, context).void)
        if pm.waivers
        else frozenset(),
        reference=loaded.reference,
        appendix=not wanted.no_appendix,
        sources=wanted.sources,
        timeline=wanted.timeline,
        actions=wanted.actions,
        sheet=wanted.sheet,
        raw=wanted.raw,
    )


def _others(store: "Store", loaded: "Loaded") -> dict[str, str]:
    """What the postmortems are called that this one was compared with."""
    if not loaded.postmortem.related:
        return {}
    from pmtui.store.similar import called_of

    return called_of(store, loaded.postmortem)


def _outgoing(
    store: "Store",
    loaded: "Loaded",
    flavour: "Flavour",
    options: ExportOptions,
    wanted: Choices,
) -> Outgoing:
    """The text, with pseudonyms and customers as the store remembers them."""
    uid = loaded.postmortem.uid
    customers = store.recall(CUSTOMERS, [])
    if added := [c for c in wanted.customers if c and c not in customers]:
        customers = [*customers, *added]
        store.remember(CUSTOMERS, customers)
    known = store.recall(pseudonyms_of(uid), {})
    protection = Protection(
        personal=wanted.personal or usual_personal(flavour.name),
        customers=tuple(customers),
        pseudonyms=known,
        as_is=wanted.as_is,
    )
    out = outgoing(loaded.postmortem, flavour, options, protection)
    if out.pseudonyms != known:
        store.remember(pseudonyms_of(uid), out.pseudonyms)
    return out


def _handed_over(flavour: "Flavour", text: str, wanted: Choices, ssh: str) -> int:
    file, output = "", wanted.output
    if sys.stdout is None and output in (None, "-") and not wanted.to_clipboard:
        raise StoreError("There is no stdout to write to. Name a file with -o, or open stdout.")
    if output and output != "-":
        from pmtui.files import write_file

        written = write_file(_named(output), text, force=wanted.force)
        file = str(written.path)
        tell(f"Written to {file} ({written.size:,} bytes). {flavour.paste_instruction}")
    elif output == "-" or not wanted.to_clipboard:
        emit(text)
    if wanted.to_clipboard:
        from pmtui.clipboard import copy_out, terminal_writer

        copied = copy_out(text, env=os.environ, write=terminal_writer(), file=file, ssh=ssh)
        tell(copied.message)
        return 0 if copied.sent or file or output else 1
    if not file and on_terminal():
        tell(f"{flavour.paste_instruction} From your own machine: {ssh}")
    return 0


def _context() -> "Flavour":
    """What a template sees, masked like everything that leaves."""
    import json

    from pmtui.exporters import Flavour
    from pmtui.exporters.templates.context import context_of

    def render(pm: "Postmortem", options: ExportOptions) -> str:
        return json.dumps(context_of(pm, options), ensure_ascii=False, indent=2) + "\n"

    return Flavour(
        name="context",
        suffix=".json",
        purpose="what a template sees",
        paste_instruction="Write a template by it; see the README.",
        render=render,
    )


def _known(zone: str | None) -> str | None:
    if zone is None:
        return None
    try:
        find_zone(zone)
    except ZoneError as error:
        raise UsageError(str(error)) from error
    return zone


def _named(output: str) -> Path:
    if "\0" in output:
        raise UsageError("That is not the name of a file. Name another one.")
    return Path(output)
