"""Proves that this project keeps a log of its own that its own check finds nothing in."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tests.documents import ROOT
from tests.project import copied
from tests.support import Repo

WATCHED = (
    "docs/decisions/** decision-log",
    "decisions.toml decision-log",
    ".gitattributes decision-log",
)
KEPT = ("docs", "hooks", "schemas", "src", "pyproject.toml", "decisions.toml", ".gitattributes")
FRAGILE = {
    "src/git_decide/policy/judge.py": "judge",
    "src/git_decide/policy/links.py": "links",
    "src/git_decide/hooks/main.py": "hooks",
    "hooks/commit-msg": "hooks",
    "src/git_decide/git/attributes.py": "attributes",
    "src/git_decide/records/schema.py": "records-format",
    "schemas/record.schema.json": "records-format",
}


def _records(repo: Repo) -> list[Path]:
    return sorted((repo.path / "docs/decisions").glob("*.md"))


def test_the_check_finds_nothing(repo: Repo) -> None:
    """Records, configuration, flags and references of this project are in order, strictly."""
    copy = copied(repo, KEPT)
    # Whatever day it is here: the records are no younger than the commit that has them.
    dates = re.findall(r"^date: (.+)$", "".join(map(Path.read_text, _records(copy))), re.MULTILINE)
    at = f"{max(dates)}T12:00:00Z"
    copy.git("add", "-A")
    copy.git(
        "commit", "-q", "--no-verify", "--allow-empty", "-m", "Copy", env={"GIT_COMMITTER_DATE": at}
    )
    done = copy.decide("check", "--strict")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_the_modules_are_flagged(repo: Repo) -> None:
    """For git, too, each fragile file is in its module, and each module says why."""
    asked = copied(repo, KEPT).out("check-attr", "fragile", *FRAGILE)
    seen = dict(line.split(": fragile: ") for line in asked.splitlines())
    assert seen == FRAGILE
    modules = tomllib.loads((ROOT / "decisions.toml").read_text(encoding="utf-8"))["fragile"]
    assert modules.keys() == set(FRAGILE.values())
    assert all(module["why"] for module in modules.values())


def test_the_hooks_know_what_to_watch() -> None:
    """The lines by which a hook finds out that it has something to do are there."""
    lines = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert set(WATCHED) <= set(lines)


def test_every_dependency_has_a_record() -> None:
    """What each runtime dependency is worth and costs can be read."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=~! ]", each)[0] for each in project["dependencies"]}
    records = [path.read_text(encoding="utf-8") for path in (ROOT / "docs/decisions").glob("*.md")]
    titles = " ".join(
        line.lower()
        for text in records
        if "dependencies" in text.partition("\n---")[0]
        for line in text.splitlines()
        if line.startswith("# ")
    )
    assert names
    assert [name for name in names if name.lower() not in titles] == []
