"""An edit at a place changes that place and no other byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.errors import Refused
from git_decide.records.edit.view import Edit, Lines, View


def test_an_edit_replaces_what_stands_at_its_place() -> None:
    """Places count from one, in characters, behind a byte order mark."""
    content = "\ufeffa\r\nd\u00e9j\u00e0 vu\r\n".encode()
    after = View(content).edited([Edit(2, 6, "vu", "lu")])
    assert after == "\ufeffa\r\nd\u00e9j\u00e0 lu\r\n".encode()


def test_what_is_no_text_keeps_its_bytes() -> None:
    """A byte that is no UTF-8 takes one place, as reading has it, and stays what it was."""
    view = View(b"\xff\xe2\x82 x\0 old\n")
    assert view.lines == ["\ufffd\ufffd x\ufffd old"]
    assert view.edited([Edit(1, 7, "old", "new")]) == b"\xff\xe2\x82 x\0 new\n"


@pytest.mark.parametrize(
    "edit",
    [Edit(1, 1, "b", "c"), Edit(2, 1, "a", "c"), Edit(0, 1, "a", "c"), Edit(1, 9, "", "c"),
     Edit(1, 0, "a", "c"), Edit(1, 1, "a", "c\nd"), Edit(1, 1, "a", "\ud800")],
)  # fmt: skip
def test_an_edit_elsewhere_is_refused(edit: Edit) -> None:
    """Another text, a place that is not there, more than a line, what no file can hold."""
    with pytest.raises(Refused) as refused:
        View(b"a").edited([edit])
    assert refused.value.hint


@pytest.mark.parametrize(
    ("before", "block", "after"),
    [
        (b"a\nb\n", Lines(2, 2, ("x", "y")), b"a\nx\ny\nb\n"),
        (b"a\r\nb", Lines(3, 3, ("x",)), b"a\r\nb\r\nx"),
        (b"a\nb", Lines(2, 3, ("x",)), b"a\nx"),
        (b"a\nb", Lines(2, 3), b"a\n"),
        (b"a\rb\r", Lines(1, 2, ("x",)), b"x\rb\r"),
        (b"", Lines(1, 1, ("x",)), b"x\n"),
    ],
)
def test_lines_come_and_go(before: bytes, block: Lines, after: bytes) -> None:
    """New ones end as the file's do; a file without a final line break stays without."""
    assert View(before).edited(blocks=[block]) == after


@given(content=st.binary(max_size=60), line=st.integers(1, 5), text=st.sampled_from(["x", "x y"]))
def test_every_byte_around_an_edit_stays(content: bytes, line: int, text: str) -> None:
    """Whatever the bytes are, what was before and behind comes back."""
    view = View(content)
    assert view.edited() == content
    if line <= len(view.lines):
        old = view.lines[line - 1]
        if "\ufffd" not in old:
            after = View(view.edited([Edit(line, 1, old, text)]))
            assert after.lines == [*view.lines[: line - 1], text, *view.lines[line:]]
