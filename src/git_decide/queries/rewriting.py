"""What a change does to the flags and to the rules themselves."""

from __future__ import annotations

from git_decide.git import attributes
from git_decide.git.objects import paths_in, read_blobs, tree_entries
from git_decide.policy.model import Rewritten
from git_decide.policy.touching import RULES_FILE
from git_decide.queries.modules import UNSETTING, modules
from git_decide.queries.rules import judging_rules, rules_after
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.attributes import Attributes
    from git_decide.git.repository import Repository
    from git_decide.policy.model import ChangedPath, Rules


@value
class Sides:
    """The revisions that a change lies between.

    `before` is the one whose rules judge. What agrees with one of the `others`, the further
    parents of a merge, is not this change's doing, nor is what agrees with all of the
    `forks` of a range. `tip` is what the change leads to, "" for the index. `before` may
    have got paths since the forks that the tip has never seen.
    """

    before: str
    others: Sequence[str] = ()
    tip: str = ""
    forks: Sequence[str] = ()


class Held:
    """What is known of attribute files without asking git again: here nothing at all."""

    def texts(self, revision: str) -> Mapping[str, bytes] | None:
        """Return all attribute files of a commit, None where they are not known."""
        return None

    def alike(self, one: str, other: str) -> bool:
        """Return whether two commits are known to flag the same."""
        return False


def rewritten(
    repo: Repository,
    sides: Sides,
    change: Sequence[ChangedPath],
    rules: Rules,
    held: Held | None = None,
) -> tuple[Rewritten, tuple[Rules, ...]]:
    """Return what `change` does to flags and rules, and the rules after it.

    After those of the tip come those of the `others`, as `policy.touching.touches` wants them,
    and those of the forks if these have the same. A constant number of processes for each side,
    none for attribute files that are `held` and flag the same.
    """
    held = held or Held()
    files = [entry for entry in change if attributes.is_attribute_file(entry.path)]
    texts = held.texts(sides.before)
    patterns = _patterns(_texts(repo, sides.before) if texts is None else texts)
    found = frozenset(module for _, _, module in patterns)
    after: tuple[Rules, ...] = (rules,)
    if any(entry.path == RULES_FILE for entry in change):
        others = tuple(judging_rules(repo, other) for other in sides.others)
        forks = tuple(judging_rules(repo, fork) for fork in sides.forks)
        agreed = forks[:1] if all(each == forks[0] for each in forks) else ()
        after = (rules_after(repo, f"{sides.tip}:{RULES_FILE}", rules), *others, *agreed)
    if not files:
        return Rewritten(modules=found, patterns=patterns), after
    reflagged = () if held.alike(sides.before, sides.tip) else _reflagged(repo, sides)
    return Rewritten(found, patterns, reflagged, _unsets(repo, sides, files, held)), after


def _texts(repo: Repository, revision: str) -> dict[str, bytes]:
    """Return all attribute files of a tree. Two processes."""
    files = attributes.files_in(repo, revision)
    blobs = read_blobs(repo, [entry.blob for entry in files])
    return {e.path: b.content if b else b"" for e, b in zip(files, blobs, strict=True)}


def _patterns(texts: Mapping[str, bytes]) -> tuple[tuple[str, str, str], ...]:
    """Return the lines of a tree that flag, each as (directory, pattern, module)."""
    macros = attributes.flag_macros(texts.get(attributes.FILE, b""))
    found = []
    for path, content in texts.items():
        directory = path.rpartition("/")[0]
        for line in attributes.flag_lines(content, macros):
            module = attributes.module_of(line.value)
            if module and not line.pattern.startswith(attributes.MACRO):
                found.append((directory, line.pattern, module))
    return tuple(found)


def _reflagged(repo: Repository, sides: Sides) -> tuple[tuple[str, str], ...]:
    """Return the paths whose flag at the tip is no longer that of the side that judges.

    A path whose flag is that of another side, or of all forks, was decided there.
    """
    before = modules(attributes.of_tree(repo, sides.before, _paths_kept(repo, sides)))
    flagged = list(before)
    after = modules(_at_tip(repo, sides.tip, flagged))
    others = [modules(attributes.of_tree(repo, other, flagged)) for other in sides.others]
    forks = [modules(attributes.of_tree(repo, fork, flagged)) for fork in sides.forks]

    def decided(path: str, now: str | None) -> bool:
        if any(other.get(path) == now for other in others):
            return True
        return bool(forks) and all(fork.get(path) == now for fork in forks)

    return tuple(
        (path, module)
        for path, module in before.items()
        if after.get(path) != module and not decided(path, after.get(path))
    )


def _paths_kept(repo: Repository, sides: Sides) -> list[str]:
    """Return the paths of the tip, and those that only the side that judges has got meanwhile."""
    paths = [entry.path for entry in tree_entries(repo, sides.tip or None)]
    if not sides.forks:
        return paths
    there = {*paths, *(path for fork in sides.forks for path in paths_in(repo, fork))}
    return paths + [path for path in paths_in(repo, sides.before) if path not in there]


def _at_tip(repo: Repository, tip: str, paths: Sequence[str]) -> Attributes:
    return attributes.of_tree(repo, tip, paths) if tip else attributes.of_index(repo, paths)


def _unsets(
    repo: Repository, sides: Sides, files: Sequence[ChangedPath], held: Held
) -> tuple[tuple[str, str], ...]:
    """Return the lines that newly take a flag away, as (directory, pattern).

    A line that a former side has as well, or all forks, below no fewer flags, is not new.
    """
    former = (sides.before, *sides.others)
    where = [sides.tip, *former, *sides.forks]
    texts = _contents(repo, where, (attributes.FILE, *_paths(files)), held)
    exemptions = {rev: _exemptions(texts[rev], _paths(files)) for rev in where}

    def old(exemption: Exemption, path: str) -> bool:
        stood = {rev: _stood(exemption, exemptions[rev][path]) for rev in where[1:]}
        forks = [stood[fork] for fork in sides.forks]
        return any(stood[rev] for rev in former) or (bool(forks) and all(forks))

    return tuple(
        (path.rpartition("/")[0], exemption.pattern)
        for path in _paths(files)
        for exemption in exemptions[sides.tip][path].lines
        if not old(exemption, path)
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


def _contents(
    repo: Repository, revisions: Sequence[str], paths: Sequence[str], held: Held
) -> dict[str, Mapping[str, bytes]]:
    """Return, for each revision ("" for the index), the texts of those `paths` that it has."""
    known = {rev: texts for rev in revisions if (texts := held.texts(rev)) is not None}
    names = [f"{rev}:{path}" for rev in revisions if rev not in known for path in paths]
    blobs = dict(zip(names, read_blobs(repo, names), strict=True))
    found = {
        rev: {path: blob.content for path in paths if (blob := blobs[f"{rev}:{path}"])}
        for rev in revisions
        if rev not in known
    }
    return {**found, **known}


def _exemptions(texts: Mapping[str, bytes], paths: Sequence[str]) -> dict[str, Exemptions]:
    macros = attributes.flag_macros(texts.get(attributes.FILE, b""))
    return {path: _exempting(texts.get(path, b""), macros) for path in paths}


def _exempting(content: bytes, macros: Mapping[str, str]) -> Exemptions:
    found = []
    above: frozenset[tuple[str, str]] = frozenset()
    for line in attributes.flag_lines(content, macros):
        if line.value in UNSETTING:
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
