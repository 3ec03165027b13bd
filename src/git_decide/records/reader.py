"""Reads a record's file, whatever its bytes are, in whichever format it is written."""

from __future__ import annotations

from git_decide.codes import finding
from git_decide.records import markdown
from git_decide.records.conflicts import conflict_findings
from git_decide.records.limits import LARGEST, LINES
from git_decide.records.model import Reading
from git_decide.records.prose import markup_of
from git_decide.records.remarks import remarked
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.findings import Finding
    from git_decide.records.digest import Name

_BOM = b"\xef\xbb\xbf"


def read(
    content: bytes,
    name: Name,
    headings: Sequence[tuple[str, tuple[str, ...]]] = (),
    statuses: Sequence[tuple[str, tuple[str, ...]]] = (),
) -> Reading:
    """Return the record in `content`, with the findings of its syntax; never raises for content.

    `headings` are further names of sections and fields, `statuses` further words for a
    status (canonical name, words). More than
    `limits.LARGEST` bytes or `limits.LINES` lines are not parsed, so the caller may
    pass one byte too many instead of all.
    """
    named = _name_findings(name)
    if excess := _excess(content):
        message = f"The record {excess} and was not read."
        return Reading(None, (*named, finding("record-too-large", message, name.path)))
    text, broken = _decoded(content.removeprefix(_BOM), name.path)
    markup = markup_of(name.path) or "markdown"
    if markup == "markdown":
        reading = markdown.read(text, name, tuple(headings), tuple(statuses))
    else:
        from git_decide.records.plain import record as plain_record

        reading = plain_record.read(text, name, markup, tuple(headings), tuple(statuses))
    reading = remarked(reading, text, markup)
    if not named and not broken:
        return reading
    return replace(reading, findings=(*named, *broken, *reading.findings))


def _excess(content: bytes) -> str:
    if len(content) > LARGEST:
        return f"is larger than {LARGEST >> 10} KiB"
    lines = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    return f"has more than {LINES:,} lines" if lines > LINES else ""


def _decoded(content: bytes, path: str) -> tuple[str, list[Finding]]:
    """Return the text with line feeds only; what is no text stands as U+FFFD."""
    findings = []
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(content, error.start)
        message = f"The byte 0x{content[error.start]:02x} is not UTF-8."
        findings.append(finding("not-utf-8", message, path, line, column))
        text = content.decode("utf-8", "replace")
    if "\0" in text:
        line, column = _place(content, content.index(b"\0"))
        findings.append(
            finding("nul-character", "There is a NUL character here.", path, line, column)
        )
        text = text.replace("\0", "\ufffd")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    findings += conflict_findings(text, path)
    return text, findings


def _place(content: bytes, at: int) -> tuple[int, int]:
    before = content[:at]
    line = before[before.rfind(b"\n") + 1 :]
    return before.count(b"\n") + 1, len(line.decode("utf-8", "replace")) + 1


def _name_findings(name: Name) -> tuple[Finding, ...]:
    why = name_problem(name.id)
    if not why:
        return ()
    return (finding("record-name-unusable", f"The file's name {why}.", name.path),)


def name_problem(stem: str) -> str:
    """Say why a record cannot be linked under this stem; "" where it can."""
    if "," in stem:
        return "holds a comma, which parts the values of a trailer"
    if stem != stem.strip() or stem.startswith("-"):
        return "begins or ends with a space or begins with a hyphen"
    if not stem.isprintable():  # control characters, and bytes that are no UTF-8
        return "holds a character that cannot be typed"
    return ""
