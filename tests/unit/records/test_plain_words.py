"""The text of a record in plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.records.plain_words import first_sentence, paragraphs

FIRST = {
    "One. Two.": "One.",
    "One! Two.": "One!",
    "No end": "No end",
    "Wrapped\nover lines. Two.": "Wrapped over lines.",
    "One.\n\nTwo.": "One.",
    "Use e.g. Kafka, or i.e. This. Two.": "Use e.g. Kafka, or i.e. This.",
    "Version 1.2 is out. Two.": "Version 1.2 is out.",
    "See J. Doe. Two.": "See J. Doe.",
    "He said 'yes.' Two.": "He said 'yes.'",
    "**Bold** and [a link](https://x) and `code`. Two.": "Bold and a link and code.",
    "<!-- a comment -->\n\nOne. Two.": "One.",
    "### Heading\n\nOne. Two.": "One.",
    "```sh\ncode\n```\n\nOne. Two.": "One.",
    "![picture](x.png)\n\nOne. Two.": "One.",
    "- One item\n- Another. One": "One item",
    "> Quoted. Two.": "Quoted.",
    "一。二。": "一。",
    "": "",
    "<!-- only a comment -->": "",
}


@pytest.mark.parametrize(("text", "first"), FIRST.items())
def test_the_first_sentence(text: str, first: str) -> None:
    """One sentence, in plain words, of whatever begins the section."""
    assert first_sentence(text, "docs/decisions/0001-a.md") == first


@pytest.mark.parametrize(
    ("path", "text", "first"),
    [
        ("a.rst", ".. note:: x\n\nUse ``code`` and `a link <https://x>`_. Two.", None),
        ("a.rst", ":ref:`x` is *so*. Two.", "x is so."),
        ("a.adoc", "// comment\n\nUse `code` and https://x[a link]. Two.", None),
        ("a.adoc", "* One item.\n* Two", "One item."),
    ],
)
def test_other_markups(path: str, text: str, first: str | None) -> None:
    """ReStructuredText and AsciiDoc lose their marks, too."""
    assert first_sentence(text, path) == (first or "Use code and a link.")


def test_paragraphs_and_items() -> None:
    """Each paragraph and each item of a list stands for itself."""
    text = "Intro\nlines.\n\n- One\n- Two\n  more\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert paragraphs(text, "a.md") == ("Intro lines.", "One", "Two more", "a", "b", "c", "d")
    assert paragraphs("Intro\n\n* One\n* Two\n  more", "a.rst") == ("Intro", "One", "Two more")


@given(st.text(), st.sampled_from(["a.md", "a.rst", "a.adoc", "a"]))
def test_any_text(text: str, path: str) -> None:
    """Whatever stands there, a sentence is on one line, and the first of the paragraphs."""
    found = first_sentence(text, path)
    assert "\n" not in found
    assert found == found.strip()
    assert not found or paragraphs(text, path)[0].startswith(found)
