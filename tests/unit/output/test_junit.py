"""JUnit reports: valid, and of one mind with the exit code."""

from __future__ import annotations

from hypothesis import given, settings

from git_decide.findings import Finding
from git_decide.output.junit import junit
from git_decide.values import replace
from tests.unit.output.told import BAD, SAD, several, suite_of


@settings(max_examples=30)
@given(several)
def test_every_report_is_valid(found: list[Finding]) -> None:
    """The published schema has no objection; names are unique, failures are the errors."""
    suite = suite_of(found)
    names = [case.attrib["name"] for case in suite]
    assert len(names) == max(len(found), 1)
    assert len(set(names)) == len(names)
    assert len(suite.findall("testcase/failure")) == int(suite.attrib["failures"])
    assert int(suite.attrib["failures"]) == sum(each.severity == "error" for each in found)


def test_an_error_is_a_failure() -> None:
    """Its name is file and code, its text is all that is known."""
    [case] = suite_of([BAD])
    assert case.attrib["name"] == "log/1-a.md: invalid-date"
    [failure] = case
    assert failure.attrib == {"type": "invalid-date", "message": "`soon` is no date."}
    assert (failure.text or "").split("\n") == [
        "log/1-a.md:3:7: error: `soon` is no date. [invalid-date]",
        "    Write it.",
    ]


def test_a_warning_passes_unless_strict() -> None:
    """A warning does not fail the check, so it does not fail the report; with strict both fail."""
    [case] = suite_of([SAD])
    assert [part.tag for part in case] == ["system-out"]
    assert suite_of([SAD]).attrib["failures"] == "0"
    [case] = suite_of([SAD], strict=True)
    assert [part.tag for part in case] == ["failure"]


def test_nothing_to_mend_is_one_test_that_passes() -> None:
    """An empty report would count as broken."""
    [case] = suite_of([])
    assert (case.attrib["name"], list(case)) == ("nothing to mend", [])


def test_names_stay_while_lines_move() -> None:
    """A test keeps its name, so that a server can tell since when it fails."""
    one, two = suite_of([BAD, replace(BAD, line=9)])
    assert two.attrib["name"] == f"{one.attrib['name']} (2)"
    [moved] = suite_of([replace(BAD, line=9)])
    assert moved.attrib["name"] == one.attrib["name"]


def test_what_xml_cannot_hold() -> None:
    """Controls, halves of surrogate pairs and what is no character become visible text."""
    text = junit([replace(BAD, message="\x00 \x1b \ud800 \udcff \ufffe \uffff é <&>\"'")])
    assert text.isascii()
    [failure] = suite_of([replace(BAD, message="\x00 \udcff \ufffe é <&>")])[0]
    assert failure.attrib["message"] == "\\x00 \\xff \\ufffe é <&>"
