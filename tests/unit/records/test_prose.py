"""Which markup a file is read as is said by its ending."""

from __future__ import annotations

import pytest

from git_decide.records.digest import SUFFIXES
from git_decide.records.prose import markup_of


@pytest.mark.parametrize(
    ("path", "markup"),
    [
        ("docs/decisions/0001-a.md", "markdown"),
        ("README.MARKDOWN", "markdown"),
        ("site/page.mdx", "markdown"),
        ("docs/0001-a.md.rst", "rst"),
        ("docs/0001-a.adoc", "asciidoc"),
        ("docs/0001-a.AsciiDoc", "asciidoc"),
        ("src/charge.py", None),
        ("docs.md/Makefile", None),
        ("LICENSE", None),
    ],
)
def test_the_ending_says_the_markup(path: str, markup: str | None) -> None:
    """The last ending counts, in any case; a file without one of these is no document."""
    assert markup_of(path) == markup


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_record_has_a_markup(suffix: str) -> None:
    """What a record's file may end with is known."""
    assert markup_of(f"docs/decisions/0001-a{suffix}") is not None
