"""Keeping postmortems: the only package that knows SQL.

`Store` is the file, for one thread; `pmtui.store.saver.Saver` saves for a screen, off its thread.
"""

from pmtui.store.model import Committed, Loaded, Operation, Summary, Undone
from pmtui.store.store import Store

__all__ = ["Committed", "Loaded", "Operation", "Store", "Summary", "Undone"]
