"""Two branches take the same number: it is found, mended, and old trailers go on resolving."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.texts import ACCEPTED, COMPLETE, FLAGS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Done, Repo

CONFIG = """\
[policy]
protect = ["main"]

[fragile.payments]
why = "All customers pay through it."
"""
OTHER = ACCEPTED.replace("Cap retries at two", "Pay by card")


@pytest.fixture
def two(make_repo: MakeRepo, tmp_path: Path) -> tuple[Repo, Repo]:
    """Give the clones of Ada and of Bo, each with a record of its own under the number 2."""
    origin = make_repo("origin", bare=True)
    start = make_repo("start")
    files = {"decisions.toml": CONFIG, ".gitattributes": FLAGS, "README.md": "Ours.\n"}
    start.commit("Start", **files, **{"docs/decisions/0001-pay-by-card.md": OTHER})
    start.git("push", "-q", str(origin.path), "main")
    clones = origin.clone(tmp_path / "ada"), origin.clone(tmp_path / "bo")
    for clone, title in zip(clones, ("Use webhooks", "Cap retries"), strict=True):
        clone.git("checkout", "-q", "main")
        assert clone.decide("hooks", "install").returncode == 0
        done = clone.decide("new", title, *COMPLETE, "--module", "payments", "--status", "accepted")
        assert done.stdout.startswith("docs/decisions/0002-"), done.stderr
    return clones


def commit(repo: Repo, message: str, **files: str) -> None:
    """Commit through the hooks."""
    repo.stage(**files)
    repo.git("commit", "-q", "-m", message)


def typed(repo: Repo, text: str, pattern: str) -> Done:
    """Type the command that a text offers."""
    found = re.search(pattern, text)
    assert found, text
    command = ["sh", "-c", found[1]]
    done = subprocess.run(command, cwd=repo.path, env=repo.env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done


def collide(ada: Repo, bo: Repo) -> Done:
    """Let Ada publish hers, and Bo merge it into his; return what his merge said."""
    commit(ada, "Webhooks\n\nDecision: 2", **{"src/payments/hook.py": "hook = 1\n"})
    ada.git("push", "-q", "origin", "main")
    commit(
        bo,
        "Retries\n\nDecision: 2",
        **{
            "src/payments/retry.py": "# Decision: 0002-cap-retries\n# Decision: 2\nretries = 2\n",
            "README.md": "Ours, see [2. Cap retries](docs/decisions/0002-cap-retries.md).\n",
            "docs/decisions/0001-pay-by-card.md": OTHER.replace(
                "kind:", "relates: [0002-cap-retries]\nkind:"
            ),
        },
    )
    return bo.git("pull", "-q", "--no-rebase", "--no-edit", "origin", "main")


def test_the_whole_mend(two: tuple[Repo, Repo]) -> None:
    """Found by the hook and by check; mended as printed; every old trailer still resolves."""
    ada, bo = two
    merged = collide(ada, bo)
    assert bo.out("status", "--porcelain") == ""
    assert "merged, and what came together does not check" in merged.stderr
    assert "duplicate-number" in merged.stderr
    assert "refused" not in merged.stderr

    checked = bo.decide("check")
    assert "0002-cap-retries.md: " in checked.stdout
    mended = typed(bo, checked.stdout, r"(git decide renumber \S+)")
    assert mended.stdout == "docs/decisions/0003-cap-retries.md\n"
    assert (
        "src/payments/retry.py:2: 2 may mean 0002-cap-retries or 0002-use-webhooks" in mended.stderr
    )
    assert bo.out("diff", "--name-only") == ""

    # The commit touches a fragile module, so it needs its link, which the hook fills in.
    typed(bo, mended.stderr, r"Next: (git commit .*)")
    assert bo.out("log", "-1", "--format=%s") == "Renumber 0002-cap-retries to 0003-cap-retries"
    assert bo.out("status", "--porcelain") == ""
    assert "duplicate-number" not in bo.decide("check", "--strict").stdout
    assert bo.read("src/payments/retry.py").startswith(
        "# Decision: 0003-cap-retries\n# Decision: 2\n"
    )
    assert (
        bo.read("README.md") == "Ours, see [3. Cap retries](docs/decisions/0003-cap-retries.md).\n"
    )
    assert "relates: [0003-cap-retries]" in bo.read("docs/decisions/0001-pay-by-card.md")

    for former in ("0002-cap-retries", "docs/decisions/0002-cap-retries.md", "3"):
        shown = answer(bo.decide("show", former, "--json").stdout, "show")
        assert shown["record"]["id"] == "0003-cap-retries"
        subjects = [each["subject"] for each in shown["commits"]]
        assert subjects == [bo.out("log", "-1", "--format=%s"), "Retries"]
    shown = answer(bo.decide("show", "2", "--json").stdout, "show")
    assert [each["subject"] for each in shown["commits"]] == ["Webhooks"]


def test_the_hook_goes_on_taking_the_old_id(two: tuple[Repo, Repo]) -> None:
    """A message written before the mend passes after it, and is expanded to the new id."""
    ada, bo = two
    collide(ada, bo)
    assert bo.decide("renumber", "0002-cap-retries").returncode == 0
    bo.git("commit", "-q", "-m", "Renumber", "-m", "Decision: 0003")
    for number, former in enumerate(("0002-cap-retries", "0002-cap", "0003-cap-retries")):
        file = {"src/payments/retry.py": f"retries = {number + 7}\n"}
        commit(bo, f"Again {number}\n\nDecision: {former}", **file)
        trailer = bo.out("log", "-1", "--format=%(trailers:key=Decision,valueonly)")
        assert trailer == "0003-cap-retries\n"


def test_the_other_side_pulls_the_mend(two: tuple[Repo, Repo]) -> None:
    """Who has neither record nor alias yet gets both by pulling; nothing collides any more."""
    ada, bo = two
    collide(ada, bo)
    bo.decide("renumber", "0002-cap-retries")
    bo.git("commit", "-q", "-m", "Renumber", "-m", "Decision: 0003")
    bo.git("push", "-q", "origin", "main")
    pulled = ada.git("pull", "-q", "--no-rebase", "origin", "main")
    assert "duplicate-number" not in pulled.stderr
    assert ada.decide("show", "0002-cap-retries").returncode == 0
    assert ada.decide("new", "Next", *COMPLETE).stdout == "docs/decisions/0004-next.md\n"


@pytest.mark.parametrize("into", ["main", "topic"])
def test_what_came_later_is_named(repo: Repo, into: str) -> None:
    """The record that main has keeps its number, whichever branch is merged into which."""
    repo.commit("Start", **{"decisions.toml": CONFIG, ".gitattributes": FLAGS})
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit("Topic", **{"docs/decisions/0002-a-topic.md": OTHER})
    repo.git("checkout", "-q", "main")
    repo.commit("Main", **{"docs/decisions/0002-main.md": OTHER})
    repo.git("checkout", "-q", into)
    repo.git("merge", "-q", "--no-edit", "topic" if into == "main" else "main")
    checked = repo.decide("check").stdout
    assert "docs/decisions/0002-a-topic.md: " in checked
    assert "git decide renumber 0002-a-topic" in checked
    assert "git decide renumber 0002-main" not in checked
