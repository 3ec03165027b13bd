"""Turns what a search found into the answer that ``--json`` prints."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.search import Found, Hit
    from git_decide.queries.searching.excerpts import Excerpt


def document(found: Found) -> dict[str, object]:
    """Return the answer as JSON has it, key by key."""
    return {
        "records": [_record(hit) for hit in found.hits],
        "total": found.total,
        "matched": found.manner,
        "lacking": list(found.lacking),
        "guesses": dict(found.guesses),
    }


def _record(hit: Hit) -> dict[str, object]:
    gist = hit.gist
    stated = {
        "log": gist.name.log,
        "title": gist.title,
        "status": gist.status,
        "date": gist.date,
        "kind": gist.kind,
    }
    excerpts = [each for each in (hit.title, hit.excerpt) if each and each.marks]
    return {
        "id": gist.name.id,
        "path": gist.name.path,
        **{key: said for key, said in stated.items() if said},
        "excerpts": [_excerpt(each) for each in excerpts],
    }


def _excerpt(excerpt: Excerpt) -> dict[str, object]:
    marks = [list(mark) for mark in excerpt.marks]
    return {"section": excerpt.section, "text": excerpt.text, "marks": marks}
