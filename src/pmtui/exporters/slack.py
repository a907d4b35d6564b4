"""Slack: a message of at most 3,000 characters that makes people open the postmortem.

What would turn bold, struck or into a mention is kept from it by `pmtui.exporters.slack_marks`.
"""

from pmtui.domain.facts import duration
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import ActionState, Priority
from pmtui.exporters.blocks import (
    Block,
    Bullets,
    Code,
    Document,
    Heading,
    Inline,
    Paragraph,
    Span,
    Table,
    as_bullets,
    clean,
    flat,
)
from pmtui.exporters.document import banner, build
from pmtui.exporters.names import with_names
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.prose import prose
from pmtui.exporters.slack_marks import escaped, shown

LIMIT = 3000
MOST_ACTIONS = 5
_MORE = "… the rest stands in the postmortem."
_SUMMARY = 900
_LINE = 200


def render(pm: Postmortem, options: ExportOptions) -> str:
    """Title, figures of the impact, summary, the most urgent actions and where to read on."""
    if options.shape not in ("full", "onepage"):
        return _document(build(pm, options))
    pm = with_names(pm, options.names)
    lines = [f"*{banner(pm, options)}*"] if banner(pm, options) else []
    lines.append(f"*{_bold(pm.overview.title) or 'Untitled postmortem'}*")
    known = (options.reference, pm.overview.severity or "", str(pm.overview.incident_date or ""))
    lines.append(" · ".join(_safe(part) for part in known if part))
    lines += _impact(pm)
    if summary := clean(pm.overview.summary):
        lines += ["", *_told(_cut(summary, _SUMMARY))]
    lines += _actions(pm)
    if links := [p.where for p in pm.publications if p.where.startswith(("https://", "http://"))]:
        lines += ["", _safe(clean(links[-1]))]
    return _fitted(lines)


def _fitted(lines: list[str]) -> str:
    """The lines that fit into a message, said where some do not."""
    cut = False
    while sum(len(line) + 1 for line in lines) > LIMIT - len(_MORE) * cut:
        # Whole lines go, last first: half a line could end inside an escape.
        lines.pop()
        cut = True
    return "\n".join((*lines, _MORE) if cut else lines).rstrip() + "\n"


def _document(document: Document) -> str:
    """A document of another shape as one message, tables as lists."""
    lines = [f"*{document.banner}*"] if document.banner else []
    lines.append(f"*{_bold(document.title)}*")
    for section in document.sections:
        lines += ["", f"*{section.title}*"]
        for block in section.blocks:
            lines += _lines(block)
    return _fitted(lines)


def _lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return ["", f"*{_bold(block.text)}*"]
        case Paragraph():
            return [part for line in block.lines for part in _one(line)]
        case Bullets():
            marks = [f"{n}." if block.numbered else "•" for n in range(1, len(block.items) + 1)]
            return [
                f"{mark} {' '.join(_one(item))}"
                for mark, item in zip(marks, block.items, strict=True)
            ]
        case Table():
            return _lines(as_bullets(block))
        case Code():
            # One element, so that a message that is cut holds all of it or nothing.
            return [f"```\n{escaped(_cut(block.text, _SUMMARY)).replace('```', 'ˋˋˋ')}\n```"]


def _one(inline: Inline) -> list[str]:
    if len(flat(inline)) > _SUMMARY:
        inline = (Span(_cut(flat(inline), _SUMMARY), "told"),)
    return [shown(line) for line in _split(inline) if flat(line).strip()]


def _split(inline: Inline) -> list[Inline]:
    """The lines of a text; labels stay plain, since a message is short of weight and of signs."""
    lines: list[list[Span]] = [[]]
    for span in inline:
        style = "plain" if span.style == "strong" else span.style
        for number, part in enumerate(span.text.split("\n")):
            if number:
                lines.append([])
            lines[-1].append(Span(part, style, span.link))
    return [tuple(line) for line in lines]


def _impact(pm: Postmortem) -> list[str]:
    impact = pm.impact
    figures = []
    if impact.near_miss:
        figures.append("Near miss: nobody was affected")
    if impact.affected:
        of = f" of {impact.population}" if impact.population else ""
        about = "about " if impact.estimated else ""
        figures.append(f"Affected: {about}{impact.affected}{of}")
    if (length := duration(pm, "impact_duration")).known:
        figures.append(f"Impact: {length.text}")
    for metric in pm.metrics[:3]:
        about = "about " if metric.estimated else ""
        figures.append(f"{metric.name}: {about}{metric.value} {metric.unit}")
    return [f"• {_safe(_cut(clean(figure), _LINE))}" for figure in figures]


def _actions(pm: Postmortem) -> list[str]:
    order = {priority: position for position, priority in enumerate((*Priority, None))}
    wanted = [a for a in pm.actions if a.state is not ActionState.DECLINED and a.text.strip()]
    wanted.sort(key=lambda action: order[action.priority])
    if not wanted:
        return []
    lines = ["", "*Actions*"]
    for action in wanted[:MOST_ACTIONS]:
        due = action.due.isoformat() if action.due else ""
        about = ", ".join(p for p in (action.priority or "", clean(action.owner), due) if p)
        tail = f" ({about})" if about else ""
        lines.append(f"• {_safe(_cut(clean(action.text) + tail, _LINE))}")
    if len(wanted) > MOST_ACTIONS:
        lines.append(f"• and {len(wanted) - MOST_ACTIONS} more")
    return lines


def _told(text: str) -> list[str]:
    """The lines of a prose field, its lists and code as Slack's people set them."""
    fences = sum(line.strip().startswith("```") for line in text.split("\n"))
    lines: list[str] = []
    last: Block | None = None
    for block in prose(text + "\n```" * (fences % 2)):
        if isinstance(block, Paragraph) and isinstance(last, Paragraph):
            lines.append("")
        lines += _lines(block)
        last = block
    return lines


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _bold(text: str) -> str:
    """A text that stands between stars, so without any of its own."""
    return escaped(_cut(" ".join(clean(text).split()), _LINE)).replace("*", "∗").replace("`", "ˋ")


def _safe(text: str) -> str:
    """A text in which only what a person marked is bold, slanted or code, and nothing mentions."""
    return "\n".join(shown((Span(line, "told"),)) for line in text.split("\n"))
