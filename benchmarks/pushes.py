"""Makes pushes of many commits, to servers and from clones that differ in their hooks alone."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Case
from repositories import TOOLS

if TYPE_CHECKING:
    from collections.abc import Callable

    from histories import History, Span

_DECIDE = str(TOOLS / "git-decide")
_EMPTY = "#!/bin/sh\nexit 0\n"


class Pushes:
    """Pushes of one range to `main` of a bare repository that has its base.

    The server borrows old objects, as the clone does, so that a push brings what is new
    alone. Before each push it is put back as it was.
    """

    def __init__(self, history: History, span: Span, folder: Path) -> None:
        self._history = history
        self._span = span
        self._folder = folder
        folder.mkdir(parents=True)
        for name, install in (("empty", _empty), ("git-decide", _installed)):
            self._make(folder / f"kept-{name}", partial(install, history))
        self._remote = folder.name
        history.git("remote", "add", self._remote, str(folder / "server"))

    def _make(self, server: Path, install: Callable[[Path], None]) -> None:
        git = self._history.git
        git("init", "-q", "--bare", "-b", "main", str(server))
        objects = (self._history.path / ".git" / "objects" / "info" / "alternates").read_bytes()
        (server / "objects" / "info" / "alternates").write_bytes(objects)
        git("push", "-q", str(server), f"{self._span.base}^:refs/heads/main")
        shutil.rmtree(server / "hooks", ignore_errors=True)
        (server / "hooks").mkdir()
        install(server)
        # As a server is that is in use: the hook has seen a push, and keeps the rules of its end.
        git("push", "-q", str(server), f"{self._span.base}:refs/heads/main")

    def cases(self, told: str, refused: bool) -> list[Case]:
        """Return a case for each hook, on the server and in the clone; named after `told`."""
        clone = self._history.path / ".git"
        (clone / "hooks-empty").mkdir(exist_ok=True)
        _script(clone / "hooks-empty" / "pre-push", _EMPTY)
        if not (clone / "hooks-git-decide").exists():
            shutil.rmtree(clone / "hooks", ignore_errors=True)
            self._history.call(_DECIDE, "hooks", "install")
            (clone / "hooks").rename(clone / "hooks-git-decide")
        codes = {"empty": (0,), "git-decide": (1,) if refused else (0,)}
        return [
            *(self._case(f"{told}, pre-receive, {h}", h, "none", codes[h]) for h in codes),
            *(self._case(f"{told}, pre-push, {h}", "none", h, codes[h]) for h in codes),
        ]

    def _case(self, name: str, server: str, clone: str, codes: tuple[int, ...]) -> Case:
        hooks = self._history.path / ".git" / f"hooks-{clone}"
        argv = ["git", "-c", f"core.hooksPath={hooks}", "push", "-q", "--force", self._remote]
        argv.append(f"{self._span.tip}:refs/heads/main")
        path, env = self._history.path, self._history.env
        return Case(name, argv, path, env, partial(self._prepare, server), codes)

    def _prepare(self, server: str) -> None:
        place = self._folder / "server"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self._folder / f"kept-{'empty' if server == 'none' else server}", place)
        if server == "none":
            shutil.rmtree(place / "hooks")
        tracked = f"refs/remotes/{self._remote}/main"
        self._history.git("update-ref", tracked, self._span.base)


def _empty(_: History, server: Path) -> None:
    _script(server / "hooks" / "pre-receive", _EMPTY)


def _installed(history: History, server: Path) -> None:
    history.call(_DECIDE, "-C", str(server), "hooks", "install")


def _script(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
