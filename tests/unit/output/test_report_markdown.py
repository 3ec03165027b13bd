"""The page of a report, whatever a repository puts into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from git_decide.output.permalinks import Site
from git_decide.output.report_markdown import headline, page
from git_decide.output.report_paper import Paper
from git_decide.queries.ranges.answering import Answer
from git_decide.values import replace
from tests.unit.output.reports import SHA, judged, record, report
from tests.unit.output.test_markdown_text import MARKS, NASTY, SEEN, TEXTS

if TYPE_CHECKING:
    from markdown_it.token import Token

    from git_decide.policy.model import Outcome

SITE = "https://example.com/o/r"
PAPER = Paper(Site("github", SITE))
PLAIN = Paper(Site("bitbucket", SITE), tags=False)
OURS = re.compile(
    r"(<!-- git-decide report -->|<details><summary>[^<>\n]*</summary>|</details>)\n?"
)
INLINE = {"text", "text_special", "code_inline", "strong_open", "strong_close"}
INLINE |= {"link_open", "link_close", "hardbreak", "softbreak"}


def words(tokens: list[Token]) -> str:
    """Return what is read of a page; see that it holds nothing that is not ours."""
    told = []
    for token in tokens:
        if token.type == "html_block":
            assert OURS.fullmatch(token.content), token.content
            told.append(token.content)
        for child in token.children or ():
            assert child.type in INLINE
            if child.type == "link_open":
                assert str(child.attrGet("href")).startswith(f"{SITE}/")
            told.append(child.content if child.type in ("text", "text_special") else " ")
        told.append("\n")
    return "".join(told)


@settings(max_examples=30)
@example("".join(NASTY), "refused")
@example("\n".join(NASTY), "refused")
@example("::", "refused")
@given(TEXTS, st.sampled_from(["refused", "skipped", "warned"]))
def test_nothing_of_a_repository_is_more_than_text(said: str, outcome: Outcome) -> None:
    """No name, title, reason, path or message becomes a link, a tag, a mention or a command."""
    made = report(said, outcome)
    written = page(made, PAPER)
    assert written.startswith("<!-- git-decide report -->\n### ")
    assert not SEEN.search(words(MARKS.parse(written)))
    plain = page(made, PLAIN)
    tokens = MARKS.parse(plain)
    assert not any(token.type == "html_block" for token in tokens)
    assert not SEEN.search(words(tokens))
    for text in (written, plain):
        assert not any(line.lstrip().startswith("::") for line in text.split("\n"))
        assert "##[" not in text


@settings(max_examples=10)
@given(st.sampled_from([800, 3000, 20_000, 60_000]), st.sampled_from(["word", *NASTY[:8]]))
def test_a_page_fits_into_a_comment(limit: int, said: str) -> None:
    """Whatever there is to say, the verdict is there, and what was left out is named."""
    made = report(f"{said} " * 12, many=40)
    written = page(made, PAPER, limit)
    assert len(written) <= max(limit, 1500)
    assert "### ❌ Refused" in written
    assert "Left out, for this would be too long: " in written
    assert written.count("<details>") == written.count("</details>")


def test_what_explains_is_left_out_before_what_mends() -> None:
    """The last of what weighs least goes first."""
    made = report("word", many=60)
    whole, less = page(made, PAPER, 10**6), page(made, PAPER, 20_000)
    assert "Left out" not in whole
    assert "**To mend it**" in less
    assert "#### Fragile modules" in less
    assert "Also in force" in whole
    assert "Also in force" not in less


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("justified", "✅ Passes: every change to `m` follows a decision"),
        ("standing", "✅ Passes: every change to `m` follows a decision"),
        ("reverted", "✅ Passes: every change to `m` follows a decision"),
        ("skipped", "⚠️ Passes, with a debt: `m` changed without a decision"),
        ("debt", "⚠️ Passes, with a debt: `m` changed without a decision"),
        ("warned", "⚠️ Passes, with a warning: no decision covers the change to `m`"),
        ("refused", "❌ Refused: what is named does not justify the change to `m`"),
    ],
)
def test_the_verdict(outcome: Outcome, said: str) -> None:
    """The first words tell whether the branch may be merged."""
    made = report("m", outcome)
    assert headline(replace(made, answer=replace(made.answer, findings=()))) == said
    if outcome != "refused":
        assert headline(made).startswith("❌ Refused: 1 error in the records")


def test_commits_that_are_refused_by_themselves() -> None:
    """Where every commit must pass, those that do not are counted."""
    judgement = judged("m", "refused", 2)
    passing = judged("m", "justified")
    both = replace(passing, commits=judgement.commits, each_commit=True)
    made = report("m")
    made = replace(made, answer=Answer(both, (), made.answer.mends))
    assert headline(made) == "❌ Refused: 2 commits without a decision of their own"


def test_a_record_that_cannot_be_read() -> None:
    """A record without content is named, and nothing is made up about it."""
    unread = replace(record("0001-x"), record=None)
    made = report("0001-x", "justified")
    followed = tuple(replace(each, sheet=unread) for each in made.followed)
    unnamed = tuple(replace(each, sheet=unread) for each in made.unnamed)
    changes = tuple(replace(each, after=each.after and unread) for each in made.changes)
    written = page(replace(made, followed=followed, unnamed=unnamed, changes=changes), PAPER)
    assert "This file cannot be read as a record." in written
    assert f"- [0001-x]({SITE}/blob/{SHA[::-1]}/docs/0001-x.md), about `0001-x`" in written
