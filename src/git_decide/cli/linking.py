"""Brings links to the files and commits of a repository to terminals that have them."""

from __future__ import annotations

import os
import sys

from git_decide.output.hyperlinks import (
    UNLINKED,
    Hyperlinks,
    Published,
    takes_lines,
    wants_links,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.cli.frame import Frame


def links(frame: Frame) -> Hyperlinks:
    """Return what lays links under what goes to standard output, if that can show them."""
    if not wants_links(frame.hyperlinks, frame.environ, sys.stdout.isatty()):
        return UNLINKED
    return Hyperlinks(
        True,
        top=os.path.realpath(frame.repository.top) if frame.repository.top else "",
        host=os.uname().nodename if hasattr(os, "uname") else "",
        lined=takes_lines(frame.environ),
        published=lambda: _published(frame),
    )


def _published(frame: Frame) -> Published | None:
    from git_decide.git import remotes
    from git_decide.output.permalinks import site

    name, url = remotes.origin(frame.repository)
    found = site(url) if url else None
    return Published(found, remotes.unpublished(frame.repository, name)) if found else None
