"""A comment silences a code where it is a comment, with the reason that it gives."""

from __future__ import annotations

import pytest

from git_decide.records.model import Silence
from git_decide.records.silences import silences
from tests.unit.records.support import PROPOSED, record_of


@pytest.mark.parametrize(
    ("markup", "text", "said"),
    [
        ("markdown", "<!-- git-decide: ignore a-b: c d -->", [("a-b", "c d", 1)]),
        ("markdown", "x\n\n  <!--git-decide: ignore a -->", [("a", "", 3)]),
        ("markdown", "<!--\ngit-decide: ignore a:\n b\n c\n-->", [("a", "b c", 1)]),
        ("markdown", "<!-- git-decide: ignore a, b : c -->", [("a", "c", 1), ("b", "c", 1)]),
        ("markdown", "<!-- git-decide: ignore a: use `b` -->", [("a", "use `b`", 1)]),
        ("markdown", "<!-- git-decide: ignore a: b --> <!-- c -->", [("a", "b", 1)]),
        ("markdown", "`<!-- git-decide: ignore a: b -->`", []),
        ("markdown", "~~~\n<!-- git-decide: ignore a: b -->\n~~~", []),
        ("markdown", "    <!-- git-decide: ignore a: b -->", []),
        ("markdown", "git-decide: ignore a: b", []),
        ("markdown", "<!-- git-decide: ignore a: b", []),
        ("markdown", "<!-- git-decide: explain a -->", []),
        ("markdown", "// git-decide: ignore a: b", []),
        ("rst", ".. git-decide: ignore a: b", [("a", "b", 1)]),
        ("rst", ".. git-decide: ignore a: b\n   c\n\n   d", [("a", "b c", 1)]),
        ("rst", "x::\n\n   .. git-decide: ignore a: b", []),
        ("asciidoc", "// git-decide: ignore a: b", [("a", "b", 1)]),
        ("asciidoc", "/// git-decide: ignore a: b", []),
        ("asciidoc", "----\n// git-decide: ignore a: b\n----", []),
    ],
)
def test_comments_of_the_text(markup: str, text: str, said: list[tuple[str, str, int]]) -> None:
    """Each markup has its own comments, and code holds none."""
    found = silences(text, markup)  # type: ignore[arg-type]
    assert [(each.code, each.reason, each.line) for each in found] == said


def test_comments_of_the_front_matter() -> None:
    """Whole lines of YAML; the rest of the text has other comments."""
    text = "---\n# git-decide: ignore a: b\nc: d\n---\n# git-decide: ignore e: f\n"
    assert silences(text, "markdown", (4, 36)) == (Silence("a", "b", 2, 1),)


def test_a_record_holds_its_silences() -> None:
    """They are read with the record, and its fields are not changed by them."""
    comment = "<!-- git-decide: ignore missing-cost: known -->"
    record = record_of(f"{PROPOSED}\n{comment}\n")
    assert record.silences == (Silence("missing-cost", "known", 16, 1),)
    assert record.trade_offs == record_of(PROPOSED).trade_offs
