"""Says in a few words what a decision is known by."""

from __future__ import annotations

from git_decide.output.terminal import safe
from git_decide.output.text import count
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.why.model import Evidence, Target

_UNCOUNTED = ("mentions", "covers", "itself", "followed")
_LOCAL = "refs/notes/decisions"


def known_by(evidence: Evidence, target: Target, name: str) -> str:
    """Return what speaks for the decision of this name, in a short sentence."""
    evidence = replace(evidence, said="") if evidence.said == name else evidence
    said = _WORDS[evidence.kind](evidence, _what(target))
    lined = target.sort == "file" or target.first != target.last
    if lined and evidence.weight and evidence.kind not in _UNCOUNTED:
        return f"{said} ({count(evidence.weight, 'line')})"
    return said


def _what(target: Target) -> str:
    if target.sort == "lines":
        return "the line" if target.first == target.last else "the lines"
    return "it" if target.sort == "commit" else "lines"


def _named(evidence: Evidence) -> str:
    return f'"Decision: {safe(evidence.said)}"' if evidence.said else "named"


def _commit(evidence: Evidence) -> str:
    commit = evidence.commit
    return f"{commit.id[:10]} ({commit.date})" if commit else ""


def _trailer(evidence: Evidence, what: str) -> str:
    del what
    return f"{_named(evidence)} in the message of {_commit(evidence)}"


def _note(evidence: Evidence, what: str) -> str:
    del what
    ref = "" if evidence.place == _LOCAL else f" ({safe(evidence.place)})"
    return f"{_named(evidence)} in a note on {_commit(evidence)}{ref}"


def _merge(evidence: Evidence, what: str) -> str:
    return f"{_named(evidence)} in the merge that brought {what} in, {_commit(evidence)}"


def _moved(evidence: Evidence, what: str) -> str:
    return f"{_named(evidence)} in {_commit(evidence)}, which moved {what}"


def _comment(evidence: Evidence, what: str) -> str:
    del what
    said = f'says "{safe(evidence.said)}"' if evidence.said else "names it"
    return f"a comment in the code, {safe(evidence.place)}, {said}"


def _spoken(evidence: Evidence, what: str) -> str:
    del what
    said = f'"{safe(evidence.said)}"' if evidence.said else "it"
    return f"the message of {_commit(evidence)} speaks of {said}"


def _together(evidence: Evidence, what: str) -> str:
    if evidence.place:
        return f"the merge {evidence.place[:10]} brought {what} in and {evidence.said} this record"
    wrote = "" if what == "it" else f" wrote {what} and"
    return f"{evidence.line_from[:10]}{wrote} {evidence.said} this record"


def _earlier(evidence: Evidence, what: str) -> str:
    return f"{_named(evidence)} in {_commit(evidence)}, which shaped {what} before"


def _followed(evidence: Evidence, what: str) -> str:
    del what
    return f"{count(evidence.weight, 'commit')} here named it"


def _covers(evidence: Evidence, what: str) -> str:
    del what
    where = evidence.said or "this file, by decisions.toml"
    return f"it is in force and covers {safe(where)}"


def _mentions(evidence: Evidence, what: str) -> str:
    wrote = evidence.line_from[:10]
    came = f", and {wrote}, which wrote {what}, added it" if wrote else ""
    return f"only words: it speaks of {safe(evidence.said)}{came}"


def _itself(evidence: Evidence, what: str) -> str:
    del evidence, what
    return "the file itself is this record"


_WORDS = {
    "itself": _itself,
    "trailer": _trailer,
    "note": _note,
    "merge": _merge,
    "moved": _moved,
    "comment": _comment,
    "said": _spoken,
    "together": _together,
    "earlier": _earlier,
    "followed": _followed,
    "covers": _covers,
    "mentions": _mentions,
}
