"""Every finding about records of other formats has an example."""

from __future__ import annotations

from git_decide.foreign_codes import FOREIGN_CODES
from git_decide.records.checks import examine
from git_decide.records.digest import SUFFIXES
from tests.unit.records.foreign_support import FURTHER, ROOT, WORDS, name
from tests.unit.records.support import EXAMPLES, named

# What only other records, or comments, can show: tests of the queries do.
BETWEEN = {
    "broken-link",
    "link-case-differs",
    "silence-without-reason",
    "silence-unknown-code",
    "silence-not-needed",
}


def told() -> list[set[str]]:
    """Return the codes that are told of each example."""
    files = [(path, name(path)) for path in sorted(ROOT.rglob("*")) if path.suffix in SUFFIXES]
    markup = sorted((EXAMPLES / "foreign-markup").iterdir())
    files += [(path, named(path.name)) for path in markup if path.suffix in SUFFIXES]
    return [
        {
            found.code
            for found in examine(path.read_bytes(), each, headings=FURTHER, statuses=WORDS)[1]
        }
        for path, each in files
    ]


def test_every_code_is_told_of_some_example_and_not_of_all() -> None:
    """Adding a code asks for an example of it."""
    every = told()
    shown = set().union(*every)
    assert FOREIGN_CODES.keys() - BETWEEN <= shown
    assert not shown & BETWEEN
    assert not set.intersection(*every)
