"""Asks for the verdict on a range wherever people and machines ask for it: 0 passes, 1 does not."""

from __future__ import annotations

import json
from contextlib import redirect_stderr
from io import StringIO
from typing import TYPE_CHECKING

from git_decide.hooks.context import Context
from git_decide.hooks.pre_push import pre_push
from git_decide.hooks.pre_receive import pre_receive
from git_decide.values import replace
from tests.acceptance.in_process import decide
from tests.histories.growing import NOTES
from tests.histories.objects import Objects
from tests.support import Repo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from git_decide.git.ranges import Range
    from tests.histories.making import Workshop

_SHARED = ("refs/heads/stable", "refs/remotes/origin/stable", NOTES)


class Entries:
    """A repository where histories are made, its server, and every way to ask them."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop
        self._server = Repo.create(
            shop.place.path.parent / "server", shop.place.env, shop.object_format, bare=True
        )
        alternates = self._server.path / "objects" / "info" / "alternates"
        alternates.parent.mkdir(exist_ok=True)
        alternates.write_text(f"{shop.place.path / '.git' / 'objects'}\n")
        self.every: Mapping[str, Callable[[Range], int]] = {
            "check": self.check,
            "report": self.report,
            "pre-push": self.push,
            "pre-receive": self.receive,
        }

    def check(self, wanted: Range) -> int:
        """Ask ``check --range``."""
        span = f"{wanted.base}..{wanted.tip}"
        done = decide(self._shop.place, "check", "--range", span, "--format", "json")
        assert json.loads(done.stdout)["range"]["refused"] == bool(done.returncode)
        return done.returncode

    def report(self, wanted: Range) -> int:
        """Ask for the report, whose first words are the verdict."""
        span = f"{wanted.base}..{wanted.tip}"
        done = decide(self._shop.place, "report", "--range", span, "--json")
        said = json.loads(done.stdout)["report"]["verdict"]
        assert (said == "refused") == bool(done.returncode)
        return done.returncode

    def push(self, wanted: Range) -> int:
        """Let pre-push see the range leave for the remote's ``main``.

        Where a branch of `also-on` was never fetched it does not know, and lets nothing go.
        """
        ref = "refs/remotes/origin/main"
        self._shop.objects.ref(ref, wanted.base)
        told = f"refs/heads/main {wanted.tip} refs/heads/main {wanted.base}\n".encode()
        remote = ("remote.origin.url", str(self._server.path))
        config = {"GIT_CONFIG_KEY_0": remote[0], "GIT_CONFIG_VALUE_0": remote[1]}
        repo = self._shop.repo
        repo = replace(repo, environ={**repo.environ, "GIT_CONFIG_COUNT": "1", **config})
        with redirect_stderr(StringIO()):
            code = pre_push(Context(repo, str(self._shop.place.path), {}), "origin", told)
        self._shop.objects.ref(ref, "")
        return int(code > 0)

    def receive(self, wanted: Range) -> int:
        """Let pre-receive see the range arrive on the server's ``main``."""
        there = Objects(self._server.path, self._shop.object_format)
        for ref in _SHARED:
            here = self._shop.place.path / ".git" / ref
            text = here.read_text().strip() if here.exists() else ""
            if text:  # the server has for branches of its own what is known here of a remote's
                there.ref(ref.replace("remotes/origin", "heads"), text)
            elif not ref.startswith("refs/remotes"):
                there.ref(ref, "")
        there.ref("refs/heads/main", wanted.base)
        told = f"{wanted.base} {wanted.tip} refs/heads/main\n".encode()
        where = Context(self._server.open(), str(self._server.path), {})
        with redirect_stderr(StringIO()):
            return pre_receive(where, told)
