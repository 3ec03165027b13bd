"""The digest for Teams: a card of the published schema, in the envelope of a webhook."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from hypothesis import example, given, settings
from jsonschema import Draft6Validator

from git_decide.output.digest_teams import BYTES, teams
from git_decide.output.page_agenda_words import AGENDA as AGENDA_WORDS
from git_decide.output.page_brief_words import BRIEF
from git_decide.output.permalinks import Site
from git_decide.queries.pages.model import Page, Part
from git_decide.values import replace
from tests.unit.output.pages import AGENDA, CHURN, TIP, WEBHOOKS, agenda, pages
from tests.unit.output.test_markdown_text import NASTY
from tests.unit.output.test_page_markdown import foreign
from tests.unit.output.told import PUBLISHED

HEADING = re.compile(
    "|".join(
        re.escape(how.heading) + r" \(\d+\)" for how in [*AGENDA_WORDS.values(), *BRIEF.values()]
    )
)
SITE = Site("github", "https://example.com/shop/checkout")


@cache
def schema() -> Draft6Validator:
    """Return the schema of cards, as it is published."""
    text = (PUBLISHED / "adaptive-card-1.5.0.json").read_text(encoding="utf-8")
    return Draft6Validator(json.loads(text))


def body(page: Page, site: Site | None = None) -> list[dict[str, Any]]:
    """Return the body of the card, once the schema, the envelope and the size are right."""
    written = teams(page, site)
    assert max(len(written.encode()), len(written.encode("utf-16-le"))) <= BYTES
    message = json.loads(written)
    [attachment] = message.pop("attachments")
    assert message == {"type": "message"}
    card = attachment.pop("content")
    kind = "application/vnd.microsoft.card.adaptive"
    assert attachment == {"contentType": kind, "contentUrl": None}
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.5")
    assert card.pop("msteams") == {"width": "Full"}  # of Teams alone, and documented there
    schema().validate(card)
    found: list[dict[str, Any]] = card["body"]
    for element in found:  # whose text is not ours must not be read as Markdown
        ours = element["type"] == "TextBlock" and HEADING.fullmatch(element["text"])
        assert ours or element["type"] == "RichTextBlock"
    return found


def runs(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return every run of text."""
    return [run for element in found for run in element.get("inlines", ())]


def said(element: dict[str, Any]) -> str:
    """Return what an element says."""
    return "".join(run["text"] for run in runs([element])) or str(element["text"])


def test_the_schema_refuses() -> None:
    """The published schema sees what is wrong in a card, so it is worth being asked."""
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "RichTextBlock"}]}
    assert not schema().is_valid(card)
    assert not schema().is_valid({**card, "body": [{"type": "Nothing"}]})


def test_a_card() -> None:
    """A title, what it is about, each part with its points, what there is nothing of."""
    found = body(agenda(Part("problems", (CHURN,))), SITE)
    assert [said(each) for each in found[:6]] == [
        "Agenda, 2 March 2026",
        "shop/checkout: What is open for product and engineering to talk about, and what has "
        "happened since 23 February 2026. Written from the decision log; most urgent first.",
        "Problems without a solution yet (1)",
        "Customers churn after the trial",
        "waiting since today",
        "Four in ten leave within a week.",
    ]
    assert found[3]["inlines"][0]["selectAction"] == {
        "type": "Action.OpenUrl",
        "url": f"{SITE.page}/blob/{TIP}/{CHURN.path}",
    }
    assert found[6]["inlines"][0]["text"].startswith("There are no open disagreements")


def test_what_somebody_has_to_do_stands_out() -> None:
    """Bold and in the colour of attention; without a link where no site is known."""
    found = runs(body(agenda(Part("proposals", (WEBHOOKS,)))))
    assert not [run for run in found if "selectAction" in run]
    [loud] = [run for run in found if run.get("color") == "Attention"]
    assert (loud["text"], loud["weight"]) == ("engineering and product", "Bolder")


def test_a_long_agenda_says_less_of_each_part() -> None:
    """It fits in any case, and says how much it leaves out."""
    long = replace(CHURN, says=(("context", "x" * 900),), title="x" * 900)
    told = [run["text"] for run in runs(body(agenda(*(Part(key, (long,) * 9) for key in AGENDA))))]
    assert {"And 6 more.", "And 7 more.", "And 8 more."} & {*told}
    some = [run["text"] for run in runs(body(agenda(Part("problems", (CHURN,) * 9))))]
    assert "And 4 more." in some


def test_the_least_that_is_said_are_the_counts() -> None:
    """Where one thing of each part is too much already."""
    wide = Site("github", "https://example.com/" + "x" * 3000)
    title, counts = body(agenda(), wide)
    assert title["inlines"][0]["text"] == "Agenda, 2 March 2026"
    assert counts["inlines"][0]["text"].startswith("2 open disagreements, 1 problem waiting, ")


@settings(max_examples=12, deadline=None)
@example(foreign("".join(NASTY)))
@example(foreign("{{DATE(2017-02-14T06:08:39Z, SHORT)}} **b** [x](https://example.com) <at>y</at>"))
@given(pages())
def test_every_card_is_taken(page: Page) -> None:
    """Whatever it says: the schema, the size, and no function of cards in it."""
    assert not [run for run in runs(body(page, SITE)) if "{{" in run["text"]]
