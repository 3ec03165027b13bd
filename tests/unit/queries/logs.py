"""Logs for the tests of what is wrong between records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support import Repo

LOG = "docs/decisions/"
WATCHED = (
    "docs/decisions/** decision-log\ndecisions.toml decision-log\n.gitattributes decision-log\n"
)


def record(title: str = "Cap retries", text: str = "", **fields: str) -> str:
    """Return a complete record with `text` in its context and more, or other, fields."""
    stated = {"status": "accepted", "date": "2026-03-01", "kind": "technical"}
    stated |= {"deciders": "[Ada (tech lead)]"}
    stated |= {key.replace("_", "-"): value for key, value in fields.items()}
    lines = "".join(f"{key}: {value}\n" for key, value in stated.items())
    return (
        f"---\n{lines}---\n\n# {title}\n\n## Context\n\nThe bank blocked us.\n{text}\n"
        "## Alternatives considered\n\n- **Queue**: needs a broker.\n\n"
        "## Trade-offs\n\nSome charges fail.\n"
    )


def write(repo: Repo, files: dict[str, str]) -> Repo:
    """Write records, by file name, into a log that git watches, and stage everything."""
    repo.write(".gitattributes", WATCHED)
    for name, content in files.items():
        repo.write(f"{LOG}{name}.md" if "." not in name else name, content)
    repo.git("add", "-A")
    return repo
