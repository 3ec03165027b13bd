"""Gathers what the rule must know of every commit of a range, git being asked once for all."""

from __future__ import annotations

import os

from git_decide.git import changes, graph, history, notes, once, ranges, run
from git_decide.git.objects import listed_where_ahead, read_blobs
from git_decide.policy import config
from git_decide.policy.model import ChangedPath
from git_decide.queries.modules import governing, governs
from git_decide.queries.ranges.flagging import Sets
from git_decide.queries.ranges.merging import begin as begin_merges
from git_decide.queries.ranges.merging import forked
from git_decide.queries.ranges.remerging import merged
from git_decide.queries.ranges.trees import trees, trees_ahead
from git_decide.queries.rules import FILE, judging_rules
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from git_decide.git.changes import Entry
    from git_decide.git.history import Commit, Step
    from git_decide.git.objects import Blob
    from git_decide.git.once import Found
    from git_decide.git.ranges import Range
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.ranges.merging import Forks
    from git_decide.queries.ranges.trees import Tree, Trees
    from git_decide.queries.rewriting import Held

    Flags = Mapping[str, str]

_SUBMODULE = "160000"
_FEW = 100  # commits that git shows before it could be told of others


@value
class Walk:
    """The commits of a range, oldest first, with what judges each and what it changed.

    `rules` and `flags` are those of a commit's first parent, by the commit's id; `base_flags`
    those of the base. Flags give the module of each flagged path among those that
    changed. `changes` hold what some flags name or what holds rules: for a merge what
    differs from git's own. `held` is what is known of attribute files.
    """

    steps: tuple[Step, ...]
    trees: Trees
    rules: Mapping[str, Rules]
    flags: Mapping[str, Flags]
    base_flags: Flags
    changes: Mapping[str, tuple[ChangedPath, ...]]
    held: Held

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
    net_paths: Sequence[bytes],
    refs: Sequence[str],
) -> Walk:
    """Return the commits behind `tip` that are not behind `base`, with which it forked at `fork`.

    `base_rules` are those of the base, `net_paths` what the range as a whole changes.
    `refs` are those whose notes count.
    """
    line = graph.within(repo, tip, base)
    known = _known({name: each.parents for name, each in line.commits.items()}, tip, base)
    history.shown_ahead(repo, [*line.commits], refs, known)
    trees_ahead(repo, line, (base, tip), sorted(set(_watched(base_rules))))
    forks = _forks(repo, line, base)
    steps = history.shown(repo, [*line.commits], refs, known)
    blobs = _stating_blobs(repo, steps, base, tip)
    stated = {"": config.DEFAULTS, **{name: _parsed(repo, each) for name, each in blobs.items()}}
    every = (base_rules, *filter(None, stated.values()))
    folders = sorted({folder for rules in every for folder in _watched(rules)})
    paths = {path for step in steps for path in step.paths}
    paths.update(net_paths)
    held = trees(repo, steps, line, (base, tip), folders)
    once.learn(_rule_files(held, blobs))
    rules = _rules(repo, steps, held, stated)
    sets = Sets(repo, held.attributes, map(os.fsdecode, paths))
    base_flags = sets.flags(base)
    watched = sets.flagging or any(held.records[id_].get(FILE) for id_ in held.records)
    # Where nothing is watched, no merge can lose anything.
    merges = merged(repo, steps, sets, base, forks) if watched else {}
    run.forget()  # what was begun for nothing
    flags = {s.commit.id: sets.flags(s.commit.parents[0]) for s in steps if s.commit.parents}
    distinct = {id(each): each for each in (base_flags, *flags.values())}.values()
    flagged = {path for each in distinct for path in each}
    return Walk(steps, held, rules, flags, base_flags, _changes(steps, flagged, merges), sets)


def begin(repo: Repository, wanted: Range) -> None:
    """Let git begin with what the judge of a range will ask, `walk` included."""
    graph.within_ahead(repo, wanted.tip, wanted.base)
    if wanted.base:
        listed_where_ahead(repo, wanted.base)
    for fork in wanted.forks:
        changes.between_ahead(repo, fork, wanted.tip)


def begin_commits(repo: Repository, wanted: Range) -> None:
    """Let git begin with what `walk` will ask of the commits that are known to be in a range.

    To find out which others are takes git as long as to tell what these changed.
    """
    if wanted.base and wanted.base == wanted.fork:
        with run.Kept():
            parents = ranges.first_parents(repo, wanted.base, wanted.tip)
            known = _known(parents, wanted.tip, wanted.base)
            history.shown_ahead(repo, (), notes.verdict_refs(repo), known)


def _known(parents: Mapping[str, Sequence[str]], tip: str, base: str) -> Sequence[Sequence[str]]:
    """Return which commits of a range its first parents tell of: these, and what they merged.

    Of that some may be behind the base after all. In one part, since git looks for others at
    the same time, in more where there are none. Nothing where the first parents do not lead
    to the base, or are too few to be worth it.
    """
    found = []
    name = tip
    while name in parents:
        found.append(name)
        name = parents[name][0] if parents[name] else ""
    if name != base or len(found) < _FEW:
        return ()
    merged = [parent for name in found for parent in parents[name][1:]]
    return [[*dict.fromkeys((*found, *merged))]] if merged else history.halves(found)


def _forks(repo: Repository, line: graph.Line, base: str) -> Forks | None:
    """Let git begin with what merges will be asked about, where the base has rules."""
    if not (base and any(once.known([f"{base}:{FILE}"]).values())):
        return None
    forks = forked(repo, line.commits, base)
    begin_merges(repo, line.commits, forks)
    return forks


def _watched(rules: Rules) -> Iterable[str]:
    yield from (folder for _, folder in rules.records.folders())
    if rules.records.schema:
        yield rules.records.schema


def _stating_blobs(repo: Repository, steps: Sequence[Step], base: str, tip: str) -> dict[str, Blob]:
    """Return each version of decisions.toml, by its id. One process."""
    wanted = frozenset({FILE.encode()})
    blobs = dict.fromkeys(
        blob
        for step in steps
        for entry in step.entries(wanted)
        for blob in (entry.old_blob, entry.new_blob)
    )
    names = [*filter(None, blobs), *(f"{each}:{FILE}" for each in (base, tip) if each)]
    return {blob.id: blob for blob in read_blobs(repo, names) if blob}


def _rule_files(held: Trees, blobs: Mapping[str, Blob]) -> Iterator[tuple[str, Found | None]]:
    """Yield what decisions.toml is at every commit, as git would say."""
    for revision, tree in held.records.items():
        mode, name = tree.get(FILE, ("", ""))
        if not mode:
            yield f"{revision}:{FILE}", None
        elif name in blobs and mode != _SUBMODULE:
            yield f"{revision}:{FILE}", (name, "blob", blobs[name].content)


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
            blob = _stating(held.records[parents[0]])
            known = stated.get(blob)
            if known is None and blob not in asked:
                asked[blob] = judging_rules(repo, parents[0])
            at[parents[0]] = known or asked[blob]
        found[step.commit.id] = at[parents[0]] if parents else config.DEFAULTS
        blob = _stating(held.records[step.commit.id])
        at[step.commit.id] = stated.get(blob) or found[step.commit.id]
    return found


def _stating(tree: Tree) -> str:
    """Return the blob of a tree's decisions.toml; a submodule of that name states nothing."""
    mode, blob = tree.get(FILE, ("", ""))
    return "" if mode == _SUBMODULE else blob


def _changes(
    steps: Sequence[Step], flagged: set[str], merges: Mapping[str, Sequence[Entry]]
) -> dict[str, tuple[ChangedPath, ...]]:
    found = {}
    raw = frozenset(map(os.fsencode, flagged))
    kept: Sequence[Entry]
    for step in steps:
        if len(step.commit.parents) > 1:
            entries = merges.get(step.commit.id, ())
            kept = [entry for entry in entries if entry.path in flagged or governs(entry.path)]
        else:
            kept = _own(step, raw)
        authors = frozenset([step.commit.author])
        found[step.commit.id] = tuple(
            ChangedPath(**entry.__dict__, authors=authors) for entry in kept
        )
    return found


def _own(step: Step, flagged: frozenset[bytes]) -> Sequence[Entry]:
    wanted = flagged.intersection(step.paths).union(governing(step.paths))
    return step.entries(wanted) if wanted else ()
