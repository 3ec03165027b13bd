"""What is printed to be pasted reads back as it was meant, and no terminal obeys it."""

from __future__ import annotations

import os
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from git_decide.output import shell
from git_decide.output.terminal import safe

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.text(
    st.sampled_from("a'\"$`\\!%*-= \n\t\x1b\u202e\udcff\udc80ü")
)


def read_back(line: str) -> list[bytes]:
    """Return the words that sh makes of a command line."""
    script = f"for word in {line}; do printf '%s\\0' \"$word\"; done"
    done = subprocess.run(["sh", "-c", os.fsencode(script)], capture_output=True, check=True)
    return done.stdout.split(b"\0")[:-1]


@settings(max_examples=30)
@given(st.lists(TEXTS, min_size=1, max_size=30))
@example(["50% \n", "\n\n", "it's", 'say "it\'s"', "--author=O'Neil", "--a b=c", ""])
def test_any_shell_reads_the_words_back(words: list[str]) -> None:
    """Whatever the bytes are; nothing but line breaks at an end is left for the terminal."""
    line = shell.line(words)
    assert read_back(line) == [os.fsencode(word) for word in words]
    assert safe(line.replace("\n", "")) == line.replace("\n", "")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("plain", "plain"),
        ("two words", "'two words'"),
        ("it's", '"it\'s"'),
        ("--author=Ada <a@b>", "--author='Ada <a@b>'"),
        ("tab\t", "\"$(printf 'tab\\011')\""),
        ("100%\n", "\"$(printf '100%%')\"'\n'"),
    ],
)
def test_words_are_easy_to_read(text: str, word: str) -> None:
    """Quotes come only where they must, and the lighter ones."""
    assert shell.word(text) == word


@pytest.mark.parametrize(
    ("path", "pathspec"),
    [
        ("a b", "a b"),
        (":x", ":(literal):x"),
        ("*", ":(literal)*"),
        ("a[b", ":(literal)a[b"),
        ("a\\b", ":(literal)a\\b"),
    ],
)
def test_a_pathspec_means_one_path(path: str, pathspec: str) -> None:
    """What git would take for a pattern is marked as none."""
    assert shell.pathspec(path) == pathspec
