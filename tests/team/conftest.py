"""A bare repository, clones of it, and people with stores of their own."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from pmtui.clock import FixedClock
from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.review.model import Context
from pmtui.store import Store, connection
from pmtui.team.folder import place_at
from pmtui.team.model import DOCUMENT
from pmtui.team.redacting import Redaction
from pmtui.team.sharing import Wanted, share
from pmtui.team.syncing import sync
from store.making import NOW

CONTEXT = Context(now=NOW)


def git(folder, *arguments, check=True):
    """Git as a person calls it."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False
    )
    assert not check or done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclass
class Person:
    """Somebody with a store and a folder."""

    store: Store
    folder: Path
    context: Context = CONTEXT

    def value(self, uid):
        return self.store.load(uid).postmortem

    def edit(self, uid, edit):
        loaded = self.store.load(uid)
        changes = diff(loaded.postmortem, edit(loaded.postmortem))
        if changes:
            self.store.commit(uid, new_id(), changes, loaded.seq, context=self.context)

    def share(self, *uids, push=True, redaction=None, message=""):
        wanted = Wanted(uids=uids, push=push, redaction=redaction or Redaction(), message=message)
        return share(self.store, place_at(str(self.folder)), wanted, context=self.context, now=NOW)

    def sync(self, pull=True):
        return sync(
            self.store, place_at(str(self.folder)), pull=pull, context=self.context, now=NOW
        )

    def documents(self):
        return sorted(self.folder.glob(f"*/{DOCUMENT}"))


@pytest.fixture(autouse=True)
def quick(monkeypatch, own_machine):
    settings = tuple(s for s in connection._SETTINGS if "synchronous" not in s)
    monkeypatch.setattr(connection, "_SETTINGS", ("synchronous=OFF", *settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "Noor Haddad")
        monkeypatch.setenv(f"{name}_EMAIL", "noor@shop.example")


@pytest.fixture
def bare(tmp_path):
    if not shutil.which("git"):
        pytest.skip("NOTICE: git is not installed, so nothing of sharing on git was tested")
    place = tmp_path / "postmortems.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(place))
    return place


@pytest.fixture
def person(tmp_path):
    stores = []

    def make(name, folder):
        path = tmp_path / name / "pmtui.db"
        stores.append(Store.open(path, clock=FixedClock(NOW), author=name))
        return Person(stores[-1], folder)

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def clone(tmp_path, bare, person):
    def make(name):
        folder = tmp_path / name / "postmortems"
        folder.parent.mkdir()
        git(tmp_path, "clone", "--quiet", str(bare), str(folder), check=False)
        git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
        return person(name, folder)

    return make


@pytest.fixture
def plain(tmp_path, person):
    """A person over a plain folder."""
    folder = tmp_path / "shared"
    folder.mkdir()
    return person("noor", folder)
