"""A record is held to what its own format promises, and to more only where the team asks."""

from __future__ import annotations

import pytest

from git_decide.records import checks
from git_decide.records.model import Alternative, Perspectives, Reading, Record
from git_decide.values import replace
from tests.unit.records.support import ENGINEERING, PRODUCT, named

BOTH = Perspectives("We need it.", "It costs a month.")
WHOLE = Record(
    name=named("0007-poll.md"),
    places={"status": (3, 1), "title": (1, 1)},
    title="Poll the partner",
    status="accepted",
    status_text="Accepted",
    context="No webhooks yet.",
    decision="We poll.",
    trade_offs="Calls for nothing.",
    alternatives=(Alternative("Wait"),),
)
FOREIGN = ("madr", "nygard", "rst", "asciidoc", "other")


def _codes(record: Record, strict: bool = False) -> list[str]:
    found = checks.findings(Reading(record), PRODUCT, ENGINEERING, strict=strict)
    return [each.code for each in found]


def _told(record: Record) -> dict[str, str]:
    found = checks.findings(Reading(record), PRODUCT, ENGINEERING)
    return {each.message: each.severity for each in found}


@pytest.mark.parametrize("form", FOREIGN)
def test_what_a_format_promises_is_enough(form: str) -> None:
    """No deciders, no date, no reasons: other formats do not promise them."""
    assert _codes(replace(WHOLE, format=form)) == []


@pytest.mark.parametrize("form", FOREIGN)
def test_strict_holds_every_record_to_this_projects_format(form: str) -> None:
    """`[records] strict` asks for what a record of this project has, in errors."""
    demanded = _codes(WHOLE)
    assert sorted(demanded) == ["alternative-without-reason", "missing-date", "missing-deciders"]
    assert _codes(replace(WHOLE, format=form), strict=True) == demanded
    assert _codes(WHOLE, strict=True) == demanded


@pytest.mark.parametrize(
    ("form", "promised"),
    [
        ("madr", {"title", "context", "alternatives", "decision"}),
        ("nygard", {"title", "status", "context", "decision", "trade_offs"}),
        ("rst", {"title", "status"}),
        ("asciidoc", {"title", "status"}),
        ("other", {"title", "status"}),
    ],
)
def test_a_part_that_is_promised_and_missing_is_a_warning(form: str, promised: set[str]) -> None:
    """One for each part, and none for what the format does not have."""
    empty = replace(Record(name=WHOLE.name, places={}), format=form)
    told = _told(empty)
    assert set(told.values()) == {"warning"}
    assert len(told) == len(promised)
    for field in ("title", "status", "context", "decision", "alternatives", "trade_offs"):
        without = replace(WHOLE, format=form, **{field: type(getattr(WHOLE, field))()})
        if field == "status":
            without = replace(without, status=None, status_text=None)
        expected = ["incomplete-for-its-format"] if field in promised else []
        assert _codes(without) == expected, field


def test_a_missing_part_is_called_as_its_format_calls_it() -> None:
    """Nobody has to know this project's words."""
    assert list(_told(replace(WHOLE, format="nygard", trade_offs=None))) == [
        "A record in the form of Nygard needs a section Consequences."
    ]
    assert list(_told(replace(WHOLE, format="madr", decision=None))) == [
        "A MADR record needs a section Decision Outcome."
    ]
    assert list(_told(replace(WHOLE, format="other", title=None))) == ["A record needs a title."]


def test_a_status_in_other_words_is_a_status() -> None:
    """What the reader could not recognise it has told; it is not missing as well."""
    for form in FOREIGN:
        assert _codes(replace(WHOLE, format=form, status=None, status_text="Vielleicht")) == []


@pytest.mark.parametrize("form", ["decision-log", *FOREIGN])
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": "contested"}, "missing-perspective"),
        ({"status": "contested", "perspectives": Perspectives("Yes.")}, "missing-perspective"),
        ({"status": "escalated", "perspectives": BOTH}, "missing-escalated-to"),
        ({"perspectives": BOTH}, "missing-resolution"),
        ({"modules": ("Not One",)}, "invalid-module-name"),
        ({"paths": ("../x",)}, "invalid-path-pattern"),
    ],
)
def test_what_is_an_error_in_every_format(form: str, changes: dict[str, object], code: str) -> None:
    """A disagreement keeps both sides and its end; what rules look at must be usable."""
    stated = {"date": "2026-02-15", "format": form}
    found = checks.findings(Reading(replace(WHOLE, **stated, **changes)), PRODUCT, ENGINEERING)
    assert code in [each.code for each in found if each.severity == "error"]


def test_an_unreadable_day_is_a_warning_in_other_formats() -> None:
    """A date that can be compared with none is told."""
    assert _codes(replace(WHOLE, format="madr", review_by="soon")) == ["unreadable-date"]
    assert "invalid-date" in _codes(replace(WHOLE, review_by="soon"))


def test_links_of_other_formats_may_hold_anything() -> None:
    """Where a link leads is told by whoever looks for the record."""
    assert _codes(replace(WHOLE, format="nygard", supersedes=("Poll, twice",))) == []
    assert "invalid-link" in _codes(replace(WHOLE, supersedes=("Poll, twice",)))


@pytest.mark.parametrize("form", FOREIGN)
def test_template_text_is_a_warning_in_other_formats(form: str) -> None:
    """It is told once, not as a missing part as well, and strict makes it an error."""
    left = replace(WHOLE, format=form, context=None, title=None, placeholders=("context", "title"))
    assert _codes(left) == ["unfilled-template"] * 2
    assert _codes(left, strict=True).count("placeholder-text") == 2
    assert not {"missing-context", "missing-title"} & set(_codes(left, strict=True))


def test_a_template_may_leave_the_status_out() -> None:
    """An unfilled status is template text, and no status that is missing."""
    left = replace(WHOLE, format="nygard", status=None, status_text=None, placeholders=("status",))
    assert _codes(left) == ["unfilled-template"]


def test_warnings_are_no_problems_of_a_record() -> None:
    """What other formats lack never keeps a record from justifying a change."""
    poor = replace(WHOLE, format="madr", decision=None, placeholders=("context",))
    reading = Reading(poor)
    found = checks.findings(reading, PRODUCT, ENGINEERING)
    assert len(found) == 2
    assert checks.digest(reading, found).problems == ()
    strictly = checks.findings(reading, PRODUCT, ENGINEERING, strict=True)
    assert len(checks.digest(reading, strictly).problems) == 4


def test_the_teams_schema_is_an_error_in_every_format() -> None:
    """Who writes a schema means it."""
    found = checks.findings(Reading(replace(WHOLE, format="rst")), (), (), {"required": ["tags"]})
    assert [(each.code, each.severity) for each in found] == [("team-schema", "error")]
