"""What leaves is masked, and the masked copy never overwrites the original."""

from pmtui.domain import edits
from pmtui.domain.records import Event, Participant, RelatedPostmortem
from pmtui.store.shared import adopt
from pmtui.team.model import READABLE
from pmtui.team.redacting import Redaction
from store.making import small

SECRET = "password=hunter2hunter2"
TITLE = "Token sk_live_51Habcdefghij1234567890abcd leaked"


def spilled():
    pm = edits.add(small(TITLE), "events", Event(id="e1", text=f"set {SECRET} on the replica"))
    pm = edits.add(pm, "participants", Participant(id="p1", name="Wen Zhao", handle="@wen"))
    return edits.set_fields(pm, "overview", "", summary="Wen Zhao restarted it.", owner="Wen Zhao")


def set_event(text):
    return lambda pm: edits.set_fields(pm, "events", "e1", text=text)


def everything(folder):
    names = " ".join(str(p.relative_to(folder)) for p in folder.rglob("*"))
    texts = " ".join(p.read_text() for p in folder.rglob("*") if p.is_file())
    return f"{names} {texts}"


def test_no_secret_is_in_any_file_or_name_and_the_store_keeps_it(plain):
    pm = spilled()
    plain.store.create(pm, label="new")
    told = plain.share(pm.uid, push=False, redaction=Redaction(names="roles"))
    out = everything(plain.folder)
    for text in ("hunter2", "sk_live", "sk-live", "51hab", "Wen Zhao", "@wen"):
        assert text not in out
    assert "hunter2" not in " ".join(told.done)
    assert plain.value(pm.uid) == pm


def test_what_a_colleague_writes_lands_beside_what_is_masked(plain, person):
    ben = person("ben", plain.folder)
    pm = spilled()
    plain.store.create(pm, label="new")
    plain.share(pm.uid, push=False, redaction=Redaction(names="roles"))
    ben.sync(pull=False)
    adopt(ben.store, pm.uid)
    masked = ben.value(pm.uid).events[1].text
    ben.edit(pm.uid, set_event(masked.replace("on the replica", "on both replicas")))
    ben.edit(pm.uid, lambda value: edits.set_fields(value, "overview", "", background="New."))
    ben.share(pm.uid, push=False)
    assert plain.sync(pull=False).problems == []
    after = plain.value(pm.uid)
    assert after.events[1].text == f"set {SECRET} on both replicas"
    assert after.overview.background == "New."
    assert after.overview.owner == "Wen Zhao"
    assert after.overview.title == TITLE
    assert after.participants == pm.participants
    plain.share(pm.uid, push=False, redaction=Redaction(names="roles"))
    assert "hunter2" not in everything(plain.folder)
    assert ben.sync(pull=False).done == []


def test_where_a_colleague_rewrote_the_mask_both_texts_stay(plain, person):
    ben = person("ben", plain.folder)
    pm = spilled()
    plain.store.create(pm, label="new")
    plain.share(pm.uid, push=False)
    ben.sync(pull=False)
    adopt(ben.store, pm.uid)
    ben.edit(pm.uid, set_event("set the secret of the vault on the replica"))
    ben.share(pm.uid, push=False)
    told = plain.sync(pull=False)
    text = plain.value(pm.uid).events[1].text
    assert "hunter2hunter2" in text
    assert "vault" in text
    assert "both wrote in events text" in " ".join(told.done)


def test_the_same_gives_the_same_bytes_and_the_name_stays_when_the_title_changes(plain):
    pm = small("Checkout failed")
    plain.store.create(pm, label="new")
    plain.share(pm.uid, push=False)
    (document,) = plain.documents()
    before = document.read_bytes()
    assert "unchanged" in plain.share(pm.uid, push=False).done[0]
    assert document.read_bytes() == before
    plain.edit(pm.uid, lambda v: edits.set_fields(v, "overview", "", title="../../etc/-rf"))
    plain.share(pm.uid, push=False)
    assert plain.documents() == [document]
    assert document.read_bytes() != before


def test_the_markdown_calls_other_postmortems_by_their_titles_masked(plain):
    other = small(TITLE)
    plain.store.create(other, label="new")
    pm = edits.add(small("Checkout failed"), "related", RelatedPostmortem(id="r1", uid=other.uid))
    plain.store.create(pm, label="new")
    plain.share(pm.uid, push=False)
    (document,) = plain.documents()
    text = document.with_name(READABLE).read_text()
    assert "PM-1 “Token (masked" in text
    assert other.uid not in text and "sk_live" not in text
