"""Finds the records that cover paths: by their modules, by their patterns, by decisions.toml."""

from __future__ import annotations

from git_decide import listing
from git_decide.git import attributes, objects
from git_decide.queries.flags import attributes_at
from git_decide.queries.modules import modules
from git_decide.queries.selecting import former_ids
from git_decide.records.ids import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.checks.gist import Gist
    from git_decide.records.digest import Name


def covering(
    repo: Repository, rules: Rules, where: str, gists: Sequence[Gist], paths: Sequence[str]
) -> tuple[Gist, ...]:
    """Return those of `gists`, which are all records at `where`, that cover one of `paths`.

    As the judge has it: a record covers a path whose module it names, one that its own
    patterns match, and one of a module whose `decisions` in decisions.toml name it.
    Whether it is in force does not matter, nor whether there is such a file. A few
    processes, however many paths and records.
    """
    touched = set(modules(attributes_at(repo, where, paths)).values())
    patterned = [gist for gist in gists if gist.paths]
    matched = attributes.matches(repo, [gist.paths for gist in patterned], paths)
    found = {gist.name for gist, some in zip(patterned, matched, strict=True) if some}
    found |= _attached(rules, touched, gists)
    return tuple(
        gist
        for gist in gists
        if gist.name in found or not touched.isdisjoint(named.written for named in gist.modules)
    )


def _attached(rules: Rules, touched: set[str], gists: Sequence[Gist]) -> set[Name]:
    written = dict.fromkeys(each for name in touched for each in rules.module(name).decisions)
    names = [gist.name for gist in gists]
    found = (resolve(each, names, lambda: former_ids(gists)) for each in written)
    return {name for some in found for name in some}


def below(repo: Repository, where: str, places: Sequence[str]) -> tuple[str, ...]:
    """Return the files at `where` in these folders; a place that is no folder stands for itself.

    Places are paths from the top, which is ``.``. One process.
    """
    tree = None if where in (listing.WORKTREE, listing.INDEX) else where
    folders = None if "." in places else places
    files = [entry.path for entry in objects.tree_entries(repo, tree, folders)]
    alone = (
        place
        for place in places
        if place != "." and not any(path.startswith(f"{place}/") for path in files)
    )
    return tuple(dict.fromkeys([*files, *alone]))
