"""Takes a picture of the app and compares it with the one that was looked at and kept."""

import os

import pytest

from app.making import app_over, ended, reviewed

REPORTS = "TEXTUAL_SNAPSHOT_TEMPDIR"


@pytest.fixture(scope="session")
def reports():
    return os.environ[REPORTS]


@pytest.fixture
def shows(reports, snap_compare, tmp_path, monkeypatch):
    """`assert shows(postmortems, place, keys)`: the screen is as it was when it was looked at."""
    monkeypatch.setenv(REPORTS, reports)  # which cutting off the machine took away

    def compare(postmortems=(), place=None, *keys, size=(80, 24), before=None, **settings):
        app = app_over(tmp_path, postmortems, place, **settings)

        async def ready(pilot):
            await reviewed(pilot)
            if before is not None:
                await before(pilot)

        try:
            same = snap_compare(app, press=keys, terminal_size=size, run_before=ready)
            assert app._exception is None
            return same
        finally:
            ended(app)

    return compare
