from dataclasses import replace

from pmtui.domain.perrecord import PerRecord
from pmtui.domain.records import Event


def _events(count):
    return tuple(Event(id=str(n), text=f"event {n}") for n in range(count))


def test_only_the_record_that_changed_is_looked_at_again():
    seen = []

    def look(event):
        seen.append(event.text)
        return (event.text,) if event.text.endswith("1") else ()

    memory, events = PerRecord(), _events(4)
    assert memory.found("events", events, look) == ("event 1",)
    assert memory.found("events", events, look) == ("event 1",)
    assert len(seen) == 4
    changed = (*events[:2], replace(events[2], text="event 21"), events[3])
    assert memory.found("events", changed, look) == ("event 1", "event 21")
    assert seen[4:] == ["event 21"]


def test_records_that_moved_are_found_in_their_new_order():
    memory, events = PerRecord(), _events(3)
    texts = memory.found("events", events, lambda e: (e.text,))
    again = memory.found("events", events[::-1], lambda e: (f"looked again at {e.text}",))
    assert again == texts[::-1]


def test_everything_is_looked_at_again_when_what_it_depends_on_has_changed():
    memory, events = PerRecord(), _events(2)
    assert memory.found("events", events, lambda e: ("a",), "rules 1") == ("a", "a")
    assert memory.found("events", events, lambda e: ("b",), "rules 2") == ("b", "b")


def test_tables_are_kept_apart():
    memory, events = PerRecord(), _events(1)
    assert memory.found("events", events, lambda e: ("a",)) == ("a",)
    assert memory.found("lessons", events, lambda e: ("b",)) == ("b",)
