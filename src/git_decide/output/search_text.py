"""Says what a search found."""

from __future__ import annotations

from git_decide.output.record import status
from git_decide.output.terminal import PLAIN, Paint, cut, safe, width
from git_decide.output.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.search import Found, Hit
    from git_decide.queries.searching.excerpts import Excerpt

_SECTIONS = {
    "decision": "Decision: ",
    "alternatives": "Alternatives considered: ",
    "context": "Context: ",
    "trade-offs": "Trade-offs: ",
}
_INDENT = "    "


def _unlinked(_: str, text: str) -> str:
    return text


def text(
    hits: Sequence[Hit],
    columns: int = 0,
    paint: Paint = PLAIN,
    linked: Callable[[str, str], str] = _unlinked,
) -> str:
    """Return the records found, each with the place that shows why; what was found is bold."""
    return "\n".join(line for hit in hits for line in _lines(hit, columns, paint, linked))


def _lines(
    hit: Hit, columns: int, paint: Paint, linked: Callable[[str, str], str]
) -> Iterator[str]:
    gist = hit.gist
    name = linked(gist.name.path, paint("cyan", safe(gist.name.qualified)))
    title = _shown(hit.title, 0, paint) if hit.title.text else paint("dim", "(no title)")
    yield f"{name}  {_standing(gist, paint)}  {safe(gist.date or '-')}"
    yield f"{_INDENT}{title}"
    if hit.excerpt:
        section = _SECTIONS.get(hit.excerpt.section, "")
        room = columns - len(_INDENT) - len(section) if columns else 0
        yield f"{_INDENT}{paint('dim', section)}{_shown(hit.excerpt, room, paint)}"


def _standing(gist: Gist, paint: Paint) -> str:
    successors = [safe(link.written) for link in gist.links if link.key == "superseded-by"]
    said = status(gist, paint)
    return f"{said} by {', '.join(successors)}" if successors else said


def _shown(excerpt: Excerpt, room: int, paint: Paint) -> str:
    """Return an excerpt in at most `room` columns if not 0, with what was found in it in bold."""
    line, at, shown = excerpt.text, 0, ""
    if room > 0 and width(line) > room:
        line = cut(line, room)
    for start, end in excerpt.marks:
        if start >= len(line):
            break
        shown += safe(line[at:start]) + paint("bold", safe(line[start:end]))
        at = min(end, len(line))
    return shown + safe(line[at:])


def remarks(found: Found) -> Iterator[str]:
    """Yield what is to be said beside the records: what is broken, how or why nothing was found."""
    if found.broken:
        yield f"{count(found.broken, 'record has', 'records have')} errors: git decide check"
    if not found.size:
        yield "No records yet. Write the first one: git decide new 'TITLE'"
        return
    if found.manner == "some":
        yield from _lacking(found)
    if found.hits:
        yield from _HOW.get(found.manner, ())
    elif found.hidden:
        have = count(found.hidden, "record has", "records have")
        yield f"{have} such words, but the options leave out all of that."
    elif not found.guesses:
        yield "Look at all of them: git decide list"


_HOW = {
    "apart": ("No record has these words next to each other: each was looked for by itself.",),
    "parts": ("No record has such words: these have them within others.",),
    "some": ("No record has all of these words: here are those that have some.",),
}


def _lacking(found: Found) -> Iterator[str]:
    from git_decide.output.shell import word

    for each in found.lacking:
        guess = found.guesses.get(each)
        meant = f" Did you mean {word(guess)}?" if guess else ""
        yield f"No record has {word(each)}.{meant}"


def more(found: Found) -> str:
    """Return how many of all are shown and what shows the rest, "" where these are all."""
    if found.total <= len(found.hits):
        return ""
    return f"{len(found.hits)} of {count(found.total, 'record')}; all of them: -n 0"
