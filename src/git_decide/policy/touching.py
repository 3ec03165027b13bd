"""Says which fragile modules a change touches, and through what (product section 4, "touches")."""

from __future__ import annotations

from git_decide.policy.model import ModulePolicy, Rules, Touch
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.policy.model import ChangedPath, Rewritten

RULES_FILE = "decisions.toml"
ATTRIBUTES_FILE = ".gitattributes"
WILDCARDS = "*?[\\"


def touches(
    change: Sequence[ChangedPath],
    flags: Mapping[str, str],
    rewritten: Rewritten,
    before: Rules,
    after: Sequence[Rules],
) -> tuple[Touch, ...]:
    """Return every way in which `change` touches a module, without repetitions.

    `flags` gives the module of each changed path that the rules flag. `before`
    are the rules that judge. `after` starts with the rules that the change
    leaves behind; for a merge the other parents' rules follow, and what agrees
    with one of them is not this change's doing.
    """
    found = [
        Touch(flags[entry.path], entry.path, "content", entry.path, entry.authors)
        for entry in change
        if entry.path in flags
    ]
    found += _flag_touches(change, rewritten)
    found += _rule_touches(change, rewritten.modules, before, after)
    return tuple(dict.fromkeys(found))


def _flag_touches(change: Sequence[ChangedPath], rewritten: Rewritten) -> Iterable[Touch]:
    files = {entry.path: entry for entry in change if _is_attributes(entry.path)}
    for path, module in rewritten.reflagged:
        source = _guardian(path, files)
        if source:
            yield Touch(module, path, "flag", source, files[source].authors)
    for directory, pattern in rewritten.unsets:
        source = f"{directory}/{ATTRIBUTES_FILE}" if directory else ATTRIBUTES_FILE
        for module in _exempted(directory, pattern, rewritten):
            yield Touch(module, source, "flag", source, files[source].authors)


def _is_attributes(path: str) -> bool:
    return path.rpartition("/")[2] == ATTRIBUTES_FILE


def _guardian(path: str, files: Mapping[str, ChangedPath]) -> str:
    """Return the deepest of the changed `.gitattributes` files that speaks for `path`."""
    speaking = [name for name in files if path.startswith(name[: -len(ATTRIBUTES_FILE)])]
    return max(speaking, key=len, default=next(iter(files), ""))


def _exempted(directory: str, pattern: str, rewritten: Rewritten) -> tuple[str, ...]:
    """Return the modules of which `pattern` could exempt a path, existing or not.

    Two patterns can only meet where the literal beginning of one begins the
    other; more is not looked at, so that no path matcher is needed and an
    exemption is rather asked for once too often.
    """
    prefix = literal_prefix(directory, pattern)
    meeting = {
        module
        for where, flagged, module in rewritten.patterns
        if _meet(prefix, literal_prefix(where, flagged))
    }
    return tuple(sorted(meeting))


def _meet(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def literal_prefix(directory: str, pattern: str) -> str:
    """Return how every path that `pattern` in `directory` matches must begin, in lower case."""
    prefix = f"{directory}/" if directory else ""
    if "/" in pattern:
        literal = pattern.lstrip("/")
        for wildcard in WILDCARDS:
            literal = literal.partition(wildcard)[0]
        prefix += literal
    return prefix.lower()


def _rule_touches(
    change: Sequence[ChangedPath], modules: Iterable[str], before: Rules, after: Sequence[Rules]
) -> Iterable[Touch]:
    authors = next((entry.authors for entry in change if entry.path == RULES_FILE), None)
    if authors is None:
        return
    left, *others = after
    for module in sorted(modules):
        judged = judging(left, module)
        if judged not in [judging(rules, module) for rules in (before, *others)]:
            yield Touch(module, RULES_FILE, "rules", RULES_FILE, authors)


def judging(rules: Rules, module: str) -> tuple[object, ...]:
    """Return all that judges a module: its table without the prose, the policy, the roles."""
    policy: ModulePolicy = replace(rules.module(module), why="", owners=())
    return (
        policy,
        rules.since,
        rules.protect,
        rules.each_commit,
        rules.skip,
        rules.roles,
    )
