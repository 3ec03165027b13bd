"""The environments that CIs give a job, for a clone of a guarded repository."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.acceptance.forge_server import TOKEN
from tests.acceptance.forge_shapes import PROJECT

if TYPE_CHECKING:
    from tests.acceptance.forge_server import Forge
    from tests.pushed import Pushed
    from tests.support import Done

MARKER = "<!-- git-decide report -->"
ZEROS = "0" * 40
REPOSITORY = {"full_name": PROJECT, "default_branch": "main"}


class Job:
    """A clone in which a CI runs, the forge that started it, and the files that it shows."""

    def __init__(self, clone: Pushed, forge: Forge) -> None:
        self.clone = clone
        self.forge = forge
        self.folder = clone.path.parent
        self.environ: dict[str, str] = {"no_proxy": "*"}

    def actions(self, name: str, event: dict[str, Any], token: str = TOKEN) -> Job:
        """Give the job what GitHub Actions gives one that `event` started."""
        path = self.folder / "event.json"
        path.write_text(json.dumps({"repository": REPOSITORY, **event}))
        self.environ |= {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": self.forge.api,
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(path),
            "GITHUB_REPOSITORY": PROJECT,
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_TOKEN": token,
        }
        return self

    def pull(self, number: int = 7, fork: bool = False, token: str = TOKEN) -> Job:
        """Give the job what GitHub Actions gives one for a pull request of the clone's HEAD."""
        return self.actions("pull_request", pull_event(self.clone, self.forge, number, fork), token)

    def push(self, before: str, branch: str = "main", token: str = TOKEN) -> Job:
        """Give the job what GitHub Actions gives one for a push of the clone's HEAD."""
        event = {"ref": f"refs/heads/{branch}", "before": before, "after": self.clone.head()}
        return self.actions("push", event, token)

    def run(self, *args: str, **more: str) -> Done:
        """Run ``git decide ci``; no word of it may hold a token."""
        done = self.clone.decide("ci", *args, env={**self.environ, **more})
        for text in (done.stdout, done.stderr, self.summary):
            assert TOKEN not in text
        return done

    @property
    def summary(self) -> str:
        """What the job's summary shows."""
        path = self.folder / "summary.md"
        return path.read_text() if path.exists() else ""


def pull_event(clone: Pushed, forge: Forge, number: int = 7, fork: bool = False) -> dict[str, Any]:
    """Return the event of a pull request, with the text that it has now."""
    request = forge.requests[number]
    source = "mallory/shop" if fork else PROJECT
    return {
        "number": number,
        "pull_request": {
            "number": number,
            "title": request.title,
            "body": request.body or None,
            "base": {"ref": "main", "sha": clone.arrived(), "repo": {"full_name": PROJECT}},
            "head": {"ref": "topic", "sha": clone.head(), "repo": {"full_name": source}},
        },
    }


def topic(clone: Pushed, name: str = "topic") -> None:
    """Begin a branch off main."""
    clone.git("checkout", "-q", "-b", name, "origin/main")
