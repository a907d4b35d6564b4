"""What a finding quotes of a text that is replaced in a copy: masked values, names of people.

A finding quotes the beginning of a text. What is cut in the middle of a secret or a name is no
longer seen as one, so the replacement is made in the whole text and the quotation taken from that.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from pmtui.domain.postmortem import Postmortem, find
from pmtui.privacy.texts import texts
from pmtui.review.found import short
from pmtui.review.model import Finding

Swap = Callable[[str], str]


def swapped_findings(
    pm: Postmortem, findings: Iterable[Finding], swap: Swap
) -> tuple[Finding, ...]:
    """The findings about `pm` as they read in a copy, each of whose texts went through `swap`."""
    requoted = requoting(pm, swap)
    return tuple(
        replace(f, message=requoted(_widened(pm, f, swap)), next=requoted(f.next)) for f in findings
    )


def requoting(pm: Postmortem, swap: Swap) -> Swap:
    """What makes the same of a sentence that quotes beginnings of texts of `pm`."""
    cut: dict[str, str] = {}
    for _, _, _, text in texts(pm):
        before = short(text)
        # What is quoted whole is swapped like any other text; only what is cut needs its whole.
        if before != " ".join(text.split()) and before not in cut and (new := swap(text)) != text:
            cut[before] = short(new)
    longest_first = sorted(cut, key=len, reverse=True)

    def requote(sentence: str) -> str:
        for before in longest_first:
            if before in sentence:
                sentence = sentence.replace(before, cut[before])
        return swap(sentence)

    return requote


def _widened(pm: Postmortem, finding: Finding, swap: Swap) -> str:
    """The message, where it quotes a part of a value that is replaced: the value's stand-in.

    The words of a language rule may begin or end inside a value; the word around them is whole.
    """
    if not finding.end:
        return finding.message
    try:
        text: str = getattr(find(pm, finding.table, finding.record), finding.field)
    except (KeyError, AttributeError):
        return finding.message
    start, end = finding.start, min(finding.end, len(text))
    quoted = text[start:end]
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    whole = text[start:end]
    if not quoted or (new := swap(whole)) == whole:
        return finding.message
    return finding.message.replace(f"“{quoted}”", f"“{new}”", 1)
