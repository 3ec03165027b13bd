"""Reads the comments of one file that name decisions, in code of any language."""

from __future__ import annotations

import re

from git_decide.queries.commenting.blocks import blocks
from git_decide.queries.names.code_links import code_links
from git_decide.records.prose import markup_of, without_code
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.queries.commenting.blocks import Block
    from git_decide.queries.names.code_links import CodeLink

_WORD = re.compile(r"decision[ \t]*:", re.IGNORECASE | re.ASCII)
# What opens a comment wherever it stands on a line, outside of a string.
_ANYWHERE = re.compile(
    r"(?<![\w\"'`:$&/\\*-])(?:#+[!:]?|//+!?|/\*+!?|--\[\[|--+|<!--+|\(\*+|\{-+|\{[#/]\*?|<%--|<#)(?=[\s!:*(]|$)"
)
# What does at the beginning of a line only, in any file or in those with one of these endings.
_FIRST = re.compile(r"\s*(?:[;%!]+|::|(?i:rem|dnl)(?=\s))")
_OWN = {
    **dict.fromkeys(("vim", "vimrc"), '"'),
    **dict.fromkeys(("vb", "vbs", "bas", "cls", "frm"), "'"),
    **dict.fromkeys(("sas", "do", "ado", "abap", "f", "for", "cob", "cbl"), "*"),
}
# What does behind code as well, in files with one of these endings.
_BEHIND = {
    **dict.fromkeys(("f90", "f95", "f03", "f08"), "!"),
    **dict.fromkeys(("tex", "sty", "cls", "m", "erl", "hrl", "pro"), "%"),
    **dict.fromkeys(
        ("asm", "s", "lisp", "lsp", "cl", "el", "clj", "scm", "rkt", "ini", "nsi"), ";"
    ),
}
# Code in which texts of several lines stand between backticks.
_TICKED = frozenset(("go", "js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue", "svelte"))
# An example in a comment is none.
_QUOTED = re.compile(r"[`\"'][\s*#/;%!-]*\Z")
# A comment of markup behind a text.
_ENDS_IN_MARKUP = re.compile(r"^[^`]*(?:`[^`]*`[^`]*)*<!--+[\s!]*\Z")
# Files of prose have comments of their own kind only: other signs are lists and headings there.
_PROSE = {
    **dict.fromkeys(("md", "markdown", "mdx", "html", "htm", "xml", "svg"), ("<!--",)),
    **dict.fromkeys(("rst", "rest"), ("..",)),
    **dict.fromkeys(("adoc", "asciidoc", "asc"), ("//", "////")),
    **dict.fromkeys(("org", "txt"), ("#",)),
}


@value
class Found:
    """A comment with the decisions that it names, at a line counted from one.

    `first` and `last` are the lines of the block around it. `behind` tells that code stands
    in front of it, `doc` that it documents what it stands in.
    """

    line: int
    links: tuple[CodeLink, ...]
    first: int
    last: int
    behind: bool = False
    doc: bool = False


def found(text: str, path: str) -> tuple[Found, ...]:
    """Return the comments of a file that name decisions, in order."""
    if not _WORD.search(text):
        return ()
    markup = markup_of(path)
    text = without_code(text, markup) if markup else text
    lines = text.removeprefix("\ufeff").split("\n")
    return tuple(_found(lines, _ending(path)))


def _ending(path: str) -> str:
    base = path.rpartition("/")[2].lower()
    return base.rpartition(".")[2]


def _found(lines: Sequence[str], ending: str) -> Iterator[Found]:
    known: dict[int, Block] | None = None
    for at, line in enumerate(lines):
        links = code_links(line.rstrip("\r")) if _WORD.search(line) else ()
        if not links:
            continue
        known = _by_line(blocks(lines, ending in _TICKED)) if known is None else known
        around = known.get(at)
        *_, key = (word.start() for word in _WORD.finditer(line, 0, links[0].column))
        past = _end_of_text(line[:key], at, around)
        around = None if past else around
        start = _start(line[past:key], line[key:], ending, around)
        if start >= 0:
            behind = bool(line[: past + start].strip())
            first, last = (around.first, around.last) if around and not behind else (at, at)
            yield Found(at + 1, links, first + 1, last + 1, behind, bool(around and around.doc))


def _by_line(found: Sequence[Block]) -> dict[int, Block]:
    # A text on one line is told by its quotes.
    several = (block for block in found if not block.data or block.first < block.last)
    return {n: block for block in several for n in range(block.first, block.last + 1)}


def _end_of_text(before: str, at: int, around: Block | None) -> int:
    """Return the column behind a text of several lines that ends in front of a comment, else 0."""
    if not around or not around.data or at < around.last or around.sign not in before:
        return 0
    return before.rindex(around.sign) + len(around.sign)


def _start(before: str, after: str, ending: str, around: Block | None) -> int:
    """Return where the comment that `before` ends in begins, -1 for no comment.

    `after` is the rest of the line.
    """
    prose = _PROSE.get(ending)
    if around and around.data:
        return -1
    if around and (prose is None or around.sign in prose):
        return -1 if _QUOTED.search(before.lstrip().removeprefix(around.sign)) else 0
    bare = before.lstrip()
    if prose is not None:
        if any(map(bare.startswith, prose)):
            return len(before) - len(bare)
        return before.rfind("<!--") if _ENDS_IN_MARKUP.search(before) and "<!--" in prose else -1
    own = _OWN.get(ending)
    if _FIRST.match(before) or (own and bare.startswith(own)):
        return len(before) - len(bare)
    signs = [each.start() for each in _ANYWHERE.finditer(before)]
    if sign := _BEHIND.get(ending):
        signs += [each.start() for each in re.finditer(rf"(?<![\"'`\\]){sign}", before)]
    return next(
        (at for at in sorted(signs) if not _in_string(before[:at], before[at:] + after)), -1
    )


def _in_string(before: str, after: str) -> bool:
    """Tell whether what stands between two parts of a line stands between quotes."""
    line = before + after
    quote = ""
    escaped = False
    for at, letter in enumerate(before):
        if escaped or letter == "\\":
            escaped = not escaped
        elif quote:
            quote = "" if letter == quote else quote
        elif letter in '"`' or (letter == "'" and "'" in line[at + 1 :]):
            quote = letter
    return bool(quote)
