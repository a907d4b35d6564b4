from pathlib import Path

import pytest

from pmtui.clock import FixedClock
from pmtui.store import Store, connection
from store.making import NOW


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch) -> Path:
    place = tmp_path / "state"
    monkeypatch.setenv("PMTUI_STATE", str(place))
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    return place


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "home" / "pmtui.db"


@pytest.fixture
def store(path, clock):
    with Store.open(path, clock=clock, author="noor") as opened:
        yield opened


@pytest.fixture
def other(store, path, clock):
    with Store.open(path, clock=clock, author="ben") as opened:
        yield opened


@pytest.fixture
def quick(monkeypatch):
    """No waiting for the disk, for tests that are not about power cuts."""
    settings = tuple(s for s in connection._SETTINGS if "synchronous" not in s)
    monkeypatch.setattr(connection, "_SETTINGS", ("synchronous=OFF", *settings))
