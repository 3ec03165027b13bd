"""What a commit that is being made does to fragile modules."""

from __future__ import annotations

from git_decide.git import attributes, changes, objects, state
from git_decide.policy.model import ChangedPath, Rewritten
from git_decide.policy.touching import RULES_FILE, touches
from git_decide.queries.rules import judging_rules, rules_after
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules, Touch

FRAGILE = "fragile"
_UNSETTING = ("unset", "unspecified")


@value
class Staged:
    """The index against a parent: the change, the rules of the parent, the modules touched.

    `parent` is None on an unborn branch, which has no rules. `merged` are the
    other parents of a merge being made.
    """

    parent: str | None
    merged: tuple[str, ...]
    change: tuple[ChangedPath, ...]
    rules: Rules
    touches: tuple[Touch, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The touched paths, each once."""
        return tuple(dict.fromkeys(touch.path for touch in self.touches))


def staged(
    repo: Repository, parent: str | None, author: str = "", merged: Sequence[str] | None = None
) -> Staged:
    """Return what the index changes against `parent`, "NAME <ADDRESS>" being the author.

    `merged` are the further parents; None stands for those of the merge that is
    being made, if one is. Of a merge only what differs from git's own counts.
    """
    if merged is None:
        merged = state.merge_heads(repo) if parent else ()
    merged = tuple(merged)
    entries = _entries(repo, parent, merged)
    authors = frozenset([author] if author else [])
    change = tuple(ChangedPath(**entry.__dict__, authors=authors) for entry in entries)
    if parent is None or not change:
        return Staged(parent, merged, change, judging_rules(repo, parent), ())
    rules = judging_rules(repo, parent)
    rewritten, after = _rewritten(repo, parent, merged, change, rules)
    flags = _flags(repo, parent, merged, change)
    return Staged(parent, merged, change, rules, touches(change, flags, rewritten, rules, after))


def _entries(
    repo: Repository, parent: str | None, merged: Sequence[str]
) -> tuple[changes.Entry, ...]:
    if parent is None or not merged:
        return changes.staged(repo, parent)
    made = changes.commit_object(repo, [parent, *merged])
    return changes.merge_difference(repo, made)


def _flags(
    repo: Repository, parent: str, merged: Sequence[str], change: Sequence[ChangedPath]
) -> Mapping[str, str]:
    """Return the module of each changed path under the parent's attributes.

    Where no attributes file changed, the index answers for the parent: that is
    one process less on the way of an ordinary commit.
    """
    paths = [entry.path for entry in change]
    if merged or any(attributes.is_attribute_file(path) for path in paths):
        return modules(attributes.of_tree(repo, parent, paths))
    return modules(attributes.of_index(repo, paths))


def modules(found: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the module of each path that has one, from what git says of its attributes."""
    named = {path: attributes.module_of(values.get(FRAGILE, "")) for path, values in found.items()}
    return {path: module for path, module in named.items() if module}


def _rewritten(
    repo: Repository,
    parent: str,
    merged: Sequence[str],
    change: Sequence[ChangedPath],
    rules: Rules,
) -> tuple[Rewritten, tuple[Rules, ...]]:
    """Return what the change does to flags and rules; nothing is read where it changes neither."""
    files = [entry for entry in change if attributes.is_attribute_file(entry.path)]
    governs = any(entry.path == RULES_FILE for entry in change)
    if not files and not governs:
        return Rewritten(), (rules,)
    patterns = _patterns(repo, parent)
    found = frozenset(module for _, _, module in patterns)
    after: tuple[Rules, ...] = (rules,)
    if governs:
        others = tuple(judging_rules(repo, other) for other in merged)
        after = (rules_after(repo, f":{RULES_FILE}", rules), *others)
    if not files:
        return Rewritten(modules=found, patterns=patterns), after
    reflagged = _reflagged(repo, parent, merged)
    return Rewritten(found, patterns, reflagged, _unsets(repo, (parent, *merged), files)), after


def _patterns(repo: Repository, revision: str) -> tuple[tuple[str, str, str], ...]:
    """Return the lines of a tree that flag, each as (directory, pattern, module)."""
    files = [
        entry
        for entry in objects.tree_entries(repo, revision)
        if attributes.is_attribute_file(entry.path)
    ]
    blobs = objects.read_blobs(repo, [entry.blob for entry in files])
    texts = {e.path: b.content if b else b"" for e, b in zip(files, blobs, strict=True)}
    macros = attributes.flag_macros(texts.get(attributes.FILE, b""))
    found = []
    for path, content in texts.items():
        directory = path.rpartition("/")[0]
        for line in attributes.flag_lines(content, macros):
            module = attributes.module_of(line.value)
            if module and not line.pattern.startswith(attributes.MACRO):
                found.append((directory, line.pattern, module))
    return tuple(found)


def _reflagged(repo: Repository, parent: str, merged: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the paths of the index whose flag is no longer the parent's.

    In a merge, a path whose flag is that of another parent was decided there.
    """
    paths = [entry.path for entry in objects.tree_entries(repo, None)]
    before = modules(attributes.of_tree(repo, parent, paths))
    flagged = list(before)
    after = modules(attributes.of_index(repo, flagged))
    others = [modules(attributes.of_tree(repo, other, flagged)) for other in merged]
    return tuple(
        (path, module)
        for path, module in before.items()
        if after.get(path) != module and all(other.get(path) != after.get(path) for other in others)
    )


def _unsets(
    repo: Repository, parents: Sequence[str], files: Sequence[ChangedPath]
) -> tuple[tuple[str, str], ...]:
    """Return the lines that newly take a flag away, as (directory, pattern).

    A line that one of `parents` has as well, below no fewer flags, is not new.
    """
    where = ["", *parents]
    names = [f"{rev}:{path}" for rev in where for path in (attributes.FILE, *_paths(files))]
    found = objects.read_blobs(repo, names)
    texts = {name: blob.content for name, blob in zip(names, found, strict=True) if blob}
    exemptions = {rev: _exemptions(texts, rev, _paths(files)) for rev in where}
    return tuple(
        (path.rpartition("/")[0], exemption.pattern)
        for path in _paths(files)
        for exemption in exemptions[""][path].lines
        if not any(_stood(exemption, exemptions[rev][path]) for rev in parents)
    )


@value
class Exemption:
    """A line that takes a flag away, and the flags above it in its file, which it overrides."""

    pattern: str
    overrides: frozenset[tuple[str, str]]


@value
class Exemptions:
    """The exempting lines of one `.gitattributes`, and all its flags."""

    lines: tuple[Exemption, ...]
    flags: frozenset[tuple[str, str]]


def _paths(files: Sequence[ChangedPath]) -> tuple[str, ...]:
    return tuple(entry.path for entry in files)


def _exemptions(
    texts: Mapping[str, bytes], revision: str, paths: Sequence[str]
) -> dict[str, Exemptions]:
    macros = attributes.flag_macros(texts.get(f"{revision}:{attributes.FILE}", b""))
    return {path: _exempting(texts.get(f"{revision}:{path}", b""), macros) for path in paths}


def _exempting(content: bytes, macros: Mapping[str, str]) -> Exemptions:
    found = []
    above: frozenset[tuple[str, str]] = frozenset()
    for line in attributes.flag_lines(content, macros):
        if line.value in _UNSETTING:
            found.append(Exemption(line.pattern, above))
        else:
            above |= {(line.pattern, line.value)}
    return Exemptions(tuple(found), above)


def _stood(exemption: Exemption, former: Exemptions) -> bool:
    """Return whether the same line overrode before what it overrides now.

    Flags that are new themselves take nothing from anybody by being overridden.
    """
    overridden = exemption.overrides & former.flags
    return any(
        one.pattern == exemption.pattern and overridden <= one.overrides for one in former.lines
    )
