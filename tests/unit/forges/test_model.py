"""The text of a pull request, laid out as a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.forges.model import Trouble, message_of
from git_decide.policy.links import read


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("Decision: 1", ["1"]),
        ("Why.\r\n\r\nDecision: 1\r\nDecision: 2\r\n", ["1", "2"]),
        ("<!-- Decision: 1 -->", []),
        ("a<!--\nDecision: 1\n-->b\nDecision: 2", ["2"]),
        ("Decision: 1\n<!-- never closed\nDecision: 2", ["1"]),
        ("<!---->Decision: 1", ["1"]),
        ("Parse `<!--` at last.\n\nDecision: 1", ["1"]),
        ("Parse `<!--\nDecision: 1\n-->", []),
    ],
)
def test_what_a_reader_sees_counts(body: str, links: list[str]) -> None:
    """Links in the text do, with any line ending; links in a hidden comment do not."""
    assert [each.value for each in read(message_of("Retry", body)).links] == links


@given(st.text(), st.text())
def test_the_title_is_the_subject(title: str, body: str) -> None:
    """A title is one line and never a link, whatever it says."""
    made = message_of(title, f"Decision: 7\n{body}")
    first, blank, *_ = made.split("\n")
    assert first == " ".join(title.split())
    assert blank == ""
    assert "\r" not in made
    assert made.endswith("\n")


def test_a_trouble_as_a_phrase() -> None:
    """With the status, where there is one."""
    assert str(Trouble(0, "no answer")) == "no answer"
    assert str(Trouble(404, "Not Found")) == "Not Found (HTTP 404)"
    assert [Trouble(status, "").passing for status in (0, 403, 500)] == [True, False, True]
