"""Tells what converted records will be found to lack that they were not asked for before."""

from __future__ import annotations

from collections import Counter

from git_decide import store
from git_decide.records.digest import name_of
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.findings import Finding, Severity
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.converting import Conversion
    from git_decide.store import Stored


@value
class Gaps:
    """How many records have new findings of one severity, how many of each code; most first."""

    records: int
    codes: tuple[tuple[str, int], ...]


def gaps(
    repo: Repository, rules: Rules, records: Sequence[Stored], done: Conversion
) -> tuple[Gaps, Gaps]:
    """Return the new errors and the new warnings of what a conversion makes; nothing is written.

    `records` are all, as they were before.
    """
    spoken = store.words(repo, rules, store.WORKTREE)
    before = {stored.name: stored.findings for stored in records}
    contents = dict(done.contents)
    new = []
    for each in done.converted:
        name = name_of(each.path, each.name.log) or each.name
        after = store.examined(contents[each.path] or b"", name, spoken)
        known = {(found.code, found.severity) for found in before[each.name]}
        new.append([f for f in after.findings if (f.code, f.severity) not in known])
    return _counted(new, "error"), _counted(new, "warning")


def _counted(found: Iterable[Sequence[Finding]], severity: Severity) -> Gaps:
    codes = [{each.code for each in some if each.severity == severity} for some in found]
    counts = Counter(code for some in codes for code in sorted(some))
    return Gaps(sum(map(bool, codes)), tuple(counts.most_common()))
