"""The agenda and the brief of this project in the docs are what the commands print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance import own_pages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("page", own_pages.PAGES, ids=lambda page: page.stem)
@pytest.mark.usefixtures("env")
def test_they_are_made_by_the_command_that_they_name(page: Path, tmp_path: Path) -> None:
    """At the commit that the command names, as far as this copy of the project has it."""
    repo = own_pages.project(tmp_path)
    words = own_pages.words(page)
    revision = words[words.index("--at") + 1]
    if repo.git("cat-file", "-e", f"{revision}^{{commit}}", ok=False).returncode:
        pytest.skip("this copy of the project does not have the history of that page")
    assert page.read_text(encoding="utf-8") == own_pages.made(page, repo)
