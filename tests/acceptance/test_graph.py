"""``git decide graph``: the records and their links as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.texts import ACCEPTED, PROPOSED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

FOLDER = "docs/decisions"


def stating(field: str, text: str = ACCEPTED) -> str:
    """Return a record with one more field."""
    return text.replace("modules:", f"{field}\nmodules:")


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a chain of three records, one that relates to its end, and one apart."""
    superseded = ACCEPTED.replace("status: accepted", "status: superseded")
    repo.commit("One", **{f"{FOLDER}/0001-poll.md": superseded})
    repo.git("tag", "v1")
    files = {
        "0002-hooks": stating("supersedes: [1]"),
        "0003-retries": stating("amends: [2]", PROPOSED),
        "0004-queue": stating("relates: [0003-retries, 77]").replace("[payments]", "[orders]"),
        "0005-apart": ACCEPTED,
    }
    repo.commit("More", **{f"{FOLDER}/{name}.md": text for name, text in files.items()})
    return repo


def drawn(repo: Repo, *words: str) -> dict[str, Any]:
    """Return the graph as JSON has it."""
    done = decide(repo, "graph", "--json", *words)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = answer(done.stdout, "graph")["graph"]
    return found


def numbers(repo: Repo, *words: str) -> list[int]:
    """Return the numbers of the records in the picture."""
    return [int(node["id"][:4]) for node in drawn(repo, *words)["nodes"]]


def test_json(log: Repo) -> None:
    """Records as they state themselves, links by ids, and those that lead nowhere."""
    found = drawn(log)
    assert found["nodes"][2] == {
        "id": "0003-retries",
        "path": f"{FOLDER}/0003-retries.md",
        "title": "Cap retries at two",
        "status": "proposed",
        "date": "2026-02-15",
        "kind": "technical",
        "modules": ["payments"],
    }
    assert found["edges"] == [
        {"kind": "supersedes", "from": "0002-hooks", "to": "0001-poll"},
        {"kind": "amends", "from": "0003-retries", "to": "0002-hooks"},
        {"kind": "relates", "from": "0004-queue", "to": "0003-retries"},
    ]
    assert found["unresolved"] == [{"kind": "relates", "id": "0004-queue", "written": "77"}]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], [1, 2, 3, 4, 5]),
        (["2"], [1, 2, 3]),
        (["2", "--depth", "0"], [2]),
        (["1", "5", "--depth", "2"], [1, 2, 3, 5]),
        (["--linked"], [1, 2, 3, 4]),
        (["--linked", "--status", "accepted"], []),
        (["--module", "orders", "--module", "payments", "--status", "proposed"], [3]),
        (["3", "--status", "accepted"], [2, 4]),
        (["--at", "v1"], [1]),
    ],
)
def test_what_is_drawn(log: Repo, words: list[str], found: list[int]) -> None:
    """All of it, what is around some records, or what the filters leave."""
    assert numbers(log, *words) == found


def test_the_forms(log: Repo) -> None:
    """Mermaid unless told, DOT, and a picture that XML readers take."""
    mermaid = decide(log, "graph").stdout
    assert mermaid.startswith('flowchart RL\n  r1["0001<br>Cap retries at two<br>superseded')
    assert "  r2 ==>|supersedes| r1\n" in mermaid
    dot = decide(log, "graph", "--format", "dot").stdout
    assert dot.startswith("digraph decisions {\n")
    picture = decide(log, "graph", "--format", "svg").stdout
    assert "5 decisions, 3 links" in "".join(ElementTree.fromstring(picture).itertext())


def test_into_a_file(log: Repo, tmp_path: Path) -> None:
    """The same text as on standard output, written whole."""
    file = tmp_path / "log.svg"
    done = decide(log, "graph", "--format", "svg", "-o", str(file))
    assert (done.returncode, done.stdout) == (0, "")
    picture = decide(log, "graph", "--format", "svg").stdout
    assert file.read_text("utf-8") == picture
    assert decide(log, "graph", "--format", "svg", "-o", "-").stdout == picture
    assert not (log.path / "-").exists()
    failed = decide(log, "graph", "-o", str(tmp_path / "no" / "log.mmd"))
    assert (failed.returncode, "cannot write" in failed.stderr) == (2, True)


def test_nothing_to_draw(repo: Repo) -> None:
    """An empty picture, and what to do about it."""
    done = decide(repo, "graph")
    assert (done.returncode, done.stdout) == (0, "flowchart RL\n")
    assert "git decide new" in done.stderr
    repo.write(f"{FOLDER}/0001-a.md", ACCEPTED)
    assert "No record fits" in decide(repo, "graph", "--status", "rejected").stderr


def test_wrong_words(log: Repo) -> None:
    """No such record is a refusal; a depth needs something to count from."""
    assert decide(log, "graph", "99").returncode == 1
    done = decide(log, "graph", "--depth", "2")
    assert (done.returncode, "git decide graph ID" in done.stderr) == (2, True)
    assert decide(log, "graph", "1", "--depth", "-1").returncode == 2
    assert decide(log, "graph", "--json", "--format", "svg").returncode == 2


def test_more_than_mermaid_draws(repo: Repo) -> None:
    """Said in a line, with what draws it all the same."""
    title = "Cap retries at two " * 300
    for number in range(1, 11):
        text = ACCEPTED.replace("Cap retries at two", title)
        repo.write(f"{FOLDER}/{number:04}-a.md", text)
    assert "--format svg" in decide(repo, "graph").stderr
    assert "--format svg" not in decide(repo, "graph", "1").stderr


def test_a_record_of_another_format(repo: Repo) -> None:
    """Links are read where such records state them."""
    text = "# {}\n\n## Status\n\n{}\n\n## Context\n\nC\n"
    old = text.format("1. Poll", "Superseded by [2. Hooks](0002-hooks.md)")
    new = text.format("2. Hooks", "Accepted\n\nSupersedes [1. Poll](0001-poll.md)")
    repo.write(f"{FOLDER}/0001-poll.md", old)
    repo.write(f"{FOLDER}/0002-hooks.md", new)
    assert drawn(repo)["edges"] == [{"kind": "supersedes", "from": "0002-hooks", "to": "0001-poll"}]
