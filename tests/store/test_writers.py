"""Two or three people write in one postmortem at once, stroke by stroke, each seeing it late."""

import random
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmtui.domain import edits
from pmtui.domain.changes import apply, diff
from pmtui.domain.ids import new_id
from pmtui.store.reports import Foreign
from pmtui.store.store import Store
from pmtui.store.writing import blank
from pmtui.ui.widgets.carets import followed
from store.making import context, small

SHARED = [HealthCheck.function_scoped_fixture]

pytestmark = pytest.mark.usefixtures("quick")

PROSE, LINE = "summary", "title"
PIECE = {PROSE: re.compile(r"(?<=[.])\s+|\n"), LINE: re.compile(r" / ")}
WORD = re.compile(r"\w+|[^\w\s]")


def pieces(field, text):
    """The sentences of a prose field, the values of a line."""
    return {p.strip() for p in PIECE[field].split(text)} - {""}


def words(text):
    return f" {' '.join(WORD.findall(text))} "


class Window:
    """One person, whose strokes, saves and looks come in any order."""

    def __init__(self, store, uid, name, chance, at_the_end):
        self.store, self.name, self.chance = store, name, chance
        self.at_the_end = at_the_end
        """Everybody begins a line at the end of the text, and changes nothing that is there."""
        self.base = store.load(uid)
        self.value = self.base.postmortem
        self.field, self.caret, self.left, self.count = PROSE, 0, "", 0

    @property
    def text(self):
        return getattr(self.value.overview, self.field)

    def bring(self, report):
        before = self.text
        self.value, _ = report.over(self.value)
        self.caret = followed(before, self.text, self.caret)

    def set(self, text, caret):
        self.value = edits.set_fields(self.value, "overview", "", **{self.field: text})
        self.caret = caret

    def stroke(self):
        """A letter of the sentence at hand, or the beginning of the next one somewhere."""
        if not self.left:
            self.begin()
        letter, self.left = self.left[0], self.left[1:]
        self.set(self.text[: self.caret] + letter + self.text[self.caret :], self.caret + 1)
        if not self.left and self.at_the_end:
            assert f" {self.name}{self.count} saw it rise " in words(self.text), self.text

    def begin(self):
        self.count += 1
        self.field = PROSE if self.at_the_end else self.chance.choice((PROSE, PROSE, LINE))
        mine = f"{self.name}{self.count} saw it rise"
        text = self.text
        if self.field == LINE:
            self.caret, self.left = len(text), f" {mine}"
            return
        places = [len(text)]
        if not self.at_the_end:
            places += [0, *(m.end() for m in re.finditer(r"\. |\n", text))]
        self.caret = self.chance.choice(places)
        end = "" if self.caret == len(text) else self.chance.choice((" ", "\n"))
        begun = self.caret and text[self.caret - 1] not in " \n"
        between = chr(10) if self.at_the_end else self.chance.choice((" ", chr(10)))
        self.left = f"{between if begun else ''}{mine}.{end}"

    def change_a_word(self):
        found = list(re.finditer(r"rise|fall", self.text))
        if found and not self.left and not self.at_the_end:
            at = self.chance.choice(found)
            new = self.text[: at.start()] + f"fall{self.count}" + self.text[at.end() :]
            self.set(new, at.start())

    def look(self):
        now = self.store.load(self.value.uid)
        base, self.base = self.base, now
        self.bring(Foreign(base.postmortem, now.postmortem, ()))

    def save(self):
        changes = diff(self.base.postmortem, self.value)
        if not changes:
            return
        stood = self.store.load(self.value.uid).postmortem
        done = self.store.commit(
            self.value.uid, new_id(), changes, self.base.seq, label="edit", context=context()
        )
        for field in (PROSE, LINE):
            before, was, put, now = (
                getattr(pm.overview, field)
                for pm in (self.base.postmortem, stood, self.value, done.postmortem)
            )
            known = pieces(field, was) | pieces(field, put)
            assert pieces(field, now) <= known, (before, was, put, now)
            for piece in pieces(field, put) - pieces(field, before):
                assert words(piece) in words(now), (before, was, put, now)
        old, self.base = self.value, self.store.load(self.value.uid)
        self.bring(Foreign(old, done.postmortem, ()))


@pytest.fixture
def stores(path, clock):
    opened = [Store.open(path, clock=clock, author=name) for name in ("ana", "ben", "caro")]
    yield opened
    for one in opened:
        one.close()


def write_together(stores, seed, steps, at_the_end=False):
    chance = random.Random(seed)
    begun = edits.set_fields(
        small("Checkout"), "overview", "", summary="It began to rise. It did fall.\nIt ended."
    )
    uid = stores[0].create(replace(begun, uid=new_id()), label="new").postmortem.uid
    names = "ABC"[: chance.choice((2, 3))]
    windows = [Window(s, uid, n, chance, at_the_end) for s, n in zip(stores, names, strict=False)]
    for _ in range(steps):
        window = chance.choice(windows)
        for _ in range(chance.choice((1, 3, 9))):
            window.stroke()
        for deed in chance.choices(("save", "save", "look", "change_a_word"), k=2):
            getattr(window, deed)()
    for window in windows:
        while window.left:
            window.stroke()
        window.save()
    return uid


@settings(max_examples=8, deadline=None, suppress_health_check=SHARED)
@given(seed=st.integers(0, 2**32))
def test_no_sentence_of_two_people_is_ever_mixed_and_every_text_is_kept_whole(stores, seed):
    uid = write_together(stores, seed, 20)
    value = blank(uid)
    for operation in stores[0].operations(uid):
        value = apply(value, operation.changes, check=True)
    assert value == stores[0].load(uid).postmortem
    assert stores[0].check() == ()


@settings(max_examples=4, deadline=None, suppress_health_check=SHARED, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_who_writes_on_at_the_end_of_a_text_stays_in_the_sentence_begun(stores, seed):
    write_together(stores, seed, 20, at_the_end=True)
