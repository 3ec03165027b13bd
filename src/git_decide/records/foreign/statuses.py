"""Reads the status that people write, in whatever words and with whatever decoration."""

from __future__ import annotations

import re
from functools import lru_cache

from git_decide.records.foreign.status_words import LONGEST, RANKS, folded, phrases
from git_decide.records.template_text import is_template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.foreign.status_words import Words

_LONGEST_TEXT = 2000
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_STRUCK = re.compile(r"~~.+?~~|<(s|del|strike)>.*?</\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_SHORTCODE = re.compile(r":[a-z0-9_+-]*[a-z][a-z0-9_+-]*:")
_TARGET = re.compile(r"\]\([^)]*\)|\]\[[^\]]*\]|`?<[^<>]*>`?_{0,2}")
_LABEL = re.compile(r"^\W*(?:adr |decision |current )?(?:status|state)\W*[:=]\s*", re.IGNORECASE)
_DATED = re.compile(r"^\W*\d{4}[-./]\d{1,2}[-./]\d{1,2}\W+")
# Where one statement of a status ends and another may begin.
_CLAUSES = re.compile(
    r"[,;:.!?(){}\[\]|/\n]|\s[-\u2013\u2014]+\s|->|=>|\u2192|\u21d2|&|\+"
    r"|\b(?:and|but|then|now|however|later)\b",
    re.IGNORECASE,
)
# What may stand before a status without changing it.
_SKIPPED = frozenset(
    ("is", "was", "has", "been", "are", "currently", "fully", "mostly", "formally", "officially",
     "unanimously", "conditionally", "provisionally", "already", "this", "the", "adr", "decision",
     "record", "we", "it", "in", "conclusion", "status", "being", "architecture", "initially",
     "originally", "previously", "technically", "team", "finally", "soft", "temporarily")
)  # fmt: skip
# What may follow a status in a later clause, which else may say something about another thing.
_FOLLOWS = frozenset(
    ("by", "on", "in", "at", "as", "with", "per", "through", "via", "during", "for", "from",
     "due", "because", "again", "too", "adr", "already", "partially")
)  # fmt: skip
# Words that speak of nothing but a status, wherever they stand.
_PLAIN = frozenset(
    ("accepted", "approved", "adopted", "rejected", "declined", "superseded", "deprecated",
     "proposed")
)  # fmt: skip
# Those that may describe another one.
_ADJECTIVES = frozenset(
    ("final", "active", "current", "living", "valid", "open", "closed", "new", "initial", "stable")
)
_BETWEEN = frozenset(("as", "the", "a", "adr", "decision", "record"))
_LISTED = re.compile(r"\s*(?:\||/|,|\bor\b|\boder\b|\bou\b)\s*", re.IGNORECASE)
_FRAME = re.compile(r"[{\[<]+(?P<inner>[^{}<>]*?(?:[|/,]| or )[^{}<>]*?)[}\]>]+")
_CLOSE_ENOUGH = 0.88


@lru_cache(maxsize=256)
def status_of(text: str, further: Words = (), alone: bool = False) -> str:
    """Return the canonical status that `text` states, "" where it states none.

    `further` are the words of `[records.statuses]`. Of several the furthest counts:
    "Accepted, superseded by 9" is superseded. What was struck out does not count.
    Template text that lists the statuses states none. `alone` wants a text that
    begins with the status and says nothing of other things, unlike "Rejected options".
    """
    if is_unfilled(text, further):
        return ""
    words = _words(further)
    found = ""
    for number, clause in enumerate(_clauses(_bare(text))):
        status = _stated(clause, words, not number, later=alone or (number > 0 and bool(found)))
        if alone and not status and not number:
            return ""
        if status and (not found or RANKS[status] >= RANKS[found]):
            found = status
    return found


def is_unfilled(text: str, further: Words = ()) -> bool:
    """Tell whether a status is what a template left: a list of all statuses, ``<status>``."""
    bare = _COMMENT.sub(" ", text[:_LONGEST_TEXT])
    if not _single(bare, further) and is_template(bare):
        return True
    words = _words(further)
    frame = _FRAME.search(bare)
    if frame and len(_listed(frame["inner"], words)) > 1:
        return True
    return _lists(_PICTURE.sub(" ", _STRUCK.sub(" ", bare)), words)


def _single(text: str, further: Words) -> bool:
    """Tell whether it is one status in braces, as in ``{ accepted }``."""
    return folded(text) in phrases(further)


def _lists(text: str, words: _Words) -> bool:
    """Tell whether a text is nothing but a list of different statuses."""
    parts = [folded(part) for part in _LISTED.split(_TARGET.sub("]", text))]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return False
    barred = "|" in text
    found = [words.leading(part)[0] if barred else words.exact(part) for part in parts]
    if not found[-1]:  # superseded by ADR-0123
        found[-1] = words.leading(parts[-1])[0] if len(parts) > 3 else ""
    different = len(set(found))
    return all(found) and (different > 2 or (different == 2 and (barred or "/" in text)))


def _listed(text: str, words: _Words) -> set[str]:
    found = set()
    for part in _LISTED.split(text):
        status = words.leading(folded(part))[0]
        if status:
            found.add(status)
    return found


def _bare(text: str) -> str:
    """Return a status without comments, markup, what is struck out, its label and its date."""
    text = _COMMENT.sub(" ", text[:_LONGEST_TEXT])
    left = _STRUCK.sub(" ", text)
    text = left if folded(left) else text
    text = _PICTURE.sub(r" \1 ", text)
    text = _TAG.sub(" ", _TARGET.sub("]", text))
    text = _SHORTCODE.sub(" ", text)
    return _DATED.sub("", _LABEL.sub("", text))


def _clauses(text: str) -> list[tuple[str, ...]]:
    return [words for part in _CLAUSES.split(text)[:40] if (words := folded(part))]


def _stated(clause: tuple[str, ...], words: _Words, first: bool, later: bool) -> str:
    """Return the status that a clause begins with; a `later` one may say nothing else.

    Neither may any but the `first` where the word has other uses: "see New Hall".
    """
    status, length = words.leading(clause)
    skipped = 0
    while not status and skipped < len(clause) and clause[skipped] in _SKIPPED:
        skipped += 1
        status, length = words.leading(clause[skipped:])
    if not status and not later:
        status, length = words.near(clause[skipped:])
    if length == 1 and clause[skipped] in _ADJECTIVES:
        status = _described(clause[skipped + 1 :], words) or status
    after = clause[skipped + length : skipped + length + 1]
    vague = not first and length == 1 and clause[skipped] not in _PLAIN
    if (later or vague) and after and after[0] not in _FOLLOWS and not after[0].isdigit():
        return ""
    return status


def _described(rest: tuple[str, ...], words: _Words) -> str:
    """Return the status that an adjective belongs to: a final draft is a draft."""
    while rest and rest[0] in _BETWEEN:
        rest = rest[1:]
    return words.leading(rest)[0]


class _Words:
    """Finds statuses among words."""

    __slots__ = ("_phrases", "_single")

    def __init__(self, further: Words) -> None:
        self._phrases = phrases(further)
        self._single = [words[0] for words in self._phrases if len(words) == 1]

    def exact(self, words: tuple[str, ...]) -> str:
        """Return the status that these words are, as a whole."""
        return self._phrases.get(words, "")

    def leading(self, words: tuple[str, ...]) -> tuple[str, int]:
        """Return the status of the longest phrase in front, and how many words it takes."""
        for length in range(min(LONGEST, len(words)), 0, -1):
            status = self._phrases.get(words[:length], "")
            if status:
                return status, length
        return "", 0

    def near(self, words: tuple[str, ...]) -> tuple[str, int]:
        """Return the status that the first word is a misspelling of."""
        if not words or not 6 <= len(words[0]) <= 20 or words[0] in _ACTIVE:
            return "", 0
        from difflib import get_close_matches

        alike = [each for each in self._single if each[:2] == words[0][:2]]  # not "incomplete"
        near = get_close_matches(words[0], alike, 1, _CLOSE_ENOUGH)
        return (self._phrases[(near[0],)], 1) if near else ("", 0)


# What this record does to others: no status of its own, however like one it looks.
_ACTIVE = frozenset(("supersedes", "supercedes", "superseeds", "superseedes", "replaces", "amends"))
_words = lru_cache(maxsize=8)(_Words)
