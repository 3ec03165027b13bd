"""Says which sides the modules of a record want to decide, where nobody speaks for them."""

from __future__ import annotations

from git_decide.output.terminal import safe
from git_decide.policy.model import OWNERS, SIDES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.cli.frame import Frame
    from git_decide.output.new_record import NewRecord
    from git_decide.policy.model import Rules, Side
    from git_decide.records.model import Record

_CALLED = {"product": "the product side", "engineering": "engineering"}


def unspoken(frame: Frame, rules: Rules, record: Record | NewRecord, path: str) -> Iterator[str]:
    """Yield a line for each module that no change of could follow this record, as it is signed.

    The record at `path` is valid without: a module may ask for more sides than its kind.
    What the kind asks of a proposal is told anyway.
    """
    if record.status not in ("proposed", "accepted"):
        return
    for module in record.modules:
        asked = rules.modules.get(module)
        missing = _missing(rules, record, asked.decided_by) if asked and asked.decided_by else ()
        if missing:
            who = " and of ".join(_CALLED[side] for side in missing)
            titles = {"product": rules.roles.product, "engineering": rules.roles.engineering}
            people = [f"NAME ({next(iter(titles[side]), 'ROLE')})" for side in missing]
            yield safe(_line(frame, record.status, module, who, people, path))


def _missing(
    rules: Rules, record: Record | NewRecord, wanted: tuple[Side, ...]
) -> tuple[Side, ...]:
    from git_decide.queries.linking import sides

    there = sides([each.role for each in record.deciders if each.role], rules.roles)
    told = OWNERS.get(record.kind or "", ()) if record.status == "proposed" else ()
    return tuple(s for s in SIDES if s in wanted and s not in there and s not in told)


def _line(frame: Frame, status: str, module: str, who: str, people: list[str], path: str) -> str:
    if status == "proposed":
        flags = " ".join(f"--decider '{person}'" for person in people)
        return f"  for changes of {module} to follow it, it also needs a decider of {who}: {flags}"
    return (
        f"  no change of {module} can follow it: it has no decider of {who}. Before you commit "
        f"it, add {' and '.join(people)} to its deciders in {frame.seen(path)}"
    )
