"""Writes into docs/report.md the pages that `git decide report` writes now.

python3 -m tests.acceptance.refresh_report
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.acceptance.report_story import story, well
from tests.documents import ROOT
from tests.support import Repo, hermetic

PAGE = ROOT / "docs" / "report.md"
_PAGES = re.compile(r"(<!-- page: (?P<what>[^\n]*) -->\n).*?(<!-- end -->)", re.DOTALL)


def current(repo: Repo) -> str:
    """Return docs/report.md with the pages as they are now; `repo` is new."""
    story(repo)
    pages = {"main..webhooks": _page(repo, "main..webhooks", "")}
    pages["main..webhooks mended"] = _page(
        repo, "main..webhooks", "Take orders by webhook\n\nDecision: 1\n"
    )
    well(repo)
    pages["main..well"] = _page(repo, "main..well", "")
    text = PAGE.read_text(encoding="utf-8")
    return _PAGES.sub(lambda each: f"{each[1]}\n{pages[each['what']]}\n{each[3]}", text)


def _page(repo: Repo, wanted: str, text: str) -> str:
    return repo.installed("report", "--range", wanted, "--message", "-", input=text).stdout


def main() -> None:
    """Play the story in a throwaway repository and take over its pages."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        home.mkdir()
        repo = Repo.create(Path(scratch) / "repo", hermetic(home))
        PAGE.write_text(current(repo), encoding="utf-8")


if __name__ == "__main__":
    main()
