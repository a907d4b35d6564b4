"""Impact: who was affected, how many of how many, and the figures that count here."""

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Metric
from pmtui.exporters.blocks import Block, Inline, Table, plain
from pmtui.exporters.filled import bullets, facts, proses
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions

HEAD = ("Ref", "Figure", "Value", "Unit", "Note", "Evidence")


def blocks(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Block, ...]:
    """The blocks of the section."""
    found: tuple[Block, ...] = (*bullets(facts(pm.impact, numbers)), *proses(pm.impact))
    if pm.metrics:
        rows = tuple(_row(metric, numbers) for metric in pm.metrics)
        found = (*found, Table("metrics", HEAD, rows))
    return found


def _row(metric: Metric, numbers: Numbers) -> tuple[Inline, ...]:
    value = f"{metric.value} (estimated)" if metric.estimated else metric.value
    return (
        plain(numbers.ref("metrics", metric.id)),
        plain(metric.name),
        plain(value),
        plain(metric.unit),
        plain(metric.note),
        numbers.evidence(metric.id),
    )
