"""Help for rewording: the sentence of a finding, a pattern to follow, roles for the names in it."""

from collections.abc import Callable, Iterator

from pmtui.domain.edits import Edit, set_fields
from pmtui.domain.postmortem import Postmortem, find
from pmtui.language import rewrite_pattern, substitute_roles
from pmtui.language.rulebook import catalogue
from pmtui.language.rulemodel import Rule
from pmtui.language.sentences import split_sentences
from pmtui.review.language import hits_in, roster_of, sentence_of
from pmtui.review.model import Finding
from pmtui.review.waivers import LEXICAL
from pmtui.review.wording import causal_prose
from pmtui.value import Value

_LIKE = {
    "C12": "unquantified",
    "C16": "names a person as the fault",
    "C21": "names a person as the fault",
    "C23": "drama",
    "C31": "vague action",
}
"""The category of rules whose pattern helps with a criterion that looks at words itself."""


class Help(Value, kw_only=True):
    """What is offered for rewording one sentence."""

    sentence: str
    start: int
    """Where it stands in the text of its field."""
    marked: tuple[tuple[int, int], ...]
    """The words of findings in it."""
    pattern: str
    example: str
    roles: tuple[tuple[str, str], ...]
    """Names in the sentence with the role that can stand for each."""


def about_words(finding: Finding) -> bool:
    """Whether rewording can answer a finding."""
    return bool(finding.end) or (bool(finding.text_hash) and finding.criterion in LEXICAL)


def help_for(pm: Postmortem, finding: Finding, extra: tuple[Rule, ...] = ()) -> Help | None:
    """Everything that helps to reword what a finding is about; None where that is gone."""
    span = sentence_of(pm, finding, extra) if finding.end else _said_sentence(pm, finding)
    if span is None:
        return None
    text: str = getattr(find(pm, finding.table, finding.record), finding.field)
    sentence = text[span[0] : span[1]]
    pattern, example = rewrite_pattern(_category(finding.criterion, extra)) or ("", "")
    hits = hits_in(finding.table, finding.field, sentence, roster_of(pm), extra)
    _, names = substitute_roles(sentence, roles_of(pm))
    return Help(
        sentence=sentence,
        start=span[0],
        marked=tuple((hit.start, hit.end) for hit in hits),
        pattern=pattern,
        example=example,
        roles=tuple(dict.fromkeys((change.name, change.role) for change in names)),
    )


def _said_sentence(pm: Postmortem, finding: Finding) -> tuple[int, int] | None:
    """The sentence that holds the words a criterion quotes in its message, else the first one."""
    try:
        text = getattr(find(pm, finding.table, finding.record), finding.field)
    except (KeyError, AttributeError):
        return None
    if not isinstance(text, str) or not text.strip():
        return None
    quoted = finding.message.partition("“")[2].partition("”")[0].removesuffix("…").strip()
    at = max(text.lower().find(quoted.lower()), 0)
    for start, end in split_sentences(text):
        if end > at and text[start:end].strip():
            raw = text[start:end]
            return start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())
    return None


def _category(id: str, extra: tuple[Rule, ...]) -> str:
    if id in _LIKE:
        return _LIKE[id]
    return next((rule.category for rule in (*catalogue().rules, *extra) if rule.id == id), "")


def still_found(
    pm: Postmortem, finding: Finding, extra: tuple[Rule, ...] = ()
) -> Callable[[str], str]:
    """What says whether a sentence still has something to look at: the question, or ""."""
    roster = roster_of(pm)

    def look(sentence: str) -> str:
        hits = hits_in(finding.table, finding.field, sentence, roster, extra)
        return f"“{hits[0].match}”: {hits[0].question}" if hits else ""

    return look


def put_sentence(finding: Finding, old: str, start: int, new: str) -> Edit:
    """The edit that puts one sentence in the place of another, wherever that stands now."""
    table, record, field = finding.table, finding.record, finding.field

    def edit(pm: Postmortem) -> Postmortem:
        text: str = getattr(find(pm, table, record), field)
        at = start if text.startswith(old, start) else text.find(old)
        if at < 0:
            return pm
        return set_fields(pm, table, record, **{field: text[:at] + new + text[at + len(old) :]})

    return edit


def roles_of(pm: Postmortem) -> dict[str, str]:
    """The first role of each participant who has one, by name and by handle."""
    return {
        name: str(participant.roles[0])
        for participant in pm.participants
        if participant.roles
        for name in (participant.name.strip(), participant.handle.strip())
        if name
    }


def names_to_roles(pm: Postmortem) -> tuple[Postmortem, int, int]:
    """Roles for all names in causal and critical prose: the value, how many names, in how many
    texts."""
    roles = roles_of(pm)
    count = texts = 0
    for (table, record, field), text in _critical(pm):
        new, changes = substitute_roles(text, roles) if text else (text, ())
        if changes:
            pm = set_fields(pm, table, record, **{field: new})
            count, texts = count + len(changes), texts + 1
    return pm, count, texts


def _critical(pm: Postmortem) -> Iterator[tuple[tuple[str, str, str], str]]:
    for field in ("summary", "background", "resolution"):
        yield ("overview", "", field), getattr(pm.overview, field)
    yield ("causes", "", "lead_up"), pm.causes.lead_up
    yield from causal_prose(pm)
