"""Glances at the heads of records, for what suggests them: quick, and not always right."""

from __future__ import annotations

import re

from git_decide import store
from git_decide.errors import UserError
from git_decide.git import checkout
from git_decide.git.objects import read_blobs
from git_decide.listing import among
from git_decide.records.foreign.statuses import status_of
from git_decide.records.limits import LARGEST
from git_decide.records.titles import part
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.records.digest import Name
    from git_decide.store import Listed

MOST = 1000  # so many files are opened; of more, only the names are told
_HEAD = 4096  # bytes that are looked at: the front matter and the title
_FENCE = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_FIELD = r"^{key}[ \t]*:[ \t]*(.*(?:\n(?:[ \t]+|-[ \t]).*)*)"
_MARKDOWN = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_ASCIIDOC = re.compile(r"^=[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(\S.*)\n(?:={3,}|-{3,}|\*{3,})[ \t]*$", re.MULTILINE)
_STATED = (
    re.compile(
        r"^[#=]{2,3}[ \t]*(?:\d+\.[ \t]*)?status[ \t:]*\n+(.+)", re.IGNORECASE | re.MULTILINE
    ),
    re.compile(r"^[-*+|:> \t]*\**status\**[ \t]*[:|]+\**[ \t]*(.+)", re.IGNORECASE | re.MULTILINE),
    re.compile(r"^status[ \t]*\n[-=~^*]{3,}[ \t]*\n+(.+)", re.IGNORECASE | re.MULTILINE),
)


@value
class Glance:
    """What the head of a record's text seems to say; "" and () for what was not seen.

    `status` is a canonical one.
    """

    name: Name
    title: str = ""
    status: str = ""
    tags: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()


def glances(repo: Repository, rules: Rules, typed: str = "") -> tuple[Glance, ...]:
    """Return the records of all logs in the work tree, in a bare repository at HEAD.

    No record is parsed. Where there are more than `MOST`, only those are meant whose
    paths hold what was `typed`, and where these are still as many, none is opened.
    """
    entries = _entries(repo, rules, typed)
    if len(entries) > MOST:
        return tuple(Glance(entry.name) for entry in entries)
    return tuple(
        glance(entry.name, text, rules)
        for entry, text in zip(entries, _heads(repo, entries), strict=True)
    )


def _entries(repo: Repository, rules: Rules, typed: str) -> Sequence[Listed]:
    if repo.top is None:
        return store.listed(repo, rules.records, "HEAD")
    folders = [folder for _, folder in rules.records.folders()]
    found = [each for folder in folders for each in checkout.entries(repo, folder)]
    if len(found) > MOST:
        part = typed.rpartition("/")[2].casefold()
        part = part.lstrip("0") if part.isdigit() else part
        found = [each for each in found if part in each[0].casefold()]
    return among(rules.records, [(path, mode, "") for path, mode in found])


def glance(name: Name, text: str, rules: Rules) -> Glance:
    """Return what a record's text says at first sight."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    fenced = _FENCE.match(text)
    front, body = (fenced[1], text[fenced.end() :]) if fenced else ("", text)
    stated = _text(front, "status") or _stated(body)
    return Glance(
        name,
        title=part(_heading(body) or _text(front, "title"), name.number).text,
        status=status_of(stated, rules.records.statuses) if stated else "",
        tags=tuple(_items(front, "tags")),
        deciders=tuple(_items(front, "deciders") or _items(front, "decision-makers")),
    )


def _heads(repo: Repository, entries: Sequence[Listed]) -> Iterator[str]:
    if repo.top is None:
        blobs = read_blobs(repo, [entry.blob for entry in entries], limit=LARGEST)
        contents = iter([blob.content[:_HEAD] if blob else b"" for blob in blobs])
    else:
        contents = (_head(repo, entry) for entry in entries)
    return (content.decode("utf-8", "replace") for content in contents)


def _head(repo: Repository, entry: Listed) -> bytes:
    if entry.mode == checkout.SYMLINK:
        return b""
    try:
        return checkout.content(repo, entry.name.path, _HEAD) or b""
    except (OSError, UserError):
        return b""


def _heading(body: str) -> str:
    found = (heading.search(body) for heading in (_MARKDOWN, _ASCIIDOC, _UNDERLINED))
    return next((each[1].strip() for each in found if each), "")


def _stated(body: str) -> str:
    return next((found[1] for pattern in _STATED if (found := pattern.search(body))), "")


def _text(front: str, key: str) -> str:
    return next(iter(_items(front, key)), "")


def _items(front: str, key: str) -> list[str]:
    """Return the items of a list in front matter, or the one text that stands there."""
    found = re.search(_FIELD.format(key=key), front, re.MULTILINE)
    if not found:
        return []
    first, _, rest = found[1].partition("\n")
    if first.startswith("[") and first.endswith("]"):
        parts = first[1:-1].split(",")
    else:
        parts = [first] if first else [line.strip().removeprefix("-") for line in rest.split("\n")]
    return [text for each in parts if (text := each.strip().strip("'\""))]
