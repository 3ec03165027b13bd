"""Writes into the README what its console blocks print now.

python3 -m tests.acceptance.refresh_readme
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.acceptance.test_readme import README, protect, run, see, timeless, under
from tests.support import Repo, hermetic


def main() -> None:
    """Play the README's story in a throwaway repository and take over what it prints."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        home.mkdir()
        repo = protect(Repo.create(Path(scratch) / "repo", hermetic(home)))
        text = README.read_text(encoding="utf-8")
        (picture,) = under("git-decide", "console")
        _, mend = under("Protect your own repository", "sh")
        text = text.replace(picture.text, see(repo, picture))
        run(repo, mend.text)
        for block in under("Reading it later", "console"):
            now = see(repo, block)
            if timeless(now) != timeless(block.text):
                text = text.replace(block.text, now)
        README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
