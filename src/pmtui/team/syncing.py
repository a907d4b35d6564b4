"""`sync`: what colleagues wrote comes into the store."""

from datetime import datetime

from pmtui.review.model import Context
from pmtui.store.store import Store
from pmtui.team.git import Git, GitMissing, git_of, refuse_detached
from pmtui.team.model import NotNow, Place, Told
from pmtui.team.settling import settle
from pmtui.team.taking_in import take_in_all


def sync(store: Store, place: Place, *, pull: bool, context: Context, now: datetime) -> Told:
    """Read the folder into the store; with `pull` the remote into the folder first.

    Raises TeamTrouble or NotNow before anything was read; the store is untouched then.
    """
    told = Told()
    git = _git(place, needed=pull)
    if git is not None:
        told.problems += settle(place, git, context, now, told)
    if pull:
        if git is None:
            told.problems.append(
                f"{place.path} is no git checkout, so there is nothing to pull; it was read as it is."
            )
        else:
            bring_upstream(place, git, context, now, told)
    take_in_all(store, place, context, told)
    return told


def _git(place: Place, *, needed: bool) -> Git | None:
    try:
        return git_of(place)
    except GitMissing:
        if needed:
            raise
        return None  # reading needs no git


def bring_upstream(place: Place, git: Git, context: Context, now: datetime, told: Told) -> None:
    """Fetch what the branch follows and merge it, settling documents that both sides changed.

    Raises NotNow and TeamTrouble; a merge that cannot be settled is taken back.
    """
    refuse_detached(git)
    refuse_unfinished(git)
    upstream = git.upstream()
    if upstream is None:
        raise NotNow(
            f"The branch {git.branch()} follows no remote. Set one with git push -u REMOTE "
            f"{git.branch()}, or leave --pull out."
        )
    if not git.fetch(upstream):
        return
    if git.merge():
        return
    if left := settle(place, git, context, now, told):
        git.abort_merge()
        raise NotNow(" ".join([*left, "The merge was taken back; nothing was changed."]))


def refuse_unfinished(git: Git) -> None:
    """Raises NotNow in the middle of a merge, rebase or the like."""
    if state := git.state():
        raise NotNow(
            f"A {state} is under way in the checkout. Finish it, or take it back with git {state} "
            "--abort, then try again. Nothing was changed."
        )
