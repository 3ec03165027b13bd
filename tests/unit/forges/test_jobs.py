"""What a job of Actions is about, from its environment and its event file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.errors import UserError
from git_decide.forges import jobs
from git_decide.forges.model import Job

if TYPE_CHECKING:
    from pathlib import Path

BASE, HEAD, ZEROS = "b" * 40, "a" * 40, "0" * 40
REPOSITORY = {"full_name": "acme/shop", "default_branch": "main"}
PULL = {
    "number": 7,
    "title": "Retry twice",
    "body": "Why.\r\n\r\nDecision: 42\r\n<!--\nDecision: 43\n-->",
    "base": {"ref": "main", "sha": BASE, "repo": {"full_name": "acme/shop"}},
    "head": {"ref": "retry", "sha": HEAD, "repo": {"full_name": "acme/shop"}},
}
KEYS = [
    *("pull_request", "merge_group", "head", "base", "sha", "ref", "repo", "number", "title"),
    *("body", "before", "after", "repository", "head_ref", "deleted"),
]
ACTIONS = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_API_URL": "https://api.github.com",
    "GITHUB_REPOSITORY": "acme/shop",
    "GITHUB_STEP_SUMMARY": "/s",
}


def actions(tmp_path: Path, name: str, event: Any, **more: str) -> Job:
    """Return what a job of Actions is about, that `event` started."""
    path = tmp_path / "event.json"
    path.write_text(json.dumps({"repository": REPOSITORY, **event}))
    environ = {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path), **more}
    return jobs.job_of({**ACTIONS, **environ})


@pytest.mark.parametrize("name", ["pull_request", "pull_request_target", "pull_request_review"])
def test_a_pull_request_on_github(tmp_path: Path, name: str) -> None:
    """Every event that carries a pull request is about it; what is hidden in it does not count."""
    assert actions(tmp_path, name, {"pull_request": PULL}) == Job(
        "github",
        "pull",
        number=7,
        branch="main",
        base=BASE,
        head=HEAD,
        refs=("refs/pull/7/head",),
        repository="acme/shop",
        api="https://api.github.com",
        text="Retry twice\n\nWhy.\n\nDecision: 42\n",
        default_branch="main",
        started_by=name,
        commands=True,
        summary="/s",
    )


@pytest.mark.parametrize("copy", [{"full_name": "mallory/shop"}, None])
def test_a_pull_request_from_a_fork(tmp_path: Path, copy: object) -> None:
    """It is known as one, even after the fork is gone."""
    head = {"ref": "retry", "sha": HEAD, "repo": copy}
    assert actions(tmp_path, "pull_request", {"pull_request": {**PULL, "head": head}}).fork


def test_a_pull_request_without_text(tmp_path: Path) -> None:
    """GitHub sends null for an empty body."""
    assert actions(tmp_path, "pull_request", {"pull_request": {**PULL, "body": None}}).text == (
        "Retry twice\n\n\n"
    )


def test_a_push_on_github(tmp_path: Path) -> None:
    """Before and after, and the branch."""
    event = {"ref": "refs/heads/main", "before": BASE, "after": HEAD, "deleted": False}
    job = actions(tmp_path, "push", event)
    assert (job.event, job.branch, job.before, job.head) == ("push", "main", BASE, HEAD)
    assert (job.refs, job.default_branch) == (("refs/heads/main",), "main")


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ({"ref": "refs/tags/v1", "before": ZEROS, "after": HEAD}, "tag"),
        ({"ref": "refs/heads/x", "before": BASE, "after": ZEROS, "deleted": True}, "deleted"),
        ({"ref": "refs/heads/x", "before": BASE, "after": ZEROS}, "deleted"),
        ({"ref": "refs/heads/x", "before": ZEROS, "after": HEAD}, "push"),
    ],
)
def test_other_pushes_on_github(tmp_path: Path, event: Any, kind: str) -> None:
    """Tags, deleted branches, new branches."""
    job = actions(tmp_path, "push", event)
    assert job.event == kind
    assert job.before == ""


def test_a_merge_queue(tmp_path: Path) -> None:
    """The group has its own base and head, and the number of its last pull request."""
    group = {
        "head_sha": HEAD,
        "head_ref": f"refs/heads/gh-readonly-queue/main/pr-12-{BASE}",
        "base_sha": BASE,
        "base_ref": "refs/heads/main",
    }
    job = actions(tmp_path, "merge_group", {"action": "checks_requested", "merge_group": group})
    assert (job.event, job.number, job.branch, job.base, job.head) == (
        "queue",
        12,
        "main",
        BASE,
        HEAD,
    )


@pytest.mark.parametrize("name", ["schedule", "workflow_dispatch", "issue_comment", ""])
def test_events_without_a_change(tmp_path: Path, name: str) -> None:
    """They are named, so that it can be said what started the job."""
    job = actions(tmp_path, name, {})
    assert (job.event, job.started_by) == ("other", name)


@pytest.mark.parametrize(
    "marks",
    [
        {"GITEA_ACTIONS": "true"},
        {"FORGEJO_ACTIONS": "true"},
        {"GITHUB_API_URL": "https://git.example.com/api/v1"},
    ],
)
def test_gitea_is_told_from_github(tmp_path: Path, marks: dict[str, str]) -> None:
    """By its own marks, or the address of its interface."""
    job = actions(tmp_path, "pull_request", {"pull_request": PULL}, **marks)
    assert (job.forge, job.number) == ("gitea", 7)


@pytest.mark.parametrize("content", ["", "{", "\0", None])
def test_an_event_file_that_cannot_be_read(tmp_path: Path, content: str | None) -> None:
    """It is said in a line, with what to do."""
    path = tmp_path / "event.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UserError, match="event file"):
        jobs.job_of({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": str(path)})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=4),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(KEYS),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_no_event_breaks_it(tmp_path: Path, event: Any) -> None:
    """Whatever JSON an event file holds, a job comes out."""
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event))
    for name in ("push", "pull_request"):
        environ = {**ACTIONS, "GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path)}
        assert jobs.job_of(environ).forge == "github"
