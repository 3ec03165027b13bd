"""What was found about one new record holds for every record that is like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from git_decide import store
from git_decide.cli.advice import outlook
from git_decide.cli.new import BEGINNINGS
from git_decide.errors import Refused
from git_decide.git.repository import Repository
from git_decide.output import own_form
from git_decide.output.alike import shape
from git_decide.output.new_record import NewRecord
from git_decide.output.templates import render
from git_decide.policy import config
from git_decide.records.digest import name_of
from git_decide.records.model import KINDS, Alternative, Person
from git_decide.values import replace

if TYPE_CHECKING:
    from pathlib import Path

PATH = "docs/decisions/0007-x.md"
BARE = NewRecord("Cap retries at two", "2026-02-15")
TEXTS = (
    "context",
    "decision",
    "trade_offs",
    "success_criteria",
    "product",
    "engineering",
    "resolution",
    "escalation",
    "outcome",
)
# Words that mean something somewhere: to YAML, to Markdown, to templates, before a number.
WORDS = st.sampled_from(
    [
        "a",
        "Use",
        "webhooks,",
        "two.",
        "it:",
        "lags",
        "(often)",
        "don't",
        "TODO",
        "todo",
        "Title",
        "TEXT",
        "tbd:",
        "WHY",
        "IT",
        "LOST",
        "ADR",
        "adr-5",
        "7",
        "5.",
        "RFC",
        "Decision:",
        "decision",
        "Status:",
        "accepted",
        "null",
        "yes",
        "~",
        "-",
        "*",
        "#",
        "##",
        "---",
        "===",
        ">",
        "|",
        "`a`",
        "<b>",
        "<!--",
        "-->",
        "[a](b.md)",
        "2026-01-01",
        "1e5",
        "\\",
        "{x}",
        "[y]",
        "&",
        "!",
        "?",
        ";",
        "%",
        "/",
        "é",
        "ß",
        "İ",
        "語",
        "²",
        "git-decide:",
        "http://a.b",
        "\t",
    ]
)
LINE = st.lists(
    st.sampled_from(
        [
            "Use",
            "webhooks",
            "two",
            "lags",
            "don't",
            "it,",
            "(often)",
            "7",
            "at:",
            "WHY",
            "é",
            "語",
            "todo",
            "Title",
        ]
    ),
    min_size=2,
    max_size=4,
).map(" ".join)
ODD = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
ODD_TEXT = st.lists(ODD | LINE, min_size=1, max_size=3).map("\n".join)
ROLES = st.sampled_from([None, "PM", "tech lead", "ROLE", "a: (b)"])
NAMES = st.sampled_from(["Ada", "Bo Ek", "J. O'Neil", "Anne-Marie"])


def people(names: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Person, ...]]:
    """Return up to two people of these names."""
    return st.lists(st.builds(Person, names, ROLES), max_size=2).map(tuple)


def options(
    names: st.SearchStrategy[str], reasons: st.SearchStrategy[str]
) -> st.SearchStrategy[tuple[Alternative, ...]]:
    """Return up to two alternatives of these names, with these reasons or with none."""
    made = st.builds(Alternative, names, st.none() | reasons)
    return st.lists(made, max_size=2, unique_by=lambda each: each.name).map(tuple)


PLAIN = st.builds(
    NewRecord,
    title=LINE.map(lambda line: f"Use {line}"),
    date=st.sampled_from(["2026-02-15", "2024-02-29"]),
    status=st.sampled_from(BEGINNINGS),
    kind=st.sampled_from(["", *KINDS]),
    deciders=people(NAMES),
    consulted=people(NAMES),
    modules=st.sampled_from([(), ("payments",), ("set",)]),
    paths=st.sampled_from([(), ("src/**",), ("../x",)]),
    review_by=st.sampled_from(["", "2027-01-01"]),
    cost=st.sampled_from(["", "two weeks", "One: two."]),
    escalated_to=st.sampled_from(["", "Kim (CPO)"]),
    tags=st.sampled_from([(), ("a, b", "c: d")]),
    alternatives=options(st.sampled_from(["Wait", "Buy it", "Do nothing"]), LINE),
    **dict.fromkeys(TEXTS, st.sampled_from(["", "", "It lags.", "It lags: often.\n\nTwo (2)."])),
)
HOSTILE: dict[str, st.SearchStrategy[object]] = {
    "title": ODD | LINE,
    "deciders": people(ODD),
    "cost": ODD,
    "alternatives": options(ODD, ODD),
    **dict.fromkeys(TEXTS, ODD_TEXT),
}


@st.composite
def records(draw: st.DrawFn) -> NewRecord:
    """Return a plain record of which a field or two hold what may mean something."""
    keys = draw(st.lists(st.sampled_from(sorted(HOSTILE)), max_size=2, unique=True))
    return replace(draw(PLAIN), **{key: draw(HOSTILE[key]) for key in keys})


def like(record: NewRecord) -> NewRecord:
    """Return the plainest record of the same shape."""

    def named(found: tuple[Person, ...]) -> tuple[Person, ...]:
        return tuple(Person("Ada", each.role) for each in found)

    return replace(
        record,
        title=BARE.title,
        date=BARE.date,
        deciders=named(record.deciders),
        consulted=named(record.consulted),
        cost=record.cost and "two weeks",
        alternatives=tuple(
            Alternative("Wait", "too late" if each.reason else None) for each in record.alternatives
        ),
        **{key: getattr(record, key) and "It lags." for key in TEXTS},
    )


def found(record: NewRecord, top: Path) -> object:
    """Return everything that is told of a record, as far as it does not repeat its words."""
    try:
        content = render(record)
    except Refused as refused:
        return refused.message
    (top / PATH).parent.mkdir(parents=True, exist_ok=True)
    (top / PATH).write_bytes(content)
    repo = Repository(str(top / ".git"), str(top / ".git"), str(top), "", {})
    name = name_of(PATH, "")
    assert name
    stored = store.examined(content, name, store.words_of(config.DEFAULTS))
    told = [(each.code, each.message, each.mend) for each in stored.findings]
    return told, outlook(repo, config.DEFAULTS, stored)


@given(records())
@example(replace(BARE, title="5. Use two"))
@example(replace(BARE, title="ADR 5: use two"))
@example(replace(BARE, title="Todo"))
@example(replace(BARE, context="WHY IT LOST"))
@example(replace(BARE, context="<!-- It lags -->"))
@example(replace(BARE, context="It lags\n## Decision is this"))
@example(replace(BARE, context="It lags\n---"))
@example(replace(BARE, context="It lags <!-- so"))
@example(replace(BARE, title="Use two #"))
@example(replace(BARE, deciders=(Person("Todo", "PM"),)))
@example(replace(BARE, deciders=(Person("Ada (x)"),)))
@example(replace(BARE, alternatives=(Alternative("Wait: see"),)))
def test_records_that_are_alike(
    tmp_path_factory: pytest.TempPathFactory, record: NewRecord
) -> None:
    """Reading, the schemas and the try to accept it find the same in the plainest one like it."""
    made = shape(record)
    if made is None:
        return
    top = tmp_path_factory.getbasetemp()
    other = like(record)
    assert shape(other) == made
    assert found(record, top) == found(other, top)
    assert isinstance(found(other, top), str) or own_form.content(record) == render(record)


@given(PLAIN, PLAIN, st.sampled_from(sorted(BARE.__dict__)))
@example(BARE, replace(BARE, context="It lags."), "context")
@example(BARE, replace(BARE, deciders=(Person("Ada"),)), "deciders")
@example(
    replace(BARE, alternatives=(Alternative("Wait"),)),
    replace(BARE, alternatives=(Alternative("Wait", "too late"),)),
    "alternatives",
)
@example(
    replace(BARE, deciders=(Person("Ada"),)),
    replace(BARE, deciders=(Person("Ada", "PM"),)),
    "deciders",
)
@example(BARE, replace(BARE, modules=("set",)), "modules")
@example(
    replace(BARE, alternatives=(Alternative("Wait", "(often) late"),)),
    replace(BARE, deciders=(Person("Ada"),)),
    "deciders",
)
def test_what_makes_a_difference_is_in_the_shape(
    tmp_path_factory: pytest.TempPathFactory, record: NewRecord, another: NewRecord, key: str
) -> None:
    """Two records of which something else is told are never taken for alike."""
    top = tmp_path_factory.getbasetemp()
    other = replace(record, **{key: getattr(another, key)})
    made = shape(record)
    if made and found(record, top) != found(other, top):
        assert made != shape(other)


@pytest.mark.parametrize(
    "changes",
    [
        {"supersedes": ("0001",)},
        {"amends": ("0001",)},
        {"relates": ("0001",)},
        {"date": "2026-02-30"},
        {"context": "It lags " * 1000},
    ],
)
def test_what_is_never_taken_for_like_another(changes: dict[str, object]) -> None:
    """Other records, no day, and what may be too large are looked at each time."""
    assert shape(BARE) is not None
    assert shape(replace(BARE, **changes)) is None
