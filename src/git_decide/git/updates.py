"""What a push is about to change, as git tells its hooks: which branches, from what, to what."""

from __future__ import annotations

import os

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository

_HEADS = "refs/heads/"
_REMOTES = "refs/remotes/"


@value
class Update:
    """One branch that a push takes from commit `old` to `new`, both ids.

    "" for `old` is a branch that comes, for `new` one that goes.
    """

    branch: str
    old: str
    new: str


@value
class Branches:
    """The branches of the repository that is pushed to, as far as they are known.

    `tips` are commits by name; `default` is the name of the one that a clone checks out,
    "" where nothing tells. `prefix` makes of a name what a user here types for it.
    """

    tips: dict[str, str]
    default: str
    prefix: str = ""


def told_before_push(text: bytes) -> tuple[Update, ...]:
    """Return the branches of what git tells pre-push: ``LOCAL-REF NEW REMOTE-REF OLD`` in lines.

    The local ref is what was typed, and may hold spaces. Other refs than branches
    are left out.
    """
    lines = (line.rsplit(" ", 3) for line in os.fsdecode(text).split("\n"))
    return _updates([(line[-2], line[-1], line[-3]) for line in lines if len(line) == 4])


def told_on_receiving(text: bytes) -> tuple[Update, ...]:
    """Return the branches of what git tells pre-receive: ``OLD NEW REF`` in lines."""
    lines = (line.split(" ", 2) for line in os.fsdecode(text).split("\n"))
    return _updates([(line[2], line[0], line[1]) for line in lines if len(line) == 3])


def branch_of(ref: str) -> str:
    """Return the short name of a branch, "" for any other ref."""
    return ref.removeprefix(_HEADS) if ref.startswith(_HEADS) else ""


def _updates(found: list[tuple[str, str, str]]) -> tuple[Update, ...]:
    return tuple(
        Update(branch_of(ref), _known(old), _known(new))
        for ref, old, new in found
        if branch_of(ref)
    )


def _known(commit: str) -> str:
    return commit if commit.strip("0") else ""


def own_branches(repo: Repository) -> Branches:
    """Return the branches of this repository, which is pushed to. Two processes at most."""
    out = repo.git("for-each-ref", "--format=%(objectname) %(refname)", _HEADS)
    tips = {ref.removeprefix(_HEADS): commit for commit, ref in _pairs(out)}
    return Branches(tips, _default(tips, branch_of(_head(repo))))


def remote_branches(repo: Repository, remote: str) -> Branches:
    """Return the branches of a remote, as they were when something was last fetched from it.

    `remote` is its name or its address. Two processes at most.
    """
    names = os.fsdecode(repo.git("remote")).splitlines() if _is_plain(remote) else []
    if remote not in names:
        remote = _called(repo, remote)
    if not remote:
        return Branches({}, "")
    prefix = f"{_REMOTES}{remote}/"
    out = repo.git("for-each-ref", "--format=%(objectname) %(refname) %(symref)", prefix)
    tips, default = {}, ""
    for commit, rest in _pairs(out):
        ref, _, target = rest.partition(" ")
        if target and ref == f"{prefix}HEAD":
            default = target.removeprefix(prefix)
        elif not target:
            tips[ref.removeprefix(prefix)] = commit
    return Branches(tips, _default(tips, default), f"{remote}/")


def _pairs(out: bytes) -> list[tuple[str, str]]:
    lines = (line.partition(" ") for line in os.fsdecode(out).splitlines())
    return [(commit, rest) for commit, _, rest in lines]


def _head(repo: Repository) -> str:
    return os.fsdecode(repo.ask("symbolic-ref", "--quiet", "HEAD").out.rstrip(b"\n"))


def _default(tips: dict[str, str], named: str) -> str:
    """Return the default branch: what is named so may not be there yet, or not any more."""
    return next((name for name in (named, "main", "master") if name in tips), "")


def _is_plain(remote: str) -> bool:
    return not set(remote) & set(":*?[\\ ")


def _called(repo: Repository, address: str) -> str:
    """Return the name of the remote that has this address, "" for none."""
    out = os.fsdecode(repo.ask("config", "-z", "--get-regexp", r"^remote\..*\.(push)?url$").out)
    for item in out.split("\0"):
        key, _, text = item.partition("\n")
        if text == address:
            return key.removeprefix("remote.").rpartition(".")[0]
    return ""
