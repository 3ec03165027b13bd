"""What other tools were told about their logs is read, and hurts nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.log_hints import hints

if TYPE_CHECKING:
    from tests.support import Repo


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        (".adr-dir", "doc/adr\n", {"doc/adr": ""}),
        (".adr-dir", "./doc/adr/", {"doc/adr": ""}),
        ("sub/.adr-dir", "adr", {"sub/adr": ""}),
        (".adr-dir", "../elsewhere", {}),
        (".adr-dir", "/etc", {}),
        (".adr-dir", "", {}),
        (".log4brains.yml", "project:\n  adrFolder: ./docs/why\n", {"docs/why": ""}),
        (
            ".log4brains.yml",
            "project:\n  packages:\n    - {name: Web, adrFolder: web/adr}\n    - {name: x}\n",
            {"web/adr": "Web"},
        ),
        (".log4brains.yml", "project: [\n", {}),
        (".log4brains.yml", "project: text\n", {}),
        (".log4brains.yml", "project:\n  packages: text\n  adrFolder: [a]\n", {}),
    ],
)
def test_what_they_were_told(repo: Repo, path: str, text: str, found: dict[str, str]) -> None:
    """Folders from the top; what leads out of the repository counts for nothing."""
    repo.write(path, text)
    assert hints(repo.open(), [path]) == found


def test_what_is_no_file(repo: Repo) -> None:
    """A folder, or a file that is not there, tells nothing."""
    (repo.path / ".adr-dir").mkdir()
    assert hints(repo.open(), [".adr-dir", ".log4brains.yml"]) == {}


@given(content=st.binary(max_size=60))
def test_no_content_stops_it(repo: Repo, content: bytes) -> None:
    """Whatever the files hold, every folder that is told lies inside."""
    repo.write(".adr-dir", content)
    repo.write(".log4brains.yml", b"project:\n  adrFolder: " + content)
    for folder in hints(repo.open(), [".adr-dir", ".log4brains.yml"]):
        assert not folder.startswith(("/", ".."))
