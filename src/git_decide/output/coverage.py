"""Says which share of the fragile changes is linked, in plain text and as JSON objects."""

from __future__ import annotations

from git_decide.output.terminal import PLAIN, Paint, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from git_decide.queries.coverage import Count, Coverage, Covered

ALL = "all"
MONTHS = 12


def document(found: Coverage) -> dict[str, object]:
    """Return the JSON object, as ``schemas/coverage.schema.json`` has it."""
    return {"all": _covered(found.all), "modules": [_named(each) for each in found.modules]}


def _named(covered: Covered) -> dict[str, object]:
    return {"module": covered.module, **_covered(covered)}


def _covered(covered: Covered) -> dict[str, object]:
    months = [{"month": month, **_count(count)} for month, count in covered.months]
    return {**_count(covered.total), "months": months}


def _count(count: Count) -> dict[str, object]:
    share = None if count.share is None else round(count.share, 4)
    told = {"commits": count.commits, "linked": count.linked, "skipped": count.skipped}
    return {**told, "share": share}


def percent(count: Count) -> str:
    """Return the share as ``99 %``, never rounded up: only all are 100 %."""
    return f"{100 * count.linked // count.commits} %" if count.commits else "-"


def text(found: Coverage, paint: Paint = PLAIN) -> str:
    """Return a table of the modules, and one of the last months in which there were commits."""
    every = [found.all, *found.modules]
    rows = [["module", "commits", "linked", "share", "skipped"]]
    for each in every:
        total = each.total
        numbers = (total.commits, total.linked, percent(total), total.skipped)
        rows.append([_name(each), *map(str, numbers)])
    head, *lines = _aligned(rows)
    tables = "\n".join([paint("bold", head), *lines])
    if not found.all.months:
        return tables
    head, *lines = _aligned(list(_months(every)))
    return "\n".join([tables, "", paint("bold", head), *lines])


def _name(covered: Covered) -> str:
    return safe(covered.module) or ALL


def _months(every: Sequence[Covered]) -> Iterator[list[str]]:
    """Yield a row a month, newest last; what came before the last ones is added up."""
    shown = [month for month, _ in every[0].months[-MONTHS:]]
    yield ["month", *(_name(each) for each in every)]
    if len(every[0].months) > MONTHS:
        yield ["earlier", *(_sum(c for m, c in each.months if m < shown[0]) for each in every)]
    for month in shown:
        yield [month, *(_sum(c for m, c in each.months if m == month) for each in every)]


def _sum(counts: Iterable[Count]) -> str:
    """Return ``3/4``: so many of so many commits are linked."""
    known = list(counts)
    commits = sum(count.commits for count in known)
    return f"{sum(count.linked for count in known)}/{commits}" if commits else "-"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows with the first column at the left and all others at the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            [first.ljust(widths[0]), *(c.rjust(w) for c, w in zip(rest, widths[1:], strict=True))]
        )
        for first, *rest in rows
    ]
