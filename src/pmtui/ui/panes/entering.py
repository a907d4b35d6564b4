"""What is typed or pasted beside the fields: the entry line, and what to do with a paste."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from textual import on

from pmtui.domain.edits import Edit, add, set_fields
from pmtui.domain.entry import ENTRY_HELP, Entry, EntryContext, parse_entry
from pmtui.domain.fields import Kind
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem, find
from pmtui.domain.records import SourceText
from pmtui.domain.zones import to_zone, zone_or_utc
from pmtui.ui import unread
from pmtui.ui.panes.entries import (
    Target,
    adding,
    adding_lines,
    context_of,
    marks_beginning,
    read_target,
    reading_of,
    stored_target,
)
from pmtui.ui.panes.reporting import Reporting
from pmtui.ui.preview.wanted import ImportWanted, timed_lines_in
from pmtui.ui.widgets.dialogs import paste_offer
from pmtui.ui.widgets.entry_line import EntryLine, Reading
from pmtui.ui.widgets.form import Form
from pmtui.ui.widgets.items import FieldItem
from pmtui.ui.widgets.labels import NAMES

MOST_LINES = 500
"""Lines of a paste that become records at once; more belong to the import."""


class Entering(Reporting):
    """Views with an entry line under them."""

    entry: EntryLine | None = None
    target: Target = Target("")
    targets: dict[str, Target]
    """What the entry line was opened for last, by table."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self.targets = {}
        self.drafts: dict[str, str] = {}

    async def open_entry(self, target: Target, text: str = "") -> None:
        """Open the entry line for a list, where it takes records now."""
        if self.refused(target.table):
            return
        self.leave_field()
        if target.table not in ENTRY_HELP:
            self.post_message(self.Said("Records of this list are not added by hand.", warn=True))
            return
        if self.entry is None:
            self.entry = EntryLine()
            await self.mount(self.entry)
            self.entry.restore(self.drafts)
        waits = target.table in self.drafts and target == Target(target.table)
        if waits:
            target = self.targets[target.table]
        self.drafts.pop(target.table, None)
        self.target = self.targets[target.table] = target
        example, explains = ENTRY_HELP[target.table]
        self.entry.open(target.table, f"e.g. {example}", explains, self._reading, text)
        self.post_message(self.Located(self.place()))

    def _reading(self, text: str) -> Reading:
        if self.target.table == "events" and (names := marks_beginning(text)):
            again = reading_of(self.postmortem, self._parsed(text))
            told = f"one of: {names}"
            return replace(again, problem=told) if again.problem else Reading(f"! {told}")
        return reading_of(self.postmortem, self._parsed(text))

    def _parsed(self, text: str) -> Entry:
        return parse_entry(self.target.table, text, self._entry_context())

    def _entry_context(self) -> EntryContext:
        table, id = self.trail[-1] if self.trail else self.here()[:2]
        return context_of(self.postmortem, self.now(), self.above((table, id, "")))

    def _adding(self, text: str) -> tuple[Edit, str]:
        return adding(self._parsed(text), self.target)

    @on(EntryLine.Entered)
    def _entered(self, event: EntryLine.Entered) -> None:
        event.stop()
        edit, id = self._adding(event.text)
        self._wanted = (self.target.table, id, "")
        if self.target.after:
            self.target = replace(self.target, after=id)
        entry, label = self.entry, f"add {NAMES[self.target.table]}"

        def back() -> None:
            if entry is not None:
                entry.give_back(event.table, event.text)

        self.post_message(self.Edited(edit, label, otherwise=back))

    @on(EntryLine.Closed)
    def _entry_closed(self, event: EntryLine.Closed) -> None:
        event.stop()
        self.focus_view()
        self.post_message(self.Located(self.place()))

    def action_add_line(self) -> None:
        """Add what is typed in the entry line."""
        if self.entry is not None:
            self.entry.submit()

    @property
    def entering(self) -> bool:
        """Whether the entry line is open."""
        return self.entry is not None and self.entry.is_open

    def typing(self) -> bool:
        """Whether a field or the entry line takes the keys."""
        return self.entering or super().typing()

    def leave_field(self) -> bool:
        """End editing or entering, keeping the text."""
        if self.entry is not None and self.entry.is_open:
            self.entry.close()
            return True
        return super().leave_field()

    @on(EntryLine.Drafted)
    def _drafted(self, event: EntryLine.Drafted) -> None:
        event.stop()
        self.post_message(self.Drafted(self.PLACE, self.drafts_now()))

    @on(Form.Waiting)
    def _waiting(self, event: Form.Waiting) -> None:
        event.stop()
        self.post_message(self.Drafted(self.PLACE, self.drafts_now()))

    def drafts_now(self) -> dict[str, list[str]]:
        """Lines that were not added, and values that were not read."""
        lines = self.entry.waiting if self.entry is not None else self.drafts
        values = self.form.waiting if self.form is not None else self.unread
        return {
            **{table: [text, *stored_target(self.targets[table])] for table, text in lines.items()},
            **{unread.draft_name(key): [*told] for key, told in values.items()},
        }

    def restore_drafts(self, drafts: dict[str, list[str]]) -> None:
        """What was not taken when the last session ended waits again."""
        for table, (text, *target) in drafts.items():
            if (key := unread.draft_key(table)) is not None:
                self.unread[key] = (text, "".join(target) or unread.NOT_TAKEN)
                continue
            self.targets[table] = read_target(table, target)
            self.drafts[table] = text

    # -- pastes --------------------------------------------------------------------------------

    @on(EntryLine.Pasted)
    def _entry_pasted(self, event: EntryLine.Pasted) -> None:
        event.stop()
        self.offer(event.text, None, lines_of=self.target.table)

    @on(Form.Pasted)
    def _field_pasted(self, event: Form.Pasted) -> None:
        event.stop()
        self.offer(event.text, event.item)

    def action_offer_again(self) -> None:
        """Offer again what was left at the last offer."""
        if self.dropped:
            text, self.dropped = self.dropped, ""  # it comes back where again nothing is done
            self.take_paste(text)
        elif (place := self.next_unread()) is not None:
            self.post_message(self.Jump(replace(place, typing=True)))
        else:
            self.post_message(self.Said("There is no text that waits to be put somewhere."))

    def take_paste(self, text: str) -> None:
        """A paste outside a field: offer what to do with it."""
        item = self.form.item if self.form is not None else None
        texts = isinstance(item, FieldItem) and item.spec.kind in (Kind.LINE, Kind.PROSE)
        self.offer(text, item if texts and isinstance(item, FieldItem) else None)

    def offer(self, text: str, item: FieldItem | None, lines_of: str = "") -> None:
        """Ask what a pasted text is to become."""
        if not text.strip():
            return
        timed = timed_lines_in(text)
        lines = [line for line in text.split("\n") if line.strip()]
        if lines_of in ("", "events", "evidence") or len(lines) > MOST_LINES:
            lines_of = ""
        if lines_of and self.why_not(lines_of):
            lines_of = ""
        if item is not None and self.why_not(item.table, item.spec.name):
            item = None
        if self.why_not("events"):
            timed = 0
        keep = not self.why_not("sources")
        if not (keep or item or lines_of or timed > 1):
            self.dropped = text
            self.post_message(self.Said(f"{self.why_not('sources')} P offers it again.", warn=True))
            return
        dialog = paste_offer(
            text,
            field=item.label or item.spec.label if item is not None else "",
            events=timed if timed > 1 else 0,
            lines=len(lines) if lines_of else 0,
            records=NAMES.get(lines_of, ""),
            keep=keep,
        )

        def answered(answer: str | None) -> None:
            match answer:
                case "e":
                    self.post_message(ImportWanted(text))
                case "l":
                    context = context_of(self.postmortem, self.now(), None)
                    found = [parse_entry(lines_of, line, context) for line in lines]
                    self.post_message(
                        self.Edited(adding_lines(found, lines_of), f"paste {len(found)} lines")
                    )
                case "f" if item is not None:
                    self._put(item, text)
                case "s":
                    self._keep(text)
                case _:
                    self.dropped = text
                    self.post_message(self.Said("Nothing was done with it; P offers it again."))

        self.app.push_screen(dialog, answered)

    def _put(self, item: FieldItem, text: str) -> None:
        form = self.form
        if form is not None and form.editing == item:
            form.editors.insert(text)
            return
        table, record, name = item.key
        prose = item.spec.kind is Kind.PROSE

        def edit(pm: Postmortem) -> Postmortem:
            old: str = getattr(find(pm, table, record), name)
            new = text if prose else " ".join(text.split())
            gap = "\n" if prose else " "
            return set_fields(pm, table, record, **{name: f"{old}{gap}{new}" if old else new})

        self.post_message(self.Edited(edit, f"paste into {item.spec.label.lower()}"))

    def _keep(self, text: str) -> None:
        here = to_zone(self.now(), zone_or_utc(self.postmortem.overview.zone))
        label = f"pasted {here:%Y-%m-%d %H:%M}"
        source = SourceText(id=new_id(), label=label, text=text)

        def edit(pm: Postmortem) -> Postmortem:
            return add(pm, "sources", source)

        self.post_message(self.Edited(edit, "keep source text"))
        self.post_message(self.Said("Kept as a source text; it stands in the overview."))
