import os
from pathlib import Path

import pytest

from pmtui import paths
from pmtui.paths import NoPlace


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("PMTUI_STORE", "PMTUI_STATE", "PMTUI_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_everything_lies_under_the_users_own_directories(home):
    for place in (paths.store_path(), paths.log_path(), paths.config_path()):
        assert home in place.parents
    assert paths.store_path().name == "pmtui.db"


def test_the_argument_wins_over_the_environment(home, tmp_path):
    env = {"PMTUI_STORE": str(tmp_path / "env.db")}
    assert paths.store_path(None, env) == tmp_path / "env.db"
    assert paths.store_path(tmp_path / "arg.db", env) == tmp_path / "arg.db"


def test_a_directory_means_the_store_in_it(home, tmp_path):
    assert paths.store_path(tmp_path) == tmp_path / "pmtui.db"
    assert paths.store_path(f"{tmp_path}/new/") == tmp_path / "new" / "pmtui.db"


def test_a_relative_or_home_path_becomes_a_full_one(home, monkeypatch):
    monkeypatch.chdir(home)
    assert paths.store_path("x.db") == home / "x.db"
    assert paths.store_path("~/x.db") == home / "x.db"


def test_an_unknown_home_in_a_path_is_told(home):
    with pytest.raises(NoPlace, match="full path"):
        paths.store_path("~nosuchuserhere/x.db")


def test_an_account_without_a_home_is_asked_for_a_place(home, monkeypatch):
    import pwd

    def nobody(uid):
        raise KeyError(uid)

    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    with pytest.raises(NoPlace, match=r"--store FILE or PMTUI_STORE"):
        paths.store_path()
    assert paths.rescue_dirs({}) != ()
    assert paths.store_path("/srv/x.db") == Path("/srv/x.db")


def test_two_stores_never_share_their_backups(home):
    one, two = (paths.backups_dir(Path(f"/srv/{n}/pmtui.db")) for n in "ab")
    assert one != two
    assert one.parent == two.parent


def test_rescue_places_are_the_state_the_runtime_and_memory(home, tmp_path):
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    env = {"XDG_RUNTIME_DIR": str(runtime), "TMPDIR": str(tmp_path / "tmp")}
    found = paths.rescue_dirs(env)
    assert found[0].name == "rescue"
    assert found[1] == runtime / "pmtui"
    assert found[-1].parent == tmp_path / "tmp"


def test_a_runtime_directory_of_others_or_open_to_them_is_not_used(home, tmp_path, monkeypatch):
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o755)
    env = {"XDG_RUNTIME_DIR": str(runtime)}
    assert runtime / "pmtui" not in paths.rescue_dirs(env)
    runtime.chmod(0o700)
    assert runtime / "pmtui" in paths.rescue_dirs(env)
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    assert runtime / "pmtui" not in paths.rescue_dirs(env)


def test_a_private_directory_is_private_whatever_the_umask(tmp_path):
    old = os.umask(0)
    try:
        made = paths.make_private_dir(tmp_path / "a" / "b")
    finally:
        os.umask(old)
    assert paths.is_private(made)
    (tmp_path / "file").write_text("x")
    with pytest.raises(NoPlace, match="cannot be made"):
        paths.make_private_dir(tmp_path / "file" / "b")


def test_the_fixed_clock_stands_until_it_is_moved():
    from datetime import UTC, datetime, timedelta, timezone

    from pmtui.clock import FixedClock, SystemClock

    clock = FixedClock(datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=2))))
    assert clock.now() == datetime(2026, 1, 1, 10, tzinfo=UTC)
    clock.advance(timedelta(hours=-1))
    assert clock.now().hour == 9
    assert SystemClock().now().tzinfo is UTC
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2026, 1, 1))
