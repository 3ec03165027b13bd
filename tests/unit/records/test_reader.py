"""Reading never raises for content, and one defect hides no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.records.checks import examine
from git_decide.records.limits import LARGEST, LINES
from git_decide.records.model import Alternative, Perspectives
from git_decide.records.reader import name_problem, read
from tests.unit.records.support import PROPOSED, codes, found, named, record_of


def test_a_record_over_the_limit_is_not_parsed() -> None:
    """One byte too many is a finding; exactly as many are read."""
    reading = read(b"x" * (LARGEST + 1), named())
    assert reading.record is None
    assert [problem.code for problem in reading.findings] == ["record-too-large"]
    full = PROPOSED.encode().ljust(LARGEST, b"x")
    assert read(full, named()).findings == ()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_record_of_too_many_lines_is_not_parsed(ending: str) -> None:
    """Short lines cost more than long ones."""
    text = PROPOSED.replace("\n", ending)
    full = text + ending * (LINES - PROPOSED.count("\n"))
    assert read(full.encode(), named()).findings == ()
    reading = read((full + ending).encode(), named())
    assert reading.record is None
    assert [problem.message for problem in reading.findings] == [
        "The record has more than 10,000 lines and was not read."
    ]


def test_bytes_that_are_no_text_have_their_place() -> None:
    """The rest of the record is read all the same."""
    content = PROPOSED.encode().replace(b"queue", b"qu\xe9ue").replace(b"Fewer", b"Fe\0wer")
    told = [(f.code, f.line, f.column) for f in found(content)]
    assert told == [("not-utf-8", 10, 7), ("nul-character", 14, 3)]
    assert record_of(content).context == "The qu\ufffdue fills up."


def test_a_symlink_is_not_looked_at() -> None:
    """There is one finding, and no record."""
    reading, findings = examine(PROPOSED.encode(), named(), symlink=True)
    assert reading.record is None
    assert [problem.code for problem in findings] == ["record-is-symlink"]


@pytest.mark.parametrize(
    ("stem", "usable"),
    [
        ("0042-use-webhooks", True),
        ("日本語", True),
        ("with space", True),
        ("a,b", False),
        (" a", False),
        ("a ", False),
        ("-a", False),
        ("a\nb", False),
        ("a\x1bb", False),
        ("a\udcff", False),
    ],
)
def test_a_stem_must_fit_into_a_trailer(stem: str, usable: bool) -> None:
    """Anything that a trailer would part, or that nobody could type, is a finding."""
    assert (name_problem(stem) == "") == usable
    told = [problem.code for problem in read(PROPOSED.encode(), named(f"{stem}.md")).findings]
    assert told == ([] if usable else ["record-name-unusable"])


def test_broken_front_matter_leaves_the_rest() -> None:
    """What stands before and after the broken field counts, and so does the body."""
    text = PROPOSED.replace("date: 2026-02-15", "tags: [a\ndate: 2026-02-15\ncost: b: c")
    record = record_of(text)
    assert (record.status, record.date, record.title) == (
        "proposed",
        "2026-02-15",
        "Cap retries at two",
    )
    assert (record.cost, record.context) == ("b: c", "The queue fills up.")
    assert codes(text) == ["broken-front-matter", "broken-front-matter"]


def test_headings_in_code_and_comments_are_text() -> None:
    """Only what Markdown calls a heading parts a record."""
    text = PROPOSED.replace(
        "The queue fills up.",
        "The queue.\n\n```\n## Decision\n```\n\n    ## Cost\n\n> ## Outcome\n"
        "\n<!--\n## Resolution\n-->",
    )
    record = record_of(text)
    assert (record.decision, record.cost, record.outcome, record.resolution) == (None,) * 4
    assert record.sections == ()
    assert record.trade_offs == "Fewer retries."
    assert record.context
    assert "## Outcome" in record.context
    assert "## Resolution" not in record.context


@pytest.mark.parametrize(
    ("item", "read_as"),
    [
        ("- **Polling**: hits limits", Alternative("Polling", "hits limits")),
        ("- **Polling:** hits limits", Alternative("Polling", "hits limits")),
        ("* __Polling__ hits limits", Alternative("Polling", "hits limits")),
        ("- **Polling** - hits limits", Alternative("Polling", "hits limits")),
        ("- **Polling** \u2013 hits - limits", Alternative("Polling", "hits - limits")),
        ("- Polling: hits: limits", Alternative("Polling", "hits: limits")),
        ("- Polling - hits: limits", Alternative("Polling", "hits: limits")),
        ("- Polling — hits limits", Alternative("Polling", "hits limits")),
        ("1. Polling: hits limits", Alternative("Polling", "hits limits")),
        ("- Polling", Alternative("Polling")),
        ("- https://x.example/y", Alternative("https://x.example/y")),
        ("- well-known", Alternative("well-known")),
        ("- Polling:\n  - slow\n  - dear", Alternative("Polling", "- slow\n- dear")),
        ("- Polling: slow\n  and dear", Alternative("Polling", "slow\nand dear")),
        ("- Polling: slow\n\n  And dear.", Alternative("Polling", "slow\n\nAnd dear.")),
        ("### Polling\n\nSlow.\n\n- dear", Alternative("Polling", "Slow.\n\n- dear")),
        ("### Polling", Alternative("Polling")),
    ],
)
def test_an_alternative_is_a_name_with_a_reason(item: str, read_as: Alternative) -> None:
    """All the usual ways of writing one are understood."""
    record = record_of(f"{PROPOSED}\n## Alternatives considered\n\n{item}\n")
    assert record.alternatives == (read_as,)


def test_a_heading_completes_the_item_of_its_name() -> None:
    """A list of names and a sub-heading for each are not twice as many alternatives."""
    listed = "- Polling\n- Queue: dear\n\n### polling\n\nSlow.\n\n### Cron\n\nLate."
    record = record_of(f"{PROPOSED}\n## Alternatives\n\n{listed}\n")
    assert record.alternatives == (
        Alternative("Polling", "Slow."),
        Alternative("Queue", "dear"),
        Alternative("Cron", "Late."),
    )
    assert record.places["alternatives[2]"][0] == len(PROPOSED.split("\n")) + 10


def test_further_headings_are_understood() -> None:
    """`[records.headings]` adds names, sub-headings of perspectives included."""
    text = (
        PROPOSED.replace("## Context", "## Contexte :")
        + "\n## Perspectives\n\n### Produit\n\nOui.\n"
    )
    further = (("context", ("Contexte",)), ("product", ("Produit",)), ("nonsense", ("X",)))
    record = read(text.encode(), named(), further).record
    assert record
    assert record.context == "The queue fills up."
    assert record.perspectives == Perspectives(product="Oui.")


def test_the_front_matter_counts_before_a_section() -> None:
    """A cost in both is that of the front matter; the section's text is kept beside it."""
    record = record_of(
        PROPOSED.replace("---\n\n#", "cost: two days\n---\n\n#") + "\n## Cost\n\nMore.\n"
    )
    assert record.cost == "two days"
    assert [(section.heading, section.text) for section in record.sections] == [("Cost", "More.")]


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(content: bytes) -> None:
    """Any bytes at all are read, checked and told of."""
    examine(content, named(), product=("PM",), engineering=("tech lead",))


_PIECES = st.sampled_from(
    [
        "---\n", "status: accepted\n", "date: 2026-01-01\n", "deciders: [A (PM)]\n",
        "kind: scope\n", "# T\n", "## Context\n", "## Alternatives\n", "### Product\n",
        "## Perspectives\n", "text\n", "- **A**: b\n", "- a\n", "  - b\n", "```\n", "<!--\n",
        "-->\n", "\n", "> x\n", "===\n", "\t", "[x]: y\n", "{{x}}\n",
        "1. x\n", "x: [", "]", "&a ", "*a\n", "\r\n", "\ufeff", "\u2028",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_no_mixture_of_parts_makes_it_raise(text: str) -> None:
    """Texts that look like records are read, and every finding has a place within the file."""
    lines = text.replace("\r\n", "\n").replace("\u2028", "\n").count("\n") + 1
    for problem in found(text):
        assert 0 <= problem.line <= lines


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("a: b\n--- c\n", ["broken-front-matter"]),
        ("[a]: b\n", ["wrong-type"]),
        ("just words\n", ["broken-front-matter"]),
        ("# nothing\n", []),
    ],
)
def test_odd_front_matter_is_told(front: str, told: list[str]) -> None:
    """Second documents, keys that are no text, and what is no mapping."""
    reading = read(f"---\n{front}---\n# T\n".encode(), named())
    assert [problem.code for problem in reading.findings if problem.code != "unknown-field"] == told


def test_an_empty_title_is_missing_in_its_place() -> None:
    """A heading without words says nothing."""
    told = [(f.code, f.line) for f in found(PROPOSED.replace("# Cap retries at two", "#"))]
    assert told == [("missing-title", 6)]


def test_prose_among_the_alternatives_is_kept() -> None:
    """What is no alternative stands among the other sections; template text does not."""
    record = record_of(f"{PROPOSED}\n## Alternatives\n\nTODO\n")
    assert record.placeholders == ("alternatives",)
    record = record_of(f"{PROPOSED}\n## Alternatives\n\nNone.\n\n- > quoted\n\nReally.\n")
    assert record.alternatives == ()
    assert [section.text for section in record.sections] == ["None.\n\nReally."]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("The queue fills up.", "TEXT", "context"),
        ("Fewer retries.", "TEXT", "trade-offs"),
        (
            "## Trade-offs\n\nFewer retries.",
            "## Alternatives\n\n- A: WHY IT LOST",
            "alternatives[0]",
        ),
        ("# Cap retries at two", "# TITLE", "title"),
        ("# Cap retries at two", "# ID", "title"),
        ("---\n\n#", "deciders: [Ann (ROLE)]\n---\n\n#", "deciders[0]"),
        ("---\n\n#", "cost: TEXT\n---\n\n#", "cost"),
    ],
)
def test_a_hint_that_was_pasted_as_it_is_says_nothing(old: str, new: str, key: str) -> None:
    """What hints of commands have in the place of an answer is template text."""
    assert record_of(PROPOSED.replace(old, new)).placeholders == (key,)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The queue fills up.", "text"),
        ("The queue fills up.", "A TEXT is too long."),
        ("# Cap retries at two", "# ID of a customer"),
        ("---\n\n#", "deciders: [NAME (tech lead)]\n---\n\n#"),
        ("---\n\n#", "deciders: [Ann (role)]\n---\n\n#"),
    ],
)
def test_words_of_hints_may_be_used(old: str, new: str) -> None:
    """Only the whole of a hint is one, and a name is anybody's."""
    assert record_of(PROPOSED.replace(old, new)).placeholders == ()
