"""Finds everything that is wrong with records, configuration, flags and references."""

from __future__ import annotations

from git_decide import store
from git_decide.findings import ordered
from git_decide.git import attributes, clock
from git_decide.queries.checks import answers, between, code_comments, setup, steadiness
from git_decide.queries.checks.dating import dating_findings
from git_decide.queries.checks.gathering import Gathered
from git_decide.queries.checks.keeping import CODES as KEEPING
from git_decide.queries.checks.keeping import keeping_findings
from git_decide.queries.checks.reading import RecordReader
from git_decide.queries.checks.silencing import audible
from git_decide.queries.checks.ties import tie_findings, ties
from git_decide.queries.flags import all_paths, flag_findings, flags
from git_decide.queries.rules import FILE
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.queries.checks.between import Told
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.checks.setup import Configuration
    from git_decide.records.digest import Name

# What only the links of other records can bring up: not looked for where not all are read.
_FROM_AFAR = ("one-sided-supersession", "superseded-not-marked", "link-cycle")


@value
class Checked:
    """The findings by place; `broken` tells that what configures a check could not be used."""

    findings: tuple[Finding, ...]
    broken: bool


@value
class Place:
    """Where a check looks, what configures it, and what reads the records for it.

    `commented` are the files that may hold comments which name decisions.
    """

    repo: Repository
    where: str
    paths: tuple[str, ...]
    setup: Configuration
    reader: RecordReader
    commented: tuple[str, ...] = ()


def check(repo: Repository, where: str, paths: Sequence[str] = (), *, code: bool = True) -> Checked:
    """Return every finding at `where`; only those below `paths` where any are given.

    A finding about several records is told where one of them is below. Codes that
    `[check] ignore` lists, and what a comment in a record silences, are left out. One
    broken file hides no other; what keeps the configuration from being used is
    always told. Comments in code are looked at unless `code` is False, and at a revision
    only as a whole.
    """
    known = None if paths else answers.recall(repo, where)
    if known:
        return Checked(*known)
    before = steadiness.start(repo)
    place = look(repo, where, paths, code=code)
    gathered = gather(place)
    checked = judged(place, gathered)
    if not paths:
        answer = (checked.findings, checked.broken)
        records, entries = place.setup.rules.records, gathered.entries
        steadiness.keep(repo, where, before, records, entries, place.commented, answer)
    return checked


def look(repo: Repository, where: str, paths: Sequence[str] = (), *, code: bool = True) -> Place:
    """Return what a check at `where` goes by; `code` tells whether comments are looked at."""
    found = setup.configuration(repo, where, told=_below(FILE, paths))
    files = code_comments.files(repo, found.rules, where, paths) if code else ()
    reader = RecordReader(repo, found.rules, where)
    return Place(repo, where, tuple(paths), found, reader, files)


def gather(place: Place) -> Gathered:
    """Return the records to be judged, and the names of all."""
    entries = store.listed(place.repo, place.setup.rules.records, place.where)
    chosen = [entry for entry in entries if _below(entry.name.path, place.paths)]
    return Gathered(entries, chosen, place.reader.gists)


def judged(place: Place, gathered: Gathered) -> Checked:
    """Return what is to be told of the gathered records and of all around them."""
    about = list(_found(place, gathered))
    kept = [each for each, paths in about if any(_below(path, place.paths) for path in paths)]
    kept = audible(kept, _commented(gathered, kept), _unasked(place, gathered))
    broken = place.setup.broken
    if place.reader.problem:
        broken += (setup.schema_finding(place.setup, place.reader.problem),)
    shown = ordered(
        place.setup.weighed(each)
        for each in (*kept, *broken)
        if each.code not in place.setup.ignored
    )
    return Checked(shown, any(each in shown for each in broken))


def _found(place: Place, gathered: Gathered) -> Iterator[Told]:
    """Yield everything that is wrong, with the paths of the files that it is about."""
    repo, where, rules = place.repo, place.where, place.setup.rules
    yield from tie_findings(gathered, ties(gathered))
    chosen = {gist.name.path for gist in gathered.chosen}

    def in_order(names: Sequence[Name]) -> Sequence[Name]:
        from git_decide.queries.names.arriving import by_arrival

        return by_arrival(repo, rules, where, names, lambda names: _dates(place, gathered, names))

    yield from between.collisions(gathered.names, chosen, in_order)
    for each in _alone(place, gathered):
        yield each, (each.path,)


def _alone(place: Place, gathered: Gathered) -> Iterator[Finding]:
    """Yield the findings about one file each."""
    repo, where, rules = place.repo, place.where, place.setup.rules
    for gist in gathered.chosen:
        yield from gist.findings
    yield from dating_findings(repo, where, gathered.chosen, clock.now(repo))
    known = {flag.module for flag in flags(repo, where) if flag.module} | set(rules.modules)
    yield from between.reference_findings(gathered, known)
    yield from between.overdue_findings(gathered, clock.today(repo))
    yield from between.mention_findings(gathered, rules, _is_there(repo, where))
    yield from keeping_findings(repo, rules, where, gathered)
    yield from code_comments.comment_findings(repo, where, place.commented, gathered)
    if _below(FILE, place.paths):
        yield from place.setup.findings
        yield from setup.template_findings(repo, place.setup, where)
        yield from between.rule_references(gathered, rules)
    if not place.paths or any(_governs(path) for path in place.paths):
        yield from flag_findings(repo, rules, where)


def _is_there(repo: Repository, where: str) -> Callable[[str], bool]:
    """Return what tells whether anything lies at a path; git is asked once, and only if asked."""
    if where == store.WORKTREE:
        return lambda path: store.is_there(repo, where, path)
    known: dict[str, frozenset[str]] = {}

    def is_there(path: str) -> bool:
        if not known:
            known["paths"] = frozenset(all_paths(repo, where))
        return path in known["paths"]

    return is_there


def _dates(place: Place, gathered: Gathered, names: Sequence[Name]) -> dict[str, str]:
    entries = [gathered.entries[name.path] for name in names]
    read = store.read(place.repo, entries, store.words_of(place.setup.rules))
    return {s.name.path: s.reading.record.date or "" for s in read if s.reading.record}


def _commented(gathered: Gathered, found: Iterable[Finding]) -> tuple[Gist, ...]:
    """Return the records whose comments may silence something."""
    told = {each.path for each in found} & gathered.entries.keys()
    names = [gist.name for gist in gathered.chosen]
    names += [gathered.entries[path].name for path in told]
    return gathered.gists(dict.fromkeys(names))


def _unasked(place: Place, gathered: Gathered) -> Collection[str]:
    found = () if gathered.whole else _FROM_AFAR
    return (*found, *(() if place.where in (store.WORKTREE, store.INDEX) else KEEPING))


def _governs(path: str) -> bool:
    return path == FILE or attributes.is_attribute_file(path)


def _below(path: str, paths: Sequence[str]) -> bool:
    return not paths or any(path == p or path.startswith(f"{p}/") for p in paths)
