"""Finds where lines of Markdown state header fields: bullets, bold words, tables, badges."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from git_decide.records.fields import LISTS, PEOPLE
from git_decide.records.foreign import dates, header_table, statuses
from git_decide.records.foreign.labels import fold
from git_decide.records.model import Statement
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git_decide.records.model import Manner

_LEAD = re.compile(
    r"(?P<quote>[ \t]*(?:>[ \t]*)*)(?P<bullet>(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+)?"
    r"(?:\[[ xX]\][ \t]+)?"
)
_NAME = r"[^\W\d_][^:\uff1a*`|<>\[\]{}\n]{0,39}?"
_COLON = r"[ \t]*[:\uff1a]"
_BOLD = re.compile(
    rf"(?P<mark>\*\*|__|\*|_|`)[ \t]*(?P<key>{_NAME})(?P<inner>{_COLON})?[ \t]*(?P=mark)"
    rf"(?P<outer>{_COLON}|[ \t]+[-=\u2013\u2014](?=[ \t]))?[ \t]*"
)
_BOLD_WHOLE = re.compile(rf"(?P<mark>\*\*|__)(?P<key>{_NAME}){_COLON}[ \t]*(?=\S)")
_PLAIN = re.compile(
    rf"(?P<key>{_NAME})(?:{_COLON}(?=[ \t\n]|\Z)[ \t]*|{_COLON}(?=[^\s/])|[ \t]+=[ \t]+)"
)
_NEXT = re.compile(
    r"(?:\s*[|\u00b7\u2022;][ \t]*|(?P<comma>,)[ \t]+|[ \t]{2,}|[ \t]+(?=\*\*|__))"
    rf"(?:\*\*|__|\*|_)?(?P<key>{_NAME})"
    rf"(?:{_COLON}(?:\*\*|__|\*|_)?|(?:\*\*|__|\*|_){_COLON})[ \t]+"
)
# What may stand at the end of a line beside its text.
END = re.compile(r"(?:[ \t]*(?:<!--.*?(?:-->|\Z)|<br[ \t]*/?>|\\|\Z))+\Z", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
_BADGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<url>[^\s()]*(?:\([^()]*\)[^\s()]*)*)[^)]*\)")
_SHIELD = re.compile(r"/badge/(?P<label>(?:[^-/]|--)+)-(?P<said>(?:[^-/]|--)+)-[^-/]+\Z")
_ITEM = re.compile(r"[ \t]*(?:>[ \t]*)*(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+(?=\S)")
_ONE = ("status", "date")
SEVERAL = LISTS | PEOPLE | {"amended-by"}


@value
class Found:
    """Statements, and the lines (of the text, from zero) that hold but the name of a field."""

    statements: tuple[Statement, ...] = ()
    bare: frozenset[int] = frozenset()


def find(
    lines: Sequence[str], first: int, last: int, keys: Mapping[str, str], offset: int = 0
) -> Found:
    """Return what the lines `first` up to `last` state; `keys` are those of `labels.label_keys`.

    Places count from one, with `offset` lines before the first of `lines`.
    """
    made: list[Statement] = []
    bare: set[int] = set()
    at = first
    while at < last:
        line = lines[at]
        if "|" in line and (rows := header_table.rows(lines, at, last)):
            stated_there, frame = header_table.statements(rows, keys, offset)
            made.extend(stated_there)
            bare |= frame
            at = rows[-1].line + 1
            continue
        if "![" in line:
            made.extend(_badges(line, at + offset + 1, keys))
        stated = list(_stated(line, at + offset + 1, keys))
        made.extend(statement for statement in stated if statement.text)
        at += 1
        if stated and not any(statement.text for statement in stated):
            bare.add(at - 1)
        if stated and not stated[-1].text and stated[-1].key in _ONE:
            below = at if at < last and lines[at].strip() else at + 1
            if below < last and (found := _value(lines[below], below + offset + 1, stated[-1].key)):
                made.append(found)
                at = below + 1
        elif stated and stated[-1].key in SEVERAL:
            end = _members_end(lines, at, last, stated[-1].text, keys)
            members = (_member(lines[n], n + offset + 1, stated[-1].key) for n in range(at, end))
            made.extend(member for member in members if member.text)
            at = end
    return Found(tuple(made), frozenset(bare))


def _stated(line: str, number: int, keys: Mapping[str, str]) -> Iterator[Statement]:
    """Yield every field that one line states; the text of one may be empty."""
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    bullet = bool(lead and lead["bullet"])
    mark, label, begin = _name(line, start)
    while label:
        key = keys.get(fold(label))
        following = _following(line, begin, keys)
        end = following.start() if following else len(line)
        if key:
            manner: Manner = "bullet" if bullet else "bold" if mark else "line"
            yield _statement(key, line, begin, end, number, manner, mark)
        if not following or (not key and start == 0 and following["comma"]):
            return
        label, begin = following["key"], following.end()


def _name(line: str, start: int) -> tuple[str, str, int]:
    """Return how the name of a field is marked, the name, and where its value begins."""
    bold = _BOLD.match(line, start)
    if bold and (bold["inner"] or bold["outer"] or bold["mark"] in ("**", "__")):
        return bold["mark"], bold["key"], bold.end()
    whole = _BOLD_WHOLE.match(line, start)
    if whole:
        return f"{whole['mark']} ", whole["key"], whole.end()
    plain = _PLAIN.match(line, start)
    return ("", plain["key"], plain.end()) if plain else ("", "", 0)


def _following(line: str, begin: int, keys: Mapping[str, str]) -> re.Match[str] | None:
    """Return where the next field on the line begins; behind a comma only one that is known."""
    for match in _NEXT.finditer(line, begin):
        if not match["comma"] or fold(match["key"]) in keys:
            return match
    return None


def _statement(
    key: str, line: str, begin: int, end: int, number: int, manner: Manner, mark: str = ""
) -> Statement:
    text = line[begin:end]
    if ending := END.search(text):
        text = text[: ending.start()]
    text = text.rstrip()
    if mark.endswith(" "):  # the whole line is bold
        text = text.removesuffix(mark.strip()).rstrip()
    start = begin + len(text) - len(text.lstrip())
    return Statement(key, text.strip(), number, start + 1, manner)


def _members_end(
    lines: Sequence[str], at: int, last: int, text: str, keys: Mapping[str, str]
) -> int:
    """Return where the members of a list end that goes on below the name of its field."""
    depth = _depth(lines[at - 1])
    end, more = at, not text or text.endswith((",", ";"))
    while end < last and lines[end].strip():
        line = lines[end]
        item = _ITEM.match(line)
        deeper = _depth(line) > depth or (not text and item and not _ITEM.match(lines[at - 1]))
        if not (deeper or (more and not item)) or any(_stated(line, 0, keys)):
            break
        more = line.rstrip().endswith((",", ";"))
        end += 1
    if end == at and not text and at + 1 < last and not lines[at].strip():
        below = at + 1  # one blank line between the name and its list
        if _ITEM.match(lines[below]) and not any(_stated(lines[below], 0, keys)):
            return _items_end(lines, below, last, keys)
    return end


def _items_end(lines: Sequence[str], at: int, last: int, keys: Mapping[str, str]) -> int:
    if _depth(lines[at]) <= _depth(lines[at - 2]) and _ITEM.match(lines[at - 2]):
        return at - 1
    while at < last and _ITEM.match(lines[at]) and not any(_stated(lines[at], 0, keys)):
        at += 1
    return at


def _depth(line: str) -> int:
    bare = line.lstrip(" \t>")
    return len(line) - len(bare)


def _member(line: str, number: int, key: str) -> Statement:
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    return _statement(key, line, start, len(line), number, "bullet")


def _value(line: str, number: int, key: str) -> Statement | None:
    """Return the value of a field whose name stands alone on the line before."""
    found = _member(line, number, key)
    if key == "status":
        return found if statuses.status_of(found.text, alone=True) else None
    return found if dates.read(found.text).whole else None


def _badges(line: str, number: int, keys: Mapping[str, str]) -> Iterator[Statement]:
    """Yield what pictures state: ``![status](…/badge/status-accepted-green)``."""
    for picture in _BADGE.finditer(line):
        plain = _PLAIN.match(picture["alt"])
        if plain and (key := keys.get(fold(plain["key"]))):
            text = picture["alt"][plain.end() :].rstrip()
            column = picture.start("alt") + plain.end() + 1
            if text:
                yield Statement(key, text, number, column, "badge")
        url = picture["url"].partition("?")[0].removesuffix(".svg").removesuffix(".png")
        shield = _SHIELD.search(url)
        if shield and (key := keys.get(fold(badge_text(shield["label"])))):
            column = picture.start("url") + shield.start("said") + 1
            yield Statement(key, shield["said"], number, column, "badge")


def unlinked(text: str) -> str:
    """Return a text with the labels of its links in their place."""
    return _LINK.sub(r"\1", text)


def badge_text(written: str) -> str:
    """Return what a badge shows for a part of its address: ``in_review`` is "in review"."""
    text = unquote_plus(written, errors="replace").replace("--", "\0").replace("__", "\1")
    return text.replace("_", " ").replace("\0", "-").replace("\1", "_").strip()
