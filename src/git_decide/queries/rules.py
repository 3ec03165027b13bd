"""The rules that judge: those of a revision, or of the nearest ancestor whose rules can be read."""

from __future__ import annotations

from git_decide import memo
from git_decide.errors import ConfigurationBroken
from git_decide.git.objects import read_blobs
from git_decide.policy import config

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.objects import Blob
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules

FILE = "decisions.toml"


def judging_rules(repo: Repository, revision: str | None) -> Rules:
    """Return the rules of `revision` (None: an unborn branch has none yet).

    A file that cannot be read is replaced by that of the nearest first-parent
    ancestor where it can, so that breaking the rules never loosens them.
    """
    if revision is None:
        return config.DEFAULTS
    blob = read_blobs(repo, [f"{revision}:{FILE}"])[0]
    if blob is None:
        return config.DEFAULTS
    try:
        return rules_of(repo, blob)
    except ConfigurationBroken:
        return _ancestral(repo, revision)


def rules_after(repo: Repository, name: str, before: Rules) -> Rules:
    """Return the rules of the blob called `name`, or `before` where it cannot be read."""
    blob = read_blobs(repo, [name])[0]
    if blob is None:
        return config.DEFAULTS
    try:
        return rules_of(repo, blob)
    except ConfigurationBroken:
        return before


def rules_of(repo: Repository, blob: Blob) -> Rules:
    """Return the rules that a blob states; parsed once, then remembered by its id."""
    data = memo.recall(repo.common_dir, "rules", blob.id, ())
    if data is None:
        data = config.parse(blob.content)
        memo.keep(repo.common_dir, "rules", blob.id, (), data)
    return config.rules(data)


def _ancestral(repo: Repository, revision: str) -> Rules:
    from git_decide.git.revisions import versions

    for blob in read_blobs(repo, versions(repo, revision, FILE)):
        try:
            return rules_of(repo, blob) if blob else config.DEFAULTS
        except ConfigurationBroken:
            continue
    return config.DEFAULTS
