"""Works out what to write where, to flag paths as fragile or to unflag them."""

from __future__ import annotations

from git_decide import store
from git_decide.git import attribute_edit, attributes, objects, worktree
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository
    from git_decide.queries.flags import FlaggedModule

_SUBMODULE = "160000"


@value
class Fit:
    """How a pattern fits the tracked files.

    `patterns` is what to write for it: for a submodule both its pointer and what
    is below it. `problem` says why git would never match it. `better` is the
    likeliest pattern that was meant instead, "" where there is no guess.
    """

    pattern: str
    patterns: tuple[str, ...]
    files: int
    problem: str = ""
    better: str = ""


def fits(repo: Repository, patterns: Sequence[str], prefix: str) -> tuple[Fit, ...]:
    """Return how each pattern fits; `prefix` is the current folder, ending in a slash, or ""."""
    tracked = worktree.tracked(repo)
    submodules = {e.path for e in objects.tree_entries(repo, None) if e.mode == _SUBMODULE}
    variants = [(pattern, *_variants(pattern, prefix)) for pattern in patterns]
    flat = [[variant] for row in variants for variant in row]
    matched = iter(attributes.matches(repo, flat, tracked))
    counted = [[(variant, len(next(matched))) for variant in row] for row in variants]
    return tuple(_fit(row, submodules) for row in counted)


def _variants(pattern: str, prefix: str) -> list[str]:
    """Return what may have been meant by `pattern`, likeliest first."""
    bare = pattern.replace("\\", "/") if "/" not in pattern else pattern
    bare = bare.removeprefix("./").rstrip("/") or "**"
    made = [bare, f"{bare}/**", f"/{bare}"]
    if prefix:
        made += [f"{prefix}{bare}", f"{prefix}{bare}/**"]
    return [variant for variant in dict.fromkeys(made) if variant != pattern]


def _fit(row: Sequence[tuple[str, int]], submodules: set[str]) -> Fit:
    pattern, files = row[0]
    base = pattern.removesuffix("**").rstrip("/").lstrip("/")
    if base in submodules:
        return Fit(pattern, (base, f"{base}/**"), 1)
    problem = attributes.pattern_problem(pattern)
    if files and not problem:
        return Fit(pattern, (pattern,), files)
    better = next((variant for variant, found in row[1:] if found), "")
    if problem and not better and pattern.endswith("/"):
        better = f"{pattern}**"
    return Fit(pattern, (pattern,), files, problem, better)


def with_flags(content: bytes, module: str, patterns: Sequence[str]) -> bytes:
    """Return the text of a `.gitattributes` with `patterns` flagged for `module`."""
    for pattern in patterns:
        content = attribute_edit.add_flag(content, pattern, module)
    return content


def without_flags(repo: Repository, module: FlaggedModule) -> dict[str, bytes]:
    """Return the new text of every `.gitattributes` in the work tree that flags `module`."""
    return {
        file: attribute_edit.remove_flag(
            store.content_at(repo, store.WORKTREE, file) or b"", module.name
        )
        for file in dict.fromkeys(flag.file for flag in module.flags)
    }
