"""Workflow commands: one line each, whatever the texts hold."""

from __future__ import annotations

from hypothesis import given

from git_decide.findings import Finding
from git_decide.output.github import annotation, command, commands
from git_decide.output.terminal import safe
from git_decide.values import replace
from tests.unit.output.told import BAD, SAD, read, several


def test_place_title_and_message() -> None:
    """The annotation stands at file, line and column, and says what mends it."""
    assert annotation(BAD) == (
        "::error file=log/1-a.md,line=3,col=7,title=git decide%3A invalid-date"
        "::`soon` is no date.%0AWrite it."
    )
    assert annotation(SAD) == "::warning file=log/2-b.md,title=git decide%3A missing-cost::No cost."


def test_a_finding_without_a_file() -> None:
    """Without a file there is no place at all: GitHub shows it with the run."""
    said = annotation(replace(BAD, path=""))
    assert read(said)[0][1] == {"title": "git decide: invalid-date"}


def test_what_the_runner_would_obey_is_escaped() -> None:
    """Percent signs and line breaks everywhere, colons and commas in properties too."""
    finding = Finding("invalid-date", "error", "a%0A,b:\nc\r", "", "x:y,z%\n::stop-commands::t")
    assert annotation(finding) == (
        "::error file=x%3Ay%2Cz%25%0A%3A%3Astop-commands%3A%3At,"
        "title=git decide%3A invalid-date::a%250A,b:%0Ac%0D"
    )


def test_terminal_escapes_are_not_obeyed() -> None:
    """Controls and bytes that are no UTF-8 become visible text."""
    assert command("notice", "\x1b[31m \udcff") == "::notice::\\x1b[31m \\xff"


@given(several)
def test_the_runner_reads_what_was_meant(found: list[Finding]) -> None:
    """What the runner reads back is every finding, as far as text can be shown."""
    told = read(commands(found))
    errors_first = sorted(found, key=lambda each: each.severity != "error")
    assert [name for name, _, _ in told] == [each.severity for each in errors_first]
    for finding, (_, properties, message) in zip(errors_first, told, strict=True):
        text = f"{finding.message}\n{finding.mend}" if finding.mend else finding.message
        assert safe(properties.get("file", "")) == safe(finding.path)
        assert safe(message) == safe(text)


def test_a_notice_where_github_shows_only_some() -> None:
    """Ten of each kind are shown: more than that is said."""
    ten = [replace(BAD, line=number) for number in range(1, 11)]
    assert "notice" not in commands([*ten, SAD])
    *_, last = read(commands([*ten, BAD, SAD]))
    assert last[0] == "notice"
    assert "10 of 11 errors beside" in last[2]
    *_, last = read(commands([*ten, BAD, *[SAD] * 12]))
    assert "10 of 11 errors and 10 of 12 warnings" in last[2]


def test_nothing_to_tell() -> None:
    """Without findings nothing is written."""
    assert commands([]) == ""
