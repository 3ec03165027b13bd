"""How the records of one revision differ from those of an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.queries.record_changes import record_changes
from tests.acceptance.texts import ACCEPTED, PROPOSED

if TYPE_CHECKING:
    from git_decide.queries.record_changes import RecordChange
    from tests.support import Repo

LOG = "docs/decisions"


def changes(repo: Repo, fork: str = "HEAD~1") -> list[tuple[str, str, str]]:
    """Return what became of which record, and the keys that differ."""
    commit = repo.out("rev-parse", fork) if fork else ""
    found = record_changes(repo.open(), commit, repo.head())
    return [(c.how, c.sheet.name.qualified, ",".join(keys(c))) for c in found]


def keys(change: RecordChange) -> list[str]:
    """Return the keys of a record that say something else than before."""
    return [field.key for field in change.fields]


def test_added_changed_deleted(repo: Repo) -> None:
    """Only records that differ are told, in the order of their log."""
    same = {f"{LOG}/0004-same.md": ACCEPTED, "README.md": "1"}
    repo.commit("One", **{f"{LOG}/0001-a.md": PROPOSED, f"{LOG}/0002-b.md": ACCEPTED}, **same)
    repo.git("rm", "-q", f"{LOG}/0002-b.md")
    repo.commit("Two", **{f"{LOG}/0001-a.md": ACCEPTED, f"{LOG}/0003-c.md": PROPOSED, "x": "2"})
    assert changes(repo) == [
        ("changed", "0001-a", "status"),
        ("deleted", "0002-b", ""),
        ("added", "0003-c", ""),
    ]
    assert [how for how, *_ in changes(repo, "")] == ["added"] * 3


def test_another_form_of_the_same(repo: Repo) -> None:
    """White space and the order of the front matter are no change of what is said."""
    repo.commit("One", **{f"{LOG}/0001-a.md": ACCEPTED})
    again = ACCEPTED.replace("kind: technical\n", "").replace(
        "modules:", "kind: technical\nmodules:"
    )
    repo.commit("Two", **{f"{LOG}/0001-a.md": again.replace("status: ", "status:   ")})
    assert changes(repo) == [("changed", "0001-a", "")]


def test_sections_and_texts(repo: Repo) -> None:
    """Each section is compared by itself, the team's own under its heading."""
    old = ACCEPTED + "\n## Notes\n\nOne.\n\n## Old\n\nGone.\n"
    repo.commit("One", **{f"{LOG}/0001-a.md": old})
    new = ACCEPTED.replace("Five", "Six") + "\n## Notes\n\nTwo.\n\n## New\n\nCome.\n"
    repo.commit("Two", **{f"{LOG}/0001-a.md": new})
    (change,) = record_changes(repo.open(), repo.out("rev-parse", "HEAD~1"), repo.head())
    assert keys(change) == ["context", "sections.Notes", "sections.New", "sections.Old"]
    assert (change.fields[1].before, change.fields[1].after) == ("One.", "Two.")
    assert (change.fields[3].before, change.fields[3].after) == ("Gone.", None)


def test_a_record_that_was_renamed(repo: Repo) -> None:
    """A former id, or the same content, tells that it is the same record."""
    repo.commit("One", **{f"{LOG}/0001-a.md": ACCEPTED, f"{LOG}/0002-b.md": PROPOSED})
    repo.git("mv", f"{LOG}/0002-b.md", f"{LOG}/0008-b.md")
    repo.git("rm", "-q", f"{LOG}/0001-a.md")
    new = ACCEPTED.replace("modules:", "aliases: [0001-a]\nmodules:").replace("two", "three")
    repo.commit("Two", **{f"{LOG}/0007-c.md": new})
    found = record_changes(repo.open(), repo.out("rev-parse", "HEAD~1"), repo.head())
    assert [(c.how, c.renamed, keys(c)) for c in found] == [
        ("changed", True, ["id", "path", "title", "aliases"]),
        ("changed", True, ["id", "path"]),
    ]


def test_a_log_that_was_moved(repo: Repo) -> None:
    """Each side is read where its own rules have the log."""
    repo.commit("One", **{f"{LOG}/0001-a.md": ACCEPTED, f"{LOG}/0002-b.md": ACCEPTED})
    repo.git("mv", LOG, "adr")
    rules = '[records]\ndirectory = "adr"\n'
    repo.commit("Two", **{"decisions.toml": rules, "adr/0002-b.md": PROPOSED})
    assert changes(repo) == [("changed", "0001-a", "path"), ("changed", "0002-b", "path,status")]


def test_files_that_are_no_records(repo: Repo) -> None:
    """Whatever lies in the log is told, and never an error."""
    repo.commit("One", **{f"{LOG}/0001-a.md": "\udcff\udcfe\0", f"{LOG}/0002-b.md": ACCEPTED})
    (repo.path / LOG / "0002-b.md").unlink()
    (repo.path / LOG / "0002-b.md").symlink_to("0001-a.md")
    repo.git("add", "-A")
    repo.commit("Two", **{f"{LOG}/0001-a.md": ACCEPTED, f"{LOG}/0003-c.md": " " * (1 << 19)})
    assert [(how, name) for how, name, _ in changes(repo)] == [
        ("changed", "0001-a"),
        ("changed", "0002-b"),
        ("added", "0003-c"),
    ]
