"""A page in HTML: whole, plain, readable by everybody."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings

from git_decide.output.page_html import html, mailed
from git_decide.output.page_style import DARK, LIGHT
from git_decide.output.permalinks import Site
from git_decide.queries.pages.model import Page, Part
from git_decide.values import replace
from tests.unit.output.pages import CHURN, DECIDED, SKIP, TIP, agenda, brief, pages
from tests.unit.output.test_markdown_text import NASTY
from tests.unit.output.test_page_markdown import foreign

if TYPE_CHECKING:
    from collections.abc import Sequence

SITE = Site("gitlab", "https://example.com/shop/checkout")
_VOID = ("meta",)
_OURS = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "p"),
    *("a", "div", "section", "article", "span", "strong", "code"),
}


class Reader(HTMLParser):
    """Reads a document strictly: every element is closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """See that an element is one of ours."""
        assert tag in _OURS, tag
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """See that it was the last one that was opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if "style" not in self.open:
            self.said += data


def read(text: str) -> Reader:
    """Return what a browser makes of a document."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert not reader.open
    return reader


def test_it_needs_nothing_else() -> None:
    """No script, nothing to be fetched, and a policy that says so to the browser."""
    text = html(agenda(), SITE)
    found = read(text)
    attributes = [(name, value) for _, attrs in found.tags for name, value in attrs.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name in ("src", "style")]
    assert not re.search(r"url\(|@import|<script|<link", text)
    policy = next(attrs["content"] for tag, attrs in found.tags if "http-equiv" in attrs)
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')


def test_records_and_commits_are_linked_where_a_site_is_known() -> None:
    """Else the path of a record is said, so that it is found."""
    page = agenda(Part("problems", (CHURN,)), Part("debts", (SKIP,)))
    links = [attrs["href"] for tag, attrs in read(html(page, SITE)).tags if tag == "a"]
    assert links == [
        SITE.page,
        f"{SITE.page}/-/blob/{TIP}/{CHURN.path}",
        f"{SITE.page}/-/commit/{SKIP.commit}",
    ]
    assert CHURN.path in read(html(page)).said
    assert not [tag for tag, _ in read(html(page)).tags if tag == "a"]
    assert CHURN.path not in read(html(replace(page, tip=""), SITE)).said


@pytest.mark.parametrize("page", [agenda(), brief(), brief("payments")])
def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    """One h1, and none is skipped; each section is labelled by its own heading."""
    tags = read(html(page)).tags
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch(r"h\d", tag)]
    assert levels.count(1) == 1
    assert all(later <= level + 1 for level, later in pairwise(levels))
    labels = [attrs["aria-labelledby"] for tag, attrs in tags if tag == "section"]
    assert labels == [attrs["id"] for tag, attrs in tags if tag == "h2"]
    assert len(set(labels)) == len(labels)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("shades", [LIGHT, DARK])
def test_all_text_can_be_read(shades: dict[str, str]) -> None:
    """Every colour of text stands out from its background by 4.5 to 1 (WCAG AA)."""
    for name in ("text", "quiet", "link", "loud"):
        light, dark = sorted((luminance(shades[name]), luminance(shades["paper"])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, name


def test_paper_and_screen() -> None:
    """A printer gets margins and columns, a screen light and dark; a mail gets no paper."""
    text, mail = html(agenda()), mailed(agenda())
    for rule in ("@page {", "@media print {", "columns: 2", "break-inside: avoid"):
        assert rule in text
        assert rule not in mail
    assert "@media screen and (prefers-color-scheme: dark) {" in mail
    assert "http-equiv" not in mail
    assert len(mail) < 102_000  # where Gmail begins to fold
    assert read(mail).said.split() == read(text).said.split()
    for style in (text, mail):
        css = style.partition("<style>")[2].partition("</style>")[0]
        assert css.count("{") == css.count("}")
        assert "{text}" not in css


def test_what_is_left_out_and_what_to_beware_of() -> None:
    """How much more there is stands below its part, a short history at the end."""
    page = replace(brief("", (DECIDED,) * 60), complete=False)
    page = replace(page, parts=tuple(p if p.key == "decided" else Part(p.key) for p in page.parts))
    many = replace(
        page,
        parts=tuple(
            replace(p, points=tuple(replace(q, id=str(n)) for n, q in enumerate(p.points)))
            for p in page.parts
        ),
    )
    text = html(many)
    assert "<p>And 12 more: <code>git decide list --status accepted</code></p>" in text
    assert '<p class="end loud">This clone does not have' in text
    assert '<article class="entry short">' in text


@settings(max_examples=20, deadline=None)
@example(foreign("".join(NASTY)))
@example(foreign("</style></title><script>alert(1)</script>\"'><img src=x onerror=y>&amp;"))
@given(pages())
def test_nothing_of_a_repository_is_more_than_text(page: Page) -> None:
    """No text becomes an element, an attribute or an entity, with links or without."""
    for text in (html(page, SITE), html(page), mailed(page)):
        for tag, attrs in read(text).tags:
            if tag == "a":
                assert str(attrs["href"]).startswith(SITE.page)


def test_old_decisions_on_paper_stay_in_their_column() -> None:
    """They are told by their titles and, where no link leads to them, their numbers."""
    old = replace(DECIDED, id="billing/0004-webhook", says=(), people=())
    newer = [replace(old, id=f"00{n}-new", day="2026-02-20") for n in range(10, 20)]
    written = html(brief("partner-sync", (old, *newer)))
    assert "15 February 2026 · billing/0004<" in written
    assert "nowrap" not in written
    named = replace(old, id="use-webhooks")
    assert "use-webhooks<" in html(brief("partner-sync", (named, *newer)))
