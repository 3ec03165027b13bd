"""``git decide agenda``: in which places, at which revision, in which form it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.in_process import decide
from tests.acceptance.played import ADA, CHARGE, DECIDED, FOLDER, Played, only, play, record
from tests.support import Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo


@pytest.fixture
def shop(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Give a repository with two fragile modules, on 2 March 2026."""
    return play(repo, monkeypatch)


def test_at_a_revision_it_is_the_day_of_that_commit(shop: Played) -> None:
    """Records, history and the day are those of the revision; a week ago is a week before it."""
    shop.write_record("0001-a", "problem", Trade_offs="")
    then = shop.head()
    shop.git("tag", "v1")
    shop.on("2026-05-01")
    shop.commit("Fix it", **{CHARGE: "1\n"})
    shop.write_record("0001-a", "proposed", "kind: technical")
    page = shop.page("agenda", "--at", "v1")
    assert (page["day"], page["since"], page["revision"]) == ("2026-03-02", "2026-02-23", "v1")
    assert only(page, "problems")["days"] == 0
    assert page["commit"] == then
    assert shop.page("agenda", "--since", "v1")["since"] == "2026-03-02"
    assert decide(shop, "agenda", "--since", "").returncode == 2
    wrong = decide(shop, "agenda", "--at", "v1", "--since", "2026-04-01")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "after 2026-03-02" in wrong.stderr


def test_what_was_said_later_is_not_on_the_agenda_of_that_day(shop: Played) -> None:
    """Who has confirmed a decision by now had not done so then; today they have."""
    shop.write_record("0001-a", "accepted", *DECIDED)
    shop.git("tag", "v1")
    shop.on("2026-03-04")
    assert decide(shop, "ack", "1", "--as", "Grace").returncode == 0
    assert only(shop.page("agenda", "--at", "v1"), "not-understood")["id"] == "0001-a"
    assert not shop.page("agenda")["not-understood"]


def test_an_evening_west_of_greenwich(shop: Played) -> None:
    """What was decided at eight in the evening is not left out because UTC has the next day."""
    shop.env["GIT_COMMITTER_DATE"] = "2026-03-02T20:00:00-08:00"
    shop.write_record("0001-a", "accepted", *DECIDED)
    page = shop.page("agenda", "--at", "HEAD")
    assert page["day"] == "2026-03-02"
    assert only(page, "not-understood")["days"] == 0


def test_what_is_not_committed_counts(shop: Played) -> None:
    """A record of the work tree is on the agenda, from the date that it states."""
    shop.write(f"{FOLDER}/0001-a.md", record("problem", "date: 2026-03-01", Trade_offs=""))
    point = only(shop.page("agenda"), "problems")
    assert (point["day"], point["days"]) == ("2026-03-01", 1)


def test_a_broken_record_hides_no_other(shop: Played) -> None:
    """It is told of in a line, and the agenda is written."""
    shop.write(f"{FOLDER}/0001-broken.md", "---\nstatus: [\n---\n")
    shop.write_record("0002-b", "problem", Trade_offs="")
    done = decide(shop, "agenda")
    assert done.returncode == 0
    assert "0002-b" in done.stdout
    assert "1 record has errors" in done.stderr


def test_records_without_a_status_are_missed(shop: Played) -> None:
    """As MADR has them: a page cannot tell whether they are in force, and says so."""
    shop.write(f"{FOLDER}/0001-old.md", "# Use tabs\n\n## Context and Problem Statement\n\nDots.\n")
    for verb in ("agenda", "brief"):
        done = decide(shop, verb)
        assert (done.returncode, "0001-old" in done.stdout) == (0, False)
        assert "1 record states no status" in done.stderr


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_every_form_says_the_same(shop: Played, form: str) -> None:
    """Each of them tells what is open, and ends well."""
    shop.write_record("0001-a", "problem", title="Customers <churn>", Trade_offs="")
    done = decide(shop, "agenda", "--format", form)
    assert done.returncode == 0, done.stderr
    assert "churn" in done.stdout
    assert ("<churn>" in done.stdout) == (form in ("text", "json"))


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_before_the_first_commit_and_in_a_bare_clone(
    make_repo: MakeRepo, tmp_path: Path, object_format: str
) -> None:
    """What stands in the work tree is told; a bare repository is read at HEAD."""
    young = make_repo("young", object_format=object_format)
    young.write(f"{FOLDER}/0001-a.md", record("problem", Trade_offs=""))
    done = decide(young, "agenda")
    assert (done.returncode, "0001-a" in done.stdout) == (0, True), done.stderr
    young.git("add", ".")
    young.commit("Start")
    bare = young.clone(tmp_path / "bare.git", "--bare")
    done = decide(bare, "agenda")
    assert (done.returncode, "0001-a" in done.stdout) == (0, True), done.stderr


def test_a_shallow_clone_says_that_more_may_have_happened(shop: Played, tmp_path: Path) -> None:
    """What is here is told, and that it may not be all."""
    shop.write_record("0001-a", "problem", Trade_offs="")
    clone = Played(shop.clone(tmp_path / "shallow", "--depth=1").path, shop.env)
    page = clone.page("agenda")
    assert not page["complete"]
    assert [point["id"] for point in page["problems"]] == ["0001-a"]


def test_as_many_processes_for_many_records_and_commits(shop: Played, tmp_path: Path) -> None:
    """No more is asked of git for 36 records and 12 skips than for six and two."""

    def grow(first: int, count: int) -> None:
        for number in range(first, first + count):
            files = {
                f"{FOLDER}/{number:04}-a.md": record("problem", Trade_offs=""),
                f"{FOLDER}/{number + 100:04}-b.md": record(
                    "accepted", *DECIDED, "modules: [search]"
                ),
                f"{FOLDER}/{number + 200:04}-c.md": record(
                    "accepted", "kind: scope", f"deciders: [{ADA}]", "cost: 1 day"
                ),
            }
            shop.commit(
                f"Fix {number}\n\nDecision-Skip: no time", **files, **{CHARGE: f"{number}\n"}
            )

    def asked(verb: str) -> int:
        decide(shop, verb)
        trace = tmp_path / f"trace-{verb}-{len(list(tmp_path.iterdir()))}"
        shop.patch.setenv("GIT_TRACE2_EVENT", str(trace))
        assert decide(shop, verb).returncode == 0
        shop.patch.delenv("GIT_TRACE2_EVENT")
        return len(git_starts(trace))

    grow(1, 2)
    few = asked("agenda"), asked("brief")
    grow(3, 10)
    assert (asked("agenda"), asked("brief")) == few
    assert max(few) < 40
