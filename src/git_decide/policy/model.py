"""The words of the rule: changes, rules, links, records and verdicts as plain values.

No floor below is known here; whoever asks the judge puts what git and the
records say into these values.
"""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    Enforce = Literal["refuse", "warn"]
    Require = Literal["accepted", "proposed"]
    SkipPolicy = Literal["allowed", "forbidden"]
    Side = Literal["product", "engineering"]
    # content: the path itself changed. flag: its `fragile` value did, or a line that
    # unsets it came. rules: what judges the module in decisions.toml did.
    How = Literal["content", "flag", "rules"]
    Outcome = Literal["justified", "skipped", "standing", "reverted", "debt", "warned", "refused"]

DEFAULT_MODULE = "default"
SIDES: tuple[Side, ...] = ("product", "engineering")
# Which sides must have decided, by the kind of a record (product section 2).
OWNERS: dict[str, tuple[Side, ...]] = {
    "product": ("product",),
    "scope": ("product",),
    "technical": ("engineering",),
    "trade-off": ("product", "engineering"),
}


@value
class ModulePolicy:
    """`[fragile.NAME]`: why a module is fragile and what a change to it needs.

    `max_age` is in days; None means that a decision never grows stale. `skip`
    is already the effective value (the module's own, else `[policy] skip`).
    """

    name: str
    why: str = ""
    owners: tuple[str, ...] = ()
    enforce: Enforce = "refuse"
    require: Require = "accepted"
    decided_by: tuple[Side, ...] = ()
    max_age: int | None = None
    skip: SkipPolicy = "allowed"
    decisions: tuple[str, ...] = ()


@value
class Standing:
    """`[[standing]]`: changes by `authors` to `paths` need no link of their own.

    `authors` are patterns in which only ``*`` and ``?`` are special, held against
    the name, the address and ``NAME <ADDRESS>``; `paths` speak the language of
    `.gitattributes`. An empty tuple does not restrict.
    """

    decision: str
    authors: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


@value
class Roles:
    """`[roles]`: the titles that speak for each side, compared without case."""

    product: tuple[str, ...]
    engineering: tuple[str, ...]


@value
class RecordsPolicy:
    """`[records]`: where the logs are and in whose words they are written.

    `headings` are further names of sections and fields, `statuses` further words for a
    status, both by canonical name. `strict` holds records of every format to the
    built-in schema, not only those of this project's own.
    """

    directory: str = "docs/decisions"
    naming: Literal["sequence", "date"] = "sequence"
    template: str = "decision-log"
    also_on: tuple[str, ...] = ()
    schema: str = ""
    logs: tuple[tuple[str, str], ...] = ()
    headings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    statuses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    strict: bool = False

    def folders(self) -> tuple[tuple[str, str], ...]:
        """Return every log as (name, folder); the main one has the empty name."""
        return (("", self.directory), *self.logs)


@value
class Rules:
    """All of `decisions.toml` that judges, with defaults filled in."""

    records: RecordsPolicy
    roles: Roles
    modules: Mapping[str, ModulePolicy]
    since: str = ""
    protect: tuple[str, ...] = ()
    each_commit: bool = False
    skip: SkipPolicy = "allowed"
    standing: tuple[Standing, ...] = ()

    def module(self, name: str) -> ModulePolicy:
        """Return the policy of a module, which may be flagged and have no table."""
        return self.modules.get(name) or ModulePolicy(name, skip=self.skip)


@value
class ChangedPath:
    """One path of a change: added, deleted, modified, of another mode or type.

    A rename is two of these. Blobs are object ids in hexadecimal, "" where the
    path does not exist on that side; modes likewise. `authors` made the change
    ("NAME <ADDRESS>"; several in a range).
    """

    path: str
    old_mode: str
    new_mode: str
    old_blob: str
    new_blob: str
    authors: frozenset[str] = frozenset()


@value
class Touch:
    """A path through which a change touches a module.

    `source` is the file whose content changed: the path itself, or the
    `.gitattributes` or `decisions.toml` that stopped guarding it.
    """

    module: str
    path: str
    how: How
    source: str
    authors: frozenset[str] = frozenset()


@value
class Candidate:
    """What the judge must know of a linked record.

    `covers` are those touched paths that a pattern of its `paths` matches.
    `problems` are the errors that the schema finds in it, in words; empty means
    valid. `date` is a proleptic ordinal (`datetime.date.toordinal`), None when
    the record states none; `dated` is its date as written. `was_accepted` tells that
    it was accepted at the merge base (for a single commit: at its first parent).
    `attached` are the modules whose `[fragile.NAME] decisions` name it. `deciders`
    are for words only: as written, each with the role title or "".
    """

    id: str
    status: str
    modules: tuple[str, ...] = ()
    covers: frozenset[str] = frozenset()
    sides: frozenset[Side] = frozenset()
    problems: tuple[str, ...] = ()
    date: int | None = None
    was_accepted: bool = False
    attached: frozenset[str] = frozenset()
    path: str = ""
    title: str = ""
    deciders: tuple[tuple[str, str], ...] = ()
    dated: str = ""


@value
class Rewritten:
    """What a change does to the `.gitattributes` files, in the words of the rule.

    `modules` are those with a flag line in the rules' tree, `patterns` these
    lines as (directory, pattern, module). `reflagged` are paths of the new tree
    whose module is no longer what the rules say: (path, module). `unsets` are
    added lines that take the flag away: (directory, pattern). Directories are
    "" for the top.
    """

    modules: frozenset[str] = frozenset()
    patterns: tuple[tuple[str, str, str], ...] = ()
    reflagged: tuple[tuple[str, str], ...] = ()
    unsets: tuple[tuple[str, str], ...] = ()


@value
class Link:
    """One `Decision:` value and what it resolved to: nothing, a record, or several."""

    written: str
    found: tuple[Candidate, ...] = ()
    trailer: bool = True


@value
class Revert:
    """A commit that the message names: the files it gives back, the links it carried."""

    commit: str
    restores: frozenset[str]
    links: tuple[Link, ...] = ()


@value
class Case:
    """Everything about one change, a commit or a range, that the rule looks at.

    `day` is the committer date as an ordinal. `fixup` tells that the subject
    starts with fixup!, squash! or amend!; `protected` that the branch is one of
    `[policy] protect`. `standing_paths` holds, for each standing entry of the
    rules in order, the touched paths that its patterns match, and
    `standing_links` what its decision resolves to.
    """

    touches: tuple[Touch, ...]
    rules: Rules
    links: tuple[Link, ...] = ()
    skips: tuple[str, ...] = ()
    reverts: tuple[Revert, ...] = ()
    day: int = 0
    fixup: bool = False
    protected: bool = False
    standing_paths: tuple[frozenset[str], ...] = ()
    standing_links: tuple[Link, ...] = ()


@value
class Lack:
    """Why a linked record does not justify a touched module: a code and a sentence."""

    code: str
    record: str
    message: str


@value
class ModuleVerdict:
    """What the rule says of one touched module.

    `outcome`: justified, skipped, standing, reverted (inherits), debt (a revert
    or a skip to be paid back), warned (would be refused, but only warns) or
    refused. `uncovered` are the touched paths without a decision.
    """

    module: str
    outcome: Outcome
    touches: tuple[Touch, ...]
    uncovered: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()


@value
class Notice:
    """Something to tell that does not refuse: a stable code and a sentence."""

    code: str
    message: str


@value
class Verdict:
    """What the rules say of a change, module by module, in the modules' order."""

    modules: tuple[ModuleVerdict, ...]
    notices: tuple[Notice, ...] = ()
    broken_links: tuple[Lack, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the change may not pass."""
        return any(module.outcome == "refused" for module in self.modules)
