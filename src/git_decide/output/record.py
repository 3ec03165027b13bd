"""Says records in plain text, as a table."""

from __future__ import annotations

from git_decide.output.terminal import PLAIN, Paint, cut, safe, width
from git_decide.output.text import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from git_decide.queries.checks.gist import Gist
    from git_decide.records.model import Record

_COLOURS = {
    "accepted": "green",
    "rejected": "red",
    "superseded": "dim",
    "deprecated": "dim",
    "contested": "yellow",
    "escalated": "yellow",
}

_ID, _TITLE = 16, 30  # columns that an id and a title have where there are not enough


def list_text(
    records: Sequence[Record | Gist],
    folders: Mapping[str, str],
    columns: int = 0,
    paint: Paint = PLAIN,
    linked: Callable[[str, str], str] | None = None,
) -> str:
    """Return a table of records: id, status, date, title.

    Where they are of several logs, each log has its name and its folder above it;
    `folders` are those of all logs, by name, none where the order is another one.
    `linked` lays a link to the file at a path under a text.
    """
    rows = [
        (
            _id(record, paint, linked),
            status(record, paint),
            safe(record.date or "-"),
            safe(record.title) if record.title else paint("dim", "(no title)"),
        )
        for record in records
    ]
    lines = table(_narrowed(rows, columns) if columns else rows, columns)
    logs = dict.fromkeys(record.name.log for record in records)
    if len(logs) < 2 or not folders:
        return "\n".join(lines)
    parts = []
    for log in logs:
        head = f"{safe(log)}: {safe(folders[log])}" if log else safe(folders[log])
        own = [line for line, record in zip(lines, records, strict=True) if record.name.log == log]
        parts.append("\n".join([paint("dim", head), *own]))
    return "\n\n".join(parts)


def _narrowed(
    rows: Sequence[tuple[str, str, str, str]], columns: int
) -> list[tuple[str, str, str, str]]:
    """Return the rows with ids so short that a title has room, of which an id is made anyway."""
    _, status, date, title = (max(map(width, column)) for column in zip(*rows, strict=True))
    room = columns - status - date - min(title, _TITLE) - 3 * len("  ")
    return [(cut(row[0], max(room, _ID)), *row[1:]) for row in rows]


def _id(record: Record | Gist, paint: Paint, linked: Callable[[str, str], str] | None) -> str:
    text = paint("bold", safe(record.name.qualified))
    return linked(record.name.path, text) if linked else text


def status(record: Record | Gist, paint: Paint) -> str:
    """Return the status in its colour, "-" where the record states none."""
    return paint(_COLOURS.get(record.status or "", "cyan"), safe(record.status or "-"))
