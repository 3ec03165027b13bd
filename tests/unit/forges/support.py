"""What the tests of the forges share: a server of each kind and a client for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.forges import jobs
from git_decide.forges.model import Job
from tests.acceptance.forge_server import TOKEN
from tests.acceptance.forge_shapes import PROJECT

if TYPE_CHECKING:
    from git_decide.forges.model import Forge, ForgeName
    from tests.acceptance.forge_server import Forge as Server

NAMES: tuple[ForgeName, ...] = ("github", "gitea", "gitlab", "bitbucket")
MARKER = "<!-- mark -->"


def client(server: Server, name: ForgeName, token: str = TOKEN) -> Forge:
    """Return what speaks to `server`, as a job with `token` would."""
    found = jobs.reached(Job(name, "pull", repository=PROJECT, api=server.api), token)
    assert found is not None
    return found


class Naps:
    """Stands in for `time.sleep` and remembers how long it was to take."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    def __call__(self, seconds: float) -> None:
        """Take no time."""
        self.taken.append(seconds)
