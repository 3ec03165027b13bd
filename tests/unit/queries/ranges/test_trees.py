"""What was watched at every commit of a range is what git lists there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git import graph
from git_decide.git.objects import tree_entries
from git_decide.queries.ranges.trees import trees
from tests.histories.making import Workshop
from tests.histories.plans import plan
from tests.support import walk

if TYPE_CHECKING:
    from git_decide.queries.ranges.trees import Tree
    from tests.conftest import MakeRepo
    from tests.support import Repo

LOG = "docs/decisions"


def listed(shop: Workshop, commit: str) -> Tree:
    """Return all files of a commit, as git lists them."""
    return {e.path: (e.mode, e.blob) for e in tree_entries(shop.repo, commit)}


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
@pytest.mark.parametrize("theme", ["work", "rules", "records", "merges"])
def test_every_tree_is_as_git_lists_it(theme: str, object_format: str, make_repo: MakeRepo) -> None:
    """Of each commit, each of their parents, the base and the tip."""
    shop = Workshop(make_repo("shop", object_format=object_format), object_format)
    for number in range(3):
        heads = shop.grow(plan(theme, 600 + number)).heads
        base, tip = heads["main"].id, heads["topic"].id
        steps = walk(shop.repo, tip, [base])
        line = graph.within(shop.repo, tip, base)
        found = trees(shop.repo, steps, line, (base, tip), [LOG, "readme.txt"])
        commits = [name for step in steps for name in (step.commit.id, *step.commit.parents)]
        for name in {base, tip, *commits}:
            there = listed(shop, name)
            records = (f"{LOG}/", "decisions.toml", "readme.txt")
            assert found.records[name] == {p: e for p, e in there.items() if p.startswith(records)}
            flags = {p: e for p, e in there.items() if p.endswith(".gitattributes")}
            assert found.attributes[name] == flags


def test_a_history_that_begins_in_the_range(repo: Repo) -> None:
    """Without a base everything is new; without commits the tip is all there is."""
    repo.commit("One", **{".gitattributes": "a fragile", "decisions.toml": "", "x": "1"})
    tip = repo.commit("Two", **{".gitattributes": "b fragile"})
    opened = repo.open()
    steps = walk(opened, tip)
    found = trees(opened, steps, graph.within(opened, tip), ("", tip), ["log"])
    blob = repo.out("rev-parse", "HEAD:.gitattributes")
    assert found.attributes[tip] == {".gitattributes": ("100644", blob)}
    assert set(found.records[tip]) == {"decisions.toml"}
    alone = trees(opened, (), graph.Line({}, {}), ("", tip), ["log"])
    assert alone.attributes[tip] == found.attributes[tip]


def test_what_nobody_watched_is_shared(repo: Repo) -> None:
    """Commits that change nothing watched have the very same tree, not one like it."""
    base = repo.commit("One", **{"decisions.toml": "", "x": "1"})
    repo.commit("Two", x="2")
    tip = repo.commit("Three", x="3")
    steps = walk(repo.open(), tip, [base])
    line = graph.within(repo.open(), tip, base)
    held = trees(repo.open(), steps, line, (base, tip), ["log"]).records
    assert held[base] is held[tip]
