"""Makes what the scripts need under the git directory to ask git in few processes."""

from __future__ import annotations

import os

from git_decide import files
from git_decide.git.attribute_edit import WATCHED, ensure_watch
from git_decide.git.repository import content_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository

# An attribute that this clone alone knows: a commit that takes `decision-log` away, be it by
# `!decision-log`, must not blind the very hook that judges it.
_OWN = b"git-decide-"
# An index that holds the rules which judged the last push, and nothing else.
_RULES = "rules"


def furnish(repo: Repository, folders: Sequence[str]) -> None:
    """Make an empty folder and the names of what is watched; `folders` hold records.

    Raises `OSError`.
    """
    os.makedirs(os.path.join(repo.scratch, "empty"), exist_ok=True)
    path = os.path.join(repo.scratch, "attributes")
    watched = ensure_watch(ensure_watch(b"", ()), folders)  # what the scripts read comes first
    former = content_of(path)
    own = former.partition(b"\n")[0].rpartition(b" ")[2]
    if not own.startswith(_OWN):
        own = _OWN + os.urandom(8).hex().encode()
    content = watched.replace(WATCHED.encode() + b"\n", own + b"\n")
    content += b"/%s %s\n" % (own, own)  # a file that nobody has: git tells of it last
    if former != content:
        files.write_whole(path, content)


def forget(repo: Repository) -> None:
    """Remove what was made, as far as that is possible."""
    files.discard(os.path.join(repo.scratch, "attributes"))
    files.discard(os.path.join(repo.scratch, _RULES))
    files.discard_folder(os.path.join(repo.scratch, "empty"))
    files.discard_folder(repo.scratch)


def keep_rules(repo: Repository, commit: str) -> None:
    """Keep the rules of a commit for the next push, where that is possible. Four processes."""
    from git_decide.git.rule_files import rule_index

    content = rule_index(repo, commit)
    if content:
        files.remember(os.path.join(repo.scratch, _RULES), content)
