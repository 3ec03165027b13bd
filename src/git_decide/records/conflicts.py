"""Finds the marks that git leaves in a file where a merge was not settled."""

from __future__ import annotations

from git_decide.codes import finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.findings import Finding

_OURS, _PARTED, _THEIRS = "<<<<<<< ", "=======", ">>>>>>> "


def conflict_findings(text: str, path: str) -> tuple[Finding, ...]:
    """Return the places in a record where both sides of a merge still stand."""
    if _OURS not in text or _THEIRS not in text:
        return ()
    message = "A merge was not settled here: both sides stand in the record."
    return tuple(finding("conflict-markers", message, path, line, 1) for line in _places(text))


def _places(text: str) -> Iterator[int]:
    """Yield the lines, from one, on which a conflict begins; an example in code is none."""
    begun, parted, fenced = 0, False, ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = line.lstrip(" ")[:3]
        if mark in ("```", "~~~") and fenced in ("", mark):
            fenced = "" if fenced else mark
        elif fenced:
            continue
        elif line.startswith(_OURS):
            begun, parted = number, False
        elif line == _PARTED:
            parted = bool(begun)
        elif line.startswith(_THEIRS) and parted:
            yield begun
            begun, parted = 0, False
