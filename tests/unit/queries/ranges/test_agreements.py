"""What generated histories once made places disagree about, each in a small repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git.ranges import resolve
from git_decide.git.repository import Repository
from git_decide.git.run import Result
from git_decide.policy import links
from git_decide.queries.judgement import judge_staged
from git_decide.queries.ranges.answering import answer
from git_decide.queries.ranges.judging import judge_range
from tests.histories.making import said
from tests.histories.words import record

if TYPE_CHECKING:
    from git_decide.queries.ranges.model import RangeJudgement
    from tests.support import Repo

LINKED = "Change\n\nDecision: 1"
BY_MODULE, BY_PATHS = 0, 3  # of the records that generated histories have
LOG = "docs/decisions/0001-cap.md"


@pytest.fixture
def base(repo: Repo) -> str:
    """Flag `src/pay/`, with a record that covers it, and two files."""
    rules = {".gitattributes": "src/pay/** fragile=pay\n", "decisions.toml": "[fragile.pay]\n"}
    files = {"src/pay/a": "1\n", "src/pay/b": "1\n"}
    return repo.commit("Begin", **rules, **files, **{LOG: record(BY_MODULE, 1)})


def judged(repo: Repo, written: str) -> RangeJudgement:
    """Return the verdict on a range."""
    return judge_range(repo.open(), resolve(repo.open(), written))


def passes(repo: Repo, written: str) -> bool:
    """Tell whether a range passes."""
    return not judged(repo, written).refused


def test_a_record_s_paths_cover_files_that_lose_their_flag(repo: Repo, base: str) -> None:
    """A record that covers by `paths` justifies that these files are flagged no more."""
    start = repo.commit("Cover by paths", **{LOG: record(BY_PATHS, 1)})
    repo.stage(**{".gitattributes": "*.md text\n"})
    hook = judge_staged(repo.open(), links.read(LINKED)).verdict
    assert said(hook) == {"pay": "passes"}
    repo.commit(LINKED)
    alone = judged(repo, f"{start}..HEAD")
    assert said(alone.verdict) == said(alone.commits[0].verdict) == {"pay": "passes"}
    assert base


def test_taking_back_a_part_of_the_range_excuses_nothing(repo: Repo, base: str) -> None:
    """What was before a commit of the range is the doing of the range, not a rollback."""
    repo.commit("Sneak", **{"src/pay/a": "2\n"})
    cover = repo.commit("Cover", **{"src/pay/a": "3\n"})
    repo.git("revert", "--no-edit", cover)
    assert not passes(repo, f"{base}..HEAD")
    assert passes(repo, "HEAD^..HEAD")


def test_taking_back_what_was_there_before_passes(repo: Repo, base: str) -> None:
    """A rollback of the base's own work passes as a range, too, with other work beside it."""
    bad = repo.commit(LINKED, **{"src/pay/a": "2\n"})
    repo.commit("Aside", readme="1\n")
    repo.git("revert", "--no-edit", bad)
    assert passes(repo, f"{bad}..HEAD")
    assert base


def test_a_submodule_in_place_of_the_rules_states_none(repo: Repo, base: str) -> None:
    """What follows it is judged by the defaults, by the hook and in a range alike."""
    repo.commit(LINKED, **{"decisions.toml": '[fragile.pay]\nenforce = "warn"\n'})
    repo.git("rm", "-q", "--cached", "decisions.toml")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{base},decisions.toml")
    repo.git("commit", "-q", "--no-verify", "-m", LINKED)
    repo.stage(**{"src/pay/a": "2\n"})
    hook = judge_staged(repo.open(), links.read("Change")).verdict
    assert said(hook) == {"pay": "refused"}
    repo.git("commit", "-q", "--no-verify", "-m", "Change")
    last = judged(repo, f"{base}..HEAD").commits[-1]
    assert said(last.verdict) == {"pay": "refused"}
    found = answer(repo.open(), resolve(repo.open(), "HEAD^..HEAD"))
    assert found.refused


def test_rules_that_were_gone_do_not_come_back_by_breaking_them(repo: Repo, base: str) -> None:
    """The nearest ancestor that can be read is one without a file, not an older file."""
    repo.commit(LINKED, **{"decisions.toml": '[fragile.pay]\nenforce = "warn"\n'})
    repo.git("rm", "-q", "decisions.toml")
    repo.commit(LINKED)
    broken = repo.commit(LINKED, **{"decisions.toml": "[fragile\n"})
    repo.stage(**{"src/pay/a": "2\n"})
    assert judge_staged(repo.open(), links.read("Change")).verdict.refused
    repo.commit("Change")
    assert not passes(repo, f"{broken}..HEAD")
    assert judged(repo, f"{base}..HEAD").commits[-1].verdict.refused


def _crossed(repo: Repo) -> None:
    """Merge two branches into each other at once; each has one linked change of its own."""
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit(LINKED, **{"src/pay/b": "2\n"})
    repo.git("checkout", "-q", "main")
    one = repo.commit(LINKED, **{"src/pay/a": "2\n"})
    repo.git("merge", "-q", "--no-ff", "-m", "Merge topic", "topic")
    repo.git("checkout", "-q", "topic")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge main", one)


def test_branches_merged_into_each_other_owe_nothing_twice(repo: Repo, base: str) -> None:
    """There are two forks then; what one of them lacks is on both branches all the same."""
    _crossed(repo)
    found = judged(repo, "main..topic")
    assert [commit.commit.subject for commit in found.commits] == ["Merge main"]
    assert said(found.verdict) == {}
    assert passes(repo, "topic..main")
    assert base


def test_branches_merged_into_each_other_hide_nothing(
    repo: Repo, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What such a merge changes by itself is seen, and all counts where git cannot tell."""
    _crossed(repo)
    asked = Repository.ask
    with monkeypatch.context() as patch:
        old = Result(129, b"", b"")
        patch.setattr(
            Repository,
            "ask",
            lambda self, *words, **more: (
                old if "--remerge-diff" in words else asked(self, *words, **more)
            ),
        )
        assert not passes(repo, "main..topic")
    repo.stage(**{"src/pay/b": "9\n"})
    repo.git("commit", "-q", "--no-verify", "--amend", "--no-edit")
    assert not passes(repo, "main..topic")
    assert base


def test_no_fork_hides_what_another_one_has(repo: Repo, base: str) -> None:
    """What went to both branches from one of them is not taken away in a merge of the other."""
    repo.git("checkout", "-q", "-b", "topic")
    flags = "src/pay/** fragile=pay\nlib/** fragile=pay\n"
    two = repo.commit(LINKED, **{"src/pay/b": "2\n", ".gitattributes": flags, "lib/a": "1\n"})
    repo.git("checkout", "-q", "main")
    one = repo.commit(LINKED, **{"src/pay/a": "2\n"})
    repo.git("merge", "-q", "--no-ff", "-m", "Merge topic", "topic")
    for fork, other in ((two, one), (one, two)):
        repo.git("checkout", "-q", "-B", "topic", fork)
        repo.git("merge", "-q", "--no-commit", "--no-ff", other)
        repo.git("checkout", "-q", base, "--", "src/pay", ".gitattributes")
        repo.git("commit", "-q", "--no-verify", "-m", "Merge main")
        found = judged(repo, "main..topic").verdict
        (pay,) = found.modules
        assert pay.outcome == "refused"
        assert {(touch.path, touch.how) for touch in pay.touches} == {
            ("src/pay/a", "content"),
            ("src/pay/b", "content"),
            ("lib/a", "flag"),
        }
