"""Items of a section as records: factors, lessons, actions, people, figures."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pmtui.domain.days import TwoDaysError, written_day
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, Factor, Lesson, Metric, Participant
from pmtui.domain.vocabulary import ActionState, ActionType, LessonKind, Priority
from pmtui.importers.document.ends import without_fields
from pmtui.importers.document.inline import links_in, without_link, words_of
from pmtui.importers.document.listing import Item, items

LONGEST = 300
"""Characters of a record's own line; the whole of a longer text goes into its detail."""

_OWNER = re.compile(
    r"(?:\(|\[)?\b(?:owner|assignee|assigned to|responsible|who):[ \t]{0,4}(@?[\w.-]{1,40}"
    r"(?: [A-Z][\w.-]{1,40}){0,2})(?:\)|\])?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w/@.])@([A-Za-z][\w.-]{0,40}[A-Za-z0-9]|[A-Za-z])(?![\w@/])")
_TICKET = re.compile(r"\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b")
_DAY = re.compile(r"\b(20\d\d-[01]\d-[0-3]\d)\b")
_DUE = re.compile(
    r"(?i)\b(?:due|by|until|deadline|eta)\b(?: (?:on|by|date))?[ \t]{0,2}[:=]?[ \t]{0,4}"
    r"(?P<day>20\d\d-[01]\d-[0-3]\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{4}"
    r"|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}\.?,? \d{4})"
    r"(?![\w/])"
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")
_PRIORITY = re.compile(r"\b(P[0-3])\b")
_FIGURE = re.compile(
    r"(?P<name>[A-Za-z][^:|\d]{2,80}?)[ \t]{0,4}[:=][ \t]{0,4}(?P<value>~?[$€£]?\d[\d,.]{0,20}[%kKM]?)"
    r"[ \t]{0,4}(?P<unit>[A-Za-z%][\w %/-]{0,40})?\.?$"
)
_DONE = re.compile(r"(?i)\b(?:done|completed?|closed|fixed|shipped|merged)\b")
_DECLINED = re.compile(r"(?i)\b(?:won.?t (?:do|fix)|declined|rejected|cancell?ed)\b")
_COMMITTED = re.compile(r"(?i)\b(?:in progress|committed|to ?do|open|planned|started|wip)\b")


def factors(found: Iterable[Item]) -> list[Factor]:
    """One factor for each row or paragraph."""
    out = []
    for item in found:
        text, detail = _shortened(words_of(item.text))
        out.append(Factor(id=new_id(), text=text, detail=_joined(detail, item.below)))
    return out


def lessons(found: Iterable[Item], kind: LessonKind | None) -> list[Lesson]:
    """One lesson for each row or paragraph, with what hangs below it in the same line."""
    out = []
    for item in found:
        below = " ".join(line.strip() for line in item.below if line.strip())
        out.append(Lesson(id=new_id(), kind=kind, text=words_of(f"{item.text} {below}".strip())))
    return out


def actions(found: Iterable[Item], theme: str) -> list[Action]:
    """One action for each row; nested rows with boxes are actions of their own."""
    out: list[Action] = []
    for item in found:
        if item.kind == "table":
            out += _actions_of_table(item, theme)
            continue
        nested = items(item.below, 0)
        own = [row for row in nested if row.checked is not None]
        kept = item.below
        if own:
            taken = {line for row in own for line in range(row.first, row.last + 1)}
            kept = [line for number, line in enumerate(item.below) if number not in taken]
        out.append(_action(item, kept, theme))
        out += [_action(row, row.below, theme) for row in own]
    return out


def _action(item: Item, below: list[str], theme: str) -> Action:
    links = links_in(item.text)
    text = without_link(item.text, links[0]) if links else item.text
    if links:
        text = text.replace(f"<{links[0]}>", links[0])
    owner = _OWNER.search(item.text)
    handles = _HANDLE.findall(item.text)
    ticket = _TICKET.search(item.text)
    priority = _PRIORITY.search(item.text)
    state = ActionState.DONE if item.checked else ActionState.PROPOSED
    due = due_in(item.text)
    who = owner[1] if owner else f"@{handles[0]}" if handles else ""
    tracker = links[0] if links else ticket[0] if ticket else ""
    bare = without_fields(
        words_of(text),
        owner=who,
        due=due.isoformat() if due else "",
        priority=priority[1] if priority else "",
        tracker=tracker,
    )
    short, detail = _shortened(bare)
    return Action(
        id=new_id(),
        text=short,
        type=_type_of(theme),
        owner=who,
        priority=Priority(priority[1]) if priority else None,
        state=state,
        due=due,
        tracker=tracker,
        theme=theme,
        detail=_joined(detail, below),
    )


_COLUMNS: tuple[tuple[str, str], ...] = (
    ("owner", r"owner|assignee|assigned to|responsible|who|dri|lead"),
    ("due", r"due(?: date)?|deadline|eta|when|target(?: date)?"),
    ("state", r"status|state|done"),
    ("tracker", r"ticket|issue|tracker|tracking|link|jira|bug|pr"),
    ("priority", r"priority|prio"),
    ("type", r"type|kind|category"),
    ("text", r"action(?: item)?|item|task|description|what|todo|summary|follow[ -]?up"),
)


def _actions_of_table(table: Item, theme: str) -> list[Action]:
    """The rows of a table; cells of columns that no field takes go into the detail."""
    if len(table.rows) < 2:
        return []
    head = [cell.casefold().strip("* ") for cell in table.rows[0]]
    columns: dict[int, str] = {}
    for number, title in enumerate(head):
        name = next((n for n, p in _COLUMNS if re.fullmatch(p, title[:60])), "")
        if name and name not in columns.values():
            columns[number] = name
    if "text" not in columns.values():
        free = next((n for n in range(len(head)) if n not in columns), 0)
        columns[free] = "text"
    rows = [cells for cells in table.rows[1:] if any(cells)]
    order = _order_of(cells[n] for cells in rows for n in columns if n < len(cells))
    return [_row(cells, head, columns, theme, order) for cells in rows]


def due_in(text: str) -> date | None:
    """The day in full that a row names as its due date; None for none, or one of two."""
    if found := _DUE.search(text):
        return whole_day(found["day"])
    day = _DAY.search(text)
    return whole_day(day[1]) if day and re.search(r"(?i)\b(?:due|by|until)\b", text) else None


def whole_day(text: str, day_first: bool | None = None) -> date | None:
    """A text that is nothing but a day with its year; None for any other, or one of two days."""
    try:
        return written_day(text, day_first=day_first)
    except ValueError:
        return None


def two_days(pm: Postmortem) -> tuple[str, ...]:
    """A sentence for each action whose due date can be one of two days, and stayed a detail."""
    said = []
    for number, action in enumerate(pm.actions, 1):
        texts = [line.removeprefix("due: ") for line in action.detail.split("\n")]
        texts += [found["day"] for found in _DUE.finditer(action.text)]
        for text in texts if action.due is None else ():
            try:
                written_day(text)
            except TwoDaysError as error:
                said.append(f"Action {number}, due: {error} It stays in the action until then.")
                break
            except ValueError:
                continue
    return tuple(said)


def _order_of(cells: Iterable[str]) -> bool | None:
    """Whether days between slashes stand day first, where the cells of a table tell."""
    pairs = [(int(m[1]), int(m[2])) for c in cells if (m := _SLASHED.fullmatch(c.strip()))]
    seen = {one > 12 for one, two in pairs if (one > 12) != (two > 12)}
    return seen.pop() if len(seen) == 1 else None


def _row(
    cells: list[str],
    head: list[str],
    columns: dict[int, str],
    theme: str,
    day_first: bool | None,
) -> Action:
    values = {name: cells[n] for n, name in columns.items() if n < len(cells)}
    rest = [
        f"{head[n] if n < len(head) else ''}: {cell}".lstrip(": ")
        for n, cell in enumerate(cells)
        if n not in columns and cell
    ]
    item = Item("bullet", values.get("text", ""), 0, 0, rest)
    action = _action(item, rest, theme)
    state = values.get("state", "")
    found: dict[str, object] = {}
    left: list[str] = []
    if owner := words_of(values.get("owner", "")):
        found["owner"] = owner
    if ticket := values.get("tracker", ""):
        links = links_in(ticket)
        found["tracker"] = (
            links[0] if links and words_of(ticket).count(" ") > 1 else words_of(ticket)
        )
        if found["tracker"] != words_of(ticket):
            left.append(words_of(ticket))
    if due := values.get("due", ""):
        day = _DAY.search(due)
        whole = whole_day(words_of(due), day_first)
        found["due"] = whole or (whole_day(day[1]) if day else None)
        if day is None or day[1] != due.strip():
            left.append(f"due: {due}")
    if state:
        found["state"] = _state(state)
        if found["state"] != state.strip().casefold():
            left.append(f"status: {state}")
    if word := values.get("type", ""):
        found["type"] = _type_of(word)
        if found["type"] != word.strip().casefold():
            left.append(f"type: {word}")
    if word := values.get("priority", ""):
        level = _PRIORITY.search(word.upper())
        found["priority"] = Priority(level[1]) if level else None
        if level is None or level[1] != word.strip():
            left.append(f"priority: {word}")
    detail = "\n".join(part for part in (action.detail, *left) if part)
    return replace(action, detail=detail, **found)  # type: ignore[arg-type]


def _state(text: str) -> ActionState:
    if _DECLINED.search(text):
        return ActionState.DECLINED
    if _DONE.search(text) or text.strip().casefold() in ("x", "✓", "✔", "yes", "[x]"):
        return ActionState.DONE
    return ActionState.COMMITTED if _COMMITTED.search(text) else ActionState.PROPOSED


def _type_of(words: str) -> ActionType | None:
    lower = words.casefold()
    return next((kind for kind in ActionType if lower.startswith(kind.value[:7])), None)


def people(found: Iterable[Item]) -> list[Participant]:
    """Participants by name, with what stands behind it as their team."""
    out = []
    for item in found:
        texts = [item.text] if item.kind == "bullet" else item.text.split(",")
        for text in texts:
            name, _, rest = words_of(text).partition(" - ") if " - " in text else (
                words_of(text), "", "",
            )  # fmt: skip
            handle = _HANDLE.search(name)
            below = " ".join(line.strip() for line in item.below if line.strip())
            if name.strip():
                out.append(
                    Participant(
                        id=new_id(),
                        name=name.strip().removeprefix("@"),
                        handle=f"@{handle[1]}" if handle else "",
                        team=" ".join(part for part in (rest, below) if part),
                    )
                )
    return out


def metrics(found: Iterable[Item]) -> tuple[list[Metric], set[int]]:
    """The figures among rows like `failed orders: 1,204 orders`, and the lines that they take."""
    out: list[Metric] = []
    lines: set[int] = set()
    for item in found:
        if item.kind != "bullet" or item.below:
            continue
        if figure := _FIGURE.fullmatch(words_of(item.text)):
            value, unit = figure["value"], (figure["unit"] or "").strip()
            out.append(
                Metric(
                    id=new_id(),
                    name=figure["name"].strip(),
                    value=value.lstrip("~"),
                    unit=unit,
                    estimated=value.startswith("~"),
                )
            )
            lines.update(range(item.first, item.last + 1))
    return out, lines


def _shortened(text: str) -> tuple[str, str]:
    """A line short enough to be read in a list, and the whole where it was cut."""
    if len(text) <= LONGEST:
        return text, ""
    head = re.match(r".{20,280}?[.!?](?= )", text)
    return (head[0] if head else text[: LONGEST - 2].rsplit(" ", 1)[0] + " …"), text


def _joined(detail: str, below: list[str]) -> str:
    rest = "\n".join(below).strip("\n")
    return "\n\n".join(part for part in (detail, rest) if part)
