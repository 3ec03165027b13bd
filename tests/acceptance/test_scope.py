"""``git decide scope``: what was added to the scope and cut from it, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.guarded import FOLDER, record
from tests.support import Repo

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo

PM = "Grace (PM)"
MAIL, FAX, KIOSK = "0001-invoices-by-mail", "0002-drop-the-fax", "0003-a-kiosk"


def scoped(title: str, cost: str, *lines: str, status: str = "accepted") -> str:
    """Return the text of a record of kind scope."""
    front = ((f'cost: "{cost}"',) if cost else ()) + lines
    return record(title, status, *front, modules="", decider=PM, kind="scope")


def on(repo: Repo, day: str, message: str = "Decide", **files: str) -> str:
    """Commit records on a day."""
    moment = f"{day}T12:00:00+00:00"
    repo.stage(**{f"{FOLDER}/{name}.md": text for name, text in files.items()})
    env = {"GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": moment}
    repo.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message, env=env)
    return repo.head()


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a repository with a month of decisions about the scope."""
    by_mail = scoped("Send invoices by mail", "3 engineer-weeks")
    on(repo, "2026-02-01", **{MAIL: by_mail, "0009-other": record("Not about the scope")})
    on(repo, "2026-02-10", **{FAX: scoped("Drop the fax", "-1 to 2 engineer-weeks")})
    repo.git("tag", "v1")
    on(repo, "2026-02-10", **{KIOSK: scoped("A kiosk", "2 days", status="proposed")})
    on(repo, "2026-02-20", **{KIOSK: scoped("A kiosk", "2 days")})
    gone = by_mail.replace("status: accepted", "status: deprecated")
    on(repo, "2026-02-25", "Retire", **{MAIL: gone})
    return repo


def ledger(repo: Repo, *words: str) -> Any:
    """Return the scope as JSON has it."""
    done = decide(repo, "scope", "--json", *words)
    assert done.returncode == 0, done.stderr
    return answer(done.stdout, "scope")["scope"]


def changes(repo: Repo, *words: str) -> list[tuple[str, str, str]]:
    """Return day, kind and id of every change."""
    return [(e.get("date", ""), e["change"], e["id"]) for e in ledger(repo, *words)["changes"]]


def cost(low: float, high: float, unit: str) -> dict[str, object]:
    """Return a cost as JSON has it."""
    return {"low": low, "high": high, "unit": unit}


def test_the_ledger_as_people_read_it(log: Repo) -> None:
    """Oldest first: what, how much, decided by whom; below it the sums of each unit."""
    done = decide(log, "scope")
    assert done.returncode == 0
    assert (
        done.stdout
        == f"""\
2026-02-01  + added  {MAIL}
            Send invoices by mail
            Cost: 3 engineer-weeks
            Decided by {PM}

2026-02-10  - cut    {FAX}
            Drop the fax
            Cost: -1 to 2 engineer-weeks
            Decided by {PM}

2026-02-20  + added  {KIOSK}
            A kiosk
            Cost: 2 days
            Decided by {PM}

2026-02-25  - cut    {MAIL}
            Send invoices by mail
            Cost: 3 engineer-weeks
            Was added before, and is deprecated now
            Decided by Ada Author

Added:       2 days, 3 engineer-weeks   (2 decisions)
Cut:         4 to 5 engineer-weeks   (2 decisions)
On balance:  2 days more, 1 to 2 engineer-weeks less
"""
    )
    assert done.stderr == "Units are summed one by one: nobody knows your days in a week.\n"


def test_the_same_for_a_machine(log: Repo) -> None:
    """Every change with its commit; sums as numbers."""
    found = ledger(log)
    last = found["changes"].pop()
    assert last == {
        "change": "cut",
        "id": MAIL,
        "path": f"{FOLDER}/{MAIL}.md",
        "title": "Send invoices by mail",
        "status": "deprecated",
        "date": "2026-02-25",
        "commit": log.head(),
        "stated-cost": "3 engineer-weeks",
        "ended": "deprecated",
        "by": ["Ada Author"],
        "instead": [],
        "cost": cost(3, 3, "engineer-week"),
    }
    assert found["added"] == [cost(2, 2, "day"), cost(3, 3, "engineer-week")]
    assert found["cut"] == [cost(4, 5, "engineer-week")]
    assert found["balance"] == [cost(2, 2, "day"), cost(-2, -1, "engineer-week")]
    assert (found["not-summed"], found["complete"]) == ([], True)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-02-10", [FAX, KIOSK, MAIL]),
        ("2026-02-11", [KIOSK, MAIL]),
        ("v1", [KIOSK, MAIL]),
        ("HEAD~", [MAIL]),
        ("HEAD", []),
        ("2026-03-01", []),
    ],
)
def test_since(log: Repo, since: str, expected: list[str]) -> None:
    """A day counts from its beginning; of a revision counts what it did not have."""
    assert [name for _, _, name in changes(log, "--since", since)] == expected


def test_since_a_branch_that_was_forked_before(log: Repo) -> None:
    """What another branch had decided earlier, and what came only now, is new since the tag."""
    log.git("checkout", "-q", "-b", "side", "v1~")
    on(log, "2026-02-05", **{"0005-side": scoped("From aside", "1 day")})
    log.git("checkout", "-q", "v1")
    log.git("merge", "-q", "--no-verify", "--no-edit", "side")
    assert changes(log, "--since", "v1") == [("2026-02-05", "added", "0005-side")]


def test_what_is_no_day(log: Repo) -> None:
    """It is said, in a line."""
    done = decide(log, "scope", "--since", "nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'nonsense' is no date, and no revision" in done.stderr


def test_as_it_was_at_a_revision(log: Repo) -> None:
    """With --at, what was decided later is not known."""
    assert [name for _, _, name in changes(log, "--at", "v1")] == [MAIL, FAX]


def test_a_cut_may_be_a_tag(repo: Repo) -> None:
    """Then its cost is what it frees, without a minus."""
    on(repo, "2026-02-01", **{FAX: scoped("Drop the fax", "2 days", "tags: [Cut]")})
    assert ledger(repo)["cut"] == [cost(2, 2, "day")]


def test_what_takes_the_place_of_something(repo: Repo) -> None:
    """The old one is out, the new one in; both are told by who decided the new one."""
    on(repo, "2026-02-01", **{MAIL: scoped("By mail", "3 weeks")})
    old = scoped("By mail", "3 weeks", f"superseded-by: [{KIOSK}]", status="superseded")
    new = scoped("At a kiosk", "5 weeks", f"supersedes: [{MAIL}]").replace(PM, "Bo (PM)")
    on(repo, "2026-02-09", **{MAIL: old, KIOSK: new})
    found = ledger(repo)
    assert changes(repo, "--since", "2026-02-02") == [
        ("2026-02-09", "added", KIOSK),
        ("2026-02-09", "cut", MAIL),
    ]
    assert (found["changes"][-1]["instead"], found["changes"][-1]["by"]) == ([KIOSK], ["Bo (PM)"])
    assert found["balance"] == [cost(5, 5, "week")]
    assert f"Was added before, and is superseded now by {KIOSK}" in decide(repo, "scope").stdout


def test_a_cut_that_supersedes_counts_once(repo: Repo) -> None:
    """It says itself what it frees; and what is decided again comes back once."""
    on(repo, "2026-02-01", **{MAIL: scoped("By mail", "3 weeks")})
    old = scoped("By mail", "3 weeks", f"superseded-by: [{FAX}]", status="superseded")
    cut = scoped("No mail", "-2 weeks", f"supersedes: [{MAIL}]")
    on(repo, "2026-02-09", **{MAIL: old, FAX: cut})
    assert ledger(repo)["balance"] == [cost(1, 1, "week")]
    retired = cut.replace("status: accepted", "status: deprecated")
    on(repo, "2026-02-12", **{FAX: retired})
    assert changes(repo)[-1] == ("2026-02-12", "added", FAX)
    assert ledger(repo)["balance"] == [cost(3, 3, "week")]


def test_what_cannot_be_summed_is_named(repo: Repo) -> None:
    """A cost in words, and none at all."""
    on(repo, "2026-02-01", **{MAIL: scoped("By mail", "a lot"), KIOSK: scoped("Kiosk", "")})
    on(repo, "2026-02-02", **{FAX: scoped("Fax", "1 week")})
    assert ledger(repo)["not-summed"] == [MAIL, KIOSK]
    out = decide(repo, "scope").stdout
    assert f"Not summed:  {MAIL}, {KIOSK}   (no amount of one unit)" in out
    assert "Cost: none is stated" in out
    assert "Added:       1 week   (3 decisions)" in out


def test_what_is_not_committed(repo: Repo) -> None:
    """It counts, on the day that the record states."""
    repo.write(f"{FOLDER}/{MAIL}.md", scoped("By mail", "3 weeks"))
    assert changes(repo) == [("2026-01-15", "added", MAIL)]
    on(repo, "2026-02-01")
    assert "commit" not in ledger(repo, "--since", "2026-01-01")["changes"][0]
    assert changes(repo, "--since", "HEAD") == []


def test_nothing(repo: Repo) -> None:
    """It is said, with what to type next."""
    on(repo, "2026-02-01", **{MAIL: record()})
    done = decide(repo, "scope", "--since", "2026-01-01")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Nothing was added to the scope since 2026-01-01" in done.stderr
    assert "git decide new 'TITLE' --kind scope" in done.stderr


def test_hostile_words(repo: Repo) -> None:
    """No record can write to the terminal."""
    on(repo, "2026-02-01", **{MAIL: scoped("By\x1b[31m mail", "3 weeks\\e[2J")})
    assert ledger(repo)["not-summed"] == [MAIL]
    told = decide(repo, "scope").stdout
    assert "\x1b" not in told
    assert "31m mail" in told


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_bare_and_shallow(make_repo: MakeRepo, tmp_path: Path, object_format: str) -> None:
    """A bare repository answers for its HEAD; a shallow one says that it may lack something."""
    repo = make_repo("odd", object_format=object_format)
    on(repo, "2026-02-01", **{MAIL: scoped("By mail", "3 weeks")})
    on(repo, "2026-02-02", **{KIOSK: scoped("Kiosk", "1 week")})
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    assert [name for _, _, name in changes(bare)] == [MAIL, KIOSK]
    shallow = repo.clone(tmp_path / "shallow", "--depth=1")
    assert ledger(shallow)["complete"] is False
    assert "This clone is shallow" in decide(shallow, "scope").stderr
