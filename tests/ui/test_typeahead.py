import asyncio
from types import SimpleNamespace

from textual.events import Key

from pmtui.ui.typeahead import TypeAhead


def test_what_breaks_on_a_key_that_waited_is_told_and_the_next_key_goes_on():
    broke, passed = [], []
    screen = SimpleNamespace(message_queue_size=0, walk_children=list)
    app = SimpleNamespace(
        focused=None, screen=screen, message_queue_size=1, _handle_exception=broke.append
    )

    async def hand_on(event):
        passed.append(event.key)
        if event.key == "x":
            raise ValueError("broken")

    async def keys():
        typed = TypeAhead(app, hand_on)
        await typed.take(Key("x", "x"))
        app.message_queue_size = 0
        await typed._task
        await typed.take(Key("n", "n"))

    asyncio.run(keys())
    assert [str(error) for error in broke] == ["broken"]
    assert passed == ["x", "n"]
