"""Text that is broken into lines for a picture fits, and none of it is lost unsaid."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from git_decide.output.svg_text import cut, length, lines

texts = st.text(st.one_of(st.sampled_from("aWi 漢-"), st.characters()), max_size=60)


@given(texts, st.integers(1, 4))
def test_lines_fit(text: str, most: int) -> None:
    """No line is longer than the room, and there are no more than wanted."""
    found = lines(text, 100, 12, most)
    assert len(found) <= most
    assert all(length(line, 12) <= 100.01 for line in found)
    if not found or not found[-1].endswith("…"):
        assert "".join("".join(found).split()) == "".join(text.split())


@given(texts)
def test_what_is_cut_says_so(text: str) -> None:
    """A text that fits stays as it is; another ends in an ellipsis."""
    short = cut(text, 60, 12)
    assert short == text or (short.endswith("…") and length(short, 12) <= 60.01)


def test_words_stay_whole() -> None:
    """Lines break between words, and within one only where it has no room."""
    assert lines("Use webhooks for partners", 100, 12, 3) == ["Use webhooks", "for partners"]
    assert lines("a" * 30, 90, 12, 9) == ["a" * 12, "a" * 12, "a" * 6]
    assert lines("one two three four", 40, 12, 2)[-1].endswith("…")
