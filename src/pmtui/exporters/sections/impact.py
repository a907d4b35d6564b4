"""Impact: who was affected, how many of how many, and the figures that count here."""

import re
from dataclasses import replace

from pmtui.domain.postmortem import Impact, Postmortem
from pmtui.domain.records import Metric
from pmtui.exporters.blocks import Block, Inline, Table, plain, told
from pmtui.exporters.filled import bullets, facts, proses
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions

HEAD = ("Ref", "Figure", "Value", "Unit", "Note", "Evidence")


def blocks(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Block, ...]:
    """The blocks of the section."""
    found: tuple[Block, ...] = (*bullets(_facts(pm.impact, numbers)), *proses(pm.impact))
    if pm.metrics:
        rows = tuple(_row(metric, numbers) for metric in pm.metrics)
        found = (*found, Table("metrics", HEAD, rows))
    return found


def _facts(impact: Impact, numbers: Numbers) -> tuple[Inline, ...]:
    """The short fields; two plain numbers become one figure: `3,900 of 52,000 (7.5 %)`."""
    share = _share(impact.affected, impact.population)
    if not share:
        return facts(impact, numbers)
    one = replace(impact, affected=f"{impact.affected} of {impact.population} ({share})")
    return facts(one, numbers, omit=("population",))


def _share(affected: str, population: str) -> str:
    """How much of the whole a number is; empty where one of them is no plain number."""
    if not (_NUMBER.fullmatch(affected) and _NUMBER.fullmatch(population)):
        return ""
    part, whole = (int(number.replace(",", "")) for number in (affected, population))
    return f"{100 * part / whole:.1f} %" if 0 < part <= whole else ""


_NUMBER = re.compile(r"\d{1,3}(?:,\d{3}){1,4}|\d{1,15}", re.ASCII)


def _row(metric: Metric, numbers: Numbers) -> tuple[Inline, ...]:
    value = f"{metric.value} (estimated)" if metric.estimated else metric.value
    return (
        plain(numbers.ref("metrics", metric.id)),
        plain(metric.name),
        plain(value),
        plain(metric.unit),
        told(metric.note),
        numbers.evidence(metric.id),
    )
