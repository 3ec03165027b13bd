"""SARIF logs: valid, with places and identities that readers can use."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import example, given, settings

from git_decide import __version__
from git_decide.codes import CODES
from git_decide.findings import Finding
from git_decide.output import sarif
from git_decide.values import replace
from tests.unit.output.told import BAD, SAD, log_of, several

_URI = re.compile(r"[A-Za-z0-9._~/%-]+")


@settings(max_examples=15)
@example([Finding("missing-cost", "warning", "\ud800\udcff", "", "")])
@given(several)
def test_every_log_is_valid(found: list[Finding]) -> None:
    """The published schema has no objection, and every path is a relative URI."""
    results = log_of(found)["results"]
    assert len(results) == len(found)
    for result in results:
        [location] = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert _URI.fullmatch(uri)
        assert not uri.startswith("/")


def test_tool_and_rules() -> None:
    """Every code is a rule, also where nothing is wrong, with help and a level."""
    run = log_of([], whole=True)
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("git-decide", __version__)
    assert [rule["id"] for rule in driver["rules"]] == list(CODES)
    for rule in driver["rules"]:
        known = CODES[rule["id"]]
        assert known.mend in rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] == known.severity
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"]):
            assert 0 < len(text) <= 1024
    assert len({rule["name"] for rule in driver["rules"]}) == len(CODES)
    assert run["columnKind"] == "unicodeCodePoints"


def test_place_and_rule_of_a_result() -> None:
    """A result names its rule twice, by id and by index, and its place below the root."""
    [result] = log_of([BAD], whole=True)["results"]
    rules = log_of([BAD])["tool"]["driver"]["rules"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "invalid-date"
    assert result["level"] == "error"
    assert result["message"]["text"] == "`soon` is no date.\nWrite it."
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "log/1-a.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 7},
    }


def test_every_result_has_a_file() -> None:
    """GitHub refuses a log with a result without one: then it is the file that asks for it."""
    [result] = log_of([replace(BAD, path="")])["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "decisions.toml"
    assert "region" not in place


def test_paths_are_percent_encoded() -> None:
    """A URI spells the bytes of a path, whatever they are."""
    [result] = log_of([replace(BAD, path="a b/ü%:\udcff?#.md")])["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%20b/%C3%BC%25%3A%FF%3F%23.md"
    assert unquote_to_bytes(uri) == "a b/ü%:\udcff?#.md".encode("utf-8", "surrogateescape")


def test_identity_stays_while_lines_move() -> None:
    """The fingerprint is that of path, code and message; equal ones are counted."""

    def prints(*found: Finding) -> list[str]:
        results = log_of(found)["results"]
        return [result["partialFingerprints"]["gitDecideFinding/v1"] for result in results]

    moved = replace(BAD, line=9)
    assert prints(BAD) == prints(moved)
    one, two = prints(BAD, moved)
    assert (one[:-2], one[-2:], two[-2:]) == (two[:-2], ":1", ":2")
    assert len({*prints(BAD, SAD, replace(BAD, message="?"), replace(BAD, path="x"))}) == 4


def test_what_github_calls_an_alert() -> None:
    """Its upload computes the hash of a line itself; only what has no line brings one."""
    with_line, without = log_of([BAD, SAD])["results"]
    assert "primaryLocationLineHash" not in with_line["partialFingerprints"]
    assert without["partialFingerprints"]["primaryLocationLineHash"].endswith(":1")


def test_messages_are_no_templates_and_hold_no_links() -> None:
    """Braces and ``[text](1)`` mean themselves."""
    [result] = log_of([replace(BAD, message="{0} [policy] [x](1)", mend="{}")])["results"]
    assert result["message"]["text"] == "{{0}} [policy] [x\\](1)\n{{}}"


def test_errors_before_warnings_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub takes 25,000 results: errors come first, and the rest is left out."""
    assert sarif.MOST == 25_000
    monkeypatch.setattr(sarif, "MOST", 2)
    results = log_of([SAD, SAD, BAD])["results"]
    assert [result["ruleId"] for result in results] == [BAD.code, SAD.code]
