"""Writes the pages and the record of the month that test_month.py plays, as they are now.

python3 -m tests.acceptance.refresh_month
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.acceptance.month import gather
from tests.acceptance.month_story import RECORD, and_what_of_invoices, play
from tests.documents import ROOT
from tests.support import hermetic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.acceptance.month import Team

PAGE = ROOT / "docs" / "practice.md"
GOLDEN = Path(__file__).parent / "golden" / "month"
_FORMS = {"text": "txt", "markdown": "md"}
_RECORD = re.compile(r"(<!-- file: [^\n]* -->\n).*?(<!-- end -->)", re.DOTALL)


def seen(team: Team, day: str) -> Iterator[tuple[str, str]]:
    """Yield each page of a day with the name of the file that holds what it is to be."""
    for verb in ("agenda", "brief"):
        for form, ending in _FORMS.items():
            yield f"{day}-{verb}.{ending}", numbered(team.page(verb, form))


def numbered(page: str) -> str:
    """Return a page on which commits are numbered: their ids change with every word of a file."""
    found = [*dict.fromkeys(re.findall(r"\b[0-9a-f]{10}\b", page))]
    for number, commit in enumerate(found, start=1):
        page = page.replace(commit, f"{number:010}")
    return page


def documented(team: Team) -> str:
    """Return docs/practice.md with the record as it is when the month is over."""
    text = PAGE.read_text(encoding="utf-8")
    block = f"```markdown\n{team.read(RECORD)}```"
    return _RECORD.sub(lambda each: f"{each[1]}\n{block}\n\n{each[2]}", text)


def main() -> None:
    """Play the month in a throwaway repository and take over its pages."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        home.mkdir()
        team = gather(Path(scratch) / "repo", hermetic(home))
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for day in play(team):
            for name, page in seen(team, day):
                (GOLDEN / name).write_text(page, encoding="utf-8")
        and_what_of_invoices(team)
        PAGE.write_text(documented(team), encoding="utf-8")


if __name__ == "__main__":
    main()
