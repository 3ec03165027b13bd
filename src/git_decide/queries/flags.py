"""Which paths are flagged as fragile, by which lines, and what the rules say of them."""

from __future__ import annotations

import os

from git_decide import store
from git_decide.codes import finding
from git_decide.errors import named
from git_decide.git import attributes, objects, worktree
from git_decide.policy.model import DEFAULT_MODULE, ModulePolicy
from git_decide.queries.modules import FRAGILE, UNSETTING, modules
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules

WATCHED = "decision-log"
_NO_NAMES = ("set", *UNSETTING)


@value
class Flag:
    """A line of a `.gitattributes` file that speaks of `fragile`."""

    file: str
    line: int
    pattern: str
    value: str

    @property
    def folder(self) -> str:
        """The folder that the pattern starts from, with a slash at its end; "" for the top."""
        head, slash, _ = self.file.rpartition("/")
        return head + slash

    @property
    def module(self) -> str | None:
        """The module that the line flags, None for an exemption."""
        return attributes.module_of(self.value)


@value
class FlaggedModule:
    """A fragile module: its policy, the lines that flag it, the tracked files that are it.

    `stated` tells whether decisions.toml has a table for it.
    """

    name: str
    policy: ModulePolicy
    stated: bool
    flags: tuple[Flag, ...]
    files: tuple[str, ...]


def flagged(repo: Repository, rules: Rules, where: str) -> tuple[FlaggedModule, ...]:
    """Return every module that is flagged or has a table, by name."""
    lines = flags(repo, where)
    files = _files_by_module(repo, where)
    names = {*files, *rules.modules, *(flag.module for flag in lines if flag.module)}
    return tuple(
        FlaggedModule(
            name,
            rules.module(name),
            name in rules.modules,
            tuple(flag for flag in lines if flag.module == name),
            files.get(name, ()),
        )
        for name in sorted(names)
    )


def flags(repo: Repository, where: str) -> tuple[Flag, ...]:
    """Return the lines that speak of `fragile` in all `.gitattributes` files at `where`."""
    return _flags_in(attribute_texts(repo, where))


def _flags_in(texts: Iterable[tuple[str, bytes]]) -> tuple[Flag, ...]:
    known = dict(texts)
    macros = attributes.flag_macros(known.get(attributes.FILE, b""))
    return tuple(
        Flag(path, line.line_number, line.pattern, line.value)
        for path, content in known.items()
        for line in attributes.flag_lines(content, macros)
    )


def attribute_texts(repo: Repository, where: str) -> tuple[tuple[str, bytes], ...]:
    """Return the path and the text of every `.gitattributes` file at `where`."""
    if where == store.WORKTREE:
        texts = [(p, store.content_at(repo, where, p)) for p in worktree.attribute_files(repo)]
        return tuple((path, text) for path, text in texts if text is not None)
    entries: Sequence[objects.TreeEntry]
    if where == store.INDEX:
        known = objects.tree_entries(repo, None)
        entries = [entry for entry in known if attributes.is_attribute_file(entry.path)]
    else:
        entries = attributes.files_in(repo, where)
    blobs = objects.read_blobs(repo, [entry.blob for entry in entries])
    return tuple((e.path, b.content) for e, b in zip(entries, blobs, strict=True) if b)


def all_paths(repo: Repository, where: str) -> tuple[str, ...]:
    """Return every path at `where`: what the index holds, or the tree of a revision."""
    if where in (store.WORKTREE, store.INDEX):
        return worktree.tracked(repo)
    return objects.paths_in(repo, where)


def attributes_at(
    repo: Repository, where: str, paths: Sequence[str], names: Sequence[str] = (FRAGILE,)
) -> Mapping[str, Mapping[str, str]]:
    """Return the attributes of `paths` at `where`."""
    if where == store.WORKTREE:
        return worktree.attributes_of(repo, paths, names)
    if where == store.INDEX:
        return attributes.of_index(repo, paths, names)
    return attributes.of_tree(repo, where, paths, names)


def _files_by_module(repo: Repository, where: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    flagged_paths = modules(attributes_at(repo, where, all_paths(repo, where)))
    for path, module in flagged_paths.items():
        found.setdefault(module, []).append(path)
    return {module: tuple(paths) for module, paths in found.items()}


def flag_findings(repo: Repository, rules: Rules, where: str) -> Iterable[Finding]:
    """Yield what is wrong with the flags: they protect nothing, say nothing, name nothing."""
    texts = attribute_texts(repo, where)
    yield from _mark_findings(texts)
    lines = _flags_in(texts)
    tracked = all_paths(repo, where)
    flagging = [flag for flag in lines if flag.value not in UNSETTING and _can_match(flag)]
    matched = attributes.matches(repo, [[_from_top(flag)] for flag in flagging], tracked)
    for flag in lines:
        yield from _line_findings(flag)
    for flag, paths in zip(flagging, matched, strict=True):
        if not paths and not flag.pattern.startswith(attributes.MACRO):
            message = f"{named(flag.pattern)} of module {flag.module} matches no tracked file."
            yield finding("flag-protects-nothing", message, flag.file, flag.line, 1)
    yield from _module_findings(lines, rules)
    yield from _watch_findings(repo, rules, where)


def _mark_findings(texts: Iterable[tuple[str, bytes]]) -> Iterable[Finding]:
    for path, content in texts:
        if content.startswith(b"\xef\xbb\xbf"):
            message = "The file begins with a byte order mark, so its first line protects nothing."
            yield finding("byte-order-mark", message, path, 1, 1)


def _can_match(flag: Flag) -> bool:
    return flag.pattern.startswith(attributes.MACRO) or not attributes.pattern_problem(flag.pattern)


def _from_top(flag: Flag) -> str:
    """Return the pattern of a flag as it would read in the `.gitattributes` of the top."""
    if not flag.folder:
        return flag.pattern
    escaped = "".join(f"\\{c}" if c in "*?[\\" else c for c in flag.folder)
    if "/" in flag.pattern:
        return escaped + flag.pattern.lstrip("/")
    return f"{escaped}**/{flag.pattern}"


def _line_findings(flag: Flag) -> Iterable[Finding]:
    if flag.value not in _NO_NAMES and not valid_name(flag.value):
        message = f"{named(flag.value)} cannot name a module."
        yield finding("invalid-flag", message, flag.file, flag.line, 1)
    if not _can_match(flag):
        message = (
            f"{named(flag.pattern)} never matches: {attributes.pattern_problem(flag.pattern)}."
        )
        yield finding("flag-never-matches", message, flag.file, flag.line, 1)


def valid_name(name: str) -> bool:
    """Return whether `name` may be a module's: ``[a-z0-9][a-z0-9_-]*``, and no word of git's."""
    letters = set("abcdefghijklmnopqrstuvwxyz0123456789")
    fits = bool(name) and name[0] in letters and set(name) <= letters | set("_-")
    return fits and name not in _NO_NAMES


def _module_findings(lines: Sequence[Flag], rules: Rules) -> Iterable[Finding]:
    by_module = {flag.module: flag for flag in reversed(lines) if flag.module}
    for module, flag in by_module.items():
        if not rules.module(module).why and (valid_name(module) or module == DEFAULT_MODULE):
            message = f"Module {module} is flagged, but decisions.toml does not say why."
            mend = f"git decide fragile add {module} --why '…'"
            yield finding("module-without-reason", message, flag.file, flag.line, 1, mend)
    for module in rules.modules:
        if module not in by_module:
            message = f"No .gitattributes flags module {module}: nothing is protected."
            yield finding("table-without-flag", message, "decisions.toml")


def _watch_findings(repo: Repository, rules: Rules, where: str) -> Iterable[Finding]:
    """Yield a warning for what hooks would not look at, once flags or rules exist."""
    wanted = [".gitattributes", "decisions.toml"]
    wanted += [f"{folder}/0000-any.md" for _, folder in rules.records.folders()]
    if not _in_use(repo, where):
        return
    found = attributes_at(repo, where, wanted, (WATCHED,))
    for path in wanted:
        if found.get(path, {}).get(WATCHED) != "set":
            what = os.path.dirname(path) + "/**" if path.endswith("any.md") else path
            message = f"{what} does not carry the attribute {WATCHED}, so hooks do not watch it."
            yield finding("unwatched", message, ".gitattributes")


def _in_use(repo: Repository, where: str) -> bool:
    return store.is_there(repo, where, "decisions.toml") or bool(flags(repo, where))
