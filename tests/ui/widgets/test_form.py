from datetime import date

from textual import events

from pmtui.domain.edits import add, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Participant
from pmtui.domain.vocabulary import DetectedBy, ImpactType, Severity
from pmtui.ui.widgets.describing import takes_full_pane
from pmtui.ui.widgets.form import Form
from pmtui.ui.widgets.items import HeadItem, NoteItem, TeachItem, fields_of


def screen(app):
    return "\n".join(
        "".join(s.text for s in strip).rstrip() for strip in app.screen._compositor.render_strips()
    )


class Keeper(Form):
    """A form whose edits are applied at once, as a pane and a workbook do."""

    def __init__(self, items, pm=None, marks=None):
        super().__init__(
            lambda text, key: None, lambda when, key: "", today=lambda: date(2026, 7, 20)
        )
        self.pm = pm or Postmortem(uid="x")
        self.wanted, self.given = items, marks or {}
        self.changes = []

    def on_mount(self):
        self.refill()
        self.focus()

    def refill(self):
        self.show(self.pm, self.wanted, self.given)

    def post_message(self, message):
        if isinstance(message, Form.Changed):
            self.changes.append((message.label, message.typing))
            self.pm = message.edit(self.pm)
            self.refill()
        return super().post_message(message)


def overview(*names):
    return fields_of("overview", names=names)


def test_typing_goes_up_stroke_by_stroke_and_tab_edits_the_next_field(alone):
    form = Keeper(overview("title", "owner"))

    async def script(pilot):
        await pilot.press("enter", "[", "/", "]", "tab", "n", "i", "a", "enter")

    form.pm = add(form.pm, "participants", Participant(id="n", name="Nia Wood"))
    alone(form, script)
    assert form.pm.overview.title == "[/]"
    assert form.pm.overview.owner == "Nia Wood"
    assert form.changes[:3] == [("edit title", "overview//title")] * 3


def test_a_value_that_cannot_be_read_stays_in_the_field_with_the_reason(alone):
    form = Keeper(overview("incident_date", "severity"))
    seen = []

    async def script(pilot):
        await pilot.app.types(pilot, "enter", "=2026-11", "enter")
        seen.append(screen(pilot.app))
        await pilot.app.types(pilot, "enter", "=-22")
        seen.append(screen(pilot.app))
        await pilot.press("enter")

    app = alone(form, script)
    assert "x not read" in seen[0] and "2026-11" in seen[0] and "is not a date" in seen[0]
    assert "→ Sunday 2026-11-22" in seen[1]
    assert form.pm.overview.incident_date == date(2026, 11, 22)
    assert "is not a date" in app.said(Form.Told)[0].text


def test_escape_leaves_the_old_value_where_a_new_one_cannot_be_read(alone):
    form = Keeper(overview("incident_date", "severity"))

    async def script(pilot):
        await pilot.app.types(pilot, "enter", "=2026-11-22", "enter", "enter", "=still", "escape")
        assert "x not read" not in screen(pilot.app) and "2026-11-22" in screen(pilot.app)

    app = alone(form, script)
    assert form.pm.overview.incident_date == date(2026, 11, 22)
    assert "so the value is as it was" in app.said(Form.Told)[-1].text


def test_a_choice_is_filtered_in_place_and_can_be_taken_back(alone):
    form = Keeper(overview("severity", "owner"))

    async def script(pilot):
        await pilot.press("enter", "2", "enter")
        assert form.pm.overview.severity is Severity.SEV_2
        await pilot.press("enter", "n", "o", "n", "enter")

    alone(form, script)
    assert form.pm.overview.severity is None


def test_several_words_are_marked_with_space_and_kept_by_escape(alone):
    form = Keeper(fields_of("impact", names=("types", "near_miss")))

    async def script(pilot):
        await pilot.press("enter", "space", "down", "space", "escape")
        await pilot.press("j", "enter")

    alone(form, script)
    assert form.pm.impact.types == (ImpactType.AVAILABILITY, ImpactType.RESPONSE_TIME)
    assert form.pm.impact.near_miss is True


def test_tab_takes_the_choice_and_goes_on_to_the_next_field(alone):
    form = Keeper(fields_of("response", names=("detected_by", "detected_how")))

    async def script(pilot):
        await pilot.app.types(pilot, "enter", "=drill", "tab", "x", "enter")

    alone(form, script)
    assert form.pm.response.detected_by is DetectedBy.DRILL
    assert form.pm.response.detected_how == "x"


def test_tab_leaves_a_choice_that_was_not_touched_as_it_was(alone):
    form = Keeper(fields_of("response", names=("detected_by", "detected_how")))

    async def script(pilot):
        await pilot.press("enter", "tab", "x", "up")
        assert form.pm.response.detected_by is None
        await pilot.press("enter", "down", "tab")

    alone(form, script)
    assert form.pm.response.detected_how == "x"
    assert form.pm.response.detected_by is list(DetectedBy)[1]


def test_a_long_line_in_the_full_pane_stays_one_line(alone):
    long = "The check ran on one branch only. " * 4 + "End"
    form = Keeper(overview("title"), set_fields(Postmortem(uid="x"), "overview", "", title=long))

    async def script(pilot):
        assert takes_full_pane(form.pm, form.item, 80)
        await form.edit(form.item.key, full=True)
        await pilot.pause()
        assert "The check ran" in screen(pilot.app) and "End" in screen(pilot.app)
        await pilot.press("enter", "x")
        assert form.pm.overview.title == f"{long} x"
        await pilot.press("escape")

    alone(form, script)
    assert form.pm.overview.title == f"{long} x"


def test_an_undo_comes_into_the_field_while_it_is_being_edited(alone):
    form = Keeper(overview("summary"))

    async def script(pilot):
        await pilot.app.types(pilot, "enter", "=abc")
        form.pm = set_fields(form.pm, "overview", "", summary="a")
        form.refill()
        await pilot.press("z")

    alone(form, script)
    assert form.pm.overview.summary == "az"


def test_strokes_that_come_faster_than_the_value_comes_back_are_kept(alone):
    form = Keeper(overview("summary"))

    async def script(pilot):
        await pilot.press("enter")
        for letter in "fast typing over a slow link":
            key = "space" if letter == " " else letter
            pilot.app.focused.post_message(events.Key(key, letter))
        await pilot.pause()

    alone(form, script)
    assert form.pm.overview.summary == "fast typing over a slow link"


def test_a_long_text_shows_three_lines_grows_while_edited_and_takes_the_pane(alone):
    pm = set_fields(Postmortem(uid="x"), "overview", "", summary="word " * 60)
    form = Keeper(overview("summary", "background"), pm)
    seen = []

    async def script(pilot):
        seen.append(screen(pilot.app))
        await pilot.press("enter")
        await pilot.pause()
        seen.append(screen(pilot.app))
        await pilot.press("ctrl+f")
        await pilot.pause()
        seen.append(screen(pilot.app))

    alone(form, script)
    rows = [text.split("\n") for text in seen]
    assert rows[0][2].endswith("…") and "Background" in rows[0][3]
    assert next(n for n, row in enumerate(rows[1]) if "Background" in row) in (6, 7)
    assert rows[2][0].startswith("Summary: In 2-3 sentences")
    assert "Background" not in seen[2] and rows[2][1].startswith("word word")


def test_headings_are_passed_over_marks_stand_beside_and_the_last_line_is_told(alone):
    items = [
        HeadItem("About"),
        *overview("owner"),
        NoteItem("A note."),
        TeachItem("participants", "Nobody yet."),
    ]
    form = Keeper(items, marks={("overview", "", "owner"): "+ write"})
    seen = []

    async def script(pilot):
        seen.append(screen(pilot.app))
        await pilot.press("j", "enter", "j")

    app = alone(form, script)
    assert "› Owner" in seen[0] and "+ write · e.g." in seen[0]
    assert app.said(Form.Opened)[0].key == ("participants", "", "*")
    assert [m.by for m in app.said(Form.Past)] == [1]


def test_a_paste_of_lines_into_a_line_is_offered_and_one_into_prose_is_typed(alone):
    form = Keeper(overview("owner", "summary"))

    async def script(pilot):
        await pilot.press("enter")
        pilot.app.focused.post_message(events.Paste("a\nb"))
        await pilot.pause()
        await pilot.press("tab")
        pilot.app.focused.post_message(events.Paste("a\nb"))
        await pilot.pause()

    app = alone(form, script)
    assert [m.text for m in app.said(Form.Pasted)] == ["a\nb"]
    assert form.pm.overview.summary == "a\nb"
    assert form.pm.overview.owner == ""


def test_tab_marks_nothing_in_a_field_of_several_words_that_was_not_touched(alone):
    form = Keeper(fields_of("impact", names=("types", "near_miss")))

    async def script(pilot):
        await pilot.press("enter", "tab")
        assert form.pm.impact.types == () and form.editing is None
        await pilot.press("k", "enter", "down", "tab", "enter")

    alone(form, script)
    assert form.pm.impact.types == (list(ImpactType)[1],)


def test_a_locked_line_that_is_only_read_is_left_as_it_stands(alone):
    form = Keeper(overview("title"))
    form.pm = set_fields(form.pm, "overview", "", title="two  blanks")
    form._locked = lambda table, name: "It is complete; O reopens it."

    async def script(pilot):
        await form.edit(("overview", "", "title"), full=True)
        await pilot.press("escape")

    alone(form, script)
    assert form.editing is None
    assert form.changes == []


def test_typing_replaces_a_day_that_stands_in_its_field(alone):
    form = Keeper(overview("incident_date", "severity"))

    async def script(pilot):
        await pilot.app.types(
            pilot, "enter", "=2026-11-22", "enter", "enter", "=2026-11-23", "enter"
        )

    alone(form, script)
    assert form.pm.overview.incident_date == date(2026, 11, 23)
