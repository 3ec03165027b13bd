"""Reads the project's Markdown documents: their headings, links and blocks of commands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Block:
    """A block of code: the heading that it stands under, its language, its text."""

    heading: str
    language: str
    text: str

    def typed(self) -> list[tuple[str, str]]:
        """Return what is typed after each ``$`` with what is printed below it."""
        parts = re.split(r"^\$ ", self.text, flags=re.MULTILINE)[1:]
        return [
            (command, output) for command, _, output in (part.partition("\n") for part in parts)
        ]


def documents() -> list[Path]:
    """Return every Markdown file of the project that people read."""
    folders = (ROOT / "docs", ROOT / "benchmarks")
    return sorted([*ROOT.glob("*.md"), *(path for each in folders for path in each.rglob("*.md"))])


def blocks(path: Path) -> list[Block]:
    """Return the blocks of code of a document, in order."""
    found, heading = [], ""
    tokens = _tokens(path)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and following:
            heading = following.content
        elif token.type == "fence":
            found.append(Block(heading, token.info.strip(), token.content))
    return found


def links(path: Path) -> Iterator[str]:
    """Yield the target of every link and picture of a document."""
    for token in _tokens(path):
        for child in token.children or ():
            target = child.attrGet("href" if child.type == "link_open" else "src")
            if target is not None:
                yield str(target)


def anchors(path: Path) -> set[str]:
    """Return the anchors that forges give to the headings of a document."""
    tokens = _tokens(path)
    headings = [
        following.content for token, following in pairwise(tokens) if token.type == "heading_open"
    ]
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


def _tokens(path: Path) -> list[Token]:
    return MarkdownIt().enable("table").parse(path.read_text(encoding="utf-8"))
