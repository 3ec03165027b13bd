"""Links to files and commits, from the URL of a remote."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.output.permalinks import FORGES, Site, site

SHA = "0123456789abcdef0123456789abcdef01234567"

PAGES = {
    "https://github.com/o/r.git": "https://github.com/o/r",
    "https://github.com/o/r": "https://github.com/o/r",
    "https://github.com/o/r/": "https://github.com/o/r",
    "http://github.example.com/o/r.git": "http://github.example.com/o/r",
    "git@github.com:o/r.git": "https://github.com/o/r",
    "org-1@github.com:o/r": "https://github.com/o/r",
    "github.com:o/r.git": "https://github.com/o/r",
    "ssh://git@github.com/o/r.git": "https://github.com/o/r",
    "ssh://git@ssh.github.com:443/o/r.git": "https://github.com/o/r",
    "git://github.com/o/r.git": "https://github.com/o/r",
    "https://x-access-token:secret@github.com/o/r.git": "https://github.com/o/r",
    "https://user@git.github.example.com:8443/o/r.git": "https://git.github.example.com:8443/o/r",
    "git@gitlab.com:group/sub/p.git": "https://gitlab.com/group/sub/p",
    "https://gitlab-ci-token:secret@gitlab.example.com/g/p.git": "https://gitlab.example.com/g/p",
    "ssh://git@gitlab.example.com:2222/g/p.git": "https://gitlab.example.com/g/p",
    "ssh://git@altssh.gitlab.com:443/g/p.git": "https://gitlab.com/g/p",
    "https://gitlab/g/p.git": "https://gitlab/g/p",
    "git@bitbucket.org:o/r.git": "https://bitbucket.org/o/r",
    "https://user@bitbucket.org/o/r.git": "https://bitbucket.org/o/r",
    "ssh://git@bitbucket.example.com:7999/proj/r.git": (
        "https://bitbucket.example.com/projects/proj/repos/r"
    ),
    "ssh://git@code.example.com:7999/~ada/r.git": "https://code.example.com/users/ada/repos/r",
    "https://code.example.com/scm/PROJ/r.git": "https://code.example.com/projects/PROJ/repos/r",
    "https://code.example.com:7990/git/scm/~ada/r.git": (
        "https://code.example.com:7990/git/users/ada/repos/r"
    ),
    "git@codeberg.org:o/r.git": "https://codeberg.org/o/r",
    "https://gitea.example.com:3000/git/o/r.git": "https://gitea.example.com:3000/git/o/r",
    "ssh://git@forgejo.example.com/o/r.git": "https://forgejo.example.com/o/r",
    "HTTPS://GitHub.com/O/R.git": "https://github.com/O/R",
}
NO_PAGES = (
    "",
    "/srv/git/r.git",
    "../r",
    "file:///srv/git/r.git",
    r"C:\git\r.git",
    "C:/git/r.git",
    "work:o/r.git",
    "https://git.example.com/o/r.git",
    "git@git.example.com:o/r.git",
    "https://github.com/",
    "https://github.com",
    "https://git hub.com/o/r",
    "ssh://git@bitbucket.example.com:7999/r.git",
    "https://code.example.com/scm/PROJ/r/more",
    "ext::sh -c whatever",
)


@pytest.mark.parametrize(("url", "page"), PAGES.items())
def test_the_page_of_a_remote(url: str, page: str) -> None:
    """Every way of writing a URL leads to the page of the repository, without a password."""
    found = site(url)
    assert found
    assert found.page == page


@pytest.mark.parametrize("url", NO_PAGES)
def test_what_has_no_page(url: str) -> None:
    """A folder, an unknown host or half a URL is no site: rather no link than a wrong one."""
    assert site(url) is None


@pytest.mark.parametrize(
    ("forge", "file", "commit"),
    [
        ("github", "o/r/blob/{}/a%20b/c.md", "o/r/commit/{}"),
        ("gitlab", "o/r/-/blob/{}/a%20b/c.md", "o/r/-/commit/{}"),
        ("bitbucket", "o/r/src/{}/a%20b/c.md", "o/r/commits/{}"),
        (
            "bitbucket-server",
            "projects/o/repos/r/browse/a%20b/c.md?at={}",
            "projects/o/repos/r/commits/{}",
        ),
        ("gitea", "o/r/src/commit/{}/a%20b/c.md", "o/r/commit/{}"),
    ],
)
def test_a_self_hosted_site_whose_name_does_not_tell(forge: str, file: str, commit: str) -> None:
    """The forge may be said; each has its own way to a file and to a commit."""
    found = site("git@git.example.com:o/r.git", forge)  # type: ignore[arg-type]
    assert found
    assert found.file(SHA, "a b/c.md") == f"https://git.example.com/{file.format(SHA)}"
    assert found.commit(SHA) == f"https://git.example.com/{commit.format(SHA)}"


@given(st.sampled_from(FORGES), st.text(min_size=1).filter(lambda path: max(path) < "\ud800"))
def test_any_path_is_a_link(forge: str, path: str) -> None:
    """No file name leads anywhere else, or out of the parentheses of a link in Markdown."""
    made = Site(forge, "https://example.com/o/r").file(SHA, path)  # type: ignore[arg-type]
    assert made.isascii()
    assert not set(made) & set(" ()<>[]\"'`\\\n")
    parts = urlsplit(made)
    assert parts.netloc == "example.com"
    assert path in unquote(parts.path)


def test_bytes_that_are_no_utf_8() -> None:
    """A file name in another encoding is linked by its bytes."""
    assert Site("github", "https://example.com").file("1", "\udce4.md").endswith("/%E4.md")


@given(st.text(max_size=40))
def test_any_url_is_read(url: str) -> None:
    """Whatever stands in the configuration is a page or none, never an error."""
    for written in (url, f"https://github.com/{url}", f"git@github.com:{url}"):
        found = site(written.encode("utf-8", "replace").decode())
        assert found is None or not set(found.page) & set(' ()<>[]"`\\\n')
