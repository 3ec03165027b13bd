"""A repository whose days a test chooses, and the records that it writes there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.support import Repo

if TYPE_CHECKING:
    import pytest

FOLDER = "docs/decisions"
RULES = """\
[fragile.payments]
why = "If it breaks, all customers suffer."
owners = ["Grace"]
decided-by = ["product", "engineering"]

[fragile.search]
why = "Half of all sales begin there."
"""
FLAGS = "src/payments/** fragile=payments\nsrc/search/** fragile=search\n"
CHARGE, FIND = "src/payments/charge.py", "src/search/find.py"
GRACE, ADA = "Grace (tech lead)", "Ada (PM)"
DECIDED = ("kind: technical", f"deciders: [{GRACE}]")
KEYS = (
    *("disagreements", "problems", "proposals", "reviews", "scope", "debts", "fragile"),
    *("not-understood", "wins"),
)


class Played(Repo):
    """A repository in which it is the day that a test says."""

    patch: pytest.MonkeyPatch

    def on(self, day: str) -> None:
        """Let it be noon of a day (``YYYY-MM-DD``), for git and for whatever the test runs."""
        noon = f"{day}T12:00:00+00:00"
        now = int(datetime.fromisoformat(noon).replace(tzinfo=UTC).timestamp())
        told = {"GIT_AUTHOR_DATE": noon, "GIT_COMMITTER_DATE": noon, "GIT_TEST_DATE_NOW": str(now)}
        self.env.update(told)
        for name, text in told.items():
            self.patch.setenv(name, text)

    def write_record(self, stem: str, status: str, *lines: str, **sections: str) -> str:
        """Commit a record and return its id; `lines` are of its front matter."""
        self.commit(f"Record {stem}", **{f"{FOLDER}/{stem}.md": record(status, *lines, **sections)})
        return stem

    def page(self, verb: str, *words: str) -> dict[str, Any]:
        """Return the page as JSON, once its schema has no objection."""
        done = decide(self, verb, "--json", *words)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = answer(done.stdout, verb)[verb]
        return found


def record(status: str, *lines: str, title: str = "Cap retries", **sections: str) -> str:
    """Return the text of a record: ``record("problem", "kind: product", Context="They leave")``.

    A section of no text is left out.
    """
    texts = {
        "Context": "The bank counts every retry. It blocked us twice.",
        "Alternatives considered": "- **Queue**: needs a broker.",
        "Trade-offs": "A payment may fail.",
        **{name.replace("_", " "): text for name, text in sections.items()},
    }
    dated = [] if any(line.startswith("date:") for line in lines) else ["date: 2026-03-01"]
    front = "\n".join(["---", f"status: {status}", *dated, *lines, "---"])
    body = "\n\n".join(f"## {name}\n\n{text}" for name, text in texts.items() if text)
    return f"{front}\n\n# {title}\n\n{body}\n"


def play(path_of: Repo, patch: pytest.MonkeyPatch) -> Played:
    """Return the repository with two fragile modules, on 2 March 2026."""
    made = Played(path_of.path, path_of.env)
    made.patch = patch
    made.on("2026-03-02")
    made.commit(
        "Start", **{".gitattributes": FLAGS, "decisions.toml": RULES, CHARGE: "0\n", FIND: "0\n"}
    )
    return made


def only(page: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the only point of a part; all other parts have none."""
    assert [each for each in KEYS if page[each]] == [key]
    (point,) = page[key]
    found: dict[str, Any] = point
    return found
