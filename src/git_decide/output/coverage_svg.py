"""Draws which share of the fragile changes is linked, month by month, as an SVG picture."""

from __future__ import annotations

from xml.sax.saxutils import escape

from git_decide.output.coverage import ALL, percent
from git_decide.output.terminal import cut, safe
from git_decide.output.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.queries.coverage import Count, Coverage, Covered

WIDTH = 720
_LEFT, _RIGHT = 150, 190  # what stands beside the bars: a name, the numbers
_TOP, _ROW, _BAR = 34, 46, 34
_GAP = 0.2  # of the room of a month
_TWO_LABELS = 120  # the room that two months need below the bars
_LETTERS = 18  # that fit beside the bars
# Readable on white and on black; a page that says it is dark gets the lighter ones.
_STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .quiet { fill: #57606a; font-size: 11px }
  .linked { fill: #1a7f37 }
  .skipped { fill: #bf8700 }
  .bare { fill: #afb8c1 }
  line { stroke: #afb8c1 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .quiet { fill: #9198a1 }
    .linked { fill: #3fb950 }
    .skipped { fill: #d29922 }
    .bare { fill: #59636e }
    line { stroke: #59636e }
  }
"""


def svg(found: Coverage) -> str:
    """Return the picture: a row for all and for each module, a bar for each month.

    The height of a bar is the number of commits, against the busiest month of its row;
    linked ones stand at the bottom, skipped ones above them.
    """
    rows = [found.all, *found.modules]
    height = _TOP + _ROW * len(rows) + 20
    title = f"{percent(found.all.total)} of the commits to fragile modules name a decision"
    if not found.all.total.commits:
        title = "No commit has changed a fragile module"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="-8 0 {WIDTH + 8} {height}" role="img" aria-label="{title}">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style>",
        f'<text x="0" y="16">{title}</text>',
        *_legend(),
    ]
    months = _every_month([month for month, _ in found.all.months])
    for number, row in enumerate(rows):
        lines += _row(row, months, _TOP + _ROW * number)
    return "\n".join([*lines, *_axis(months, height - 6), "</svg>", ""])


def _legend() -> Iterator[str]:
    at = WIDTH - _RIGHT
    for kind, word in (("linked", "linked"), ("skipped", "skipped"), ("bare", "neither")):
        yield f'<rect class="{kind}" x="{at}" y="7" width="10" height="10"/>'
        yield f'<text class="quiet" x="{at + 14}" y="16">{word}</text>'
        at += 62


def _row(row: Covered, months: Sequence[str], top: int) -> Iterator[str]:
    name = escape(cut(safe(row.module) or ALL, _LETTERS))
    base = top + _BAR
    numbers = f"{percent(row.total)} of {count(row.total.commits, 'commit')}"
    numbers = numbers if row.total.commits else "no commits"
    yield f'<text x="0" y="{base - 4}">{name}</text>'
    yield f'<line x1="{_LEFT}" y1="{base}" x2="{WIDTH - _RIGHT - 10}" y2="{base}"/>'
    yield f'<text x="{WIDTH - _RIGHT}" y="{base - 4}">{numbers}</text>'
    most = max((each.commits for _, each in row.months), default=0)
    step = _step(months)
    places = {month: _LEFT + step * number for number, month in enumerate(months)}
    for month, each in row.months:
        yield from _bar(month, each, places[month], step, base, most)


def _bar(month: str, each: Count, left: float, step: float, base: int, most: int) -> Iterator[str]:
    yield f"<g><title>{month}: {each.linked} of {count(each.commits, 'commit')} linked</title>"
    bottom = float(base)
    bare = each.commits - each.linked - each.skipped
    for kind, number in (("linked", each.linked), ("skipped", each.skipped), ("bare", bare)):
        if number:
            height = _BAR * number / most
            bottom -= height
            yield (
                f'<rect class="{kind}" x="{left:.2f}" y="{bottom:.2f}" '
                f'width="{step * (1 - _GAP):.2f}" height="{height:.2f}"/>'
            )
    yield "</g>"


def _axis(months: Sequence[str], y: int) -> Iterator[str]:
    if not months:
        return
    end = _LEFT + _step(months) * len(months)
    if end - _LEFT < _TWO_LABELS:
        label = months[0] if months[0] == months[-1] else f"{months[0]} to {months[-1]}"
        yield f'<text class="quiet" x="{_LEFT}" y="{y}">{label}</text>'
        return
    yield f'<text class="quiet" x="{_LEFT}" y="{y}">{months[0]}</text>'
    yield f'<text class="quiet" x="{end:.2f}" y="{y}" text-anchor="end">{months[-1]}</text>'


def _step(months: Sequence[str]) -> float:
    """Return the room that a month has; a short history does not make fat bars."""
    return min((WIDTH - _LEFT - _RIGHT - 10) / max(len(months), 1), 30.0)


def _every_month(known: Sequence[str]) -> tuple[str, ...]:
    """Return all months from the first to the last of those known."""
    if not known:
        return ()
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (known[0], known[-1]))
    return tuple(f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1))
