"""Links between records: chosen from a list that filters as one types, or made on the spot."""

from collections.abc import Callable

from textual import on

from pmtui.domain.edits import add, link, unlink
from pmtui.domain.fields import Kind, specs
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import LISTS, Postmortem, find, record_class
from pmtui.ui.panes.entering import Entering
from pmtui.ui.panes.record_items import LINKED_FROM
from pmtui.ui.widgets.chooser import Chooser, Chosen
from pmtui.ui.widgets.form import Form
from pmtui.ui.widgets.labels import NAMES, title_of
from pmtui.ui.widgets.picker import Option

_CREATED = ("factors", "actions", "lessons", "events")
"""Tables whose records can be created in a chooser."""


class Linking(Entering):
    """A pane whose records are linked with others."""

    def action_link(self) -> None:
        """Choose the records that the one at hand is linked with."""
        table, id = self.trail[-1] if self.trail else self.here()[:2]
        if not id or table not in LISTS:
            self.say("Put the cursor on an event, a factor, a lesson or an action to link it.")
            return
        forward = [s for s in specs(record_class(table)).values() if s.kind is Kind.LINKS]
        if table in LINKED_FROM:
            other = LINKED_FROM[table][0]
            self._choose_linking(table, id, other)
        elif forward:
            self.choose_links(table, id, forward[0].name, forward[0].table)
        else:
            self.say("Records of this list are linked with nothing; events and factors are.")

    @on(Form.Choosing)
    def _choosing(self, event: Form.Choosing) -> None:
        """A link field was opened."""
        event.stop()
        item = event.item
        self.choose_links(item.table, item.record, item.spec.name, item.spec.table)

    def choose_links(self, table: str, id: str, field: str, target: str) -> None:
        """Choose the records in a link field, or create one."""
        if self.refused(table, field):
            return
        chosen: tuple[str, ...] = getattr(find(self.postmortem, table, id), field)

        def answered(answer: Chosen | None) -> None:
            if answer is None:
                return
            created = new_id()

            def edit(pm: Postmortem) -> Postmortem:
                if answer.new:
                    pm = add(pm, target, record_class(target)(id=created, text=answer.new))
                    pm = link(pm, table, id, field, created)
                return _relink(pm, table, id, field, chosen, answer.ids)

            self.post_message(self.Edited(edit, f"link {NAMES[table]}"))

        self._push_chooser(target, chosen, answered)

    def _choose_linking(self, table: str, id: str, other: str) -> None:
        """Choose the records of another table that link to this one."""
        if self.refused(other, table):
            return
        chosen = tuple(r.id for r in getattr(self.postmortem, other) if id in getattr(r, table))

        def answered(answer: Chosen | None) -> None:
            if answer is None:
                return
            created = new_id()

            def edit(pm: Postmortem) -> Postmortem:
                if answer.new:
                    new = record_class(other)(id=created, text=answer.new, **{table: (id,)})
                    pm = add(pm, other, new)
                for gone in set(chosen) - set(answer.ids):
                    pm = unlink(pm, other, gone, table, id)
                for now in answer.ids:
                    if now not in chosen:
                        pm = link(pm, other, now, table, id)
                return pm

            self.post_message(self.Edited(edit, f"link {NAMES[other]}"))

        self._push_chooser(other, chosen, answered)

    def _push_chooser(
        self, table: str, chosen: tuple[str, ...], answered: Callable[[Chosen | None], None]
    ) -> None:
        records = {r.id: r for r in getattr(self.postmortem, table)}
        options = [Option(id, title_of(records[id])) for id in records]
        one = NAMES[table]
        heading = f"Which {one}s? Type to find one" + (
            ", or to write a new one." if table in _CREATED else "."
        )
        self.app.push_screen(
            Chooser(heading, options, chosen, several=True, create=table in _CREATED), answered
        )


def _relink(
    pm: Postmortem,
    table: str,
    id: str,
    field: str,
    before: tuple[str, ...],
    after: tuple[str, ...],
) -> Postmortem:
    """Take out what was unmarked and put in what was marked; other windows' links stay."""
    for gone in before:
        if gone not in after:
            pm = unlink(pm, table, id, field, gone)
    for now in after:
        if now not in before:
            pm = link(pm, table, id, field, now)
    return pm
