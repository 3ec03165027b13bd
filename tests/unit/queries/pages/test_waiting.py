"""Which sides a proposal waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from git_decide.policy.config import DEFAULTS
from git_decide.queries.pages.waiting import unsigned
from git_decide.records.model import KINDS, Person

if TYPE_CHECKING:
    from git_decide.policy.model import Side

ROLES = DEFAULTS.roles
PEOPLE = {
    "product": Person("Ada", ROLES.product[0]),
    "engineering": Person("Grace", ROLES.engineering[0].upper()),
    "nobody": Person("Linus", "friend of the house"),
    "no role": Person("Bob"),
}
BY_KIND = {"product": "p", "scope": "p", "technical": "e", "trade-off": "pe"}
SIDES: dict[str, Side] = {"p": "product", "e": "engineering"}


@given(
    st.sampled_from(KINDS),
    st.sets(st.sampled_from(sorted(SIDES))),
    st.sets(st.sampled_from(sorted(PEOPLE))),
)
def test_kind_and_modules_demand_sides(kind: str, demanded: set[str], present: set[str]) -> None:
    """Each side that either demands is waited for until somebody with such a role is there."""
    needed = {SIDES[letter] for letter in {*BY_KIND[kind], *demanded}}
    people = [PEOPLE[name] for name in sorted(present)]
    found = unsigned(kind, [SIDES[letter] for letter in demanded], people, ROLES)
    assert found == needed - present


def test_where_nothing_demands_a_side() -> None:
    """Both are asked for, until anybody at all has decided."""
    assert unsigned("", [], [], ROLES) == {"product", "engineering"}
    assert not unsigned("", [], [PEOPLE["no role"]], ROLES)
    assert unsigned("", ["product"], [PEOPLE["engineering"]], ROLES) == {"product"}
