"""Says what of its environment git is given."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# What would change the meaning of a command, or mix its output with something else's.
_UNWANTED = (
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_TRACE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_ATTR_SOURCE",
)


def environment(inherited: Mapping[str, str], changes: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for git: fixed language, no prompts, nothing external."""
    made = dict(inherited)
    made.update(LC_ALL="C", GIT_TERMINAL_PROMPT="0", GIT_OPTIONAL_LOCKS="0", GIT_PAGER="cat")
    for name in _UNWANTED:
        made.pop(name, None)
    made.update(changes)
    return made
