"""What the quick test of the push hooks must not miss, since nothing but git runs then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guarded import CHARGE, FIRST, FLAGS, FOLDER, RULES, record
from tests.pushed import LINK

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.pushed import Pushed


def _undone(repo: Pushed) -> None:
    repo.bad("bad\n")
    repo.commit("Back", **{CHARGE: "1\n"})
    repo.bad("bad\n")


def _unflagged(repo: Pushed) -> None:
    repo.commit("Unflag", **{".gitattributes": FLAGS.replace("fragile=payments", "")})
    repo.bad()


def _renamed_out(repo: Pushed) -> None:
    repo.git("mv", CHARGE, "charge.py")
    repo.commit("Move")


def _nested(repo: Pushed) -> None:
    repo.commit("Nested", **{"src/payments/.gitattributes": "* -fragile\n"})


def _unwatched_then_changed(repo: Pushed) -> None:
    text = FLAGS.replace("decision-log", "!decision-log")
    repo.commit("Blind", **{".gitattributes": text + ".gitattributes !decision-log\n"})
    repo.commit("Unflag", **{".gitattributes": "", "decisions.toml": ""})
    repo.bad()


def _loosened(repo: Pushed) -> None:
    repo.rule(RULES.replace("[fragile.auth]", 'enforce = "warn"\n\n[fragile.auth]'))
    repo.bad()


def _evil_merge(repo: Pushed) -> None:
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Side", **{"side.py": "1\n"})
    repo.git("checkout", "-q", "main")
    repo.ordinary("main\n")
    repo.git("merge", "-q", "--no-commit", "side")
    repo.bad("evil\n")


def _ours(repo: Pushed) -> None:
    repo.git("checkout", "-q", "-b", "side", "HEAD~1")
    repo.ordinary("side\n")
    repo.git("checkout", "-q", "main")
    repo.good()
    repo.server.git("fetch", "-q", str(repo.path), "main:main")
    repo.git("fetch", "-q")
    repo.git("checkout", "-q", "side")
    repo.git("merge", "-q", "-s", "ours", "--no-verify", "-m", "Merge", "main")
    repo.git("checkout", "-q", "-B", "main")


def _mode(repo: Pushed) -> None:
    repo.git("update-index", "--chmod=+x", CHARGE)
    repo.commit("Mode")


def _submodule(repo: Pushed) -> None:
    repo.git("config", "diff.ignoreSubmodules", "all")
    repo.git("rm", "-q", "--cached", CHARGE)
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{repo.head()},{CHARGE}")
    repo.git("commit", "-q", "--no-verify", "-m", "Link")


def _widened(repo: Pushed) -> None:
    path = f"{FOLDER}/{FIRST}.md"
    repo.commit("Widen", **{path: record(modules="payments, auth")})


def _case(repo: Pushed) -> None:
    repo.commit("Case", **{"src/PAYMENTS/charge.py": "2\n"})


def _odd_name(repo: Pushed) -> None:
    repo.commit("Odd", **{'src/payments/"a\nb\udcff: unspecified': "1\n"})


WAYS = (
    _undone, _unflagged, _renamed_out, _nested, _unwatched_then_changed, _loosened,
    _evil_merge, _ours, _mode, _submodule, _widened, _case, _odd_name,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_refused_on_both_sides(way: Callable[[Pushed], None], pushed: Pushed) -> None:
    """Whatever was tried, the clone's hook sees it, and so does the server's."""
    way(pushed)
    before = pushed.arrived()
    assert pushed.push("--force", "origin", "HEAD:main").code == 1
    said = pushed.past("--force", "origin", "HEAD:main")
    assert "pre-receive hook declined" in said.text
    assert pushed.arrived() == before


SETTINGS = {
    "log.showSignature": "true",
    "log.showRoot": "false",
    "log.diffMerges": "off",
    "diff.noprefix": "true",
    "diff.renames": "copies",
    "diff.external": "false",
    "diff.relative": "true",
    "core.quotePath": "false",
    "core.attributesFile": "/dev/null",
    "color.ui": "always",
    "format.pretty": "%B",
    "grep.patternType": "perl",
}


def test_no_setting_blinds_it(pushed: Pushed) -> None:
    """What people configure for their own eyes changes nothing."""
    for repo in (pushed, pushed.server):
        for name, text in SETTINGS.items():
            repo.git("config", name, text)
    pushed.ordinary("settings\n")
    said = pushed.push()
    assert said.passed, said.text
    assert "git-decide" not in said.text
    pushed.bad()
    assert pushed.push().code == 1
    assert "pre-receive hook declined" in pushed.past().text


def test_attributes_of_one_clone_alone(pushed: Pushed) -> None:
    """`info/attributes` exempts a path here, and nowhere else."""
    for folder in (pushed.path / ".git", pushed.server.path):
        (folder / "info").mkdir(exist_ok=True)
        (folder / "info/attributes").write_text("* -fragile\n")
    pushed.bad()
    assert pushed.push().code == 1
    assert not pushed.past().passed


@pytest.mark.parametrize("content", [None, b"", b"garbage", b"DIRC\0\0\0\2\0\0\0\0"])
def test_rules_that_were_not_kept(content: bytes | None, pushed: Pushed) -> None:
    """What the quick test needs is away or damaged: it costs time and nothing else."""
    for folder in (pushed.path / ".git", pushed.server.path):
        kept = folder / "git-decide/rules"
        kept.unlink()
        if content is not None:
            kept.write_bytes(content)
    pushed.bad()
    assert pushed.push().code == 1
    assert not pushed.past().passed
    pushed.git("commit", "-q", "--amend", "--no-verify", "-m", LINK)
    assert pushed.push().passed


def test_rules_that_changed_meanwhile(pushed: Pushed) -> None:
    """A flag that somebody else pushed counts for the next push from here."""
    other = pushed.server.clone(pushed.path.parent / "theirs")
    other.commit("Flag", **{".gitattributes": f"{FLAGS}src/other.py fragile=auth\n"})
    other.git("push", "-q", "origin", "HEAD")
    pushed.git("pull", "-q", "--ff-only", "origin", "main")
    pushed.ordinary("not any more\n")
    assert pushed.push().code == 1
    assert not pushed.past().passed
