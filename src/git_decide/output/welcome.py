"""The page that a new log of decisions starts with."""

from __future__ import annotations

_PAGE = """\
# Decisions

One file for each decision: what was decided, what it was chosen over, what it
costs, who decided. The newest have the highest numbers.

- Write one: `git decide new 'What we decided'`
- Without a command line: on the web page of this folder, add a file that looks
  like the newest one, in a pull request of its own
- Accept it: `git decide accept NUMBER`
- Find one: `git decide list`, `git decide show NUMBER`
- See which commits follow which decision:
  `git log --format='%h %s %(trailers:key=Decision,valueonly,separator=%x2C)'`

An accepted decision is not rewritten: a new one amends or supersedes it.
"""


def page() -> bytes:
    """Return the text of the log's README."""
    return _PAGE.encode()
