"""The rule: whether a change to fragile modules is justified (product section 4).

Pure: the same case always gets the same verdict, and nothing is looked up. A
commit and a range are the same call; only what fills the `Case` differs.
"""

from __future__ import annotations

from git_decide.errors import some
from git_decide.policy.config import author_matches
from git_decide.policy.model import Lack, ModuleVerdict, Notice, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.policy.model import (
        Candidate,
        Case,
        Link,
        ModulePolicy,
        Outcome,
        Standing,
        Touch,
    )


def judge(case: Case) -> Verdict:
    """Return what the rules say of a change, module by module."""
    modules = tuple(
        _module_verdict(case, module, tuple(t for t in case.touches if t.module == module))
        for module in sorted({touch.module for touch in case.touches})
    )
    broken = tuple(_broken(link) for link in case.links if len(link.found) != 1)
    return Verdict(_hold_to_links(case, modules, broken), _notices(case, modules, broken), broken)


def _module_verdict(case: Case, module: str, touches: tuple[Touch, ...]) -> ModuleVerdict:
    policy = case.rules.module(module)
    linked = [link.found[0] for link in case.links if len(link.found) == 1]
    usable = [record for record in linked if not lacks(record, policy, case.day)]
    paths = tuple(dict.fromkeys(touch.path for touch in touches))
    bare = tuple(p for p in paths if not any(covers(r, p, module) for r in usable))
    if not bare:
        names = (r.id for r in usable if any(covers(r, p, module) for p in paths))
        return ModuleVerdict(module, "justified", touches, by=tuple(dict.fromkeys(names)))
    allowed = {touch: _standing(case, touch) for touch in touches if touch.path in bare}
    left = tuple(touch for touch, by in allowed.items() if not by)
    if not left:
        by = tuple(dict.fromkeys(name for names in allowed.values() for name in names))
        return ModuleVerdict(module, "standing", touches, by=by)
    missing = tuple(dict.fromkeys(touch.path for touch in left))
    return _without_decision(case, policy, touches, missing, linked)


def _without_decision(
    case: Case,
    policy: ModulePolicy,
    touches: tuple[Touch, ...],
    missing: tuple[str, ...],
    linked: Sequence[Candidate],
) -> ModuleVerdict:
    """Return the verdict where no record justifies `missing`: what else may let it pass."""
    if _gives_back(case):
        links = [link for revert in case.reverts for link in revert.links]
        inherited = dict.fromkeys(link.found[0].id for link in links if len(link.found) == 1)
        outcome: Outcome = "reverted" if inherited else "debt"
        return ModuleVerdict(policy.name, outcome, touches, missing, by=tuple(inherited))
    if case.skips and policy.skip == "allowed":
        return ModuleVerdict(policy.name, "skipped", touches, missing, by=case.skips)
    reasons = [lack for r in linked for lack in _why_not(r, policy, case.day, missing)]
    if case.skips:
        reasons.append(
            Lack("skip-forbidden", "", f"module {policy.name} does not allow Decision-Skip")
        )
    outcome = "warned" if _lenient(case, policy) else "refused"
    return ModuleVerdict(policy.name, outcome, touches, missing, lacks=tuple(reasons))


def covers(record: Candidate, path: str, module: str) -> bool:
    """Return whether a record speaks for `path` of `module`, be it usable or not."""
    return module in record.modules or path in record.covers or module in record.attached


def lacks(record: Candidate, policy: ModulePolicy, day: int) -> tuple[Lack, ...]:
    """Return why a record cannot justify any change to the module of `policy` on `day`."""
    found = [*_status_lacks(record, policy)]
    if record.problems:
        found.append(Lack("invalid-record", record.id, f"is not valid: {record.problems[0]}"))
    for side in policy.decided_by:
        if side not in record.sides:
            message = f"has no decider of the {side} side, which module {policy.name} demands"
            found.append(Lack("missing-side", record.id, message))
    if policy.max_age is not None:
        if record.date is None:
            found.append(Lack("undated-record", record.id, "has no date to judge its age by"))
        elif day - record.date > policy.max_age:
            message = f"is {day - record.date} days old; {policy.name} takes {policy.max_age}"
            found.append(Lack("stale-record", record.id, message))
    return tuple(found)


def _status_lacks(record: Candidate, policy: ModulePolicy) -> Iterable[Lack]:
    taken = ("accepted", "proposed") if policy.require == "proposed" else ("accepted",)
    if record.status not in taken and not _superseded_since(record):
        message = f"is {record.status or 'without a status'}, not {' or '.join(taken)}"
        yield Lack("status-not-taken", record.id, message)


def _superseded_since(record: Candidate) -> bool:
    return record.status == "superseded" and record.was_accepted


def _why_not(
    record: Candidate, policy: ModulePolicy, day: int, missing: Sequence[str]
) -> tuple[Lack, ...]:
    found = lacks(record, policy, day)
    bare = [path for path in missing if not covers(record, path, policy.name)]
    if not bare:
        return found
    what = bare[0] if len(bare) == 1 else f"{bare[0]} and {len(bare) - 1} more"
    message = f"does not cover module {policy.name} ({what})"
    return (*found, Lack("not-covered", record.id, message))


def _standing(case: Case, touch: Touch) -> tuple[str, ...]:
    """Return the standing decisions that let this path change without a link."""
    if touch.how != "content":
        return ()  # nobody's standing decision changes what is guarded
    entries = zip(case.rules.standing, case.standing_paths, case.standing_links, strict=True)
    return tuple(
        link.found[0].id
        for entry, paths, link in entries
        if _stands(link) and _by_authors(entry, touch) and (not entry.paths or touch.path in paths)
    )


def _stands(link: Link) -> bool:
    return (
        len(link.found) == 1 and link.found[0].status == "accepted" and not link.found[0].problems
    )


def _by_authors(entry: Standing, touch: Touch) -> bool:
    return not entry.authors or (
        bool(touch.authors)
        and all(
            any(author_matches(pattern, author) for pattern in entry.authors)
            for author in touch.authors
        )
    )


def _gives_back(case: Case) -> bool:
    restored = frozenset[str]().union(*(revert.restores for revert in case.reverts))
    return all(touch.source in restored for touch in case.touches)


def _broken(link: Link) -> Lack:
    if not link.found:
        return Lack("unknown-record", link.written, f"Decision: {link.written} names no record")
    names = some([candidate.id for candidate in link.found])
    message = f"Decision: {link.written} is ambiguous: {names}"
    return Lack("ambiguous-record", link.written, message)


def _hold_to_links(
    case: Case, modules: tuple[ModuleVerdict, ...], broken: tuple[Lack, ...]
) -> tuple[ModuleVerdict, ...]:
    """Return the verdicts with a link to nothing counted as the error that it is there.

    A change that needs no link at all, a rollback or a standing one, is not
    refused for a link that it did not need.
    """
    if not broken or _gives_back(case):
        return modules
    return tuple(_held(case, module, broken) for module in modules)


def _held(case: Case, module: ModuleVerdict, broken: tuple[Lack, ...]) -> ModuleVerdict:
    lenient = _lenient(case, case.rules.module(module.module))
    if lenient or all(_standing(case, touch) for touch in module.touches):
        return module
    lacks = (*module.lacks, *broken)
    return ModuleVerdict(module.module, "refused", module.touches, module.uncovered, lacks=lacks)


def _lenient(case: Case, policy: ModulePolicy) -> bool:
    return policy.enforce == "warn" or (case.fixup and not case.protected)


def _notices(
    case: Case, modules: tuple[ModuleVerdict, ...], broken: tuple[Lack, ...]
) -> tuple[Notice, ...]:
    found = []
    if not any(module.outcome == "refused" for module in modules):
        found += [Notice(lack.code, lack.message) for lack in broken]
    for link in case.links:
        if not link.trailer:
            message = f"git does not see 'Decision: {link.written}' outside the last paragraph"
            found.append(Notice("link-not-a-trailer", message))
        for record in link.found if len(link.found) == 1 else ():
            if _superseded_since(record) and any(record.id in m.by for m in modules):
                message = f"{record.id} has been superseded since this work began"
                found.append(Notice("superseded-since", message))
    if case.fixup and modules:
        found.append(Notice("fixup-commit", "a fixup is judged when it is squashed"))
    return tuple(dict.fromkeys(found))
