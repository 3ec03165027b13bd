"""Whatever a record looks like, it is read without raising, and none of its text is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.records import front_matter, headings
from git_decide.records.checks import examine
from git_decide.records.document import document
from git_decide.records.foreign import dates, labels, statuses
from git_decide.records.foreign.labels import fold
from git_decide.records.foreign.sections import stated
from git_decide.records.reader import read
from git_decide.records.template_text import is_unfilled
from git_decide.records.titles import part
from tests.unit.records.foreign_support import FURTHER, WORDS
from tests.unit.records.support import EXAMPLES, named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = [
    path.read_text(encoding="utf-8")
    for path in sorted(EXAMPLES.rglob("*.md"))
    if not path.stem.startswith(("not-utf-8", "nul"))
]
KEPT = sorted([*(EXAMPLES / "foreign").rglob("*.md"), *(EXAMPLES / "valid").glob("*.md")])
_NAMES = {
    **labels.section_keys(FURTHER),
    **labels.weak_section_keys(FURTHER),
    **labels.label_keys(FURTHER),
    **headings.side_keys(),
}
PIECES = (
    "---", "# ", "## ", "### ", "Status", "status:", "Status: Accepted", "**Status:**",
    "Date: 4/5/21", "| a | b |", "|---|---|", "| Status | Accepted |", "> ", "* ", "- [x] ", "```",
    "<!--", "-->", "![status](x/badge/status-a-b)", "[a](", "](b.md)", "Supersedes", "{", "}",
    "superseded by [9](9.md)", "[", "~~", "`", "\t", "    ", ":", "Deciders:", "Ann (PM), ",
    "\u2192", "\u2705", "\x00", "\ufffd", "0" * 30, "## Considered Options", "### Consequences",
    "1. ", "=====", "{a | b}", "Option 1: ", "5." * 40,
)  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """Draw an example of which some lines are moved, cut, doubled or filled with pieces."""
    lines = draw(st.sampled_from(TEXTS)).split("\n")
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        change = draw(st.integers(0, 5))
        if change == 0 and len(lines) > 1:
            del lines[at]
        elif change == 1:
            lines.insert(at, draw(st.sampled_from(PIECES)))
        elif change == 2:
            cut = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:cut] + draw(st.sampled_from(PIECES)) + lines[at][cut:]
        elif change == 3:
            lines.insert(at, draw(st.sampled_from(lines)))
        elif change == 4:
            lines[at] = draw(st.text(max_size=20))
        else:
            lines[at:at] = draw(st.sampled_from(TEXTS)).split("\n")[: draw(st.integers(0, 8))]
    return "\n".join(lines)


@given(text=mutations())
@settings(max_examples=120, deadline=None)
def test_no_text_makes_reading_raise(text: str) -> None:
    """Every mutation of every example becomes a document, with places inside the text."""
    content = text.encode("utf-8", "replace")
    reading, _ = examine(content, named(), headings=FURTHER, statuses=WORDS)
    assert reading.record
    document(reading.record)
    shown = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for statement in reading.record.statements:
        line = shown[statement.line - 1].replace("\0", "\ufffd")
        assert "\n" not in statement.text
        assert statement.manner == "front matter" or statement.text in line
    for line_number, column in reading.record.places.values():
        assert 1 <= line_number <= len(shown)
        assert column >= 1


@given(text=st.text(alphabet=st.sampled_from(sorted({*"".join(PIECES), *"ab\n\n"})), max_size=200))
@settings(max_examples=120, deadline=None)
def test_no_signs_make_reading_raise(text: str) -> None:
    """Signs in any order are read, too."""
    assert read(text.encode(), named(), FURTHER, WORDS).record


@given(text=st.sampled_from(TEXTS), data=st.data())
@settings(max_examples=120, deadline=None)
def test_a_line_that_somebody_adds_is_not_lost(text: str, data: st.DataObject) -> None:
    """A sentence stands in the canonical document, wherever in the body it was written."""
    lines = text.replace("\r", "").split("\n")
    first = _body(text)
    at = data.draw(st.integers(first, len(lines)))
    lead = data.draw(st.sampled_from(["", "- ", "> ", "  ", "1. ", "| ", "**Zebra**: "]))
    lines[at:at] = data.draw(st.sampled_from([[], [""]]))
    lines.insert(at, f"{lead}Zebras wear quartz stripes")
    made = "\n".join(lines)
    if at >= _body(made) and not _in_comment(lines, at):
        assert "zebraswearquartzstripes" in _told(made)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_every_line_of_an_example_is_told(path: Path) -> None:
    """All words of the body are in the document, but for those that only name a field."""
    text = path.read_text(encoding="utf-8")
    told = _told(text)
    lines = text.split("\n")
    for at, line in enumerate(lines[_body(text) :], _body(text)):
        head = at + 1 < len(lines) and bool(re.fullmatch(r"[|: -]*-[|: -]*", lines[at + 1]))
        names_columns = "|" in line and head and "|" in lines[at + 1]
        assert names_columns or _in_comment(lines, at) or _is_told(line, told), line


def _is_told(line: str, told: str) -> bool:
    bare = re.sub(r"<!--.*?-->", "", line).strip(" >*-+_|\t")
    if bare.startswith("#"):
        heading = bare.lstrip("# ")
        known = any(each in _NAMES for each in labels.readings(heading))
        known = known or bool(stated(heading, FURTHER))
        return known or _letters(part(heading, 42).text) in told
    bare = re.sub(r"\A(?:\d{1,2}[.)]|\[[ x]\])\s", "", bare)
    label, colon, said = bare.replace("|", ":").replace("**", "").partition(":")
    named = bool(colon) and fold(label) in _NAMES
    said = said if named else bare
    if is_unfilled(said) or statuses.is_unfilled(said) or fold(said) in _NAMES:
        return True
    if dates.read(said).whole or _letters(said) in told:
        return True
    # A row of cells, or several people.
    return all(_letters(cell) in told for cell in re.split(r"[|,&]| - ", said))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _told(text: str) -> str:
    """Return every letter of the canonical document's values, in their order."""
    record = read(text.encode(), named(), FURTHER, WORDS).record
    assert record
    return _letters(" ".join(_values(document(record))))


def _values(part_of: object) -> Iterator[str]:
    if isinstance(part_of, dict):
        for each in part_of.values():
            yield from _values(each)
    elif isinstance(part_of, list):
        for each in part_of:
            yield from _values(each)
    else:
        yield str(part_of)


def _body(text: str) -> int:
    """Return the number of lines before the body."""
    span = front_matter.span(text)
    return text.count("\n", 0, span.body) if span else 0


def _in_comment(lines: list[str], at: int) -> bool:
    before = "\n".join(lines[:at])
    return before.rfind("<!--") > before.rfind("-->") or lines[at].strip().startswith("<!--")
