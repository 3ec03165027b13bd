"""The digest as a mail: a message that is read back as it was meant."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import strict
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from git_decide.output.digest_email import email
from git_decide.output.permalinks import Site
from git_decide.queries.pages.model import Page, Part
from git_decide.values import replace
from tests.unit.output.pages import CHURN, TIP, agenda, pages
from tests.unit.output.test_markdown_text import NASTY
from tests.unit.output.test_page_html import read as read_html
from tests.unit.output.test_page_markdown import foreign
from tests.unit.output.told import texts

SENT = 1_772_445_600  # 2026-03-02 10:00 UTC
ADA = ("Ada Lovelace", "ada@example.com")
NOBODY = ("", "")


def read(written: str) -> EmailMessage:
    """Return a message as a strict reader has it."""
    assert written.isascii()
    assert max(map(len, written.split("\n"))) <= 998  # as RFC 5322 has it
    message = message_from_bytes(written.replace("\n", "\r\n").encode(), policy=strict)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    assert not [each for header in message.values() for each in header.defects]
    return message


def parts(message: EmailMessage) -> tuple[str, str]:
    """Return the text and the HTML of a message, and see that there is nothing else."""
    plain, marked = message.iter_parts()
    assert (plain.get_content_type(), marked.get_content_type()) == ("text/plain", "text/html")
    plain_text, marked_text = (part.get_content().replace("\r\n", "\n") for part in (plain, marked))
    return plain_text, marked_text


def test_a_message() -> None:
    """What it is about in the subject, from whom, when; to whom is left to what sends it."""
    site = Site("github", "https://example.com/shop/checkout")
    message = read(email(agenda(Part("problems", (CHURN,))), SENT, ADA, site))
    assert message["Subject"] == "Agenda, 2 March 2026: 1 problem waiting"
    assert message["From"] == "Ada Lovelace <ada@example.com>"
    assert parsedate_to_datetime(message["Date"]).timestamp() == SENT
    assert message["Auto-Submitted"] == "auto-generated"
    assert not {"To", "Cc", "Bcc"} & {*message.keys()}
    assert message.get_content_type() == "multipart/alternative"
    plain, marked = parts(message)
    assert "\n\u2022 Customers churn after the trial\n" in plain
    assert max(map(len, plain.split("\n"))) <= 76
    assert f'<a href="{site.page}/blob/{TIP}/{CHURN.path}">' in marked


def test_the_same_page_makes_the_same_mail() -> None:
    """Nothing in it is drawn by chance."""
    assert email(agenda(), SENT, ADA) == email(agenda(), SENT, ADA)
    assert email(agenda(), SENT, ADA) != email(agenda(Part("problems")), SENT, ADA)


def test_an_empty_agenda_has_a_subject() -> None:
    """Its title alone."""
    assert read(email(agenda(Part("wins")), SENT, ADA))["Subject"] == "Agenda, 2 March 2026"


@pytest.mark.parametrize(
    "sender", [NOBODY, ("Ada", "no address"), ("Ada", "a@b@c"), ("Ada", "@"), ("x", "a\nb@c.d")]
)
def test_who_cannot_be_named_is_not(sender: tuple[str, str]) -> None:
    """What sends it fills that in."""
    assert read(email(agenda(), SENT, sender))["From"] is None


def test_names_of_any_script() -> None:
    """A name need not be ASCII."""
    message = read(email(agenda(), SENT, ("Jos\u00e9 \u6f22", "jose@example.com")))
    assert message["From"].addresses[0].display_name == "Jos\u00e9 \u6f22"


@settings(max_examples=20, deadline=None)
@example(foreign("".join(NASTY)), "x\r\nBcc: eve@example.com")
@example(foreign("a\r\n\r\n--=_x\nBcc: eve@example.com\n.\nFrom here"), 'q"\\<>,;')
@given(pages(), st.one_of(texts, st.just("Ada")))
def test_every_message_is_read_back(page: Page, name: str) -> None:
    """Whatever it says, it makes no header, no part and no end of its own."""
    message = read(email(page, SENT, (name, "ada@example.com")))
    assert {*message.keys()} <= {
        *("Subject", "From", "Date", "Auto-Submitted", "MIME-Version", "Content-Type"),
    }
    _, marked = parts(message)
    read_html(marked)
    assert not re.search(r"[\r\n]", message["Subject"])


def test_a_long_subject_is_cut() -> None:
    """It is read in a list of mails."""
    page = replace(agenda(), about="x" * 500)
    assert len(read(email(page, SENT, ADA))["Subject"]) <= 150


def test_a_subject_that_is_too_long_ends_after_a_word() -> None:
    """Half a word says nothing."""
    subject = str(read(email(agenda(), SENT, ADA))["Subject"])
    assert re.search(r" a\s+…$", subject)
