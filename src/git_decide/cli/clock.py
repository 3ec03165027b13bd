"""Tells a verb what day it is."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.cli.frame import Frame


def now(frame: Frame) -> int:
    """Return the time at which a verb is typed, in seconds since 1970, UTC."""
    from git_decide.git import clock

    return clock.now(frame.repository)


def today(frame: Frame) -> str:
    """Return the day on which a verb is typed, as ``YYYY-MM-DD``."""
    from git_decide.git import clock

    return clock.today(frame.repository)
