"""Findings in Markdown: read by file, and never more than text."""

from __future__ import annotations

from hypothesis import given
from markdown_it import MarkdownIt

from git_decide.findings import Finding
from git_decide.output.markdown import markdown
from git_decide.values import replace
from tests.unit.output.told import BAD, SAD, several

# The only tag that is ours.
_BREAK = "<br>"


def test_how_it_reads() -> None:
    """A heading with the count, a section a file, errors before warnings."""
    later = replace(SAD, path=BAD.path)
    assert markdown([later, BAD, SAD]).split("\n") == [
        "## git decide: 1 error, 2 warnings",
        "",
        "### `log/1-a.md`",
        "",
        "- **error**, line 3: \\`soon\\` is no date. (`invalid-date`)<br>Write it.",
        "- **warning**: No cost. (`missing-cost`)",
        "",
        "### `log/2-b.md`",
        "",
        "- **warning**: No cost. (`missing-cost`)",
    ]


def test_nothing_to_mend() -> None:
    """It says so: an empty summary says nothing."""
    assert markdown([]) == "## git decide: nothing to mend"


def test_findings_without_a_file() -> None:
    """What has no file stands under the commits."""
    assert "### Commits" in markdown([replace(BAD, path="")])


def test_commands_can_be_copied() -> None:
    """A command is code, so that nothing of it is changed."""
    told = markdown([replace(BAD, mend="git decide fragile add pay --owner @pay")])
    assert told.endswith("<br>`git decide fragile add pay --owner @pay`")


def test_only_so_many() -> None:
    """A page has an end, and says what it leaves out; errors are left out last."""
    told = markdown([SAD, SAD, BAD], most=1)
    assert "invalid-date" in told
    assert told.endswith("\n… and 2 more findings.")


@given(several)
def test_nothing_but_text_comes_of_a_text(found: list[Finding]) -> None:
    """No link, picture or tag but the line break, and as many items as findings."""
    tokens = MarkdownIt("commonmark").parse(markdown(found))
    inline = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in tokens} <= {
        f"{name}_{end}"
        for name in ("heading", "bullet_list", "list_item", "paragraph")
        for end in ("open", "close")
    } | {"inline"}
    assert {child.type for child in inline} <= {
        "text", "text_special", "code_inline", "strong_open", "strong_close", "html_inline"
    }  # fmt: skip
    assert all(c.content == _BREAK for c in inline if c.type == "html_inline")
    assert sum(token.type == "list_item_open" for token in tokens) == len(found)
