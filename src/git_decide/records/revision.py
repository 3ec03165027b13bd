"""Tells what of an accepted record another version of it changes."""

from __future__ import annotations

import re

from git_decide.records.digest import stem_of
from git_decide.records.foreign.labels import fold, label_keys
from git_decide.records.lifecycle import DECIDED
from git_decide.records.model import LINKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from git_decide.records.model import Record

# What a record covers or claims, and what it says. Status, links, tags, aliases, the review
# date, the outcome, who was consulted or informed and the team's own fields may change.
CLAIMS = ("modules", "paths", "deciders", "kind", "date")
PROSE = (
    "title", "context", "decision", "alternatives", "trade-offs", "success-criteria", "cost",
    "perspectives", "resolution", "escalation", "escalated-to", "sections",
)  # fmt: skip
_HEADERS = frozenset({"status", "date"})  # sections that state fields
_COMMENT = re.compile(r"<!--[\s\S]*?-->|(?m:^(?:\.\.[ \t]+|//[ \t]*)git-decide:[^\n]*$)")
_LINKS = (
    re.compile(r"\[(?P<label>[^\[\]]*)\]\((?P<target>[^()\s]*)[^()]*\)"),
    re.compile(r"`(?P<label>[^`<>]*?)\s*<(?P<target>[^`<>]+)>`__?"),
    re.compile(r"(?:link|xref):(?P<target>[^\s\[\]]+)\[(?P<label>[^\[\]]*)\]"),
    re.compile(r"<<(?P<target>[^<>,]+)(?:,(?P<label>[^<>]*))?>>"),
)
_DEFINED = re.compile(r"(?m:^\[[^\]\n]+\]:[^\n]*$)")
_LEVEL = re.compile(r"(?m:^ {0,3}#{1,6}(?=[ \t]))")  # how deep a heading lies
_WORD = re.compile(r"[\w#](?:[\w./#+-]*\w)?")


def claims(record: Record) -> Mapping[str, object]:
    """Return what a record covers or claims, by key; the order of lists does not matter."""
    people = frozenset(folded(str(person)) for person in record.deciders)
    return {
        "modules": frozenset(record.modules),
        "paths": frozenset(record.paths),
        "deciders": people,
        "kind": record.kind,
        "date": record.date,
    }


def prose(
    record: Record, called: Callable[[str], str] = str, others: Sequence[Record] = ()
) -> Mapping[str, object]:
    """Return what a record says in words, by key, without white space, comments and links.

    How deep a heading within a section is does not matter either.

    `called` maps an id to the one that the record has now, so that a renamed record may
    be named by its new id. `others` are versions that it is compared with: what states
    something there, in another format perhaps, is no prose here either.
    """
    said: dict[str, object] = {}
    free = [text for each in (record, *others) for text in _stating(each)]
    for key in PROSE:
        stated = record.__dict__[key.replace("-", "_")]
        if isinstance(stated, str):
            said[key] = _words(stated, called)
        elif key == "sections":
            texts = [(folded(part.heading), _without(part.text, free)) for part in stated]
            kept = [(name, _words(text, called)) for name, text in texts if name not in _HEADERS]
            said[key] = tuple(part for part in kept if any(part))
        elif isinstance(stated, tuple):
            said[key] = tuple(
                (_words(item.name, called), _words(item.reason or "", called)) for item in stated
            )
        elif stated is not None:
            sides = (stated.product, stated.engineering)
            said[key] = tuple(_words(side or "", called) for side in sides)
    return said


def hushed(now: Record, before: Sequence[Record]) -> tuple[str, ...]:
    """Return which parts of a disagreement a record leaves out that a version before tells.

    A perspective, and whom it was taken to, once both sides had spoken there; how it ended,
    too, once the record is decided. Other words in their place are a matter of `prose`. Who
    merges loses what one of the versions tells.
    """
    told = [_disagreement(record) for record in before]
    mine = _disagreement(now)
    wanted: dict[str, None] = {}
    for parts in told:
        heard = {*_SIDES} <= parts.keys()
        kept = [*_SIDES, "escalated-to"] if heard else []
        kept += _SETTLED if now.status in DECIDED else ()
        wanted.update(dict.fromkeys(key for key in kept if key in parts))
    return tuple(key for key in _KEPT if key in wanted and key not in mine)


def _disagreement(record: Record) -> Mapping[str, str]:
    said = record.perspectives
    parts = {
        "perspectives.product": said.product if said else None,
        "perspectives.engineering": said.engineering if said else None,
        "resolution": record.resolution,
        "escalated-to": record.escalated_to,
    }
    return {key: text for key, text in parts.items() if text and any(map(str.isalnum, text))}


_SIDES = ("perspectives.product", "perspectives.engineering")
_SETTLED = ("resolution", "escalated-to")
_KEPT = (*_SIDES, *_SETTLED)


def beyond_links(record: Record, text: str) -> str:
    """Return a text of a record without the lines that only say how it stands to others."""
    return _without(text, _stating(record)).strip("\n")


def _stating(record: Record) -> tuple[str, ...]:
    """Return what a record says of others in so many words, which may change."""
    return tuple(each.text for each in record.statements if each.key in LINKS)


def _without(text: str, free: Sequence[str]) -> str:
    """Return a text without the lines that say nothing but how the record stands to others."""
    return "\n".join(line for line in text.split("\n") if not _states(line, free))


def _states(line: str, free: Sequence[str]) -> bool:
    """Tell whether a line is one of these statements, alone or behind its label."""
    return any(_says_only(line, said) for said in free if said and said in line)


def _says_only(line: str, said: str) -> bool:
    label = fold(line.partition(said)[0])
    alone = not label and line.endswith(said)
    return alone or label_keys().get(label) in LINKS


def _words(text: str, called: Callable[[str], str]) -> str:
    bare = _LEVEL.sub("#", _DEFINED.sub("", _COMMENT.sub("", text)))
    for link in _LINKS:
        bare = link.sub(_linked, bare)
    return " ".join(_WORD.sub(lambda word: called(word[0]), bare).split())


def _linked(link: re.Match[str]) -> str:
    """Return what stands for a link: the id of a record that it leads to, else its label."""
    base = link["target"].partition("#")[0].rpartition("/")[2]
    return stem_of(base) or link["label"] or ""


def folded(text: str) -> str:
    """Return a text as it is compared: without case and odd white space."""
    return " ".join(text.casefold().split())
