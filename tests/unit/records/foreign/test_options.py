"""Options that are named twice in a record are brought together, and no others."""

from __future__ import annotations

import pytest

from git_decide.records.foreign.options import merged
from git_decide.records.model import Alternative


def _placed(*options: tuple[str, str]) -> list[tuple[Alternative, int]]:
    return [(Alternative(name, reason or None), at) for at, (name, reason) in enumerate(options)]


@pytest.mark.parametrize(
    ("listed", "headed", "told"),
    [
        (["Redis", "Redis as a queue"], ["Redis", "Redis as a queue"], None),
        (["Redis", "Redis as a queue"], ["Redis as a queue", "Redis"], None),
        (["Redis"], ["Redis as a queue", "Redis"], ["Redis", "Redis as a queue"]),
        ([], ["Redis", "Redis as a queue"], ["Redis", "Redis as a queue"]),
        (["Redis, by hand"], ["Redis"], ["Redis, by hand"]),
        (["Option 2: Redis"], ["Redis"], ["Option 2: Redis"]),
    ],
)
def test_each_reason_stays_with_its_option(
    listed: list[str], headed: list[str], told: list[str] | None
) -> None:
    """One that begins like another takes nothing from it."""
    known = _placed(*((name, "") for name in listed))
    found = _placed(*((name, f"why {name}") for name in headed))
    made = [option for option, _ in merged(known, found)]
    assert [option.name for option in made] == (told or listed)
    if told is None or len(headed) > 1:
        assert all(option.reason == f"why {option.name}" for option in made)
    else:
        assert [option.reason for option in made] == [f"why {headed[0]}"]
