"""What tests of ``git decide check`` begin with: a log in order, and a look at the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.documents import answer
from tests.acceptance.texts import ACCEPTED

if TYPE_CHECKING:
    from tests.support import Repo

ONE, TWO = "docs/decisions/0001-a.md", "docs/decisions/0002-b.md"


def in_order(repo: Repo) -> Repo:
    """Give the repository a fragile module and the record ONE; nothing is to be mended."""
    repo.decide("init", "--no-hooks")
    repo.stage(**{"src/payments/charge.py": "1"})
    repo.decide("fragile", "add", "payments", "src/payments/**", "--why", "All pay through it.")
    repo.write(ONE, ACCEPTED)
    repo.git("add", ".")
    return repo


def found(repo: Repo, *args: str) -> list[tuple[str, str]]:
    """Return path and code of each finding."""
    document = answer(repo.decide("check", "--format", "json", *args).stdout, "findings")
    return [(finding["path"], finding["code"]) for finding in document["findings"]]
