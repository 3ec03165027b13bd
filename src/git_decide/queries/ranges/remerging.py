"""Finds what merges changed by themselves in files that are watched."""

from __future__ import annotations

import os

from git_decide.git import history
from git_decide.queries.modules import governs
from git_decide.queries.ranges.merging import contested
from git_decide.queries.ranges.remaking import Remake, remade

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from git_decide.git.changes import Entry
    from git_decide.git.history import Step
    from git_decide.git.repository import Repository
    from git_decide.queries.ranges.flagging import Sets
    from git_decide.queries.ranges.merging import Forks


def merged(
    repo: Repository, steps: Sequence[Step], sets: Sets, base: str, forks: Forks | None
) -> dict[str, tuple[Entry, ...]]:
    """Return what merges hold beyond git's own, by their ids, as far as flags and rules may matter.

    `forks` are where they forked, if that is known already. A merge about which nothing is
    in doubt is left out. What flags say of all paths that come
    up is known to `sets` afterwards. A constant number of processes.
    """
    doubts = contested(repo, steps, base, forks)
    sets.widen(os.fsdecode(path) for doubt in doubts.merges.values() for path in doubt.every)
    whole, remakes = [], []
    for step in steps:
        doubt = doubts.merges.get(step.commit.id)
        if doubt is None:
            continue
        watched = _watched(sets, step, base)
        paths = frozenset(filter(watched, doubt.paths))
        if not doubt.line:
            whole.append(step.commit)
        elif doubt.moved is None or any(map(watched, doubt.moved)):
            remakes.append(Remake(step.commit, doubt.line))
        elif paths:
            remakes.append(Remake(step.commit, doubt.line, paths))
    found = remade(repo, remakes, doubts.dates)
    whole += [each.commit for each in remakes if each.commit.id not in found]
    order = {step.commit.id: number for number, step in enumerate(steps)}
    again = history.remerged(repo, sorted(whole, key=lambda commit: order[commit.id]))
    for commit in whole:  # a conflict brings up paths that neither side had
        sets.ask(commit.parents[0], [entry.path for entry in again.get(commit.id, ())])
    return found | again


def _watched(sets: Sets, step: Step, base: str) -> Callable[[bytes], bool]:
    flags, base_flags = sets.flags(step.commit.parents[0]), sets.flags(base)

    def watched(path: bytes) -> bool:
        text = os.fsdecode(path)
        return text in flags or text in base_flags or governs(text)

    return watched
