"""Shapes: which part of a postmortem leaves, for whom. Every block flavour renders every shape."""

from collections.abc import Callable
from dataclasses import dataclass

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.blocks import Section
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.shapes import agenda, external, onepage, whole

Sections = Callable[[Postmortem, Numbers, ExportOptions], tuple[Section, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One selection: its name on the command line, what it is for, its sections."""

    name: str
    purpose: str
    sections: Sections
    title: str = "{title}"
    """The heading; `{title}` is the postmortem's."""
    inside: bool = True
    """Whether it stays among colleagues: with the banner's count and the last lines."""


_ALL = (
    Shape(name="full", purpose="the whole postmortem", sections=whole.full),
    Shape(
        name="onepage",
        purpose="one page: summary, impact, milestones, factors, actions",
        sections=onepage.sections,
    ),
    Shape(
        name="external",
        purpose="the message for customers in three parts, without internals",
        sections=external.sections,
        title="{external}",
        inside=False,
    ),
    Shape(name="timeline", purpose="the timeline alone", sections=whole.timeline),
    Shape(name="actions", purpose="the actions alone", sections=whole.actions),
    Shape(
        name="agenda",
        purpose="for the review meeting: open questions, what is to confirm",
        sections=agenda.sections,
        title="Agenda: {title}",
    ),
)

SHAPES: dict[str, Shape] = {shape.name: shape for shape in _ALL}
"""Every shape by its name, in the order in which help lists them."""

__all__ = ["SHAPES", "Shape"]
