"""``git decide new`` in logs that others began: names like theirs, and numbers nobody has."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.texts import ACCEPTED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

LOG = "docs/decisions"
TODAY = date.today().isoformat()


def new(repo: Repo, *words: str) -> str:
    """Write a record and return its path within the log."""
    done = repo.decide("new", *words)
    assert done.returncode == 0, done.stderr
    path = done.stdout.strip()
    assert (repo.path / path).is_file()
    return path.removeprefix(f"{LOG}/")


@pytest.mark.parametrize(
    ("there", "made"),
    [
        ("ADR-007-cap-retries.md", "ADR-008-use-webhooks.md"),
        ("adr_0007_cap_retries.md", "adr_0008_use_webhooks.md"),
        ("7. Cap retries.md", "8. Use Webhooks.md"),
        ("0007-cap/README.md", "0008-use-webhooks/README.md"),
        ("adr-07.md", "adr-08.md"),
        ("0007-cap.rst", "0008-use-webhooks.md"),
        ("20260215-cap.md", f"{TODAY.replace('-', '')}-use-webhooks.md"),
        ("2026-02-15_007-cap.md", f"{TODAY}_001-use-webhooks.md"),
        (f"{TODAY}_007.md", f"{TODAY}_008.md"),
    ],
)
def test_named_like_what_is_there(repo: Repo, there: str, made: str) -> None:
    """Prefix, width, separators, case, dates, folders: as in the record that is there."""
    repo.commit("Start", **{f"{LOG}/{there}": ACCEPTED})
    assert new(repo, "Use Webhooks") == made
    assert repo.out("diff", "--cached", "--name-only", "-z").rstrip("\0") == f"{LOG}/{made}"


@pytest.mark.parametrize(
    "name", ["ADR-{:03d}-x.md", "{:04d}-x/README.md", "sub/{:04d}-x.md", "#{:d} x.md"]
)
def test_numbers_of_every_branch_count(repo: Repo, tmp_path: Path, name: str) -> None:
    """Behind a prefix, in a folder of their own: the next number is free everywhere."""
    repo.commit("Start", **{f"{LOG}/{name.format(3)}": ACCEPTED})
    repo.git("checkout", "-q", "-b", "theirs")
    others = {"0009-x/0077-notes.md": "", "2024/summary.md": "", "0009-x/README.md": ACCEPTED}
    repo.commit("Theirs", **{f"{LOG}/{name.format(8)}": ACCEPTED})
    if "README" in name:
        repo.commit("Notes", **{f"{LOG}/{path}": text for path, text in others.items()})
    clone = repo.clone(tmp_path / "clone")
    clone.git("checkout", "-q", "main")
    made = new(clone, "T")
    assert "0010" in made if "README" in name else "9" in made


def test_former_ids_keep_their_numbers(repo: Repo) -> None:
    """A number that a record had once is not given to another one."""
    aliased = ACCEPTED.replace("kind:", "aliases: [0031-x, ADR-040-y]\nkind:")
    repo.commit("Start", **{f"{LOG}/0003-a.md": aliased})
    assert new(repo, "T") == "0041-t.md"


def test_each_log_has_its_own_style_and_numbers(repo: Repo) -> None:
    """A log inside of another one, named in another way: neither counts for the other."""
    repo.commit(
        "Start",
        **{
            "decisions.toml": f'[records.logs]\ninner = "{LOG}/inner"\n',
            f"{LOG}/ADR-001-a.md": ACCEPTED,
            f"{LOG}/inner/0042_b.md": ACCEPTED,
        },
    )
    assert new(repo, "Outer") == "ADR-002-outer.md"
    assert new(repo, "Inner", "--log", "inner") == "inner/0043_inner.md"
    repo.git("commit", "-q", "--no-verify", "-m", "Both")
    assert new(repo, "Outer again") == "ADR-003-outer-again.md"


@pytest.mark.parametrize(
    "there",
    ["ADR-007-x.md", "adr-07.md", "0007-x/README.md", f"{TODAY}_007.md", "2026-02-15-x.md", "a.md"],
)
def test_many_at_once_in_every_style(repo: Repo, there: str) -> None:
    """Six of the same title at the same time make six records with six ids."""
    plain = {f"{LOG}/{name}.md": ACCEPTED for name in "abc"} if there == "a.md" else {}
    repo.commit("Start", **{f"{LOG}/{there}": ACCEPTED, **plain})
    with ThreadPoolExecutor(6) as pool:
        paths = list(pool.map(lambda _: new(repo, "Same title"), range(6)))
    assert len(set(paths)) == 6


def test_fifty_at_once_with_a_prefix(repo: Repo) -> None:
    """Fifty `new` at the same time make fifty records with fifty numbers, named like the rest."""
    repo.commit("Start", **{f"{LOG}/ADR-001-a.md": ACCEPTED})
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda number: new(repo, f"Number {number}"), range(50)))
    assert sorted(path[:7] for path in paths) == [f"ADR-{n:03d}" for n in range(2, 52)]


def test_new_and_renumber_take_no_number_twice(repo: Repo) -> None:
    """Twins that are renumbered while others are written: every record has its own number."""
    twins = {f"{LOG}/0001-twin-{n}.md": ACCEPTED for n in range(6)}
    repo.commit("Start", **twins)

    def act(number: int) -> str:
        if number % 2:
            return new(repo, f"New {number}")
        done = repo.decide("renumber", f"0001-twin-{number // 2}")
        return done.stdout.strip().removeprefix(f"{LOG}/") or done.stderr

    with ThreadPoolExecutor(6) as pool:
        paths = list(pool.map(act, range(12)))
    assert len({path[:4] for path in paths}) == 12, paths
