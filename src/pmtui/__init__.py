"""pmtui: a terminal workbook for blameless postmortems."""

__version__ = "0.1.0"
