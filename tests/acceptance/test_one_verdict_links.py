"""Links follow what they justify, and no rule is loosened unseen, in generated histories."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from git_decide.git import ranges
from git_decide.queries.ranges.judging import judge_range
from tests.histories import arrivals, words
from tests.histories.edits import edited
from tests.histories.making import FORMATS, HISTORIES, Workshop, said
from tests.histories.plans import Said, Step, plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import MakeRepo
    from tests.histories.edits import Edit
    from tests.histories.growing import Grower, Made
    from tests.histories.plans import Plan

# What runs here is covered by the histories on which everybody agrees.
pytestmark = pytest.mark.no_cover
SOME = HISTORIES // 5
ARRIVALS: dict[str, Callable[[Grower, Made, Made], Made]] = {
    "merge": arrivals.merge,
    "rebase": arrivals.rebase,
    "squash": arrivals.squash,
    "squash by a button": arrivals.squash_by_button,
}
# What takes something from the guard of the tree that all histories begin with.
LOOSENINGS: dict[str, tuple[Edit, ...]] = {
    "flag removed": (("unflag", 0, 0),),
    "flag renamed": (("flag", 6, 0),),
    "path exempted": (("unset", 0, 0),),
    "folder exempted": (("nest", 1, 3),),
    "macro in the way": (("flag", 9, 1), ("flag", 8, 0)),
    "warning only": (("rule", 2, 0),),
    "proposed will do": (("rule", 3, 0),),
    "record attached": (("rule", 9, 0),),
    "skips for all": (("rule", 15, 0),),
    "everybody an engineer": (("rule", 20, 0),),
    "no attributes": (("unflag", 0, 0),) * 5,
}


def reworked(wanted: Plan, without: tuple[str, ...], said: Callable[[Said], Said]) -> Plan:
    """Return a plan without some kinds of steps and edits, and with other messages."""
    steps = tuple(
        replace(
            step,
            edits=tuple(edit for edit in step.edits if edit[0] not in without),
            said=said(step.said),
        )
        for step in wanted.steps
        if step.kind not in without
    )
    return replace(wanted, steps=steps, notes=())


def passes(shop: Workshop, base: Made, tip: Made) -> bool:
    """Tell whether the rule lets a push pass."""
    return not judge_range(shop.repo, ranges.pushed(shop.repo, base.id, tip.id)).refused


@pytest.mark.parametrize("arrival", ARRIVALS)
def test_links_follow_a_branch(arrival: str, make_repo: MakeRepo) -> None:
    """What passes on a branch passes merged, rebased and squashed, and nothing else does."""
    shops = [Workshop(make_repo(each, object_format=each), each) for each in FORMATS]
    arrived = 0
    for number in range(SOME):
        shop = shops[number % 2]
        lost = ("record", "twin", "unrecord", "rename record", "revert", "octopus")
        wanted = reworked(plan("merges", 7000 + number), lost, _by_one_hand)
        history = shop.grow(wanted)
        main, topic = history.heads["main"], history.heads["topic"]
        try:
            tip = ARRIVALS[arrival](shop.grower, main, topic)
        except arrivals.Conflict:
            continue
        before = ranges.resolve(shop.repo, f"{main.id}..{topic.id}")
        refused = judge_range(shop.repo, before).refused
        assert passes(shop, main, tip) != refused, (wanted, tip.message)
        arrived += tip.tree != main.tree
    assert arrived > SOME // 8


def _by_one_hand(said: Said) -> Said:
    """Return a message whose links mean something: one to nothing spoils its own commit alone.

    Nor is it by a bot, which is not who squashes, nor made later than what it came after.
    """
    return replace(said, links=tuple(n for n in said.links if n < 8), bot=False, days=0)


def _without_reason(_: Said) -> Said:
    return Said()


@pytest.mark.parametrize("loosening", LOOSENINGS)
def test_a_looser_rule_is_seen(loosening: str, make_repo: MakeRepo) -> None:
    """A commit without a link that takes a guard away makes every range refused that has it."""
    shops = [Workshop(make_repo(each, object_format=each), each) for each in FORMATS]
    seen = 0
    for number in range(SOME // 4):
        shop = shops[number % 2]
        random = Random(f"{loosening} {number}")
        calm = reworked(plan("calm", 9000 + number), ("revert", "pick"), _without_reason)
        steps = [*calm.steps]
        at = random.randrange(len(steps) + 1)
        steps.insert(at, Step("commit", 1, edits=LOOSENINGS[loosening]))
        history = shop.grow(replace(calm, base=(), steps=tuple(steps)))
        main, topic = history.heads["main"], history.heads["topic"]
        if _judging(main) != _judging(history.root) or _judging(topic) == _judging(main):
            continue  # it came to main, or was lost on the way
        span = ranges.resolve(shop.repo, f"{main.id}..{topic.id}")
        judged = judge_range(shop.repo, span)
        assert judged.verdict.refused, (steps, said(judged.verdict))
        seen += 1
    assert seen > SOME // 20


def _judging(made: Made) -> dict[str, tuple[str, bytes]]:
    files = (*words.ATTRIBUTES, words.RULES)
    return {path: made.tree[path] for path in files if path in made.tree}


@pytest.mark.parametrize("where", ["before it", "on another branch", "on a branch that counts"])
def test_where_a_record_counts(where: str, make_repo: MakeRepo) -> None:
    """A record counts from where it was committed on; one elsewhere only as `also-on` says."""
    shops = [Workshop(make_repo(each, object_format=each), each) for each in FORMATS]
    for number in range(SOME // 4):
        shop = shops[number % 2]
        random = Random(f"{where} {number}")
        habits = (("rule", 22, 0),) if where == "on a branch that counts" else ()
        history = shop.grow(replace(plan("calm", 0), base=habits, steps=(), notes=(), stable=-1))
        root, grow = history.root, shop.grower.commit
        new = edited(root.tree, (("record", 3, random.choice((0, 1))),))
        decided = grow(new, (root,), "Decide\n")
        shop.objects.ref(random.choice(("refs/heads/stable", "refs/remotes/origin/stable")), "")
        head = decided if where == "before it" else root
        if where != "before it":
            name = random.choice(("refs/heads/stable", "refs/remotes/origin/stable"))
            shop.objects.ref(name, decided.id)
        for count in range(random.randrange(4)):
            head = grow(edited(head.tree, (("write", 8, count),)), (head,), f"Go on {count}\n")
        told = random.choice(("4", "0004", "0004-cache", "0004-c"))
        head = grow(edited(head.tree, (("write", 0, 7),)), (head,), f"Pay\n\nDecision: {told}\n")
        assert passes(shop, root, head) == (where != "on another branch"), (number, told)
        assert (shop.hooked(head) == {"pay": "passes"}) == (where != "on another branch")
