"""Finds everything that is wrong with records, configuration, flags and references."""

from __future__ import annotations

from git_decide import store
from git_decide.codes import finding
from git_decide.errors import ConfigurationBroken
from git_decide.findings import ordered
from git_decide.git import attributes, changes, state
from git_decide.policy import config
from git_decide.queries.flags import flag_findings, flags
from git_decide.queries.rules import FILE
from git_decide.records.ids import resolve
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.records.digest import Name
    from git_decide.records.ids import Aliases
    from git_decide.records.model import Record
    from git_decide.store import Stored


def check(repo: Repository, where: str, paths: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return every finding at `where`, by place; only those below `paths` where any are given.

    Codes that `[check] ignore` lists are left out. One broken file hides no other.
    """
    content = store.content_at(repo, where, FILE)
    rules, ignored = _lenient(content)
    log = _log(repo, rules, where, paths)
    found = [finding for stored in log.records for finding in stored.findings]
    known = {flag.module for flag in flags(repo, where) if flag.module} | set(rules.modules)
    found += reference_findings(log, known)
    if content is not None and _below(FILE, paths):
        found += _config_findings(content)
        found += _rule_references(log, rules)
    if not paths or any(_governs(path) for path in paths):
        found += flag_findings(repo, rules, where)
    kept = [f for f in found if f.code not in ignored and _below(f.path, paths)]
    return ordered(kept)


@value
class Log:
    """The records to check, the names of all, and what tells former ids (it reads them all)."""

    records: tuple[Stored, ...]
    names: tuple[Name, ...]
    former: Aliases


def _log(repo: Repository, rules: Rules, where: str, paths: Sequence[str]) -> Log:
    entries = store.listed(repo, rules.records, where)
    spoken = store.words(repo, rules, where)
    chosen = [entry for entry in entries if _below(entry.name.path, paths)]
    records = store.read(repo, chosen, spoken)
    bearers: dict[str, list[Name]] = {}

    def former() -> Mapping[str, Sequence[Name]]:
        if not bearers:
            every = records if len(chosen) == len(entries) else store.read(repo, entries, spoken)
            bearers.update(store.former_ids(every) or {"": []})
        return bearers

    return Log(records, tuple(entry.name for entry in entries), former)


def _governs(path: str) -> bool:
    return path == FILE or attributes.is_attribute_file(path)


def _config_findings(content: bytes) -> Iterable[Finding]:
    from git_decide.policy.config_check import findings

    return findings(content, FILE)


def _lenient(content: bytes | None) -> tuple[Rules, frozenset[str]]:
    """Return the rules and the ignored codes, or the defaults where they cannot be read."""
    try:
        data = config.parse(content or b"")
        return config.rules(data), config.ignored_codes(data)
    except ConfigurationBroken:
        return config.DEFAULTS, frozenset()


def _below(path: str, paths: Sequence[str]) -> bool:
    return not paths or any(path == p or path.startswith(f"{p}/") for p in paths)


def reference_findings(log: Log, modules: set[str]) -> Iterable[Finding]:
    """Yield links between records that lead nowhere or to several, and modules that are not."""
    for stored in log.records:
        if stored.reading.record:
            yield from _dangling(stored.reading.record, log)
            yield from _unknown_modules(stored.reading.record, modules)
    yield from _collisions(log.names)


def _dangling(record: Record, log: Log) -> Iterable[Finding]:
    links = {
        "supersedes": record.supersedes,
        "superseded-by": record.superseded_by,
        "amends": record.amends,
        "relates": record.relates,
    }
    own = [name for name in log.names if name.log == record.name.log]
    for key, items in links.items():
        for number, written in enumerate(items):
            found = resolve(written, own, log.former) or resolve(written, log.names, log.former)
            place = record.places.get(f"{key}[{number}]", (0, 0))
            yield from _unresolved(f"`{key}`", written, found, record.name.path, place)


def _unresolved(
    what: str, written: str, found: Sequence[Name], path: str, place: tuple[int, int] = (0, 0)
) -> Iterable[Finding]:
    if not found:
        message = f"{what} names {written!r}, and there is no such record."
        yield finding("dangling-reference", message, path, *place)
    elif len(found) > 1:
        candidates = ", ".join(name.qualified for name in found)
        message = f"{what} names {written!r}, which may be {candidates}."
        yield finding("ambiguous-reference", message, path, *place)


def _unknown_modules(record: Record, modules: set[str]) -> Iterable[Finding]:
    for number, module in enumerate(record.modules):
        if module not in modules:
            line, column = record.places.get(f"modules[{number}]", (0, 0))
            message = f"There is no module {module!r}."
            yield finding("unknown-module", message, record.name.path, line, column)


def _collisions(names: Sequence[Name]) -> Iterable[Finding]:
    taken: dict[tuple[str, int], Name] = {}
    for name in names:
        if name.number is None:
            continue
        first = taken.setdefault((name.log, name.number), name)
        if first != name:
            message = f"The number {name.number} is also that of {first.id}."
            yield finding("duplicate-number", message, name.path)


def _rule_references(log: Log, rules: Rules) -> Iterable[Finding]:
    """Yield decisions that decisions.toml names and that do not exist."""
    wanted = [(f"[fragile.{m.name}]", d) for m in rules.modules.values() for d in m.decisions]
    wanted += [("[[standing]]", entry.decision) for entry in rules.standing]
    for table, written in wanted:
        found = resolve(written, log.names, log.former)
        yield from _unresolved(table, written, found, FILE)


def new_findings(repo: Repository) -> tuple[Finding, ...]:
    """Return the findings that the index has and HEAD did not, in files that are staged.

    What was wrong before never keeps a commit from being made. Only staged
    records are read, however many there are.
    """
    head = state.head(repo)
    entries = changes.staged(repo, head)
    staged = [entry.path for entry in entries if entry.new_blob and _checked(entry.path)]
    if not staged:
        return ()
    now = check(repo, store.INDEX, staged)
    before = {_identity(f) for f in check(repo, head, staged)} if head and now else frozenset()
    return tuple(f for f in now if _identity(f) not in before)


def _checked(path: str) -> bool:
    return path.endswith(".md") or _governs(path)


def _identity(found: Finding) -> tuple[str, str, str]:
    return (found.path, found.code, found.message)
