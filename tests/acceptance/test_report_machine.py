"""``git decide report`` for machines: links, JSON, documents, processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.refresh_report import PAGE, current
from tests.acceptance.report_story import CAP, LOG, RANGE, SITE, beside, verdict
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo


def test_where_links_lead(told: Repo) -> None:
    """Without a remote there are no links; a forge that its host does not tell may be said."""
    told.git("remote", "set-url", "origin", "https://user:secret@git.example.com:8443/s/c.git")
    assert "](" not in decide(told, *RANGE).stdout
    page = decide(told, *RANGE, "--forge", "gitea").stdout
    assert f"(https://git.example.com:8443/s/c/src/commit/{told.head()}/{LOG}/0004" in page
    assert "secret" not in page
    told.git("remote", "set-url", "origin", "git@bitbucket.org:s/c.git")
    page = decide(told, *RANGE).stdout
    assert page.startswith("[//]: # (git-decide report)\n### ❌ Refused")
    assert "<" not in page


def test_json_says_all(told: Repo) -> None:
    """The document has the shape that its schema promises, and what the page says."""
    report = answer(beside(told, "x\n\nDecision: 1", "--json").stdout, "report")["report"]
    assert report["verdict"] == "passed"
    assert [(m["name"], m["outcome"]) for m in report["modules"]] == [
        ("partner-sync", "justified"),
        ("payments", "justified"),
        ("sessions", "skipped"),
    ]
    assert [d["named-beside"] for d in report["decisions"]] == [False, True]
    assert report["decisions"][0]["accepted-here"] is True
    assert report["decisions"][0]["url"].startswith(f"{SITE}/blob/{told.head()}/")
    assert [u["record"]["number"] for u in report["unnamed"]] == [3]
    assert [d["reason"] for d in report["debts"]] == ["pager at 3 am, cause unknown"]
    assert report["trailers"][0] == "Decision: 0004-take-orders-by-webhook"


def test_a_history_that_begins_in_the_range(told: Repo) -> None:
    """Without a base nothing is fragile yet, and all records are new."""
    done = decide(told, "report", "--range", f"{told.open().empty_tree}..webhooks")
    assert verdict(done) == "### ✅ All clear: nothing fragile is touched"
    assert "Records that this branch adds or changes: 4 added" in done.stdout


def test_usage(told: Repo) -> None:
    """Which commits are meant must be said, and said once."""
    for arguments in (["report"], ["report", "--range", "a..b", "--base", "main"]):
        done = decide(told, *arguments)
        assert done.returncode == 2
        assert "--base" in done.stderr


def test_the_number_of_processes_does_not_depend_on_the_range(told: Repo, tmp_path: Path) -> None:
    """Git is asked as often for many commits and records as for few."""

    def starts(name: str) -> int:
        trace = tmp_path / name
        told.installed(*RANGE, env={"GIT_TRACE2_EVENT": str(trace)})
        return len(git_starts(trace))

    before = starts("before")
    for number in range(10, 16):
        record = {f"{LOG}/00{number}-n.md": CAP.replace("twice", f"{number} times")}
        told.commit(f"{number}\n\nDecision: 4", **record, **{f"src/partner/{number}.py": "1\n"})
    assert starts("after") <= before


def test_the_documents_show_what_is_written_now(repo: Repo) -> None:
    """docs/report.md is current (python3 -m tests.acceptance.refresh_report), with every part."""
    text = PAGE.read_text(encoding="utf-8")
    assert current(repo) == text
    for part in (
        "<!-- git-decide report -->\n### ❌ Refused",
        "**To mend it**",
        "owned by",
        "touched:",
        "decided by",
        "** lost: ",
        "**Trade-offs**",
        "Records that this branch adds or changes",
        "#### Also in force for what is touched",
        "#### Skipped",
        "keep these lines",
        "### ✅ Passes",
    ):
        assert part in text
