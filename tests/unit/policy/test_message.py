"""A commit message as git sees it, proven against git."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.policy.message import (
    clean,
    comment_start,
    content,
    cut_line,
    separator,
    trailer_block,
)
from tests.unit.policy.messages import LINES, drafts

if TYPE_CHECKING:
    from tests.support import Repo

CUT = "# ------------------------ >8 ------------------------\n"


@given(message=drafts(), strip=st.booleans())
def test_the_clean_up_is_that_of_git(repo: Repo, message: str, strip: bool) -> None:
    """Byte for byte what `git stripspace` makes of it."""
    flags = ["--strip-comments"] if strip else []
    wanted = repo.git("stripspace", *flags, input=message).stdout
    assert clean(message, "#", False, strip) == wanted


@pytest.mark.parametrize(("scissors", "cut"), [(None, True), (True, True), (False, False)])
def test_what_stands_behind_the_scissors_is_cut(scissors: bool | None, cut: bool) -> None:
    """Unless git is known to keep it: a link that git drops must never count."""
    message = f"Subject\n{CUT}# x\ndiff --git\nDecision: 42\n"
    kept = "Subject\n" if cut else "Subject\ndiff --git\nDecision: 42\n"
    assert clean(message, "#", scissors) == kept


def test_only_the_line_that_git_writes_is_the_scissors() -> None:
    """Exactly that line, with a newline behind it, with the comment character in force."""
    assert cut_line([CUT.rstrip(), "x"], "#") == 0
    assert cut_line(["a", CUT.rstrip()], "#") == 2
    assert cut_line([CUT, "x"], ";") == 2
    assert cut_line(["; ------------------------ >8 ------------------------", "x"], ";") == 0


@pytest.mark.parametrize(
    ("message", "configured", "expected"),
    [
        ("Subject\n; Please enter\n;\n", "auto", ";"),
        ("Subject\n; c\n; ------------------------ >8 ------------------------\n+x", "auto", ";"),
        ("Subject\n", "auto", "#"),
        ("", "auto", "#"),
        ("Subject\n; x\n", "%", "%"),
        ("Subject\n; x\n", "//", "//"),
        ("Subject\n; x\n", "", "#"),
    ],
)
def test_the_comment_character_may_be_left_to_git(
    message: str, configured: str, expected: str
) -> None:
    """With `core.commentChar=auto` it is read off the lines that git wrote."""
    assert comment_start(message, configured) == expected


def test_content_is_what_git_keeps() -> None:
    """Comments and what follows the scissors are not; without a comment character all is."""
    lines = f"# a\nSubject\n# b\n\n{CUT}diff".split("\n")
    assert content(lines, "#") == [1, 3]
    assert content(lines, "") == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Decision: 42", 8),
        ("Decision :42", 9),
        ("Decision\t : 42", 10),
        ("x-y: ", 3),
        ("Two words: x", -1),
        ("Décision: x", -1),
        (" Decision: x", -1),
        (": x", -1),
        ("Decision", -1),
    ],
)
def test_a_trailer_is_a_token_and_a_colon(line: str, at: int) -> None:
    """The token is letters, digits and dashes of ASCII; spaces may follow it."""
    assert separator(line) == at


BODIES = st.lists(st.sampled_from(LINES), max_size=10).map(
    lambda lines: "\n".join(["Subject", *lines, ""])
)


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (["Fixes: 1", "# a comment", "Decision: 2"], True),
        (["Fixes: 1", "# a comment", " folded under nothing"], False),
        (["Fixes: 1", " folded"], True),
        (["Prose."], False),
    ],
)
def test_comments_do_not_break_a_block(block: list[str], found: bool) -> None:
    """A comment inside is passed over, and nothing is folded under it."""
    lines = ["Subject", "", *block]
    assert trailer_block(lines, "#") == ((2, len(lines)) if found else (len(lines), len(lines)))


@given(message=BODIES)
def test_the_block_of_trailers_is_where_git_finds_it(repo: Repo, message: str) -> None:
    """The trailers in the block are exactly those that git parses."""
    lines = message.split("\n")
    start, end = trailer_block(lines, "#")
    ours = [
        line.partition(":")[0].rstrip().lower() for line in lines[start:end] if separator(line) > 0
    ]
    said = repo.git("interpret-trailers", "--parse", "--no-divider", input=message).stdout
    assert ours == [line.partition(":")[0].lower() for line in said.split("\n")[:-1]]
