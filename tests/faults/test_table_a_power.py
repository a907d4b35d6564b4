"""A11: the power goes."""

import shutil

import pytest

from faults import power
from pmtui.errors import StoreError
from pmtui.store import Store


def cuts(path, clock, uid, tmp_path, count, saves, seed):
    """(lost acknowledged saves, damaged stores, images, journals that were rolled back)."""
    if shutil.which("strace") is None:
        pytest.skip("NOTICE: strace is not here, so writes cannot be recorded")
    start = path.read_bytes()
    try:
        steps = power.record(path, tmp_path, saves)
    except RuntimeError as error:
        if "strace" not in str(error) and "ptrace" not in str(error):
            raise
        pytest.skip(f"NOTICE: strace may not trace here ({error})")
    assert {"write", "ack", "truncate"} <= {s.kind for s in steps}
    lost = damaged = rolled = 0
    for number, (image, journal, acked) in enumerate(power.images(start, steps, count, seed)):
        cut = power.written(tmp_path, number, image, journal)
        rolled += bool(journal)
        try:
            with Store.open(cut, clock=clock) as opened:
                (seq,) = opened._conn.execute("SELECT max(seq) FROM operation").fetchone()
                lost += seq < acked
                damaged += any(t.grave for t in opened.check())
        except StoreError:
            damaged += 1
        shutil.rmtree(cut.parent)
    return lost, damaged, rolled


def power_goes(path, clock, uid, store, tmp_path, figure, count, saves):
    store.close()
    lost, damaged, rolled = cuts(path, clock, uid, tmp_path, count, saves, 11)
    figure(
        f"A11 power cuts, {count} images",
        f"{lost} lost acknowledged saves, {damaged} damaged stores, {rolled} with a journal",
    )
    assert rolled
    assert (lost, damaged) == (0, 0)


def test_a11_a_power_cut_loses_no_acknowledged_save_and_damages_nothing(
    path, clock, uid, store, tmp_path, figure
):
    power_goes(path, clock, uid, store, tmp_path, figure, 60, 8)


@pytest.mark.nightly
def test_a11_a_thousand_power_cuts_lose_no_acknowledged_save(
    path, clock, uid, store, tmp_path, figure
):
    power_goes(path, clock, uid, store, tmp_path, figure, 1000, 25)


def test_a11_the_simulation_finds_what_a_store_without_syncs_loses(
    path, clock, uid, store, tmp_path, monkeypatch
):
    store.close()
    monkeypatch.setattr(power, "SAVE", power.SAVE.replace("with Store.open", UNSAFE))
    lost, damaged, _ = cuts(path, clock, uid, tmp_path, 40, 6, 12)
    assert lost or damaged


UNSAFE = """from pmtui.store import connection
connection._SETTINGS = ("synchronous=OFF", *connection._SETTINGS[1:])
with Store.open"""
