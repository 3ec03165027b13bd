"""A guarded repository and the bare one that it pushes to, with the hooks of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.guarded import CHARGE, FIRST, Guarded, build

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Self

    from tests.guarded import Said

LINK = f"Retry\n\nDecision: {FIRST}"
ORDINARY = "src/other.py"


class Pushed(Guarded):
    """A repository whose remote ``origin`` lies beside it, as ``origin.git``."""

    @property
    def server(self) -> Guarded:
        """The bare repository that is pushed to."""
        return Guarded(self.path.parent / "origin.git", self.env)

    def push(self, *args: str, env: Mapping[str, str] | None = None) -> Said:
        """Run ``git push`` with its hooks, by default of what is checked out to its branch."""
        return self.attempt("push", *(args or ("origin", "HEAD")), env=env)

    def past(self, *args: str) -> Said:
        """Push without this repository's own hooks, as whoever has none would."""
        return self.attempt("push", "--no-verify", *(args or ("origin", "HEAD")))

    def bad(self, content: str = "bad\n") -> str:
        """Commit a fragile change that names no decision."""
        return self.commit("Retry", **{CHARGE: content})

    def good(self, content: str = "good\n") -> str:
        """Commit a fragile change that names its decision."""
        return self.commit(LINK, **{CHARGE: content})

    def ordinary(self, content: str = "2\n") -> str:
        """Commit a change to nothing fragile."""
        return self.commit("Other", **{ORDINARY: content})

    def arrived(self, branch: str = "main") -> str:
        """Return the commit that a branch of the server is at, "" for none."""
        return self.server.git("rev-parse", "-q", "--verify", branch, ok=False).stdout.strip()

    def live_in(self, env: Mapping[str, str]) -> Self:
        """Let `env` be what counts in both repositories."""
        self.server.live_in(env)
        return super().live_in(env)

    def copy(self, path: Path) -> Pushed:
        """Return a copy of both repositories in the folder `path`."""
        from shutil import copytree

        copytree(self.path.parent, path, symlinks=True)
        made = Pushed(path / self.path.name, self.env)
        made.git("remote", "set-url", "origin", f"file://{made.server.path}")
        return made


def build_pushed(folder: Path, env: Mapping[str, str], object_format: str = "sha1") -> Pushed:
    """Make both repositories in `folder`, at the same commit, with the hooks of each."""
    made = Pushed(build(folder / "clone", env, object_format).path, env)
    made.clone(folder / "origin.git", "--bare")
    made.git("remote", "add", "origin", f"file://{made.server.path}")
    made.git("fetch", "-q", "origin")
    made.git("remote", "set-head", "origin", "main")
    made.server.install()
    return made
