"""Shapes: which part of a postmortem leaves, for whom. Every block flavour renders every shape."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.blocks import Section
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.shapes import whole

Sections = Callable[[Postmortem, Numbers, ExportOptions], tuple[Section, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One selection: its name on the command line, what it is for, its sections."""

    name: str
    purpose: str
    sections: Sections
    title: str = "{title}"
    """The heading; `{title}` is the postmortem's. One that goes outside has its own."""
    inside: bool = True
    """Whether it stays among colleagues: with the banner's count and the last lines."""


def _by(module: str) -> Sections:
    """The sections of a module, which is imported once they are asked for."""

    def sections(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Section, ...]:
        found: Sections = import_module(f"pmtui.exporters.shapes.{module}").sections
        return found(pm, numbers, options)

    return sections


_ALL = (
    Shape(name="full", purpose="the whole postmortem", sections=whole.full),
    Shape(
        name="onepage",
        purpose="one page: summary, impact, milestones, factors, actions",
        sections=_by("onepage"),
    ),
    Shape(
        name="external",
        purpose="the message for customers in three parts, without internals",
        sections=_by("external"),
        inside=False,
    ),
    Shape(name="timeline", purpose="the timeline alone", sections=whole.timeline),
    Shape(name="actions", purpose="the actions alone", sections=whole.actions),
    Shape(
        name="agenda",
        purpose="for the review meeting: open questions, what is to confirm",
        sections=_by("agenda"),
        title="Agenda: {title}",
    ),
)

SHAPES: dict[str, Shape] = {shape.name: shape for shape in _ALL}
"""Every shape by its name, in the order in which help lists them."""

__all__ = ["SHAPES", "Shape"]
