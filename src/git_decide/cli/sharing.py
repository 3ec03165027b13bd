"""Which remote notes are shared with, and that git fetches them from there."""

from __future__ import annotations

from git_decide.cli.frame import Frame, Usage
from git_decide.errors import UserError, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.notes_sharing import Remote


def remote(known: tuple[Remote, ...], wanted: str | None, push: bool) -> Remote | None:
    """Return the remote to share with: the named one, the one that is set up, origin, the only.

    None where there is none and none is needed. Raises `UserError` where one is, and `Usage`
    where it cannot be told which.
    """
    chosen = _chosen(known, wanted) if known else None
    if chosen is None and (push or wanted):
        raise _none(known, wanted)
    return chosen


def fetch_from_now_on(frame: Frame, chosen: Remote | None) -> str:
    """Let git fetch the notes of a remote, once; return what was set up, "" for nothing."""
    from git_decide.git import notes_sharing
    from git_decide.output.terminal import safe

    if chosen is None or not notes_sharing.fetch_from_now_on(frame.repository, chosen):
        return ""
    name = safe(chosen.name)
    return f"git fetch brings those of {name} (remote.{name}.fetch)"


def _chosen(known: tuple[Remote, ...], wanted: str | None) -> Remote | None:
    named_so = {each.name: each for each in known}
    if wanted is not None:
        return named_so.get(wanted)
    fetching = [each for each in known if each.refspec in each.fetched]
    if len(fetching) == 1:
        return fetching[0]
    return named_so.get("origin") or (known[0] if len(known) == 1 else None)


def _none(known: tuple[Remote, ...], wanted: str | None) -> UserError:
    if not known:
        return UserError(
            "this clone has no remote to share notes with",
            "git remote add origin URL   or leave --push and --remote out",
        )
    names = ", ".join(each.name for each in known)
    if wanted is None:
        return Usage(f"which remote? There are {names}", f"--push --remote {known[0].name}")
    return Usage(f"there is no remote {named(wanted)}", f"There are: {names}")
