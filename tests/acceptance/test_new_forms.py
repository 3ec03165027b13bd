"""``git decide new`` in the form of another tool, or in that of the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.texts import COMPLETE

if TYPE_CHECKING:
    from tests.support import Repo


def _configured(repo: Repo, template: str) -> None:
    repo.write("decisions.toml", f'[records]\ndirectory = "docs/adr"\ntemplate = "{template}"\n')


@pytest.mark.parametrize(
    ("template", "heading"), [("nygard", "# 2. Cap retries\n"), ("madr", "# Cap retries\n")]
)
def test_a_record_begins_in_the_form_that_is_configured(
    repo: Repo, template: str, heading: str
) -> None:
    """The number is the file's; a link leads to the file of the other record."""
    _configured(repo, template)
    repo.decide("new", "Retry", *COMPLETE)
    done = repo.decide("new", "Cap retries", *COMPLETE, "--supersedes", "1", "--module", "payments")
    assert (done.returncode, done.stdout) == (0, "docs/adr/0002-cap-retries.md\n"), done.stderr
    assert heading in repo.read("docs/adr/0002-cap-retries.md")
    record = answer(repo.decide("show", "2", "--json").stdout, "show")["record"]
    assert (record["format"], record["status"]) == (template, "proposed")
    assert (record["supersedes"], record["modules"]) == (["0001-retry"], ["payments"])


def test_a_form_in_another_markup(repo: Repo) -> None:
    """A template in reStructuredText gives records in reStructuredText."""
    _configured(repo, "docs/adr/template.rst")
    repo.write("docs/adr/template.rst", "{{title}}\n===\n\n:Status: {{status}}\n:Date: {{date}}\n")
    done = repo.decide("new", "Cap retries", "--date", "2026-02-15")
    assert done.stdout == "docs/adr/0001-cap-retries.rst\n", done.stderr
    assert repo.read("docs/adr/0001-cap-retries.rst") == (
        "Cap retries\n===========\n\n:Status: proposed\n:Date: 2026-02-15\n"
    )


def test_a_template_that_is_not_there(repo: Repo) -> None:
    """The hint names the built-in ones."""
    _configured(repo, "nygart")
    done = repo.decide("new", "Cap retries")
    assert done.returncode == 2
    assert "decision-log, madr, nygard" in done.stderr
