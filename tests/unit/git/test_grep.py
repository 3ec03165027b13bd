"""Lines of tracked files are found by pattern and by word, in one process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.git.grep import Line, files_saying, lines_saying

if TYPE_CHECKING:
    from tests.support import Repo


def test_lines_of_tracked_text_files(repo: Repo) -> None:
    """Work tree content, by line; binary, untracked and ignored files are left out."""
    files: dict[str, str | bytes] = {
        "a é.py": "x\n# Decision: 1\n",
        "new\nline.txt": "decision : 2",
        "crlf.txt": "Decision: 3\r\nother\r\n",
        "bin": b"\0Decision: 4\n",
        "word.md": "see 0001-a.b here\nsee 0001-axb here\n",
        "latin.txt": b"Decision: \xe9\n",
    }
    repo.commit("Start", **files)
    repo.write("untracked.py", "# Decision: 5\n")
    repo.write("a é.py", "x\ny\n# Decision: 6\n")
    found = lines_saying(repo.open(), "[Dd]ecision *:", ["0001-a.b"])
    assert sorted(found, key=lambda line: line.path) == [
        Line("a é.py", 3, "# Decision: 6"),
        Line("crlf.txt", 1, "Decision: 3\r"),
        Line("latin.txt", 1, "Decision: \ufffd"),
        Line("new\nline.txt", 1, "decision : 2"),
        Line("word.md", 1, "see 0001-a.b here"),
    ]


def test_words_are_taken_as_they_are(repo: Repo) -> None:
    """Nothing in a word is special, and a word may begin like an option."""
    words = ["-e [a]*", "$x^", "back\\slash", "a+b?{1}(c)|"]
    repo.commit("Start", **{"a.txt": "".join(f"{word}\n" for word in words) + "a\n"})
    for number, word in enumerate(words, 1):
        assert lines_saying(repo.open(), "no such thing", [word]) == (Line("a.txt", number, word),)


def test_files_below_folders(repo: Repo) -> None:
    """Tracked or new, in any case; a folder's name is no pattern."""
    repo.commit("Start", **{"log[1]/a.md": "Aliases: x", "log1/b.md": "aliases", "c.md": "aliases"})
    repo.write("log[1]/sub/new.md", "aliases:\n")
    found = files_saying(repo.open(), "alias(es)?", ["log[1]"])
    assert set(found) == {"log[1]/a.md", "log[1]/sub/new.md"}
    assert files_saying(repo.open(), "nothing", ["log[1]"]) == ()
