"""A schema that is narrowed to some documents finds in them what the whole one finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from git_decide.policy.config import DEFAULTS
from git_decide.records import schema
from git_decide.records.lifecycle import STATUSES
from git_decide.records.model import KINDS
from git_decide.records.narrowing import OWN, facts, narrowed
from tests.unit.records.support import WHOLE

if TYPE_CHECKING:
    from git_decide.records.narrowing import Facts, Schema

FORMATS = WHOLE["properties"]["format"]["enum"]
_words = st.sampled_from(["", " ", "some words", "0007-poll", "a,b", "2026-02-15", "2026-02-30", 7])
_lists = st.lists(_words, max_size=2)
_roles = st.sampled_from(["PM", "tech lead", "Product  Owner", "poet", " "])
_people = st.lists(
    st.fixed_dictionaries({}, optional={"name": _words, "role": _roles, "mail": _words}), max_size=3
)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "format": st.sampled_from([*FORMATS, "word"]),
    "status": st.sampled_from([*STATUSES, "banana", ""]),
    "kind": st.sampled_from([*KINDS, "banana"]),
    "number": st.sampled_from([0, 7, -1, "7"]),
    "alternatives": st.lists(
        st.fixed_dictionaries({}, optional={"name": _words, "reason": _words}), max_size=2
    ),
    "perspectives": st.fixed_dictionaries({}, optional={"product": _words, "engineering": _words}),
    "sections": st.just([{"heading": "Notes", "text": "Some."}]),
    **dict.fromkeys(("deciders", "consulted", "informed"), _people),
    **dict.fromkeys(
        ("modules", "paths", "supersedes", "superseded-by", "amends", "relates", "tags", "aliases"),
        _lists,
    ),
}
documents = st.fixed_dictionaries(
    {"id": st.just("0007-poll"), "path": st.just("docs/0007-poll.md")},
    optional={
        **{
            key: _VALUES.get(key, _words)
            for key in WHOLE["properties"]
            if key not in ("id", "path")
        },
        "x-own": _words,
        "unknown": _words,
    },
)


def _found(
    validator: Any, document: object, words: bool = True
) -> set[tuple[tuple[str | int, ...], str, tuple[str, ...], str]]:
    return {
        (found.path, found.keyword, found.extra, found.message if words else "")
        for found in schema._violations(validator, document)
    }


def _ours(known: Facts) -> Any:
    return schema._record_validator(known, DEFAULTS.roles.product, DEFAULTS.roles.engineering)


PUBLISHED = Draft202012Validator(WHOLE, format_checker=Draft202012Validator.FORMAT_CHECKER)


@settings(max_examples=120, deadline=None)
@given(documents)
def test_the_published_schema_finds_the_same(document: dict[str, Any]) -> None:
    """Whatever a document states: the same places, keywords and words."""
    assert _found(_ours(facts(WHOLE, document)), document) == _found(PUBLISHED, document)


@settings(max_examples=120, deadline=None)
@given(documents)
def test_strict_is_the_schema_of_this_projects_own_format(document: dict[str, Any]) -> None:
    """A strict check finds what it would find in the same record written in this format."""
    known = facts(WHOLE, document)
    own = {**document, "format": OWN}
    strictly = _found(_ours((OWN, *known[1:])), own)
    assert strictly == _found(PUBLISHED, own)


def _keywords(part: object) -> set[str]:
    if isinstance(part, list):
        return {key for item in part for key in _keywords(item)}
    if not isinstance(part, dict):
        return set()
    return set(part) | {key for item in part.values() for key in _keywords(item)}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("status", [None, "", *STATUSES])
def test_nothing_is_left_to_decide(form: str, status: str | None) -> None:
    """No reference is followed, and the one condition left is that of a disagreement."""
    left = narrowed(WHOLE, (form, status, "scope"))
    assert not _keywords(left) & {"$ref", "$defs", "description"}
    asked = [left["if"]] if "if" in left else []
    contested = {"anyOf": [{"required": ["perspectives"]}, {"required": ["escalated-to"]}]}
    assert asked in ([], [contested])
    Draft202012Validator.check_schema(left)


def test_the_schema_itself_stays_as_it_is() -> None:
    """Narrowing copies what it changes."""
    before = repr(WHOLE)
    narrowed(WHOLE, (OWN, "accepted", "technical"))
    assert repr(WHOLE) == before


def test_parts_of_a_code_keep_it() -> None:
    """What one schema joins from several is told by the code of the part that it breaks."""
    whole: Schema = {
        "properties": {"format": {"enum": ["a"]}, "status": {"enum": ["b"]}, "kind": {"enum": []}},
        "$defs": {"day": {"type": "string", "description": "A day."}},
        "allOf": [
            {"required": ["x"], "x-code": "one"},
            {"required": ["y"], "properties": {"y": {"$ref": "#/$defs/day", "x-code": "two"}}},
            {"properties": {"y": {"pattern": "z"}}},
            {
                "if": {"required": ["kind"]},
                "then": {"required": ["z"]},
                "else": {"required": ["w"]},
            },
        ],
    }
    left = narrowed(whole, ("a", None, None))
    assert left["required"] == ["y", "w"]
    assert left["allOf"] == [{"required": ["x"], "x-code": "one"}]
    assert left["properties"]["y"] == {
        "pattern": "z",
        "allOf": [{"type": "string", "x-code": "two"}],
    }
