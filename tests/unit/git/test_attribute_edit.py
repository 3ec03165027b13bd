"""Edits of a .gitattributes do what they say and leave every other byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.errors import UserError
from git_decide.git.attribute_edit import add_flag, ensure_watch, remove_flag
from git_decide.git.attributes import flag_lines


def test_adding_to_nothing() -> None:
    """The first line of a new file."""
    assert add_flag(b"", "src/pay/**", "payments") == b"src/pay/** fragile=payments\n"
    assert add_flag(b"", "src/**", "default") == b"src/** fragile\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"# c\n* text\n", b"# c\n* text\na/** fragile=m\n"),
        (b"* text", b"* text\na/** fragile=m\n"),
        (b"* text\r\n", b"* text\r\na/** fragile=m\r\n"),
        (b"* text\r\n*.c x", b"* text\r\n*.c x\r\na/** fragile=m\r\n"),
        (b"\xef\xbb\xbf", b"\xef\xbb\xbf\na/** fragile=m\n"),
        (b"a/** fragile=m\n", b"a/** fragile=m\n"),
        (b"a/** text fragile=m\n* x\n", b"a/** text fragile=m\n* x\n"),
        (b"a/** fragile=n\n", b"a/** fragile=n\na/** fragile=m\n"),
        (b"a/** fragile=m\na/** -fragile\n", b"a/** fragile=m\na/** -fragile\na/** fragile=m\n"),
        (b"# a/** fragile=m\n", b"# a/** fragile=m\na/** fragile=m\n"),
    ],
)
def test_adding(before: bytes, after: bytes) -> None:
    """A line is added at the end, in the file's line endings, unless it is there."""
    assert add_flag(before, "a/**", "m") == after
    assert add_flag(after, "a/**", "m") == after


def test_patterns_with_spaces_are_quoted_and_found_again() -> None:
    """A quoted line is known to be there already, and removed again."""
    once = add_flag(b"", 'my "src"/**', "m")
    assert once == b'"my \\"src\\"/**" fragile=m\n'
    assert add_flag(once, 'my "src"/**', "m") == once
    assert remove_flag(once, "m") == b""


@pytest.mark.parametrize("pattern", ["", "src/", "!a", "a\nb", "[attr]a"])
def test_patterns_that_never_match_are_refused(pattern: str) -> None:
    """Nothing is written that git would not heed."""
    with pytest.raises(UserError, match="not a pattern"):
        add_flag(b"", pattern, "m")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a fragile=m\n", b""),
        (b"x text\na fragile=m", b"x text\n"),
        (b"x text\r\na fragile=m\r\ny text\r\n", b"x text\r\ny text\r\n"),
        (b"a  text  fragile=m  eol=lf \n", b"a  text  eol=lf \n"),
        (b"a fragile=m text\r\n", b"a text\r\n"),
        (b"a text fragile=m\n", b"a text\n"),
        (b"a text fragile=m", b"a text"),
        (b"a fragile=n fragile=m\n", b"a fragile=n\n"),
        (b"\xef\xbb\xbfa fragile=m\nb text\n", b"\xef\xbb\xbfb text\n"),
        (b"[attr]r fragile=m\nb r\n", b"b r\n"),
        (b"# a fragile=m\na -fragile\nb fragile=n\n", b"# a fragile=m\na -fragile\nb fragile=n\n"),
        (b"a fragile\n", b"a fragile\n"),
    ],
)
def test_removing(before: bytes, after: bytes) -> None:
    """Flags of the module go; what else a line says, and every other line, stays."""
    assert remove_flag(before, "m") == after


def test_removing_one_pattern_only() -> None:
    """The module keeps its other paths; macros are no pattern."""
    content = b"a fragile=m\nb fragile=m\n[attr]a fragile=m\n"
    assert remove_flag(content, "m", "a") == b"b fragile=m\n[attr]a fragile=m\n"


def test_removing_the_default_module() -> None:
    """A bare flag and an empty value are the module default."""
    assert remove_flag(b"a fragile\nb fragile=\nc fragile=default\nd -fragile\n", "default") == (
        b"d -fragile\n"
    )


def test_watching() -> None:
    """The logs, the configuration and the attributes files are watched, once."""
    once = ensure_watch(b"* text\n", ["docs/decisions/", "my log"])
    assert once == (
        b"* text\n"
        b"docs/decisions/** decision-log\n"
        b'"my log/**" decision-log\n'
        b"decisions.toml decision-log\n"
        b".gitattributes decision-log\n"
    )
    assert ensure_watch(once, ["docs/decisions", "my log"]) == once
    assert ensure_watch(once + b"decisions.toml -decision-log\n", ["docs/decisions", "my log"]) == (
        once + b"decisions.toml -decision-log\ndecisions.toml decision-log\n"
    )
    with pytest.raises(UserError):
        ensure_watch(b"", ["a\nb"])


TOKENS = [
    b"a",
    b"b/**",
    b'"c d"',
    b" ",
    b"\t",
    b"\n",
    b"\r\n",
    b"#",
    b"text",
    b"-fragile",
    b" fragile=m",
    b" fragile=n",
    b" fragile",
    b"[attr]",
    b"\xff",
    b"\xef\xbb\xbf",
]
contents = st.lists(st.sampled_from(TOKENS), max_size=25).map(b"".join)


@given(contents)
def test_adding_then_removing_gives_back_what_was(content: bytes) -> None:
    """Adding a flag for a new module and taking it out again changes nothing but a last newline."""
    added = add_flag(content, "new/**", "fresh")
    assert added.startswith(content)
    flags = [line for line in flag_lines(added) if line.value == "fresh"]
    assert [line.pattern for line in flags] == ["new/**"]
    gone = remove_flag(added, "fresh")
    assert gone.removeprefix(content) in (b"", b"\n", b"\r\n")


@given(contents, st.sampled_from(["m", "n", "default"]))
def test_removing_touches_only_lines_of_the_module(content: bytes, module: str) -> None:
    """Every line that says nothing of the module is there, byte for byte, in its order."""
    gone = remove_flag(content, module)
    numbers = {
        line.line_number
        for line in flag_lines(content)
        if line.value in ((module,) if module != "default" else ("set", ""))
    }
    kept = iter(gone.split(b"\n"))
    for number, line in enumerate(content.split(b"\n"), 1):
        if number not in numbers and b"fragile" not in line:
            assert line in kept
    assert remove_flag(gone, module) == gone


@given(contents, st.lists(st.sampled_from(["log", "a b", "docs/x"]), max_size=3))
def test_watching_twice_is_watching_once(content: bytes, folders: list[str]) -> None:
    """Only what is missing is added, and only at the end."""
    once = ensure_watch(content, folders)
    assert once.startswith(content)
    assert ensure_watch(once, folders) == once
