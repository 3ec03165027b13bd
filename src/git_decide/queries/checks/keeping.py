"""Finds the accepted records whose words or claims are changed: since HEAD, or by a range."""

from __future__ import annotations

from git_decide import store
from git_decide.codes import finding
from git_decide.git import changes, objects, state
from git_decide.queries.names.former_ids import now_called
from git_decide.queries.rules import FILE, judging_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.checks.gathering import Gathered
    from git_decide.queries.checks.gist import Gist
    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Listed, Stored, Words

    # A record as it is now, and as those parents of the next commit have it that do.
    Pair = tuple[Listed, list[Listed]]

CODES = (
    "accepted-record-widened",
    "accepted-record-rewritten",
    "accepted-record-removed",
    "disagreement-removed",
)
_ACCEPTED = "accepted"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-")


def keeping_findings(
    repo: Repository, rules: Rules, where: str, gathered: Gathered, parents: Sequence[str] = ()
) -> Iterator[Finding]:
    """Yield what `where` changes in records that were accepted at one of its `parents`.

    What any parent says is no change. Those of the work tree and of the index are HEAD and
    what is being merged; a revision has none unless they are given, and changes nothing
    then. One process where no record differs from the first, a constant number otherwise.
    """
    parents = parents or _parents(repo, where)
    if not parents:
        return
    pairs, gone = _pairs(repo, rules, where, gathered, parents)
    spoken = store.words_of(rules)
    if gone:
        yield from _removed(store.read(repo, gone, spoken), gathered)
    if not pairs:
        return
    from git_decide.records.revision import hushed

    now = store.read(repo, [entry for entry, _ in pairs], spoken)
    read = _as_meant(repo, [entry for _, before in pairs for entry in before], spoken)
    called = now_called(gathered.chosen)
    for stored, (_, entries) in zip(now, pairs, strict=True):
        known = [read[entry] for entry in entries if read[entry].reading.record]
        if stored.reading.record and known:
            before = [each.reading.record for each in known if each.reading.record]
            lost = hushed(stored.reading.record, before)
            yield from _silenced(stored.reading.record, lost)
            if any(map(_is_accepted, known)):
                yield from _changed(stored.reading.record, known, called, spoken, lost)


def _parents(repo: Repository, where: str) -> tuple[str, ...]:
    head = state.head(repo) if where in (store.WORKTREE, store.INDEX) else None
    return (head, *state.merge_heads(repo)) if head else ()


def _is_accepted(stored: Stored) -> bool:
    return bool(stored.reading.record and stored.reading.record.status == _ACCEPTED)


def _removed(gone: Sequence[Stored], gathered: Gathered) -> Iterator[Finding]:
    """Yield those of the records that are gone which were accepted, and whose ids nothing bears."""
    lost = [stored.name for stored in gone if _is_accepted(stored)]
    every = gathered.gists(gathered.names) if lost else ()
    borne = {each for gist in every for each in (gist.name.id, *gist.aliases)}
    for name in lost:
        if not borne & {name.id, name.qualified, name.path}:
            message = f"{name.qualified} was accepted, and no record bears this id any more."
            yield finding("accepted-record-removed", message, name.path)


def _as_meant(repo: Repository, entries: Sequence[Listed], spoken: Words) -> dict[Listed, Stored]:
    """Return former versions of records as they were meant: mended as `check --fix` would.

    So that mending a misspelt field or a broken pattern changes nothing that was accepted.
    """
    from git_decide.queries.checks.mending import mend
    from git_decide.records.edit.mending import MENDABLE

    wanted = list(dict.fromkeys(entries))
    found = dict(zip(wanted, store.read(repo, wanted, spoken), strict=True))
    broken = [
        entry
        for entry, stored in found.items()
        if any(problem.code in MENDABLE for problem in stored.findings)
    ]
    blobs = objects.read_blobs(repo, [entry.blob for entry in broken])
    for entry, blob in zip(broken, blobs, strict=True):
        if blob:
            found[entry] = mend(blob.content, entry.name, spoken).stored
    return found


def _pairs(
    repo: Repository, rules: Rules, where: str, gathered: Gathered, parents: Sequence[str]
) -> tuple[list[Pair], list[Listed]]:
    """Return the chosen records that differ from the first parent, as far as one has them.

    And the records that all parents have and that are gone.
    """
    folders = [folder for _, folder in rules.records.folders()]
    changed = _differing(repo, where, parents[0], [*folders, FILE])
    policies = [rules.records] * len(parents)
    if FILE in changed:  # perhaps the logs were elsewhere
        policies = [judging_rules(repo, parent).records for parent in parents]
        folders += [folder for policy in policies for _, folder in policy.folders()]
        changed = _differing(repo, where, parents[0], folders)
    if not changed:
        return [], []
    there = [gist for gist in gathered.chosen if gist.readable]
    former = [
        {entry.name.path: entry for entry in store.listed(repo, policy, parent)}
        for policy, parent in zip(policies, parents, strict=True)
    ]
    gone = [entry for entry in former[0].values() if entry.name.path not in gathered.entries]
    moved = _moved(there, gone, former[0])
    pairs = []
    for gist in there:
        path = gist.name.path
        if path in changed or path in moved:
            before = [each[path] for each in former if path in each] + moved.get(path, [])
            pairs.append((gathered.entries[path], before))
    if gone and policies[0] != rules.records:
        left = {entry.name.path for entry in store.listed(repo, policies[0], where)}
        gone = [entry for entry in gone if entry.name.path not in left]  # a record no more
    lost = [entry for entry in gone if all(entry.name.path in each for each in former)]
    return [pair for pair in pairs if pair[1]], lost


def _differing(repo: Repository, where: str, parent: str, folders: Sequence[str]) -> frozenset[str]:
    """Return the paths below `folders` (files, too) at which `where` differs from a parent."""
    if where in (store.WORKTREE, store.INDEX):
        return changes.paths(repo, parent, folders, cached=where == store.INDEX)
    below = tuple(f"{folder}/" for folder in folders)
    found = (entry.path for entry in changes.between(repo, parent, where))
    return frozenset(path for path in found if path in folders or path.startswith(below))


def _moved(
    there: Sequence[Gist], gone: Sequence[Listed], former: Mapping[str, Listed]
) -> dict[str, list[Listed]]:
    """Return which of the records that are `gone` each new one is, by its path.

    A new record is a former one that it bears the id of, as its own or as an alias, or
    else the one whose number it has.
    """
    found: dict[str, list[Listed]] = {}
    for gist in there if gone else ():
        if gist.name.path not in former:
            ids = {gist.name.id, *gist.aliases}
            same = [e for e in gone if ids & {e.name.id, e.name.qualified, e.name.path}]
            same = same or [e for e in gone if _numbered(gist.name, e.name)]
            if same:
                found[gist.name.path] = same
    return found


def _numbered(name: Name, other: Name) -> bool:
    own = (name.log, name.number, name.letter)
    return name.number is not None and own == (other.log, other.number, other.letter)


def _changed(
    now: Record,
    versions: Sequence[Stored],
    called: Callable[[str], str],
    spoken: Words,
    lost: Sequence[str],
) -> Iterator[Finding]:
    """Yield what no version before says as the present one does, beside what is `lost`."""
    from git_decide.queries.completing import completed
    from git_decide.records import revision

    before = [each.reading.record for each in versions if each.reading.record]
    path, claims = now.name.path, revision.claims(now)
    prose = revision.prose(now, called, before)
    said = [revision.prose(record, called, (now,)) for record in before]
    widened = [
        key
        for key in revision.CLAIMS
        if not any(revision.claims(record)[key] == claims[key] for record in before)
    ]
    parts = [
        key
        for key in revision.PROSE
        if not any(prose.get(key) == one.get(key) for one in said)
        # Who renames a record gives it another title, and the former id tells the old one.
        and not (key == "title" and all(record.name.id != now.name.id for record in before))
    ]
    if not widened and not parts:
        return
    given = frozenset[str]().union(*(completed(each, now, spoken) for each in versions))
    for key in widened:
        if key not in given:
            message = f"`{key}` of this record is not what was accepted: {_was(before[0], key)}."
            place = (path, *_place(now, key))
            yield finding("accepted-record-widened", message, *place, _mend(now))
    told = {*given, *(key.partition(".")[0] for key in lost)}
    rewritten = [key for key in parts if key not in told]
    if rewritten:
        words = ", ".join(f"`{part}`" for part in rewritten)
        message = f"The words of this record are not those that were accepted: {words}."
        place = (path, *_place(now, rewritten[0]))
        yield finding("accepted-record-rewritten", message, *place, _mend(now))


def _silenced(now: Record, lost: Sequence[str]) -> Iterator[Finding]:
    if lost:
        words = ", ".join(f"`{key}`" for key in lost)
        message = f"What was said in the disagreement is gone from this record: {words}."
        yield finding("disagreement-removed", message, now.name.path, *_place(now, "status"))


def _mend(record: Record) -> str:
    called = record.name.qualified
    written = called if _PLAIN.issuperset(called) else "ID"
    return (
        f"Take the change back, or say it in a new record: git decide new TITLE --amends {written}"
    )


def _was(record: Record, key: str) -> str:
    from git_decide.records.words import quoted

    stated = record.__dict__[key]
    if not stated:
        return "there was none"
    return f"it was {quoted(stated if isinstance(stated, str) else ', '.join(map(str, stated)))}"


def _place(record: Record, key: str) -> tuple[int, int]:
    return record.places.get(key) or record.places.get(f"{key}[0]") or (0, 0)
