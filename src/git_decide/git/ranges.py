"""What a range of commits is: the base it is held against, its tip, where the two forked."""

from __future__ import annotations

import os

from git_decide.errors import CannotLook, UserError, named
from git_decide.git import reach, state
from git_decide.git.run import GitFailed
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository
    from git_decide.git.run import Result

_HEAD = "HEAD"
_HEADS = "refs/heads/"
_SHORT = 12  # characters of an id that people see


@value
class Range:
    """The commits ``base..tip``, all as ids, and the names that they were asked for by.

    `fork` is the merge base; branches that were merged into each other have `further`
    ones. `base` and `fork` are "" for a history that begins within the range. `replaced`
    tells that `tip` takes the place of a `base` that it does not descend from: a forced push.
    """

    base: str
    tip: str
    fork: str
    base_name: str = ""
    tip_name: str = ""
    replaced: bool = False
    further: tuple[str, ...] = ()

    @property
    def forks(self) -> tuple[str, ...]:
        """All merge bases, none for a history that begins within the range."""
        return (self.fork, *self.further) if self.fork else ()

    @property
    def name(self) -> str:
        """How people write it: the names that it was asked for by, else abbreviated ids."""
        tip = self.tip_name or self.tip[:_SHORT]
        return f"{self.base_name or self.base[:_SHORT]}..{tip}" if self.base else tip


def as_stored(repo: Repository) -> Repository:
    """Return the repository with every object as it was made, and as others get it.

    What `git replace` puts in its place counts in this clone alone.
    """
    return replace(repo, environ={**repo.environ, "GIT_NO_REPLACE_OBJECTS": "1"})


def resolve(repo: Repository, written: str) -> Range:
    """Return the range that ``A..B`` names; A or B may be left out for HEAD, dots may be three.

    The empty tree as A stands for no base: the history begins in the range. A branch that
    a remote alone has goes by its own name, too. Five processes at most. Raises `UserError`
    for what is no range, `CannotLook` for what this clone does not have, or has twice.
    """
    repo = as_stored(repo)
    left, right = _ends(written)
    if left == repo.empty_tree:
        (tip,) = _meant(repo, [right])
        return _from_the_start(repo, tip, right)
    base, tip = _meant(repo, [left, right])
    return _forked(repo, base, tip, left, right)


def _ends(written: str) -> tuple[str, str]:
    left, found, right = written.partition("..." if "..." in written else "..")
    if not found:
        hint = f"Write BASE..TIP, such as: {written or 'origin/main'}..HEAD"
        raise UserError(f"{named(written)} is no range", hint)
    return left or _HEAD, right or _HEAD


def begin(repo: Repository, written: str) -> tuple[str, str]:
    """Let git begin with what `resolve` will ask last; return the ids of base and tip.

    Raises as `resolve` does, which finds the same.
    """
    base, tip = _meant(repo, _ends(written))
    repo.ahead(*_line(base, tip))
    return base, tip


def since_base(repo: Repository, base: str, tip: str = _HEAD) -> Range:
    """Return the range of all that `tip` has and the branch or revision `base` has not.

    `base` is a branch of this clone or of a remote (``main`` finds ``origin/main``), or
    else any revision. Five processes at most; raises `CannotLook` as `resolve` does.
    """
    repo = as_stored(repo)
    known, head = _since(repo, base, tip)
    return _forked(repo, known, head, base, tip)


def begin_since(repo: Repository, base: str) -> tuple[str, str]:
    """Let git begin with what `since_base` will ask last; return the ids of base and HEAD.

    Raises as `since_base` does, which finds the same.
    """
    known, head = _since(repo, base, _HEAD)
    repo.ahead(*_line(known, head))
    return known, head


def _since(repo: Repository, base: str, tip: str) -> tuple[str, str]:
    *found, head = _ids(repo, [*_places(base), tip])
    known = next(filter(None, found), "") or _on_a_remote(repo, base.removeprefix(_HEADS))
    if not known:
        raise reach.unknown(repo, base)
    if not head:
        raise reach.unknown(repo, tip)
    return known, head


def _places(base: str) -> tuple[str, ...]:
    """Return what `base` may name, what counts most first.

    What a remote has comes before a branch of this clone: whoever sends a change may call
    the branch ``origin/main``, and CIs check it out by its name.
    """
    if reach.is_id(base) or base.startswith("refs/"):
        return base, f"refs/remotes/origin/{base.removeprefix(_HEADS)}"
    return f"refs/remotes/{base}", f"{_HEADS}{base}", f"refs/remotes/origin/{base}", base


def pushed(
    repo: Repository,
    old: str,
    new: str,
    protected_tips: Sequence[str] = (),
    base_name: str = "",
    tip_name: str = "",
) -> Range:
    """Return the range by which a push takes a branch from commit `old` to `new`, both ids.

    A new branch, whose `old` is "" or zeros, is held against the one of the
    `protected_tips` (ids, the most important first) that it forked from last; where
    it shares nothing with them, its history begins in the range. Four processes at most.
    Raises `CannotLook` as `resolve` does.
    """
    if old.strip("0"):
        base, tip = _commits(repo, [old, new])
        found = _forked(repo, base, tip, base_name, tip_name)
        return _replacing(found) if found.fork != base else found
    tip, *others = _ids(repo, [new, *protected_tips])
    if not tip:
        raise reach.unknown(repo, new)
    tips = [other for other in others if other]
    forks = _forks(repo, tip, *tips) if tips else ()
    if not forks:
        return _from_the_start(repo, tip, tip_name)
    return _forked(repo, _holding(repo, forks[0], tips), tip, base_name, tip_name)


def _replacing(found: Range) -> Range:
    return replace(found, replaced=True)


def _holding(repo: Repository, fork: str, tips: Sequence[str]) -> str:
    """Return the first of `tips` that descends from `fork`. One process, if there is a choice."""
    if len(tips) == 1:
        return tips[0]
    out = repo.git("for-each-ref", f"--contains={fork}", "--format=%(objectname)")
    holding = set(out.decode().split())
    return next((tip for tip in tips if tip in holding), tips[0])


def _from_the_start(repo: Repository, tip: str, name: str) -> Range:
    if _is_cut(repo, tip):
        raise reach.cut(name or tip[:_SHORT])
    return Range("", tip, "", "", name)


def _forked(repo: Repository, base: str, tip: str, base_name: str, tip_name: str) -> Range:
    forks = (base,) if _is_grown_on(repo, base, tip) else _forks(repo, base, tip)
    names = (base_name or base[:_SHORT], tip_name or tip[:_SHORT])
    # A walk that ends where nothing more was fetched may miss where the two really forked.
    if _is_cut(repo, f"{base}...{tip}"):
        raise reach.cut("..".join(names))
    if not forks:
        raise reach.unrelated(*names)
    return Range(base, tip, forks[0], base_name, tip_name, further=forks[1:])


def _is_grown_on(repo: Repository, base: str, tip: str) -> bool:
    """Tell whether the first parents of `tip` lead to `base`, which then is the merge base.

    That takes a walk over the range alone, where to look for merge bases takes one as far
    back as any merged branch began.
    """
    result = repo.ask(*_line(base, tip))
    last = result.out.rstrip(b"\n").rpartition(b"\n")[2].split(b" ")
    return result.code == 0 and last[1:2] == [base.encode()]


def first_parents(repo: Repository, base: str, tip: str) -> dict[str, list[str]]:
    """Return `tip` and its first parents as far as `base`, each with all of its parents.

    One process.
    """
    lines = repo.git(*_line(base, tip)).decode().splitlines()
    return {name: parents for name, *parents in map(str.split, lines)}


def _line(base: str, tip: str) -> tuple[str, ...]:
    return ("rev-list", "--first-parent", "--parents", tip, f"^{base}", "--")


def _forks(repo: Repository, one: str, *others: str) -> tuple[str, ...]:
    """Return the best common ancestors of a commit and a merge of `others`."""
    result = repo.ask("merge-base", "--all", one, *others)
    # It ends with 1 where there is none, and where it could not read as far.
    problem = reach.missing(repo, result.err) if result.code else None
    if problem or result.code > 1:
        raise problem or GitFailed(("merge-base",), result)
    return tuple(result.out.decode().split())


def _is_cut(repo: Repository, revisions: str) -> bool:
    """Tell whether one of these commits looks like a first one since no parents were fetched."""
    boundaries = state.boundaries(repo)
    if not boundaries:
        return False
    first = repo.git("rev-list", "--max-parents=0", revisions, "--").decode().split()
    return not boundaries.isdisjoint(first)


def _on_a_remote(repo: Repository, branch: str) -> str:
    """Return the commit of the branch that a remote has, ``origin`` first, "" for none."""
    if not branch or set(branch) & set("*?[\\\n"):
        return ""
    form = "--format=%(objectname) %(refname)"
    lines = os.fsdecode(repo.git("for-each-ref", form, f"refs/remotes/*/{branch}")).splitlines()
    found = {name: commit for commit, name in (line.split(" ", 1) for line in lines)}
    origin = found.get(f"refs/remotes/origin/{branch}", "")
    if len(set(found.values())) > 1 and not origin:
        names = ", ".join(name.removeprefix("refs/remotes/") for name in found)
        raise CannotLook(f"{named(branch)} may be {names}", "Write which remote's: REMOTE/BRANCH")
    return origin or next(iter(found.values()), "")


def _commits(repo: Repository, names: Sequence[str]) -> list[str]:
    found = _ids(repo, names)
    for name, commit in zip(names, found, strict=True):
        if not commit:
            raise reach.unknown(repo, name)
    return found


def _meant(repo: Repository, names: Sequence[str]) -> list[str]:
    """Return the commits that somebody means by these names.

    Whoever may push a tag must not decide what ``main`` is: a name of two things is none.
    """
    result = _looked_up(repo, names)
    said = os.fsdecode(result.err)
    for name in names:
        plain = name.partition("^")[0].partition("~")[0].partition("@{")[0]
        if plain != _HEAD and f"refname '{plain}' is ambiguous" in said:
            message = f"{named(plain)} is the name of several things in this clone"
            raise CannotLook(message, f"Write it in full, such as {_HEADS}{plain}")
    found = _read(result, len(names))
    for at, name in enumerate(names):
        if name != _HEAD:
            found[at] = found[at] or _on_a_remote(repo, name)
        if not found[at]:
            raise reach.unknown(repo, name)
    return found


def _ids(repo: Repository, names: Sequence[str]) -> list[str]:
    """Return the id of the commit behind each name, "" where there is none. One process."""
    return _read(_looked_up(repo, names), len(names))


def _looked_up(repo: Repository, names: Sequence[str]) -> Result:
    asked = [name if name and "\n" not in name else repo.empty_tree for name in names]
    feed = b"".join(os.fsencode(f"{name}^{{commit}}\n") for name in asked)
    form = "--batch-check=%(objectname) %(objecttype)"
    return repo.ask("-c", "core.warnAmbiguousRefs=true", "cat-file", form, feed=feed)


def _read(result: Result, count: int) -> list[str]:
    # What cannot be fetched from a promisor ends the process; all it told is not missing.
    lines = result.out.split(b"\n")
    found = [line.partition(b" ") for line in lines[:count]]
    ids = [name.decode() if kind == b"commit" else "" for name, _, kind in found]
    return ids + [""] * (count - len(ids))
