"""A log whose checks may be remembered at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide import memo, stamps
from tests.unit.queries.checks.test_flag_findings import CLEAN, record

if TYPE_CHECKING:
    from tests.support import Repo

RECORD = "docs/decisions/0001-cap.md"
LINKED = "docs/decisions/0003-linked.md"


@pytest.fixture
def log(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Give a log in which all is well; nothing is too young to be remembered."""
    monkeypatch.setattr(stamps, "TICK", -(10**18))
    monkeypatch.setattr(memo, "code", lambda: 0)  # whoever works on it may save a file just now
    text = record() + "\nAs in [the picture](pictures/flow.txt).\n"
    repo.commit(
        "Start",
        **CLEAN,
        **{
            LINKED: text,
            "docs/decisions/pictures/flow.txt": "# A picture\n",
            ".gitignore": "*.tmp\n",
        },
    )
    return repo
