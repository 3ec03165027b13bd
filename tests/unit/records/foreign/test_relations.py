"""How a text says that its record stands to others, and which ones it names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.records.foreign.relations import named, references, stated, target

PATH = "docs/adr/0001-bags.md"
STATED = {
    "Accepted, supersedes [3. Ink](0003-ink.md)": [("supersedes", ("docs/adr/0003-ink.md",))],
    "Superseded by 9": [("superseded-by", ("9",))],
    "superseded by ADR-0005 on 2020-01-01": [("superseded-by", ("ADR-0005",))],
    "Superceded by 0009-strings": [("superseded-by", ("0009-strings",))],
    "Replaced by [ADR-9]": [("superseded-by", ("ADR-9",))],
    "Superseded by the [new one](../b/0004-superseded-by-x.md), amends #7": [
        ("superseded-by", ("docs/b/0004-superseded-by-x.md",)),
        ("amends", ("#7",)),
    ],
    "Supersedes 3, 4 and 5": [("supersedes", ("3", "4", "5"))],
    'Superseded by "Use strings"': [("superseded-by", ("Use strings",))],
    "Amended by [9. Help](0009-help.md)": [("amended-by", ("docs/adr/0009-help.md",))],
    "Partially superseded by 0003-ink": [("amended-by", ("0003-ink",))],
    "Refined by `Strings <0003-x.rst>`_": [("relates", ("docs/adr/0003-x.rst",))],
    "Superseded by <<0003-x.adoc#,3>>": [("superseded-by", ("docs/adr/0003-x.adoc",))],
    "Superseded by xref:0003-x.adoc[3]": [("superseded-by", ("docs/adr/0003-x.adoc",))],
    "Superseded (never built) by [9](0009-x.md)": [("superseded-by", ("docs/adr/0009-x.md",))],
    "Superseded by a newer one": [],
    "[Superseded by ADR-3](0003-x.md)": [("superseded-by", ("docs/adr/0003-x.md",))],
    "Accepted": [],
}
TARGETS = {
    "0003-x.md": "docs/adr/0003-x.md",
    "./0003-x.md#why": "docs/adr/0003-x.md",
    "../0003%20x.md?plain=1": "docs/0003 x.md",
    "<0003 x.md>": "docs/adr/0003 x.md",
    "/adr/0003-x.md": "adr/0003-x.md",
    "../../../out.md": "../out.md",
    "https://example.org/0003-x.md": None,
    "//example.org/x.md": None,
    "mailto:ann@example.org": None,
    "#context": None,
    "": None,
}


@pytest.mark.parametrize("line", STATED)
def test_a_line_states_relations(line: str) -> None:
    """A verb and what follows it: links, ids, numbers, quoted titles."""
    assert [(each.key, each.others) for each in stated(line, PATH)] == STATED[line]


@pytest.mark.parametrize("href", TARGETS)
def test_where_a_link_leads(href: str) -> None:
    """From the folder of the record, within the repository or out of it, never to the net."""
    assert target(PATH, href) == TARGETS[href]


def test_what_a_field_names() -> None:
    """Links and ids, or a title; nothing where it says that there is none."""
    assert named("[x](0003-x.md), ADR-4", PATH) == ("docs/adr/0003-x.md", "ADR-4")
    assert named("Use strings", PATH) == ("Use strings",)
    assert named("0005", PATH) == ("0005",)
    for nothing in ("none", "-", "N/A", "", "https://example.org/a"):
        assert named(nothing, PATH) == ()


def test_targets_that_stand_elsewhere() -> None:
    """A label leads where its own line says, however it is spelt; one without a line nowhere."""
    targets = {"the old one": "0003-x.md", "1": "../b/0004-y.md"}
    both = ("docs/adr/0003-x.md", "docs/b/0004-y.md")
    assert references("[The  old one][] and [2][1]", PATH, targets) == both
    assert references("`the old one`_, [1]", PATH, targets) == both
    assert references("[The new one]", PATH, targets) == ()
    found = list(stated("Superseded by [it][1], amends ![1]", PATH, targets))
    assert [(each.key, each.others) for each in found] == [("superseded-by", both[1:])]


def test_a_page_of_a_site_is_its_stem() -> None:
    """Links without an ending, or to what a site makes of a file, name the file's stem."""
    assert references("[x](../0003-x/)", PATH) == ("0003-x",)
    assert references("[x](0003-x.html)", PATH) == ("0003-x",)
    assert references("[x](https://example.org/adr/0003-x.md)", PATH) == ("0003-x",)
    assert references("[a picture](x.png)", PATH) == ()


@given(line=st.text(alphabet="supersedes by[](<>`_#.md 09/", max_size=60))
@settings(max_examples=120, deadline=None)
def test_any_line_is_read(line: str) -> None:
    """Whatever signs it has, a relation lies within its line and names something."""
    targets = {"0": "0009-x.md", "d": "d.md", "9/ 0": "<a b.md>"}
    for each in (*stated(line, PATH), *stated(line, PATH, targets)):
        assert 0 <= each.start <= each.end <= len(line)
        assert all(each.others)
