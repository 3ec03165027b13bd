"""Writes an agenda as a mail: a whole message (RFC 5322), as text and as HTML.

Whom it goes to is not in it: that is said to what sends it.
"""

from __future__ import annotations

from git_decide.output.page_html import mailed
from git_decide.output.page_sheet import told as shortened
from git_decide.output.page_text import text
from git_decide.output.page_words import sheet
from git_decide.output.terminal import PLAIN, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

    from git_decide.output.permalinks import Site
    from git_decide.queries.pages.model import Page

_COLUMNS = 76  # so that a reply can quote it in 80
_SUBJECT = 150  # columns


def email(page: Page, sent: int, sender: tuple[str, str], site: Site | None = None) -> str:
    """Return the message with lines that end in a line feed, all of it ASCII.

    `sent` is in seconds since 1970, UTC; `sender` is a name and an address, ("", "") for a
    message whose sender is left to what sends it.
    """
    from email.utils import format_datetime

    message = _message()
    message["Subject"] = _subject(page)
    _write_sender(message, *sender)
    message["Date"] = format_datetime(_time(sent))
    message["Auto-Submitted"] = "auto-generated"  # nobody's machine answers that it is away
    plain, marked = text(page, PLAIN, _COLUMNS) + "\n", mailed(page, site)
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(marked, subtype="html", cte="quoted-printable")
    message.set_boundary(_boundary(plain + marked))
    return message.as_bytes().decode("ascii")


def _message() -> EmailMessage:
    from email.message import EmailMessage
    from email.policy import default

    return EmailMessage(policy=default.clone(cte_type="7bit"))


def _boundary(texts: str) -> str:
    """Return what stands between the parts: the same for the same page, in no text of it."""
    from hashlib import sha256

    return f"=_{sha256(texts.encode()).hexdigest()[:32]}"  # quoted-printable writes no "=_"


def _subject(page: Page) -> str:
    told = sheet(page)
    return shortened(f"{told.title}: {told.summary}" if told.summary else told.title, _SUBJECT)


def _write_sender(message: EmailMessage, name: str, address: str) -> None:
    """Say whom it is from, unless that cannot be said in a header."""
    from email.errors import HeaderParseError
    from email.headerregistry import Address

    try:
        message["From"] = Address(safe(name), addr_spec=address)
    except (HeaderParseError, ValueError, IndexError):
        return


def _time(sent: int) -> datetime:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(sent, UTC)
