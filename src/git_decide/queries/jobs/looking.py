"""Finds the range that a CI job is to judge, and fetches what the clone lacks of it."""

from __future__ import annotations

from git_decide.errors import CannotLook, UserError
from git_decide.git import fetching, ranges, updates
from git_decide.git.notes_sharing import Remote, remotes
from git_decide.git.reach import is_id
from git_decide.queries.ranges.pushes import push_of, range_of
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.forges.model import Job
    from git_decide.git.ranges import Range
    from git_decide.git.repository import Repository
    from git_decide.git.updates import Branches

_HEADS = "refs/heads/"
_SHORT = 12  # characters of a commit's id


@value
class Looked:
    """What is to be judged: the range, None where nothing came before it, and how strictly.

    `guarded` tells that a refusal is one; where the branch is not protected it is news.
    """

    range: Range | None
    guarded: bool = True


def remote_of(repo: Repository) -> Remote | None:
    """Return the remote that a job's clone came from: origin, else the first; None for none."""
    found = remotes(repo)
    named = {each.name: each for each in found}
    return named.get("origin") or next(iter(found), None)


def complete(repo: Repository, job: Job, remote: Remote, base: str = "") -> tuple[str, ...]:
    """Fetch what the clone of a CI job usually lacks; return what went wrong, in words.

    The whole history, the notes, the branch that the change goes to (or that `base` names),
    and the change itself. In a clone of a copy, what the repository itself has takes the
    place of what the copy has. Nothing is checked out. Eight processes at most.
    """
    source = job.home or remote.name
    branches = dict.fromkeys((job.branch, job.default_branch, _branch(base, remote)))
    wanted = [f"+{_HEADS}{each}:refs/remotes/{remote.name}/{each}" for each in branches if each]
    told = [fetching.fetch(repo, source, [remote.refspec, *wanted], whole=True)]
    if told[0] and wanted:  # one that is missing keeps git from fetching the others
        told += [fetching.fetch(repo, source, [remote.refspec], whole=True)]
    commits = [each for each in (job.head, job.before, job.base) if each]
    missing = [each for each in commits if not fetching.has(repo, each)]
    if job.head in missing and job.refs:
        told.append(fetching.fetch(repo, source, job.refs))
        if fetching.has(repo, job.head):  # else the branch is further by now, or elsewhere
            missing.remove(job.head)
    ids = list(filter(is_id, missing))
    if ids:  # a forge need not give what no branch leads to; whoever needs it will say so
        fetching.fetch(repo, source, ids)
    return tuple(f"git fetch {source}: {each}" for each in dict.fromkeys(told) if each)


def looked(repo: Repository, job: Job, remote: Remote | None, base: str = "") -> Looked:
    """Return what a job is to judge: since `base`, where one is given, else what started it.

    Raises `CannotLook` where the clone lacks it, `UserError` where nothing says what it is.
    """
    if not base and job.event == "pull":
        base = _tracked(repo, job, remote)
    if not base and job.event == "queue":
        base = job.base
    if base:
        found = ranges.since_base(repo, base, job.head or "HEAD")
        return Looked(replace(found, tip_name=job.head[:_SHORT] or found.tip_name))
    if job.event == "push":
        return _pushed(repo, job, remote)
    raise untold(job)


def untold(job: Job) -> UserError:
    """Return that nothing says what a job is to judge."""
    started = f"this job was started by {job.started_by}" if job.started_by else "this is no CI job"
    return UserError(
        f"{started}: nothing says which change to judge",
        "Name what it is held against: git decide ci --base origin/main",
    )


def _branch(base: str, remote: Remote) -> str:
    """Return the branch of the remote that `base` names, "" where it may be anything else."""
    prefix = f"{remote.name}/"
    return base.removeprefix(prefix) if base.startswith(prefix) else ""


def _tracked(repo: Repository, job: Job, remote: Remote | None) -> str:
    """Return the name of the branch that the change goes to, as the remote has it now.

    What it was when the job was started may be long ago, if the job is started again.
    """
    name = f"{remote.name}/{job.branch}" if remote and job.branch else job.branch
    if not job.base or (name and fetching.has(repo, f"refs/remotes/{name}")):
        return name
    return job.base


def _pushed(repo: Repository, job: Job, remote: Remote | None) -> Looked:
    update = updates.Update(job.branch, job.before, job.head or _head(repo))
    push = push_of(repo, [update], _before(repo, update, job, remote))
    (arrival,) = push.arrivals
    if not arrival.known:
        before = job.before[:_SHORT]
        raise CannotLook(
            f"before this push the branch was at {before}, which this clone does not have",
            f"git fetch {remote.name if remote else 'origin'} {job.before}",
        )
    found = range_of(repo, push, arrival)
    if found and found.base == update.old:  # where the remote's branch is no longer
        found = replace(found, base_name=update.old[:_SHORT])
    return Looked(found, arrival.protected)


def _before(repo: Repository, update: updates.Update, job: Job, remote: Remote | None) -> Branches:
    """Return the branches of the remote as they were before the push: it has happened already."""
    now = updates.remote_branches(repo, remote.name) if remote else updates.own_branches(repo)
    tips = {**now.tips, update.branch: update.old}
    kept = {name: commit for name, commit in tips.items() if commit}
    default = job.default_branch if job.default_branch in kept else now.default
    return updates.Branches(kept, default if default in kept else "", now.prefix)


def _head(repo: Repository) -> str:
    return ranges.resolve(repo, "HEAD..HEAD").tip
