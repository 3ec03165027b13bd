"""Everybody says the same of histories that git itself made, command by command."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from git_decide.git import ranges
from git_decide.queries.ranges.answering import answer
from tests.acceptance.in_process import decide
from tests.acceptance.test_one_verdict import agree_on
from tests.histories import words
from tests.histories.edits import edited
from tests.histories.entries import Entries
from tests.histories.growing import History, Made
from tests.histories.making import EACH_FORMAT, HISTORIES, Workshop
from tests.histories.plans import THEMES
from tests.support import Repo

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import MakeRepo
    from tests.histories.objects import Tree

SCRIPTS = max(1, HISTORIES // 300)
MESSAGES = ("Go on", "Pay\n\nDecision: 1", "Hurry\n\nDecision-Skip: no time", "Err\n\nDecision: 9")


class Clerk:
    """Works in a repository as people do; whatever git refuses is not done."""

    def __init__(self, shop: Workshop, random: Random) -> None:
        self._shop = shop
        self._git = shop.place.git
        self._random = random
        self._tree: Tree = {}

    def begin(self) -> None:
        """Check the first commit of a generated history out on three branches."""
        from tests.histories.plans import Plan

        history = self._shop.grow(Plan())
        self._git("checkout", "-q", "-f", "main")
        self._tree = history.root.tree

    def work(self, count: int) -> None:
        """Do so many things."""
        things: tuple[Callable[[str], None], ...] = (
            *(self._commit, self._commit, self._commit, self._merge, self._merge, self._ours),
            *(self._theirs, self._octopus, self._pick, self._revert, self._rebase, self._squash),
        )
        for _ in range(count):
            branch = self._random.choice(("main", "topic", "topic", "side"))
            self._git("checkout", "-q", "-f", branch)
            self._random.choice(things)(branch)
            for command in ("merge", "cherry-pick", "revert", "rebase"):
                self._git(command, "--abort", ok=False)
            self._git("reset", "-q", "--hard")
            self._git("clean", "-q", "-f", "-d")

    def history(self) -> History:
        """Return what has come of it; ``main`` is checked out then, without its files."""
        self._git("symbolic-ref", "HEAD", "refs/heads/main")
        out = self._git("rev-list", "--all", "--topo-order", "--reverse", "--parents").stdout
        made: dict[str, Made] = {}
        for line in out.splitlines():
            name, *parents = line.split()
            facts = self._shop.slow.facts(name)
            before = tuple(made[parent] for parent in parents)
            made[name] = Made(name, before, {}, facts.message, facts.author, facts.seconds)
        heads = {each: made[self._head(each)] for each in ("main", "topic", "side")}
        return History(tuple(made.values()), heads)

    def _head(self, branch: str) -> str:
        return self._git("rev-parse", branch).stdout.strip()

    def _commit(self, _: str) -> None:
        files = {
            path: ("100644", (self._shop.place.path / path).read_bytes())
            for path in self._git("ls-files", "-z").stdout.split("\0")
            if path and path != words.SUBMODULE
        }
        kinds = THEMES["work"].edits
        edits = [
            (kind, self._random.randrange(60), self._random.randrange(12))
            for kind in self._random.sample(kinds, 2)
            if kind not in ("mode", "submodule", "since")
        ]
        after = edited(files, tuple(edits))
        for path in {*files, *after}:
            if path not in after:
                self._git("rm", "-q", "-f", path)
            elif after[path] != files.get(path):
                self._shop.place.stage(**{path: after[path][1]})
        self._git("commit", "-q", "--allow-empty", "-m", self._random.choice(MESSAGES))

    def _other(self, branch: str) -> str:
        return self._random.choice([b for b in ("main", "topic", "side") if b != branch])

    def _merge(self, branch: str) -> None:
        self._git("merge", "-q", "--no-ff", "--no-edit", self._other(branch), ok=False)

    def _ours(self, branch: str) -> None:
        self._git("merge", "-q", "-s", "ours", "--no-edit", self._other(branch), ok=False)

    def _theirs(self, branch: str) -> None:
        self._git("merge", "-q", "-X", "theirs", "--no-edit", self._other(branch), ok=False)

    def _octopus(self, branch: str) -> None:
        others = [each for each in ("main", "topic", "side") if each != branch]
        self._git("merge", "-q", "--no-edit", *others, ok=False)

    def _pick(self, branch: str) -> None:
        self._git("cherry-pick", "--allow-empty", self._other(branch), ok=False)

    def _revert(self, branch: str) -> None:
        back = self._random.choice((branch, f"{branch}^", self._other(branch)))
        self._git("revert", "--no-edit", back, ok=False)

    def _rebase(self, branch: str) -> None:
        self._git("rebase", "-q", self._other(branch), ok=False)

    def _squash(self, branch: str) -> None:
        done = self._git("merge", "-q", "--squash", self._other(branch), ok=False)
        if not done.returncode:
            self._git("commit", "-q", "--no-edit", ok=False)


@pytest.mark.parametrize("object_format", EACH_FORMAT)
def test_everybody_says_the_same_of_git_s_own_commits(
    object_format: str, make_repo: MakeRepo
) -> None:
    """What git's own commands make gets one answer everywhere, and so does a real push of it."""
    shop = Workshop(make_repo("shop", object_format=object_format), object_format)
    entries = Entries(shop)
    server = Repo.create(shop.place.path.parent / "bare", shop.place.env, object_format, bare=True)
    assert decide(server, "hooks", "install").returncode == 0
    for number in range(SCRIPTS):
        clerk = Clerk(shop, Random(f"{object_format} {number}"))
        clerk.begin()
        clerk.work(14)
        shop.history = clerk.history()
        agree_on(shop, entries, shop.history, number)
        _push(shop, server)


def _push(shop: Workshop, server: Repo) -> None:
    """Push for real, first what the server begins with, then what the rule is asked about."""
    assert shop.history
    main, topic = (shop.history.heads[name].id for name in ("main", "topic"))
    git = shop.place.git
    (server.path / "refs" / "heads" / "main").unlink(missing_ok=True)
    git("push", "-q", "-f", str(server.path), f"{main}:refs/heads/seed")
    server.git("update-ref", "refs/heads/main", main)
    refused = answer(shop.repo, ranges.pushed(shop.repo, main, topic)).refused
    done = git("push", "-q", "-f", str(server.path), f"{topic}:refs/heads/main", ok=False)
    assert done.returncode == int(refused), done.stderr
    assert server.out("rev-parse", "main") == (main if refused else topic)
