"""Parts the title of a record from the number that stands before it."""

from __future__ import annotations

import re

from git_decide.values import value

_KIND = r"(?:architect(?:ure|ural)\s+)?decision(?:\s+record)?|m?adr|rfc|ard|adl|[edpt]?dr"
_NUMBERED = re.compile(
    rf"\W{{0,3}}(?:(?P<kind>{_KIND})(?![^\W_])[-_#:.\s]*)?"
    r"\#?(?P<number>\d{1,6})(?P<letter>[a-z])?\b[\])*_]*"
    r"(?P<gap>\s*[:.)\u2013\u2014|-]+\s+|\s+|\Z)(?P<title>.*)",
    re.IGNORECASE,
)
_ONLY_KIND = re.compile(rf"(?:{_KIND})\s*[:\u2013\u2014]\s*(?P<title>\S.*)", re.IGNORECASE)
_WORDS = ("rfc", "decision")  # which titles also begin with for other reasons
_YEARS = range(1970, 2100)


@value
class Title:
    """What was decided, and the number that stands before it, None where none does."""

    text: str
    number: int | None = None


def part(heading: str, number: int | None, strict: bool = False) -> Title:
    """Part a record's first heading; `number` is that of its file.

    ``N. Title``, ``ADR N: Title``, ``N - Title`` and ``[ADR-N] Title`` have a number;
    ``0012 Title`` has one where it is padded or the file's own, ``2026 in review`` has none.
    `strict` is for titles that usually have none: of another number than the file's only
    ``N. Title`` and ``ADR N: Title`` are taken for one, ``2 - 3 tries`` is not.
    """
    match = _NUMBERED.match(heading)
    if match and _is_number(match, number, strict):
        return Title(match["title"].strip() or heading, int(match["number"]))
    bare = _ONLY_KIND.match(heading)
    return Title(bare["title"].strip() if bare else heading)


def _is_number(match: re.Match[str], number: int | None, strict: bool) -> bool:
    found, parted = int(match["number"]), bool(match["gap"].strip())
    if found == number:
        return bool(match["kind"]) or bool(match["title"])
    if match["kind"]:  # "RFC 2119 keywords" is about another text
        return parted or not match["title"] or match["kind"].lower() not in _WORDS
    if not match["title"] or found in _YEARS:
        return False
    if strict:
        return match["gap"].startswith(".")
    return parted or match["number"].startswith("0")
