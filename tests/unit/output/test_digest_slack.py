"""The digest for Slack: what its own package takes, and nothing that its markup reads."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import example, given, settings
from slack_sdk.models.blocks import Block

from git_decide.output.digest_slack import BLOCKS, CHARACTERS, HEADER, slack
from git_decide.output.permalinks import Site
from git_decide.queries.pages.model import Page, Part
from git_decide.values import replace
from tests.unit.output.pages import AGENDA, CHURN, TIP, WEBHOOKS, agenda, pages
from tests.unit.output.test_markdown_text import NASTY
from tests.unit.output.test_page_markdown import foreign

SITE = Site("github", "https://example.com/shop/checkout")
_TYPES = {"header", "divider", "rich_text"}


def message(page: Page, site: Site | None = None) -> dict[str, Any]:
    """Return the message, once Slack's package has read it back to the same."""
    found: dict[str, Any] = json.loads(slack(page, site))
    assert found.keys() == {"text", "blocks"}
    assert 0 < len(found["blocks"]) <= BLOCKS
    assert len(json.dumps(found["blocks"], ensure_ascii=False)) <= CHARACTERS
    for block, read in zip(found["blocks"], Block.parse_all(found["blocks"]), strict=True):
        assert block["type"] in _TYPES
        read.validate_json()
        assert read.to_dict() == block
    for text in texts(found["blocks"]):
        assert text  # Slack refuses an empty one
    assert not re.search("[<>]|&(?!amp;|lt;|gt;)", found["text"])
    return found


def texts(node: Any) -> list[str]:
    """Return every text in the blocks."""
    if isinstance(node, list):
        return [text for each in node for text in texts(each)]
    if not isinstance(node, dict):
        return []
    own = [node["text"]] if isinstance(node.get("text"), str) else []
    return own + [text for each in node.values() for text in texts(each)]


def test_a_message() -> None:
    """A header, what it is about, a list for each part, what there is nothing of."""
    header, intro, _, part, _, absent = message(agenda(Part("problems", (CHURN,))), SITE)["blocks"]
    assert header["text"] == {"type": "plain_text", "text": "Agenda, 2 March 2026", "emoji": False}
    assert intro["elements"][0]["elements"][0] == {
        "type": "link",
        "url": SITE.page,
        "text": "shop/checkout",
    }
    heading, entries = part["elements"]
    bold = {"bold": True}
    said = "Problems without a solution yet (1)"
    assert heading["elements"] == [{"type": "text", "text": said, "style": bold}]
    assert (entries["type"], entries["style"]) == ("rich_text_list", "bullet")
    [entry] = entries["elements"]
    assert entry["elements"] == [
        {
            "type": "link",
            "url": f"{SITE.page}/blob/{TIP}/{CHURN.path}",
            "text": "Customers churn after the trial",
            "style": bold,
        },
        {"type": "text", "text": "\nwaiting since today"},
        {"type": "text", "text": "\n"},
        {"type": "text", "text": "Four in ten leave within a week."},
    ]
    assert texts(absent)[0].startswith("There are no open disagreements")


def test_the_notification_says_how_much_there_is() -> None:
    """In words of our own, in the markup of Slack."""
    two = agenda(Part("problems", (CHURN, CHURN)), Part("proposals", (WEBHOOKS,)))
    assert message(two)["text"] == "Agenda, 2 March 2026: 2 problems waiting, 1 proposal to decide"
    assert message(agenda(Part("problems")))["text"].startswith(
        "Agenda, 2 March 2026: There is nothing to talk about"
    )


def test_what_somebody_has_to_do_stands_out() -> None:
    """Bold, and without a link where no site is known."""
    [_, _, _, part, *_] = message(agenda(Part("proposals", (WEBHOOKS,))))["blocks"]
    runs = part["elements"][1]["elements"][0]["elements"]
    assert runs[-1] == {"type": "text", "text": "engineering and product", "style": {"bold": True}}
    assert runs[0]["type"] == "text"


def test_a_long_agenda_says_less_of_each_part() -> None:
    """It fits in any case, and says how much it leaves out."""
    long = replace(CHURN, says=(("context", "&" * 901),), title="&" * 900)
    full = agenda(*(Part(key, (long,) * 9) for key in AGENDA))
    told = texts(message(full, SITE)["blocks"])
    assert "And 8 more." in told
    some = texts(message(agenda(Part("problems", (CHURN,) * 9)))["blocks"])
    assert "And 4 more." in some


def test_the_least_that_is_said_are_the_counts() -> None:
    """Where one thing of each part is too much already."""
    wide = Site("github", "https://example.com/" + "x" * 3000)
    found = message(agenda(), wide)["blocks"]
    assert [block["type"] for block in found] == ["header", "rich_text"]
    assert texts(found)[-1].startswith("2 open disagreements, 1 problem waiting, ")


@settings(max_examples=20, deadline=None)
@example(foreign("".join(NASTY)))
@example(foreign("<!channel> <@U123> *b* _i_ `c` :smile: & <https://example.com|x>"))
@given(pages())
def test_every_message_is_taken(page: Page) -> None:
    """Whatever it says: the shapes, the limits, and no markup but in words of our own."""
    found = message(page, SITE)
    assert len(found["blocks"][0]["text"]["text"]) <= HEADER
    for block in found["blocks"]:
        assert "mrkdwn" not in json.dumps(block)
