"""How a record looks in every picture of a log: what it is called, what it states, its colours."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from git_decide.queries.checks.gist import Gist

    Colours = tuple[str, str, str]  # fill, border, text

# A number with what stands before it, ``ADR-0034a``: enough to call a record by.
_NUMBERED = re.compile(r"\D*\d+[a-zA-Z]?(?=[-_. ]|$)")
# Dark text on a light fill: readable on white and on black pages.
LIGHT: Mapping[str, Colours] = {
    "problem": ("#fbefff", "#8250df", "#1f2328"),
    "proposed": ("#ddf4ff", "#0969da", "#1f2328"),
    "contested": ("#fff8c5", "#9a6700", "#1f2328"),
    "escalated": ("#fff1e5", "#bc4c00", "#1f2328"),
    "accepted": ("#dafbe1", "#1a7f37", "#1f2328"),
    "rejected": ("#ffebe9", "#cf222e", "#1f2328"),
    "superseded": ("#eaeef2", "#818b98", "#59636e"),
    "deprecated": ("#eaeef2", "#818b98", "#59636e"),
    "unknown": ("#ffffff", "#818b98", "#1f2328"),
}
# Those of a page that says it is dark.
DARK: Mapping[str, Colours] = {
    "problem": ("#271e3d", "#ab7df8", "#f0f6fc"),
    "proposed": ("#121d2f", "#4493f8", "#f0f6fc"),
    "contested": ("#2c2311", "#d29922", "#f0f6fc"),
    "escalated": ("#2b1e12", "#db6d28", "#f0f6fc"),
    "accepted": ("#12261e", "#3fb950", "#f0f6fc"),
    "rejected": ("#2d1517", "#f85149", "#f0f6fc"),
    "superseded": ("#212830", "#656c76", "#9198a1"),
    "deprecated": ("#212830", "#656c76", "#9198a1"),
    "unknown": ("#0d1117", "#656c76", "#f0f6fc"),
}


def look(gist: Gist) -> str:
    """Return the status whose colours a record has, "unknown" where it states none of them."""
    return gist.status if gist.status in LIGHT else "unknown"


def called(gist: Gist) -> str:
    """Return the shortest name of a record: its number, else all of its id, behind its log."""
    name = gist.name
    found = _NUMBERED.match(name.id) if name.number is not None else None
    if found is None:
        return name.qualified
    return f"{name.log}/{found[0]}" if name.log else found[0]


def stated(gist: Gist) -> str:
    """Return the status and the date, as far as a record has them."""
    return ", ".join(each for each in (gist.status, gist.date) if each)
