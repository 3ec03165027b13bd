"""Makes links that open a file or a commit of a repository on the site that shows it."""

from __future__ import annotations

import os
import re
from urllib.parse import quote

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Forge = Literal["github", "gitlab", "bitbucket", "bitbucket-server", "gitea"]

FORGES = ("github", "gitlab", "bitbucket", "bitbucket-server", "gitea")
# Where a file of a commit and a commit are, below the page of the repository.
_FILES = {
    "github": "blob/{commit}/{path}",
    "gitlab": "-/blob/{commit}/{path}",
    "bitbucket": "src/{commit}/{path}",
    "bitbucket-server": "browse/{path}?at={commit}",
    "gitea": "src/commit/{commit}/{path}",
}
# How a line is named behind the address of a file.
_LINES = {
    "github": "#L{line}",
    "gitlab": "#L{line}",
    "bitbucket": "#lines-{line}",
    "bitbucket-server": "#{line}",
    "gitea": "#L{line}",
}
_COMMITS = {
    "github": "commit/{commit}",
    "gitlab": "-/commit/{commit}",
    "bitbucket": "commits/{commit}",
    "bitbucket-server": "commits/{commit}",
    "gitea": "commit/{commit}",
}
# Hosts that take git over the port of https, and the site that they belong to.
_ALSO_KNOWN_AS = {
    "ssh.github.com": "github.com",
    "altssh.gitlab.com": "gitlab.com",
    "altssh.bitbucket.org": "bitbucket.org",
}
_WORDS: tuple[tuple[str, Forge], ...] = (
    ("github", "github"),
    ("gitlab", "gitlab"),
    ("bitbucket", "bitbucket-server"),
    ("codeberg", "gitea"),
    ("forgejo", "gitea"),
    ("gitea", "gitea"),
)
_HOST = r"(?P<host>[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])"
_URL = re.compile(
    rf"(?P<scheme>https?|ssh|git|git\+ssh)://(?:[^@/]*@)?{_HOST}(?::(?P<port>\d+))?/(?P<path>.+)",
    re.IGNORECASE | re.DOTALL,
)
# As scp has it: no slash before the colon, and more than the letter of a drive.
_SCP = re.compile(rf"(?:[^@/:]*@)?{_HOST}(?<!^[a-z]):(?P<path>.+)", re.IGNORECASE | re.DOTALL)
_PLAIN = "/~!$&'*+,;=@:%"  # stay as they are in the path of a repository


@value
class Site:
    """A repository as a site shows it: `page` is its own page there, without a slash at its end."""

    forge: Forge
    page: str

    def file(self, commit: str, path: str, line: int = 0) -> str:
        """Return what opens a file as it is in a commit, whatever becomes of it later.

        At a line (from one), where one is given.
        """
        quoted = quote(os.fsencode(path), safe="/")
        place = _LINES[self.forge].format(line=line) if line else ""
        return f"{self.page}/{_FILES[self.forge].format(commit=commit, path=quoted)}{place}"

    def commit(self, commit: str) -> str:
        """Return what opens a commit."""
        return f"{self.page}/{_COMMITS[self.forge].format(commit=commit)}"


def site(url: str, forge: Forge | None = None) -> Site | None:
    """Return the site of a remote's URL, None where it is none that is known.

    `forge` says what runs there, where the name of the host does not tell. Neither
    user nor password in the URL come through; the port does where it is that of the site.
    """
    scp = None if "://" in url else _SCP.fullmatch(url)
    found = scp or _URL.fullmatch(url)
    if not found:
        return None
    parts = found.groupdict("")
    host = _ALSO_KNOWN_AS.get(parts["host"].lower(), parts["host"].lower())
    scheme, port = parts.get("scheme", "").lower(), parts.get("port", "")
    over_http = scheme.startswith("http")
    if not over_http and "." not in host and not forge:
        return None  # most likely a name of somebody's own, from ~/.ssh/config
    runs = forge or _forge(host, port, parts["path"])
    path = parts["path"].strip("/").removesuffix(".git").rstrip("/")
    below = _server_path(path) if runs == "bitbucket-server" else path
    if not runs or not below:
        return None
    origin = f"{scheme if over_http else 'https'}://{host}"
    if over_http and port:
        origin += f":{port}"
    return Site(runs, f"{origin}/{quote(os.fsencode(below), safe=_PLAIN)}")


def _forge(host: str, port: str, path: str) -> Forge | None:
    if host == "bitbucket.org":
        return "bitbucket"
    known = next((forge for word, forge in _WORDS if word in host), None)
    if known:
        return known
    return "bitbucket-server" if port == "7999" or "/scm/" in f"/{path}" else None


def _server_path(path: str) -> str:
    """Return the page of a repository of Bitbucket Server: ``projects/P/repos/r``."""
    above, scm, rest = f"/{path}".rpartition("/scm/")
    project, slash, name = (rest if scm else path).partition("/")
    if not slash or "/" in name:
        return ""
    owner = f"users/{project[1:]}" if project.startswith("~") else f"projects/{project}"
    return f"{above}/{owner}/repos/{name}".lstrip("/")
