"""Lets git answer once what everybody asks it about the commits of one history."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from git_decide.git import repository
from git_decide.git.once import is_fixed
from git_decide.git.run import Result, ahead, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Key = tuple[object, ...]

# What these say of ids never changes; the index and the date of a commit are nothing to them.
_OF_OBJECTS = frozenset({"cat-file", "diff-tree", "log", "ls-tree", "merge-base", "rev-list"})
_OF_REFS = ("refs/", "HEAD", "--all", "--branches", "--remotes", "--tags", "--glob")
_NOTHING_TO_THEM = frozenset({"GIT_INDEX_FILE", "GIT_COMMITTER_DATE"})
_ATTRIBUTES = "core.attributesFile="


@contextmanager
def remembering() -> Iterator[None]:
    """Let what was asked before be answered from memory, as long as no object is added.

    Every place that judges a history asks the same of its commits, in the very same words.
    """
    memory = _Memory()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repository, "run", memory.run)
        patch.setattr(repository, "ahead", memory.ahead)
        yield


class _Memory:
    """The answers so far, and the indexes that nothing has been asked about yet."""

    def __init__(self) -> None:
        self._answers: dict[Key, Result] = {}
        self._pending: dict[str, tuple[Sequence[str], Mapping[str, str], bytes]] = {}

    def ahead(self, words: Sequence[str], env: Mapping[str, str], feed: bytes = b"") -> None:
        key = self._key(words, env, feed)
        if key is None or key not in self._answers:
            ahead(words, env, feed)

    def run(self, words: Sequence[str], env: Mapping[str, str], feed: bytes = b"") -> Result:
        index = env.get("GIT_INDEX_FILE", "")
        if "--index-info" in words and index not in self._pending and not os.path.exists(index):
            self._pending[index] = (words, env, feed)
            return Result(0, b"", b"")
        key = self._key(words, env, feed)
        if key is not None and key in self._answers:
            return self._answers[key]
        if index in self._pending:
            made = run(*self._pending.pop(index))
            assert made.code == 0, made.err
        answer = run(words, env, feed)
        if key is not None:
            self._answers[key] = answer
        return answer

    def _key(self, words: Sequence[str], env: Mapping[str, str], feed: bytes) -> Key | None:
        """Return all that an answer depends on, None for what may change."""
        told = {n: text for n, text in env.items() if n.startswith("GIT_")}
        around = tuple(sorted((n, text) for n, text in told.items() if n not in _NOTHING_TO_THEM))
        if "check-attr" in words:
            index = told.get("GIT_INDEX_FILE", "")
            if "--cached" not in words or os.path.exists(index):
                return None
            files = self._pending[index][2] if index in self._pending else b""
            return (tuple(map(_content, words)), feed, files, around)
        if not _OF_OBJECTS.intersection(words) or any(_of_refs(word) for word in words):
            return None
        return (tuple(words), feed, around) if all(map(_fixed, feed.split(b"\n"))) else None


def _of_refs(text: str) -> bool:
    return any(word in text for word in _OF_REFS)


def _fixed(line: bytes) -> bool:
    """Tell whether a line of input is about ids: neither about refs nor the index."""
    names = line.decode("utf-8", "surrogateescape").split(" ")
    return not line or is_fixed(names[0].removeprefix("^"))


def _content(word: str) -> str:
    """Return a word of a command line with what a file of attributes says instead of its name."""
    if not word.startswith(_ATTRIBUTES) or word.endswith(os.devnull):
        return word
    with open(word.removeprefix(_ATTRIBUTES), encoding="utf-8", errors="surrogateescape") as file:
        return _ATTRIBUTES + file.read()
