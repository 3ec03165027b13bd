"""Writes into docs/git-log.md what git prints for its commands now.

python3 -m tests.acceptance.refresh_git_log
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.acceptance.git_log_story import story
from tests.documents import ROOT
from tests.support import Repo, call, hermetic

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = ROOT / "docs" / "git-log.md"
_BLOCKS = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)


def current(repo: Repo) -> str:
    """Return docs/git-log.md with what git prints for each of its commands; `repo` is new."""
    story(repo)
    text = PAGE.read_text(encoding="utf-8")
    return _BLOCKS.sub(lambda each: "".join(_played(repo, each[0])), text)


def commands(block: str) -> Iterator[str]:
    r"""Yield what is typed in a block: behind ``$ ``, with further lines behind a ``\``."""
    typed = ""
    for line in block.splitlines(keepends=True):
        if line.startswith("$ ") or typed:
            typed += line
            if not line.endswith(("\\\n", "|\n")):
                yield typed
                typed = ""


def _played(repo: Repo, block: str) -> Iterator[str]:
    for typed in commands(block):
        done = call(["sh", "-c", typed.removeprefix("$ ")], repo.path, repo.env)
        assert not done.returncode, f"{typed}{done.stderr}"
        yield typed + done.stdout


def main() -> None:
    """Play the story in a throwaway repository and take over what git prints."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        home.mkdir()
        repo = Repo.create(Path(scratch) / "repo", hermetic(home))
        PAGE.write_text(current(repo), encoding="utf-8")


if __name__ == "__main__":
    main()
