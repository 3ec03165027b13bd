"""What a record that is about to be written says, and what it is written with."""

from __future__ import annotations

import re

from git_decide.records import headings
from git_decide.records.digest import name_of, stem_of
from git_decide.records.edit.source import unified
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.editing import Link
    from git_decide.records.headings import Synonyms
    from git_decide.records.model import Alternative, Person

_GUIDES = {
    "context": "What makes a decision necessary? What is known, and what is not?",
    "alternatives": "One line for each, with why it lost, such as: - **Name**: reason",
    "trade-offs": "What gets better, what gets worse, and who pays for it?",
}
# A proposal needs one of these: where one is given, nothing asks for the other.
_EITHER = {"alternatives": "trade_offs", "trade-offs": "alternatives"}
_ASCIIDOC = (".adoc", ".asciidoc")
_DIGITS = re.compile("[0-9]+")


@value
class NewRecord:
    """What is known of a record that is about to be written; dates are ``YYYY-MM-DD``.

    Texts are Markdown; what is "" or () was not given, and leaves a question in
    the file where the status needs an answer.
    """

    title: str
    date: str
    status: str = "proposed"
    kind: str = ""
    deciders: tuple[Person, ...] = ()
    consulted: tuple[Person, ...] = ()
    informed: tuple[Person, ...] = ()
    modules: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    relates: tuple[str, ...] = ()
    review_by: str = ""
    cost: str = ""
    escalated_to: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    context: str = ""
    decision: str = ""
    alternatives: tuple[Alternative, ...] = ()
    trade_offs: str = ""
    success_criteria: str = ""
    product: str = ""
    engineering: str = ""
    resolution: str = ""
    escalation: str = ""
    outcome: str = ""


@value
class Setting:
    """Where a new record will lie, and whom it knows.

    `path` is that from the top of the repository: its ending says the markup, its
    name the number. `headings` and `statuses` are those of `[records]`. `links` are the
    records that the new one names by their ids.
    """

    path: str = "docs/decisions/new.md"
    headings: Synonyms = ()
    statuses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def id(self) -> str:
        """What the record is called: the stem of its path."""
        name = name_of(self.path, "")
        return name.id if name else ""

    @property
    def digits(self) -> str:
        """The number that the path gives the record, as written there; "" for none."""
        name = name_of(self.path, "")
        match = _DIGITS.search(name.id) if name and name.number is not None else None
        return match[0] if match else ""


def stated(fields: NewRecord, key: str) -> str | tuple[str, ...]:
    """Return a field as texts, "" or () where it was not given."""
    found = getattr(fields, key.replace("-", "_"))
    return tuple(map(str, found)) if isinstance(found, tuple) else str(found)


def body_text(fields: NewRecord, key: str) -> str:
    """Return a part of the body as Markdown, "" where it was not given."""
    if key == "alternatives":
        return "\n".join(map(alternative_item, fields.alternatives))
    if key == "perspectives":
        sides = (("product", fields.product), ("engineering", fields.engineering))
        said = [(headings.SIDES[side][0], _text(text)) for side, text in sides if text.strip()]
        return "\n\n".join(f"### {side}\n\n{text}" for side, text in said)
    found = stated(fields, key)
    return _text(found if isinstance(found, str) else ", ".join(found))


def alternative_item(alternative: Alternative) -> str:
    """Return an alternative as a list item, ``- **Name**: reason``."""
    head = f"- {_bold(' '.join(alternative.name.split()))}"
    reason = _text(alternative.reason or "").strip()
    if not reason:
        return head
    first, *more = reason.split("\n")
    return "\n".join([f"{head}: {first}", *(f"  {line}" if line else "" for line in more)])


def option_name(name: str) -> str:
    """Return what a list item says that is read as the name of an option and nothing else."""
    from git_decide.records.alternatives import part_name

    line = " ".join(name.split())
    return line if part_name(line) == (line, "") else _bold(line)


def _bold(line: str) -> str:
    return f"__{line}__" if "**" in line else f"**{line}**"


def ending(template: str) -> str:
    """Return what the files of records made from a template end with: ``.md``, ``.rst``."""
    base = template.rpartition("/")[2]
    stem = stem_of(base)
    return base[len(stem) :] if stem else ".md"


def asks(fields: NewRecord, key: str) -> bool:
    """Tell whether a guide may stand in a section: check takes it for an answer not given."""
    other = _EITHER.get(key)
    return not (fields.status == "proposed" and other and getattr(fields, other))


def guide(key: str, path: str = "") -> str:
    """Return the question that a section leaves open, as a comment of the markup at `path`."""
    text = _GUIDES.get(key, "To be written.")
    if path.lower().endswith(".rst"):
        return f".. {text}"
    return f"// {text}" if path.lower().endswith(_ASCIIDOC) else f"<!-- {text} -->"


def is_asked(fields: NewRecord, key: str) -> bool:
    """Tell whether the status needs an answer to the question of a section."""
    asked = ("context",) if fields.status == "problem" else tuple(_GUIDES)
    return key in asked and asks(fields, key)


def clean(text: str) -> str:
    """Return a text that is UTF-8 for every tool: no NUL, no lone surrogates."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


def _text(text: str) -> str:
    return unified(text).strip("\n").rstrip()
