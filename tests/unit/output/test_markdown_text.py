"""Text from a repository stays text in Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from git_decide.output import markdown_text as markdown
from git_decide.output.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Callable

Test = TypeVar("Test", bound="Callable[..., None]")
GAP = "\u200b"
MARKS = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# Where a report puts foreign text.
PLACES = ("{}", "- {}", "1. {}", "> {}", "### {}", "**{}**", "word {} word", "- {}: {}", "  - {}")
# What a forge finds in rendered text: names, numbers, addresses.
SEEN = re.compile(
    r"(?<!\w)@\w|#\d|!\d|\$\d|%\w|&\d|~\w|://|www\.|GH-\d|\[\w+:\d|##\[|::[a-z]", re.IGNORECASE
)
NASTY = (
    "@ada",
    "ada@example.com",
    "#1",
    "o/r#1",
    "GH-1",
    "!12",
    "https://example.com",
    "www.example.com",
    "_www.example.com",
    "[x](https://example.com)",
    "![x](y.png)",
    "<a href='x'>y</a>",
    "<!-- x",
    "-->",
    "```",
    "~~~",
    "~~x~~",
    "*x*",
    "__x__",
    "a_b_c",
    "&lt;b&gt;",
    "&#64;ada",
    "\\@ada",
    "\\",
    "`x`",
    "# x",
    "- x",
    "1. x",
    "1) x",
    "> x",
    "+ x",
    "===",
    "---",
    "[ ] x",
    "[x]: y",
    "[^1]",
    "$x$",
    "| a | b |",
    "a  \nb",
    "\t",
    "\x1b[31m",
    "\u202e",
    "/close",
    "::error::x",
    "##[error]x",
    "</summary></details>",
    "%1",
    "[issue:1]",
    "\udce4",
)
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(NASTY)).map(" ".join),
    st.lists(st.sampled_from(NASTY)).map("".join),
)


def shown(source: str) -> str:
    """Return what a reader sees of Markdown that holds nothing but text, and see that it does."""
    words = []
    structure = {"paragraph", "bullet_list", "ordered_list", "list_item", "blockquote", "heading"}
    for token in MARKS.parse(source):
        kind = token.type.removesuffix("_open").removesuffix("_close")
        assert kind in structure | {"inline"}, source
        for child in token.children or ():
            assert child.type in ("text", "text_special", "strong_open", "strong_close"), source
            words.append(child.content)
    return "".join(words)


def nasty(function: Test) -> Test:
    """Try every nasty text as an example, too."""
    for each in NASTY:
        function = example(each)(function)
    return function


@nasty
@given(TEXTS)
def test_text_is_nothing_but_text(said: str) -> None:
    """In whatever place, a text is read as it was written, and nothing is found in it."""
    written = markdown.text(said)
    plain = safe(" ".join(said.split()))
    for place in PLACES:
        seen = shown(place.replace("{}", written)) if written else ""
        assert not written or plain in seen.replace(GAP, "")
        assert not SEEN.search(seen)
    assert "\n" not in written
    assert not re.search(r"(?<!\\)\$", written.replace("\\\\", ""))  # formulas begin with it
    assert not any(mark in written for mark in ("<!--", "-->", "```", "~~~"))


@nasty
@given(TEXTS)
def test_text_in_a_tag_is_nothing_but_text(said: str) -> None:
    """In a summary, too: the tag is not left, and nothing is found in it."""
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            raise AssertionError(tag)

        def handle_comment(self, data: str) -> None:
            raise AssertionError(data)

        def handle_data(self, data: str) -> None:
            seen.append(data)

    reader = Reader(convert_charrefs=True)
    reader.feed(markdown.html(said))
    reader.close()
    assert "".join(seen).replace(GAP, "") == safe(" ".join(said.split()))
    assert not SEEN.search("".join(seen))


@nasty
@given(TEXTS)
def test_code_is_nothing_but_code(said: str) -> None:
    """A file name is one piece of code, whichever signs it holds, and can be a label."""
    written = markdown.code(said)
    for source in (f"- {written} x", f"- [{written}](u) x"):
        inner = next(token for token in MARKS.parse(source) if token.type == "inline").children
        assert inner
        kinds = [child.type for child in inner if not child.type.startswith("link")]
        if said.strip():
            assert kinds == ["code_inline", "text"]
            code = next(child.content for child in inner if child.type == "code_inline")
            assert code.replace(GAP, "").strip() == safe(said).strip()
        assert "##[" not in written


@nasty
@given(TEXTS)
def test_a_block_holds_its_lines(said: str) -> None:
    """No line ends the block of code that it stands in."""
    (token,) = MARKS.parse(markdown.block([said, f"+{said}"], "diff"))
    assert (token.type, token.info) == ("fence", "diff")
    assert token.content.replace(GAP, "") == f"{safe(said)}\n+{safe(said)}\n"


@pytest.mark.parametrize(
    "said",
    ["Cap retries at two", "snake_case stays", "R&D, 50 % off", "C# (and F#)", "It's 3.5: ok!"],
)
def test_plain_words_stay_as_they_are(said: str) -> None:
    """What needs no escape gets none: people read the source, too."""
    assert markdown.text(said) == said


@nasty
@given(TEXTS)
def test_a_message_is_text_and_code(said: str) -> None:
    """What a message of ours quotes is text in it, also where it holds backticks."""
    for source in (f"- {markdown.message(said)} x", f"> {markdown.message(f'`a` {said} `b`')}"):
        tokens = MARKS.parse(source)
        assert all(
            token.type.split("_")[0] in ("bullet", "list", "paragraph", "inline", "blockquote")
            for token in tokens
        )
        inner = [child for token in tokens for child in token.children or ()]
        assert {child.type for child in inner} <= {"text", "text_special", "code_inline"}
        plain = "".join(c.content for c in inner if c.type != "code_inline")
        assert not SEEN.search(plain)


def test_code_in_a_message() -> None:
    """Pairs of backticks mark code; a backtick alone is one."""
    assert markdown.message("`a_` of *b*: `c d`.") == r"`a_` of \*b\*: `c d`."
    assert markdown.message("a ` b") == r"a \` b"


def test_links() -> None:
    """A label without a URL is just the label."""
    assert markdown.link("x", "https://e.com") == "[x](https://e.com)"
    assert markdown.link("x", "") == "x"
