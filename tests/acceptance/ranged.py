"""Asks whether a range may arrive, in the test's own process, for tests that ask often."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from git_decide.values import value
from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.guarded import CHARGE

if TYPE_CHECKING:
    from typing import Any

    from tests.guarded import Guarded

LINK = "Decision: 1"


@value
class Asked:
    """How ``git decide check --range`` ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def passed(self) -> bool:
        """Whether the range may arrive."""
        return self.code == 0

    @property
    def refused(self) -> bool:
        """Whether it may not."""
        return self.code == 1

    @property
    def commands(self) -> list[list[str]]:
        """The commands that it prints, those below one heading together."""
        blocks: list[list[str]] = [[]]
        for line in self.out.splitlines():
            if line.startswith("  git "):
                blocks[-1].append(line.strip())
            elif line and not line.startswith(" ") and blocks[-1]:
                blocks.append([])
        return [block for block in blocks if block]


def ask(repo: Guarded, *args: str, message: str | None = None) -> Asked:
    """Ask about ``main..HEAD`` (unless `args` name a range), with text beside the commits."""
    words = [*args]
    if not {"--range", "--base"} & set(args):
        words += ["--range", "main..HEAD"]
    if message is not None:
        path = repo.path.parent / "message"
        path.write_bytes(message.encode("utf-8", "surrogateescape"))
        words += ["--message", str(path)]
    done = decide(repo, "check", *words)
    return Asked(done.returncode, done.stdout, done.stderr)


def document(repo: Guarded, *args: str, message: str | None = None) -> Any:
    """Return the answer in JSON, which its schema has no objection to."""
    return answer(ask(repo, "--json", *args, message=message).out, "findings")


def codes(repo: Guarded, *args: str, message: str | None = None) -> list[str]:
    """Return the codes of what is found, errors with an exclamation mark."""
    found = json.loads(ask(repo, "--json", *args, message=message).out)["findings"]
    return sorted(f"{f['code']}{'!' if f['severity'] == 'error' else ''}" for f in found)


def branch(repo: Guarded, name: str = "topic", start: str = "HEAD") -> None:
    """Begin a branch and check it out."""
    repo.git("checkout", "-q", "-b", name, start)


def change(repo: Guarded, content: str = "2\n", message: str = "Retry", path: str = CHARGE) -> str:
    """Commit a change to a fragile file, past the hooks."""
    return repo.commit(message, **{path: content})


def linked(repo: Guarded, content: str = "2\n", path: str = CHARGE) -> str:
    """Commit a change to a fragile file that names the decision."""
    return change(repo, content, f"Retry\n\n{LINK}", path)
