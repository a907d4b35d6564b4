"""`pull`: a postmortem that was logged on another box, fetched over ssh.

It is the person's own, so it comes whole and unmasked, and becomes theirs here; what was written
on both boxes since the last time is merged as for a team's folder.
"""

import re
import shlex
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.text import sanitise
from pmtui.errors import AnswerIsNo, UsageError
from pmtui.review.gate import admit
from pmtui.review.model import Context
from pmtui.schema.document import load_document
from pmtui.schema.limits import MAX_BYTES
from pmtui.store.deleting import deleted
from pmtui.store.errors import OfSomebodyElse
from pmtui.store.shared import Shared, noting
from pmtui.store.store import Store
from pmtui.team.folder import digest
from pmtui.team.model import Place, TeamTrouble, Told
from pmtui.team.redacting import title_of
from pmtui.team.taking_in import merge_in

WITHIN = 120.0
"""Seconds for the whole fetch."""

_HOST = re.compile(
    r"(?:[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}@)?"
    r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}|\[?[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}\]?)"
)
_PROGRAM = re.compile(r"[A-Za-z0-9_~/.][A-Za-z0-9_~/. +-]{0,255}")
_OPTIONS = ("-T", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15")


def ssh_command(host: str, reference: str, program: str = "pmtui") -> list[str]:
    """The command that fetches; raises UsageError for what is no name of a host or program."""
    if not _HOST.fullmatch(host):
        raise UsageError(
            "That is not the name of a host. Type one as ssh takes it: box7, noor@box7.example."
        )
    if not _PROGRAM.fullmatch(program):
        raise UsageError("That is not the path of a program. Type it as on the other box.")
    words = ["export", shlex.quote(reference), "--to", "json", "--as-is"]
    # A path with ~ is the other shell's to expand.
    name = program if program.startswith("~") and " " not in program else shlex.quote(program)
    return ["ssh", *_OPTIONS, "--", host, " ".join([name, *words])]


def fetched(command: list[str], host: str, within: float = WITHIN) -> bytes:
    """What the other box prints. Raises TeamTrouble with the reason in a sentence."""
    late = threading.Event()
    with tempfile.TemporaryFile() as errors:
        try:
            running = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
            )
        except FileNotFoundError as error:
            raise TeamTrouble("ssh is not installed here. Install it and try again.") from error

        def stop() -> None:
            late.set()
            with suppress(ProcessLookupError):
                running.send_signal(signal.SIGKILL)

        timer = threading.Timer(within, stop)
        timer.start()
        try:
            assert running.stdout is not None
            with running.stdout as out:
                data = out.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise TeamTrouble(
                    f"What {host} sent is larger than {MAX_BYTES // 2**20} MB, so it was not taken."
                    " Look at what pmtui export prints there."
                )
            code = running.wait()
        finally:
            timer.cancel()
            if running.poll() is None:
                running.kill()
                running.wait()
        errors.seek(0)
        said = errors.read(20_000).decode(errors="replace")
    if late.is_set():
        raise TeamTrouble(f"{host} did not answer within {within:.0f} seconds. Try again later.")
    if code:
        raise TeamTrouble(_failed(host, code, said))
    return data


def _failed(host: str, code: int, said: str) -> str:
    lines = [" ".join(sanitise(line).text.split()) for line in said.splitlines()]
    words = next((line for line in reversed(lines) if line), "it gave no reason")[:300]
    if code == 127:
        return (
            f"pmtui was not found on {host}. Name it as it is called there with --program PATH, "
            "for example ~/.local/bin/pmtui."
        )
    if code == 255:
        return f"{host} cannot be reached over ssh: {words.rstrip('.')}. Mend that and try again."
    return f"{host} answered: {words}"


def pull(store: Store, host: str, data: bytes, *, context: Context) -> Told:
    """Take the fetched document in: as one's own where it is new, else merged.

    Raises UsageError for what is no document, OfSomebodyElse for what is only read here and
    AnswerIsNo for what was deleted here.
    """
    document = load_document(data)
    value = document.postmortem
    place = Place.named(f"ssh:{host}")
    told = Told(done=[document.notice] if document.notice else [])
    where = Shared(value.uid, place.key, "", digest(data))
    gone = next((d for d in deleted(store) if d.uid == value.uid), None)
    if gone is not None:
        raise AnswerIsNo(
            f"{gone.name} was deleted here, so it was not fetched. Bring it back with "
            f"pmtui undelete {gone.reference}, then pull again: what differs is merged."
        )
    here = next((s for s in store.summaries() if s.uid == value.uid), None)
    if here is None:
        _create(store, host, value, where, context, told)
        return told
    loaded = store.load(value.uid)
    if loaded.origin:
        raise OfSomebodyElse(loaded.refusal)
    if loaded.postmortem == value:
        told.done.append(f"{loaded.reference} {title_of(value)}: the same on both boxes.")
    merge_in(store, place, loaded, where, value, context, told)
    if not told.changed and not told.done:
        told.done.append(f"{loaded.reference} {title_of(value)}: nothing new on {host}.")
    return told


def _create(
    store: Store, host: str, value: Postmortem, where: Shared, context: Context, told: Told
) -> None:
    admitted = admit(value, context)
    made = store.create(
        admitted.postmortem,
        label=f"pull from {host}",
        kind="import",
        context=context,
        also=noting(store, where, value),
    )
    store.remember("last", value.uid)
    told.done += [f"{made.reference} {title_of(value)}: new here.", *admitted.notices]
    told.changed += 1
