"""The command that fetches the same text from the person's own machine: the dependable way out."""

import shlex

from pmtui.exporters.options import ExportOptions
from pmtui.exporters.outgoing import usual_personal
from pmtui.privacy import Personal


def fetch_line(
    reference: str, flavour: str, options: ExportOptions, personal: Personal | None, host: str
) -> str:
    """`ssh HOST pmtui export PM-7 --to jira --names roles | pbcopy`, or into a file for a page."""
    from pmtui.review.team import team

    words = ["pmtui", "export", reference, "--to", flavour]
    for name, usual in (("shape", "full"), ("names", team().names)):
        if (value := getattr(options, name)) != usual:
            words += [f"--{name}", value]
    if personal is not None and personal != usual_personal(flavour):
        words += ["--personal", personal]
    for name in ("zone", "timeline", "actions"):
        if value := getattr(options, name):
            words += [f"--{name}", value]
    if options.sheet != "actions":
        words += ["--sheet", options.sheet]
    words += [f"--{word}" for word, on in (("no-appendix", not options.appendix),
                                            ("sources", options.sources),
                                            ("raw", options.raw)) if on]  # fmt: skip
    end = "> pm.html" if flavour == "html" else "| pbcopy"
    return f"ssh {shlex.quote(host)} {shlex.join(words)} {end}"
