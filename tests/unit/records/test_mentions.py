"""Links in a record's text are found where they stand, and only those that are links."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from git_decide.records.mentions import leads_to, mentions

PATH = "docs/adr/0042-x.md"


def found(text: str, markup: str = "markdown") -> list[str]:
    """Return what the links of a text lead to."""
    return [each.path for each in mentions(text, PATH, markup)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("0001-a.md", "docs/adr/0001-a.md"),
        ("./0001-a.md", "docs/adr/0001-a.md"),
        ("../0001-a.rst", "docs/0001-a.rst"),
        ("../../0001-a.adoc", "0001-a.adoc"),
        ("../../../0001-a.md", ""),
        ("/x/0001-a.md", "x/0001-a.md"),
        ("a/b/0001%20a.MD", "docs/adr/a/b/0001 a.MD"),
        (r"0001-a\_b.md", "docs/adr/0001-a_b.md"),
        ("0001-a/README.md", "docs/adr/0001-a/README.md"),
        ("README.md", ""),
        ("template.md", ""),
        ("a.py", ""),
        (".md", ""),
        ("", ""),
        ("https://x.org/0001-a.md", ""),
        ("//x.org/0001-a.md", ""),
        ("mailto:a@b.md", ""),
        ("c:/0001-a.md", ""),
    ],
)
def test_a_link_leads_from_its_record(written: str, path: str) -> None:
    """Relative to the record or, with a slash, to the top; never out of the repository."""
    assert leads_to(written, PATH) == path


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[a](1-a.md)", 1),
        ("[a](  1-a.md 'b' )", 1),
        ("[a](<1 a.md>)", 1),
        ("[a](1-(a).md)", 1),
        ("[a\n](\n1-a.md)", 1),
        ("[a][b]\n\n[b]: 1-a.md", 1),
        ("[b]:\n  <1-a.md>", 1),
        ('<a class="x" href="1-a.md">', 1),
        ("[a](1-a.md) [b](2-b.md)", 2),
        ("- x\n\n      [a](1-a.md)", 1),
        ("`[a](1-a.md)`", 0),
        ("``[a](1-a.md) ` ``", 0),
        ("```\n[a](1-a.md)\n```", 0),
        ("> ~~~\n> [a](1-a.md)\n> ~~~\n\n[b](2-b.md)", 1),
        ("```\n[a](1-a.md)", 0),
        ("```a`b`\n[a](1-a.md)", 1),
        ("<!-- [a](1-a.md) -->", 0),
        ("a (1-a.md) b: 1-a.md", 0),
    ],
)
def test_markdown_links(text: str, count: int) -> None:
    """Inline and reference links and tags; no code, no comments."""
    assert len(found(text)) == count


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("`a <1-a.rst>`_", ["docs/adr/1-a.rst"]),
        ("`a b\nc <1-a.rst>`__.", ["docs/adr/1-a.rst"]),
        (".. _a b: 1-a.rst", ["docs/adr/1-a.rst"]),
        ("__ 1-a.rst", ["docs/adr/1-a.rst"]),
        (":doc:`1-a`", ["docs/adr/1-a.rst"]),
        (":doc:`b <../1-a>`", ["docs/1-a.rst"]),
        (":doc:`/1-a`", []),
        ("``a <1-a.rst>`_``", []),
        ("a::\n\n  `a <1-a.rst>`_\n", []),
        (".. `a <1-a.rst>`_", []),
        ("`a <https://x.org/1-a.rst>`_", []),
    ],
)
def test_links_in_restructuredtext(text: str, paths: list[str]) -> None:
    """Embedded and named targets and documents; no literals, no comments."""
    assert found(text, "rst") == paths


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("link:1-a.adoc[a]", ["docs/adr/1-a.adoc"]),
        ("xref:../1-a.adoc#b[]", ["docs/1-a.adoc"]),
        ("link:++1 a.adoc++[a]", ["docs/adr/1 a.adoc"]),
        ("<<1-a.adoc#,b>> <<1-c#d>>", ["docs/adr/1-a.adoc", "docs/adr/1-c.adoc"]),
        ("<<anchor,b>>", []),
        ("xref:module:1-a.adoc[]", []),
        ("----\nlink:1-a.adoc[a]\n----", []),
        ("// link:1-a.adoc[a]", []),
    ],
)
def test_links_in_asciidoc(text: str, paths: list[str]) -> None:
    """Links and cross references to files; no listings, no comments."""
    assert found(text, "asciidoc") == paths


_PARSER = MarkdownIt("commonmark")
_PIECES = st.sampled_from(
    ["[a](1-a.md)", "`", "``", "\n", "\n\n", "text ", "[b](2-b.md 'c')", "- ", "\n```\n", "> ",
     "[", "]", "(", ")", "\n~~~\n", "<3-c.md>", "[d](<4 d.md>)", "![e](5-e.md)", " *f* "]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(_PIECES, max_size=10).map("".join))
def test_what_markdown_calls_a_link_is_found(text: str) -> None:
    """Nothing that a parser finds is missed, and every place is that of the path."""
    links = {
        str(child.attrs["href"]).replace("%20", " ")
        for token in _PARSER.parse(text)
        for child in token.children or ()
        if child.type == "link_open"
    }
    ours = mentions(text, "0042-x.md", "markdown")
    if "`" not in text and "~~~" not in text:
        assert {link for link in links if link.endswith(".md")} <= {each.path for each in ours}
    lines = text.split("\n")
    for each in ours:
        assert lines[each.line - 1][each.column - 1 :].startswith(each.text)
