"""A repository whose payments are fragile and whose hooks are installed, for tests that commit."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from git_decide.git.repository import open_repository
from git_decide.git.settings import hooks_folder
from git_decide.hooks import install
from git_decide.values import value
from tests.support import Repo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

WHY = "If it breaks, all customers suffer."
RULES = f"""\
[fragile.payments]
why = "{WHY}"
owners = ["@payments"]

[fragile.auth]
why = "Whoever gets in here gets in everywhere."
"""
FLAGS = """\
src/payments/** fragile=payments
src/payments/tests/** -fragile
src/auth/** fragile=auth
docs/decisions/** decision-log
decisions.toml decision-log
.gitattributes decision-log
"""
FOLDER = "docs/decisions"
FIRST = "0001-cap-retries-at-two"
CHARGE = "src/payments/charge.py"


def record(
    title: str = "Cap retries at two",
    status: str = "accepted",
    *lines: str,
    modules: str = "payments",
    decider: str = "Grace (tech lead)",
    date: str = "2026-01-15",
    kind: str = "technical",
) -> str:
    """Return the text of a record; `lines` are further ones of its front matter."""
    front = [f"status: {status}", f"date: {date}", f"kind: {kind}", "deciders:", f"  - {decider}"]
    front += [f"modules: [{modules}]"] if modules else []
    return f"""\
---
{chr(10).join([*front, *lines])}
---

# {title}

## Context

The payment provider counts every retry.

## Alternatives considered

- **Queue**: needs a broker.

## Trade-offs

A payment may fail that a third try would have saved.
"""


@value
class Said:
    """How a command ended: its exit code, and all that it said."""

    code: int
    text: str

    @property
    def passed(self) -> bool:
        """Whether it ended well."""
        return self.code == 0

    @property
    def commands(self) -> tuple[tuple[str, ...], ...]:
        """The commands that a refusal prints: each tuple ends with the commit made again."""
        blocks: list[list[str]] = [[]]
        for line in self.text.splitlines():
            if line.startswith("  git "):
                blocks[-1].append(line.strip())
                if line.startswith("  git commit "):
                    blocks.append([])
        return tuple(tuple(block) for block in blocks if block)


class Guarded(Repo):
    """A repository with fragile modules, one accepted record and the native hooks."""

    def attempt(self, *args: str, env: Mapping[str, str] | None = None) -> Said:
        """Run git, with hooks, and return how it ended."""
        done = self.git(*args, ok=False, env=env)
        return Said(done.returncode, done.stdout + done.stderr)

    def try_commit(self, *args: str, env: Mapping[str, str] | None = None) -> Said:
        """Run ``git commit``, with hooks."""
        return self.attempt("commit", *args, env=env)

    def paste(self, command: str, folder: str = ".", env: Mapping[str, str] | None = None) -> Said:
        """Run a command line on a terminal, as it would be pasted there."""
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            ["sh", "-c", command],
            cwd=self.path / folder,
            env={**self.env, "TERM": "xterm", **(env or {})},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        ) as process:
            os.close(theirs)
            text = b"".join(iter(lambda: _chunk(ours), b""))
        os.close(ours)
        return Said(process.returncode, text.decode("utf-8", "replace").replace("\r\n", "\n"))

    def change(self, path: str = CHARGE, content: str | bytes = "2\n") -> None:
        """Stage a change, by default to a fragile file."""
        self.stage(**{path: content})

    def add_record(self, stem: str, content: str) -> str:
        """Commit a record, without hooks, and return its id."""
        self.commit(f"Record {stem}", **{f"{FOLDER}/{stem}.md": content})
        return stem

    def rule(self, rules: str) -> None:
        """Commit other rules, without hooks."""
        self.commit("Rules", **{"decisions.toml": rules})

    def links(self, revision: str = "HEAD") -> list[str]:
        """Return the decisions that git itself sees in a commit."""
        return self._trailers("Decision", revision)

    def skips(self, revision: str = "HEAD") -> list[str]:
        """Return the skips that git itself sees in a commit."""
        return self._trailers("Decision-Skip", revision)

    def _trailers(self, key: str, revision: str) -> list[str]:
        return self.out("log", "-1", f"--format=%(trailers:key={key},valueonly)", revision).split(
            "\n"
        )[:-1]

    def message(self, revision: str = "HEAD") -> str:
        """Return the whole message of a commit."""
        return self.out("log", "-1", "--format=%B", revision)

    def install(self) -> None:
        """Install the hooks."""
        install.install(open_repository(str(self.path), self.env), [FOLDER])

    def live_in(self, env: Mapping[str, str]) -> Self:
        """Let `env` be what counts here."""
        self.env = dict(env)
        return self

    def hook(self, name: str) -> Path:
        """Return the file that git runs as a hook."""
        return Path(hooks_folder(self.open())) / name

    def bake(self, name: str, text: str) -> None:
        """Exchange the interpreter or the package folder in the installed hooks."""
        for hook in self.hook("").iterdir():
            lines = hook.read_text().splitlines(keepends=True)
            changed = [f"{name}='{text}'\n" if li.startswith(f"{name}=") else li for li in lines]
            if changed != lines:
                hook.write_text("".join(changed))

    def only(self, folder: Path, *programs: str) -> str:
        """Return a PATH on which nothing but these programs can be found."""
        folder.mkdir()
        for program in programs:
            found = shutil.which(program)
            assert found
            (folder / program).symlink_to(found)
        return str(folder)

    def editor(self, script: str) -> dict[str, str]:
        """Return an environment whose editor is a shell script; ``$1`` is the file to edit."""
        path = self.path.parent / "editor"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return {"GIT_EDITOR": str(path)}

    def copy(self, path: Path) -> Guarded:
        """Return a copy of everything, the git directory with its state included."""
        shutil.copytree(self.path, path, symlinks=True)
        return Guarded(path, self.env)


def _chunk(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


def ahead(path: Path, env: Mapping[str, str]) -> Guarded:
    """Make the repository, one commit to the fragile module ahead of its remote."""
    made = build(path, env)
    made.git("remote", "add", "origin", "elsewhere:x")
    made.git("update-ref", "refs/remotes/origin/main", "HEAD")
    made.commit("Retry", **{CHARGE: "2\n"})
    return made


def build(path: Path, env: Mapping[str, str], object_format: str = "sha1") -> Guarded:
    """Make the repository: flags, rules, one accepted record, some files, the hooks."""
    Repo.create(path, env, object_format)
    made = Guarded(path, env)
    shutil.rmtree(path / ".git" / "hooks", ignore_errors=True)
    made.git("config", "user.name", "Ada Author")
    made.git("config", "user.email", "ada@example.com")
    made.commit(
        "Start",
        **{
            ".gitattributes": FLAGS,
            "decisions.toml": RULES,
            CHARGE: "1\n",
            "src/payments/refund.py": "1\n",
            "src/auth/login.py": "1\n",
            "src/other.py": "1\n",
            f"{FOLDER}/{FIRST}.md": record(),
        },
    )
    made.install()
    return made
