"""An edit of a field changes the lines of that field, and no other byte."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from git_decide.errors import Refused
from git_decide.records.edit import fields as edit_fields
from git_decide.records.edit import own as edit
from git_decide.records.fields import LISTS, ORDER, PEOPLE, TEXTS
from git_decide.records.yaml_text import scalar
from tests.unit.records.support import record_of

BEFORE = b"""---
# the status
status:   proposed   # set by hand
date: "2026-02-15"
deciders: # who
  -   Ida Berg (PM)   # asked
  -   'Rosa Lind (tech lead)'

# what it covers
modules: [ payments , "a" ]  # two
cost: >
  two days,
  not one

tags:
- one
x-own: {a: [b]}
empty:
---

# Title
"""


def _changed(after: bytes, old: str, new: str, before: bytes = BEFORE) -> None:
    assert after.decode() == before.decode().replace(old, new, 1)
    assert old in before.decode()


def test_a_scalar_keeps_its_line() -> None:
    """Spaces and the comment stay; only the value is another."""
    after = edit.set_field(BEFORE, "status", "accepted")
    _changed(after, "status:   proposed   # set", "status:   accepted   # set")
    _changed(edit.set_field(BEFORE, "date", "2026-03-01"), '"2026-02-15"', "2026-03-01")


def test_a_value_of_several_lines_becomes_one() -> None:
    """The lines of the old value go, the next key stays where it was."""
    after = edit.set_field(BEFORE, "cost", "a: b")
    _changed(after, "cost: >\n  two days,\n  not one\n", 'cost: "a: b"\n')


def test_an_empty_value_is_filled() -> None:
    """The text comes after the colon."""
    after = edit.set_field(BEFORE, "empty", "x")
    _changed(after, "empty:\n", "empty: x\n")


def test_a_new_field_takes_its_usual_place() -> None:
    """After what comes before it in a record; at the end where it has no usual place."""
    after = edit.set_field(BEFORE, "kind", "scope")
    _changed(after, 'date: "2026-02-15"\n', 'date: "2026-02-15"\nkind: scope\n')
    after = edit.set_field(BEFORE, "x-new", "y")
    _changed(after, "empty:\n", "empty:\nx-new: y\n")
    after = edit.set_field(b"---\ntags: [a]\n---\n", "status", "proposed")
    assert after == b"---\nstatus: proposed\ntags: [a]\n---\n"
    assert edit.set_field(b"---\n---\n", "status", "x") == b"---\nstatus: x\n---\n"
    assert edit.set_field(b"---\n# c\n---", "x-a", "x") == b"---\n# c\nx-a: x\n---"


def test_an_indented_front_matter_stays_indented() -> None:
    """A new field stands below the others."""
    after = edit.add_items(b"---\n  status: x\n---\n", "deciders", ["A (PM)"])
    assert after == b"---\n  status: x\n  deciders:\n    - A (PM)\n---\n"


def test_removing_takes_the_lines_of_the_field() -> None:
    """Comments of their own line stay; a field that is not there changes nothing."""
    _changed(edit.remove_field(BEFORE, "cost"), "cost: >\n  two days,\n  not one\n", "")
    removed = "deciders: # who\n  -   Ida Berg (PM)   # asked\n  -   'Rosa Lind (tech lead)'\n"
    _changed(edit.remove_field(BEFORE, "deciders"), removed, "")
    assert edit.remove_field(BEFORE, "kind") == BEFORE


def test_items_join_a_list_in_its_style() -> None:
    """Block lists get a line, lists in brackets an item, wherever comments stand."""
    after = edit.add_items(BEFORE, "deciders", ["Kim: Dahl (CPO)", "Ida Berg (PM)"])
    old = "  -   'Rosa Lind (tech lead)'\n"
    _changed(after, old, f'{old}  -   "Kim: Dahl (CPO)"\n')
    after = edit.add_items(BEFORE, "modules", ["b", "c,d"])
    _changed(after, 'payments , "a" ]', 'payments , "a", b, "c,d" ]')
    _changed(edit.add_items(BEFORE, "tags", ["two"]), "- one\n", "- one\n- two\n")
    after = edit.add_items(BEFORE, "aliases", ["0041-x"])
    _changed(after, "- one\n", "- one\naliases: [0041-x]\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: []  # none", "tags: [new]  # none"),
        ("tags:", "tags: [new]"),
        ("tags: one", "tags: [one, new]"),
        ("tags: one, two # both", "tags: [one, two, new] # both"),
        ("tags: 'one, two'", 'tags: ["one, two", new]'),
        ("tags: [one,\n  two, # last\n]", "tags: [one,\n  two, new, # last\n]"),
        ("tags:\n  - one\n  # none\n", "tags:\n  - one\n  - new\n  # none\n"),
        ("tags:\n  - |\n    one\n\n  - two", "tags:\n  - |\n    one\n\n  - two\n  - new"),
        ("tags: new", "tags: new"),
    ],
)
def test_items_join_whatever_is_there(before: str, after: str) -> None:
    """Empty lists, single texts and lists over several lines take a new item, too."""
    made = edit.add_items(f"---\n{before}\n---\n".encode(), "tags", ["new"])
    assert made.decode() == f"---\n{after}\n---\n"


@pytest.mark.parametrize(
    "content",
    [
        b"# no front matter\n",
        b"---\nstatus: x\n\n# not closed\n",
        b"---\nstatus: [\n---\n",
        b"---\n{status: x}\n---\n",
        b"---\n? status\n: x\n---\n",
        b"---\n- status\n---\n",
    ],
)
def test_what_cannot_be_edited_is_refused(content: bytes) -> None:
    """A front matter that is not read in full is not touched."""
    with pytest.raises(Refused) as refused:
        edit.set_field(content, "status", "accepted")
    assert refused.value.hint


def test_items_cannot_join_a_mapping() -> None:
    """A field of another type is refused, not overwritten."""
    with pytest.raises(Refused):
        edit.add_items(b"---\ntags: {a: b}\n---\n", "tags", ["x"])


def test_bytes_that_are_no_text_stay() -> None:
    """Invalid UTF-8, in the front matter or the body, comes back byte for byte."""
    before = b"---\nx-a: \xe9\xff # \xe9\nstatus: a\n---\n\xff\xfe\0"
    after = edit.set_field(before, "status", "accepted")
    assert after == before.replace(b"status: a", b"status: accepted")


def test_a_value_must_be_valid_text() -> None:
    """A lone surrogate, which no file can hold, is refused."""
    with pytest.raises(Refused):
        edit.set_field(BEFORE, "cost", "\udcff")


_WILD = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab :-#,[]{}&*!|>'\"%@`?~\\\n\t/0"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
)


@given(_WILD, st.booleans())
def test_a_scalar_is_read_back(text: str, flow: bool) -> None:
    """Whatever the text, its YAML means that text, on one line, in brackets as well."""
    written = scalar(text, flow)
    assert "\n" not in written
    assert "\r" not in written
    line = f"x-a: [{written}, b]" if flow else f"x-a: {written}"
    extra = dict(record_of(f"---\n{line}\n---\n").extra)
    assert extra["x-a"] == ([text, "b"] if flow else text)


@pytest.mark.parametrize("text", ["0042", "no", "2026-02-15", "~", "src/**", "a:b", "a#b", "it's"])
def test_quotes_come_only_where_yaml_needs_them(text: str) -> None:
    """Every scalar is a text, so nothing must be guarded against guessing."""
    assert scalar(text) == text


# Files of many shapes, whose lines outside of one field are told apart exactly.

_COMMENT = st.sampled_from(["", "  # remark", " # a: b"])
_VALUE = st.sampled_from(
    [
        " text{}", ' "quoted: text"{}', " 'single'{}", "{}", " [a, b]{}", " []{}",
        " [a,\n  b{}\n  ]",
        "{}\n  - a\n  - b: c", "{}\n- a\n\n- b", " |{}\n  block\n\n  text\n", " >-{}\n  folded",
        " {{a: b}}{}", " plain\n  over lines{}", "{}\n  a: b\n  c: [d]",
    ]
)  # fmt: skip
_BETWEEN = st.sampled_from(["", "\n", "# a comment\n", "  # indented: comment\n", "\n# two\n\n"])


@st.composite
def _files(draw: st.DrawFn) -> tuple[bytes, list[str]]:
    keys = draw(st.lists(st.sampled_from([*ORDER, "x-own", "other"]), max_size=6, unique=True))
    text = "---\n"
    for key in keys:
        text += draw(_BETWEEN) + f"{key}:" + draw(_VALUE).format(draw(_COMMENT)) + "\n"
    text += (
        draw(_BETWEEN)
        + "---"
        + draw(st.sampled_from(["\n", "", "\n# T\n\nbody", "\n\nx: y\n---\n"]))
    )
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode(), keys


def _lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def _kept(before: bytes, after: bytes, key: str) -> bool:
    """Tell whether `after` is `before` with one stretch of lines changed, that of `key`."""
    old, new = _lines(before), _lines(after)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
    own = (key.encode() + b":", b" ", b"-", b"\r", b"\n")
    return all(line.startswith(own) for line in [*gone, *come])


@given(_files(), st.sampled_from(sorted(TEXTS)), _WILD)
def test_setting_a_field_is_exact(made: tuple[bytes, list[str]], key: str, text: str) -> None:
    """The field is read back, all others are what they were, and their bytes too."""
    before, _ = made
    assume(text.strip())
    after = edit.set_field(before, key, text)
    assert _kept(before, after, key)
    assert edit.set_field(after, key, text) == after
    assert after.count(b"\r\n") in (0, after.count(b"\n"))
    assert key in record_of(after).places


@given(_files(), st.sampled_from(ORDER))
def test_removing_a_field_is_exact(made: tuple[bytes, list[str]], key: str) -> None:
    """The field is gone, and a field that was just added is removed without a trace."""
    before, keys = made
    try:
        after = edit.remove_field(before, key)
    except Refused:  # an indented comment would become part of a block text above it
        assert b"\n  # indented" in before
        assert b"|" in before or b">" in before
        return
    assert _kept(before, after, key)
    assert f"{key}" not in record_of(after).places
    if key not in keys:
        assert after == before
        assert edit.remove_field(edit.set_field(before, key, "x"), key) == before


@given(_files(), st.sampled_from(sorted(LISTS | PEOPLE)), st.lists(_WILD, min_size=1, max_size=3))
def test_adding_items_is_exact(made: tuple[bytes, list[str]], key: str, items: list[str]) -> None:
    """The items are in the list, after those that were, or the field is no list and refused."""
    before, _ = made
    items = [item.strip() for item in items]
    assume(all(items))
    try:
        after = edit.add_items(before, key, items)
    except Refused:
        return
    assert _kept(before, after, key)
    assert edit.add_items(after, key, items) == after
    held = getattr(record_of(after), key.replace("-", "_"))
    if key in LISTS:
        assert set(items) <= set(held)


def test_an_edit_that_would_change_more_is_refused() -> None:
    """Without the field below it, a comment would become part of a block text."""
    with pytest.raises(Refused):
        edit.remove_field(b"---\ncost: |\n  a\nkind: x\n  # c\n---\n", "kind")


@pytest.mark.parametrize("text", ["no front matter", "---\nkind: other\n---\n", "---\n---\n"])
def test_what_is_not_read_back_is_not_written(text: str) -> None:
    """The proof looks at the field as well as at all others."""
    opened = edit_fields._Opened(b"---\nkind: x\n---\n")
    with pytest.raises(Refused):
        opened.proven(text, "kind", "new")
