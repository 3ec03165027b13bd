"""Finds the decisions that have to do with a path, a module, a record or some commits."""

from __future__ import annotations

from git_decide.git import search
from git_decide.queries.covering import below, covering
from git_decide.queries.flags import all_paths, attributes_at
from git_decide.queries.modules import modules
from git_decide.queries.relations import Ties
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Literal

    from git_decide.policy.model import Rules
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.following import Follower
    from git_decide.queries.past import Past
    from git_decide.records.digest import Name

    Sort = Literal["everything", "path", "module", "record", "commits"]
    # What a decision has to do with what was asked about: it covers it, commits to it follow
    # the decision, its record lies there, it is the record asked for, replaces or was replaced
    # by that, amends or is amended by it; the commits asked about gave it its status.
    Reason = Literal["covers", "followed", "lies-there", "itself", "chain", "amends", "set"]


@value
class Target:
    """What is asked about: `text` is a path from the top, or the name of a module or a record.

    `commits` are the ids of those that are asked about.
    """

    sort: Sort
    text: str = ""
    name: Name | None = None
    commits: tuple[str, ...] = ()


EVERYTHING = Target("everything")


@value
class Concerned:
    """The decisions with their reasons, None for all; `followers` are those that count.

    None for all that follow a decision.
    """

    reasons: Mapping[Name, tuple[Reason, ...]]
    followers: Mapping[Name, tuple[Follower, ...]] | None = None
    all: bool = False

    def gists(self, gists: Sequence[Gist]) -> Sequence[Gist]:
        """Return those of `gists` that are concerned."""
        return gists if self.all else [gist for gist in gists if gist.name in self.reasons]


def concerned(past: Past, rules: Rules, where: str, target: Target) -> Concerned:
    """Return the decisions that have to do with a target, and the commits that say so."""
    if target.sort == "path":
        return _of_path(past, rules, where, target.text)
    if target.sort == "module":
        return _of_module(past, rules, where, target.text)
    if target.sort == "record" and target.name:
        return _of_record(past, target.name)
    if target.sort == "commits":
        return _of_commits(past, target.commits)
    return Concerned({}, all=True)


def _of_path(past: Past, rules: Rules, where: str, path: str) -> Concerned:
    files = below(past.repo, where, [path])
    inside = "" if path == "." else f"{path}/"
    covers = [gist.name for gist in covering(past.repo, rules, where, past.gists, files)]
    there = [gist.name for gist in past.gists if gist.name.path.startswith(inside)]
    touched = _touching(past, path, files)
    return _joined({"covers": covers, "followed": touched, "lies-there": there}, touched)


def _of_module(past: Past, rules: Rules, where: str, module: str) -> Concerned:
    every = all_paths(past.repo, where)
    asked = tuple(dict.fromkeys((*every, *_changed(past, "."))))
    found = modules(attributes_at(past.repo, where, asked))
    flagged = tuple(path for path, name in found.items() if name == module)
    there = frozenset(every)
    files = tuple(path for path in flagged if path in there)
    covers = [gist.name for gist in covering(past.repo, rules, where, past.gists, files)]
    covers += [
        gist.name for gist in past.gists if any(each.written == module for each in gist.modules)
    ]
    touched = _following(past, flagged)
    return _joined({"covers": covers, "followed": touched}, touched)


def _of_record(past: Past, name: Name) -> Concerned:
    ties = Ties(past.gists, past.catalogue())
    others = ties.of(name)
    amending = [other.name for other in (*others.amends, *others.amended_by)]
    return _joined({"itself": [name], "chain": ties.chain(name), "amends": amending}, None)


def _of_commits(past: Past, commits: Sequence[str]) -> Concerned:
    if past.tip is None:
        return Concerned({})
    followers = past.followers.among(commits)
    paths = past.history.changed_by(commits)
    changed = [gist for gist in past.gists if gist.name.path in paths]
    made = past.settings(changed)
    ids = set(commits)
    by = {gist.name: made[gist.name].set_by for gist in changed}
    given = [name for name, step in by.items() if step and step.id in ids]
    return _joined({"followed": followers, "set": given}, followers)


def _touching(past: Past, path: str, files: Sequence[str]) -> Mapping[Name, tuple[Follower, ...]]:
    """Return who followed which decisions in a folder, or in a file under all names it had.

    In a folder those files count, too, that are no longer there.
    """
    if past.tip is None or past.index is None:
        return {}
    if files == (path,):
        without = past.index.before_links(past.tip)
        followed = search.versions(past.repo, past.tip, path, without)
        former = (version.path for version in followed)
        return _following(past, tuple(dict.fromkeys([path, *former])))
    return _following(past, (path, *_changed(past, path)))


def _changed(past: Past, folder: str) -> tuple[str, ...]:
    """Return what linked commits changed below a folder, be it there still or not."""
    if past.tip is None or past.index is None:
        return ()
    inside = "" if folder == "." else f"{folder}/"
    return tuple(path for path in past.index.changed_paths() if path.startswith(inside))


def _following(past: Past, paths: Sequence[str]) -> Mapping[Name, tuple[Follower, ...]]:
    if past.tip is None or past.index is None:
        return {}
    return past.followers.among(past.index.touched(paths))


def _joined(
    found: Mapping[Reason, Iterable[Name]], followers: Mapping[Name, tuple[Follower, ...]] | None
) -> Concerned:
    reasons: dict[Name, tuple[Reason, ...]] = {}
    for reason, names in found.items():
        for name in dict.fromkeys(names):
            known = reasons.get(name, ())
            if reason != "chain" or "itself" not in known:
                reasons[name] = (*known, reason)
    return Concerned(reasons, followers)
