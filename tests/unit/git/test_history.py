"""The walk of a range says of every commit what git says when it is asked about that one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from git_decide.git import changes, history
from git_decide.git.changes import parse
from git_decide.git.repository import Repository
from git_decide.git.run import Result
from tests.histories.making import Workshop
from tests.histories.plans import plan
from tests.support import walk

if TYPE_CHECKING:
    from git_decide.git.history import Commit
    from tests.conftest import MakeRepo
    from tests.support import Repo

NOTES = "refs/notes/decisions"
NO_REMERGE = Result(129, b"", b"error: unknown option")


def merges(shop: Workshop) -> list[Commit]:
    """Return the merges of the history that was made last, parents first."""
    assert shop.history
    tips = [made.id for made in shop.history.heads.values()]
    found = {s.commit.id: s.commit for tip in tips for s in walk(shop.repo, tip)}
    order = [made.id for made in shop.history.commits]
    return [found[name] for name in order if name in found and len(found[name].parents) > 1]


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
@pytest.mark.parametrize("theme", ["work", "merges"])
def test_a_walk_tells_what_every_commit_is(
    theme: str, object_format: str, make_repo: MakeRepo
) -> None:
    """Ids, parents, authors, dates, messages, notes, changes; parents come first."""
    shop = Workshop(make_repo("shop", object_format=object_format), object_format)
    for number in range(3):
        made = shop.grow(plan(theme, 400 + number))
        base, tip = made.heads["main"].id, made.heads["topic"].id
        steps = walk(shop.repo, tip, [base], [NOTES])
        assert [step.commit.id for step in steps] == shop.slow.inside(base, tip)
        seen = set(shop.slow.inside("", base))
        for step in steps:
            commit = step.commit
            facts = shop.slow.facts(commit.id)
            message = commit.message.replace("\r\n", "\n")  # as the test reads what git says
            told = (commit.parents, commit.author, commit.committed, message)
            assert told == (facts.parents, facts.author, facts.seconds, facts.message)
            note = shop.slow.now("notes", f"--ref={NOTES}", "show", commit.id)
            assert commit.notes.strip() == note.strip()
            before = commit.parents[0] if commit.parents else None
            entries = step.entries(frozenset(step.paths))
            assert entries == changes.between(shop.repo, before, commit.id)
            assert seen.issuperset(commit.parents)
            seen.add(commit.id)


def test_commits_are_shown_however_many_are_known_first(make_repo: MakeRepo) -> None:
    """Parts of them, or others too, may have been asked for before: all come in their order."""
    shop = Workshop(make_repo("shop"), "sha1")
    longest = 0
    for number in range(6):
        made = shop.grow(plan("merges", 400 + number))
        base = made.root.id
        tip = max(made.heads.values(), key=lambda head: len(head.ancestors())).id
        steps = walk(shop.repo, tip, [base], [NOTES])
        ids = [step.commit.id for step in steps]
        longest = max(longest, len(ids))
        for known in ([ids[::2]], [ids[:1], [*ids[2:], base]], [ids], [[base]]):
            history.shown_ahead(shop.repo, (), [NOTES], known)
            assert history.shown(shop.repo, ids, [NOTES], known) == steps
    assert longest > 3


def test_a_walk_reads_whatever_people_write(repo: Repo) -> None:
    """Other encodings, odd names of files, notes that look like differences, empty messages."""
    odd = {":a": "1", "new\nline": "2", "\udcff": "3"}
    first = repo.commit(":100644 000000\n\n:1", **odd)
    repo.git("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-q", "--allow-empty", "-F", "-",
             input="Gr\udcfc\udcdfe")  # fmt: skip
    repo.git("commit", "-q", "--allow-empty", "--allow-empty-message", "-m", "")
    last = repo.commit("Change", **{":a": "4"})
    for number, ref in enumerate((NOTES, "refs/notes/remotes/origin/decisions")):
        repo.git("notes", f"--ref={ref}", "add", "-m", f":note {number}", first)
    steps = walk(repo.open(), last, (), [NOTES, "refs/notes/remotes/origin/decisions"])
    messages = [":100644 000000\n\n:1\n", "Gr\u00fc\u00dfe\n", "", "Change\n"]
    assert [step.commit.message for step in steps] == messages
    assert [step.commit.subject for step in steps][1:] == ["Gr\u00fc\u00dfe", "", "Change"]
    assert steps[0].commit.notes == ":note 0\n:note 1\n"
    assert [set(map(os.fsdecode, s.paths)) for s in steps] == [set(odd), set(), set(), {":a"}]
    assert not any(step.commit.notes for step in walk(repo.open(), last))


def test_a_walk_heeds_nobody_s_settings(repo: Repo) -> None:
    """What a person likes to see in a log changes nothing."""
    repo.commit("Start", a="1\n2\n3\n4\n5\n6\n")
    before = walk(repo.open(), "HEAD")
    repo.git("notes", "--ref=refs/notes/x", "add", "-m", "Shown", "HEAD")
    for name, text in (
        *(("log.showSignature", "true"), ("log.showRoot", "false"), ("log.follow", "true")),
        *(("diff.renames", "copies"), ("diff.noprefix", "true"), ("color.ui", "always")),
        *(("notes.displayRef", "refs/notes/*"), ("log.diffMerges", "combined")),
        *(("format.pretty", "oneline"), ("log.abbrevCommit", "true"), ("diff.relative", "true")),
    ):
        repo.git("config", name, text)
    assert walk(repo.open(), "HEAD") == before


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_merges_are_told_as_one_by_one(object_format: str, make_repo: MakeRepo) -> None:
    """What merges hold beyond git's own is the same asked about all at once and about each."""
    shop = Workshop(make_repo("shop", object_format=object_format), object_format)
    told = 0
    for number in range(16):
        shop.grow(plan("merges", number))
        found = history.remerged(shop.repo, merges(shop))
        for commit in merges(shop):
            alone = changes.merge_difference(shop.repo, commit.id)
            assert found[commit.id] == alone, (number, commit)
            told += bool(alone)
    assert told > 1


def test_a_merge_of_what_was_merged_is_clean(repo: Repo) -> None:
    """Git before 2.48, asked about a merge after one that it descends from, makes up a conflict."""
    root = repo.commit("Start", a="1")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Side", b="1")
    repo.git("checkout", "-q", "main")
    repo.commit("Main", c="1")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "side")
    evil = repo.commit("Merge and change", a="2")
    repo.git("checkout", "-q", "-b", "late", f"{evil}^1")
    repo.git("merge", "-q", "--no-ff", "--no-edit", "main")
    steps = walk(repo.open(), "late", [root])
    found = history.remerged(repo.open(), [s.commit for s in steps if len(s.commit.parents) > 1])
    assert [[entry.path for entry in entries] for entries in found.values()] == [[], ["a"]]


def _octopus(repo: Repo) -> str:
    """Merge three branches, and change one file beyond what they did."""
    repo.commit("Start", a="1", b="1", c="1", d="1")
    for name in "abc":
        repo.git("checkout", "-q", "-b", f"on-{name}", "main")
        repo.commit(name, **{name: "2"})
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-commit", "on-a", "on-b", "on-c")
    return repo.commit("All", d="2")


def test_an_octopus_answers_for_what_no_parent_has(repo: Repo) -> None:
    """Git has no automatic merge of more than two: what differs from all of them counts."""
    made = _octopus(repo)
    (step,) = walk(repo.open(), made, [f"{made}^@"])
    assert len(step.commit.parents) == 3
    found = history.remerged(repo.open(), [step.commit])
    assert [entry.path for entry in found[made]] == ["d"]


def test_an_old_git_tells_less_of_merges(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before 2.35 a merge answers for what differs from both parents."""
    repo.commit("Start", a="1", b="1")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Side", a="2")
    repo.git("checkout", "-q", "main")
    repo.commit("Main", c="1")
    repo.git("merge", "-q", "--no-commit", "side")
    made = repo.commit("Merge", b="2", a="1")
    (step,) = walk(repo.open(), made, [f"{made}^@"])
    new = history.remerged(repo.open(), [step.commit])
    assert [entry.path for entry in new[made]] == ["a", "b"]
    asked = Repository.ask
    monkeypatch.setattr(
        Repository,
        "ask",
        lambda self, *words, **more: (
            NO_REMERGE if "--remerge-diff" in words else asked(self, *words, **more)
        ),
    )
    old = history.remerged(repo.open(), [step.commit])
    assert [entry.path for entry in old[made]] == ["b"]


def test_differences_of_pairs(repo: Repo) -> None:
    """One answer for each pair, in their order, also for equal ones and at some places only."""
    one = repo.commit("One", a="1", **{"x/b": "1"})
    two = repo.commit("Two", a="2", **{"x/b": "2"})
    pairs = [(one, two), (two, two), (two, one)]
    all_paths = history.differing(repo.open(), pairs)
    assert [len(raw) // 2 for raw in all_paths] == [2, 0, 2]
    (change,) = parse(b"".join(field + b"\0" for field in all_paths[0][:2]))
    assert change in changes.between(repo.open(), one, two)
    some = history.differing(repo.open(), pairs, [":(top,glob)**/b"])
    assert [[os.fsdecode(path) for path in raw[1::2]] for raw in some] == [["x/b"], [], ["x/b"]]
    assert history.differing(repo.open(), []) == ()
