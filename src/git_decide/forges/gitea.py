"""Speaks the REST interface of Gitea and Forgejo, which resembles that of GitHub."""

from __future__ import annotations

from git_decide.forges.github import GitHub
from git_decide.forges.http import Client


class Gitea(GitHub):
    """A repository on a Gitea or Forgejo server."""

    _commit_pulls = "commits/{}/pull"  # the one that was merged as this commit, or 404
    # Who the token of a job acts as; nobody else can take these names.
    _bots = ("gitea-actions", "forgejo-actions")

    @classmethod
    def reached(cls, api: str, repository: str, token: str) -> Gitea:
        """Return the repository ``OWNER/NAME`` at the URL `api` (it ends in ``/api/v1``)."""
        return cls(Client(api, {}, ("Authorization", f"token {token}")), repository)
