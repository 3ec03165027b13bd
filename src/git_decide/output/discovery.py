"""Says in plain text which logs were found."""

from __future__ import annotations

from git_decide.output.terminal import safe
from git_decide.output.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.existing import Discovery, Log

_CALLED = {
    "decision-log": "in our own format",
    "madr": "MADR",
    "nygard": "Nygard",
    "rst": "reStructuredText",
    "asciidoc": "AsciiDoc",
    "other": "in a form of their own",
}


def text(found: Discovery) -> str:
    """Return one line or two for each log, and one for each folder that was left out."""
    lines = [line for log in found.logs for line in _lines(log)]
    if len(found.logs) > 1:
        lines.append(f"New records go to {safe(found.logs[0].folder)}, others with --log NAME.")
    if found.left_out:
        lines.append(
            "Left out, as what looks like test data or an example (if it is a log, name it in "
            "[records.logs] of decisions.toml):"
        )
    for folder, records in found.left_out:
        lines.append(f"  {safe(folder)} ({count(records, 'record')})")
    if found.at_top and found.logs:
        folder = safe(found.logs[0].folder)
        lines.append(f"{at_top(found)}: git mv FILES {folder}/")
    return "\n".join(lines)


def at_top(found: Discovery) -> str:
    """Return that there are records which can be in no log."""
    what = count(found.at_top, "record lies", "records lie")
    return f"{what} at the top of the repository, and a log needs a folder of its own"


def _lines(log: Log) -> list[str]:
    called = f" as the log {safe(log.name)}" if log.name else ""
    formats = [f"{number} {_CALLED[name]}" for name, number in log.formats]
    if len(log.formats) == 1:
        formats = [_CALLED[log.format]]
    what = f": {', '.join(formats)}" if formats else ""
    lines = [f"Found {count(len(log.records), 'record')} in {safe(log.folder)}{called}{what}."]
    if log.records:
        first, last = safe(log.records[0].id), safe(log.records[-1].id)
        lines.append(f"  {first}" if first == last else f"  from {first} to {last}")
    if log.untitled:
        lines.append(f"  {count(log.untitled, 'has', 'have')} no title: git decide list")
    return lines
