"""Finds everything that is wrong with records, configuration, flags and references."""

from __future__ import annotations

from git_decide import store
from git_decide.codes import finding
from git_decide.errors import ConfigurationBroken, named
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

BUILT_IN = "decision-log"
_TO_COME = ("madr", "nygard")


@value
class Checked:
    """The findings by place; `broken` tells that what configures a check could not be used."""

    findings: tuple[Finding, ...]
    broken: bool


def check(repo: Repository, where: str, paths: Sequence[str] = ()) -> Checked:
    """Return every finding at `where`; only those below `paths` where any are given.

    Codes that `[check] ignore` lists are left out. One broken file hides no
    other; what keeps the configuration from being used is always told.
    """
    setup = _configuration(repo, where, told=_below(FILE, paths))
    rules, broken = setup.rules, setup.broken
    log = _log(repo, rules, where, paths)
    found = [finding for stored in log.records for finding in stored.findings]
    known = {flag.module for flag in flags(repo, where) if flag.module} | set(rules.modules)
    found += reference_findings(log, known)
    if log.problem:
        broken += (_at(setup.content, "schema", "config-schema-unusable", log.problem),)
    if _below(FILE, paths):
        found += setup.findings
        found += _template_findings(repo, setup, where)
        found += _rule_references(log, rules)
    if not paths or any(_governs(path) for path in paths):
        found += flag_findings(repo, rules, where)
    kept = [f for f in found if _below(f.path, paths)]
    shown = ordered(f for f in (*kept, *broken) if f.code not in setup.ignored)
    return Checked(shown, any(f in shown for f in broken))


@value
class Configuration:
    """The rules as far as they can be read; `broken` are the findings that tell why they cannot."""

    content: bytes
    rules: Rules
    ignored: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    broken: tuple[Finding, ...] = ()


def _configuration(repo: Repository, where: str, told: bool) -> Configuration:
    """Return what decisions.toml says, and if `told` what is wrong with it, broken or not."""
    try:
        content = store.content_at(repo, where, FILE)
    except ConfigurationBroken as error:
        unread = finding("config-syntax", f"The file cannot be read: {error.message}.", FILE)
        return Configuration(b"", config.DEFAULTS, broken=(unread,))
    if content is None:
        return Configuration(b"", config.DEFAULTS)
    try:
        data = config.parse(content)
        rules, ignored = config.rules(data), config.ignored_codes(data)
    except ConfigurationBroken as error:
        unusable = finding("config-wrong-type", f"{error.message}.", FILE)
        found = _config_findings(content) or (unusable,)
        return Configuration(content, config.DEFAULTS, broken=found)
    return Configuration(content, rules, ignored, _config_findings(content) if told else ())


def _config_findings(content: bytes) -> tuple[Finding, ...]:
    from git_decide.policy.config_check import findings

    return findings(content, FILE)


def _at(content: bytes, key: str, code: str, message: str) -> Finding:
    from git_decide.policy.config_check import finding_at

    return finding_at(content, ("records", key), code, f"{message[:1].upper()}{message[1:]}.")


def _template_findings(repo: Repository, setup: Configuration, where: str) -> Iterable[Finding]:
    template = setup.rules.records.template
    if template == BUILT_IN:
        return
    try:
        there = store.content_at(repo, where, template) is not None
        message = f"there is no template {named(template)}{' yet' if template in _TO_COME else ''}"
    except ConfigurationBroken as error:
        there, message = False, error.message
    if not there:
        yield _at(setup.content, "template", "config-template-missing", message)


@value
class Log:
    """The records to check, the names of all, and what tells former ids (it reads them all).

    `problem` says why the team's own schema could not be used, "" where it could.
    """

    records: tuple[Stored, ...]
    names: tuple[Name, ...]
    former: Aliases
    problem: str


def _log(repo: Repository, rules: Rules, where: str, paths: Sequence[str]) -> Log:
    entries = store.listed(repo, rules.records, where)
    chosen = [entry for entry in entries if _below(entry.name.path, paths)]
    plain = store.words_of(rules)
    problem = ""
    try:
        spoken = store.words(repo, rules, where)
        store.prove(spoken)
        records = store.read(repo, chosen, spoken)
    except ConfigurationBroken as error:
        problem = error.message
        records = store.read(repo, chosen, plain)
    bearers: dict[str, list[Name]] = {}

    def former() -> Mapping[str, Sequence[Name]]:
        if not bearers:
            every = records if len(chosen) == len(entries) else store.read(repo, entries, plain)
            bearers.update(store.former_ids(every) or {"": []})
        return bearers

    return Log(records, tuple(entry.name for entry in entries), former, problem)


def _governs(path: str) -> bool:
    return path == FILE or attributes.is_attribute_file(path)


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
            if tuple(found) == (record.name,):
                message = f"`{key}` names {named(written)}, which is this record itself."
                yield finding("self-reference", message, record.name.path, *place)
            yield from _unresolved(f"`{key}`", written, found, record.name.path, place)


def _unresolved(
    what: str, written: str, found: Sequence[Name], path: str, place: tuple[int, int] = (0, 0)
) -> Iterable[Finding]:
    if not found:
        message = f"{what} names {named(written)}, and there is no such record."
        yield finding("dangling-reference", message, path, *place)
    elif len(found) > 1:
        candidates = ", ".join(name.qualified for name in found)
        message = f"{what} names {named(written)}, which may be {candidates}."
        yield finding("ambiguous-reference", message, path, *place)


def _unknown_modules(record: Record, modules: set[str]) -> Iterable[Finding]:
    for number, module in enumerate(record.modules):
        if module not in modules:
            line, column = record.places.get(f"modules[{number}]", (0, 0))
            message = f"There is no module {named(module)}."
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
    now = check(repo, store.INDEX, staged).findings
    known = check(repo, head, staged).findings if head and now else ()
    before = {_identity(f) for f in known}
    return tuple(f for f in now if _identity(f) not in before)


def _checked(path: str) -> bool:
    return path.endswith(".md") or _governs(path)


def _identity(found: Finding) -> tuple[str, str, str]:
    return (found.path, found.code, found.message)
