"""Pages made by hand for tests of how they are written."""

from __future__ import annotations

from hypothesis import strategies as st

from git_decide.queries.pages.model import Page, Part, Point
from tests.unit.output.told import paths, texts

DAY, TIP = "2026-03-02", "a1" * 20
AGENDA = (
    *("disagreements", "problems", "proposals", "reviews", "scope"),
    *("debts", "fragile", "not-understood", "wins"),
)
BRIEF = ("fragile", "decided", "open", "debts")

REFUND = Point(
    "Refund a whole batch at once",
    id="0012-refund-in-bulk",
    path="docs/decisions/0012-refund-in-bulk.md",
    status="escalated",
    kind="trade-off",
    module="payments",
    day="2026-02-20",
    days=10,
    says=(
        ("perspectives.product", "Our second largest customer leaves without it."),
        ("perspectives.engineering", "It touches payments, which are fragile."),
        ("escalated-to", "Mira Okonkwo (CTO)"),
        ("cost", "3 engineer-weeks"),
    ),
    waits_for=("Mira Okonkwo (CTO)",),
)
OLD_APP = Point(
    "Drop the old mobile app",
    id="0014-drop-the-old-app",
    path="docs/decisions/0014-drop-the-old-app.md",
    status="proposed",
    day="2026-02-27",
    days=3,
    says=(("perspectives.engineering", "Each release is built twice for 2 % of the users."),),
    waits_for=("product",),
)
CHURN = Point(
    "Customers churn after the trial",
    id="0013-churn",
    path="docs/decisions/0013-churn.md",
    status="problem",
    day=DAY,
    days=0,
    says=(("context", "Four in ten leave within a week."),),
)
WEBHOOKS = Point(
    "Take orders by webhook",
    id="0015-webhooks",
    path="docs/decisions/0015-webhooks.md",
    status="proposed",
    kind="technical",
    module="partner-sync",
    day="2026-03-01",
    days=1,
    says=(
        ("context", "The partner limits us to 500 calls an hour."),
        ("alternatives", "Poll less often: an order would wait seven minutes."),
        ("alternatives", "A queue: the partner runs none."),
    ),
    waits_for=("engineering", "product"),
)
TWICE = Point(
    "Try a charge at most twice",
    id="0001-try-twice",
    path="docs/decisions/0001-try-twice.md",
    status="accepted",
    kind="technical",
    module="payments",
    day="2026-02-15",
    days=15,
    says=(("review-by", "2026-02-15"), ("success-criteria", "No customer is charged twice.")),
    waits_for=("Noor Haddad (tech lead)",),
)
PDF = Point(
    "Export invoices as PDF",
    id="0016-pdf",
    path="docs/decisions/0016-pdf.md",
    kind="scope",
    day="2026-03-01",
    days=1,
    says=(("change", "added"), ("cost", "2 engineer-weeks")),
    people=("Paul Okafor (PM)",),
)
SKIP = Point(
    "Log in again after a refused token",
    commit="7774" * 10,
    module="sessions",
    day="2026-02-25",
    days=5,
    says=(("reason", "pager at 3 am"),),
    people=("Ada Lovelace",),
)
PAYMENTS = Point(
    "payments",
    module="payments",
    says=(("why", "If we break it, all customers suffer."),),
    people=("@shop/payments",),
    numbers=(("fixes", 5), ("fixes-before", 2), ("commits", 9), ("linked", 6), ("files", 31)),
)
EUROPE = Point(
    "Keep partner data in Europe",
    id="0003-europe",
    path="docs/decisions/0003-europe.md",
    kind="product",
    day="2026-02-27",
    days=3,
    waits_for=("Noor Haddad", "Ada Lovelace"),
)
INDEX = Point(
    "Answer searches from an index",
    id="0009-index",
    path="docs/decisions/0009-index.md",
    kind="technical",
    day="2026-03-01",
    days=1,
    says=(("outcome", "Searches take 40 ms instead of 2 s."),),
    people=("Noor Haddad (tech lead)",),
)
DECIDED = Point(
    "Take orders by webhook instead of polling",
    id="0004-webhook",
    path="docs/decisions/0004-webhook.md",
    status="accepted",
    kind="trade-off",
    module="partner-sync",
    day="2026-02-15",
    days=15,
    says=(
        ("context", "The partner limits us to 500 calls an hour."),
        ("alternatives", "Polling: hits the limit."),
        ("trade-offs", "We keep an endpoint up."),
    ),
    people=("Noor Haddad (tech lead)", "Paul Okafor (PM)"),
)

_POINTS = ((REFUND, OLD_APP), CHURN, WEBHOOKS, TWICE, PDF, SKIP, PAYMENTS, EUROPE, INDEX)


def agenda(*parts: Part) -> Page:
    """Return an agenda with these parts and all others empty; a full one if none is given."""
    full = [
        Part(key, points if isinstance(points, tuple) else (points,))
        for key, points in zip(AGENDA, _POINTS, strict=True)
    ]
    given = {part.key: part for part in parts}
    chosen = tuple(given.get(key, Part(key)) for key in AGENDA) if parts else tuple(full)
    return Page("agenda", DAY, "2026-02-23", parts=chosen, tip=TIP)


def brief(about: str = "", decided: tuple[Point, ...] = (DECIDED,)) -> Page:
    """Return a brief of a module, or of all."""
    points = ((PAYMENTS,), decided, (REFUND, OLD_APP, CHURN, WEBHOOKS), (SKIP,))
    parts = tuple(Part(key, some) for key, some in zip(BRIEF, points, strict=True))
    return Page("brief", DAY, about=about, parts=parts, tip=TIP)


_KEYS = (
    *("context", "decision", "cost", "alternatives", "trade-offs", "resolution", "why"),
    *("perspectives.product", "perspectives.engineering", "escalated-to", "review-by"),
    *("success-criteria", "outcome", "reason", "change", "fixes"),
)


def points(said: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Point]:
    """Return points that say anything at all."""
    several = st.lists(said, max_size=3).map(tuple)
    return st.builds(
        Point,
        title=said,
        id=said,
        path=paths,
        status=st.sampled_from(["", "problem", "proposed", "contested", "escalated", "accepted"]),
        kind=st.sampled_from(["", "product", "scope", "technical", "trade-off"]),
        module=said,
        commit=st.sampled_from(["", "7774" * 10]),
        day=st.one_of(said, st.dates().map(str)),
        days=st.none() | st.integers(0, 9999),
        says=st.lists(st.tuples(st.sampled_from(_KEYS), said), max_size=6).map(tuple),
        people=several,
        waits_for=several,
        numbers=st.lists(
            st.tuples(
                st.sampled_from(["fixes", "fixes-before", "commits", "files"]), st.integers(0)
            ),
            max_size=4,
        ).map(tuple),
    )


def pages(said: st.SearchStrategy[str] = texts, most: int = 2) -> st.SearchStrategy[Page]:
    """Return agendas and briefs that say anything at all."""
    return st.one_of(_of("agenda", AGENDA, said, most), _of("brief", BRIEF, said, most))


def _of(
    name: str, keys: tuple[str, ...], said: st.SearchStrategy[str], most: int
) -> st.SearchStrategy[Page]:
    parts = [
        st.builds(Part, st.just(key), st.lists(points(said), max_size=most).map(tuple))
        for key in keys
    ]
    return st.builds(
        Page,
        name=st.just(name),
        day=said,
        since=said,
        about=said,
        revision=said,
        parts=st.tuples(*parts),
        complete=st.booleans(),
        tip=st.sampled_from(["", TIP]),
    )
