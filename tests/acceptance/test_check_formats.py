"""``git decide check --format``: the same findings, as other programs read them."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from git_decide.output.formats import DOCUMENTS
from tests.acceptance.in_process import decide
from tests.acceptance.texts import ACCEPTED
from tests.support import Repo

LOG = "docs/é,b:c"
ONE = f"{LOG}/0001-a.md"


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a repository with one broken record, and a warning."""
    decide(repo, "init", "--no-hooks", "--directory", LOG)
    repo.stage(**{"src/payments/a.py": "1"})
    decide(repo, "fragile", "add", "payments", "src/payments/**", "--why", "All pay.")
    decide(repo, "fragile", "add", "later", "lib/later/**", "--why", "Soon.")
    repo.write(ONE, ACCEPTED.replace("date: 2026-02-15", "date: soon"))
    return repo


def test_every_format_tells_all_and_exits_alike(log: Repo) -> None:
    """Error and warning are in each; the exit code is that of the text, the count on stderr."""
    for form in DOCUMENTS:
        done = decide(log, "check", "--format", form)
        assert done.returncode == 1
        assert done.stderr == "1 error, 1 warning\n"
        assert "invalid-date" in done.stdout
        assert "flag-protects-nothing" in done.stdout


def test_github(log: Repo) -> None:
    """An annotation at the place, with the name of the file escaped."""
    error, warning = decide(log, "check", "--format", "github").stdout.splitlines()
    place = "file=docs/é%2Cb%3Ac/0001-a.md,line=3,col=7"
    assert error.startswith(f"::error {place},title=git decide%3A invalid-date::")
    assert warning.startswith("::warning file=.gitattributes,line=")


def test_sarif(log: Repo) -> None:
    """A log that is JSON, with the path as a URI."""
    [run] = json.loads(decide(log, "check", "--format", "sarif").stdout)["runs"]
    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"]
    ]
    assert uris == ["docs/%C3%A9%2Cb%3Ac/0001-a.md", ".gitattributes"]


@pytest.mark.parametrize(("options", "failures"), [((), "1"), (("--strict",), "2")])
def test_junit(log: Repo, options: tuple[str, ...], failures: str) -> None:
    """As many failures as findings that count for the exit code."""
    text = decide(log, "check", "--format", "junit", *options).stdout
    assert ElementTree.fromstring(text).attrib["failures"] == failures


def test_markdown(log: Repo) -> None:
    """A page with a section for each file."""
    text = decide(log, "check", "--format", "markdown").stdout
    assert text.startswith("## git decide: 1 error, 1 warning\n")
    assert f"### `{ONE}`" in text


def test_nothing_to_mend(repo: Repo) -> None:
    """Without findings every format is still what its readers take."""
    decide(repo, "init", "--no-hooks")
    told = {form: decide(repo, "check", "--format", form) for form in DOCUMENTS}
    assert {done.returncode for done in told.values()} == {0}
    assert told["github"].stdout == ""
    assert json.loads(told["sarif"].stdout)["runs"][0]["results"] == []
    assert 'failures="0"' in told["junit"].stdout
    assert told["markdown"].stdout == "## git decide: nothing to mend\n"


def test_utf_8_whatever_the_locale(log: Repo) -> None:
    """What a machine reads does not depend on who runs it."""
    done = log.decide("check", "--format", "github", env={"PYTHONIOENCODING": "ascii"})
    assert "docs/é%2Cb" in done.stdout


def test_mended_first(log: Repo) -> None:
    """With ``--fix`` the document holds what is left."""
    done = decide(log, "check", "--fix", "--format", "markdown")
    assert done.stdout.startswith("## git decide: 1 error")
    assert done.stderr.splitlines()[-1].startswith("1 error")
