"""``git decide why``: every kind of evidence, every kind of target, and what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.why_story import LOG, record, story
from tests.support import Repo, git_starts, hermetic

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("env")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Give the repository of the story, which no test changes."""
    home = tmp_path_factory.mktemp("home")
    return story(tmp_path_factory.mktemp("story") / "repo", hermetic(home))


def why(repo: Repo, *args: str) -> Any:
    """Return the answer as a document, held against its schema and its exit code."""
    done = decide(repo, "why", "--json", *args)
    found = answer(done.stdout, "why")
    assert done.returncode == (0 if found["answers"] else 1), done.stderr
    return found


def known(repo: Repo, *args: str) -> list[tuple[str, str]]:
    """Return the decisions with their best evidence."""
    return [(each["id"], each["evidence"][0]["kind"]) for each in why(repo, *args)["answers"]]


@pytest.mark.parametrize(
    ("target", "decisions"),
    [
        ("src/a.txt:1", []),
        ("src/a.txt:2", [("0001-trailer", "trailer")]),
        ("src/a.txt:3", [("0003-merge", "merge")]),
        ("src/a.txt:4", [("0002-note", "note")]),
        ("src/a.txt:5", []),
        ("src/a.txt:6", []),
        (
            "src/a.txt:2-4",
            [("0001-trailer", "trailer"), ("0002-note", "note"), ("0003-merge", "merge")],
        ),
        ("src/a.txt:/[BC]/", [("0001-trailer", "trailer")]),
        ("link:2", [("0001-trailer", "trailer")]),
        ("src/cov/c.py:3", [("0012-comment", "comment"), ("0004-covers", "covers")]),
        ("src/cov/c.py:5", [("0004-covers", "covers")]),
        ("src/cov/c.py:7", [("0002-note", "comment"), ("0004-covers", "covers")]),
        ("named.py:3", [("0012-comment", "comment")]),
        ("brought.txt:1", [("0013-branch", "together")]),
        ("said", [("0001-trailer", "said")]),
        ("together.txt:1", [("0008-together", "together")]),
        ("together.txt:2", [("0008-together", "together")]),
        ("web.ts:1", [("0020-x", "mentions")]),
        ("web.ts:2", []),
        ("moved.py:3", [("0002-note", "trailer")]),
        ("shaped.py:1", [("0001-trailer", "earlier")]),
        ("two.txt:1", [("0006-gone", "trailer"), ("0009-new-name", "trailer")]),
        ("docs/decisions/0001-trailer.md:1", [("0001-trailer", "itself")]),
        ("odd:1/na me:3", []),
        ("odd:1/na me:3:1", []),
        ("empty", []),
        ("untracked.txt:1", []),
        ("crlf.txt:2", []),
        ("crlf.txt:/b$/", []),
        ("undone.py:1", [("0001-trailer", "earlier")]),
        ("redone.py:1", [("0002-note", "earlier")]),
        ("first.txt:1", []),
        ("bin", []),
        ("side", [("0003-merge", "merge")]),
        ("HEAD", []),
        ("commit:HEAD~1", [("0009-new-name", "together")]),
        ("HEAD^{/Write it}", [("0001-trailer", "said")]),
        ("HEAD^{/on much}", []),
        (
            "HEAD^{/Cover}",
            [("0004-covers", "covers"), ("0005-module", "covers"), ("0012-comment", "covers")],
        ),
        ("HEAD^{/Do it}", [("0008-together", "together")]),
        ("pay", []),
        ("module:pay", [("0012-comment", "covers"), ("0005-module", "covers")]),
    ],
)
def test_what_is_known(told: Repo, target: str, decisions: list[tuple[str, str]]) -> None:
    """The decision behind each target, known by its best evidence."""
    assert sorted(known(told, target)) == sorted(decisions)


def test_a_folder_has_what_is_followed_below_it(told: Repo) -> None:
    """The commits that changed something below it, then what covers files there."""
    found = dict(known(told, "src"))
    assert found["0001-trailer"] == "followed"
    assert found["0004-covers"] == "covers"
    assert set(found) >= {"0002-note", "0003-merge", "0005-module"}


def test_gone_and_renamed(told: Repo) -> None:
    """A deleted record is read from the commit that named it, a renamed one by its alias."""
    gone, renamed = sorted(why(told, "two.txt:1")["answers"], key=lambda each: str(each["id"]))
    assert (gone["in-log"], gone["record"]["title"]) == (False, "Be deleted")
    assert (renamed["in-log"], renamed["record"]["title"]) == (True, "Be renamed")
    assert "no longer in the log" in decide(told, "why", "two.txt:1").stdout


def test_a_deleted_record_is_not_one_whose_name_goes_on(repo: Repo) -> None:
    """Whole ids mean themselves: another record that only begins so has not been linked."""
    first, other = (f"{LOG}/0010-foo{end}.md" for end in ("", "-bar"))
    repo.commit("Decide", **{first: record("Foo"), "a.txt": "1\n"})
    repo.commit("Follow\n\nDecision: 10", **{"a.txt": "2\n"})
    repo.git("rm", "-q", first)
    repo.commit("Decide otherwise", **{other: record("Foo and bar")})
    (found,) = why(repo, "a.txt:1")["answers"]
    assert (found["id"], found["in-log"], found["record"]["title"]) == ("0010-foo", False, "Foo")
    assert "0010-foo" in decide(repo, "why", "a.txt").stdout
    repo.write(other, record("Foo and bar", "aliases: [0010-foo]\n"))
    (found,) = why(repo, "a.txt:1")["answers"]
    assert (found["id"], found["in-log"]) == ("0010-foo-bar", True)


def test_uncommitted_and_unknown(told: Repo) -> None:
    """Who last touched the line, or that nobody has committed it yet, and what to type."""
    done = decide(told, "why", "src/a.txt:1")
    assert "Ada Author: Begin" in done.stdout
    assert "git decide link" in done.stdout
    assert why(told, "src/a.txt:6")["uncommitted"] == 1
    done = decide(told, "why", "src/a.txt:6")
    assert "not committed yet" in done.stdout
    assert "--trailer" in done.stdout
    assert "untracked.txt is in no commit yet" in decide(told, "why", "untracked.txt").stderr
    assert [each["says"] for each in why(told, "src/a.txt:5")["dangling"]] == ["99"]


def test_one_day_for_a_commit(told: Repo) -> None:
    """A commit made elsewhere has one day in the whole answer, that which git tells."""
    found = why(told, "zoned.txt:1")
    days = [found["commits"][0]["date"], found["answers"][0]["evidence"][0]["commit"]["date"]]
    assert days == ["2026-03-01", "2026-03-01"]


def test_what_a_changed_line_was_before(repo: Repo) -> None:
    """A line that is being changed has the decision behind what HEAD has in its place."""
    copy = story(repo.path, repo.env)
    copy.write("src/a.txt", "plain\nB, but other\nC\nD\nE\n")
    copy.write("shaped.py", "third(3)\n")
    assert known(copy, "src/a.txt:2") == [("0001-trailer", "earlier")]
    assert known(copy, "shaped.py:1") == [("0001-trailer", "earlier")]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("src/a.txt:99", "src/a.txt has 6 lines"),
        ("src/a.txt:0", "lines count from 1"),
        ("src/a.txt:/Q/", "no line of src/a.txt matches /Q/"),
        ("src/a.txt:/^$/", "no line of src/a.txt matches /^$/"),
        ("src/a.txt:/(/", "no regular expression"),
        ("src:3", "no file: it has no lines"),
        ("removed.txt:1", "git decide why removed.txt:1 --at"),
        ("vendor/lib/x.c:3", "git decide -C vendor/lib why x.c:3"),
        ("nothing-like-this", "no file, folder, module or commit"),
        ("module:none", "no fragile module 'none'"),
        ("commit:none", "no commit is called 'none'"),
        ("../outside.txt:1", "no file, folder, module or commit"),
        ("", "no file, folder, module or commit"),
    ],
)
def test_what_is_not_there(told: Repo, target: str, said: str) -> None:
    """Wrong usage exits with 2, says what is wrong, and where it is known what to type."""
    done = decide(told, "why", target)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_remarks(told: Repo) -> None:
    """What was chosen among several is said."""
    told_of = {target: decide(told, "why", target).stderr for target in ("link:2", "pay")}
    assert "link is a symbolic link to src/a.txt" in told_of["link:2"]
    assert "2 lines" in decide(told, "why", "src/a.txt:/[BC]/").stderr
    assert "is also a module: module:pay" in told_of["pay"]
    for target in ("skipped:1", "HEAD^{/at night}"):
        assert why(told, target)["remarks"][0].endswith(" declared a skip: it burnt")


def test_all_there_is(told: Repo) -> None:
    """With --full nothing stops at the first thing found: all generations, all evidence."""
    found = why(told, "src/a.txt:3", "--full")["answers"]
    assert [each["kind"] for each in found[0]["evidence"]] == ["merge"]
    assert known(told, "nested.txt:1") == [("0002-note", "merge")]
    merges = [("0002-note", "merge"), ("0003-merge", "merge")]
    assert sorted(known(told, "nested.txt:1", "--full")) == merges
    assert known(told, "shaped.py:1", "--full") == [("0001-trailer", "earlier")]
    assert "Context" in decide(told, "why", "src/a.txt:2", "--full").stdout


def test_a_list_of_commits_that_is_not_there(told: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """By itself git would not blame at all; the answer comes without it, and that is said."""
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "blame.ignoreRevsFile")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "nowhere")
    done = decide(told, "why", "src/a.txt:2")
    assert "0001-trailer" in done.stdout
    assert "no commit is passed over" in done.stderr


def test_at_a_revision(told: Repo) -> None:
    """The file, the records and the merges are those of the revision."""
    before = told.out("log", "-1", "--format=%H", "--grep=^Move it")
    assert known(told, "block.py:3", "--at", f"{before}~1") == [("0002-note", "trailer")]
    assert known(told, "removed.txt:1", "--at", "HEAD~1") == []
    assert known(told, "src/a.txt:3", "--at", "side") == []
    found = why(told, "two.txt:1", "--at", "HEAD~2")["answers"]
    assert {each["id"]: each["in-log"] for each in found} == {
        "0006-gone": True,
        "0007-old-name": True,
    }


def test_a_clone_that_ends_early(told: Repo, tmp_path: Path) -> None:
    """Nothing known and could not look are two answers, and a boundary is never to blame."""
    clone = told.clone(tmp_path / "shallow", "--depth=2")
    done = decide(clone, "why", "src/a.txt:2")
    assert (done.returncode, done.stdout) == (2, "")
    assert "git fetch --unshallow" in done.stderr
    found = why(clone, "src/cov/c.py:5")
    assert found["complete"] is False
    assert [each["id"] for each in found["answers"]] == ["0004-covers"]
    assert found["commits"][0]["boundary"] is True


def test_bare_and_below(told: Repo, tmp_path: Path) -> None:
    """A bare repository answers from HEAD, a folder below the top by paths as typed there."""
    bare = Repo(tmp_path / "bare", told.env)
    told.git("clone", "-q", "--bare", str(told.path), str(bare.path))
    assert known(bare, "src/a.txt:2") == [("0001-trailer", "trailer")]
    below = Repo(told.path / "src", told.env)
    assert known(below, "a.txt:2") == [("0001-trailer", "trailer")]


def test_git_begins_before_python_has_loaded(told: Repo, tmp_path: Path) -> None:
    """What git is asked ahead is what is asked for: the lines are blamed once."""
    trace = {"GIT_TRACE2_EVENT": str(tmp_path / "trace")}
    done = told.decide("why", "src/a.txt:2", env=trace)
    assert done.returncode == 0
    blames = [argv for argv in git_starts(tmp_path / "trace") if "blame" in argv]
    assert len(blames) == 2  # the other one looks for a move


@pytest.mark.parametrize(
    ("target", "logs"),
    [
        ("src/a.txt:1", 2),  # nothing is known: what was said, and what came with it
        ("brought.txt:1", 2),  # a record came with it
        ("src/a.txt:2", 0),  # linked
        ("src/a.txt:3", 0),  # merged with a link
        ("src/a.txt:6", 0),  # in no commit
    ],
)
def test_commits_are_asked_once_and_only_where_nothing_links(
    told: Repo, tmp_path: Path, target: str, logs: int
) -> None:
    """What git begins with while it looks for moves is what is asked for afterwards."""
    told.decide("why", "src/a.txt:2")  # the first question ever reads all of the history
    trace = {"GIT_TRACE2_EVENT": str(tmp_path / "trace")}
    told.decide("why", target, env=trace)
    asked = [argv for argv in git_starts(tmp_path / "trace") if "log" in argv]
    assert [argv for argv in asked if "--name-only" not in argv][logs:] == []
    assert len([argv for argv in asked if "--no-walk=unsorted" in argv]) == logs
    assert not any("%G?" in word for argv in asked for word in argv)  # no signature is looked at


def test_help_has_examples(told: Repo) -> None:
    """The help shows how lines are named."""
    assert "git decide why src/charge.py:42" in decide(told, "why", "--help").stdout
