import random
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmtui.memory.query import Clause, Filter, Query, Term, read_query
from pmtui.memory.words import fold, spans, words

TODAY = date(2026, 11, 28)

SIGNS = (
    "sev:", "status:", "before:", "after:", 'service:"', "tag:", "owner:", "origin:", "-", "*", '"',
    "OR", "AND", "NOT", "NEAR(", "^", "{", "}", ":", "--", "PM-7", "sev-2", "30d", "99999y", "''",
    "title:", "search MATCH", "%", "\\", "\x00", "“", "”", "«", "\ud800", "日本", "é", "😀",
)  # fmt: skip
"""What a query language might trip over."""


def hostile():
    pieces = st.one_of(st.sampled_from(SIGNS), st.text(max_size=6))
    return st.lists(st.tuples(pieces, st.sampled_from(("", " "))), max_size=12).map(
        lambda found: "".join(a + b for a, b in found)
    )


def terms(text, **more):
    query = read_query(text, TODAY, **more)
    return [
        ("-" if clause.negated else "")
        + "|".join(" ".join(t.words) + "*" * t.prefix for t in clause.terms)
        for clause in query.clauses
    ]


def filters(text):
    return [
        (("-" if f.negated else "") + f.name, f.values) for f in read_query(text, TODAY).filters
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kafka timeout", ["kafka", "timeout"]),
        ('"card payments" -retry', ["card payments", "-retry"]),
        ("conn* -stag*", ["conn*", "-stag*"]),
        ("db-01 10.0.0.1:8080 50%", ["db 01", "10 0 0 1 8080", "50"]),
        ("kafka OR redis lag", ["kafka|redis", "lag"]),
        ("kafka AND redis", ["kafka", "redis"]),
        ("NOT kafka redis", ["-kafka", "redis"]),
        ('-"a phrase" b', ["-a phrase", "b"]),
        ("OR", ["or"]),
        ("“smart quotes” «and others» „so“ x", ["smart quotes", "and others", "so", "x"]),
        ('"never closed', ["never closed"]),
        ('x" y', ["x", "y"]),
        ("Müller MÜLLER", ["muller", "muller"]),
        ("日本", ["日 本"]),
        ("why the kafka", ["why", "kafka"]),
        ("the", ["the"]),
        ("", []),
        ("-- % *", []),
    ],
)  # fmt: skip
def test_words_phrases_and_signs_are_read(text, found):
    assert terms(text) == found


def test_while_typing_the_last_word_is_only_begun():
    assert terms("card paym", typing=True) == ["card", "paym*"]
    assert terms("card paym ", typing=True) == ["card", "paym"]
    assert terms('"card paym', typing=True) == ["card paym*"]
    assert terms('"card paym"', typing=True) == ["card paym"]


def test_while_nearly_everything_begins_like_a_word_it_hides_nothing():
    assert read_query("ca", TODAY, typing=True).wanted == (Term(("ca",), True, titles=True),)
    assert read_query("c*", TODAY).wanted == (Term(("c",), True, titles=True),)
    card = Clause((Term(("card",)),))
    begun = Clause((Term(("pa",)),), optional=True)
    assert read_query("card pa", TODAY, typing=True).clauses == (card, begun)
    assert terms("card the", typing=True) == terms("card the ", typing=True) == ["card"]
    assert terms("card OR pa", typing=True) == ["card|pa"]
    assert terms("card p*", typing=True) == ["card", "p*"]
    assert terms('"card pa', typing=True) == ["card"]
    assert terms("db-0", typing=True) == ["db 0*"]
    assert terms("card -paym", typing=True) == ["card", "-paym"]
    assert terms("日", typing=True) == ["日*"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sev:2", [("sev", ("SEV-2",))]),
        ("severity:SEV-1,2", [("sev", ("SEV-1", "SEV-2"))]),
        ("status:review", [("status", ("in review",))]),
        ("-status: complete", [("-status", ("complete",))]),
        ('service:"Card payments",x', [("service", ("card payments",))]),
        ("service:checkout,ledger", [("service", ("checkout", "ledger"))]),
        ("owner:Noor", [("owner", ("noor",))]),
        ("tag:tls", [("tag", ("tls",))]),
        ("after:2026", [("after", ("2026-01-01",))]),
        ("since:2026-03 before:30d", [("after", ("2026-03-01",)), ("before", ("2026-10-29",))]),
        ("before:yesterday", [("before", ("2026-11-27",))]),
        ("until:2026-10", [("before", ("2026-11-01",))]),
        (
            "until:2026-11-22 until:9999-12-31",
            [("before", ("2026-11-23",)), ("before", ("9999-12-31",))],
        ),
        ("service: sev:", []),
        ('service:"%%"', []),
    ],
)
def test_filters_are_read(text, found):
    assert [f for f in filters(text) if f[1]] == found


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("sev:9", ["sev 9"], "“9” is no severity"),
        ("status:open x", ["status open", "x"], "Type status:draft"),
        ("before:soon", ["before soon"], "“soon” is no day"),
        ("sevrity:2", ["sevrity 2"], "Did you mean severity:?"),
        ("servce:checkout", ["servce checkout"], "Did you mean service:?"),
        ("https://x.example", ["https x example"], ""),
        ("error:timeout", ["error timeout"], ""),
    ],
)
def test_what_is_no_filter_is_words_and_a_near_miss_is_told(text, words, sentence):
    notices = " ".join(read_query(text, TODAY).notices)
    assert terms(text) == words
    assert sentence in notices
    assert bool(sentence) == bool(notices)


def test_half_a_filter_bars_nothing_while_it_is_typed():
    for text in ("kafka sev:", "kafka status:z", "kafka before:20"):
        query = read_query(text, TODAY, typing=True)
        assert (len(query.clauses), query.filters, query.notices) == (1, (), ())


def test_a_reference_and_a_severity_are_known_as_what_they_are():
    assert read_query("pm-12 SEV-2", TODAY).wanted == (
        Term(("pm", "12"), number=12),
        Term(("sev", "2"), severity="SEV-2"),
    )


@given(hostile(), st.booleans())
@example("\ud800", False)
@example("-" * 3000, True)
@settings(max_examples=300, deadline=None)
def test_every_text_is_a_query(text, typing):
    query = read_query(text, TODAY, typing=typing)
    assert isinstance(query, Query)
    assert all(
        t.words and all(w.isalnum() for w in t.words) for c in query.clauses for t in c.terms
    )
    assert all(isinstance(c, Clause) for c in query.clauses)
    assert all(isinstance(f, Filter) and all(f.values) for f in query.filters)


@given(st.one_of(st.text(max_size=40), st.text("aé ß日の½\u0301\u00ad.-_'İ", max_size=20)))
@settings(max_examples=300, deadline=None)
def test_words_are_the_same_with_and_without_their_places(text):
    found = list(spans(text))
    assert [word for _, _, word in found] == words(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(words(text[start:end]) == [word] or len(words(text[start:end])) > 1
               for start, end, word in found)  # fmt: skip
    assert words(fold(text)) == words(text)


def test_words_part_at_every_sign_and_join_at_hidden_ones():
    assert words("TLS_ERROR no-such/file (é) e\u0301t") == [
        "tls", "error", "no", "such", "file", "e", "et",
    ]  # fmt: skip
    assert words("pass\u00adword zero\u200dwidth") == ["password", "zerowidth"]
    assert words("行 日本") == ["行", "日", "本"]


def random_query(r: random.Random) -> str:
    signs = (*SIGNS, "checkout", "errors rose", "no alert", "a", "2026-11")
    return "".join(
        r.choice(signs) + r.choice(("", " "))
        if r.random() < 0.6
        else chr(r.randrange(1, 0x3000)) * r.randrange(3)
        for _ in range(r.randrange(12))
    )
