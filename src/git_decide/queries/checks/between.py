"""Finds what is wrong with what records name: other records, modules, numbers."""

from __future__ import annotations

from git_decide.codes import finding
from git_decide.errors import named, some
from git_decide.queries.rules import FILE
from git_decide.queries.selecting import is_overdue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from git_decide.findings import Finding
    from git_decide.policy.model import Rules
    from git_decide.queries.checks.gathering import Gathered
    from git_decide.queries.checks.gist import Gist, Named
    from git_decide.records.digest import Name

    Told = tuple[Finding, tuple[str, ...]]


def reference_findings(gathered: Gathered, modules: Container[str]) -> Iterator[Finding]:
    """Yield the links of the chosen records that do not mean one other record by its name.

    And the modules that they name and that are not among `modules`.
    """
    for gist in gathered.chosen:
        for link in gist.links:
            yield from _link(gist, link, gathered)
        for module in gist.modules:
            if module.written not in modules:
                message = f"There is no module {named(module.written)}."
                place = (module.line, module.column)
                yield finding("unknown-module", message, gist.name.path, *place)


def _link(gist: Gist, link: Named, gathered: Gathered) -> Iterator[Finding]:
    found = gathered.resolve(link.written, gist.name)
    path, place = gist.name.path, (link.line, link.column)
    if found == (gist.name,):
        message = f"`{link.key}` names {named(link.written)}, which is this record itself."
        yield finding("self-reference", message, path, *place)
    elif not any(mention.path == link.written for mention in gist.mentions):
        right = gathered.case_differs(link.written, gist.name)
        if right:
            message = f"`{link.key}` names {named(link.written)}, and the file is {right.path}."
            yield finding("link-case-differs", message, path, *place)
    yield from unresolved(f"`{link.key}`", link.written, found, path, place)


def unresolved(
    what: str, written: str, found: Sequence[Name], path: str, place: tuple[int, int] = (0, 0)
) -> Iterator[Finding]:
    """Yield that `what` names no record with `written`, or that it may name several."""
    if not found:
        message = f"{what} names {named(written)}, and there is no such record."
        yield finding("dangling-reference", message, path, *place)
    elif len(found) > 1:
        candidates = some([name.qualified for name in found])
        message = f"{what} names {named(written)}, which may be {candidates}."
        yield finding("ambiguous-reference", message, path, *place)


def mention_findings(
    gathered: Gathered, rules: Rules, is_there: Callable[[str], bool]
) -> Iterator[Finding]:
    """Yield the links in prose that lead into a log and to no record there.

    `is_there` tells whether there is a file of another kind at a path.
    """
    folders = tuple(f"{folder}/" for _, folder in rules.records.folders())
    for gist in gathered.chosen:
        told = {link.written for link in gist.links}
        for mention in gist.mentions:
            if not mention.path.startswith(folders) or mention.path in gathered.entries:
                continue
            place = (gist.name.path, mention.line, mention.column)
            right = gathered.case_differs(mention.path, gist.name)
            if right:
                message = f"The link leads to {named(mention.text)}, and the file is {right.path}."
                yield finding("link-case-differs", message, *place)
            elif mention.path not in told and not is_there(mention.path):
                message = f"The link leads to {named(mention.text)}, and there is no such record."
                yield finding("broken-link", message, *place)


def collisions(
    names: Sequence[Name],
    chosen: Container[str],
    in_order: Callable[[Sequence[Name]], Sequence[Name]],
) -> Iterator[Told]:
    """Yield for each record with the number of another that it should get a new one.

    The first to come keeps its number: `in_order` tells which that is, and is asked once,
    for all of them. Only where one of those with a number is `chosen`, by path.
    """
    taken: dict[tuple[str, int, str], list[Name]] = {}
    for name in names:
        if name.number is not None:
            taken.setdefault((name.log, name.number, name.letter), []).append(name)
    colliding = [
        same
        for same in taken.values()
        if len(same) > 1 and any(name.path in chosen for name in same)
    ]
    if not colliding:
        return
    order = {name: at for at, name in enumerate(in_order([n for s in colliding for n in s]))}
    for same in colliding:
        first, *others = sorted(same, key=order.__getitem__)
        for name in others:
            yield _collision(name, first), tuple(each.path for each in same)


def _collision(name: Name, first: Name) -> Finding:
    message = f"The number {name.number}{name.letter} is also that of {first.id}."
    mend = f"Give it a number of its own: git decide renumber {name.qualified}"
    return finding("duplicate-number", message, name.path, mend=mend)


def overdue_findings(gathered: Gathered, day: str) -> Iterator[Finding]:
    """Yield the accepted records of which nobody told by the `day` what their review found."""
    for gist in gathered.chosen:
        if gist.status == "accepted" and is_overdue(gist, day):
            message = f"The review of this decision was due on {gist.review_by}."
            told = f"git decide outcome {gist.name.qualified} --worked --says TEXT"
            mend = f"Say what came of it: {told}"
            yield finding("review-overdue", message, gist.name.path, *gist.review_at, mend)


def rule_references(gathered: Gathered, rules: Rules) -> Iterator[Finding]:
    """Yield the decisions that decisions.toml names and that do not exist."""
    wanted = [(f"[fragile.{m.name}]", d) for m in rules.modules.values() for d in m.decisions]
    wanted += [("[[standing]]", entry.decision) for entry in rules.standing]
    for table, written in wanted:
        found = gathered.by_id(written)
        yield from unresolved(table, written, found, FILE)
