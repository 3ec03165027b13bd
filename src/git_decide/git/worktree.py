"""What the files of the work tree say, staged or not: tracked names, attributes."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository

_ATTRIBUTES = ":(top,glob)**/.gitattributes"


def tracked(repo: Repository) -> tuple[str, ...]:
    """Return the paths of all tracked files, conflicts once."""
    out = repo.git("ls-files", "-z", "--full-name", "--", ":/")
    return tuple(dict.fromkeys(os.fsdecode(out).split("\0")[:-1]))


def left_out(repo: Repository, path: str) -> bool:
    """Return whether a file, or all of a folder, is tracked and left out by a sparse checkout.

    One process.
    """
    place = f":(top,literal){path}"
    out = repo.git("-c", "index.sparse=false", "ls-files", "-t", "-z", "--full-name", "--", place)
    marks = {entry[:1] for entry in out.split(b"\0")[:-1]}
    return marks == {b"S"}


def documents(repo: Repository, endings: Sequence[str]) -> tuple[str, ...]:
    """Return the paths of the files, tracked or new, that end so and are not ignored.

    Case does not matter. One process.
    """
    patterns = [f":(top,icase,glob)**/*{ending}" for ending in endings]
    arguments = ("--cached", "--others", "--exclude-standard")
    out = repo.git("ls-files", "-z", "--full-name", *arguments, "--", *patterns)
    return tuple(dict.fromkeys(os.fsdecode(out).split("\0")[:-1]))


def attribute_files(repo: Repository) -> tuple[str, ...]:
    """Return the paths of the `.gitattributes` files, tracked or new, that are not ignored.

    What is no file is left out: git follows no symbolic link for attributes.
    """
    arguments = ("--cached", "--others", "--exclude-standard")
    out = repo.git("ls-files", "-z", "--full-name", *arguments, "--", _ATTRIBUTES)
    found = dict.fromkeys(os.fsdecode(out).split("\0")[:-1])
    return tuple(path for path in found if _is_file(os.path.join(repo.top or "", path)))


def _is_file(path: str) -> bool:
    return os.path.isfile(path) and not os.path.islink(path)


def attributes_of(
    repo: Repository, paths: Sequence[str], names: Sequence[str]
) -> Mapping[str, Mapping[str, str]]:
    """Return what the `.gitattributes` files as they lie there give to `paths`. One process."""
    if not paths:
        return {}
    feed = b"".join(os.fsencode(path) + b"\0" for path in paths)
    settings = ("-c", f"core.attributesFile={os.devnull}", "-c", "core.ignoreCase=true")
    arguments = ("check-attr", "-z", "--stdin", *names)
    env = {"GIT_ATTR_NOSYSTEM": "1"}
    fields = os.fsdecode(repo.git(*settings, *arguments, feed=feed, extra_env=env)).split("\0")
    found: dict[str, dict[str, str]] = {}
    for path, name, text in zip(fields[0:-1:3], fields[1::3], fields[2::3], strict=False):
        found.setdefault(path, {})[name] = text
    return found
