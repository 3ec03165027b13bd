"""Tells which fragile modules records cover, as the judge has it."""

from __future__ import annotations

from git_decide.git import attributes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.names.references import Catalogue
    from git_decide.records.digest import Name


def modules_of(
    repo: Repository,
    rules: Rules,
    known: Catalogue,
    gists: Sequence[Gist],
    files: Mapping[str, Sequence[str]],
) -> Mapping[Name, tuple[str, ...]]:
    """Return the modules of each record: those it names first, then the others by name.

    A record covers what it names, what its own patterns match some file of, and what names it
    in decisions.toml. `files` are those of each module, `known` finds records by what they
    are called. One process, and none where no record has patterns.
    """
    found = {gist.name: [each.written for each in gist.modules] for gist in gists}
    for name, module in sorted(_attached(rules, known)):
        if name in found:
            found[name].append(module)
    patterned = [gist for gist in gists if gist.paths]
    owner = {path: module for module, some in files.items() for path in some}
    matched = attributes.matches(repo, [gist.paths for gist in patterned], list(owner))
    for gist, paths in zip(patterned, matched, strict=True):
        found[gist.name] += sorted({owner[path] for path in paths})
    return {name: tuple(dict.fromkeys(some)) for name, some in found.items()}


def _attached(rules: Rules, known: Catalogue) -> set[tuple[Name, str]]:
    return {
        (found[0], module)
        for module, policy in rules.modules.items()
        for written in policy.decisions
        if len(found := known.linked(written)) == 1
    }
