"""Merges that are not made again are just what git makes of their parents."""

from __future__ import annotations

import os
from random import Random
from typing import TYPE_CHECKING

import pytest

from git_decide.git import changes
from git_decide.queries.ranges.merging import contested
from git_decide.queries.ranges.remaking import Remake, remade
from tests.histories.edits import PLAIN, merged
from tests.histories.growing import Made, fork
from tests.histories.making import Workshop
from tests.histories.words import source
from tests.support import walk

if TYPE_CHECKING:
    from tests.conftest import MakeRepo
    from tests.histories.edits import Files

NAMES = ("a/x", "a/y", "a/b/z", "b/x", "b", "c/d/e", "c/d/f", "w\nx", "a/b/q/r")


def _changed(random: Random, files: Files) -> Files:
    """Change, add, remove and rename files, and whole folders."""
    files = dict(files)
    for _ in range(random.randrange(1, 4)):
        there = sorted(files)
        one, name = random.choice(there), random.choice(NAMES)
        what = random.randrange(6)
        if what == 0:
            files[name] = (PLAIN, source(random.randrange(9), random.randrange(9)))
        elif what == 1 and len(files) > 1:
            del files[one]
        elif what == 2:
            files[name] = files.pop(one)
        elif what == 3:
            old, new = random.choice(("a/", "a/b/", "c/")), random.choice(("n/", "b/", "a/n/"))
            files = {new + p[len(old) :] if p.startswith(old) else p: e for p, e in files.items()}
        else:
            lines = files[one][1].split(b"\n")
            lines[random.choice((0, -2))] = b"line %d" % random.randrange(99)
            files[one] = (PLAIN, b"\n".join(lines))
    taken = {"/".join(p.split("/")[:n]) for p in files for n in range(1, p.count("/") + 1)}
    return {path: entry for path, entry in files.items() if path not in taken}


def _result(random: Random, one: Made, two: Made) -> Files:
    """Return what a merge makes of two sides: mostly what is right, sometimes not at all."""
    both = merged(fork(one, two).tree, one.tree, two.tree, favour=random.randrange(2))
    how = random.randrange(6)
    if how == 0:
        return dict(random.choice((one, two)).tree)
    return _changed(random, both) if how == 1 else both


def _history(shop: Workshop, random: Random) -> tuple[Made, Made]:
    """Return where a history begins, and a merge at its end; there are others in between."""
    files: Files = {name: (PLAIN, source(at, at)) for at, name in enumerate(NAMES) if name != "b"}
    root = shop.grower.commit(files, (), f"Begin {random.random()}\n")
    heads = [root, root]
    for step in range(random.randrange(3, 8)):
        at = random.randrange(2)
        if step and random.randrange(3) == 0 and heads[0] != heads[1]:
            one, two = heads[at], heads[1 - at]
            if two not in one.ancestors():
                heads[at] = shop.grower.commit(_result(random, one, two), (one, two), "Merge\n")
                if random.randrange(2) and one not in two.ancestors():
                    tree = _result(random, two, one)
                    heads[1 - at] = shop.grower.commit(tree, (two, one), "Merge across\n")
            continue
        tree = _changed(random, dict(heads[at].tree))
        heads[at] = shop.grower.commit(tree, (heads[at],), f"Change {step}\n")
    one, two = heads
    return root, shop.grower.commit(_result(random, one, two), (one, two), "Merge at last\n")


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_nothing_that_is_not_git_s_own_is_missed(object_format: str, make_repo: MakeRepo) -> None:
    """Whatever a merge holds beyond git's automatic one lies among the contested paths."""
    shop = Workshop(make_repo("shop", object_format=object_format), object_format)
    plain = evil = 0
    for number in range(40):
        root, last = _history(shop, Random(f"{object_format} {number}"))
        steps = walk(shop.repo, last.id, [root.id])
        found = contested(shop.repo, steps, root.id)
        for name, doubt in found.merges.items():
            really = {entry.path for entry in changes.merge_difference(shop.repo, name)}
            told = set(map(os.fsdecode, doubt.every))
            assert doubt.moved is None or really <= told, (number, name, really)
            plain += doubt.moved is not None and not doubt.every
            evil += bool(really)
    assert plain > 5
    assert evil > 20


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_a_few_files_are_merged_as_with_all_others(object_format: str, make_repo: MakeRepo) -> None:
    """Where nothing was renamed, git makes the same of a file in the smallest of histories."""
    shop = Workshop(make_repo("shop", object_format=object_format), object_format)
    crossed = evil = 0
    for number in range(40):
        random = Random(f"few {object_format} {number}")
        root, last = _history(shop, random)
        steps = walk(shop.repo, last.id, [root.id])
        found = contested(shop.repo, steps, root.id)
        remakes = []
        for step in steps:
            doubt = found.merges.get(step.commit.id)
            if doubt and doubt.line and doubt.moved is not None:
                some = {path for path in doubt.paths if random.random() < 0.7}
                paths = frozenset(some - doubt.moved)
                remakes += [Remake(step.commit, doubt.line, paths)] if paths else []
        again = remade(shop.repo, remakes, found.dates)
        for each in remakes:
            name, told = each.commit.id, set(map(os.fsdecode, each.paths))
            if name in again:
                entries = changes.merge_difference(shop.repo, name)
                wanted = {e.path: (e.new_mode, e.new_blob) for e in entries if e.path in told}
                assert {e.path: (e.new_mode, e.new_blob) for e in again[name]} == wanted, number
                crossed += len(each.line) > 1
                evil += bool(wanted)
    assert crossed
    assert evil > 20
