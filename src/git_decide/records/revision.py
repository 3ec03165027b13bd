"""Tells what of an accepted record another version of it changes."""

from __future__ import annotations

import re

from git_decide.records.digest import stem_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
_LINK = re.compile(r"\[(?P<label>[^\[\]]*)\]\((?P<target>[^()\s]*)[^()]*\)")
_DEFINED = re.compile(r"(?m:^\[[^\]\n]+\]:[^\n]*$)")
_WORD = re.compile(r"[\w#](?:[\w./#+-]*\w)?")


def claims(record: Record) -> Mapping[str, object]:
    """Return what a record covers or claims, by key; the order of lists does not matter."""
    people = frozenset(_folded(str(person)) for person in record.deciders)
    return {
        "modules": frozenset(record.modules),
        "paths": frozenset(record.paths),
        "deciders": people,
        "kind": record.kind,
        "date": record.date,
    }


def prose(record: Record, called: Callable[[str], str] = str) -> Mapping[str, object]:
    """Return what a record says in words, by key, without white space, comments and links.

    `called` maps an id to the one that the record has now, so that a renamed record may
    be named by its new id.
    """
    said: dict[str, object] = {}
    for key in PROSE:
        stated = record.__dict__[key.replace("-", "_")]
        if isinstance(stated, str):
            said[key] = _words(stated, called)
        elif key == "sections":
            texts = [(_folded(part.heading), part.text) for part in stated]
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


def _words(text: str, called: Callable[[str], str]) -> str:
    bare = _LINK.sub(_linked, _DEFINED.sub("", _COMMENT.sub("", text)))
    return " ".join(_WORD.sub(lambda word: called(word[0]), bare).split())


def _linked(link: re.Match[str]) -> str:
    """Return what stands for a link: the id of a record that it leads to, else its label."""
    base = link["target"].partition("#")[0].rpartition("/")[2]
    return stem_of(base) or link["label"]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
