"""Words what is written into a record of another format, in the manner that the record has."""

from __future__ import annotations

import re
from posixpath import dirname, relpath
from urllib.parse import quote

from git_decide.records import titles
from git_decide.records.edit.opened import opened
from git_decide.records.foreign.status_words import folded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.records.edit.opened import Draft, Link

_FRAME = re.compile(r"(?P<sign>\*\*\*|\*\*|__|\*|_|`)(?=\S).*?(?<=\S)(?P=sign)", re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
# What a status says beside itself of other records: that stays.
_VERB = (
    r"(?:(?:part(?:ial)?ly|in\s+part)\s+(?:super|repl|obsol)\w+|amend(?:s|ed)\b|super\w+es\b"
    r"|replaces|obsoletes|modifie[sd]|relate[sd]|refine[sd]|clarifie[sd]|extend(?:s|ed)|depends"
    r"|linked|see\s+also)"
)
_RELATION = re.compile(_VERB, re.IGNORECASE)
_TAIL = re.compile(
    rf"(?:\s*[,;.(&+\u2013\u2014-]+\s*|\s+)(?:and\s+|but\s+)?(?={_VERB})", re.IGNORECASE
)
_SAFE_LABEL = re.compile(r"[^\[\]`<>|\\*_{}]+")
_SAFE = "/!$'*+,;=:@~-._"  # of a path in a link
# What a header field is called where a record gets one that it did not have.
LABELS = {
    "status": "Status",
    "date": "Date",
    "kind": "Kind",
    "deciders": "Deciders",
    "consulted": "Consulted",
    "informed": "Informed",
    "modules": "Modules",
    "paths": "Paths",
    "supersedes": "Supersedes",
    "superseded-by": "Superseded by",
    "amends": "Amends",
    "amended-by": "Amended by",
    "relates": "Relates to",
    "review-by": "Review by",
    "escalated-to": "Escalated to",
    "tags": "Tags",
    "aliases": "Aliases",
}


def label(draft: Draft, key: str) -> str:
    """Return what a header field is called: in the team's own language where it has a word."""
    own = dict(draft.headings).get(key, ())
    return own[0] if own and key not in ("cost", *_SECTIONS) else LABELS[key]


_SECTIONS = ("context", "decision")


def status(draft: Draft, old: str, new: str) -> str:
    """Return the status `new` in the language, with the capitals and the marks of `old`."""
    own = dict(draft.statuses)
    said = folded(old)
    theirs = any(
        folded(word) == said[: len(folded(word))] for words in own.values() for word in words
    )
    word = own[new][0] if theirs and own.get(new) else new
    return framed(old, cased(old, word))


def superseded(draft: Draft, old: str, words: str) -> str:
    """Return how a status says that another record, `words`, has taken its place."""
    own = dict(draft.headings).get("superseded-by", ())
    phrase = own[0] if own else "superseded by"
    return f"{cased(old, phrase)} {words}"


def item(draft: Draft, key: str, text: str) -> str:
    """Return an item of a list as text: the signs of a pattern are no markup."""
    if key != "paths":
        return text
    return f"``{text}``" if opened(draft).format == "rst" else f"`{text}`"


def tail(old: str) -> str:
    """Return what a status says of other records beside the status: ``, amended by [x](y)``."""
    if _RELATION.fullmatch(old.strip("*_`. ")):
        return ""  # "Partly superseded" names none
    if _RELATION.match(old):
        return f", {old[:1].lower()}{old[1:]}"
    first = re.match(r"\W*\w+", old)
    match = _TAIL.search(old, first.end()) if first else None
    return old[match.start() :] if match else ""


def framed(old: str, new: str) -> str:
    """Return a text between the marks that the old one stands between: ``**Accepted**``."""
    match = _FRAME.match(old.strip())
    return f"{match['sign']}{new}{match['sign']}" if match else new


def cased(old: str, new: str) -> str:
    """Return a text with the capitals of the old one: all, the first, or none."""
    letters = _LETTER.findall(old)
    if len(letters) > 1 and all(letter.isupper() for letter in letters[:4]):
        return new.upper()
    if letters and letters[0].isupper():
        return new[:1].upper() + new[1:]
    return new


def links(draft: Draft, link: Link) -> Iterator[str]:
    """Yield the ways to write a link to another record, the nicest one first, the safest last."""
    if link.path:
        href = quote(relpath(link.path, dirname(draft.path) or "."), safe=_SAFE)
        for text in _labels(draft, link):
            yield _linked(opened(draft).format, text, href)
    yield link.id


def _labels(draft: Draft, link: Link) -> Iterator[str]:
    name = link.id.rpartition("/")[2]
    title = titles.part(link.title, link.number).text if link.title else ""
    numbered = f"{link.number}. {title}"
    if title and link.number is not None and _numbers(draft) and _SAFE_LABEL.fullmatch(numbered):
        yield numbered
    yield name


def _numbers(draft: Draft) -> bool:
    """Tell whether a record calls records by number and title, as those of adr-tools do."""
    return opened(draft).format != "madr" and opened(draft).name.number is not None


def _linked(form: str, text: str, href: str) -> str:
    if form == "rst":
        return f"`{text} <{href}>`_"
    return f"link:{href}[{text}]" if form == "asciidoc" else f"[{text}]({href})"
