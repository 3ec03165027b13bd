"""Reads what GitHub Actions, and its relatives on Gitea and Forgejo, say of a job."""

from __future__ import annotations

import json
import re

from git_decide.errors import UserError, named
from git_decide.forges.model import Job, message_of
from git_decide.forges.reading import at, number_at, text_at
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_BRANCH = "refs/heads/"
# The branch of a merge queue: gh-readonly-queue/BRANCH/pr-NUMBER-COMMIT
_QUEUED = re.compile(r".*/pr-(\d+)-[0-9a-f]{40,64}")


def read(environ: Mapping[str, str]) -> Job:
    """Return what the job is about. Raises `UserError` where the event cannot be read."""
    event = _event(environ.get("GITHUB_EVENT_PATH", ""))
    job = Job(
        "gitea" if _is_gitea(environ) else "github",
        "other",
        repository=environ.get("GITHUB_REPOSITORY", "")
        or text_at(event, "repository", "full_name"),
        api=environ.get("GITHUB_API_URL", ""),
        default_branch=text_at(event, "repository", "default_branch"),
        started_by=environ.get("GITHUB_EVENT_NAME", ""),
        commands=True,
        summary=environ.get("GITHUB_STEP_SUMMARY", ""),
    )
    # Other events are about pull requests, too: a review, a label.
    if isinstance(at(event, "pull_request", "head"), dict):
        return _pull(job, event["pull_request"])
    if isinstance(at(event, "merge_group"), dict):
        return _queue(job, event["merge_group"])
    return _push(job, event) if job.started_by == "push" else job


def _pull(job: Job, pull: Any) -> Job:
    number = number_at(pull, "number")
    # The copy may be gone by now.
    source, target = (text_at(pull, end, "repo", "full_name") for end in ("head", "base"))
    return replace(
        job,
        event="pull",
        number=number,
        branch=text_at(pull, "base", "ref"),
        base=text_at(pull, "base", "sha"),
        head=text_at(pull, "head", "sha"),
        refs=(f"refs/pull/{number}/head",),
        text=message_of(text_at(pull, "title"), text_at(pull, "body")),
        fork=source != target,
    )


def _queue(job: Job, group: Any) -> Job:
    ref = text_at(group, "head_ref")
    match = _QUEUED.fullmatch(ref)
    return replace(
        job,
        event="queue",
        number=int(match[1]) if match else 0,
        branch=text_at(group, "base_ref").removeprefix(_BRANCH),
        base=text_at(group, "base_sha"),
        head=text_at(group, "head_sha"),
        refs=(ref,) if ref else (),
    )


def _push(job: Job, event: Any) -> Job:
    ref, after = text_at(event, "ref"), text_at(event, "after")
    if not ref.startswith(_BRANCH):
        return replace(job, event="tag")
    branch = ref.removeprefix(_BRANCH)
    if at(event, "deleted") or not after.strip("0"):
        return replace(job, event="deleted", branch=branch)
    before = text_at(event, "before")
    return replace(
        job,
        event="push",
        branch=branch,
        head=after,
        before=before if before.strip("0") else "",
        refs=(ref,),
    )


def _is_gitea(environ: Mapping[str, str]) -> bool:
    marked = environ.get("GITEA_ACTIONS") or environ.get("FORGEJO_ACTIONS")
    return bool(marked) or environ.get("GITHUB_API_URL", "").rstrip("/").endswith("/api/v1")


def _event(path: str) -> Any:
    if not path:
        return {}
    try:
        with open(path, "rb") as stream:
            return json.load(stream)
    except (OSError, ValueError) as error:
        raise UserError(
            f"the event file {named(path)} cannot be read: {error}",
            "It is what GITHUB_EVENT_PATH names. Without it: git decide ci --base REV",
        ) from None
