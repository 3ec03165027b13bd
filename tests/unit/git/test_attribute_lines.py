"""Lines of a .gitattributes mean here what they mean to git."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.git.attribute_lines import (
    Attribute,
    AttributeLine,
    numbered,
    parse_line,
    pattern_problem,
    quoted,
    unquoted,
    written,
)

if TYPE_CHECKING:
    from tests.support import Repo


def test_positions_of_attributes() -> None:
    """Each attribute knows where it stands in the line."""
    assert parse_line(b"\ta\\b  fragile=x -text\r") == AttributeLine(
        "a\\b",
        False,
        (Attribute("fragile", "x", 6, 15), Attribute("text", "unset", 16, 21)),
    )


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b" \t",
        b"# a fragile",
        b"!a fragile",
        b"a builtin_objectmode",
        b"a --fragile",
        b"a fr@gile",
        b"a =",
        b"[attr]b@d fragile",
        b"a" * 2048 + b" fragile",
    ],
)
def test_lines_that_git_ignores(line: bytes) -> None:
    """Blank, commented, negative, malformed and overlong lines say nothing."""
    assert parse_line(line) is None


def test_a_quote_that_does_not_end_is_part_of_the_pattern() -> None:
    """Git takes such a line literally."""
    line = parse_line(b'"a fragile')
    assert line is not None
    assert line.pattern == '"a'


def test_what_follows_a_nul_is_not_read() -> None:
    """Git stops reading the file there."""
    assert [number for number, _ in numbered(b"a x\n\nb x\n\0c x\n")] == [1, 3]


@given(
    st.text(st.characters(exclude_categories=()), max_size=20).map(
        lambda t: t.encode("utf-8", "replace")
    )
)
def test_quoting_comes_back(raw: bytes) -> None:
    """What is quoted is read back as it was."""
    text = raw.decode("utf-8", "surrogateescape")
    assert unquoted(quoted(text), 0) == (raw, len(quoted(text)))


@pytest.mark.parametrize("raw", [b'"open', b'"bad \\x"', b'"\\9"', b'"\\400"', b'"\\'])
def test_malformed_quotes(raw: bytes) -> None:
    """Unknown escapes and missing ends are no quoted text."""
    assert unquoted(raw, 0) is None


def test_octal_and_named_escapes() -> None:
    """All of git's escapes are known."""
    assert unquoted(b'"\\303\\274\\t\\"\\\\\\a\\b\\f\\n\\r\\v"', 0) == (
        b'\xc3\xbc\t"\\\a\b\f\n\r\v',
        28,
    )


PARTS = [
    b"a",
    b" ",
    b"\t",
    b'"',
    b"\\",
    b"\\t",
    b"\\101",
    b"#",
    b"!",
    b"-",
    b"=",
    b"*",
    b"[attr]",
    b"x",
    b"\xc3\xbc",
    b"\r",
]


@given(st.lists(st.sampled_from(PARTS), max_size=12).map(b"".join))
def test_any_line_says_what_git_says(repo: Repo, line: bytes) -> None:
    """For any line, git sets `x` on a path only where the line is heeded and says so."""
    repo.write(".gitattributes", line + b"\n* seen\n")
    paths = ["a", "x", "ax", "aa", "-", "=", "A", '"a', "xa", "-a", "ü"]
    feed = "".join(f"{path}\0" for path in paths)
    out = repo.git("check-attr", "-z", "--stdin", "x", input=feed).stdout.split("\0")
    git = dict(zip(out[0:-1:3], out[2::3], strict=True))
    parsed = parse_line(line)
    said = [each.value for each in parsed.attributes if each.name == "x"] if parsed else []
    if parsed is None or parsed.macro or not said:
        assert set(git.values()) == {"unspecified"}
    elif not set("*\\/ \t\r") & set(parsed.pattern):
        assert git == {
            path: said[-1] if path == parsed.pattern else "unspecified" for path in paths
        }


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\0/"), min_size=1, max_size=12))
def test_a_written_pattern_is_read_as_itself(pattern: str) -> None:
    """However odd a pattern is, the line that is written for it has it as its pattern."""
    if pattern_problem(pattern):
        return
    line = parse_line(written(pattern) + b" fragile")
    assert line is not None
    assert (line.pattern, line.macro) == (pattern, False)
    assert [each.name for each in line.attributes] == ["fragile"]


def test_quotes_only_where_needed() -> None:
    """A plain pattern is written plainly."""
    assert written("src/**/*.py") == b"src/**/*.py"
    assert written("my src/**") == b'"my src/**"'
    assert written("#x") == b'"#x"'
    assert written("a\\*b") == b"a\\*b"
