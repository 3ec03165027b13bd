"""``git decide debts``: skips and reverts stay listed until a decision pays them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.guarded import CHARGE, FIRST, FLAGS, FOLDER, RULES, record
from tests.support import Repo

if TYPE_CHECKING:
    from pathlib import Path

LOGIN = "src/auth/login.py"
SECOND = "0002-log-in-by-mail"
SKIP = "Hotfix\n\nDecision-Skip: provider is down"


@pytest.fixture
def owing(repo: Repo) -> Repo:
    """Give a repository with two fragile modules and one debt."""
    repo.commit(
        "Start",
        **{
            ".gitattributes": FLAGS,
            "decisions.toml": RULES,
            CHARGE: "1\n",
            LOGIN: "1\n",
            f"{FOLDER}/{FIRST}.md": record(),
        },
    )
    repo.commit(SKIP, **{CHARGE: "2\n"})
    return repo


def owed(repo: Repo, *words: str) -> list[dict[str, Any]]:
    """Return what is unpaid, as JSON has it."""
    done = decide(repo, "debts", "--json", *words)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = answer(done.stdout, "debts")["debts"]
    return found


def subjects(repo: Repo, *words: str) -> list[str]:
    """Return the subjects of the commits that owe a decision."""
    return [debt["subject"] for debt in owed(repo, *words)]


def test_a_skip_is_listed(owing: Repo) -> None:
    """With its age, its author, its module and its reason."""
    (debt,) = owed(owing)
    days = debt.pop("days")
    assert isinstance(days, int)
    assert debt == {
        "commit": owing.head(),
        "subject": "Hotfix",
        "author": "Ada Author <ada@example.com>",
        "date": "2026-03-01T12:00:00Z",
        "module": "payments",
        "kind": "skip",
        "reasons": ["provider is down"],
        "paths": [CHARGE],
    }
    done = decide(owing, "debts")
    short = owing.head()[:10]
    assert done.stdout.split() == [
        *(str(days), "day" if days == 1 else "days"),
        *(short, "Ada", "Author", "payments", "skip:", "provider", "is", "down"),
    ]
    assert f"Pay it back: git decide link {short} ID --push" in done.stderr


def test_without_any_debt(owing: Repo) -> None:
    """That is said, and it is well."""
    owing.commit("Pay\n\nDecision: 1")
    done = decide(owing, "debts", "--strict")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "No debts.\n")


def test_debts_may_be_counted_as_errors(owing: Repo) -> None:
    """With --strict they make the exit code 1, and only what is asked for counts."""
    assert decide(owing, "debts", "--strict").returncode == 1
    assert decide(owing, "debts", "--strict", "--since", "2026-03-02 12:00").returncode == 0
    assert decide(owing, "debts", "--strict", "--since", "2026-02-28 12:00").returncode == 1
    assert decide(owing, "debts", "--since", "0 days ago").returncode == 0
    owing.git("tag", "v1")
    assert decide(owing, "debts", "--since", "v1").stdout
    mistyped = decide(owing, "debts", "--strict", "--since", "yesteday")
    assert mistyped.returncode == 2
    assert "'yesteday' is no date, and no revision" in mistyped.stderr


def test_a_later_commit_pays_back(owing: Repo) -> None:
    """If it links a decision that covers the files; one that is another module's does not."""
    record_ = record("Log in by mail", modules="auth")
    owing.commit("Decide", **{f"{FOLDER}/{SECOND}.md": record_})
    owing.commit("Log in\n\nDecision: 2", **{LOGIN: "2\n"})
    assert subjects(owing) == ["Hotfix"]
    owing.commit("Charge\n\nDecision: 1", **{CHARGE: "3\n"})
    assert subjects(owing) == []


def test_what_came_before_or_beside_pays_nothing(owing: Repo) -> None:
    """Only a commit that knows of the debt can pay it."""
    owing.git("checkout", "-q", "-b", "beside", "HEAD~")
    owing.commit("Beside\n\nDecision: 1", **{CHARGE: "2\n"})
    owing.git("checkout", "-q", "main")
    owing.git("merge", "-q", "--no-ff", "beside")
    assert subjects(owing) == ["Hotfix"]
    owing.commit("Later\n\nDecision: 1")
    assert subjects(owing) == []


def test_a_decision_that_does_not_justify_pays_nothing(owing: Repo) -> None:
    """A proposal is no decision yet; once it is accepted, a link to it is one."""
    owing.commit("Propose", **{f"{FOLDER}/{SECOND}.md": record(status="proposed")})
    owing.commit("Try\n\nDecision: 2")
    assert subjects(owing) == ["Hotfix"]
    owing.commit("Accept\n\nDecision: 2", **{f"{FOLDER}/{SECOND}.md": record()})
    assert subjects(owing) == []


def test_a_decision_is_good_for_what_its_paths_match(owing: Repo) -> None:
    """Half of the files is half of the debt; two decisions together pay all of it."""
    wide = {CHARGE: "3\n", LOGIN: "3\n", "src/payments/refund.py": "1\n"}
    owing.commit(SKIP.replace("Hotfix", "Wide"), **wide)
    paths = {
        "0003-a": record("A", "accepted", 'paths: ["src/payments/charge.py"]', modules=""),
        "0004-b": record("B", "accepted", 'paths: ["refund.py"]', modules=""),
    }
    owing.commit("Records", **{f"{FOLDER}/{stem}.md": text for stem, text in paths.items()})
    owing.commit("Pay\n\nDecision: 3")
    assert [(debt["subject"], debt["module"]) for debt in owed(owing)] == [
        ("Wide", "auth"),
        ("Wide", "payments"),
    ]
    owing.commit("Pay\n\nDecision: 4")
    assert [(debt["subject"], debt["module"]) for debt in owed(owing)] == [("Wide", "auth")]


def test_a_note_pays_back(owing: Repo) -> None:
    """With a decision that is written later, or was a proposal when the commit was made."""
    owing.commit("Propose", **{f"{FOLDER}/{SECOND}.md": record(status="proposed")})
    owing.commit(SKIP.replace("Hotfix", "Again"), **{CHARGE: "3\n"})
    owing.commit("Accept", **{f"{FOLDER}/{SECOND}.md": record()})
    assert subjects(owing) == ["Hotfix", "Again"]
    decide(owing, "link", "HEAD~3", "2")
    assert subjects(owing) == ["Again"]
    decide(owing, "link", "HEAD~1", "2")
    assert subjects(owing) == []


def test_a_note_counts_once_it_is_shared(owing: Repo, tmp_path: Path) -> None:
    """Whoever asks, and wherever, gets the same answer."""
    bare = owing.clone(tmp_path / "hub.git", "--bare")
    clone = bare.clone(tmp_path / "clone")
    decide(clone, "link", "HEAD", "1")
    assert subjects(clone) == subjects(bare) == ["Hotfix"]
    decide(clone, "link", "HEAD", "1", "--push")
    assert subjects(clone) == subjects(bare) == []


def test_a_revert_without_a_decision_is_one(owing: Repo) -> None:
    """Nobody is refused a rollback, but somebody has to decide afterwards."""
    owing.git("revert", "--no-edit", "HEAD")
    debts = owed(owing)
    assert [(debt["kind"], debt["subject"]) for debt in debts] == [
        ("skip", "Hotfix"),
        ("revert", 'Revert "Hotfix"'),
    ]
    assert debts[1]["reasons"] == ['Revert "Hotfix"']
    owing.commit("Pay\n\nDecision: 1")
    assert subjects(owing) == []


def test_a_revert_that_inherits_is_none(owing: Repo) -> None:
    """What was decided once is taken back under the same decision."""
    owing.commit("Charge\n\nDecision: 1", **{CHARGE: "3\n"})
    owing.git("revert", "--no-edit", "HEAD")
    assert subjects(owing) == []


def test_of_a_range(owing: Repo) -> None:
    """Only its commits are looked at."""
    owing.commit(SKIP.replace("Hotfix", "Again"), **{CHARGE: "3\n"})
    assert subjects(owing, "--range", "HEAD~..HEAD") == ["Again"]
    assert subjects(owing, "--range", "HEAD~2..HEAD~") == ["Hotfix"]
    assert decide(owing, "debts", "--range", "HEAD").returncode == 2


def test_history_before_the_rules_is_no_debt(owing: Repo) -> None:
    """`[policy] since` draws the line; a commit that is not here draws none."""
    since = owing.head()
    owing.commit("Rules", **{"decisions.toml": f'{RULES}\n[policy]\nsince = "{since}"\n'})
    owing.commit(SKIP.replace("Hotfix", "Again"), **{CHARGE: "3\n"})
    assert subjects(owing) == ["Again"]
    owing.commit("Rules", **{"decisions.toml": f'{RULES}\n[policy]\nsince = "{"9" * 40}"\n'})
    assert subjects(owing) == ["Hotfix", "Again"]


def test_what_cannot_be_known_is_said(owing: Repo, tmp_path: Path) -> None:
    """A shallow clone, and a repository without commits, are no clean ones."""
    shallow = owing.clone(tmp_path / "shallow", "--depth=1")
    done = decide(shallow, "debts")
    assert (done.returncode, done.stdout) == (2, "")
    assert "git fetch --unshallow" in done.stderr
    empty = Repo.create(tmp_path / "empty", owing.env)
    assert decide(empty, "debts").returncode == 2


def test_what_a_message_says_is_harmless(owing: Repo) -> None:
    """No text of a repository is obeyed by a terminal."""
    owing.commit("X\n\nDecision-Skip: \x1b[31mred", **{CHARGE: "9\n"})
    assert "\x1b" not in decide(owing, "debts").stdout
    assert "\\x1b[31mred" in decide(owing, "debts").stdout
