"""Says what is unpaid: a line for each debt, or a document."""

from __future__ import annotations

from git_decide.output.terminal import PLAIN, Paint, safe
from git_decide.output.text import count, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.queries.debts import Debt

_DAY = 86_400  # seconds


def days(debt: Debt, now: int) -> int:
    """Return how many whole days old a debt is; `now` is in seconds since 1970, UTC."""
    return max(now - debt.commit.committed, 0) // _DAY


def text(debts: Sequence[Debt], now: int, columns: int = 0, paint: Paint = PLAIN) -> str:
    """Return a table: age, commit, author, module, and why there was no decision."""
    rows = [
        (
            count(days(debt, now), "day"),
            paint("bold", debt.commit.id[:10]),
            safe(_name(debt.commit.author)),
            paint("cyan", safe(debt.module)),
            f"{debt.kind}: {safe('; '.join(debt.reasons))}",
        )
        for debt in debts
    ]
    return "\n".join(table(rows, columns))


def document(debt: Debt, now: int) -> dict[str, object]:
    """Return a debt as a JSON object."""
    from datetime import UTC, datetime

    made = datetime.fromtimestamp(debt.commit.committed, UTC)
    return {
        "commit": debt.commit.id,
        "subject": debt.commit.subject,
        "author": debt.commit.author,
        "date": made.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "days": days(debt, now),
        "module": debt.module,
        "kind": debt.kind,
        "reasons": list(debt.reasons),
        "paths": list(debt.paths),
    }


def _name(author: str) -> str:
    return author.rpartition(" <")[0] or author
