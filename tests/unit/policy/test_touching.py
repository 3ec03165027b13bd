"""What counts as touching a module: content, flags, rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.policy.config import DEFAULTS
from git_decide.policy.model import ChangedPath, ModulePolicy, Rewritten, Roles, Rules, Touch
from git_decide.policy.touching import judging, literal_prefix, touches
from git_decide.values import replace

ADA = frozenset(["Ada <ada@example.com>"])
FLAGS = (("", "src/pay/**", "pay"), ("db", "*.sql", "db"))
BEFORE = Rewritten(modules=frozenset(["pay", "db"]), patterns=FLAGS)


def changed(path: str) -> ChangedPath:
    """Return a change of `path` by Ada."""
    return ChangedPath(path, "100644", "100644", "1" * 40, "2" * 40, ADA)


def with_pay(**changes: object) -> Rules:
    """Return the default rules with a table for the module pay."""
    return replace(DEFAULTS, modules={"pay": replace(ModulePolicy("pay"), **changes)})


def test_content_of_a_flagged_path() -> None:
    """Each changed path that the rules flag is a touch, others are none."""
    change = [changed("src/pay/a.py"), changed("README")]
    found = touches(change, {"src/pay/a.py": "pay"}, BEFORE, DEFAULTS, [DEFAULTS])
    assert found == (Touch("pay", "src/pay/a.py", "content", "src/pay/a.py", ADA),)


def test_a_path_that_loses_its_flag() -> None:
    """Changing the value of a path that exists touches its former module."""
    rewritten = replace(BEFORE, reflagged=(("src/pay/a.py", "pay"),))
    found = touches([changed(".gitattributes")], {}, rewritten, DEFAULTS, [DEFAULTS])
    assert found == (Touch("pay", "src/pay/a.py", "flag", ".gitattributes", ADA),)


def test_the_nearest_attributes_file_is_the_source() -> None:
    """Of several changed files the deepest that speaks for the path did it."""
    rewritten = replace(BEFORE, reflagged=(("src/pay/a.py", "pay"),))
    change = [changed(".gitattributes"), changed("src/pay/.gitattributes"), changed("z")]
    (found,) = touches(change, {}, rewritten, DEFAULTS, [DEFAULTS])
    assert found.source == "src/pay/.gitattributes"


def test_a_flag_lost_through_a_file_elsewhere() -> None:
    """A macro at the top is as good a source as any: some changed file is named."""
    rewritten = replace(BEFORE, reflagged=(("src/pay/a.py", "pay"),))
    (found,) = touches([changed("lib/.gitattributes")], {}, rewritten, DEFAULTS, [DEFAULTS])
    assert found.source == "lib/.gitattributes"


def test_flags_need_a_changed_attributes_file() -> None:
    """In a merge whose attributes are git's own, nobody unflagged anything."""
    rewritten = replace(BEFORE, reflagged=(("src/pay/a.py", "pay"),))
    assert touches([changed("README")], {}, rewritten, DEFAULTS, [DEFAULTS]) == ()


@pytest.mark.parametrize(
    ("directory", "pattern", "modules"),
    [
        ("", "src/pay/tests/**", ("pay",)),
        ("", "/src/pay/tests/**", ("pay",)),
        ("", "src/**", ("pay",)),
        ("", "docs/**", ()),
        ("", "*.md", ("db", "pay")),
        ("src/pay", "*.md", ("pay",)),
        ("src/pay", "new/**", ("pay",)),
        ("src/other", "*", ()),
        ("", "SRC/PAY/x", ("pay",)),
        ("", "**/x", ("db", "pay")),
        ("db", "old.sql", ("db",)),
    ],
)
def test_an_exemption_for_what_may_come(
    directory: str, pattern: str, modules: tuple[str, ...]
) -> None:
    """A line that unsets the flag touches the modules whose patterns it can meet."""
    path = f"{directory}/.gitattributes" if directory else ".gitattributes"
    rewritten = replace(BEFORE, unsets=((directory, pattern),))
    found = touches([changed(path)], {}, rewritten, DEFAULTS, [DEFAULTS])
    assert tuple(touch.module for touch in found) == modules
    assert {touch.path for touch in found} <= {path}


@pytest.mark.parametrize(
    "after",
    [
        with_pay(skip="forbidden"),
        with_pay(require="proposed"),
        with_pay(enforce="warn"),
        with_pay(decided_by=("product",)),
        with_pay(max_age=3),
        with_pay(decisions=("0001",)),
        replace(with_pay(), since="abc"),
        replace(with_pay(), protect=("x",)),
        replace(with_pay(), each_commit=True),
        replace(with_pay(), roles=Roles(("PM",), ("CTO",))),
    ],
)
def test_what_judges_a_module(after: Rules) -> None:
    """Any change to what judges a flagged module touches it."""
    found = touches([changed("decisions.toml")], {}, BEFORE, with_pay(), [after])
    assert "pay" in [touch.module for touch in found]
    assert {(touch.path, touch.how) for touch in found} == {("decisions.toml", "rules")}


def test_prose_judges_nothing() -> None:
    """`why` and `owners` may change freely."""
    after = with_pay(why="It broke twice.", owners=("@pay",))
    assert touches([changed("decisions.toml")], {}, BEFORE, with_pay(), [after]) == ()


def test_a_table_with_the_defaults_changes_nothing() -> None:
    """Stating what held anyway is no touch."""
    assert touches([changed("decisions.toml")], {}, BEFORE, DEFAULTS, [with_pay()]) == ()


def test_rules_of_a_module_that_nothing_flags() -> None:
    """Adopting the tool never blocks itself: without a flag there is no module to touch."""
    change = [changed("decisions.toml")]
    assert touches(change, {}, Rewritten(), DEFAULTS, [with_pay(skip="forbidden")]) == ()


def test_a_merge_may_take_the_rules_of_either_parent() -> None:
    """What agrees with one parent was decided there."""
    other = with_pay(skip="forbidden")
    change = [changed("decisions.toml")]
    assert touches(change, {}, BEFORE, DEFAULTS, [other, other]) == ()
    assert touches(change, {}, BEFORE, DEFAULTS, [other, with_pay(require="proposed")])


def test_nothing_is_said_twice() -> None:
    """A path that two lines exempt is one touch."""
    rewritten = replace(BEFORE, unsets=(("", "src/pay/x"), ("", "src/pay/y")))
    assert len(touches([changed(".gitattributes")], {}, rewritten, DEFAULTS, [DEFAULTS])) == 1


@given(st.text("ab/*?[", max_size=8), st.sampled_from(["", "a", "a/b"]))
def test_prefix_is_literal(pattern: str, directory: str) -> None:
    """The prefix of a pattern holds no wildcard and begins with its directory."""
    prefix = literal_prefix(directory, pattern)
    assert not set("*?[") & set(prefix)
    assert prefix.startswith(f"{directory}/" if directory else "")


def test_judging_leaves_prose_out() -> None:
    """Two policies that differ in prose judge alike."""
    assert judging(with_pay(why="a"), "pay") == judging(with_pay(why="b", owners=("c",)), "pay")
