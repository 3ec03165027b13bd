"""Works out how to make a refused commit again: its message, its paths, its commands."""

from __future__ import annotations

import os
import time

from git_decide import files, store
from git_decide.git import authoring, making, revisions, state
from git_decide.hooks.context import REFUSED_MESSAGE, reused
from git_decide.output import shell
from git_decide.output.refusal import Mends, Named
from git_decide.policy.message_edit import without
from git_decide.queries import asking, candidates, linking
from git_decide.queries.names import numbering
from git_decide.records.digest import name_of
from git_decide.records.ids import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.hooks.context import Context
    from git_decide.policy.model import Candidate
    from git_decide.queries.judgement import Judgement
    from git_decide.records.digest import Name

_MOST = 3
_MOMENT = 5  # seconds; two commits of a script may bear the same date
_SEQUENCES = ("cherry-pick", "revert")


def keep_message(where: Context, judgement: Judgement, cleaned: str, path: str) -> str:
    """Keep the refused message and return its path, relative to where the user is.

    Links to nothing are left out: the mends add the right one instead. Where it
    cannot be kept, git's own file at `path` must do.
    """
    broken = [link.written for link in judgement.case.links if len(link.found) != 1]
    text = without(cleaned, broken)
    kept = where.own(REFUSED_MESSAGE)
    try:
        os.makedirs(os.path.dirname(kept), exist_ok=True)
        files.write_whole(kept, text.encode("utf-8", "surrogateescape"))
    except OSError:
        kept = os.path.join(where.directory, path)
    return _from_user(where, kept)


def mends(where: Context, judgement: Judgement, kept: str = "") -> Mends:
    """Return the commands that would let the refused commit pass, as it was made.

    `kept` is where its message lies, "" for a commit that had none yet.
    """
    made = making.how(where.repo, judgement.staged.parent)
    amending = ["--amend"] if reused(where) else []
    message = ["-F", kept] if kept else []
    words = [*amending, *made.options, *_author(where, made.author), *message]
    new, following = _new(where, judgement)
    return Mends(
        commit=shell.line(["git", "commit", *words]),
        paths=tuple(_from_top(where, path) for path in made.paths),
        fitting=_named(where, judgement, candidates.fitting(judgement)),
        proposed=_named(where, judgement, candidates.nearly(judgement)),
        lost=tuple(_unstaged(where, judgement)),
        new=new,
        following=following,
        afterwards=_afterwards(where),
        may_amend=not amending and _may_amend(where, judgement.staged.parent),
        kept=kept,
        skippable=_skippable(judgement),
        asked=asking.whom(judgement),
    )


def _author(where: Context, configured: str) -> list[str]:
    wanted = where.author
    taken = state.in_progress(where.repo) in ("cherry-pick", "rebase", "am") or reused(where)
    return [] if taken or wanted == configured else [f"--author={wanted}"]


def _may_amend(where: Context, parent: str | None) -> bool:
    """Return whether this may be ``git commit --amend -m …``, which hooks are not told.

    What gives it away is the author's date: that of HEAD, though it is past.
    """
    date = where.environ.get("GIT_AUTHOR_DATE", "").removeprefix("@")
    seconds = date.partition(" ")[0]
    if not parent or not seconds.isdecimal() or int(seconds) > time.time() - _MOMENT:
        return False
    return not state.in_progress(where.repo) and revisions.author_date(where.repo, parent) == date


def _named(where: Context, judgement: Judgement, records: Sequence[Candidate]) -> tuple[Named, ...]:
    return tuple(
        Named(
            id=linking.called(judgement.shelves, record),
            path=_from_top(where, record.path),
            status=record.status,
            title=record.title,
        )
        for record in records[:_MOST]
    )


def _new(where: Context, judgement: Judgement) -> tuple[str, Named]:
    """Return the command that writes the missing record, and the record that it would write."""
    from git_decide.git.clock import today

    modules = [each.module for each in candidates.undecided(judgement.verdict)]
    title = judgement.message.subject or "TITLE"
    words = ["git", "decide", "new", "--kind", candidates.kind(judgement.case.rules, modules)]
    for module in modules:
        words += ["--module", module]
    words += ["--", title] if title.startswith("-") else [title]
    records = judgement.case.rules.records
    path = numbering.expected(where.repo, records, "", title, today(where.repo))
    name = name_of(path, "", records.directory)
    following = Named(name.id if name else "ID", _from_top(where, path))
    return shell.line(words), following


def _unstaged(where: Context, judgement: Judgement) -> Iterator[Named]:
    """Yield the linked records that would do, were the file of the work tree in the commit."""
    written = [link.written for link in judgement.case.links if not link.found]
    weak = [link.found[0].path for link in judgement.case.links if len(link.found) == 1]
    if not (written or weak) or not where.repo.top:
        return
    names = store.names(where.repo, judgement.case.rules.records, store.WORKTREE)
    missing = [found[0] for w in written if len(found := resolve(w, names, dict)) == 1]
    edited = [name for name in names if name.path in weak]
    differing = authoring.unstaged(where.repo, [name.path for name in (*missing, *edited)])
    for name in (*missing, *edited):
        if name.path in differing:
            yield Named(_id(name, names), _from_top(where, name.path))


def _id(name: Name, names: Sequence[Name]) -> str:
    alone = sum(other.id == name.id for other in names) == 1
    return name.qualified if name.log or alone else name.path


def _afterwards(where: Context) -> str:
    """Return the command that goes on with a sequence of picks or reverts, if one is waiting."""
    operation = state.in_progress(where.repo)
    waiting = os.path.exists(os.path.join(where.repo.git_dir, "sequencer", "todo"))
    return f"git {operation} --continue" if waiting and operation in _SEQUENCES else ""


def _skippable(judgement: Judgement) -> bool:
    refused = [m.module for m in judgement.verdict.modules if m.outcome == "refused"]
    return all(judgement.case.rules.module(m).skip == "allowed" for m in refused)


def _top(where: Context) -> str:
    return where.repo.top or where.directory


def _from_top(where: Context, path: str) -> str:
    return _from_user(where, os.path.join(_top(where), path))


def _from_user(where: Context, path: str) -> str:
    """Return a path as the user must write it: relative to where `git commit` was typed."""
    start = os.path.join(_top(where), where.environ.get("GIT_PREFIX", ""))
    relative = os.path.relpath(path, start)
    inside = os.path.relpath(path, _top(where))
    return path if inside.startswith("..") else relative
