"""Knows a forge, a repository and a pull request by the URL of the latter."""

from __future__ import annotations

import re

from git_decide.forges.bitbucket import API as BITBUCKET
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.forges.model import ForgeName

_HOST = r"(?P<host>https?://[^/@\s]+)"
# GitLab first: a path of its groups may look like anything.
_FORMS: tuple[tuple[ForgeName, re.Pattern[str]], ...] = tuple(
    (name, re.compile(form + r"(?:[/?#].*)?"))  # type: ignore[misc]
    for name, form in (
        ("gitlab", _HOST + r"/(?P<path>[^?#]+?)/-/merge_requests/(?P<number>\d+)"),
        (
            "bitbucket",
            r"(?P<host>https://bitbucket\.org)/(?P<path>[^/]+/[^/]+)/pull-requests/(?P<number>\d+)",
        ),
        ("gitea", _HOST + r"/(?P<path>[^/]+/[^/]+)/pulls/(?P<number>\d+)"),
        ("github", _HOST + r"/(?P<path>[^/]+/[^/]+)/pull/(?P<number>\d+)"),
    )
)
_PLACE = re.compile(r"(?:[\w+]+://(?:[^/@]*@)?|(?:[^/:@]*@)?(?=[^/:]+:))([^/:@\s]+)")
# A token does not go to these in the clear.
_UPGRADED = {f"http://{host}": f"https://{host}" for host in ("github.com", "gitlab.com")}


@value
class Address:
    """Where a pull request is: its forge, the URL of the interface, repository, number."""

    forge: ForgeName
    api: str
    repository: str
    number: int


def address(url: str) -> Address | None:
    """Return what the URL of a pull or merge request names, None where it names none."""
    for forge, form in _FORMS:
        match = form.fullmatch(url.strip())
        if match:
            host = _UPGRADED.get(match["host"], match["host"])
            return Address(forge, _api(forge, host), match["path"], int(match["number"]))
    return None


def host(url: str) -> str:
    """Return the host of a URL, or of what git takes for one, "" for none."""
    match = _PLACE.match(url)
    return match[1].lower() if match else ""


def _api(forge: ForgeName, host: str) -> str:
    if forge == "bitbucket":
        return BITBUCKET
    if forge == "github":
        return "https://api.github.com" if host == "https://github.com" else f"{host}/api/v3"
    return f"{host}/api/v4" if forge == "gitlab" else f"{host}/api/v1"
