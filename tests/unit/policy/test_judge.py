"""The judge against a second, naive statement of the rule, and sentence by sentence."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.policy.config import DEFAULTS
from git_decide.policy.judge import judge
from git_decide.policy.model import (
    Candidate,
    Case,
    Link,
    ModulePolicy,
    Revert,
    Standing,
    Touch,
)
from git_decide.values import replace

if TYPE_CHECKING:
    from git_decide.policy.model import Rules

BOT = "Bot <7+dep[bot]@users.noreply.github.com>"
ADA = "Ada <ada@example.com>"
PATHS = ("src/pay/a.py", "src/pay/b.py", "vendor/x.lock")
STATUSES = ("problem", "proposed", "accepted", "rejected", "superseded", "deprecated", "")


def rules(*policies: ModulePolicy, standing: tuple[Standing, ...] = ()) -> Rules:
    """Return the default rules with these modules."""
    return replace(DEFAULTS, modules={p.name: p for p in policies}, standing=standing)


def touch(path: str = PATHS[0], module: str = "pay", author: str = ADA) -> Touch:
    """Return a plain touch."""
    return Touch(module, path, "content", path, frozenset([author]))


def record(**changes: object) -> Candidate:
    """Return an accepted record that covers the module pay."""
    return replace(Candidate("0001-x", "accepted", modules=("pay",)), **changes)


def link(*found: Candidate) -> Link:
    """Return a link that resolved to `found`."""
    return Link("1", found)


def outcome(case: Case) -> str:
    """Return the outcome of the one module that a case touches."""
    (module,) = judge(case).modules
    return module.outcome


# --- the second statement -------------------------------------------------------------


def naive_takes(policy: ModulePolicy, candidate: Candidate, day: int) -> bool:
    """Conditions 2, 4 and 5 of "justified", in their order."""
    accepted = candidate.status == "accepted"
    proposed = candidate.status == "proposed" and policy.require == "proposed"
    superseded_since = candidate.status == "superseded" and candidate.was_accepted
    if not (accepted or proposed or superseded_since):
        return False
    if candidate.problems or not set(policy.decided_by) <= candidate.sides:
        return False
    if policy.max_age is None:
        return True
    return candidate.date is not None and candidate.date >= day - policy.max_age


def naive_covers(policy: ModulePolicy, candidate: Candidate, path: str) -> bool:
    """Condition 3."""
    return any(
        (
            policy.name in candidate.modules,
            path in candidate.covers,
            policy.name in candidate.attached,
        )
    )


def naive_stands(case: Case, one: Touch) -> bool:
    """Whether a standing decision covers the touch."""
    if one.how in ("flag", "rules"):
        return False
    for number, entry in enumerate(case.rules.standing):
        decisions = case.standing_links[number].found
        decided = len(decisions) == 1 and decisions[0].status == "accepted"
        if not decided or decisions[0].problems:
            continue
        if entry.authors and one.authors != frozenset([BOT]):
            continue
        if not entry.paths or one.path in case.standing_paths[number]:
            return True
    return False


def naive(case: Case) -> bool:
    """Whether the change may pass, all modules and links taken together."""
    restored: set[str] = set()
    for revert in case.reverts:
        restored |= revert.restores
    rollback = {t.source for t in case.touches} <= restored
    broken = any(len(one.found) != 1 for one in case.links)
    named = [one.found[0] for one in case.links if len(one.found) == 1]
    for module in {t.module for t in case.touches}:
        policy = case.rules.module(module)
        own = [t for t in case.touches if t.module == module]
        linked = {
            t
            for t, r in product(own, named)
            if naive_takes(policy, r, case.day) and naive_covers(policy, r, t.path)
        }
        lenient = policy.enforce == "warn" or (case.fixup and not case.protected)
        if lenient or rollback or all(naive_stands(case, t) for t in own):
            continue  # it needs no link, so no link can spoil it
        if broken:
            return False
        bare = [t for t in own if t not in linked and not naive_stands(case, t)]
        if bare and not (case.skips and policy.skip == "allowed"):
            return False
    return True


candidates = st.builds(
    Candidate,
    id=st.sampled_from(["0001-x", "0002-y"]),
    status=st.sampled_from(STATUSES),
    modules=st.sampled_from([(), ("pay",), ("db",), ("pay", "db")]),
    covers=st.frozensets(st.sampled_from(PATHS)),
    sides=st.frozensets(st.sampled_from(["product", "engineering"])),
    problems=st.sampled_from([(), (), ("no context",)]),
    date=st.one_of(st.none(), st.integers(90, 101)),
    was_accepted=st.booleans(),
    attached=st.sampled_from([frozenset(), frozenset(["pay"])]),
)
links = st.builds(
    Link,
    written=st.just("1"),
    found=st.one_of(candidates.map(lambda c: (c,)), st.lists(candidates, max_size=2).map(tuple)),
    trailer=st.booleans(),
)
policies = st.builds(
    ModulePolicy,
    name=st.sampled_from(["pay", "db"]),
    why=st.just("because"),
    owners=st.just(()),
    enforce=st.sampled_from(["refuse", "refuse", "warn"]),
    require=st.sampled_from(["accepted", "proposed"]),
    decided_by=st.sampled_from([(), (), ("product",), ("product", "engineering")]),
    max_age=st.sampled_from([None, None, 5]),
    skip=st.sampled_from(["allowed", "forbidden"]),
    decisions=st.just(()),
)
standings = st.builds(
    Standing,
    decision=st.just("9"),
    authors=st.sampled_from([(), ("*[bot]@users.noreply.github.com",)]),
    paths=st.sampled_from([(), ("vendor/**",)]),
)
touches = st.builds(
    Touch,
    module=st.sampled_from(["pay", "db"]),
    path=st.sampled_from(PATHS),
    how=st.sampled_from(["content", "content", "content", "flag", "rules"]),
    source=st.sampled_from(PATHS),
    authors=st.sampled_from([frozenset([ADA]), frozenset([BOT]), frozenset([ADA, BOT])]),
)
reverts = st.builds(
    Revert,
    commit=st.just("abc"),
    restores=st.frozensets(st.sampled_from(PATHS)),
    links=st.lists(links, max_size=1).map(tuple),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Generate any case, consistent or not."""
    standing = tuple(draw(st.lists(standings, max_size=2)))
    made = rules(*draw(st.lists(policies, max_size=2)), standing=standing)
    count = len(standing)
    some_paths = st.frozensets(st.sampled_from(PATHS))
    return Case(
        touches=tuple(draw(st.lists(touches, max_size=4))),
        rules=made,
        links=tuple(draw(st.lists(links, max_size=3))),
        skips=draw(st.sampled_from([(), (), ("it burns",)])),
        reverts=tuple(draw(st.lists(reverts, max_size=2))),
        day=100,
        fixup=draw(st.booleans()),
        protected=draw(st.booleans()),
        standing_paths=tuple(draw(st.lists(some_paths, min_size=count, max_size=count))),
        standing_links=tuple(draw(st.lists(links, min_size=count, max_size=count))),
    )


@pytest.mark.no_cover
@settings(max_examples=700, deadline=None)
@given(cases())
def test_agrees_with_the_naive_rule(case: Case) -> None:
    """Whatever the case, both statements of the rule let it pass or refuse it."""
    assert judge(case).refused is not naive(case)


@pytest.mark.no_cover
@settings(max_examples=150, deadline=None)
@given(cases(), candidates)
def test_one_more_good_link_never_hurts(case: Case, extra: Candidate) -> None:
    """A change that passes still passes when it names one more record."""
    more = replace(case, links=(*case.links, Link("2", (extra,))))
    assert judge(case).refused or not judge(more).refused


@pytest.mark.no_cover
@settings(max_examples=150, deadline=None)
@given(cases())
def test_no_touch_no_refusal(case: Case) -> None:
    """A change that touches nothing is never refused, whatever it links to."""
    assert judge(replace(case, touches=())).modules == ()


# --- sentence by sentence -------------------------------------------------------------


def test_without_a_link_it_is_refused() -> None:
    """A touched module without a decision is refused, with its paths."""
    (module,) = judge(Case((touch(),), rules())).modules
    assert (module.outcome, module.uncovered, module.lacks) == ("refused", (PATHS[0],), ())


def test_every_path_must_be_covered() -> None:
    """A record for one of two touched paths leaves the other bare."""
    half = record(modules=(), covers=frozenset([PATHS[0]]))
    case = Case((touch(), touch(PATHS[1])), rules(), links=(link(half),))
    (module,) = judge(case).modules
    assert module.uncovered == (PATHS[1],)
    assert [lack.code for lack in module.lacks] == ["not-covered"]


def test_two_records_may_share_the_work() -> None:
    """Each path needs one record, not all of them the same."""
    first = record(modules=(), covers=frozenset([PATHS[0]]))
    second = record(id="0002-y", modules=(), covers=frozenset([PATHS[1]]))
    case = Case((touch(), touch(PATHS[1])), rules(), links=(link(first), link(second)))
    (module,) = judge(case).modules
    assert (module.outcome, module.by) == ("justified", ("0001-x", "0002-y"))


def test_attached_by_the_rules() -> None:
    """`[fragile.M] decisions` covers the module without an edit of the record."""
    old = record(modules=(), attached=frozenset(["pay"]))
    assert outcome(Case((touch(),), rules(), links=(link(old),))) == "justified"


@pytest.mark.parametrize(
    ("changes", "policy", "code"),
    [
        ({"status": "proposed"}, {}, "status-not-taken"),
        ({"status": ""}, {}, "status-not-taken"),
        ({"status": "superseded"}, {}, "status-not-taken"),
        ({"status": "rejected"}, {"require": "proposed"}, "status-not-taken"),
        ({"problems": ("no context",)}, {}, "invalid-record"),
        ({"sides": frozenset(["product"])}, {"decided_by": ("engineering",)}, "missing-side"),
        ({"date": None}, {"max_age": 5}, "undated-record"),
        ({"date": 94}, {"max_age": 5}, "stale-record"),
        ({"modules": ("db",)}, {}, "not-covered"),
    ],
)
def test_why_a_record_does_not_justify(
    changes: dict[str, object], policy: dict[str, object], code: str
) -> None:
    """Each condition that fails is named."""
    made = rules(replace(ModulePolicy("pay"), **policy))
    case = Case((touch(),), made, links=(link(record(**changes)),), day=100)
    (module,) = judge(case).modules
    assert module.outcome == "refused"
    assert [lack.code for lack in module.lacks] == [code]


def test_many_uncovered_paths_are_counted() -> None:
    """A lack names the first path and counts the rest."""
    case = Case((touch(), touch(PATHS[1])), rules(), links=(link(record(modules=())),))
    (module,) = judge(case).modules
    assert module.lacks[0].message.endswith(f"({PATHS[0]} and 1 more)")


def test_fresh_enough_on_the_last_day() -> None:
    """A record is fresh at exactly `max-age` days."""
    made = rules(replace(ModulePolicy("pay"), max_age=5))
    assert outcome(Case((touch(),), made, (link(record(date=95)),), day=100)) == "justified"


def test_superseded_since_the_work_began() -> None:
    """A record that the merge base had accepted passes, with a warning."""
    late = record(status="superseded", was_accepted=True)
    verdict = judge(Case((touch(),), rules(), links=(link(late),)))
    assert not verdict.refused
    assert [notice.code for notice in verdict.notices] == ["superseded-since"]


def test_a_superseded_record_that_was_not_needed_is_no_news() -> None:
    """The warning is for a record that the verdict rests on."""
    idle = record(status="superseded", was_accepted=True, modules=("db",))
    verdict = judge(Case((touch(),), rules(), links=(link(record(id="0002-y")), link(idle))))
    assert verdict.notices == ()


def test_skip_where_it_is_allowed() -> None:
    """A reason lets it pass as a debt."""
    (module,) = judge(Case((touch(),), rules(), skips=("it burns",))).modules
    assert (module.outcome, module.by) == ("skipped", ("it burns",))


def test_skip_where_it_is_forbidden() -> None:
    """The refusal says that a skip does not count here."""
    made = rules(replace(ModulePolicy("pay"), skip="forbidden"))
    (module,) = judge(Case((touch(),), made, skips=("it burns",))).modules
    assert module.outcome == "refused"
    assert [lack.code for lack in module.lacks] == ["skip-forbidden"]


def test_link_to_nothing_is_an_error_on_a_fragile_change() -> None:
    """Even beside a good link, a link to nothing refuses."""
    case = Case((touch(),), rules(), links=(link(record()), Link("99")))
    verdict = judge(case)
    assert verdict.refused
    assert [lack.code for lack in verdict.broken_links] == ["unknown-record"]


def test_link_to_nothing_is_a_warning_elsewhere() -> None:
    """Nothing fragile is touched: the dead link is only told."""
    verdict = judge(Case((), rules(), links=(Link("99"),)))
    assert not verdict.refused
    assert [notice.code for notice in verdict.notices] == ["unknown-record"]


def test_ambiguous_link_lists_its_candidates() -> None:
    """An ambiguous link is as good as none, and says what it may mean."""
    case = Case((touch(),), rules(), links=(link(record(), record(id="0001-z")),))
    verdict = judge(case)
    assert verdict.refused
    assert verdict.broken_links[0].message == "Decision: 1 is ambiguous: 0001-x, 0001-z"


def test_standing_decision_for_a_bot() -> None:
    """A bot may change what a standing, accepted decision lets it change."""
    made = rules(standing=(Standing("9", ("*[bot]@users.noreply.github.com",), ("vendor/**",)),))
    case = Case(
        (touch(PATHS[2], author=BOT),),
        made,
        standing_paths=(frozenset([PATHS[2]]),),
        standing_links=(link(record(modules=())),),
    )
    assert outcome(case) == "standing"
    assert outcome(replace(case, touches=(touch(PATHS[2]),))) == "refused"
    assert outcome(replace(case, touches=(touch(author=BOT),))) == "refused"
    assert outcome(replace(case, standing_links=(Link("9"),))) == "refused"


def test_only_standing_decisions_that_let_it_pass_are_named() -> None:
    """Neither one for other paths or authors, nor one that no longer stands."""
    standing = (Standing("9", (), ("vendor/**",)), Standing("1"), Standing("7", ("*bot*",)))
    case = Case(
        (touch(), touch(PATHS[1])),
        rules(standing=(*standing, Standing("8"))),
        standing_paths=(frozenset([PATHS[2]]), frozenset(), frozenset(), frozenset()),
        standing_links=(
            link(record(id="0009-vendored")),
            link(record()),
            link(record(id="0007-bots")),
            link(record(id="0008-gone", status="deprecated")),
        ),
    )
    assert judge(case).modules[0].by == ("0001-x",)


def test_a_record_that_two_links_name_is_named_once() -> None:
    """Linked as 1 by one commit and in full by another, inherited or not."""
    links = (link(record()), Link("0001-x", (record(),)))
    assert judge(Case((touch(),), rules(), links=links)).modules[0].by == ("0001-x",)
    back = Revert("abc", frozenset([PATHS[0]]), links)
    assert judge(Case((touch(),), rules(), reverts=(back,))).modules[0].by == ("0001-x",)


def test_nobody_known_is_no_bot() -> None:
    """A standing decision for some authors does not hold for a change without one."""
    made = rules(standing=(Standing("9", ("*",)),))
    anonymous = replace(touch(), authors=frozenset())
    case = Case((anonymous,), made, standing_paths=(frozenset(),), standing_links=(link(record()),))
    assert outcome(case) == "refused"


def test_revert_inherits_or_becomes_a_debt() -> None:
    """A rollback passes: with the links of what it takes back, or as a debt."""
    back = Revert("abc", frozenset([PATHS[0]]), (link(record()),))
    inherited = judge(Case((touch(),), rules(), reverts=(back,))).modules[0]
    assert (inherited.outcome, inherited.by) == ("reverted", ("0001-x",))
    bare = replace(back, links=(Link("99"),))
    assert outcome(Case((touch(),), rules(), reverts=(bare,))) == "debt"


def test_a_rollback_is_not_refused_for_a_dead_link() -> None:
    """What needs no link passes, with or without good ones beside the dead one."""
    back = Revert("abc", frozenset([PATHS[0]]))
    case = Case((touch(),), rules(), links=(Link("99"),), reverts=(back,))
    assert outcome(case) == "debt"
    assert outcome(replace(case, links=(Link("99"), link(record())))) == "justified"


def test_revert_with_something_more_is_no_revert() -> None:
    """One path that is not given back spoils the rollback."""
    back = Revert("abc", frozenset([PATHS[0]]))
    case = Case((touch(), touch(PATHS[1])), rules(), reverts=(back,))
    assert outcome(case) == "refused"


def test_fixup_is_warned_about_until_it_reaches_a_protected_branch() -> None:
    """A fixup passes on a topic branch only."""
    case = Case((touch(),), rules(), fixup=True)
    verdict = judge(case)
    assert verdict.modules[0].outcome == "warned"
    assert [notice.code for notice in verdict.notices] == ["fixup-commit"]
    assert outcome(replace(case, protected=True)) == "refused"


def test_warning_instead_of_refusal() -> None:
    """`enforce = "warn"` lets it pass and says what is bare."""
    made = rules(replace(ModulePolicy("pay"), enforce="warn"))
    (module,) = judge(Case((touch(),), made)).modules
    assert (module.outcome, module.uncovered) == ("warned", (PATHS[0],))


def test_link_that_git_does_not_see() -> None:
    """A link outside the last paragraph counts, with a warning."""
    verdict = judge(Case((touch(),), rules(), links=(Link("1", (record(),), trailer=False),)))
    assert not verdict.refused
    assert [notice.code for notice in verdict.notices] == ["link-not-a-trailer"]


def test_modules_are_judged_apart() -> None:
    """One module's decision says nothing of another's."""
    case = Case((touch(), touch(PATHS[1], "db")), rules(), links=(link(record()),))
    verdict = judge(case)
    assert [(m.module, m.outcome) for m in verdict.modules] == [
        ("db", "refused"),
        ("pay", "justified"),
    ]
