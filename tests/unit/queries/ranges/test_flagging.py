"""Attribute files that say the same of flags are asked about once, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.queries.ranges.flagging import Sets

if TYPE_CHECKING:
    from tests.support import Repo

FLAG = b"src/** fragile=pay\n"
OTHER = b"*.png binary\n"


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        (FLAG, OTHER + FLAG + OTHER, True),
        (FLAG, FLAG + b"src/x -fragile\n", False),
        (FLAG, b"# " + FLAG, False),
        (FLAG + b"a -fragile\n", b"a -fragile\n" + FLAG, False),
        (FLAG, b"\0\n" + FLAG, False),
        (b"\xef\xbb\xbf" + FLAG, OTHER + b"\xef\xbb\xbf" + FLAG, False),
        (FLAG + b"[attr]odd fragile\na odd\n", FLAG + b"[attr]odd fragile\nb odd\n", False),
        (b"", OTHER, True),
    ],
)
def test_what_flags_the_same_is_one_set(repo: Repo, one: bytes, two: bytes, alike: bool) -> None:
    """And where it is one, git says the same of every path."""
    blobs = []
    for content in (one, two):
        (repo.path / "file").write_bytes(content)
        blobs.append(repo.out("hash-object", "-w", "--no-filters", "file"))
    trees = {str(n): {".gitattributes": ("100644", blob)} for n, blob in enumerate(blobs)}
    sets = Sets(repo.open(), trees, ["src/x", "src/y", "a", "b"])
    assert sets.alike("0", "1") is alike
    apart = [Sets(repo.open(), {n: trees[n]}, ["src/x", "src/y", "a", "b"]).flags(n) for n in trees]
    assert [sets.flags(n) for n in trees] == apart
    assert not alike or apart[0] == apart[1]


def test_nothing_is_known_of_other_commits(repo: Repo) -> None:
    """Only the trees that were given are alike to one another."""
    sets = Sets(repo.open(), {"0": {}}, ["a"])
    assert sets.alike("0", "0")
    assert not sets.alike("0", "1")
    assert sets.texts("0") == {}
    assert sets.texts("1") is None
