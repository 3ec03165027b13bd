"""A real repository for a test, driven by real git in an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from git_decide.git import graph, history
from git_decide.git.repository import open_repository
from tests.ready import ready

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

    from git_decide.git.history import Step
    from git_decide.git.repository import Repository

    Done = subprocess.CompletedProcess[str]

DATE = "2026-03-01T12:00:00+00:00"
SCRIPTS = Path(sys.executable).parent
_OF_A_CI = (
    "CI",
    "GITHUB_",
    "GH_",
    "GITLAB_",
    "GITEA_",
    "FORGEJO_",
    "BITBUCKET_",
    "JENKINS_",
    "CHANGE_",
)
_STARTING = ("PYTHON", "LC_", "LANG")  # what an interpreter reads while it starts


def hermetic(home: Path) -> dict[str, str]:
    """Return an environment in which no configuration but a test's own is seen."""
    kept = {name: text for name, text in os.environ.items() if not _foreign(name)}
    return {
        **kept,
        "PATH": f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CEILING_DIRECTORIES": str(home.parent),
        "GIT_AUTHOR_NAME": "Ada Author",
        "GIT_AUTHOR_EMAIL": "ada@example.com",
        "GIT_AUTHOR_DATE": DATE,
        "GIT_COMMITTER_NAME": "Cleo Committer",
        "GIT_COMMITTER_EMAIL": "cleo@example.com",
        "GIT_COMMITTER_DATE": DATE,
        "GIT_EDITOR": "true",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
    }


def _foreign(name: str) -> bool:
    return name.startswith(("GIT_", "PRE_COMMIT", "XDG_", *_OF_A_CI)) or name in {
        "PYTHONDONTWRITEBYTECODE",  # would compile the package anew in every process
        "COVERAGE_PROCESS_CONFIG",  # would measure every process, and take twice as long
        "EDITOR",
        "VISUAL",
        "PAGER",
        "NO_COLOR",
        "FORCE_COLOR",
        "EMAIL",
        "LANGUAGE",
    }


def call(
    argv: list[str],
    cwd: Path,
    env: Mapping[str, str],
    input: str | None = None,  # noqa: A002 - the name that subprocess uses
) -> Done:
    """Run a command to its end; bytes that are not UTF-8 come back as surrogates."""
    return subprocess.run(
        argv,
        cwd=cwd,
        env=env,
        input=input,
        stdin=subprocess.DEVNULL if input is None else None,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )


def git_starts(trace: Path) -> list[list[str]]:
    """Return the argv of every git that started while GIT_TRACE2_EVENT named `trace`."""
    if not trace.exists():
        return []
    events = [json.loads(line) for line in trace.read_text().splitlines()]
    return [event["argv"] for event in events if event["event"] == "start"]


def _said(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "surrogateescape").replace("\r\n", "\n")


class Repo:
    """A repository of a test: where it is, and git and git-decide run in it."""

    def __init__(self, path: Path, env: Mapping[str, str]) -> None:
        self.path = path
        self.env = dict(env)

    @classmethod
    def create(
        cls,
        path: Path,
        env: Mapping[str, str],
        object_format: str = "sha1",
        bare: bool = False,
    ) -> Repo:
        """Make a repository at `path` with an unborn branch `main`."""
        path.mkdir(parents=True, exist_ok=True)
        made = cls(path, env)
        flags = ["--bare"] if bare else []
        made.git("init", "-q", "-b", "main", f"--object-format={object_format}", *flags)
        return made

    def git(
        self,
        *args: str,
        input: str | None = None,  # noqa: A002 - the name that subprocess uses
        ok: bool = True,
        env: Mapping[str, str] | None = None,
    ) -> Done:
        """Run git here, with `env` on top of the test's own; it must succeed if `ok`."""
        done = call(["git", *args], self.path, {**self.env, **(env or {})}, input)
        if ok and done.returncode:
            raise AssertionError(f"git {' '.join(args)}: exit {done.returncode}\n{done.stderr}")
        return done

    def open(self, **env: str) -> Repository:
        """Return the repository as the package sees it, with `env` on top of the test's own."""
        return open_repository(str(self.path), {**self.env, **env})

    def out(self, *args: str) -> str:
        """Return what git prints, without the last newline."""
        return self.git(*args).stdout.removesuffix("\n")

    def decide(
        self,
        *args: str,
        input: str | None = None,  # noqa: A002 - the name that subprocess uses
        env: Mapping[str, str] | None = None,
    ) -> Done:
        """Run ``git-decide`` here, in a process of its own; its exit code is the test's to judge.

        It is a copy of one that has imported everything; see `installed`.
        """
        if any(name.startswith(_STARTING) for name in env or ()):
            return self.installed(*args, input=input, env=env)
        with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
            given.write((input or "").encode("utf-8", "surrogateescape"))
            given.seek(0)
            code = ready().run(args, self.path, {**self.env, **(env or {})}, (given, out, err))
            return subprocess.CompletedProcess([*args], code, _said(out), _said(err))

    def installed(
        self,
        *args: str,
        input: str | None = None,  # noqa: A002 - the name that subprocess uses
        env: Mapping[str, str] | None = None,
    ) -> Done:
        """Run the installed ``git-decide`` here, an interpreter that starts from nothing.

        That takes ten times as long as `decide`: for what installing or starting may change.
        """
        argv = [str(SCRIPTS / "git-decide"), *args]
        return call(argv, self.path, {**self.env, **(env or {})}, input)

    def write(self, name: str, content: str | bytes = "") -> Path:
        """Write a file, with its folders; text becomes UTF-8, surrogates their bytes again."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
        path.write_bytes(raw)
        return path

    def read(self, name: str) -> str:
        """Return a file's text, line endings as they are."""
        return (self.path / name).read_bytes().decode("utf-8", "surrogateescape")

    def stage(self, **files: str | bytes) -> None:
        """Write files and add them to the index: ``stage(**{"src/a.py": "1"})``."""
        for name, content in files.items():
            self.write(name, content)
        if files:
            self.git("--literal-pathspecs", "add", "-f", "--", *files)

    def commit(self, message: str = "Change", /, **files: str | bytes) -> str:
        """Write and stage files, commit the index without hooks, return the commit's id."""
        self.stage(**files)
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message)
        return self.head()

    def head(self) -> str:
        """Return the id of the commit that is checked out."""
        return self.out("rev-parse", "HEAD")

    def clone(self, path: Path, *flags: str) -> Repo:
        """Return a clone at `path`, made over the file transport."""
        self.git("clone", "-q", *flags, "--", f"file://{self.path}", str(path))
        return Repo(path, self.env)

    def worktree(self, path: Path, branch: str) -> Repo:
        """Return a linked worktree at `path`, on a new branch."""
        self.git("worktree", "add", "-q", "-b", branch, str(path))
        return Repo(path, self.env)


def walk(
    repo: Repository, tip: str, without: Sequence[str] = (), notes: Sequence[str] = ()
) -> tuple[Step, ...]:
    """Return the commits behind `tip` that are behind none of `without`, parents first.

    `notes` are the refs whose notes are read.
    """
    return history.shown(repo, [*graph.within(repo, tip, *without).commits], notes)
