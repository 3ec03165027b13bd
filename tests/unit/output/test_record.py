"""The table of records on terminals of any width."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.output.record import list_text
from git_decide.output.terminal import Paint, width
from git_decide.queries.checks.gist import Gist
from git_decide.records.digest import Name


def gist(id_: str, title: str) -> Gist:
    """Return a record of this name and title."""
    name = Name(id_, "", None, f"log/{id_}.md")
    return Gist(name, (), readable=True, title=title, status="superseded", date="2026-02-15")


SLUG = "0007-invoke-a-program-of-the-user-to-get-all-of-the-configuration"
LONG = gist(SLUG, "Invoke a program of the user to get all of the configuration")
SHORT = gist("0008-dates", "Dates")


def test_long_ids_leave_room_for_titles() -> None:
    """What a record decides is read on a screen of 80 columns, whatever its file is called."""
    assert list_text([LONG, SHORT], {}, 80).splitlines() == [
        "0007-invoke-a-program-o…  superseded  2026-02-15  Invoke a program of the user…",
        "0008-dates                superseded  2026-02-15  Dates",
    ]
    assert SLUG in list_text([LONG, SHORT], {}, 150)
    assert SLUG in list_text([LONG, SHORT], {})
    assert SLUG in list_text([gist(SLUG, "Dates")], {}, 100)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.builds(gist, st.text(min_size=1), st.text()), min_size=1, max_size=4),
    st.integers(60, 200),
)
def test_no_line_is_wider_than_the_terminal(records: list[Gist], columns: int) -> None:
    """Coloured or not."""
    for paint in (Paint(), Paint(on=True)):
        lines = list_text(records, {}, columns, paint).splitlines()
        assert all(width(line) <= columns for line in lines)
