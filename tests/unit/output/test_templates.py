"""A new record says what was given, and asks for what was not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from git_decide.errors import ConfigurationBroken, Refused
from git_decide.output.templates import NewRecord, alternative_item, render, render_from
from git_decide.records.editing import Draft, opened
from git_decide.records.model import Alternative, Person, Perspectives
from git_decide.values import replace
from tests.unit.records.support import codes, record_of

BARE = NewRecord("Cap retries at two", "2026-02-15")
FULL = NewRecord(
    title="Cap retries at two",
    date="2026-02-15",
    status="accepted",
    kind="scope",
    deciders=(Person("Ida Berg", "PM"), Person("Rosa: Lind", "tech lead")),
    consulted=(Person("Support"),),
    informed=(Person("Kim (she/her)", "CPO"),),
    modules=("payments", "retry"),
    paths=("src/**", "*.py"),
    supersedes=("7",),
    superseded_by=("0050",),
    amends=("0003-x",),
    relates=("billing/0003-vat",),
    review_by="2027-02-15",
    cost="two days: no export",
    escalated_to="Kim (CPO)",
    tags=("retry", "a, b"),
    aliases=("0041-x",),
    context="The queue\nfills up.\n\n- at night\n- at noon",
    decision="At most two.",
    alternatives=(Alternative("Queue", "needs a broker.\n\nAnd time."), Alternative("Wait: see")),
    trade_offs="Fewer retries.\n\n```\n## code\n```",
    success_criteria="No alarm.",
    product="Yes.",
    engineering="No.",
    resolution="Two, for now.",
    escalation="On Tuesday.",
    outcome="It worked.",
)


def test_a_bare_record_asks_for_what_a_proposal_needs() -> None:
    """Every question is a finding until it is answered."""
    assert codes(render(BARE)) == ["placeholder-text"] * 3


def test_a_problem_asks_for_its_context_only() -> None:
    """There is no solution yet, so nothing else is asked."""
    content = render(replace(BARE, status="problem"))
    assert b"## Alternatives" not in content
    assert codes(content) == ["missing-context"]
    assert codes(render(replace(BARE, status="problem", context="It is slow."))) == []


def test_a_record_that_says_something_is_valid() -> None:
    """With a context, an alternative and trade-offs it may be proposed."""
    said = replace(BARE, context="a", alternatives=(Alternative("A", "b"),), trade_offs="c")
    assert codes(render(said)) == []


def test_the_text_of_a_record() -> None:
    """Byte for byte, so that a change of the template is seen."""
    said = replace(
        BARE,
        kind="technical",
        deciders=(Person("Rosa Lind", "tech lead"),),
        modules=("payments",),
        context="The queue fills up.",
        alternatives=(Alternative("Queue", "needs a broker."),),
    )
    assert render(said).decode() == (
        "---\nstatus: proposed\ndate: 2026-02-15\nkind: technical\ndeciders:\n"
        "  - Rosa Lind (tech lead)\nmodules: [payments]\n---\n\n# Cap retries at two\n\n"
        "## Context\n\nThe queue fills up.\n\n## Alternatives considered\n\n"
        "- **Queue**: needs a broker.\n"
    )


def _says_all(content: bytes) -> None:
    record = record_of(content)
    for key, stated in FULL.__dict__.items():
        if key not in ("product", "engineering"):
            assert getattr(record, key) == stated, key
    assert record.perspectives == Perspectives("Yes.", "No.")
    assert codes(content) == []


def test_every_field_comes_back() -> None:
    """What was given is read back from the built-in template."""
    _says_all(render(FULL))


@pytest.mark.parametrize(
    "template",
    [
        "---\n---\n# {{title}}\n",
        "---\nstatus: {{status}}\n---\n# {{ title }}\n\n## Decision\n\n{{decision}}\n",
        "---\r\n# ours\r\nkind: {{kind}} # who\r\ntags: {{tags}}\r\n---\r\n# {{title}}\r\n"
        "## Alternatives\r\n{{alternatives}}\r\n## Perspectives\r\n### Product\r\n{{product}}\r\n"
        "### Engineering\r\n{{engineering}}\r\n## Context\r\n{{context}}",
        "\ufeff---\ndate: {{date}}\n---\n# {{title}}\n## Perspectives\n\n{{perspectives}}\n",
    ],
)
def test_every_field_comes_back_from_a_template_of_the_team(template: str) -> None:
    """A hole is filled where it stands, what has none is added."""
    content = render_from(template.encode(), FULL)
    _says_all(content)
    assert content.count(b"\r\n") in (0, content.count(b"\n"))
    assert content.startswith(b"\xef\xbb\xbf") == template.startswith("\ufeff")


def test_a_template_of_the_team_asks_in_its_own_place() -> None:
    """What was not given leaves an empty field, or a question that is a finding."""
    template = b"---\nstatus: {{status}}\ndate: {{date}}\nkind: {{kind}}\n---\n# {{title}}\n\n" + (
        b"Ours {{ }} {x}.\n\n## Context\n\n{{context}}\n"
    )
    content = render_from(template, BARE)
    assert b"kind: \n" in content
    assert b"Ours {{ }} {x}." in content
    assert codes(content) == ["missing-alternatives", "placeholder-text"]


def test_a_hole_must_stand_for_something() -> None:
    """A misspelt one is broken configuration, and the right ones are listed."""
    with pytest.raises(ConfigurationBroken) as broken:
        render_from(b"# {{tilte}}\n", BARE)
    assert "title" in broken.value.hint


def test_a_template_without_front_matter_cannot_be_filled() -> None:
    """A status could be written nowhere."""
    with pytest.raises(Refused):
        render_from(b"# {{title}}\n", BARE)


@pytest.mark.parametrize(
    "change",
    [
        {"context": "a\n\n## Decision\n\nb"},
        {"context": "```\na"},
        {"trade_offs": "<!-- a"},
        {"alternatives": (Alternative("a ** b __ c", "d"),)},
        {"title": ""},
        {"title": " \x00\n"},
        {"context": "x" * (1 << 20)},
    ],
    ids=lambda change: repr(change)[:40],
)
def test_a_text_that_would_break_the_record_is_refused(change: dict[str, object]) -> None:
    """Headings, open fences and comments, markup in a name, a title of nothing."""
    with pytest.raises(Refused) as refused:
        render(replace(BARE, **change))
    assert refused.value.hint


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("Use C #", "Use C #"),
        ("Use C#", "Use C#"),
        ("C \\#", "C \\#"),
        ("C\\#", "C\\#"),
        ("#", "#"),
        ("# ## a", "# ## a"),
        ("`code` & *emphasis* <b> [x](y)", "`code` & *emphasis* <b> [x](y)"),
        ("two\nlines\r\n and  tabs\t.", "two lines and tabs ."),
        ("\x1b[31mred\x1b[0m \x07", "[31mred [0m"),
        ("---", "---"),
        ("::error file=x::y", "::error file=x::y"),
        ("a" * 500, "a" * 500),
        ("../../x", "../../x"),
        ("日本語", "日本語"),
        ("bad \udcff byte", "bad byte"),
    ],
)
def test_any_title_is_one_heading(title: str, read_as: str) -> None:
    """Markdown, escapes and slashes stay text; control characters go."""
    assert record_of(render(replace(BARE, title=title))).title == read_as


def test_alternatives_are_list_items() -> None:
    """Further lines belong to the item."""
    assert alternative_item(Alternative("A\nb")) == "- **A b**"
    assert alternative_item(Alternative("A", " b\nc\n\nd\n")) == "- **A**: b\n  c\n\n  d"
    assert alternative_item(Alternative("2 ** 3", "b")) == "- __2 ** 3__: b"


_WORD = st.text(
    alphabet=st.characters(
        exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="\ufeff"
    ),
    min_size=1,
    max_size=12,
)
_LINE = st.lists(_WORD, min_size=1, max_size=4).map(" ".join)
_TEXT = st.lists(_LINE, min_size=1, max_size=4).map("\n".join)
_PERSON = st.builds(Person, _LINE, st.none() | _LINE).filter(
    lambda person: not set("()") & set(f"{person.name}{person.role}")
)


@given(
    title=_LINE,
    deciders=st.lists(_PERSON, max_size=3).map(tuple),
    tags=st.lists(_LINE, max_size=3).map(tuple),
    cost=_LINE | st.just(""),
    context=_TEXT | st.just(""),
    alternatives=st.lists(st.builds(Alternative, _LINE, st.none() | _TEXT), max_size=3).map(tuple),
    trade_offs=_TEXT | st.just(""),
)
def test_what_is_rendered_is_parsed(**given_fields: object) -> None:
    """Round trip: any words, in any part, come back as they were, or are refused as a whole."""
    fields = replace(BARE, **given_fields)
    try:
        record = opened(Draft(render(fields)))  # under a name that has no number
    except Refused:
        assume(False)
    assert record.title == fields.title
    assert record.deciders == fields.deciders
    assert record.tags == fields.tags
    assert record.cost == (fields.cost or None)
    assert (record.context or "").split() == fields.context.split()
    assert (record.trade_offs or "").split() == fields.trade_offs.split()
    assert [item.name for item in record.alternatives] == [
        item.name for item in fields.alternatives
    ]
