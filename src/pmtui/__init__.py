"""pmtui: a terminal workbook for blameless postmortems."""
