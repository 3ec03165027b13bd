"""Gathers what a reviewer wants to know of a range that was judged."""

from __future__ import annotations

from git_decide import store
from git_decide.git import changes, reach
from git_decide.git.run import GitFailed
from git_decide.queries.acknowledging import in_use, understandings
from git_decide.queries.debts import unpaid
from git_decide.queries.governing import governing
from git_decide.queries.record_changes import record_changes, sheets
from git_decide.queries.relations import relations
from git_decide.queries.rules import judging_rules
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.listing import Listed
    from git_decide.policy.model import Candidate, ModuleVerdict, Rules
    from git_decide.queries.acknowledging import Understanding
    from git_decide.queries.ranges.answering import Answer
    from git_decide.queries.ranges.model import JudgedCommit, RangeJudgement
    from git_decide.queries.record_changes import RecordChange, Sheet
    from git_decide.queries.relations import Other
    from git_decide.store import Words

_BACK = ("reverted", "debt")


@value
class Followed:
    """A record that the range names: what it says now, who names it, what it justifies.

    `commits` name it in their message or in a note, `beside` tells that the text beside
    the commits does. `modules` are those that it justifies. `at` is a commit that has the
    file, "" where none is known. `accepted_here` tells that it was not accepted before
    the range. `in_force` is what has taken its place. `understanding` is who has understood
    it as it is at the tip, None where nobody in this repository ever says so.
    """

    sheet: Sheet
    commits: tuple[JudgedCommit, ...] = ()
    beside: bool = False
    modules: tuple[str, ...] = ()
    at: str = ""
    accepted_here: bool = False
    in_force: tuple[Other, ...] = ()
    understanding: Understanding | None = None


@value
class Unnamed:
    """A record in force that speaks of changed `paths`, and that nothing in the range names."""

    sheet: Sheet
    paths: tuple[str, ...]


@value
class Debt:
    """What passes and is to be paid back: a skip with its reason, or a revert ("").

    `commit` is the one that declares it, None where the text beside the commits does.
    `modules` are those that it lets pass there.
    """

    reason: str
    commit: JudgedCommit | None = None
    modules: tuple[str, ...] = ()


@value
class Report:
    """All that the page for a reviewer says.

    `files` are all paths that the range changes, `gone` those that it deletes. `changes`
    are what it does to records. `trailers` are the lines that a merge with a message of
    its own must carry, to lose no link and no rollback; an empty one parts paragraphs.
    """

    answer: Answer
    files: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()
    followed: tuple[Followed, ...] = ()
    changes: tuple[RecordChange, ...] = ()
    unnamed: tuple[Unnamed, ...] = ()
    debts: tuple[Debt, ...] = ()
    trailers: tuple[str, ...] = ()


def report(repo: Repository, answer: Answer) -> Report:
    """Return what is to be said of a range that was judged.

    The number of processes depends neither on the commits nor on the records. Raises
    `CannotLook` where the clone lacks what it takes to tell.
    """
    try:
        return _report(repo, answer)
    except GitFailed as error:
        raise reach.missing(repo, error.result.err) or error from None


def _report(repo: Repository, answer: Answer) -> Report:
    judged = answer.judgement
    fork, tip = judged.range.fork, judged.range.tip
    entries = changes.between(repo, fork or None, tip)
    files = tuple(entry.path for entry in entries)
    shelf = _shelf(repo, judged)
    changed = record_changes(repo, fork, tip)
    followed = _followed(shelf, judged, changed)
    told = {each.sheet.name.path for each in followed}
    told.update(each.sheet.name.path for each in changed)
    return Report(
        answer,
        files,
        frozenset(entry.path for entry in entries if not entry.new_blob),
        followed,
        changed,
        _unnamed(shelf, judged, files, told),
        tuple(_debts(judged)),
        tuple(_trailers(judged, followed)),
    )


@value
class _Shelf:
    """The records of the tip: by path, in the words in which its rules have them read."""

    repo: Repository
    words: Words
    entries: Mapping[str, Listed]
    rules: Rules

    def read(self, entries: Iterable[Listed]) -> tuple[Sheet, ...]:
        return sheets(self.repo, entries, self.words)


def _shelf(repo: Repository, judged: RangeJudgement) -> _Shelf:
    rules = judging_rules(repo, judged.range.tip)
    listed = store.listed(repo, rules.records, judged.range.tip)
    return _Shelf(repo, store.words_of(rules), {entry.name.path: entry for entry in listed}, rules)


def _followed(
    shelf: _Shelf, judged: RangeJudgement, changed: Sequence[RecordChange]
) -> tuple[Followed, ...]:
    linked = _linked(judged)
    entries = [shelf.entries.get(path) or judged.listed[path] for path in linked]
    accepted_here = set(_accepted(changed))
    found = []
    for (path, record), sheet in zip(linked.items(), shelf.read(entries), strict=True):
        commits = tuple(each for each in judged.commits if _names(each, path))
        followed = Followed(
            sheet,
            commits,
            _beside(judged, path),
            _modules(judged, record),
            judged.range.tip if path in shelf.entries else commits[0].commit.id if commits else "",
            path in accepted_here,
        )
        found.append(followed)
    return _with_readers(shelf, judged.range.tip, _with_successors(shelf, found))


def _with_readers(shelf: _Shelf, tip: str, found: Sequence[Followed]) -> tuple[Followed, ...]:
    """Return the records with who has understood them, where people acknowledge at all."""
    there = [each.sheet.record for each in found if each.sheet.name.path in shelf.entries]
    records = [record for record in there if record]
    if not records or not in_use(shelf.repo):
        return tuple(found)
    known = understandings(shelf.repo, shelf.rules, tip, records)
    return tuple(replace(each, understanding=known.get(each.sheet.name)) for each in found)


def _linked(judged: RangeJudgement) -> Mapping[str, Candidate]:
    """Return the records that links of the range mean, by path, in the order of the commits."""
    cases = (judged.case, *(each.case for each in judged.commits))
    links = (link for case in cases for link in case.links if len(link.found) == 1)
    found: dict[str, Candidate] = {}
    for link in links:
        found.setdefault(link.found[0].path, link.found[0])
    return found


def _names(commit: JudgedCommit, path: str) -> bool:
    return any(len(link.found) == 1 and link.found[0].path == path for link in commit.case.links)


def _beside(judged: RangeJudgement, path: str) -> bool:
    """Return whether the text beside the commits names the record at `path`."""
    said = {each.value for each in judged.written.links} if judged.written else set()
    links = (link for link in judged.case.links if link.written in said)
    return any(record.path == path for link in links for record in link.found)


def _modules(judged: RangeJudgement, record: Candidate) -> tuple[str, ...]:
    verdicts = (judged.verdict, *(each.verdict for each in judged.commits))
    found = (m.module for verdict in verdicts for m in verdict.modules if record.id in m.by)
    return tuple(dict.fromkeys(found))


def _accepted(changed: Iterable[RecordChange]) -> Iterator[str]:
    """Yield the paths of the records that are accepted now and were not before."""
    for each in changed:
        if each.after and _status(each.after) == "accepted" != _status(each.before):
            yield each.after.name.path


def _status(sheet: Sheet | None) -> str:
    record = sheet.record if sheet else None
    return (record.status or "") if record else ""


def _with_successors(shelf: _Shelf, found: Sequence[Followed]) -> tuple[Followed, ...]:
    """Return the records with what took the place of those that are superseded."""
    if not any(_status(each.sheet) == "superseded" for each in found):
        return tuple(found)
    log = store.read(shelf.repo, tuple(shelf.entries.values()), shelf.words)
    known = {each.name.path: each for each in log}

    def successors(followed: Followed) -> tuple[Other, ...]:
        stored = known.get(followed.sheet.name.path)
        superseded = _status(followed.sheet) == "superseded"
        return relations(stored, log).in_force if stored and superseded else ()

    return tuple(replace(each, in_force=successors(each)) for each in found)


def _unnamed(
    shelf: _Shelf, judged: RangeJudgement, files: Sequence[str], told: Collection[str]
) -> tuple[Unnamed, ...]:
    governs = [
        each
        for each in governing(shelf.repo, judged, files)
        if each.candidate.path not in told and each.candidate.path in shelf.entries
    ]
    records = shelf.read(shelf.entries[each.candidate.path] for each in governs)
    return tuple(Unnamed(sheet, e.paths) for sheet, e in zip(records, governs, strict=True))


def _debts(judged: RangeJudgement) -> Iterator[Debt]:
    beside = judged.written
    justified = {m.module for m in judged.verdict.modules if m.outcome == "justified"}
    paid = justified if beside and beside.links else frozenset()
    owed: dict[str, list[str]] = {}
    for debt in unpaid(judged.commits):
        if debt.module not in paid:
            owed.setdefault(debt.commit.id, []).append(debt.module)
    for each in judged.commits:
        if modules := tuple(owed.get(each.commit.id, ())):
            yield from (Debt(reason, each, modules) for reason in each.message.skips or ("",))
    skipped = tuple(m.module for m in judged.verdict.modules if m.outcome == "skipped")
    if skipped and beside:
        yield from (Debt(reason, None, skipped) for reason in beside.skips)


def _trailers(judged: RangeJudgement, followed: Sequence[Followed]) -> Iterator[str]:
    """Yield what a single commit of the same change must say to pass."""
    links = [each.sheet.name.qualified for each in followed]
    skips = [by for m in judged.verdict.modules if m.outcome == "skipped" for by in m.by]
    undone = _undone(judged)
    alone = undone and all(m.outcome in _BACK for m in judged.verdict.modules)
    if undone and not alone:  # a rollback passes as such only where it is nothing else
        ids = {each.sheet.name.id for each in followed}
        links += [by for m in judged.verdict.modules if m.outcome == "reverted" for by in m.by]
        links = [link for at, link in enumerate(links) if at < len(followed) or link not in ids]
        if any(_may_skip(judged, m) for m in judged.verdict.modules):
            skips += [f"gives back what {commit[:10]} changed" for commit in undone]
    if alone:  # no trailers, so they do not stand in the last paragraph with those
        yield from (f"This reverts commit {commit}." for commit in undone)
        if links or skips:
            yield ""
    yield from (f"Decision: {link}" for link in dict.fromkeys(links))
    yield from (f"Decision-Skip: {reason}" for reason in dict.fromkeys(skips))


def _may_skip(judged: RangeJudgement, module: ModuleVerdict) -> bool:
    return module.outcome == "debt" and judged.rules.module(module.module).skip == "allowed"


def _undone(judged: RangeJudgement) -> Sequence[str]:
    """Return the commits that a range takes back in modules for which nothing else speaks."""
    back = (m for m in judged.verdict.modules if m.outcome in _BACK)
    paths = {touch.path for module in back for touch in module.touches}
    cases = (judged.case, *(each.case for each in judged.commits))
    reverts = (revert for case in cases for revert in case.reverts)
    found = (each.commit for each in reverts if not paths.isdisjoint(each.restores))
    return tuple(dict.fromkeys(found))
