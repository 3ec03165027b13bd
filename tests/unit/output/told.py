"""Findings for tests of what is made of them, and the readers of the formats."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xmlschema
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from git_decide.codes import CODES
from git_decide.findings import Finding
from git_decide.output.junit import junit
from git_decide.output.sarif import sarif

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

PUBLISHED = Path(__file__).parents[2] / "published"

# What breaks formats: their own signs, controls, what XML cannot hold, bytes that are no UTF-8.
_NASTY = "%:,\n\r\t\x00\x1b[](){}<>&\"'`*_@#\\\u2028\u202e\ufffe\uffff\ud800\udcff é漢"
texts = st.text(st.one_of(st.sampled_from(_NASTY), st.characters()), max_size=20)
paths = st.one_of(st.just(""), st.just("a b:c,d%/é.md"), st.just("x\udcffy\n::error::z"))
findings = st.builds(
    Finding,
    st.sampled_from(sorted(CODES)),
    st.sampled_from(["error", "warning"]),
    texts,
    texts,
    paths,
    st.integers(0, 99),
    st.integers(0, 99),
)
several = st.lists(findings, max_size=6)

BAD = Finding("invalid-date", "error", "`soon` is no date.", "Write it.", "log/1-a.md", 3, 7)
SAD = Finding("missing-cost", "warning", "No cost.", "", "log/2-b.md")


def log_of(found: Sequence[Finding], *, whole: bool = False) -> Any:
    """Return the only run of a SARIF log, once the published schema has no objection.

    All rules are looked at only if `whole`: they are the same in every log.
    """
    log = json.loads(sarif(found))
    shown = json.loads(sarif(found))
    if not whole:
        del shown["runs"][0]["tool"]["driver"]["rules"][2:]
    _sarif_schema().validate(shown)
    assert re.fullmatch(r"[ -~\n]*", sarif(found))
    return log["runs"][0]


def suite_of(found: Sequence[Finding], strict: bool = False) -> Element:
    """Return the suite of a JUnit report, once the published schema has no objection."""
    from xml.etree import ElementTree

    text = junit(found, strict)
    _junit_schema().validate(text)
    suite = ElementTree.fromstring(text).find("testsuite")
    assert suite is not None
    return suite


def read(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as the runner does: name, properties, message."""
    found = []
    for line in text.split("\n") if text else ():
        parts = re.fullmatch(r"::(\w+)(?: ([^:]*))?::(.*)", line)
        assert parts, line
        pairs = [pair.partition("=") for pair in (parts[2] or "").split(",") if pair]
        found.append(
            (parts[1], {key: _read(value, ":,") for key, _, value in pairs}, _read(parts[3], ""))
        )
    return found


def _read(text: str, more: str) -> str:
    for letter in "\r\n" + more:
        text = text.replace(f"%{ord(letter):02X}", letter)
    return text.replace("%25", "%")


@cache
def _sarif_schema() -> Draft4Validator:
    text = (PUBLISHED / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text))


@cache
def _junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(PUBLISHED / "junit-10.xsd"))
