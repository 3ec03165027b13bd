"""Speaks the REST interface of GitLab, version 4."""

from __future__ import annotations

import re
from urllib.parse import quote

from git_decide.forges.http import Client
from git_decide.forges.model import Comment, Pull, Trouble
from git_decide.forges.reading import at, number_at, text_at, texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# A line that GitLab takes for a quick action, such as one that merges.
_ACTION = re.compile(r"^(\s*)/(?=[A-Za-z])")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")


class GitLab:
    """A project on GitLab: gitlab.com, or a server of its own."""

    limit = 1_000_000
    html = True

    def __init__(self, client: Client, project: str) -> None:
        self._client = client
        self._home = f"projects/{quote(project, safe='')}"

    @classmethod
    def reached(cls, api: str, project: str, token: str) -> GitLab:
        """Return the project (its number or path) at the URL `api` (it ends in ``/api/v4``)."""
        return cls(Client(api, {}, ("PRIVATE-TOKEN", token)), project)

    def pull(self, number: int) -> Pull | Trouble:
        """Return a merge request as it is now."""
        reply = self._client.send("GET", f"{self._home}/merge_requests/{number}")
        return reply if isinstance(reply, Trouble) else _pull(reply.document)

    def pulls_of(self, commit: str) -> tuple[Pull, ...] | Trouble:
        """Return the merge requests that brought a commit."""
        path = f"{self._home}/repository/commits/{quote(commit)}/merge_requests?per_page=100"
        found = self._client.items(path)
        return found if isinstance(found, Trouble) else tuple(map(_pull, found))

    def messages(self, number: int) -> tuple[str, ...] | Trouble:
        """Return the messages of the commits of a merge request."""
        found = self._client.items(f"{self._home}/merge_requests/{number}/commits?per_page=100")
        if isinstance(found, Trouble):
            return found
        return texts(*(text_at(each, "message") for each in found))

    def comments(self, number: int, marker: str) -> tuple[Comment, ...] | Trouble:
        """Return the notes that start with `marker` and may be changed, oldest first."""
        order = "sort=asc&order_by=created_at&per_page=100"
        found = self._client.items(f"{self._notes(number)}?{order}")
        if isinstance(found, Trouble):
            return found
        marked = [
            each
            for each in found
            if text_at(each, "body").lstrip().startswith(marker) and not at(each, "system")
        ]
        me = self._client.send("GET", "user") if marked else None
        if isinstance(me, Trouble):  # a maintainer's token could change what others wrote
            return me
        return tuple(
            Comment(str(number_at(each, "id")), text_at(each, "body"))
            for each in marked
            if me and text_at(each, "author", "username") == text_at(me.document, "username")
        )

    def create(self, number: int, body: str) -> str | Trouble:
        """Write a note; GitLab does not tell its URL."""
        reply = self._client.send("POST", self._notes(number), {"body": tamed(body)})
        return reply if isinstance(reply, Trouble) else ""

    def update(self, number: int, comment: str, body: str) -> str | Trouble:
        """Give a note another text; GitLab does not tell its URL."""
        path = f"{self._notes(number)}/{quote(comment)}"
        reply = self._client.send("PUT", path, {"body": tamed(body)})
        return reply if isinstance(reply, Trouble) else ""

    def _notes(self, number: int) -> str:
        return f"{self._home}/merge_requests/{number}/notes"


def tamed(body: str) -> str:
    """Return a comment in which no line is a quick action.

    In code, where GitLab looks for none, lines stay as they are.
    """
    lines, fence = [], ""
    for line in body.split("\n"):
        match = _FENCE.fullmatch(line)
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence) and not match[2].strip():
            fence = ""
        lines.append(line if fence else _ACTION.sub(r"\1&#47;", line))
    return "\n".join(lines)


def _pull(document: Any) -> Pull:
    return Pull(
        number_at(document, "iid"),
        text_at(document, "title"),
        text_at(document, "description"),
        text_at(document, "target_branch"),
        texts(
            text_at(document, "squash_commit_sha"),
            text_at(document, "merge_commit_sha"),
            # Without a commit of its own, the branch was moved forward.
            text_at(document, "sha") if text_at(document, "state") == "merged" else "",
        ),
        text_at(document, "sha"),
    )
