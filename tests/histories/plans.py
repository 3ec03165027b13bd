"""Draws plans of histories: what is committed on which branch, merged, reverted, noted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from tests.histories import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.histories.edits import Edit

BRANCHES = ("main", "topic", "side")


@dataclass(frozen=True)
class Said:
    """The message of a commit and who made it: numbers of the words that it is made from.

    `links` number `words.LINKS`; `skip` is 1 for a reason, 2 for none. `form` numbers how
    links are written.
    """

    links: tuple[int, ...] = ()
    skip: int = 0
    form: int = 0
    fixup: bool = False
    bot: bool = False
    days: int = 0


@dataclass(frozen=True)
class Step:
    """One thing that happens to a branch.

    `other` is another branch (a merge, a fork) or a commit (a join, a pick, a revert), by number.
    `how` says how a merge settles: by itself (0 and 1: in favour of a side), with the
    tree of one of its sides (2 and 3).
    """

    kind: str
    branch: int
    other: int = 0
    how: int = 0
    edits: tuple[Edit, ...] = ()
    said: Said = Said()


@dataclass(frozen=True)
class Plan:
    """A history to be made: the tree that it begins with, the steps, notes, a release branch.

    `notes` give commits links; `stable` is the commit of a release branch (-1: there is none),
    `tracked` whether that is known as a remote's.
    """

    base: tuple[Edit, ...] = ()
    steps: tuple[Step, ...] = ()
    notes: tuple[tuple[int, int], ...] = ()
    stable: int = -1
    tracked: bool = False


_SOURCES = ("write", "write", "write", "write", "write", "delete", "move", "mode", "submodule")
_RULES = ("flag", "unflag", "nest", "unnest", "rule", "rule", "rule", "break", "odd", "since")
_RECORDS = ("record", "record", "twin", "unrecord", "rename record")
_KINDS = ("commit", "commit", "commit", "commit", "merge", "pick", "revert", "fork")
_MERGES = (
    *("commit",) * 4,
    "merge",
    "merge",
    "merge",
    "join",
    "join",
    "octopus",
    "octopus",
    "fork",
)
_RETURNS = ("commit", "commit", "commit", "revert", "revert", "pick", "merge")


@dataclass(frozen=True)
class Theme:
    """What histories are mostly about: the kinds of edits and of steps to choose from."""

    edits: tuple[str, ...]
    kinds: tuple[str, ...] = _KINDS
    base: tuple[str, ...] = (*_RULES, "habit", "habit", "habit")


THEMES: Mapping[str, Theme] = {
    "work": Theme((*_SOURCES, *_SOURCES, *_RULES, *_RECORDS)),
    "merges": Theme((*_SOURCES, *_SOURCES, "flag", "rule", "record"), _MERGES),
    "rules": Theme((*_SOURCES, *_RULES, *_RULES, "unset")),
    "records": Theme((*_SOURCES, *_RECORDS, *_RECORDS), base=("rule", "habit", "record")),
    "returns": Theme((*_SOURCES, *_SOURCES, "record", "unflag"), _RETURNS),
    "calm": Theme(_SOURCES, (*_KINDS, "merge"), base=("habit", "habit", "flag")),
}
_LINKS = (
    *((), (), (), (), (), (), (0,), (0,), (0,), (0,), (0,), (1,), (3,)),
    *((4,), (4,), (5,), (6,), (7,), (4, 7), (2, 0), (0, 8), (9,)),
)


def plan(theme: str, number: int) -> Plan:
    """Return one of the plans of a theme: the same one for the same number, anywhere."""
    return _Drawing(Random(f"{theme} {number}"), THEMES[theme]).plan()


class _Drawing:
    def __init__(self, random: Random, theme: Theme) -> None:
        self._random = random
        self._theme = theme

    def plan(self) -> Plan:
        one_in = self._random.randrange
        return Plan(
            base=self._edits(self._theme.base, one_in(4)),
            steps=tuple(self._step() for _ in range(3 + one_in(7))),
            notes=tuple((one_in(12), self._link()) for _ in range(one_in(3) // 2)),
            stable=one_in(8) - 1,
            tracked=one_in(2) == 0,
        )

    def _step(self) -> Step:
        kind = self._random.choice(self._theme.kinds)
        some = self._random.choice((0, 1, 1, 1, 1, 2, 3)) if kind == "commit" else 1
        return Step(
            kind=kind,
            branch=self._random.choice((0, 0, 1, 1, 1, 2)),
            other=self._random.randrange(12),
            how=self._random.choice((0, 0, 0, 1, 2, 3)),
            edits=self._edits(self._theme.edits, some),
            said=self._said(),
        )

    def _edits(self, kinds: tuple[str, ...], some: int) -> tuple[Edit, ...]:
        number = self._random.randrange
        return tuple((self._random.choice(kinds), number(60), number(12)) for _ in range(some))

    def _said(self) -> Said:
        one_in = self._random.randrange
        return Said(
            links=self._random.choice(_LINKS),
            skip=max(0, one_in(12) - 9),
            form=max(0, one_in(16) - 8),
            fixup=one_in(14) == 0,
            bot=one_in(5) == 0,
            days=self._random.choice((0, 0, 0, 0, 1, 20, 300)),
        )

    def _link(self) -> int:
        return self._random.randrange(len(words.LINKS))


def smaller(plan: Plan) -> Iterator[Plan]:
    """Yield the plans that are one thing less than a plan, to find out what makes it fail."""
    for at in range(len(plan.steps)):
        yield replace(plan, steps=plan.steps[:at] + plan.steps[at + 1 :])
    for at in range(len(plan.base)):
        yield replace(plan, base=plan.base[:at] + plan.base[at + 1 :])
    yield replace(plan, notes=())
    yield replace(plan, stable=-1)
    for at, step in enumerate(plan.steps):
        for less in _less(step):
            yield replace(plan, steps=(*plan.steps[:at], less, *plan.steps[at + 1 :]))


def _less(step: Step) -> Iterator[Step]:
    for at in range(len(step.edits)):
        yield replace(step, edits=step.edits[:at] + step.edits[at + 1 :])
    yield replace(step, kind="commit")
    yield replace(step, how=0)
    yield replace(step, said=Said())
    for name, nothing in vars(Said()).items():
        yield replace(step, said=replace(step.said, **{name: nothing}))


def reduced(plan: Plan, fails: Callable[[Plan], bool], tries: int = 200) -> Plan:
    """Return a smaller plan that fails as well."""
    for less in smaller(plan):
        tries -= 1
        if less != plan and tries and fails(less):
            return reduced(less, fails, tries)
    return plan
