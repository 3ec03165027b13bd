"""Lets pass of a range what its commits justify one by one, under the rules of its base."""

from __future__ import annotations

from git_decide.policy.model import ModuleVerdict, Rewritten
from git_decide.policy.touching import touches
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.policy.model import Outcome, Touch, Verdict
    from git_decide.queries.ranges.commits import Bench
    from git_decide.queries.ranges.model import JudgedCommit
    from git_decide.queries.ranges.net import Net

_REFUSED = ("refused", "warned")
# What is left to be paid back weighs more than what is not.
_BY_WEIGHT = ("debt", "skipped", "reverted", "standing", "justified")


def composed(
    verdict: Verdict, found: Net, commits: Sequence[JudgedCommit], bench: Bench
) -> Verdict:
    """Return the verdict on a net change without what every single commit had a reason for.

    While the rules stay the same, a range whose every commit is justified is justified:
    a rollback and a decision of their own each hold, though neither speaks for both. A
    link to nothing stays an error.
    """
    if verdict.broken_links or not any(m.outcome in _REFUSED for m in verdict.modules):
        return verdict
    parts = _Parts(found, commits, bench)
    return replace(verdict, modules=tuple(parts.without(each) for each in verdict.modules))


class _Parts:
    """The commits of a range, each judged again under the rules of the base."""

    def __init__(self, found: Net, commits: Sequence[JudgedCommit], bench: Bench) -> None:
        self._net = found
        self._bench = bench
        self._again: dict[str, JudgedCommit] = {}
        self._behind: dict[str, list[JudgedCommit]] = {}
        for each in commits:
            for entry in each.change:
                self._behind.setdefault(entry.path, []).append(each)

    def without(self, module: ModuleVerdict) -> ModuleVerdict:
        """Return the verdict on a module without the paths that single commits account for."""
        if module.outcome not in _REFUSED or not module.uncovered:
            return module
        left, outcomes, reasons = [], [], []
        through: dict[str, list[Touch]] = {}
        for touch in module.touches:
            through.setdefault(touch.path, []).append(touch)
        for path in module.uncovered:
            held = [each for touch in through.get(path, ()) for each in self._holds(touch)]
            if not held or None in held:
                left.append(path)
            outcomes += [each.outcome for each in held if each]
            reasons += [reason for each in held if each for reason in each.by]
        if left:
            return replace(module, uncovered=tuple(left))
        outcome: Outcome = next((o for o in _BY_WEIGHT if o in outcomes), "standing")
        by = tuple(dict.fromkeys(reasons))
        return replace(module, outcome=outcome, by=by, lacks=())

    def _holds(self, touch: Touch) -> list[ModuleVerdict | None]:
        """Return what each commit behind a touch has for it; None for one that has nothing."""
        behind = self._behind.get(touch.source, [])
        if not behind:
            return [None]
        if touch.how == "content":
            return [self._of(self._under_base(each), touch) for each in behind]
        # Of flags and rules each commit answers to those that it found, which must be the base's.
        wanted = self._net.range
        if wanted.base != wanted.fork or wanted.replaced:
            return [None]
        flags = self._bench.flags_at(wanted.fork)
        same = [self._bench.same_rules(each.commit, self._net.rules, flags) for each in behind]
        return [
            self._of(each, touch) if ok else None for each, ok in zip(behind, same, strict=True)
        ]

    def _of(self, judged: JudgedCommit, touch: Touch) -> ModuleVerdict | None:
        if judged.past:
            return ModuleVerdict(touch.module, "standing", (touch,))
        for module in judged.verdict.modules:
            if module.module == touch.module:
                passes = module.outcome not in _REFUSED or (
                    touch.path not in module.uncovered and not judged.verdict.broken_links
                )
                return module if passes else None
        return None

    def _under_base(self, judged: JudgedCommit) -> JudgedCommit:
        if judged.past:
            return judged
        name = judged.commit.id
        if name not in self._again:
            rules = self._net.rules
            found = touches(judged.change, self._net.flags, Rewritten(), rules, (rules,))
            content = tuple(touch for touch in found if touch.how == "content")
            case = self._bench.case(judged.commit, content, rules, self._net.words)
            self._again[name] = self._bench.decided(judged.commit, judged.change, case)
        return self._again[name]
