"""A page in Markdown."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from git_decide.output.page_markdown import markdown
from git_decide.output.permalinks import Site
from git_decide.queries.pages.model import Page, Part
from git_decide.values import replace
from tests.unit.output.pages import CHURN, DECIDED, SKIP, TIP, agenda, brief, pages
from tests.unit.output.test_markdown_text import MARKS, NASTY, SEEN, TEXTS

SITE = Site("github", "https://example.com/shop/checkout")
_TAGS = {"text", "text_special", "code_inline", "softbreak", "hardbreak"}
_TAGS |= {"strong_open", "strong_close", "link_open", "link_close"}


def test_records_and_commits_are_linked() -> None:
    """To the file as it is in the commit that the page was read from."""
    told = markdown(agenda(Part("problems", (CHURN,)), Part("debts", (SKIP,))), SITE)
    assert (
        f"- **[Customers churn after the trial]({SITE.page}/blob/{TIP}/{CHURN.path})**\\\n" in told
    )
    assert (
        f"- **[Log in again after a refused token]({SITE.page}/commit/{SKIP.commit})**\\\n" in told
    )
    assert told.startswith(
        "# Agenda, 2 March 2026\n\n[shop/checkout](https://example.com/shop/checkout): What is open"
    )
    assert "](" not in markdown(agenda(Part("problems", (CHURN,))))


def test_sections_groups_and_the_rest() -> None:
    """Two levels of headings, a list, how much more there is, and a quotation to beware of."""
    old = (replace(DECIDED, id=f"{n}", module="", day="2025-03-04") for n in range(60))
    many = (DECIDED, *old)
    told = markdown(replace(brief("", many), complete=False))
    assert "## What is decided (61)\n\n### About partner-sync\n\n- **Take" in told
    assert "\n\n### About everything else\n\n- **" in told
    assert "\n\nAnd 13 more: `git decide list --status accepted`\n\n" in told
    assert told.endswith(
        "\n\n> This clone does not have the whole history, so more may have "
        "happened than is said here.\n"
    )


def foreign(said: str) -> Page:
    """Return a page that says one text wherever it says anything."""
    page = agenda()
    parts = []
    for part in page.parts:
        [*points] = part.points
        parts.append(
            replace(
                part,
                points=tuple(
                    replace(
                        point,
                        title=said,
                        module=said,
                        says=tuple((key, said) for key, _ in point.says),
                        people=(said,),
                        waits_for=(said,),
                    )
                    for point in points
                ),
            )
        )
    return replace(page, parts=tuple(parts), revision=said)


@settings(max_examples=30, deadline=None)
@example("".join(NASTY))
@example("\n".join(NASTY))
@given(st.one_of(TEXTS, st.sampled_from(NASTY)))
def test_nothing_of_a_repository_is_more_than_text(said: str) -> None:
    """No title, reason or name becomes a link, a tag, a mention or a command."""
    told = []
    for token in MARKS.parse(markdown(foreign(said), SITE)):
        assert token.type not in ("html_block", "fence", "code_block", "table_open", "hr")
        for child in token.children or ():
            assert child.type in _TAGS
            if child.type == "link_open":
                assert str(child.attrGet("href")).startswith(SITE.page)
            told.append(child.content if child.type.startswith("text") else " ")
        told.append("\n")
    assert not SEEN.search("".join(told))


@settings(max_examples=20, deadline=None)
@given(pages())
def test_headings_and_items_are_ours(page: Page) -> None:
    """As many headings and items as the page has sections and entries."""
    tokens = MARKS.parse(markdown(page))
    assert sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == 1
    assert sum(t.type == "heading_open" and t.tag == "h2" for t in tokens) == sum(
        bool(part.points) for part in page.parts
    )
    assert not re.search("[\x00-\x09\x0b-\x1f]", markdown(page))
