"""The schema is a real JSON Schema, compiled once, and nothing is fetched for it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from git_decide.errors import ConfigurationBroken
from git_decide.records import schema
from git_decide.records.document import document
from git_decide.records.lifecycle import STATUSES
from git_decide.records.model import KINDS
from git_decide.records.reader import read
from git_decide.values import replace
from tests.unit.records.support import (
    ENGINEERING,
    EXAMPLES,
    PRODUCT,
    PROPOSED,
    WHOLE,
    codes,
    found,
    named,
    record_of,
)

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = sorted(path for path in EXAMPLES.rglob("*.md") if path.stem != "README")


def test_the_schema_is_one() -> None:
    """It holds against the metaschema, and knows the statuses and kinds of the code."""
    Draft202012Validator.check_schema(WHOLE)
    assert tuple(WHOLE["properties"]["status"]["enum"]) == STATUSES
    assert tuple(WHOLE["properties"]["kind"]["enum"]) == KINDS


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_the_published_file_says_what_the_code_says(path: Path) -> None:
    """Anybody's validator, given the file as it is, calls the same records valid."""
    record = read(path.read_bytes(), named(path.name)).record
    assert record
    plain = Draft202012Validator(WHOLE, format_checker=Draft202012Validator.FORMAT_CHECKER)
    ours = schema.record_findings(record, PRODUCT, ENGINEERING)
    assert plain.is_valid(document(record)) == (not ours)


def test_every_key_of_a_record_is_in_the_schema() -> None:
    """The examples together state every key but those of further logs."""
    stated: set[str] = set()
    for path in EXAMPLES.rglob("valid/*.json"):
        stated |= json.loads(path.read_text(encoding="utf-8")).keys()
    known = set(WHOLE["properties"])
    assert {key for key in stated if not key.startswith("x-")} == known - {"log"}


@given(st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=4))
def test_role_titles_are_compared_whole(titles: list[str]) -> None:
    """Without case and odd spaces, and with every character taken for itself."""
    pattern = schema.role_pattern(titles)
    for title in titles:
        assert re.search(pattern, title.strip())
        assert re.search(pattern, "  \t".join(title.split()))
        if title.isascii():
            assert re.search(pattern, title.strip().swapcase())
        assert not re.search(pattern, f"{title.strip()}x") or f"{title.strip()}x" in titles


def test_the_teams_titles_replace_the_built_in_ones() -> None:
    """A side that is set has exactly its own titles."""
    text = PROPOSED.replace("proposed", "accepted").replace(
        "---\n\n", "kind: technical\ndeciders: [A (Wizard)]\n---\n\n", 1
    )
    text += "\n## Alternatives\n\n- **A**: b\n"
    assert codes(text) == ["missing-engineering-decider"]
    assert schema.record_findings(record_of(text), PRODUCT, ("wizard",)) == ()


OWN = {"required": ["tags"], "properties": {"title": {"maxLength": 5}}}


def test_a_teams_schema_comes_on_top() -> None:
    """Its violations have their place and its words."""
    told = [(f.code, f.message, f.line) for f in found(PROPOSED, OWN)]
    assert told == [
        ("team-schema", "'tags' is a required property.", 2),
        ("team-schema", "`title`: 'Cap retries at two' is too long.", 6),
    ]
    assert codes(PROPOSED, True) == []
    assert codes(PROPOSED, False) == ["team-schema"]


@pytest.mark.parametrize(
    "own",
    [
        [],
        "x",
        {"type": 3},
        {"$ref": "https://example.invalid/schema.json"},
        {"$ref": "#/$defs/none"},
        {"$ref": "#"},
        {"properties": {"title": {"pattern": "("}}},
        {"$schema": "http://json-schema.org/draft-07/schema#", "type": []},
    ],
    ids=repr,
)
def test_a_broken_schema_of_the_team_is_told(own: object) -> None:
    """What is no schema, refers elsewhere or to itself is broken configuration."""
    with pytest.raises(ConfigurationBroken) as broken:
        codes(PROPOSED, own)
    assert broken.value.hint


def test_violations_name_what_is_missing_and_what_is_too_much() -> None:
    """One for each missing key; keys too many together."""
    validator = Draft202012Validator(
        {
            "type": "object",
            "required": ["a", "b"],
            "properties": {"c": {"enum": ["x", "y"]}, "d": {"const": 1}, "e": {"type": "string"}},
            "patternProperties": {"^x-": True},
            "additionalProperties": False,
        }
    )
    data = {"c": "z", "d": 2, "e": 3, "x-own": 1, "f": 1, "g": 1}
    told = {(v.keyword, v.path, v.extra) for v in schema._violations(validator, data)}
    assert told == {
        ("required", (), ("a",)),
        ("required", (), ("b",)),
        ("enum", ("c",), ("x", "y")),
        ("const", ("d",), ("1",)),
        ("type", ("e",), ("string",)),
        ("additionalProperties", (), ("f", "g")),
    }


def test_what_no_code_names_is_told_all_the_same() -> None:
    """A document that only a program could make has a finding, too."""
    record = replace(record_of(PROPOSED), format="word", cost=" ")
    told = schema.record_findings(record, PRODUCT, ENGINEERING)
    assert [problem.code for problem in told] == ["invalid-field"] * 2


def test_schemas_are_compiled_once() -> None:
    """A thousand records take one compilation."""
    schema._record_validator.cache_clear()
    schema._own_validator.cache_clear()
    for _ in range(3):
        found(PROPOSED, OWN)
    assert schema._record_validator.cache_info().misses == 1
    assert schema._own_validator.cache_info().misses == 1
