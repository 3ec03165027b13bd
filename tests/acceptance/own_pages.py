"""The agenda and the brief of this project itself, as they stand in the docs."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from tests.acceptance.in_process import decide
from tests.documents import ROOT
from tests.support import Repo, hermetic

if TYPE_CHECKING:
    from pathlib import Path

PAGES = (ROOT / "docs" / "our-agenda.md", ROOT / "docs" / "our-brief.md")
_MADE = re.compile(r"<!-- git decide (?P<words>[^\n]*) -->\n")
_AT = re.compile(r"(?<=--at )\S+")


def words(page: Path) -> list[str]:
    """Return the command line that a page was made by, as the page says."""
    found = _MADE.match(page.read_text(encoding="utf-8"))
    assert found, page
    return shlex.split(found["words"])


def made(page: Path, repo: Repo) -> str:
    """Return what the command line of a page prints now, with the line that tells it."""
    done = decide(repo, *words(page))
    assert done.returncode == 0, done.stderr
    return f"<!-- git decide {shlex.join(words(page))} -->\n{done.stdout}"


def project(home: Path) -> Repo:
    """Return this project's own repository, without anybody's configuration."""
    return Repo(ROOT, hermetic(home))


def at(page: Path, revision: str) -> None:
    """Let a page be of another revision."""
    first, rest = page.read_text(encoding="utf-8").split("\n", 1)
    page.write_text(f"{_AT.sub(revision, first)}\n{rest}", encoding="utf-8")
