from pmtui.ui.widgets.line_list import LineList
from pmtui.ui.widgets.record_list import Column, RecordList, Row

COLUMNS = (Column(5), Column())


def filled(count):
    listing = RecordList("events", COLUMNS, teach=("Nothing yet. a adds one.",))
    show(listing, [f"r{n}" for n in range(count)])
    return listing


def show(listing, ids, text="text"):
    listing.show(ids, lambda index: Row(ids[index], (f"{index}", f"{text} {ids[index]}"), "tail"))


def screen(app):
    return ["".join(s.text for s in strip) for strip in app.screen._compositor.render_strips()]


def test_ten_thousand_rows_are_drawn_without_a_widget_for_any(alone):
    seen = {}

    async def script(pilot):
        await pilot.press("G")
        seen["lines"] = screen(pilot.app)
        seen["widgets"] = len(pilot.app.screen.query("*"))
        await pilot.press("pageup", "k")

    listing = filled(10_000)
    alone(listing, script)
    assert "› 9999  text r9999" in seen["lines"][-1]
    assert seen["widgets"] == 1
    assert listing.current == "r9979"


def test_the_cursor_stays_on_its_record_when_rows_come_before_it(alone):
    listing = filled(5)

    async def script(pilot):
        await pilot.press("j", "j")
        show(listing, ["new", "r0", "r1", "r2", "r3"])
        assert listing.current == "r2"
        show(listing, ["r0", "r3"])
        assert listing.current == "r3"

    app = alone(listing, script)
    assert [m.key[1] for m in app.said(LineList.Highlighted)][:2] == ["r1", "r2"]


def test_enter_says_which_record_is_wanted(alone):
    async def script(pilot):
        await pilot.press("down", "enter")

    app = alone(filled(3), script)
    assert app.said(LineList.Opened)[0].key == ("events", "r1", "")


def test_going_past_an_end_is_told_and_changes_nothing(alone):
    listing = filled(1)

    async def script(pilot):
        await pilot.press("j", "k")

    app = alone(listing, script)
    assert [m.by for m in app.said(LineList.Edge)] == [1, -1]


def test_an_empty_list_teaches_and_a_hostile_row_is_literal(alone):
    listing = filled(0)
    seen = []

    async def script(pilot):
        seen.append(screen(pilot.app)[0])
        show(listing, ["x"], text="[/] [@click=app.quit]x[/] \x1b[31m")
        await pilot.pause()
        seen.append(screen(pilot.app)[0])

    alone(listing, script)
    assert "Nothing yet. a adds one." in seen[0]
    assert "[/] [@click=app.quit]x[/]" in seen[1]


def test_a_narrow_list_keeps_the_mark_and_cuts_the_details(alone):
    listing = RecordList("events", (Column(),))
    listing.show(["a"], lambda i: Row("a", ("a text of some length",), "many details", "! look"))
    seen = []

    async def script(pilot):
        seen.append(screen(pilot.app)[0])

    alone(listing, script, size=(40, 5))
    assert seen[0].startswith("› a text of some …") and "many" in seen[0]
    assert seen[0].rstrip().endswith("! look")
