"""Git, called as a program: fixed arguments, no shell, no questions, bounded in time.

Hooks run as they do for anybody. Never called on the thread of the interface.
"""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from pmtui.domain.text import sanitise
from pmtui.team.model import NotNow, Place, TeamTrouble
from pmtui.value import Value

LOCAL = 60.0
"""Seconds that git may take on this machine."""
REMOTE = 120.0
"""Seconds that a fetch or push may take; a link may be slow."""

HOOKS = 300.0
"""Seconds for a commit or merge, in which hooks may run a team's checks."""

_SETTINGS = ("core.quotePath=false", "color.ui=false", "rerere.enabled=false", "merge.ff=true")
_POINTERS = frozenset(
    ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX",
     "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS",
     "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS")
)  # fmt: skip
"""Variables that would lead git elsewhere than to the folder, for example inside a hook, or make it
read paths in another way."""


class GitMissing(TeamTrouble):
    """There is no git on this machine."""


class Rejected(TeamTrouble):
    """The remote has commits that this checkout lacks."""


class Answer(Value):
    """How a call of git ended."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What it printed, without the last line end."""
        return self.out.decode(errors="surrogateescape").rstrip("\n")


class Upstream(Value):
    """What the branch follows."""

    remote: str
    ref: str


class Git:
    """The checkout around a folder."""

    def __init__(self, folder: Path) -> None:
        """Nothing is called yet."""
        self.folder = folder

    # Calling

    def call(self, *arguments: str, feed: bytes = b"", within: float = LOCAL) -> Answer:
        """Run git in the folder. Raises GitMissing, and TeamTrouble where it takes too long."""
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        command = ["git", "-C", str(self.folder), *settings, *arguments]
        try:
            with subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_environment(),
                start_new_session=True,  # nothing it starts may ask on our terminal
            ) as running:
                try:
                    out, err = running.communicate(feed, timeout=within)
                except BaseException as error:
                    _stop(running)
                    if isinstance(error, subprocess.TimeoutExpired):
                        raise TeamTrouble(
                            f"git {arguments[0]} did not end within {within:.0f} seconds, so it "
                            "was stopped. Look at the network and try again."
                        ) from error
                    raise
        except FileNotFoundError as error:
            raise GitMissing(
                "git is not installed here. Install it, or use the folder without it."
            ) from error
        return Answer(running.returncode, out, err.decode(errors="replace"))

    def must(self, *arguments: str, feed: bytes = b"", within: float = LOCAL) -> Answer:
        """As `call`; raises TeamTrouble with git's own words where it fails."""
        answer = self.call(*arguments, feed=feed, within=within)
        if answer.code:
            raise TeamTrouble(told(arguments[0], answer))
        return answer

    # Asking

    def is_checkout(self) -> bool:
        """Whether the folder lies in a git checkout. Raises GitMissing where nobody can tell."""
        try:
            answer = self.call("rev-parse", "--is-inside-work-tree")
        except GitMissing:
            if not any((p / ".git").exists() for p in (self.folder, *self.folder.parents)):
                return False
            raise
        if answer.code and "dubious ownership" in answer.err:
            raise TeamTrouble(told("rev-parse", answer))
        return answer.code == 0 and answer.text == "true"

    def branch(self) -> str:
        """The branch that is checked out; "" on none."""
        return self.call("symbolic-ref", "--quiet", "--short", "HEAD").text

    def has_commits(self) -> bool:
        """Whether there is any commit yet."""
        return self.call("rev-parse", "--verify", "--quiet", "HEAD").code == 0

    def unmerged(self) -> dict[str, dict[int, str]]:
        """By path from the folder, the blobs of an unfinished merge: 1 base, 2 ours, 3 theirs."""
        listed = self.must("ls-files", "--unmerged", "-z", "--full-name", ":/").out
        prefix = self.must("rev-parse", "--show-prefix").text
        found: dict[str, dict[int, str]] = {}
        for row in listed.split(b"\0"):
            head, _, name = row.decode(errors="surrogateescape").partition("\t")
            if name:
                _, blob, stage = head.split()
                inside = name.removeprefix(prefix) if name.startswith(prefix) else f":/{name}"
                found.setdefault(inside, {})[int(stage)] = blob
        return found

    def blob(self, name: str, most: int) -> bytes | None:
        """The content of a blob; None where it is larger than `most` bytes."""
        if int(self.must("cat-file", "-s", name).text) > most:
            return None
        return self.must("cat-file", "blob", name).out

    def state(self) -> str:
        """What is unfinished: “merge”, “rebase”, “cherry-pick”, “revert”, or "" for nothing."""
        for name, files in (
            ("rebase", ("rebase-merge", "rebase-apply")),
            ("merge", ("MERGE_HEAD",)),
            ("cherry-pick", ("CHERRY_PICK_HEAD",)),
            ("revert", ("REVERT_HEAD",)),
        ):
            for file in files:
                path = self.must("rev-parse", "--git-path", file).text
                if (self.folder / path).exists():
                    return name
        return ""

    def upstream(self) -> Upstream | None:
        """What the branch follows, else the only remote and the same branch there."""
        branch = self.branch()
        remote = self.call("config", "--get", f"branch.{branch}.remote").text
        ref = self.call("config", "--get", f"branch.{branch}.merge").text
        if branch and remote not in ("", ".") and ref:
            return Upstream(remote, ref)
        remotes = self.must("remote").text.split()
        if branch and len(remotes) == 1:
            return Upstream(remotes[0], f"refs/heads/{branch}")
        return None

    # Doing

    def staged(self, paths: list[str]) -> list[str]:
        """Which of these paths differ from the last commit, as git names them."""
        where = [f":(literal){p}" for p in paths]
        rows = self.must("status", "--porcelain=v1", "-z", "--", *where).out.split(b"\0")
        return [row[3:].decode(errors="surrogateescape") for row in rows if row]

    def commit(self, paths: list[str], message: str) -> None:
        """Commit these staged paths and nothing else."""
        self.must(
            "commit", "--quiet", "--cleanup=whitespace", "--file=-", "--only", "--",
            *(f":(literal){p}" for p in paths), feed=message.encode(errors="replace"), within=HOOKS,
        )  # fmt: skip

    def add(self, paths: list[str]) -> None:
        """Stage these paths and nothing else."""
        self.must("add", "--", *(f":(literal){p}" for p in paths))

    def conclude(self, paths: list[str]) -> None:
        """Stage settled paths and, in a merge, commit it."""
        self.add(paths)
        if self.state() == "merge":
            self.must("commit", "--quiet", "--no-edit", "--cleanup=whitespace", within=HOOKS)

    def fetch(self, upstream: Upstream) -> bool:
        """Fetch what the branch follows into FETCH_HEAD; False where it is not there yet."""
        answer = self.call(
            "fetch", "--quiet", "--no-tags", "--", upstream.remote, upstream.ref, within=REMOTE
        )
        if answer.code and "couldn't find remote ref" in answer.err:
            return False
        if answer.code:
            raise TeamTrouble(told("fetch", answer))
        return True

    def merge(self) -> bool:
        """Merge FETCH_HEAD; False where it left conflicts to settle."""
        # Two people may have cloned an empty repository and both begun.
        apart = self.has_commits() and self.call("merge-base", "HEAD", "FETCH_HEAD").code
        more = ("--allow-unrelated-histories",) if apart else ()
        answer = self.call(
            "merge", "--quiet", "--ff", "--no-edit", *more, "FETCH_HEAD", within=HOOKS
        )
        if not answer.code:
            return True
        if self.state() == "merge":
            return False
        raise TeamTrouble(told("merge", answer))

    def abort_merge(self) -> None:
        """Take an unfinished merge back."""
        self.must("merge", "--abort")

    def push(self, upstream: Upstream) -> None:
        """Push the branch. Raises Rejected where the remote has more, TeamTrouble otherwise."""
        follows = self.call("config", "--get", f"branch.{self.branch()}.remote").text
        more = () if follows else ("--set-upstream",)
        answer = self.call(
            "push", "--quiet", "--porcelain", *more, "--", upstream.remote, f"HEAD:{upstream.ref}",
            within=REMOTE,
        )  # fmt: skip
        if answer.code:
            lines = answer.out.decode(errors="replace").splitlines()
            if any(line.startswith("!") and "[rejected]" in line for line in lines):
                raise Rejected(told("push", answer))
            raise TeamTrouble(told("push", answer))


def told(command: str, answer: Answer) -> str:
    """Why git failed, in its own words, as a sentence with the next step."""
    lines = [_clean(line) for line in answer.err.splitlines()]
    rows = [_clean(row) for row in answer.out.decode(errors="replace").splitlines()]
    words = [_words(line) for line in lines if line.startswith(("fatal:", "error:"))]
    words += [line.removeprefix("remote: ") for line in lines if line.startswith("remote: ")]
    words += [row.partition("[")[2].replace("]", ":", 1) for row in rows if row.startswith("!")]
    words = words or [w for w in (*lines, *rows) if not w.startswith(("hint:", "warning:"))]
    kept = [w for w in dict.fromkeys(words) if w and not w.startswith("failed to push some refs")]
    why = "; ".join(kept[:3])[:300].rstrip(".") or f"exit code {answer.code}"
    return f"git {command} failed: {why}. What is here is as it was; mend that and try again."


def _clean(line: str) -> str:
    return " ".join(sanitise(line).text.split())


def _words(line: str) -> str:
    return line.partition(": ")[2]


def refuse_detached(git: Git) -> None:
    """Raises NotNow on no branch, where a commit would be lost."""
    if not git.branch():
        raise NotNow(
            "The checkout is on no branch (a detached HEAD), where a commit would be lost. "
            "Run git switch BRANCH in it, then try again. Nothing was changed."
        )


def git_of(place: Place) -> Git | None:
    """The checkout around a folder; None for a plain folder."""
    git = Git(place.path)
    return git if git.is_checkout() else None


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in _POINTERS}
    return kept | {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_EDITOR": "true",
        "LC_ALL": "C",
    }


def _stop(running: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(running.pid, signal.SIGKILL)
    running.kill()
    running.wait()
