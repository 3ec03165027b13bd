"""A decision record as a plain value: the canonical document, the place of every part."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from git_decide.findings import Finding
    from git_decide.records.digest import Name

    Format = Literal["decision-log", "madr", "nygard", "rst", "asciidoc", "other"]
    Manner = Literal[
        "front matter",
        "section",
        "bullet",
        "bold",
        "line",
        "table",
        "attribute",
        "heading",
        "badge",
    ]

# Keys of the links between records, each held by the field of `Record` that is called alike.
LINKS = ("supersedes", "superseded-by", "amends", "amended-by", "relates")
# Those that the canonical document has: `amended-by` is the other end of `amends`.
STATED_LINKS = tuple(key for key in LINKS if key != "amended-by")
BUILT_IN = ("decision-log", "madr", "nygard")  # formats of new records that need no template
KINDS = ("product", "scope", "technical", "trade-off")


@value
class Person:
    """Someone named in a record; `role` is the title as written, None where none is."""

    name: str
    role: str | None = None

    def __str__(self) -> str:
        """Return how a record writes it: ``NAME (ROLE)``."""
        return f"{self.name} ({self.role})" if self.role else self.name


@value
class Alternative:
    """A way that was considered, and why it lost (None where that is not said)."""

    name: str
    reason: str | None = None


@value
class Section:
    """A section that the format does not know, as written; text before any has no heading."""

    heading: str
    text: str


@value
class Perspectives:
    """What each side says while it disagrees."""

    product: str | None = None
    engineering: str | None = None


@value
class Statement:
    """One place where a record states a field: its words, where they stand, and in what manner.

    `key` is that of the canonical document, or ``amended-by``. `line` and `column` count
    from one and are those of the first character of `text`, which is on one line of
    the file, as written. A field may be stated in several places.
    """

    key: str
    text: str
    line: int
    column: int
    manner: Manner


@value
class Mention:
    """A link in a record's text to a file that may be a record.

    `path` is the target from the top of the repository, as far as `text`, what is
    written between the parentheses, leads there. Places count from one.
    """

    path: str
    text: str
    line: int
    column: int


@value
class Silence:
    """A comment in a record that silences a code, with the reason, "" where none is given."""

    code: str
    reason: str
    line: int
    column: int


@value
class Record:
    """One record; a field per key of the canonical document, absent ones None or empty.

    `status` is folded to lower case, `status_text` is as written. Dates are texts.
    Links to other records are as written. `extra` holds the team's own ``x-`` fields.
    `places` maps the key of every part (``title``, ``deciders[0]``,
    ``perspectives.product``) to its line and column, both counted from one.
    `placeholders` are the keys that hold nothing but template text. In formats other
    than this project's own, `statements` are all places that state a field.
    `amended_by` is the other end of `amends`, which only some formats write down.
    `mentions` are the links in its text, `silences` the comments that silence a code.
    """

    name: Name
    places: Mapping[str, tuple[int, int]]
    format: Format = "decision-log"
    title: str | None = None
    status: str | None = None
    status_text: str | None = None
    date: str | None = None
    kind: str | None = None
    deciders: tuple[Person, ...] = ()
    consulted: tuple[Person, ...] = ()
    informed: tuple[Person, ...] = ()
    modules: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    relates: tuple[str, ...] = ()
    review_by: str | None = None
    cost: str | None = None
    escalated_to: str | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    context: str | None = None
    decision: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    trade_offs: str | None = None
    success_criteria: str | None = None
    perspectives: Perspectives | None = None
    resolution: str | None = None
    escalation: str | None = None
    outcome: str | None = None
    sections: tuple[Section, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()
    placeholders: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    silences: tuple[Silence, ...] = ()


@value
class Reading:
    """What came of reading a file: the record, as far as it could be read, and what is wrong.

    `record` is None only where the content was not looked at (too large).
    """

    record: Record | None
    findings: tuple[Finding, ...] = ()
