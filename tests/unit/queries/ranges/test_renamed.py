"""Where files went that one side of a merge renamed is told from their ids, or not at all."""

from __future__ import annotations

import os
from random import Random
from typing import TYPE_CHECKING

from git_decide.git import changes
from git_decide.queries.ranges.merging import contested
from tests.histories.edits import PLAIN
from tests.histories.making import Workshop
from tests.histories.words import source
from tests.support import walk

if TYPE_CHECKING:
    from tests.conftest import MakeRepo
    from tests.histories.edits import Files

EXECUTABLE, LINK = "100755", "120000"


def _content(random: Random) -> tuple[str, bytes]:
    """Return a file that may well be the same as another, or empty, or nearly the same."""
    lines = source(random.randrange(5), 0) + random.choice((b"", b"", b"last\n"))
    kinds = ((PLAIN, lines), (EXECUTABLE, lines), (PLAIN, b""), (LINK, b"x"), (PLAIN, b"x"))
    return random.choices(kinds, (30, 6, 1, 2, 1))[0]


def _away(random: Random, files: Files) -> Files:
    """Move files to other folders, most of them as they are, and add some beside them."""
    made: Files = {}
    for path, (mode, content) in files.items():
        if random.randrange(3):
            mode = random.choice((PLAIN, EXECUTABLE)) if mode != LINK else LINK
            more = b"more\n" if mode != LINK and random.randrange(9) == 0 else b""
            made[f"sub/{path}"] = (mode, content + more)
        elif random.randrange(3):
            made[path] = (mode, content)
    for number in range(random.randrange(4)):
        made[f"new/{number}"] = _content(random)
    return made


def _changed(random: Random, files: Files) -> Files:
    """Change some files where they are, and remove some."""
    made: Files = {}
    for path, (mode, content) in files.items():
        how = random.randrange(4)
        if how == 0 and mode != LINK:
            made[path] = (mode, b"first\n" + content)
        elif how:
            made[path] = (mode, content)
    return made


def test_no_file_is_renamed_to_where_it_is_not_looked_for(make_repo: MakeRepo) -> None:
    """Whatever git's merge brings to a side lies among the contested paths, wherever it went."""
    shop = Workshop(make_repo("shop"), "sha1")
    settled = open_ = 0
    for number in range(100):
        random = Random(f"renamed {number}")
        files: Files = {name: _content(random) for name in ("a", "b", "c", "d", "e/f")}
        root = shop.grower.commit(files, (), f"Begin {number}\n")
        sides = [(_away(random, files), "Move\n"), (_changed(random, files), "Change\n")]
        random.shuffle(sides)
        one, two = (shop.grower.commit(tree, (root,), said) for tree, said in sides)
        last = shop.grower.commit(random.choice((one, two)).tree, (one, two), "Merge\n")
        doubt = contested(shop.repo, walk(shop.repo, last.id, [root.id]), root.id)
        (told,) = doubt.merges.values()
        if told.moved is None:
            continue
        really = {entry.path for entry in changes.merge_difference(shop.repo, last.id)}
        assert really <= {*map(os.fsdecode, told.every)}, (number, really)
        added = {path for tree, _ in sides for path in tree if path.startswith("new/")}
        untold = added - {*map(os.fsdecode, told.every)}
        settled += bool(told.moved and untold)
        open_ += bool(told.moved and added and not untold)
    assert settled > 5
    assert open_ > 5
