"""A repository: where its parts are, and git run in it."""

from __future__ import annotations

import os

from git_decide.errors import CannotLook
from git_decide.git.inherited import environment
from git_decide.git.run import GitFailed, ahead, run, stream, under_way
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git_decide.git.run import Result


@value
class Repository:
    """Where the parts of a repository are, as absolute paths.

    `git_dir` belongs to one worktree, `common_dir` to all of them. `top` is the
    top of the worktree, None in a bare repository. `index_file` honours
    GIT_INDEX_FILE. `environ` is what git is given; `object_format` is "sha1"
    or "sha256".
    """

    git_dir: str
    common_dir: str
    top: str | None
    index_file: str
    environ: Mapping[str, str]
    object_format: str = "sha1"

    def git(
        self,
        *arguments: str,
        feed: bytes = b"",
        codes: Sequence[int] = (0,),
        index: str | None = None,
        extra_env: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return what ``git ARGUMENTS`` prints; `GitFailed` unless it ends with one of `codes`."""
        result = self.ask(*arguments, feed=feed, index=index, extra_env=extra_env)
        if result.code not in codes:
            raise GitFailed(arguments, result)
        return result.out

    def ask(
        self,
        *arguments: str,
        feed: bytes = b"",
        index: str | None = None,
        extra_env: Mapping[str, str] | None = None,
    ) -> Result:
        """Run ``git ARGUMENTS`` at the top and return how it ended.

        `index` stands in for the index file; `extra_env` is laid over `environ`.
        """
        env: Mapping[str, str] = self.environ
        if index is not None or extra_env:
            env = {**env, **(extra_env or {})}
            if index is not None:
                env["GIT_INDEX_FILE"] = index
        return run(self._words(arguments), env, feed)

    def stream(self, *arguments: str, feed: bytes = b"") -> Iterator[bytes]:
        """Yield what ``git ARGUMENTS`` prints piece by piece; raises like `run.stream`."""
        return stream(self._words(arguments), self.environ, feed)

    def ahead(self, *arguments: str, feed: bytes = b"") -> None:
        """Start ``git ARGUMENTS`` now, since exactly that is going to be asked for."""
        ahead(self._words(arguments), self.environ, feed)

    def under_way(self, *arguments: str) -> bool:
        """Return whether ``git ARGUMENTS``, started ahead, has not ended yet."""
        return under_way(self._words(arguments))

    def _words(self, arguments: Sequence[str]) -> tuple[str, ...]:
        return ("-C", self.top or self.git_dir, *arguments)

    @property
    def empty_tree(self) -> str:
        """The id of the tree without entries; git knows it without storing it."""
        return _EMPTY_TREES[self.object_format]

    @property
    def scratch(self) -> str:
        """The folder under the git directory that is this tool's own; it may not exist yet."""
        return os.path.join(self.common_dir, "git-decide")


# From the start of the hash of "tree 0\0" in either object format.
_EMPTY_TREES = {
    "sha1": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "sha256": "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


def open_repository(directory: str, environ: Mapping[str, str]) -> Repository:
    """Return the repository that `directory` is in, as git finds it (one process).

    GIT_DIR, GIT_WORK_TREE and GIT_INDEX_FILE in `environ` count, and where they
    are relative they are so to `directory`. Raises `CannotLook` where there is
    no repository, or git refuses to open it.
    """
    home = os.path.abspath(directory)
    env = environment(environ, _absolute(environ, home, _PLACES))
    if not os.path.isdir(home):
        raise CannotLook(f"not a directory: {directory}", "Give -C a directory that exists.")
    # The object format doubles as a separator: a path may hold a newline.
    result = run(_asked(home), env)
    for object_format in _EMPTY_TREES:
        parts = result.out.split(b"\n" + object_format.encode() + b"\n")
        if len(parts) == 3:
            git_dir, common_dir, top = (os.fsdecode(part.removesuffix(b"\n")) for part in parts)
            return _made(git_dir, common_dir, top or None, env, object_format)
    raise _closed(directory, result)


def open_ahead(directory: str, environ: Mapping[str, str]) -> None:
    """Let git begin with what `open_repository` will ask."""
    home = os.path.abspath(directory)
    ahead(_asked(home), environment(environ, _absolute(environ, home, _PLACES)))


def _asked(home: str) -> tuple[str, ...]:
    return ("-C", home, "rev-parse", "--path-format=absolute", *_QUESTIONS)


_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")
_QUESTIONS = (
    "--git-dir",
    "--show-object-format",
    "--git-common-dir",
    "--show-object-format",
    "--show-toplevel",  # last: it fails where there is no worktree
)


def hook_repository(directory: str, environ: Mapping[str, str]) -> Repository:
    """Return the repository whose hook runs in `directory`, without asking git where that is plain.

    git runs hooks at the top of the worktree, or in a bare repository itself.
    Raises `CannotLook` like `open_repository`, which is asked in all other cases.
    """
    return plain_repository(directory, environ) or open_repository(directory, environ)


def plain_repository(directory: str, environ: Mapping[str, str]) -> Repository | None:
    """Return the repository whose work tree has its top at `directory`, as far as files tell.

    None where only git can tell. Outside of a hook git may say otherwise: `core.worktree`
    counts there.
    """
    home = os.path.abspath(directory)
    given = environ.get("GIT_DIR")
    git_dir = os.path.join(home, given) if given else _dot_git(home)
    if not git_dir or "GIT_COMMON_DIR" in environ or "GIT_WORK_TREE" in environ:
        return None
    git_dir = os.path.normpath(git_dir)
    common_dir = _common(git_dir)
    if git_dir == home or not _plain(common_dir):
        return None
    env = environment(environ, _absolute(environ, home, _PLACES))
    return _made(git_dir, common_dir, home, env, "sha1")


def _made(
    git_dir: str,
    common_dir: str,
    top: str | None,
    env: dict[str, str],
    object_format: str,
) -> Repository:
    # git takes a relative GIT_INDEX_FILE from the top, wherever it was started.
    env.update(_absolute(env, top or git_dir, ("GIT_INDEX_FILE",)))
    index = env.get("GIT_INDEX_FILE") or os.path.join(git_dir, "index")
    return Repository(git_dir, common_dir, top, index, env, object_format)


def _absolute(environ: Mapping[str, str], base: str, names: Sequence[str]) -> dict[str, str]:
    given = {name: environ[name] for name in names if environ.get(name)}
    return {name: os.path.normpath(os.path.join(base, path)) for name, path in given.items()}


def _dot_git(top: str) -> str:
    """Return what ``.git`` in `top` stands for, "" when there is none."""
    path = os.path.join(top, ".git")
    if os.path.isdir(path):
        return path
    content = content_of(path)
    if not content.startswith(b"gitdir: "):
        return ""
    return os.path.join(top, os.fsdecode(content[8:].rstrip(b"\r\n")))


def _common(git_dir: str) -> str:
    content = content_of(os.path.join(git_dir, "commondir"))
    return os.path.normpath(os.path.join(git_dir, os.fsdecode(content.rstrip(b"\r\n"))))


def _plain(common_dir: str) -> bool:
    """Whether this is a repository whose configuration does not name an object format."""
    content = content_of(os.path.join(common_dir, "config"))
    return bool(content) and b"objectformat" not in content.lower()


def content_of(path: str) -> bytes:
    """Return what one of git's own files holds, nothing where it cannot be read."""
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError:
        return b""


def _closed(directory: str, result: Result) -> CannotLook:
    said = result.err.decode("utf-8", "replace").strip().removeprefix("fatal: ")
    if "not a git repository" in said:
        return CannotLook(
            f"not a git repository: {directory}", "Go into one, or make one with `git init`."
        )
    first, _, rest = said.partition("\n")
    return CannotLook(f"git cannot open the repository: {first}", rest.strip())
