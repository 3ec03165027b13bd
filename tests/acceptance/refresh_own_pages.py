"""Writes docs/our-agenda.md and docs/our-brief.md as they are at HEAD.

python3 -m tests.acceptance.refresh_own_pages
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.acceptance import own_pages


def main() -> None:
    """Make both pages anew."""
    with tempfile.TemporaryDirectory() as scratch:
        repo = own_pages.project(Path(scratch))
        os.environ.update(repo.env)
        head = repo.out("rev-parse", "HEAD")
        for page in own_pages.PAGES:
            own_pages.at(page, head)
            page.write_text(own_pages.made(page, repo), encoding="utf-8")


if __name__ == "__main__":
    main()
