"""The life of one line: ``git decide why`` is right about it at every step, and at every --at."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.texts import ACCEPTED

if TYPE_CHECKING:
    from tests.support import Repo

LOG = "docs/decisions"
POLL, RETRY, HOOK = "0001-poll", "0002-retry", "0003-webhooks"
CODE = "def charge(card):\n    wait(seconds=5)\n    return bank.charge(card, reference())\n"
LINE = "def charge|wait\\(|return bank"
# What a step makes of the line: the decision, how it is known, what is in force instead of
# it, what governed when the line was written, the subject of the commit that it is from.
Known = tuple[str, str, list[str], list[str], str]


def record(title: str, more: str = "", status: str = "accepted") -> str:
    """Return the text of a record."""
    made = ACCEPTED.replace("Cap retries at two", title).replace("modules: [payments]\n", more)
    return made.replace("status: accepted", f"status: {status}")


class Life:
    """A repository that grows step by step; each step is tagged by its name."""

    def __init__(self, repo: Repo) -> None:
        self.repo = repo
        self.path = "src/charge.py"
        self.steps: dict[str, tuple[str, Known | None]] = {}

    def step(self, name: str, known: Known | None) -> None:
        """Tag where the life has come to; what is known now must be right now and for ever."""
        self.repo.git("tag", name)
        self.steps[name] = (f"{self.path}:/wait\\(/", known)
        assert self.asked(self.steps[name][0]) == known, name

    def asked(self, target: str, *flags: str) -> Known | None:
        """Return what is known of a target; its exit code must agree."""
        done = decide(self.repo, "why", target, "--json", *flags)
        found = answer(done.stdout, "why")
        assert done.returncode == (0 if found["answers"] else 1)
        return _known(found) if found["answers"] else None


def _known(found: Any) -> Known:
    best = found["answers"][0]
    return (
        best["id"],
        best["evidence"][0]["kind"],
        [other["id"] for other in best["in-force"]],
        [other["id"] for other in best["governed"]],
        found["commits"][0]["subject"],
    )


def test_a_life(repo: Repo) -> None:
    """A decision, its commit, a move, a reformatting, a squash, a successor, a second commit."""
    life = Life(repo)
    repo.commit("Begin", **{life.path: "import bank\n"})
    repo.commit("Decide to poll", **{f"{LOG}/{POLL}.md": record("Poll the bank")})
    repo.git("tag", "decided")
    repo.commit("Poll\n\nDecision: 1", **{life.path: f"import bank\n\n\n{CODE}"})
    life.step("written", (POLL, "trailer", [], [POLL], "Poll"))

    (repo.path / "src/pay").mkdir()
    repo.git("mv", life.path, "src/pay/charge.py")
    life.path = "src/pay/charge.py"
    repo.commit("Move it")
    life.step("moved", (POLL, "trailer", [], [POLL], "Poll"))

    loose = repo.read(life.path).replace("seconds=5", "seconds = 5").replace("    ", "\t")
    ugly = repo.commit("Reformat", **{life.path: loose})
    assert life.asked(f"{life.path}:/wait/") == (POLL, "earlier", [], [POLL], "Reformat")
    repo.commit("Pass over it", **{".git-blame-ignore-revs": f"# tabs\n{ugly}\n"})
    life.step("reformatted", (POLL, "trailer", [], [POLL], "Poll"))

    repo.git("checkout", "-qb", "retries")
    repo.commit("Decide to retry", **{f"{LOG}/{RETRY}.md": record("Retry twice")})
    retried = repo.read(life.path).replace("wait(", "twice(wait, ")
    repo.commit("Wait twice\n\nDecision: 2", **{life.path: retried})
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--squash", "retries")
    repo.git("commit", "-q", "--no-verify", "--no-edit")
    squashed = "Squashed commit of the following:"
    target = f"{life.path}:/wait/"
    assert life.asked(target) == (RETRY, "trailer", [], [RETRY], squashed)
    unlike = f"{life.path}:/return bank/"
    assert life.asked(unlike) == (POLL, "trailer", [], [POLL], "Poll")

    chain = {
        f"{LOG}/{RETRY}.md": record("Retry twice", f"superseded-by: [{HOOK}]\n", "superseded"),
        f"{LOG}/{HOOK}.md": record("Be told by webhooks", f"supersedes: [{RETRY}]\n"),
    }
    repo.commit("Decide on webhooks", **chain)
    repo.git("tag", "superseded")
    assert life.asked(target) == (RETRY, "trailer", [HOOK], [RETRY], squashed)
    assert life.asked(target, "--at", "superseded~1") == (RETRY, "trailer", [], [RETRY], squashed)

    hooked = repo.read(life.path).replace("twice(wait, ", "told(wait, ")
    repo.commit("Listen\n\nDecision: 0003", **{life.path: hooked})
    assert life.asked(target) == (HOOK, "trailer", [], [HOOK], "Listen")
    assert life.asked(target, "--at", "superseded") == (RETRY, "trailer", [HOOK], [RETRY], squashed)
    _again(life)
    shutil.rmtree(repo.path / ".git/git-decide")
    _again(life)


def _again(life: Life) -> None:
    """Ask at every step once more: the tree of the step decides, not that of today."""
    for name, (target, known) in life.steps.items():
        assert life.asked(target, "--at", name) == known, name
    assert life.asked("src/charge.py:/import/", "--at", "decided") is None


def test_what_a_sparse_checkout_leaves_out(repo: Repo) -> None:
    """It is answered from HEAD, and said so; what was deleted by hand is not there."""
    repo.commit("Decide", **{f"{LOG}/0001-x.md": record("Use x"), "in/a.txt": "1\n"})
    repo.commit("Follow\n\nDecision: 1", **{"out/deep/b.txt": "1\n2\n", "in/c.txt": "1\n"})
    for how in (["--cone"], ["--cone", "--sparse-index"], ["--no-cone"]):
        repo.git("sparse-checkout", "set", *how, "in", "docs")
        assert not (repo.path / "out").exists()
        for text in ("out/deep/b.txt:2", "out/deep/b.txt", "out/deep/b.txt:/2/", "out/deep", "out"):
            done = decide(repo, "why", text)
            assert done.returncode == 0, done.stderr
            assert "0001-x" in done.stdout
            path = text.partition(":")[0]
            assert f"{path} is not checked out here: this is what HEAD has" in done.stderr
        assert decide(repo, "why", "out/none.txt").returncode == 2
    (repo.path / "in/c.txt").unlink()
    assert "git decide why in/c.txt --at HEAD" in decide(repo, "why", "in/c.txt").stderr
