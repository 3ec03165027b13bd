"""The hooks as this release writes them, and how they are told from those of others."""

from __future__ import annotations

import os
import shlex
import sys

from git_decide import files
from git_decide.git.repository import content_of
from git_decide.resources import resource

# What runs where commits are made, and what runs where they arrive.
WORKTREE_HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg", "pre-push")
SERVER_HOOKS = ("pre-receive",)
BEFORE = ".before-git-decide"
# Where `pre-commit install` puts the hook that it finds, and runs it from.
_LEGACY = ".legacy"
# Forges keep a hook of their own, which runs all that lie in the folder of its name.
_FOLDER = ".d"
_MARK = b"# git-decide hook:"
_INCLUDE = b"#@include "


def place(folder: str, name: str) -> str:
    """Return the file that the hook `name` is to be written to."""
    path = os.path.join(folder, name)
    return os.path.join(path + _FOLDER, "git-decide") if os.path.isdir(path + _FOLDER) else path


def ours(folder: str, name: str) -> str:
    """Return the path of our hook, "" when there is none."""
    path = os.path.join(folder, name)
    for found in (path, path + _LEGACY, place(folder, name)):
        if is_ours(content_of(found)):
            return found
    return ""


def is_ours(content: bytes) -> bool:
    """Return whether this tool wrote a hook."""
    return content.startswith(b"#!") and content.partition(b"\n")[2].startswith(_MARK)


def text(name: str) -> bytes:
    """Return the hook as this release writes it, for the Python that runs now."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(files.__file__)))
    made = b"".join(map(_included, content_of(resource("hooks", name)).splitlines(keepends=True)))
    made = made.replace(b"'@python@'", _word(sys.executable))
    return made.replace(b"'@package@'", _word(package))


def _included(line: bytes) -> bytes:
    if not line.startswith(_INCLUDE):
        return line
    return content_of(resource("hooks", line.removeprefix(_INCLUDE).decode().strip()))


def _word(path: str) -> bytes:
    """Return a path as one word of sh, which on Windows wants slashes, too."""
    return os.fsencode(shlex.quote(path.replace("\\", "/") if os.name == "nt" else path))
