"""Which records could justify what a change lacks, best first."""

from __future__ import annotations

from git_decide.policy.judge import covers, lacks
from git_decide.queries.linking import all_candidates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal, Protocol

    from git_decide.policy.model import Candidate, Case, ModuleVerdict, Rules, Verdict
    from git_decide.queries.linking import Library

    Kind = Literal["product", "trade-off", "technical"]

    class Judged(Protocol):
        """A commit or a range that was judged, and where its records are looked up."""

        @property
        def case(self) -> Case:
            """What was judged."""

        @property
        def verdict(self) -> Verdict:
            """What the rules say of it."""

        @property
        def shelves(self) -> Library:
            """Where records are looked up for it."""


_UNDECIDED = ("refused", "warned")


def fitting(judged: Judged) -> tuple[Candidate, ...]:
    """Return the records that justify at least one path that is missing a decision.

    Those that justify more modules come first, then those that were decided later.
    """
    modules = undecided(judged.verdict)
    records = all_candidates(judged.shelves)
    worth = [(sum(_helps(judged, record, m) for m in modules), record) for record in records]
    found = [(count, r.dated, at, r) for at, (count, r) in enumerate(worth) if count]
    return tuple(record for *_, record in sorted(found, key=lambda f: f[:3], reverse=True))


def together(judged: Judged, records: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the first of the records that justify all that misses a decision, () if none do.

    Those that add nothing to the ones before them are left out.
    """
    modules = undecided(judged.verdict)
    left = {(module.module, path) for module in modules for path in module.uncovered}
    chosen = []
    for record in records if left else ():
        served = {
            (module.module, path)
            for module in modules
            if _helps(judged, record, module)
            for path in module.uncovered
            if covers(record, path, module.module)
        }
        if served & left:
            chosen.append(record)
            left -= served
    return () if left else tuple(chosen)


def nearly(judged: Judged) -> tuple[Candidate, ...]:
    """Return the proposals that would justify something once they are accepted, younger first."""
    modules = undecided(judged.verdict)
    return tuple(
        record
        for record in reversed(all_candidates(judged.shelves))
        if record.status == "proposed"
        and not any(_helps(judged, record, m) for m in modules)
        and any(covers(record, p, m.module) for m in modules for p in m.uncovered)
    )


def undecided(verdict: Verdict) -> tuple[ModuleVerdict, ...]:
    """Return the modules that miss a decision, whether that refuses the change or not."""
    return tuple(module for module in verdict.modules if module.outcome in _UNDECIDED)


def kind(rules: Rules, modules: Iterable[str]) -> Kind:
    """Return the kind of a record that these modules would take: who must decide them."""
    sides = {side for module in modules for side in rules.module(module).decided_by}
    if sides == {"product"}:
        return "product"
    return "trade-off" if "product" in sides else "technical"


def _helps(judged: Judged, record: Candidate, module: ModuleVerdict) -> bool:
    policy = judged.case.rules.module(module.module)
    usable = not lacks(record, policy, judged.case.day)
    return usable and any(covers(record, path, module.module) for path in module.uncovered)
