"""``git decide check`` with --fix, --explain and --baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.ordered import ONE, TWO, found, in_order
from tests.acceptance.texts import ACCEPTED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a repository that has nothing to mend."""
    return in_order(repo)


def test_fix(log: Repo) -> None:
    """``--fix`` prints what it mends and what is left, and exits for what is left."""
    log.write(TWO, ACCEPTED.replace("modules:", "supersedes: [1]\nmodules:"))
    done = log.decide("check", "--fix")
    assert (done.returncode, done.stderr) == (
        0,
        "Mended in 1 place; see git diff.\nNothing else to mend.\n",
    )
    assert done.stdout == f"{ONE}: mended: is superseded by 0002-b, and was accepted\n"
    assert "status: superseded" in log.read(ONE)
    again = log.decide("check", "--fix")
    assert (again.stdout, again.stderr) == ("", "Nothing to mend.\n")
    log.write(TWO, log.read(TWO).replace("2026-02-15", "soon").replace("[payments]", "[x/]"))
    assert log.decide("check", "--fix").returncode == 1


def test_fix_in_json(log: Repo) -> None:
    """``fixed`` stands beside ``findings``, and only with ``--fix``."""
    log.write(TWO, ACCEPTED.replace("modules:", "paths: [src/]\nmodules:"))
    assert "fixed" not in answer(log.decide("check", "--json").stdout, "findings")
    document = answer(log.decide("check", "--fix", "--json").stdout, "findings")
    (fixed,) = document["fixed"]
    assert (fixed["path"], fixed["line"]) == (TWO, 6)
    assert document["findings"] == []


def test_fix_touches_files_only(log: Repo, tmp_path: Path) -> None:
    """Not the index, and nothing where there are no files."""
    assert log.decide("check", "--fix", "--staged").returncode == 2
    log.commit("Set up")
    bare = log.clone(tmp_path / "bare.git", "--bare")
    assert bare.decide("check", "--fix").returncode == 2
    log.write(ONE, ACCEPTED.replace("modules:", "paths: [src/]\nmodules:"))
    log.decide("check", "--fix")
    assert log.out("diff", "--cached", "--name-only") == ""


def test_explain(repo: Repo) -> None:
    """A code's weight, reason and mend, anywhere; a guess for one that does not exist."""
    done = repo.decide("-C", "..", "check", "--explain", "link-cycle")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("link-cycle (error)\n")
    asked = repo.decide("check", "--explain", "link-cycle", "--json")
    assert answer(asked.stdout, "explanation")["explanation"]["severity"] == "error"
    done = repo.decide("check", "--explain", "Link_Cycl\x1b[31m")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Did you mean link-cycle?" in done.stderr
    assert "\x1b" not in done.stderr
    assert "Did you mean" not in repo.decide("check", "--explain", "zzz").stderr


def test_baseline(log: Repo) -> None:
    """What it lists is left out and counted; what is new counts."""
    log.write(ONE, ACCEPTED.replace("2026-02-15", "soon"))
    known = log.path.parent / "known.json"
    known.write_text(log.decide("check", "--format", "json").stdout)
    done = log.decide("check", "--baseline", str(known))
    assert (done.returncode, done.stdout) == (0, "")
    assert f"Left out what {known} lists: 1 finding." in done.stderr
    log.write(TWO, ACCEPTED.replace("2026-02-15", "later"))
    assert found(log, "--baseline", str(known)) == [(TWO, "invalid-date")]
    log.write(ONE, ACCEPTED)
    assert (
        "1 finding in it is mended by now" in log.decide("check", "--baseline", str(known)).stderr
    )


@pytest.mark.parametrize("content", ["", "{", "[]", '{"findings": [1]}', None])
def test_a_baseline_that_is_none(log: Repo, content: str | None) -> None:
    """A broken file exits 2 and says how to write it."""
    known = log.path.parent / "known.json"
    if content is not None:
        known.write_text(content)
    done = log.decide("check", "--baseline", str(known))
    assert (done.returncode, done.stdout) == (2, "")
    assert "git decide check --format json > FILE" in done.stderr


def test_fix_leaves_what_the_baseline_lists(log: Repo) -> None:
    """Only what is told is mended."""
    log.write(ONE, ACCEPTED.replace("modules:", "paths: [src/]\nmodules:"))
    known = log.path.parent / "known.json"
    known.write_text(log.decide("check", "--format", "json").stdout)
    log.write(TWO, ACCEPTED.replace("modules:", "paths: [src/]\nmodules:"))
    log.decide("check", "--fix", "--baseline", str(known))
    assert "[src/]" in log.read(ONE)
    assert "[src/**]" in log.read(TWO)
