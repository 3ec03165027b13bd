"""Turns what a message names into the records that the judge weighs."""

from __future__ import annotations

from git_decide import store
from git_decide.errors import ConfigurationBroken
from git_decide.git import attributes
from git_decide.policy.model import Candidate, Link
from git_decide.records.ids import resolve
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.links import Written
    from git_decide.policy.model import Roles, Rules, Side
    from git_decide.records.digest import Digest, Name
    from git_decide.store import Listed, Words


@value
class View:
    """One place where records are looked up: the commit's own tree, or another branch."""

    where: str
    entries: tuple[Listed, ...]


@value
class Library:
    """Everything needed to look records up for one change.

    `views` are tried in order. `parent` is the revision in which a record may
    have been accepted before ("" for none). `paths` are the touched ones.
    """

    repo: Repository
    rules: Rules
    words: Words
    views: tuple[View, ...]
    parent: str
    paths: tuple[str, ...]


def library(
    repo: Repository, rules: Rules, where: Sequence[str], parent: str, paths: Sequence[str]
) -> Library:
    """Return the views of `where` ("index" or revisions), to look records up for `paths`."""
    views = tuple(View(w, store.listed(repo, rules.records, w)) for w in where)
    return Library(repo, rules, words_at(repo, rules, parent), views, parent, tuple(paths))


def words_at(repo: Repository, rules: Rules, parent: str) -> Words:
    """Return what records are held to; an own schema that cannot be had asks for nothing.

    Otherwise nobody could commit what mends it.
    """
    try:
        return store.words(repo, rules, parent or store.INDEX)
    except ConfigurationBroken:
        return store.words_of(rules)


def _digests(shelves: Library, entries: Sequence[Listed]) -> dict[str, Digest]:
    try:
        return store.digests(shelves.repo, entries, shelves.words)
    except ConfigurationBroken:
        return store.digests(shelves.repo, entries, replace(shelves.words, own_schema=""))


def link_all(shelves: Library, written: Sequence[Written]) -> tuple[Link, ...]:
    """Return each written link with what it resolves to."""
    found = [(w, _look_up(shelves, w.value)) for w in written]
    entries = dict.fromkeys(entry for _, hits in found for entry in hits)
    candidates = _candidates(shelves, tuple(entries))
    return tuple(
        Link(w.value, tuple(candidates[entry] for entry in hits), w.trailer) for w, hits in found
    )


def all_candidates(shelves: Library) -> tuple[Candidate, ...]:
    """Return every record that a link can mean, as the judge sees it."""
    entries: dict[str, Listed] = {}
    for view in shelves.views:
        for entry in view.entries:
            entries.setdefault(entry.name.qualified, entry)
    wanted = tuple(entries.values())
    return tuple(_candidates(shelves, wanted).values())


def called(shelves: Library, record: Candidate) -> str:
    """Return what means this record and no other, now and when another log grows.

    Its log stands in front of the id; in the main log the id alone will do, or
    the path where another log has the same id.
    """
    names = {entry.name.path: entry.name for view in shelves.views for entry in view.entries}
    name = names[record.path]
    if name.log:
        return name.qualified
    alone = sum(other.id == name.id for other in names.values()) == 1
    return name.id if alone else name.path


def _look_up(shelves: Library, written: str) -> tuple[Listed, ...]:
    for view in shelves.views:
        names = [entry.name for entry in view.entries]

        def former(entries: tuple[Listed, ...] = view.entries) -> Mapping[str, Sequence[Name]]:
            return store.aliases(entries, _digests(shelves, entries))

        found = resolve(written, names, former)
        if found:
            return tuple(entry for entry in view.entries if entry.name in found)
    return ()


def _candidates(shelves: Library, entries: Sequence[Listed]) -> dict[Listed, Candidate]:
    digests = _digests(shelves, entries)
    found = {
        entry: candidate(
            entry, digests[entry.name.path], shelves.rules, _attached(entry.name, shelves)
        )
        for entry in entries
    }
    _add_coverage(shelves, digests, found)
    _add_history(shelves, found)
    return found


def candidate(entry: Listed, digest: Digest, rules: Rules, attached: frozenset[str]) -> Candidate:
    """Return what the judge must know of a record, but for what it covers by its paths.

    `attached` are the modules whose `decisions` name it.
    """
    return Candidate(
        id=entry.name.qualified,
        status=digest.status,
        modules=digest.modules,
        sides=sides(digest.roles, rules.roles),
        problems=digest.problems,
        date=_ordinal(digest.date) if _ages_matter(rules) else None,
        attached=attached,
        path=entry.name.path,
        title=digest.title,
        deciders=digest.deciders,
        dated=digest.date,
    )


def sides(roles: Sequence[str], titles: Roles) -> frozenset[Side]:
    """Return the sides that deciders with these role titles speak for."""
    folded = {_fold(role) for role in roles}
    found: set[Side] = set()
    if folded & {_fold(title) for title in titles.product}:
        found.add("product")
    if folded & {_fold(title) for title in titles.engineering}:
        found.add("engineering")
    return frozenset(found)


def _fold(title: str) -> str:
    return " ".join(title.casefold().split())


def _ages_matter(rules: Rules) -> bool:
    return any(policy.max_age is not None for policy in rules.modules.values())


def _ordinal(date: str) -> int | None:
    from datetime import date as calendar

    try:
        return calendar.fromisoformat(date).toordinal()
    except ValueError:
        return None


def _attached(name: Name, shelves: Library) -> frozenset[str]:
    """Return the modules whose `decisions` in decisions.toml name this record."""
    return frozenset(
        policy.name
        for policy in shelves.rules.modules.values()
        if any(name in _names(shelves, written) for written in policy.decisions)
    )


def _names(shelves: Library, written: str) -> tuple[Name, ...]:
    return tuple(entry.name for entry in _look_up(shelves, written))


def _add_coverage(
    shelves: Library, digests: Mapping[str, Digest], found: dict[Listed, Candidate]
) -> None:
    """Fill in which touched paths the records' own patterns match: one git process for all."""
    patterned = [entry for entry in found if digests[entry.name.path].paths]
    if not patterned or not shelves.paths:
        return
    patterns = [digests[entry.name.path].paths for entry in patterned]
    matched = attributes.matches(shelves.repo, patterns, shelves.paths)
    for entry, covers in zip(patterned, matched, strict=True):
        found[entry] = replace(found[entry], covers=covers)


def _add_history(shelves: Library, found: dict[Listed, Candidate]) -> None:
    """Fill in which superseded records the parent still had as accepted."""
    superseded = [entry for entry, record in found.items() if record.status == "superseded"]
    if not superseded or not shelves.parent:
        return
    ids = {entry.name.qualified: entry for entry in superseded}
    former = [
        entry
        for entry in store.listed(shelves.repo, shelves.rules.records, shelves.parent)
        if entry.name.qualified in ids
    ]
    digests = _digests(shelves, former)
    for entry in former:
        if digests[entry.name.path].status == "accepted":
            now = ids[entry.name.qualified]
            found[now] = replace(found[now], was_accepted=True)
