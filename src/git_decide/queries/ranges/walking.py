"""Gathers what the rule must know of every commit of a range, git being asked once for all."""

from __future__ import annotations

from git_decide.git import attributes, history
from git_decide.git.objects import TreeEntry, read_blobs
from git_decide.policy import config
from git_decide.policy.model import ChangedPath
from git_decide.queries.modules import governs, modules
from git_decide.queries.ranges.merges import doubtful
from git_decide.queries.ranges.trees import changing, trees
from git_decide.queries.rules import FILE, judging_rules
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.git.history import Commit, Step
    from git_decide.git.objects import Blob
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.ranges.trees import Tree, Trees

    Flags = Mapping[str, str]


@value
class Walk:
    """The commits of a range, oldest first, with what judges each and what it changed.

    `rules` and `flags` are those of a commit's first parent, by the commit's id; `base_flags`
    those of the base. Flags give the module of each flagged path among those that
    changed. `changes` hold what some flags name or what holds rules: for a merge what
    differs from git's own.
    """

    steps: tuple[Step, ...]
    trees: Trees
    rules: Mapping[str, Rules]
    flags: Mapping[str, Flags]
    base_flags: Flags
    changes: Mapping[str, tuple[ChangedPath, ...]]

    @property
    def commits(self) -> tuple[Commit, ...]:
        """The commits, parents first."""
        return tuple(step.commit for step in self.steps)


def walk(
    repo: Repository,
    tip: str,
    base: str,
    fork: str,
    base_rules: Rules,
    net_paths: Sequence[str],
    notes: Sequence[str],
) -> Walk:
    """Return the commits behind `tip` that are not behind `base`, with which it forked at `fork`.

    `base_rules` are those of the base, `net_paths` what the range as a whole changes.
    `notes` are the refs whose notes count.
    """
    steps = history.walk(repo, tip, [base], notes)
    stated = _stated(repo, steps, tip)
    known = (base_rules, *filter(None, stated.values()))
    folders = sorted({folder for rules in known for folder in _watched(rules)})
    held = trees(repo, steps, tip, folders)
    rules = _rules(repo, steps, held, stated)
    sets = _Sets(repo, held)
    base_flags = sets.flags(_base_tree(repo, base, held, steps, net_paths), net_paths, steps)
    flags, merged = _flags(repo, steps, held, sets, base_flags, fork)
    flagged = {*base_flags, *(path for each in flags.values() for path in each)}
    return Walk(steps, held, rules, flags, base_flags, _changes(steps, flagged, merged))


def _base_tree(
    repo: Repository, base: str, held: Trees, steps: Sequence[Step], net_paths: Sequence[str]
) -> Tree:
    """Return the attribute files of the base; git is asked only where no commit grew on it."""
    if not base or base in held.attributes:
        return held.attributes.get(base, {})
    every = [*net_paths, *history.decoded(p for step in steps for p in _all_paths(step)).values()]
    found = attributes.attribute_files(repo, base, every)
    return {entry.path: (entry.mode, entry.blob) for entry in found}


class _Sets:
    """The flags of paths under distinct sets of attribute files; git is asked once for each."""

    def __init__(self, repo: Repository, held: Trees) -> None:
        self._repo = repo
        self._held = held
        self._known: list[tuple[Tree, dict[str, str], set[str]]] = []

    def flags(self, tree: Tree, paths: Sequence[str], steps: Iterable[Step]) -> Flags:
        """Return the flags of `paths` under a set, and of all that is changed where it judges."""
        for known, found, asked in self._known:
            if known is tree or known == tree:
                if not asked.issuperset(paths):
                    self._ask(known, found, asked, set(paths) - asked)
                return found
        every = {
            *paths,
            *history.decoded(
                path
                for step in steps
                if step.commit.parents and self._of(step) == tree
                for path in _all_paths(step)
            ).values(),
        }
        self._known.append((tree, {}, set()))
        self._ask(*self._known[-1], every)
        return self._known[-1][1]

    def _of(self, step: Step) -> Tree:
        return self._held.attributes[step.commit.parents[0]]

    def _ask(self, tree: Tree, found: dict[str, str], asked: set[str], paths: set[str]) -> None:
        asked |= paths
        if tree:
            held = attributes.of_entries(self._repo, _entries(tree), sorted(paths))
            found.update(modules(held))


def _watched(rules: Rules) -> Iterable[str]:
    yield from (folder for _, folder in rules.records.folders())
    if rules.records.schema:
        yield rules.records.schema


def _stated(repo: Repository, steps: Sequence[Step], tip: str) -> dict[str, Rules | None]:
    """Return the rules that each version of decisions.toml states, by blob; None: unreadable."""
    wanted = frozenset({FILE.encode()})
    blobs = dict.fromkeys(
        blob
        for step in steps
        for parent in range(len(step.raw))
        for entry in step.entries(parent, wanted)
        for blob in (entry.old_blob, entry.new_blob)
    )
    names = [*filter(None, blobs), f"{tip}:{FILE}"]
    found = {blob.id: _parsed(repo, blob) for blob in read_blobs(repo, names) if blob}
    return {"": config.DEFAULTS, **found}


def _parsed(repo: Repository, blob: Blob) -> Rules | None:
    from git_decide.errors import ConfigurationBroken
    from git_decide.queries.rules import rules_of

    try:
        return rules_of(repo, blob)
    except ConfigurationBroken:
        return None


def _rules(
    repo: Repository, steps: Sequence[Step], held: Trees, stated: Mapping[str, Rules | None]
) -> dict[str, Rules]:
    """Return the rules that judge each commit: those of its first parent."""
    at: dict[str, Rules] = {}  # by revision
    asked: dict[str, Rules] = {}  # by blob, for what lies before the range
    found = {}
    for step in steps:
        parents = step.commit.parents
        if parents and parents[0] not in at:
            blob = held.records[parents[0]].get(FILE, ("", ""))[1]
            known = stated.get(blob)
            if known is None and blob not in asked:
                asked[blob] = judging_rules(repo, parents[0])
            at[parents[0]] = known or asked[blob]
        found[step.commit.id] = at[parents[0]] if parents else config.DEFAULTS
        blob = held.records[step.commit.id].get(FILE, ("", ""))[1]
        at[step.commit.id] = stated.get(blob) or found[step.commit.id]
    return found


def _flags(
    repo: Repository, steps: Sequence[Step], held: Trees, sets: _Sets, base_flags: Flags, fork: str
) -> tuple[dict[str, Flags], dict[str, Sequence[ChangedPath]]]:
    """Return the flags of what each commit changed, and what merges changed by themselves."""
    found = {
        step.commit.id: sets.flags(held.attributes[step.commit.parents[0]], (), steps)
        for step in steps
        if step.commit.parents
    }
    flagged = {*base_flags, *(path for each in found.values() for path in each)}
    merges = _doubtful(steps, flagged, fork)
    merged = _merged(repo, merges)
    for step in merges:  # a conflict brings up paths that neither side had
        paths = [entry.path for entry in merged.get(step.commit.id, ())]
        sets.flags(held.attributes[step.commit.parents[0]], paths, steps)
    return found, merged


def _all_paths(step: Step) -> Iterable[bytes]:
    for parent in range(len(step.raw)):
        yield from step.paths(parent)


def _entries(tree: Tree) -> list[TreeEntry]:
    return [
        TreeEntry(path, mode, blob)
        for path, (mode, blob) in tree.items()
        if mode[:3] in ("100", "120")
    ]


def _doubtful(steps: Sequence[Step], flagged: set[str], fork: str) -> list[Step]:
    """Return the merges that git must make again, for what is flagged or holds rules."""
    if all(len(step.raw) < 2 for step in steps):
        return []
    texts = history.decoded({path for step in steps for path in _all_paths(step)})
    paths = frozenset(b for b, path in texts.items() if path in flagged or governs(path))
    return doubtful(steps, changing(steps, paths), paths, fork) if paths else []


def _merged(repo: Repository, merges: Sequence[Step]) -> dict[str, Sequence[ChangedPath]]:
    if not merges:
        return {}
    found = history.remerged(repo, [step.commit for step in merges])
    authors = {step.commit.id: frozenset([step.commit.author]) for step in merges}
    return {
        name: [ChangedPath(**entry.__dict__, authors=authors[name]) for entry in entries]
        for name, entries in found.items()
    }


def _changes(
    steps: Sequence[Step], flagged: set[str], merged: Mapping[str, Sequence[ChangedPath]]
) -> dict[str, tuple[ChangedPath, ...]]:
    found = {}
    for step in steps:
        if len(step.raw) > 1:
            entries = merged.get(step.commit.id, ())
            kept = [e for e in entries if e.path in flagged or governs(e.path)]
        else:
            kept = _own(step, flagged)
        found[step.commit.id] = tuple(kept)
    return found


def _own(step: Step, flagged: set[str]) -> list[ChangedPath]:
    texts = history.decoded(step.paths())
    wanted = frozenset(b for b, path in texts.items() if path in flagged or governs(path))
    if not wanted:
        return []
    authors = frozenset([step.commit.author])
    return [ChangedPath(**e.__dict__, authors=authors) for e in step.entries(0, wanted)]
