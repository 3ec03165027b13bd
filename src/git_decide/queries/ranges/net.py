"""Makes a case of the net change of a range."""

from __future__ import annotations

import os

from git_decide.git import changes, history
from git_decide.git.changes import Differing
from git_decide.policy.model import Case, ChangedPath, Rewritten
from git_decide.policy.touching import touches
from git_decide.queries import linking
from git_decide.queries.modules import governing, governs
from git_decide.queries.ranges.commits import day
from git_decide.queries.ranges.lookup import Place
from git_decide.queries.rewriting import Sides, rewritten
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.ranges import Range
    from git_decide.git.repository import Repository
    from git_decide.policy.links import Message
    from git_decide.policy.model import Link, Rules, Touch
    from git_decide.queries.ranges.commits import Bench
    from git_decide.queries.ranges.lookup import Finder
    from git_decide.queries.ranges.model import JudgedCommit
    from git_decide.queries.ranges.walking import Walk
    from git_decide.queries.rewriting import Held
    from git_decide.store import Words


@value
class Net:
    """The net change of a range, under the rules and the flags of its base.

    `flags` gives the module of each changed path that is flagged; `words` are what
    the base holds records to, `held` what is known of attribute files.
    """

    range: Range
    rules: Rules
    words: Words
    change: tuple[ChangedPath, ...]
    flags: Mapping[str, str]
    held: Held


def net(repo: Repository, wanted: Range, rules: Rules, differing: Differing, walked: Walk) -> Net:
    """Return what a range changes between its fork and its tip, as far as the rule looks at it.

    The authors of a change are those of what the single commits did to the path. What none
    of them did came from where the base has it from: of branches that were merged into each
    other one fork is looked at, though there is more than one.
    """
    authors: dict[str, frozenset[str]] = {}
    for each in walked.changes.values():
        for entry in each:
            authors[entry.path] = authors.get(entry.path, frozenset()) | entry.authors
    flags = walked.base_flags
    flagged = frozenset(map(os.fsencode, flags))
    ruling = frozenset(governing(differing.raw))
    entries = differing.entries(path for path in differing.raw if path in flagged or path in ruling)
    change = tuple(
        ChangedPath(**entry.__dict__, authors=authors.get(entry.path, frozenset()))
        for entry in entries
    )
    if not (wanted.replaced or authors.keys() >= {entry.path for entry in change}):
        change = _own(repo, walked, change)
    words = linking.words_at(repo, rules, wanted.base or wanted.tip)
    return Net(wanted, rules, words, change, flags, walked.held)


def differing(repo: Repository, wanted: Range) -> Differing:
    """Return how the tip differs from where the range forked; for a path, from the first such fork.

    A path that one fork has like the tip may have been taken back to that. Nothing for a
    history that begins in the range, which nothing flags. One process for each fork.
    """
    found: dict[bytes, bytes] = {}
    for fork in wanted.forks:
        for path, facts in changes.differing(repo, fork, wanted.tip).raw.items():
            found.setdefault(path, facts)
    return Differing(found)


def _own(
    repo: Repository, walked: Walk, change: tuple[ChangedPath, ...]
) -> tuple[ChangedPath, ...]:
    """Return the part of a change that commits have a hand in; all where merges may hide one."""
    parents = [len(commit.parents) for commit in walked.commits]
    if max(parents, default=0) > 2 or not history.remerges(repo):
        return change
    return tuple(entry for entry in change if entry.authors)


def net_touches(repo: Repository, found: Net) -> tuple[Touch, ...]:
    """Return through what the net change touches which modules.

    Where the tip takes the place of a base that it does not descend from, what judges
    is held against that base as well: nothing else would see a flag that is gone.
    """
    wanted, rules = found.range, found.rules
    change = found.change
    forks = () if wanted.replaced else wanted.forks
    if wanted.replaced:
        direct = changes.between(repo, wanted.base, wanted.tip)
        governing = [ChangedPath(**e.__dict__) for e in direct if governs(e.path)]
        change = (*(e for e in change if not governs(e.path)), *governing)
    flagged = Rewritten()
    after: tuple[Rules, ...] = (rules,)
    if any(governs(entry.path) for entry in change):
        sides = Sides(wanted.base, (), wanted.tip, forks)
        flagged, after = rewritten(repo, sides, change, rules, found.held)
    return touches(change, found.flags, flagged, rules, after)


def net_case(
    found: Net,
    touched: tuple[Touch, ...],
    commits: Sequence[JudgedCommit],
    written: Message | None,
    bench: Bench,
    finder: Finder,
) -> Case:
    """Return the case of the net change, with the links of all commits and of the text beside them.

    A commit's link to nothing counts only where the commit changed something fragile.
    """
    place = _at_tip(found, bench, finder)
    bound: list[Link] = []
    for each in commits:
        if not each.message.links:
            continue
        where = replace(bench.place(each.commit, found.rules, found.words), former=place.former)
        linked = finder.link_all(where, each.message.links)
        fragile = bool(each.verdict.modules) or any(e.path in found.flags for e in each.change)
        bound += [link for link in linked if fragile or len(link.found) == 1]
    skips = [reason for each in commits for reason in each.message.skips]
    if written:
        bound += finder.link_all(place, written.links)
        skips += written.skips
    last = commits[-1].commit.committed if commits else 0
    return Case(
        touches=touched,
        rules=found.rules,
        links=tuple(dict.fromkeys(bound)),
        skips=tuple(dict.fromkeys(skips)),
        day=day(last),
        standing_paths=bench.standing_paths(found.rules),
        standing_links=bench.standing_links(place),
    )


def _at_tip(found: Net, bench: Bench, finder: Finder) -> Place:
    """Return where links are looked up that are in no commit: the tip, then `also-on`."""
    rules = found.rules
    before = finder.view(bench.records.get(found.range.fork, {}), rules)
    tip = finder.view(bench.records.get(found.range.tip, {}), rules)
    return Place(rules, found.words, (tip, *finder.elsewhere(rules)), before)
