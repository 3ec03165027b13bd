"""A repository with a line for every kind of evidence, for tests of ``git decide why``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.texts import ACCEPTED
from tests.support import Repo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LOG = "docs/decisions"
BLOCK = "".join(f"    step_{number}(with_a_rather_long_argument)\n" for number in range(6))
_PLAIN = ACCEPTED.replace("modules: [payments]\n", "")


def record(title: str, fields: str = "", status: str = "accepted") -> str:
    """Return the text of a record without a module."""
    made = _PLAIN.replace("Cap retries at two", title).replace("date:", f"{fields}date:")
    return made.replace("status: accepted", f"status: {status}")


_CHANGED = {f"{LOG}/0008-together.md": record("Come together", "tags: [x]\n")}
_TITLES = ("Use Lunr for search", "Use tabs", "Use spaces", "Use neither")
_WEB = {
    **{f"{LOG}/002{at}-x.md": record(title) for at, title in enumerate(_TITLES)},
    "web.ts": 'import lunr from "lunr";\nimport other;\n',
}


def story(path: Path, env: Mapping[str, str]) -> Repo:
    """Make the repository; its tags name what is asked about."""
    repo = Repo.create(path, env)
    repo.commit(
        "Decide on much",
        **{
            f"{LOG}/0001-trailer.md": record("Link it in a trailer"),
            f"{LOG}/0002-note.md": record("Link it in a note"),
            f"{LOG}/0003-merge.md": record("Link it in a merge"),
            f"{LOG}/0004-covers.md": record("Cover it", 'paths: ["src/cov/**"]\n'),
            f"{LOG}/0005-module.md": record("Cover a module", "modules: [pay]\n"),
            f"{LOG}/0006-gone.md": record("Be deleted"),
            f"{LOG}/0007-old-name.md": record("Be renamed"),
            f"{LOG}/0012-comment.md": record("Name it in the code"),
            ".gitattributes": "src/pay/** fragile=pay\n",
            "decisions.toml": '[fragile.pay]\nwhy = "Money."\ndecisions = ["12"]\n',
        },
    )
    _lines(repo)
    _files(repo)
    _renamed(repo)
    repo.git("rm", "-q", "removed.txt")
    repo.commit("Remove it")
    repo.write("src/a.txt", "plain\nB\nC\nD\nE\nnew\n")
    repo.write("untracked.txt", "x\n")
    return repo


def _lines(repo: Repo) -> None:
    repo.commit("Begin", **{"src/a.txt": "plain\nb\nc\nd\ne\n", "removed.txt": "x\n"})
    repo.commit("Trailer\n\nDecision: 1", **{"src/a.txt": "plain\nB\nc\nd\ne\n"})
    repo.git("checkout", "-qb", "side")
    repo.commit("Side", **{"src/a.txt": "plain\nB\nC\nd\ne\n"})
    repo.git("checkout", "-q", "main")
    repo.commit("Main goes on", elsewhere="x\n")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge it\n\nDecision: 3", "side")
    repo.commit("Noted", **{"src/a.txt": "plain\nB\nC\nD\ne\n"})
    repo.git("notes", "--ref=decisions", "add", "-m", "Decision: 2")
    repo.git("checkout", "-qb", "branch")
    repo.commit("Decide on the branch", **{f"{LOG}/0013-branch.md": record("Branch off")})
    repo.commit("Branch", **{"brought.txt": "x\n"})
    repo.git("checkout", "-q", "main")
    repo.commit("Main goes on", elsewhere="y\n")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge the branch", "branch")
    _nested(repo)
    repo.commit("Wrong\n\nDecision: 99", **{"src/a.txt": "plain\nB\nC\nD\nE\n"})


def _nested(repo: Repo) -> None:
    repo.git("checkout", "-qb", "outer")
    repo.git("checkout", "-qb", "inner")
    repo.commit("Inner", **{"nested.txt": "x\n"})
    repo.git("checkout", "-q", "outer")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge the inner one\n\nDecision: 2", "inner")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge the outer one\n\nDecision: 3", "outer")


def _files(repo: Repo) -> None:
    code = "x = 1\n# Decision: 12\ny = 2\n\nz = 3\n# see ADR-2\nw = 4\n"
    files: dict[str, str | bytes] = {
        "src/cov/c.py": code,
        "src/pay/charge.py": "x = 1\n",
        "bin": b"\0\1\n",
        "crlf.txt": b"a\r\nb\r\n",
        "empty": "",
        "odd:1/na me:3": "x\n",
        "named.py": "x = 1\n# as 0012-comment.md has it, not 2026-01-01\ny = 2\n",
        "pay": "a file like the module\n",
    }
    repo.commit("Cover", **files)
    repo.commit("Write it as ADR-1 says", said="x\n")
    new = {f"{LOG}/0008-together.md": record("Come together"), "together.txt": "x\n"}
    repo.commit("Do it", **new)
    repo.commit("Change it", **{**_CHANGED, "together.txt": "x\nchanged\n"})
    first = {f"{LOG}/0030-first.md": record("Record architecture decisions"), "first.txt": "x\n"}
    repo.commit("Begin", **first)
    repo.commit("Mend at night\n\nDecision-Skip: it burnt", skipped="x\n")
    repo.commit("Begin the web", **_WEB)
    repo.commit("A block\n\nDecision: 2", **{"block.py": f"head\n{BLOCK}tail\n"})
    repo.commit("Move it", **{"block.py": "head\ntail\n", "moved.py": f"own\n{BLOCK}"})
    repo.commit("Shape it\n\nDecision: 1", **{"shaped.py": "first(1)\n"})
    repo.commit("Reshape it", **{"shaped.py": "second(2)\n"})
    _reverted(repo)
    repo.stage(**{"zoned.txt": "x\n"})
    east = {"GIT_COMMITTER_DATE": "2026-03-01T02:00:00+0900"}
    repo.git("commit", "-qm", "Far east\n\nDecision: 1", env=east)
    (repo.path / "link").symlink_to("src/a.txt")
    repo.git("add", "link")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{repo.head()},vendor/lib")
    repo.commit("Odd things")


def _reverted(repo: Repo) -> None:
    both = ("undone.py", "redone.py")
    repo.commit("Limit it\n\nDecision: 1", **dict.fromkeys(both, "limit(10)\n"))
    repo.commit("Raise it\n\nDecision: 2", **dict.fromkeys(both, "limit(20)\n"))
    back = repo.head()
    repo.commit(f"Revert it\n\nThis reverts commit {back}.", **dict.fromkeys(both, "limit(10)\n"))
    back = repo.head()
    repo.commit(f"Revert that\n\nThis reverts commit {back}.", **{"redone.py": "limit(20)\n"})


def _renamed(repo: Repo) -> None:
    repo.commit("Follow two\n\nDecision: 6, 0007", **{"two.txt": "x\n"})
    repo.git("rm", "-q", f"{LOG}/0006-gone.md", f"{LOG}/0007-old-name.md")
    new = record("Be renamed", "aliases: [0007-old-name]\n")
    repo.commit("Rename one, delete one", **{f"{LOG}/0009-new-name.md": new})
