"""Claims about git_decide.queries.checks.dating."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from git_decide.git import clock
from git_decide.queries.checks import checking, dating
from git_decide.queries.checks.dating import dating_findings
from git_decide.queries.checks.gist import Gist
from git_decide.records.digest import Name
from git_decide.store import WORKTREE
from tests.unit.queries.logs import record, write

if TYPE_CHECKING:
    from tests.support import Repo


def gist(text: str) -> Gist:
    """Return a record of this date."""
    return Gist(Name("0001-a", "", 1, "log/0001-a.md"), (), readable=True, date=text, dated=(3, 7))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2900, 1, 1)), st.integers(-400, 400), st.booleans()
)
def test_a_day_that_has_begun_nowhere(repo: Repo, now: datetime, days: int, timed: bool) -> None:
    """From the day after tomorrow on, as UTC has it, with an hour or without."""
    day = now.date() + timedelta(days)
    text = f"{day:%Y-%m-%d}T23:59" if timed else f"{day:%Y-%m-%d}"
    seconds = now.replace(tzinfo=UTC).timestamp()
    found = [*dating_findings(repo.open(), WORKTREE, [gist(text)], seconds)]
    assert bool(found) == (days > 1)


def test_where_it_is_told(repo: Repo) -> None:
    """At the date, with its words; what is no date is not this finding's business."""
    texts = ("2027-01-02", "2027", "2026-07", "soon", "", "20270102", "2026-12")
    now = datetime(2026, 7, 1, tzinfo=UTC).timestamp()
    found = [*dating_findings(repo.open(), WORKTREE, map(gist, texts), now)]
    assert [each.message.split("'")[1] for each in found] == ["2027-01-02", "2027", "2026-12"]
    assert {(each.line, each.column, each.severity) for each in found} == {(3, 7, "warning")}


def test_a_clock_that_is_wrong(repo: Repo) -> None:
    """What the last commit, or the one that is looked at, lived to see is no future."""
    repo.git("commit", "-q", "--allow-empty", "-m", "Old")
    old = repo.head()
    late = "2026-07-01T12:00:00+00:00"
    repo.git("commit", "-q", "--allow-empty", "-m", "New", env={"GIT_COMMITTER_DATE": late})
    for where, days in ((WORKTREE, ["2026-07-03"]), (old, ["2026-07-01", "2026-07-03"])):
        gists = map(gist, ("2026-07-01", "2026-07-03"))
        found = [*dating_findings(repo.open(), where, gists, 0)]
        assert [each.message.split("'")[1] for each in found] == days


def test_until_the_day_has_come(repo: Repo) -> None:
    """It is told again and again, and no more once it is right, though no file is changed."""
    write(repo, {"0001-a": record(date="2030-01-09")})
    repo.git("commit", "-q", "--no-verify", "-m", "Decide")
    for day, told in ((1, [dating.CODE]), (1, [dating.CODE]), (8, []), (9, [])):
        then = datetime(2030, 1, day, 12, tzinfo=UTC).timestamp()
        here = clock.standing_at(repo.open(), int(then))
        assert [each.code for each in checking.check(here, WORKTREE).findings] == told
