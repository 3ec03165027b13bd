"""What ``git decide list`` chooses, in which order, and as which lines."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.texts import ACCEPTED
from tests.support import Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "docs/decisions"
TOML = """\
[fragile.payments]
why = "Money."
decisions = ["3"]

[fragile.orders]
why = "Goods."
"""
FLAGS = "src/payments/** fragile=payments\nsrc/orders/** fragile=orders\n"
DATED = "2026-02-15"


def record(status: str, date: str, fields: str) -> str:
    """Return a record with other fields in the place of its modules."""
    text = ACCEPTED.replace("accepted", status).replace(DATED, date)
    return text.replace("modules: [payments]\n", fields)


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give four records that cover different paths in different ways."""
    files = {
        "0001-a": record("accepted", "2026-03-01", "modules: [payments]\nreview-by: 2026-04-01\n"),
        "0002-b": record("proposed", "2026-01-05", 'paths: ["src/**/*.sql"]\n'),
        "0003-c": record("accepted", "2026-02-01", "review-by: 2999-01-01\n"),
        "0004-d": record("superseded", "2025-12-24", "modules: [orders]\nreview-by: 2026-01-01\n"),
    }
    texts = {f"{FOLDER}/{name}.md": text.replace("Ada", f"P{name}") for name, text in files.items()}
    sources = {"src/payments/charge.py": "1", "src/orders/all.sql": "1"}
    repo.commit("Log", **texts, **sources, **{".gitattributes": FLAGS, "decisions.toml": TOML})
    repo.git("tag", "v1")
    return repo


def numbers(repo: Repo, *words: str) -> str:
    """Return the numbers of the records that are listed, in their order."""
    done = decide(repo, "list", "--format", "%(number)", *words)
    assert done.returncode == 0, done.stderr
    return "".join(done.stdout.split())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--decider", "p0002-B"], "2"),
        (["--decider", "tech lead"], "1234"),
        (["--since", "2026-02-01"], "13"),
        (["--until", "2026-02-01"], "234"),
        (["--since", "2026-01-01", "--until", "2026-01-31"], "2"),
        (["--since", "2026-02"], "13"),
        (["--until", "2026-2"], "234"),
        (["--until", "2025"], "4"),
        (["--since", "20 years ago"], "1234"),
        (["--path", "src/payments/charge.py"], "13"),
        (["--path", "./src/orders/all.sql"], "24"),
        (["--path", "src/payments/new.sql"], "123"),
        (["--path", "src/payments"], "13"),
        (["--path", "src"], "1234"),
        (["--path", "."], "1234"),
        (["--path", "README", "--path", "src/orders/x.py"], "4"),
        (["--path", "README"], ""),
        (["--review-overdue"], "1"),
        (["--sort", "date"], "1324"),
        (["--sort", "date", "--reverse"], "4231"),
        (["--sort", "status"], "2134"),
        (["--reverse"], "4321"),
        (["--path", "src", "--status", "accepted", "--since", "Jan 1 2026", "--reverse"], "31"),
    ],
)
def test_what_is_listed(log: Repo, words: list[str], found: str) -> None:
    """Each filter narrows; what is covered is what the rule takes for covered."""
    assert numbers(log, *words) == found


def test_paths_are_those_of_the_folder_one_is_in(log: Repo) -> None:
    """As everywhere in git; outside of the repository there is nothing to cover."""
    assert numbers(log, "-C", "src/payments", "--path", "charge.py") == "13"
    for place in (log, log.clone(log.path.parent / "bare", "--bare")):
        for path, said in (("../other", "outside the repository"), ("", "empty path")):
            done = decide(place, "list", "--path", path)
            assert (done.returncode, said in done.stderr) == (2, True)


def test_at_a_revision(log: Repo) -> None:
    """Records, flags and files are all those of the revision."""
    log.git("rm", "-q", "src/orders/all.sql")
    log.commit("Flag no more", **{".gitattributes": "", "decisions.toml": ""})
    assert numbers(log, "--path", "src/payments") == ""
    assert numbers(log, "--path", "src/payments", "--at", "v1") == "13"
    assert numbers(log, "--path", "src", "--at", "v1") == "1234"
    bare = log.clone(log.path.parent / "bare", "--bare")
    assert numbers(bare, "--path", "src/x.sql") == "2"
    done = decide(log, "list", "--at", "")
    assert (done.returncode, done.stdout) == (2, "")


def test_since_a_revision(log: Repo) -> None:
    """The day of its commit, whatever time it is now."""
    day = log.git("log", "-1", "--format=%cs", "v1").stdout.strip()
    log.write(f"{FOLDER}/0005-e.md", ACCEPTED.replace(DATED, day))
    log.write(f"{FOLDER}/0006-f.md", ACCEPTED.replace(DATED, time.strftime("%Y-%m-%d")))
    assert "5" in numbers(log, "--since", "v1") == numbers(log, "--since", day)
    assert numbers(log, "--since", "now") == "6"


@pytest.mark.parametrize(
    "text",
    ["nope", "", "-1", "v9", "release 3", "--all", "2026-02-30", "2026-01..", "v1..", "20260201"],
)
def test_no_date_is_refused(log: Repo, text: str) -> None:
    """Never taken for an option of git, nor for today."""
    done = decide(log, "list", f"--since={text}")
    assert (done.returncode, done.stdout) == (2, "")


def test_the_same_in_json(log: Repo) -> None:
    """Chosen and ordered alike, links to records that are left out resolved."""
    log.write(f"{FOLDER}/0005-e.md", record("accepted", DATED, "amends: [1]\n"))
    done = decide(log, "list", "--json", "--sort", "date", "--status", "accepted", "--until", DATED)
    records = answer(done.stdout, "list")["records"]
    assert [each["id"] for each in records] == ["0005-e", "0003-c"]
    assert records[0]["amends"] == ["0001-a"]
    line = decide(log, "list", "--format", "%(amends)", "--sort", "date", "--until", DATED).stdout
    assert line.splitlines()[0] == "0001-a"


def test_lines_for_scripts(log: Repo) -> None:
    """Ids alone, or what a form asks for; never two forms at once."""
    assert decide(log, "list", "--ids").stdout == "0001-a\n0002-b\n0003-c\n0004-d\n"
    line = decide(log, "list", "--format", "%(id)%09%(review-by)", "--review-overdue").stdout
    assert line == "0001-a\t2026-04-01\n"
    assert decide(log, "list", "--ids", "--json").returncode == 2
    wrong = decide(log, "list", "--format", "%(nope)")
    assert (wrong.returncode, "review-by" in wrong.stderr) == (2, True)


def test_another_order_knows_no_logs(repo: Repo) -> None:
    """Sorted by date, the records of all logs stand in one table."""
    toml = '[records]\ndirectory = "adr"\n[records.logs]\nbilling = "billing/adr"\n'
    files = {"adr/0001-a.md": ACCEPTED, "billing/adr/0001-b.md": ACCEPTED.replace("02-15", "03-01")}
    for path, text in {"decisions.toml": toml, **files}.items():
        repo.write(path, text)
    lines = decide(repo, "list", "--sort", "date").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["billing/0001-b", "0001-a"]
    assert decide(repo, "list", "--ids").stdout == "0001-a\nbilling/0001-b\n"


def test_as_many_processes_however_long(
    log: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All paths are asked about in one go, and all records."""

    def starts() -> int:
        trace = tmp_path / "trace"
        monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
        before = len(git_starts(trace))
        numbers(log, "--path", "src")
        monkeypatch.delenv("GIT_TRACE2_EVENT")
        return len(git_starts(trace)) - before

    few = starts()
    for number in range(5, 25):
        log.write(f"{FOLDER}/{number:04}-x.md", record("accepted", DATED, 'paths: ["src/x*"]\n'))
        log.write(f"src/x{number}.py", "1")
    log.git("add", "-A")
    assert starts() == few <= 5


@pytest.mark.parametrize("verb", [["list"], ["log"], ["graph"], ["search", "cap"]])
def test_what_no_record_states_is_told(verb: list[str], log: Repo) -> None:
    """A misspelt module, tag or decider, with those that there are, alike ones first."""
    text = record("accepted", "2026-01-01", "modules: [audits]\ntags: [api, web]\n")
    log.commit("Tag it", **{f"{FOLDER}/0005-e.md": text})
    told = {
        ("--module", "order"): "No record has the module 'order'. There are: orders, audits, pay",
        ("--tag", "wep"): "No record has the tag 'wep'. There are: web, api\n",
        (
            "--decider",
            "P0003c",
        ): "No record has the decider 'P0003c'. There are: P0003-c (tech lead), ",
    }
    for words, expected in told.items():
        done = decide(log, *verb, *words)
        assert expected in done.stderr
        assert "No record fits" not in done.stderr
    both = decide(log, *verb, "--module", "orders", "--status", "rejected").stderr
    assert "There are" not in both
    assert "No record has the tag 'x\\x1b'" in decide(log, *verb, "--tag", "x\x1b").stderr


def test_no_record_has_any(log: Repo) -> None:
    """Then there is none to name; of many the number is told."""
    assert "No record names a tag." in decide(log, "list", "--tag", "x").stderr
    tags = ", ".join(f"t{number}" for number in range(12))
    log.write(f"{FOLDER}/0005-e.md", record("accepted", "2026-01-01", f"tags: [{tags}]\n"))
    assert "and 4 more" in decide(log, "list", "--tag", "none").stderr
