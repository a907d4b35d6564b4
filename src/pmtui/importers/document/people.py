"""People whom a document names: lists of names, and who held which role."""

from collections.abc import Mapping
from dataclasses import replace

from pmtui.domain.ids import new_id
from pmtui.domain.records import Participant
from pmtui.importers.document.head import ROLES, people_of
from pmtui.importers.document.inline import words_of


def with_roles(people: list[Participant], values: Mapping[str, str]) -> list[Participant]:
    """The people with the roles that the head gives them, and those that only hold one."""
    out = list(people)
    for role in ROLES:
        for told in people_of(values.get(role.value, "")):
            if not told:
                continue
            name, _, handle = told.removesuffix(")").partition(" (")
            known = next((n for n, p in enumerate(out) if p.name == name), -1)
            if known < 0:
                out.append(Participant(id=new_id(), name=name.removeprefix("@"), roles=(role,)))
                known = len(out) - 1
            elif role not in out[known].roles:
                out[known] = replace(out[known], roles=(*out[known].roles, role))
            if handle or name.startswith("@"):
                out[known] = replace(out[known], handle=f"@{(handle or name).removeprefix('@')}")
    return out


def names_in(text: str) -> tuple[str, ...]:
    """The names of a list in one line, each once."""
    parts = (words_of(part).strip("[]\"' ") for part in text.replace(" and ", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
