"""What header fields and sections are called in records of other formats."""

from __future__ import annotations

import re
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Synonyms = tuple[tuple[str, tuple[str, ...]], ...]

# Canonical key → the names of the header field, folded; the first is the usual one.
FIELDS: dict[str, tuple[str, ...]] = {
    "status": ("status", "state", "adr status", "decision status", "current status"),
    "date": (
        "date", "decision date", "date of decision", "date decided", "decided on", "decided",
        "dated", "revdate", "accepted on", "date accepted", "approved on", "created", "created on",
        "created at", "creation date", "date created", "last updated", "updated",
        "last modified", "last update", "modified",
    ),
    "deciders": (
        "deciders", "decider", "decision makers", "decision maker", "decided by",
        "decision owners", "decision owner", "approvers", "approver", "approved by",
    ),
    "consulted": ("consulted", "consulted people"),
    "informed": ("informed", "informed people"),
    "kind": ("kind",),
    "modules": ("modules", "fragile modules"),
    "paths": ("paths",),
    "supersedes": (
        "supersedes", "supercedes", "superseeds", "superseedes", "superceeds", "supersede",
        "replaces", "obsoletes",
    ),
    "superseded-by": (
        "superseded by", "superceded by", "superseeded by", "supersceded by", "superceeded by",
        "replaced by", "obsoleted by",
    ),
    "amends": ("amends", "modifies", "partially supersedes", "partially replaces"),
    "amended-by": (
        "amended by", "modified by", "partially superseded by", "partially replaced by",
    ),
    "relates": (
        "relates to", "relates", "related", "related to", "related adrs", "related adr",
        "related decisions", "related records", "see also", "refines", "refined by",
        "clarifies", "clarified by", "extends", "extended by", "depends on", "linked to",
    ),
    "review-by": ("review by", "review date", "revisit by", "review on"),
    "escalated-to": ("escalated to",),
    "tags": ("tags", "tag", "labels", "keywords"),
    "aliases": ("aliases", "former ids"),
}  # fmt: skip
# The key of a date that counts only where no other is stated: when the text was begun or changed.
WEAK_DATE = "dated"
_WEAK_DATES = FIELDS["date"][FIELDS["date"].index("created") :]

# Canonical key → the names of the section: those that say it plainly.
SECTIONS: dict[str, tuple[str, ...]] = {
    "context": (
        "context", "context and problem statement", "context & problem statement",
        "context and problem", "context/problem statement", "context and background",
        "context and motivation", "context and problem description", "problem and context",
        "background and context",
    ),
    "decision": ("decision", "decision outcome", "decisions", "the decision", "final decision"),
    "alternatives": (
        "alternatives considered", "alternatives", "considered alternatives",
        "considered options", "options considered", "options", "option",
        "pros and cons of the options", "pros and cons of options",
        "pros and cons of the alternatives", "pros & cons of the options",
        "rejected alternatives", "rejected options", "alternative options",
        "alternative solutions", "considered solutions", "alternatives and options",
        "other options considered", "other options", "options and alternatives", "positions",
    ),
    "trade-offs": (
        "trade offs", "tradeoffs", "consequences", "positive consequences",
        "negative consequences", "neutral consequences", "consequence", "implications",
        "decision consequences", "good consequences", "bad consequences",
    ),
    "success-criteria": ("success criteria",),
    "cost": ("cost", "costs"),
    "perspectives": ("perspectives",),
    "resolution": ("resolution",),
    "escalation": ("escalation",),
    "outcome": ("outcome",),
}  # fmt: skip
# The same for names that mean it only where no plainer one is there.
WEAK_SECTIONS: dict[str, tuple[str, ...]] = {
    "context": (
        "background", "problem statement", "problem", "problem description", "issue",
        "motivation", "situation", "the problem", "problem context", "rationale",
    ),
    "decision": (
        "proposal", "proposed decision", "proposed solution", "solution", "chosen option",
        "chosen solution", "recommendation", "recommended decision", "our decision",
        "decision made", "what we decided", "resolution and decision", "conclusion",
    ),
    "trade-offs": ("impact", "impacts", "pros and cons", "results", "effects", "drawbacks"),
}  # fmt: skip
# What only holds sections together, whose smaller headings count.
FRAMES = frozenset({"summary", "details", "decision summary", "decision details"})
# Fields of front matter in which other tools keep the number of a record.
NUMBERS = frozenset({"adr", "id", "number", "adr id", "adr number", "decision id", "index"})
# Sections of links, whose items may say which record this one replaces.
LINK_SECTIONS = frozenset({"links", "more information", "related", "references", "relations"})

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NUMBERING = re.compile(r"(?:\d+(?:\.\d+)*[.):]|[ivx]+[.)])\s+(?=\S)")
_ASIDE = re.compile(r"(?P<before>[^()]*[^()\s])\s*\((?P<within>[^()]+)\)?")
_WORD = re.compile(r"\w+")
# What headings and their parentheses are made of that only name a section.
_PLAIN = frozenset(
    (*(word for names in SECTIONS.values() for name in names for word in _WORD.findall(name)),
     "discussion", "results", "summary", "prologue", "optional", "interspersed", "with", "its",
     "their", "background", "proposal", "solution", "rationale", "reasons", "explanation")
)  # fmt: skip
_EDGES = " \t*_`~:\uff1a.!?=>#|-\u2013\u2014[](){}\"'"


def fold(label: str) -> str:
    """Return a label as it is compared: no case, numbering, decoration, hyphens or emoji."""
    text = label.casefold()
    if "<!--" in text:
        text = COMMENT.sub(" ", text)
    if not text.isascii():
        text = "".join(c for c in text if c.isalnum() or c.isascii() or c.isspace())
    text = " ".join(text.replace("-", " ").replace("_", " ").split()).strip(_EDGES)
    if not text[:1].isalnum() or not (numbering := _NUMBERING.match(text)):
        return text
    return text[numbering.end() :].strip(_EDGES)


def readings(heading: str) -> tuple[str, ...]:
    """Return a heading folded, and what else it is called: "Discussion (Context)" is a context.

    Parentheses that say more than a name count as words of the heading.
    """
    label = fold(heading)
    aside = _ASIDE.fullmatch(label)
    if not aside or not _PLAIN.issuperset(_WORD.findall(label)):
        return (label,)
    return label, aside["before"], aside["within"]


@lru_cache(maxsize=8)
def label_keys(further: Synonyms = ()) -> Mapping[str, str]:
    """Return folded label → canonical key of a header field (``amended-by`` included).

    `further` are the names of `[records.headings]`, by canonical key. Labels such as
    "Last updated" have the key `WEAK_DATE`.
    """
    weak = dict.fromkeys(_WEAK_DATES, WEAK_DATE)
    return {**_keys(FIELDS, ()), **weak, **_keys(dict.fromkeys(FIELDS, ()), further)}


@lru_cache(maxsize=8)
def section_keys(further: Synonyms = ()) -> Mapping[str, str]:
    """Return folded heading → canonical key of a section, for the names that say it plainly."""
    return _keys(SECTIONS, further)


@lru_cache(maxsize=8)
def weak_section_keys(further: Synonyms = ()) -> Mapping[str, str]:
    """Return the same for names that count only where no plainer one is in the record."""
    strong = section_keys(further)
    return {label: key for label, key in _keys(WEAK_SECTIONS, ()).items() if label not in strong}


def _keys(table: Mapping[str, tuple[str, ...]], further: Synonyms) -> Mapping[str, str]:
    found = {label: key for key, labels in table.items() for label in labels}
    for key, labels in further:
        if key in table:
            found.update((fold(label), key) for label in labels)
    return found
