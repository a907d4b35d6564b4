from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.store.recent import recent
from store.making import context, small


def test_the_latest_steps_are_told_with_the_saves_of_one_visit_together(store, other):
    made = store.create(small("Checkout"), label="new")
    uid = made.postmortem.uid
    for writer, step, title in (
        (store, "a", "Checkout f"), (store, "a", "Checkout fell"), (other, "b", "Checkout rose"),
    ):  # fmt: skip
        now = writer.load(uid)
        after = edits.set_fields(now.postmortem, "overview", "", title=title)
        changes = diff(now.postmortem, after)
        writer.commit(uid, step, changes, now.seq, label="edit title", context=context())
    last, first = recent(store, uid, 2)
    assert (last.author, last.told) == ("ben", ("overview, Title: Checkout [-fell-]{+rose+}",))
    assert (first.author, first.told) == ("noor", ("overview, Title: Checkout{+ fell+}",))
    assert [step.kind for step in recent(store, uid, 9)] == ["edit", "edit", "create"]
