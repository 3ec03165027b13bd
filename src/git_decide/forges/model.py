"""The words of a forge as plain values: jobs, pull requests, comments, and what went wrong."""

from __future__ import annotations

import re

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, Protocol

    ForgeName = Literal["github", "gitea", "gitlab", "bitbucket", ""]
    # pull: a pull or merge request. queue: several of them, on their way into a branch.
    Event = Literal["pull", "queue", "push", "tag", "deleted", "other"]

# What a reader of the pull request does not see: a comment of HTML, closed or not. Behind a
# backtick, somebody writes about the sign.
_HIDDEN = re.compile("(?<!`)<!--.*?(?:-->|\\Z)|<!--.*?-->", re.DOTALL)


@value
class Job:
    """What a CI job is about, as the forge's environment tells it.

    `branch` is the one that the change goes to, `base` its tip then, `head` the tip of the
    change ("" for what is checked out) and `before` what a pushed branch was ("" for a new
    one); all commits by id. `refs` are where the remote keeps the head. `repository` is
    the name that the forge's interface at the URL `api` knows it by. `text` is that of the
    pull request, which `cut` tells to be incomplete. `fork` tells that the change comes
    from a copy of the repository; where the clone is one of that copy, `home` is the URL of
    the repository itself. `started_by` is the CI's own word for the event.
    `commands` tells that what the job prints is searched for workflow commands, `summary`
    is the file that the CI shows as Markdown.
    """

    forge: ForgeName
    event: Event
    number: int = 0
    branch: str = ""
    base: str = ""
    head: str = ""
    before: str = ""
    refs: tuple[str, ...] = ()
    repository: str = ""
    api: str = ""
    text: str = ""
    cut: bool = False
    fork: bool = False
    home: str = ""
    default_branch: str = ""
    started_by: str = ""
    commands: bool = False
    summary: str = ""


@value
class Pull:
    """A pull or merge request, with the tip of its branch.

    `merged_as` are the commits that its merge made, if any.
    """

    number: int
    title: str
    body: str
    branch: str = ""
    merged_as: tuple[str, ...] = ()
    head: str = ""

    @property
    def text(self) -> str:
        """The title and the body, as a message: see `message_of`."""
        return message_of(self.title, self.body)


@value
class Comment:
    """A comment below a pull request."""

    id: str
    body: str
    url: str = ""


@value
class Trouble:
    """Why a forge did not do it: the HTTP status (0 where nobody answered), its own words."""

    status: int
    message: str

    @property
    def passing(self) -> bool:
        """Whether the same question may be answered another time."""
        return self.status == 0 or self.status >= 500

    @property
    def limited(self) -> bool:
        """Whether too much was asked for lately."""
        return self.status == 429 or "rate limit" in self.message.lower()

    def __str__(self) -> str:
        """Return it as a phrase."""
        return f"{self.message} (HTTP {self.status})" if self.status else self.message


def message_of(title: str, body: str) -> str:
    """Return the text of a pull request the way a commit message is laid out.

    Line endings become those of git, and what a reader does not see is left out: nobody
    is to be convinced by a link that only a machine reads.
    """
    seen = _HIDDEN.sub("", body.replace("\r\n", "\n").replace("\r", "\n"))
    return f"{' '.join(title.split())}\n\n{seen.strip()}\n"


if TYPE_CHECKING:

    class Forge(Protocol):
        """What every forge can do.

        A comment has at most `limit` characters; `html` tells whether tags mean anything
        in it.
        """

        limit: int
        html: bool

        def pull(self, number: int) -> Pull | Trouble:
            """Return a pull request as it is now."""

        def pulls_of(self, commit: str) -> tuple[Pull, ...] | Trouble:
            """Return the pull requests that brought a commit."""

        def messages(self, number: int) -> tuple[str, ...] | Trouble:
            """Return the messages of the commits of a pull request."""

        def comments(self, number: int, marker: str) -> tuple[Comment, ...] | Trouble:
            """Return the comments that start with `marker` and may be changed, oldest first.

            What another user wrote is none of them, whatever it starts with.
            """

        def create(self, number: int, body: str) -> str | Trouble:
            """Write a comment and return its URL."""

        def update(self, number: int, comment: str, body: str) -> str | Trouble:
            """Give a comment another text and return its URL."""
