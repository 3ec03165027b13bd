"""``git decide renumber``: a record gets another number, and what names it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.texts import ACCEPTED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

LOG = "docs/decisions"
NYGARD = """\
# {number}. Cap retries

Date: 2026-02-15

## Status

Accepted

{status}## Context

Five tries.

## Decision

Two.

## Consequences

Fewer.
"""
MADR = """\
---
id: 0007
status: accepted
---

# 0007 - X

## Decision Outcome

Yes.
"""
CONFIG = """\
[records.logs]
billing = "billing/log"

[fragile.payments]  # why
why = "Money."
decisions = ["0007-cap", 'billing/1']

[[standing]]
decision = "7"
"""
FILES: dict[str, str | bytes] = {
    "decisions.toml": CONFIG,
    ".gitattributes": "src/** fragile=payments\n",
    f"{LOG}/0001-first.md": ACCEPTED.replace(
        "kind:", 'relates: ["7", 0007-cap-retries]\namends: [0007-cap]\nkind:'
    ).replace("bank block us.", "bank block us, see [7. Cap](0007-cap-retries.md#context)."),
    f"{LOG}/0007-cap-retries.md": ACCEPTED,
    f"{LOG}/0008-nygard.md": NYGARD.format(
        number=8, status="Amends [7. Cap retries](0007-cap-retries.md)\n\n"
    ),
    "billing/log/0001-vat.md": ACCEPTED.replace("kind:", "relates: [0007-cap-retries]\nkind:"),
    "README.md": f"See [it]({LOG}/0007-cap-retries.md) and <!-- Decision: 7 -->.\r\n",
    "src/a.c": "/* Decision: 0007 */\nint a; // Decision: 0007-cap-retries, billing/1\n",
    "src/b.sql": "-- decision: 7\n",
    "src/crlf.vb": "' Decision: 0007-cap-retries\r\nx = 1\r\n",
    "mkdocs.yml": f"nav:\n- {LOG}/0007-cap-retries.md\n",
    "notes.txt": "we follow 0007-cap-retries here\n",
    "bin": b"\0Decision: 7\n",
}


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a log in which much names the record 7."""
    repo.commit("Start", **FILES)
    return repo


def test_everything_that_names_it_is_mended(log: Repo) -> None:
    """Each reference in the manner in which it was written; every other byte stays."""
    done = log.decide("renumber", "7", "--to", "12")
    assert (done.returncode, done.stdout) == (0, f"{LOG}/0012-cap-retries.md\n"), done.stderr
    assert not (log.path / f"{LOG}/0007-cap-retries.md").exists()
    first = log.read(f"{LOG}/0001-first.md")
    assert 'relates: ["12", 0012-cap-retries]\namends: [0012-cap-retries]\n' in first
    assert "see [12. Cap](0012-cap-retries.md#context)." in first
    nygard = NYGARD.format(number=8, status="Amends [12. Cap retries](0012-cap-retries.md)\n\n")
    assert log.read(f"{LOG}/0008-nygard.md") == nygard
    assert "relates: [0012-cap-retries]" in log.read("billing/log/0001-vat.md")
    config = CONFIG.replace("0007-cap", "0012-cap-retries").replace('"7"', '"12"')
    assert log.read("decisions.toml") == config
    assert log.read("README.md") == (
        f"See [it]({LOG}/0012-cap-retries.md) and <!-- Decision: 12 -->.\r\n"
    )
    assert log.read("src/a.c") == (
        "/* Decision: 0012 */\nint a; // Decision: 0012-cap-retries, billing/1\n"
    )
    assert log.read("src/b.sql") == "-- decision: 12\n"
    assert log.read("src/crlf.vb") == "' Decision: 0012-cap-retries\r\nx = 1\r\n"
    for name in ("mkdocs.yml", "notes.txt"):
        assert log.read(name) == FILES[name]
    assert "mkdocs.yml:2: 0007-cap-retries leads nowhere now" in done.stderr
    assert "notes.txt:1: 0007-cap-retries is only text" in done.stderr
    moved = log.read(f"{LOG}/0012-cap-retries.md")
    assert moved.replace("aliases: [0007-cap-retries]\n", "") == ACCEPTED != moved


def test_it_is_staged_as_one_change(log: Repo) -> None:
    """The move and every mend are in the index, and the log is as sound as it was."""
    before = log.decide("check").stdout
    done = log.decide("renumber", "7", "--to", "12")
    assert log.out("diff", "--name-only") == ""
    staged = log.out("diff", "--cached", "--name-status", "-M50%")
    assert f"\t{LOG}/0007-cap-retries.md\t{LOG}/0012-cap-retries.md" in staged
    assert "Next: git commit -m 'Renumber 0007-cap-retries to 0012-cap-retries'" in done.stderr
    assert log.decide("check").stdout == before
    record = answer(log.decide("show", "0007-cap-retries", "--json").stdout, "show")["record"]
    assert (record["id"], record["number"]) == ("0012-cap-retries", 12)


def test_a_dry_run_says_the_same_and_writes_nothing(log: Repo) -> None:
    """What would be done is told, place by place."""
    dry = log.decide("renumber", "7", "--dry-run")
    assert dry.returncode == 0
    assert log.out("status", "--porcelain") == ""
    wet = log.decide("renumber", "7")
    assert dry.stdout == wet.stdout == f"{LOG}/0009-cap-retries.md\n"

    def places(text: str, word: str) -> list[str]:
        return [line.removeprefix(word) for line in text.splitlines() if line.startswith(word)]

    assert places(dry.stderr, "Would mend ") == places(wet.stderr, "Mended ")
    assert places(dry.stderr, "Left ") == places(wet.stderr, "Left ")


def test_a_bare_number_of_two_records_is_left_and_told(log: Repo) -> None:
    """What could mean the other record is never rewritten; what cannot is."""
    log.commit("Twin\n\nDecision: 7", **{f"{LOG}/0007-twin.md": ACCEPTED})
    done = log.decide("renumber", "0007-cap-retries")
    assert done.returncode == 0, done.stderr
    assert 'relates: ["7", 0009-cap-retries]' in log.read(f"{LOG}/0001-first.md")
    assert log.read("src/b.sql") == "-- decision: 7\n"
    assert 'decision = "7"' in log.read("decisions.toml")
    assert "int a; // Decision: 0009-cap-retries" in log.read("src/a.c")
    both = "7 may mean 0007-cap-retries or 0007-twin"
    for place in ("src/b.sql:1", f"{LOG}/0001-first.md:4", "decisions.toml:9", "README.md:1"):
        assert f"{place}: {both}" in done.stderr
    commit = log.out("rev-parse", "--short=10", "HEAD")
    assert f"Commits cannot be changed: {commit} say 7" in done.stderr


def test_numbers_that_are_taken(log: Repo) -> None:
    """On another branch, by a former id, by another record: refused, and nothing changes."""
    log.git("checkout", "-q", "-b", "aside")
    log.commit("Aside", **{f"{LOG}/0020-x.md": ACCEPTED})
    log.git("checkout", "-q", "main")
    aliased = ACCEPTED.replace("kind:", "aliases: [0030-old]\nkind:")
    log.commit("Former", **{f"{LOG}/0009-x.md": aliased})
    for number in ("1", "8", "20", "30"):
        done = log.decide("renumber", "0007-cap-retries", "--to", number)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"the number {number} is taken" in done.stderr
    assert log.decide("renumber", "7", "--to", "7").returncode == 1
    assert log.out("status", "--porcelain") == ""
    assert log.decide("renumber", "7").stdout == f"{LOG}/0031-cap-retries.md\n"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("99",), 1, "no record is called '99'"),
        (("plain",), 1, "plain has no number"),
        (("00",), 2, "may mean"),
        (("7", "--to", "-1"), 2, "--to"),
        (("7", "--to", "x"), 2, "--to"),
    ],
)
def test_what_cannot_be_renumbered(log: Repo, words: tuple[str, ...], code: int, told: str) -> None:
    """It is said why, and nothing is written."""
    log.commit("Plain", **{f"{LOG}/plain.md": ACCEPTED})
    done = log.decide("renumber", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert log.out("status", "--porcelain") == ""


def test_files_with_other_edits_are_written_and_not_staged(log: Repo) -> None:
    """Nobody's unfinished work gets into the index; what to type is said."""
    log.write("src/b.sql", "-- decision: 7\n-- unfinished\n")
    done = log.decide("renumber", "7")
    assert log.read("src/b.sql") == "-- decision: 9\n-- unfinished\n"
    assert log.out("diff", "--name-only") == "src/b.sql"
    assert "src/b.sql" not in log.out("diff", "--cached", "--name-only")
    assert "git add src/b.sql" in done.stderr


def test_a_record_with_other_edits_moves_and_is_not_staged(log: Repo) -> None:
    """Neither half of its move is staged; the command for both is said and does it."""
    path, new = f"{LOG}/0007-cap-retries.md", f"{LOG}/0009-cap-retries.md"
    log.write(path, ACCEPTED + "\nunfinished\n")
    done = log.decide("renumber", "7")
    assert log.read(new).endswith("\nunfinished\n")
    assert not {path, new} & set(log.out("diff", "--cached", "--name-only").splitlines())
    log.git("add", path, new)
    assert f"git add {path} {new}" in done.stderr
    assert log.out("diff", "--name-only") == ""


def test_a_record_that_is_not_tracked_yet(log: Repo) -> None:
    """It moves all the same, and is staged under its new name."""
    log.write(f"{LOG}/0007-twin.md", ACCEPTED)
    assert log.decide("renumber", "0007-twin").stdout == f"{LOG}/0009-twin.md\n"
    assert log.out("status", "--porcelain") == f"A  {LOG}/0009-twin.md"


def test_a_folder_moves_whole(repo: Repo) -> None:
    """What lies beside the record, tracked or not, goes with it; links to it are mended."""
    repo.commit(
        "Start",
        **{
            f"{LOG}/0001-a/README.md": NYGARD.format(
                number=1, status="See [b](../0002-b/README.md).\n\n"
            ),
            f"{LOG}/0002-b/README.md": NYGARD.format(number=2, status=""),
            f"{LOG}/0002-b/picture.svg": "<svg/>",
            "README.md": f"![p]({LOG}/0002-b/picture.svg), [b](./{LOG}/0002-b), [c](0002-b).\n",
            "draw.py": f"open('{LOG}/0002-b/picture.svg')\n",
        },
    )
    repo.write(f"{LOG}/0002-b/draft.txt", "x")
    done = repo.decide("renumber", "2")
    assert (done.returncode, done.stdout) == (0, f"{LOG}/0003-b/README.md\n"), done.stderr
    assert not (repo.path / LOG / "0002-b").exists()
    assert repo.read(f"{LOG}/0003-b/README.md").startswith("# 3. Cap retries\n")
    assert "[b](../0003-b/README.md)" in repo.read(f"{LOG}/0001-a/README.md")
    links = f"![p]({LOG}/0003-b/picture.svg), [b](./{LOG}/0003-b), [c](0002-b).\n"
    assert repo.read("README.md") == links
    assert "draw.py:1: 0002-b" in done.stderr
    assert repo.out("diff", "--name-only") == ""
    assert repo.out("status", "--porcelain", "--untracked-files=all").endswith(
        f"?? {LOG}/0003-b/draft.txt"
    )
    assert repo.decide("show", "0002-b").returncode == 0


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("ADR-007-x.md", "# ADR 7: X\n\n## Status\n\nAccepted\n", "# ADR 8: X\n"),
        ("0007-x.md", MADR, MADR.replace("7", "8").partition("## ")[0].partition("status")[0]),
        ("0007-x.rst", "7. X\n====\n\n:Status: Accepted\n", "8. X\n====\n"),
        ("0007-x.adoc", "= 7. X\n:status: accepted\n", "= 8. X\n"),
    ],
)  # fmt: skip
def test_records_of_every_format(repo: Repo, name: str, text: str, after: str) -> None:
    """The number in the text follows, the rest stays, and the old id is found."""
    repo.commit("Start", **{f"{LOG}/{name}": text})
    done = repo.decide("renumber", "7")
    new = name.replace("7", "8")
    assert (done.returncode, done.stdout) == (0, f"{LOG}/{new}\n"), done.stderr
    assert after in repo.read(f"{LOG}/{new}")
    assert repo.decide("show", name.partition(".")[0]).returncode == 0
    assert repo.decide("show", "7").returncode == 0


def test_from_a_folder_below(log: Repo) -> None:
    """Paths are those of the current folder, and the command that is offered works there."""
    (log.path / "a b").mkdir()
    done = log.decide("-C", "a b", "renumber", "7")
    assert done.stdout == f"../{LOG}/0009-cap-retries.md\n"
    assert "Mended ../src/b.sql:1: 7, now 9" in done.stderr


def test_forty_at_once(repo: Repo, tmp_path: Path) -> None:
    """The number of git processes does not grow with records, files and references."""

    def processes(repo: Repo) -> int:
        trace = tmp_path / f"trace{repo.out('rev-list', '--count', 'HEAD')}"
        done = repo.decide("renumber", "1", "--dry-run", env={"GIT_TRACE2_EVENT": str(trace)})
        assert done.returncode == 0, done.stderr
        return trace.read_text().count('"event":"start"')

    repo.commit("Start", **{f"{LOG}/0001-a.md": ACCEPTED, "a.py": "# Decision: 1\n"})
    first = processes(repo)
    more = {f"{LOG}/{n:04d}-b.md": ACCEPTED for n in range(2, 42)}
    code = {f"src/{n}.py": "# Decision: 0001-a\n" for n in range(40)}
    repo.commit("More", **more, **code)
    assert processes(repo) == first
