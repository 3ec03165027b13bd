"""What every verb has around it: the folder it looks at, its environment, its streams."""

from __future__ import annotations

import os
import sys

from git_decide.cli.streams import Streams
from git_decide.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import Any

    from git_decide.git.repository import Repository
    from git_decide.output.hyperlinks import Hyperlinks
    from git_decide.output.terminal import Paint, When
    from git_decide.policy.model import Rules


class Usage(UserError):
    """The command line asks for something that cannot be (exit 2)."""


class Frame:
    """What a command has around it: environment, streams, and the repository once it is asked for.

    Made once per process by `main`; the only place that knows the terminal.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.colour: When = "auto"
        self.hyperlinks: When = "auto"
        self.paging = True
        self._streams = Streams(environ)
        self._links: Hyperlinks | None = None
        self._repository: Repository | None = None

    @property
    def repository(self) -> Repository:
        """The repository around the current folder; raises `CannotLook` where there is none."""
        from git_decide.git.repository import open_repository

        if self._repository is None:
            self._repository = open_repository(os.getcwd(), self.environ)
        return self._repository

    @property
    def worktree(self) -> Repository:
        """The repository, for a verb that writes files; raises `UserError` where it is bare."""
        if self.repository.top is None:
            if ".git" in self.repository.git_dir.split(os.sep):
                raise UserError(
                    "this folder is inside the git directory, where no files are tracked",
                    "Go to the work tree, or give it: git decide -C FOLDER …",
                )
            raise UserError(
                "this is a bare repository: it has no files to write to",
                "Run it in a clone: git clone THIS-FOLDER ../clone && cd ../clone",
            )
        return self.repository

    @property
    def top(self) -> str:
        """The folder that holds the work tree."""
        top = self.worktree.top
        assert top is not None
        return top

    def seen(self, path: str) -> str:
        """Return a path from the top as one types it in the current folder."""
        found = os.path.relpath(
            os.path.join(os.path.realpath(self.top), path), os.path.realpath(os.getcwd())
        ).replace(os.sep, "/")
        return f"./{found}" if found.startswith("-") else found

    def typed(self, path: str) -> str:
        """Return a path from the top as one word of a command typed in the current folder."""
        from git_decide.output.shell import word

        return word(self.seen(path))

    def git_add(self, paths: Sequence[str]) -> str:
        """Return the command that stages these paths from the top, typed in the current folder."""
        from git_decide.output.shell import line, pathspec

        return line(["git", "add", *(pathspec(self.seen(path)) for path in paths)])

    @property
    def here(self) -> str:
        """Where records are read by default: the work tree, in a bare repository HEAD."""
        return "worktree" if self.repository.top is not None else "HEAD"

    def rules(self, where: str = "worktree") -> Rules:
        """Return the rules of the work tree, the index or a revision."""
        from git_decide.store import rules_at

        return rules_at(self.repository, where)

    def interactive(self) -> bool:
        """Return whether a person sits at both ends, so that an editor may be opened."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def paged(self) -> AbstractContextManager[None]:
        """Show in git's pager what is written meanwhile, where it is more than a screen.

        Only on a terminal; what is noted meanwhile is said behind it. An answer that
        may be long is written within ``with frame.paged():``.
        """
        return self._streams.paged(self.paging)

    def out(self, text: str) -> None:
        """Write a result to standard output."""
        self._streams.result(text.encode(sys.stdout.encoding, "backslashreplace"))

    def json(self, **nouns: object) -> None:
        """Write an answer to standard output as JSON, in UTF-8 whatever the locale is."""
        from git_decide.output.json import answer

        self._streams.result(answer(**nouns).encode())

    def document(self, text: str) -> None:
        """Write a document for a machine to standard output, in UTF-8 whatever the locale is."""
        if text:
            self._streams.result(text.encode("utf-8", "backslashreplace"))

    def note(self, text: str) -> None:
        """Write to standard error: everything that is not the result itself."""
        self._streams.note(text)

    def paint(self, stream: Any = None) -> Paint:
        """Return the colours for a stream (standard output unless told)."""
        from git_decide.output.terminal import Paint, wants_colour

        return Paint(wants_colour(self.colour, self.environ, self._terminal(stream or sys.stdout)))

    def links(self) -> Hyperlinks:
        """Return what lays links under text for standard output, or leaves it as it is."""
        if self._links is None:
            from git_decide.cli.linking import links

            self._links = links(self)
        return self._links

    def columns(self) -> int:
        """Return the width of the terminal, 0 where there is none and nothing is to be cut."""
        if sys.stdout.isatty():
            return os.get_terminal_size(sys.stdout.fileno()).columns
        told = self.environ.get("COLUMNS", "") if self._terminal(sys.stdout) else ""
        return int(told) if told.isascii() and told.isdigit() else 0

    def _terminal(self, stream: Any) -> bool:
        """Return whether a stream ends on a terminal: itself, or by the pager that git started."""
        paged = stream is sys.stdout and self.environ.get("GIT_PAGER_IN_USE") in ("true", "1")
        return paged or stream.isatty()
