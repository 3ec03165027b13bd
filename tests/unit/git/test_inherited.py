"""What git is given of the environment, and what not."""

from __future__ import annotations

from git_decide.git.inherited import environment


def test_what_would_change_answers_is_taken_out() -> None:
    """Language, prompts and external programs are fixed; a hook's index stays."""
    unwanted = ["GIT_EXTERNAL_DIFF", "GIT_TRACE", "GIT_ICASE_PATHSPECS", "GIT_ATTR_SOURCE"]
    made = environment({"GIT_INDEX_FILE": "i", **dict.fromkeys(unwanted, "x")}, {"GIT_DIR": "d"})
    assert made["GIT_INDEX_FILE"] == "i"
    assert made["GIT_DIR"] == "d"
    assert made["LC_ALL"] == "C"
    assert made["GIT_OPTIONAL_LOCKS"] == "0"
    assert not set(unwanted) & set(made)
