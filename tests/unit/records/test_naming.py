"""File names made out of titles are readable, short, and the same everywhere."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.records.digest import name_of
from git_decide.records.name_style import DATED, DEFAULT
from git_decide.records.naming import LARGEST, LONGEST, slug

if TYPE_CHECKING:
    from git_decide.records.naming import Case


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Use webhooks", "use-webhooks"),
        ("  Don't   `retry`: it's *bad*!  ", "dont-retry-its-bad"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf --now", "rf-now"),
        ("C++ & C#", "c-c"),
        ("\x1b[31mred\x07", "31mred"),
        ("Größe ÄNDERN", "größe-ändern"),
        ("Cafe\u0301", "café"),
        ("日本語のタイトル", "日本語のタイトル"),
        ("हिन्दी शीर्षक", "हिन्दी-शीर्षक"),
        ("☕\ufe0f 🎉", "decision"),
        ("\u0301", "decision"),
        ("", "decision"),
        ("\udcff\x00", "decision"),
    ],
)
def test_slugs_keep_the_words_of_every_script(title: str, made: str) -> None:
    """Letters, marks and digits stay; all else parts words."""
    assert slug(title) == made


def test_a_long_title_is_cut_between_words() -> None:
    """The cut is at a word; one word that is too long is cut itself."""
    assert slug("word " * 100) == "-".join(["word"] * 12)
    assert slug("a" * 500) == "a" * LONGEST
    assert slug("short " + "a" * 500) == "short"
    assert slug("語" * 500) == "語" * (LARGEST // 3)


def test_stems_begin_with_a_number_or_a_date() -> None:
    """Numbers have four digits or more."""
    assert DEFAULT.stem("Use webhooks", 7) == "0007-use-webhooks"
    assert DEFAULT.stem("x", 12345) == "12345-x"
    assert DATED.stem("Use webhooks", day="2026-02-15") == "2026-02-15-use-webhooks"


@pytest.mark.parametrize(
    ("joint", "case", "made"),
    [
        ("_", "kept", "Use_a_URL_dont"),
        (" ", "words", "Use A URL Dont"),
        ("-", "upper", "USE-A-URL-DONT"),
        ("-", "lower", "use-a-url-dont"),
    ],
)
def test_words_as_a_log_writes_them(joint: str, case: Case, made: str) -> None:
    """What stands between the words, and their case, is the log's to choose."""
    assert slug("Use a URL, don't", joint, case) == made
    assert slug("!", joint, case).lower() == "decision"


@given(st.text(max_size=200))
def test_any_title_makes_a_name_that_holds(title: str) -> None:
    """A slug is bounded, normal, its own slug, and its stem is read back as a record's name."""
    made = slug(title)
    assert made
    assert len(made) <= LONGEST
    assert len(made.encode()) <= LARGEST
    assert unicodedata.normalize("NFC", made) == made
    assert slug(made) == made
    assert not set(made) & set("/\\:*?\"<>|, \n\t.'")
    assert not made.startswith("-")
    assert not made.endswith("-")
    name = name_of(f"docs/decisions/{DEFAULT.stem(title, 7)}.md", "")
    assert name is not None
    assert name.number == 7
