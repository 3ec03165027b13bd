"""Which records could justify what a commit lacks, best first."""

from __future__ import annotations

from git_decide.policy.judge import covers, lacks
from git_decide.queries.linking import all_candidates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.policy.model import Candidate, ModuleVerdict
    from git_decide.queries.judgement import Judgement

_UNDECIDED = ("refused", "warned")


def fitting(judged: Judgement) -> tuple[Candidate, ...]:
    """Return the records that justify at least one path that is missing a decision.

    Those that justify more modules come first, then the younger ones.
    """
    modules = [m for m in judged.verdict.modules if m.outcome in _UNDECIDED]
    records = all_candidates(judged.shelves)
    worth = [(sum(_helps(judged, record, m) for m in modules), record) for record in records]
    found = [(count, age, record) for age, (count, record) in enumerate(worth) if count]
    return tuple(record for *_, record in sorted(found, key=lambda f: (-f[0], -f[1])))


def nearly(judged: Judgement) -> tuple[Candidate, ...]:
    """Return the proposals that would justify something once they are accepted, younger first."""
    modules = [m for m in judged.verdict.modules if m.outcome in _UNDECIDED]
    return tuple(
        record
        for record in reversed(all_candidates(judged.shelves))
        if record.status == "proposed"
        and not any(_helps(judged, record, m) for m in modules)
        and any(covers(record, p, m.module) for m in modules for p in m.uncovered)
    )


def _helps(judged: Judgement, record: Candidate, module: ModuleVerdict) -> bool:
    policy = judged.case.rules.module(module.module)
    usable = not lacks(record, policy, judged.case.day)
    return usable and any(covers(record, path, module.module) for path in module.uncovered)
