import pytest

from pmtui.ui.widgets.carets import followed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It rose.|", "It rose.|\nIt fell."),
        ("f|", "flow\nf|"),
        ("It was slow. We r|", "It was slow.\nWe r|\nThey"),
        ("Outage A|", "Outage A| / Outage B"),
        ("Outage B|", "Outage A / Outage B|"),
        ("Outage |", "Outage of all / Outage |"),
        ("It rose now|", "It rose\nIt rose now|"),
        ("One.\n|Two.", "One.\nNew.\n|Two."),
        ("One.\n|", "One.\nNew.\n|"),
        ("It ended. C1|", "It ended.\nC1|\nA1 saw it"),
        ("It ro|se.", "Then it rose.\nIt ro|se."),
        ("|", "|new"),
        ("Failedxy|", "Failedx|"),
        ("It ended. |", "It ended.|\nB1"),
    ],
)
def test_who_types_stays_behind_the_word_that_was_typed_last(old, new):
    index = followed(old.replace("|", ""), new.replace("|", ""), old.index("|"))
    assert f"{new.replace('|', '')[:index]}|{new.replace('|', '')[index:]}" == new


def test_a_long_text_is_followed_by_its_lines_alone():
    lines = "".join(f"line {n} of a long text\n" for n in range(3000))
    new = f"new\n{lines.replace('line 7 ', 'row 7 ')}end"
    index = lines.index("line 2999 of")
    assert new[followed(lines, new, index) :].startswith("line 2999 of")
