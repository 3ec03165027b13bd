"""Comments in code that name no record, or several, are findings of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.queries.checks.checking import check
from git_decide.store import INDEX, WORKTREE
from tests.unit.queries.checks.conftest import RECORD
from tests.unit.queries.checks.test_flag_findings import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support import Repo

DANGLING, AMBIGUOUS = "dangling-decision-comment", "ambiguous-decision-comment"
CODE = """# Decision: 1
x = 1  # Decision: 0001-charge, 99
# Decision: docs/decisions/0001-nothing.md
"""


def told(repo: Repo, where: str = WORKTREE, paths: Sequence[str] = ()) -> list[tuple[object, ...]]:
    """Return code, path, line and column of what a check tells of comments."""
    found = check(repo.open(), where, paths).findings
    named = (each for each in found if each.code in (DANGLING, AMBIGUOUS))
    return [(each.code, each.path, each.line, each.column) for each in named]


def test_a_comment_that_names_nothing_is_told(log: Repo) -> None:
    """In the files, in the index and in a commit, each as it is there; a right one is not."""
    log.commit("Comment", **{"src/a.py": "# Decision: 1\n# Decision: 98\n"})
    head = log.out("rev-parse", "HEAD")
    log.write("src/a.py", "# Decision: 97, 1\n")
    log.git("add", ".")
    log.write("src/a.py", "\n# Decision: 1, 96\n")
    log.write("untracked.py", "# Decision: 95\n")
    assert told(log) == [(DANGLING, "src/a.py", 2, 16)]
    assert told(log, INDEX) == [(DANGLING, "src/a.py", 1, 13)]
    assert told(log, head) == [(DANGLING, "src/a.py", 2, 13)]


def test_only_below_the_paths_that_are_asked_for(log: Repo) -> None:
    """A folder, a file; of a revision, and of records, comments are not asked for."""
    log.commit("Comment", **{"src/a.py": "# Decision: 98\n", "b.py": "# Decision: 97\n"})
    assert [each[1] for each in told(log)] == ["b.py", "src/a.py"]
    assert [each[1] for each in told(log, WORKTREE, ["src"])] == ["src/a.py"]
    assert [each[1] for each in told(log, INDEX, ["b.py"])] == ["b.py"]
    assert told(log, WORKTREE, [RECORD]) == []
    assert told(log, log.out("rev-parse", "HEAD"), ["b.py"]) == []
    assert check(log.open(), WORKTREE, ["b.py"], code=False).findings == ()


def test_a_comment_that_may_mean_several_is_told(log: Repo) -> None:
    """Each by all of its words; a former id is enough to mean one."""
    other = record().replace("---\n", "---\naliases: [0007-old]\n", 1)
    log.commit("More", **{"docs/decisions/0012-more.md": other, "a.c": "// Decision: 0, 7\n"})
    assert told(log) == [(AMBIGUOUS, "a.c", 1, 14)]
    assert AMBIGUOUS in {each.code for each in check(log.open(), WORKTREE).findings}


def test_a_record_that_speaks_of_comments_is_none(log: Repo) -> None:
    """What stands in records is not looked at, nor prose and strings anywhere."""
    said = "\n<!-- Decision: 99 -->\n\nDecision: 98\n"
    log.write(RECORD, log.read(RECORD) + said)
    log.commit("More", **{"README.md": "# Decision: 99\n", "a.py": 'x = "# Decision: 97"\n'})
    assert told(log) == []


def test_their_weight_is_the_team_s(log: Repo) -> None:
    """A warning, unless decisions.toml makes it an error or ignores it."""
    rules = log.read("decisions.toml")
    log.commit("Comment", **{"a.py": "# Decision: 99\n"})
    assert [each.severity for each in check(log.open(), WORKTREE).findings] == ["warning"]
    log.write("decisions.toml", f'{rules}[check]\nerrors = ["{DANGLING}"]\n')
    assert [each.severity for each in check(log.open(), WORKTREE).findings] == ["error"]
    log.write("decisions.toml", f'{rules}[check]\nignore = ["{DANGLING}"]\n')
    assert check(log.open(), WORKTREE).findings == ()


def test_a_word_that_need_not_be_an_id_is_left_alone(log: Repo) -> None:
    """A type, a value, a date or a version behind the word is nobody's mistake; a slug is."""
    words = (
        "int",
        "TODO",
        "None",
        "accepted",
        "2026-02-15",
        "1.5",
        "v2",
        "UTF-8",
        "opt-in",
        "HTTP/2",
    )
    log.commit("Types", **{"a.py": "".join(f"# Decision: {each}\n" for each in words)})
    assert told(log) == []
    log.commit("Slug", **{"a.py": "# Decision: use-webhooks-at-once\n"})
    assert told(log) == [(DANGLING, "a.py", 1, 13)]
