"""What the index says of links: who wrote them, where, and what they meant then."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from git_decide.queries.index import open_index
from git_decide.store import rules_at
from tests.acceptance.indexed import CAP, QUEUE, every, index, path
from tests.guarded import FOLDER, record
from tests.support import DATE, Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from git_decide.queries.index import Linked
    from tests.conftest import MakeRepo


def told(found: Linked) -> list[tuple[str, str, str]]:
    """Return the links of a commit: what is written, where, and the record."""
    return [(link.written, link.source, link.name) for link in found.links]


def at(seconds: int) -> dict[str, str]:
    """Return what makes git commit at a time of its own."""
    return {"GIT_COMMITTER_DATE": f"@{seconds} +0000"}


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_a_commit_that_links(make_repo: MakeRepo, object_format: str) -> None:
    """All of its facts, and every link with its source, in either object format."""
    repo = make_repo("r", object_format)
    first = repo.commit("Record", **{path(CAP): record(), path(QUEUE): record("Queue what fails")})
    repo.commit("Nothing to say of the decision")
    linked = repo.commit("Cap\n\nDecision: 2\n\nSo it was.\n\nDecision: 1, Decision-Skip\n")
    skips = repo.commit("Hurry\n\nDecision-Skip: it is three\n  in the morning")
    found = index(repo).linked([first, linked, skips])
    assert list(found) == [skips, linked]
    commit = found[linked]
    assert commit.author == "Ada Author <ada@example.com>"
    assert commit.subject == "Cap"
    assert commit.parents == (repo.out("rev-parse", f"{linked}^"),)
    assert str(commit.committed) == repo.out("log", "-1", "--format=%ct", linked)
    assert told(commit) == [
        ("2", "line", QUEUE),
        ("1", "trailer", CAP),
        ("Decision-Skip", "trailer", ""),
    ]
    assert commit.links[0].path == path(QUEUE)
    assert found[skips].skips == ("it is three in the morning",)


def test_a_link_means_what_it_meant_then(repo: Repo) -> None:
    """Abbreviations, numbers that went elsewhere, former ids, and links to nothing or several."""
    early = repo.commit("Cap\n\nDecision: 1", **{path(CAP): record()})
    repo.git("mv", path(CAP), path("0009-cap-retries"))
    renamed = record("Cap retries", "accepted", f"aliases: [{CAP}]")
    moved = repo.commit(
        f"Move\n\nDecision: 1, {CAP}, 0009-cap, 5, 2",
        **{path("0009-cap-retries"): renamed, path("0002-a"): record(), path("0002-b"): record()},
    )
    found = index(repo).linked([early, moved])
    assert told(found[early]) == [("1", "trailer", CAP)]
    assert told(found[moved]) == [
        ("1", "trailer", "0009-cap-retries"),
        (CAP, "trailer", "0009-cap-retries"),
        ("0009-cap", "trailer", "0009-cap-retries"),
        ("5", "trailer", ""),
        ("2", "trailer", ""),
    ]
    assert set(index(repo).unresolved()) == {"5", "2"}


def test_logs_and_folders_of_decisions(repo: Repo) -> None:
    """An id with its log, a path, and the page of a folder that holds one decision."""
    rules = '[records]\nlogs = { billing = "billing/decisions" }\n'
    commit = repo.commit(
        f"All\n\nDecision: billing/3, {path(CAP)}, 0004-page",
        **{
            "decisions.toml": rules,
            path(CAP): record(),
            "billing/decisions/0003-vat.md": record(),
            f"{FOLDER}/0004-page/README.md": record(),
            f"{FOLDER}/0004-page/0005-not-one.md": record(),
        },
    )
    (found,) = every(repo)
    assert found.id == commit
    assert [link.name for link in found.links] == ["billing/0003-vat", CAP, "0004-page"]


def test_todays_folders_count(repo: Repo) -> None:
    """Where records lie is what today's rules say: other rules give other answers, at once."""
    repo.commit(f"Elsewhere\n\nDecision: {CAP}", **{f"old/{CAP}.md": record()})
    assert [told(each) for each in every(repo)] == [[(CAP, "trailer", "")]]
    repo.commit("Rules", **{"decisions.toml": '[records]\ndirectory = "old"\n'})
    assert [told(each) for each in every(repo)] == [[(CAP, "trailer", CAP)]]


def test_following(repo: Repo) -> None:
    """Who follows a record, newest first; what meant nothing counts where it is written so."""
    repo.git("commit", "-q", "--allow-empty", "-m", f"Early\n\nDecision: {CAP}", env=at(100))
    early = repo.head()
    repo.commit("Record", **{path(CAP): record()})
    repo.git("commit", "-q", "--allow-empty", "-m", "Old\n\nDecision: 1", env=at(50))
    old = repo.head()
    repo.git("commit", "-q", "--allow-empty", "-m", "New\n\nDecision: 0001, 7", env=at(900))
    new = repo.head()
    opened = index(repo)
    assert [each.id for each in opened.following([CAP])] == [new, early, old]
    assert [each.id for each in opened.following(["7"])] == [new]
    assert opened.following(["0042-none"]) == ()
    assert [each.id for each in opened.every(since=100)] == [new, early]


def test_notes(repo: Repo) -> None:
    """They are links of the commits that they are on; added, changed and taken away."""
    commit = repo.commit("Old", **{path(CAP): record()})
    linked = repo.commit(f"Linked\n\nDecision: {CAP}")
    assert [each.id for each in every(repo)] == [linked]
    ref = "refs/notes/decisions"
    repo.git("notes", f"--ref={ref}", "add", "-m", "Decision: 1", commit)
    repo.git("notes", f"--ref={ref}", "add", "-m", "Decision: 2, 1", linked)
    found = index(repo).linked([commit, linked])
    assert told(found[commit]) == [("1", "note", CAP)]
    assert found[commit].links[0].ref == ref
    assert told(found[linked]) == [(CAP, "trailer", CAP), ("2", "note", ""), ("1", "note", CAP)]
    repo.git("notes", f"--ref={ref}", "add", "-f", "-m", "Only prose", commit)
    repo.git("notes", f"--ref={ref}", "remove", linked)
    assert [told(each) for each in every(repo)] == [[(CAP, "trailer", CAP)]]
    repo.git("update-ref", ref, repo.out("hash-object", "-w", "--stdin", "--path=x"))
    assert [told(each) for each in every(repo)] == [[(CAP, "trailer", CAP)]]
    assert index(repo).before_links(linked) == (commit,)


def test_notes_of_remotes_and_of_commits_to_come(repo: Repo) -> None:
    """Each remote has notes of its own; one waits until its commit is behind a ref."""
    repo.commit("Base", **{path(CAP): record()})
    repo.git("checkout", "-q", "--detach")
    late = repo.commit("Late")
    repo.git("notes", "--ref=refs/notes/decisions", "add", "-m", "Decision: 1", late)
    repo.git("update-ref", "refs/notes/remotes/up/decisions", "refs/notes/decisions")
    repo.git("update-ref", "refs/notes/remotes/up/other", "refs/notes/decisions")
    repo.git("checkout", "-q", "main")
    assert every(repo) == []
    repo.git("branch", "late", late)
    (found,) = every(repo)
    assert [link.ref for link in found.links] == [
        "refs/notes/decisions",
        "refs/notes/remotes/up/decisions",
    ]


def test_touched(repo: Repo) -> None:
    """Which linked commits changed a path; a merge is held against its first parent."""
    made = repo.commit("Make\n\nDecision: 1", **{"a b.py": "1", "c.py": "1", path(CAP): record()})
    repo.commit("Not linked", **{"a b.py": "2"})
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Side", **{"side.py": "1"})
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge\n\nDecision: 1", "side")
    merge = repo.head()
    opened = index(repo)
    assert opened.touched(["a b.py"]) == (made,)
    assert opened.touched(["side.py", "c.py"]) == (merge, made)
    assert opened.touched(["nothing.py"]) == ()
    later = repo.commit("Later\n\nDecision: 1", **{"c.py": "2"})
    assert index(repo).touched(["c.py"]) == (later, made)


def test_texts_that_are_no_utf_8(repo: Repo) -> None:
    """Names, messages and paths are whatever bytes they are; none is lost."""
    repo.commit("Base", **{path("0003-caf\udce9"): record()})
    raw = repo.out("cat-file", "commit", "HEAD").replace("Ada", "Ad\udce9")
    text = raw.replace("\nBase", "\nCaf\udce9 \x1b[31m\n\nDecision: 0003-caf\udce9\n")
    odd = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", input=text)
    repo.git("update-ref", "refs/heads/odd", odd.stdout.strip())
    (found,) = every(repo)
    assert found.subject == "Caf\udce9 \x1b[31m"
    assert found.author == "Ad\udce9 Author <ada@example.com>"
    assert told(found) == [("0003-caf\udce9", "trailer", "0003-caf\udce9")]


def test_what_is_asked_is_answered_without_git(repo: Repo, tmp_path: Path) -> None:
    """One process tells that nothing is new; the questions take none."""
    first = repo.commit("Record", **{path(CAP): record()})
    linked = repo.commit("Linked\n\nDecision: 1")
    rules = rules_at(repo.open(), "HEAD")
    index(repo)
    trace = tmp_path / "trace"
    opened = repo.open(GIT_TRACE2_EVENT=str(trace))
    trace.unlink()
    again = open_index(opened, rules)
    assert again.linked([linked])
    assert again.following([CAP])
    assert again.has_links_before(linked) is False
    assert (again.before_links(linked), again.before_links(first)) == ((first,), ())
    assert again.reaches(linked)(linked)
    assert len(git_starts(trace)) == 1


def test_an_old_date_is_kept(repo: Repo) -> None:
    """A commit may say any date, also none that git can read."""
    repo.git("commit", "-q", "--allow-empty", "-m", "Now\n\nDecision: 1")
    raw = repo.out("cat-file", "commit", "HEAD").replace(
        str(int(datetime.fromisoformat(DATE).timestamp())), "99999999999999999999"
    )
    odd = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", input=raw + "\n")
    repo.git("update-ref", "refs/heads/odd", odd.stdout.strip())
    assert {each.id for each in every(repo)} == {repo.head(), odd.stdout.strip()}
