"""Every place that judges says the same of generated histories, and so does a naive rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git import ranges
from git_decide.queries.ranges.answering import answer
from git_decide.queries.ranges.judging import judge_range
from tests.histories.entries import Entries
from tests.histories.making import EACH_FORMAT, FORMATS, HISTORIES, Workshop, said
from tests.histories.plans import THEMES, Plan, plan, reduced
from tests.histories.remembering import remembering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.git.ranges import Range
    from git_decide.policy.model import Verdict
    from git_decide.queries.ranges.model import RangeJudgement
    from tests.conftest import MakeRepo
    from tests.histories.growing import History
    from tests.histories.naive import Naively
    from tests.histories.slow import Slow

EACH = -(-HISTORIES // (len(FORMATS) * len(THEMES)))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("object_format", EACH_FORMAT)
def test_every_place_says_the_same(theme: str, object_format: str, make_repo: MakeRepo) -> None:
    """commit-msg, ranges, hooks, reports and a naive statement of the rule agree."""
    shop = Workshop(make_repo("shop", object_format=object_format), object_format)
    entries = Entries(shop)
    first = EACH * FORMATS.index(object_format)
    for number in range(first, first + EACH):
        hold(shop, entries if number % 4 == 0 else None, plan(theme, number))


def hold(shop: Workshop, entries: Entries | None, wanted: Plan) -> None:
    """Hold everybody to the same answer; where it is not, a small plan tells more than a large."""

    def fails(less: Plan) -> bool:
        try:
            agree(shop, entries, less)
        except Exception:  # whatever it is
            return True
        return False

    if fails(wanted):
        agree(shop, entries, reduced(wanted, fails))


def agree(shop: Workshop, entries: Entries | None, wanted: Plan) -> None:
    """Hold what every place says of the history of a plan against the others."""
    history = shop.grow(wanted)
    with remembering():
        agree_on(shop, entries, history, wanted)


def agree_on(shop: Workshop, entries: Entries | None, history: History, wanted: object) -> None:
    """Hold what every place says of a history against the others.

    `entries` are asked, where given: it takes longer than all else. `wanted` tells
    people what it is about.
    """
    naive = shop.naive()
    for span in _ranges(shop):
        judged = judge_range(shop.repo, span)
        expected = naive.range(span.base, span.tip, replaced=span.replaced)
        compare(judged.verdict, expected, (wanted, span))
        for commit in judged.commits:
            if not commit.past:
                told = naive.commit(commit.commit.id, span.tip)
                compare(commit.verdict, told, (wanted, span, commit.commit))
        if _same_rules(shop.slow, judged):
            each = all(not commit.verdict.refused for commit in judged.commits)
            assert not (each and judged.verdict.refused), (wanted, span)
    for made in history.commits:
        alone = shop.alone(made)
        last = alone.commits[-1]
        by_itself = said(last.verdict)
        compare(last.verdict, naive.commit(made.id), (wanted, made))
        if len(made.parents) == 1:
            assert said(alone.verdict) == by_itself, (wanted, made)
        if not last.commit.notes:  # there is none on what is yet to be made
            assert shop.hooked(made) == by_itself, (wanted, made)
    if entries:
        ask_everywhere(shop, entries, wanted)


def _ranges(shop: Workshop) -> Iterator[Range]:
    """Yield a pull request, a push and a forced push."""
    assert shop.history
    main, topic, side = (shop.history.heads[name].id for name in ("main", "topic", "side"))
    yield ranges.resolve(shop.repo, f"{main}..{topic}")
    yield ranges.pushed(shop.repo, shop.history.root.id, main)
    yield ranges.pushed(shop.repo, side, topic)


def _same_rules(git: Slow, judged: RangeJudgement) -> bool:
    """Tell whether nothing that judges changes in a range, nor since it was begun."""
    commits = [commit.commit for commit in judged.commits]
    every = {judged.range.base, judged.range.fork, judged.range.tip}
    every.update(name for commit in commits for name in (commit.id, *commit.parents))
    return len({tuple(sorted(_judging(git, name).items())) for name in every}) == 1


def _judging(git: Slow, commit: str) -> dict[str, object]:
    files = git.files(commit)
    return {path: files[path] for path in files if path.endswith((".gitattributes", ".toml"))}


def ask_everywhere(shop: Workshop, entries: Entries, wanted: object) -> None:
    """Hold what is said where people and machines ask against the one verdict."""
    assert shop.history
    main, topic = (shop.history.heads[name].id for name in ("main", "topic"))
    request = ranges.resolve(shop.repo, f"{main}..{topic}")
    refused = answer(shop.repo, request).refused
    assert entries.check(request) == entries.report(request) == refused, wanted
    push = ranges.pushed(shop.repo, main, topic)
    refused = answer(shop.repo, push).refused
    assert entries.push(push) == entries.receive(push) == refused, wanted


def compare(verdict: Verdict, naive: Naively, what: object) -> None:
    """Hold a verdict against the naive one.

    A new line that unsets a flag may touch more than the naive rule knows of: what only
    might match some path some day.
    """
    told, expected = said(verdict), naive.outcomes
    if naive.unsetting:
        told = {name: outcome for name, outcome in told.items() if name in expected}
        worse = [name for name in told if told[name] == "passes" != expected[name]]
        assert not worse, what
        assert told.keys() == expected.keys(), what
    else:
        assert told == expected, what
