"""An edit of a section changes the lines of that section, and no other byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.errors import Refused
from git_decide.records.edit import own as edit
from git_decide.records.model import Alternative
from tests.unit.records.support import record_of

BEFORE = """---
status: proposed
---

# Title

## Context
   
One.

Two.   


## Alternatives

- **A**: b

## Notes
"""  # noqa: W291, W293  # the spaces are what the tests are about


def _set(heading: str, text: str, before: str = BEFORE, under: str = "") -> str:
    return edit.set_section(before.encode(), heading, text, under=under).decode()


def _append(heading: str, text: str, before: str = BEFORE, under: str = "") -> str:
    return edit.append_to_section(before.encode(), heading, text, under=under).decode()


def test_a_section_keeps_the_blank_lines_around_it() -> None:
    """Only what stands between the first and the last line of text is another."""
    after = _set("Context", "\nThree.\n\nFour.\n\n")
    assert after == BEFORE.replace("One.\n\nTwo.   \n", "Three.\n\nFour.\n")


def test_a_section_is_found_by_any_of_its_names() -> None:
    """`Alternatives considered` is what the record calls Alternatives; case does not matter."""
    after = _set("Alternatives considered", "- **C**: d")
    assert after == BEFORE.replace("- **A**: b", "- **C**: d")
    french = BEFORE.replace("Context", "Contexte")
    further = (("context", ("Contexte",)),)
    made = edit.set_section(french.encode(), "Context", "Three.", further=further)
    assert made.decode() == french.replace("One.\n\nTwo.   \n", "Three.\n")


def test_an_empty_section_is_filled() -> None:
    """With a blank line below the heading, and one above the next."""
    assert _set("Notes", "Five.") == f"{BEFORE}\nFive.\n"
    assert _set("Notes", "Five.", "## Notes") == "## Notes\n\nFive."
    assert _set("Notes", "Five.", "## Notes\n## More\n") == "## Notes\n\nFive.\n\n## More\n"
    assert _set("Notes", "Five.", "## Notes\n\n## More\n") == "## Notes\n\nFive.\n\n## More\n"


def test_a_new_section_takes_its_usual_place() -> None:
    """After those that come before it in a record, else before those that come after."""
    after = _set("Trade-offs", "Less.")
    assert after == BEFORE.replace("## Notes", "## Trade-offs\n\nLess.\n\n## Notes")
    after = _set("Decision", "This.")
    assert after == BEFORE.replace("## Alternatives", "## Decision\n\nThis.\n\n## Alternatives")
    after = _set("Context", "This.", "# T\n\n## Trade-offs\n\nx\n")
    assert after == "# T\n\n## Context\n\nThis.\n\n## Trade-offs\n\nx\n"
    assert _set("Other", "This.", "# T") == "# T\n\n## Other\n\nThis."
    assert _set("Context", "This.", "# T\n") == "# T\n\n## Context\n\nThis.\n"
    assert _set("Context", "This.", "") == "## Context\n\nThis.\n"


def test_perspectives_stand_below_their_section() -> None:
    """The section comes with the first one, and each takes its place in it."""
    one = _set("Engineering", "No.", under="Perspectives")
    assert one == BEFORE.replace(
        "## Notes", "## Perspectives\n\n### Engineering\n\nNo.\n\n## Notes"
    )
    both = _set("Product", "Yes.", one, under="Perspectives")
    assert both == one.replace("### Engineering", "### Product\n\nYes.\n\n### Engineering")
    other = _set("Engineering", "Perhaps.", both, under="Perspectives")
    assert other == both.replace("No.", "Perhaps.")
    more = _append("Product", "Really.", other, under="Perspectives")
    assert more == other.replace("Yes.\n", "Yes.\n\nReally.\n")


def test_a_text_is_appended_as_a_paragraph() -> None:
    """What is there keeps every space."""
    after = _append("Context", "Three.")
    assert after == BEFORE.replace("Two.   \n", "Two.   \n\nThree.\n")
    assert _append("Context", "Three.", "## Context\n\nOne.") == "## Context\n\nOne.\n\nThree."


def test_an_item_joins_a_list() -> None:
    """No blank line parts it from the items before; below a paragraph one does."""
    after = _append("Alternatives", "- **C**: d\n- E")
    assert after == BEFORE.replace("- **A**: b", "- **A**: b\n- **C**: d\n- E")
    assert record_of(after).alternatives[1:] == (Alternative("C", "d"), Alternative("E"))
    assert "Two.   \n\n- C\n" in _append("Context", "- C")


def test_template_text_makes_way() -> None:
    """A section that holds nothing but a comment holds the new text instead."""
    before = "## Context\n\n<!-- What? -->\n\n## Trade-offs\n\n<!-- And? -->\n"
    after = _append("Context", "This.", before)
    assert after == before.replace("<!-- What? -->", "This.")
    assert _set("Trade-offs", "That.", after) == after.replace("<!-- And? -->", "That.")


@pytest.mark.parametrize(
    "text",
    ["a\n\n## Decision\n\nb", "# b", "a\n\n```\nb", "<!-- a", "a\n===", "a\n---\nb", "", " \n "],
)
def test_a_text_that_would_leave_its_section_is_refused(text: str) -> None:
    """Headings, open fences and open comments change the rest of the record."""
    for change in (_set, _append):
        with pytest.raises(Refused) as refused:
            change("Context", text)
        assert refused.value.hint


def test_line_ends_are_those_of_the_file() -> None:
    """A record with CRLF gets CRLF, whatever the text came with."""
    before = BEFORE.encode().replace(b"\n", b"\r\n")
    after = edit.set_section(b"\xef\xbb\xbf" + before, "Trade-offs", "a\r\nb\nc")
    assert after.startswith(b"\xef\xbb\xbf---\r\n")
    assert b"## Trade-offs\r\n\r\na\r\nb\r\nc\r\n\r\n## Notes" in after
    assert after.count(b"\n") == after.count(b"\r\n")


_PARTS = st.lists(
    st.sampled_from(
        [
            "# Title", "## Context", "## Trade-offs ##", "## Notes", "### Product", "text",
            "- item", "", "", "  ", "```\n## no\n```", "<!-- ## no -->", "<!--\n## no\n-->",
            "> quote",
            "Decision\n--------", "- a\n\n  ## b\n", "text \u2028 more", "\xa0",
        ]
    ),
    max_size=10,
)  # fmt: skip
_NEW = st.sampled_from(["new", "new\n\nlines", "- item\n- more", "```\ncode\n```", "> q", "    x"])


@st.composite
def _files(draw: st.DrawFn) -> bytes:
    front = draw(st.sampled_from(["", "---\nstatus: x\n---\n", "---\nstatus: x\n---\n\n"]))
    text = front + "\n".join(draw(_PARTS)) + draw(st.sampled_from(["", "\n", "\n\n"]))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


def _is_one_stretch(before: bytes, after: bytes) -> bool:
    """Tell whether all of `before` but one stretch is in `after`, with nothing lost of it."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    gone = before[head:]
    while gone and after.endswith(gone) is False:
        gone = gone[1:]
    return len(gone) + head >= len(before)


@given(_files(), st.sampled_from(["Context", "Decision", "Trade-offs", "Outcome", "Own"]), _NEW)
def test_setting_a_section_is_exact(before: bytes, heading: str, text: str) -> None:
    """The text is in its section, nothing else changed, and doing it again changes nothing."""
    try:
        after = edit.set_section(before, heading, text)
    except Refused:
        return
    assert edit.set_section(after, heading, text) == after
    assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")
    old, new = record_of(before), record_of(after)
    # What is a title in another format, no edit of this one has to keep.
    titled = ("title",) if old.format == "decision-log" else ()
    for key in (*titled, "context", "decision", "trade_offs", "outcome"):
        own = key == heading.lower().replace("-", "_")
        assert getattr(new, key) == (text if own else getattr(old, key))


@given(_files(), st.sampled_from(["Context", "Decision", "Trade-offs", "Own"]), _NEW)
def test_appending_loses_no_byte(before: bytes, heading: str, text: str) -> None:
    """What was there is there still, in front of the new text and behind it."""
    try:
        after = edit.append_to_section(before, heading, text)
    except Refused:
        return
    assert b"<!--" in before or _is_one_stretch(before, after)
    assert text.encode().splitlines()[-1] in after


def test_a_perspective_must_stay_one() -> None:
    """A heading of its own level would part it."""
    with pytest.raises(Refused):
        _set("Product", "a\n\n### Engineering\n\nb", BEFORE + "\n## Perspectives\n", "Perspectives")
