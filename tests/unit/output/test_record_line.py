"""Records as lines of the user's own form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.errors import UserError
from git_decide.output.record_line import FIELDS, compiled
from git_decide.queries.checks.gist import Gist, Named
from git_decide.records.digest import Name

RECORD = Gist(
    Name("0042-cap", "billing", 42, "b/0042-cap.md"),
    (),
    readable=True,
    title="Cap\nretries",
    links=(Named("supersedes", "7", 1, 1), Named("supersedes", "8", 1, 1)),
    modules=(Named("modules", "payments", 1, 1),),
    deciders=("Ada (PM)", "Bo"),
)


def meant(written: str, name: Name) -> str:
    """Return an id that tells what was asked about."""
    return f"{name.log}/{written}"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("%(id)", "billing/0042-cap"),
        ("%(log) %(number) %(path)", "billing 42 b/0042-cap.md"),
        ("%(title)%09%(status)|", "Cap\\nretries\t|"),
        ("%(deciders) 100%% %(supersedes)", "Ada (PM), Bo 100% billing/7, billing/8"),
        ("%(modules)%00", "payments\0"),
        ("as it is", "as it is"),
        ("", ""),
    ],
)
def test_fields(form: str, said: str) -> None:
    """Each field is replaced; what a record does not state is nothing."""
    assert compiled(form)(RECORD, meant) == said


@pytest.mark.parametrize("form", ["%(nope)", "%()", "%", "50% off", "%(id", "%g0"])
def test_what_is_no_field_is_refused(form: str) -> None:
    """A misspelt field never reads as an empty one; the message names those there are."""
    with pytest.raises(UserError) as raised:
        compiled(form)
    assert "review-by" in str(raised.value.hint)


@given(st.text(max_size=20), st.sampled_from(sorted(FIELDS)))
def test_a_record_never_makes_a_second_line(title: str, field: str) -> None:
    """Whatever a title says, it stays one line, and is never read as a field."""
    record = Gist(RECORD.name, (), readable=True, title=title + "%(id)")
    line = compiled(f"%(title) %({field})")(record, meant)
    assert len(line.splitlines()) <= 1
    assert "%(id)" in line
