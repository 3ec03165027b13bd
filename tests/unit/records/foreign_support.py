"""What tests of records in other formats share: the examples, their names, further words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.records.digest import name_of
from tests.unit.records.support import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from git_decide.records.digest import Name

ROOT = EXAMPLES / "foreign"
FOLDER = "docs/adr"
# What decisions.toml would say in [records.headings] and [records.statuses].
FURTHER = (
    ("status", ("Statut",)),
    ("context", ("Contexte",)),
    ("decision", ("Décision",)),
    ("trade-offs", ("Conséquences",)),
)
WORDS = (("accepted", ("Accepté",)),)


def name(path: Path) -> Name:
    """Return the name that an example would have in a log of its folder."""
    below = path.relative_to(ROOT)
    folder = f"{FOLDER}/{below.parts[0]}"
    found = name_of(f"{FOLDER}/{below.as_posix()}", "", folder)
    assert found
    return found
