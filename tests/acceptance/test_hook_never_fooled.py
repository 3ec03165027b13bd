"""Ways around the rule, each of them caught by the native hooks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.guarded import CHARGE, FIRST, FLAGS, FOLDER, RULES, record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.guarded import Guarded, Said

LINK = ("--trailer", "Decision: 1")
FILE = f"{FOLDER}/{FIRST}.md"


def refused(repo: Guarded, *options: str) -> Said:
    """Commit without a link: it must be refused, and nothing recorded. Then with one."""
    head = repo.head()
    said = repo.try_commit("-m", "Sly", *options)
    assert said.code == 1, said.text
    assert repo.head() == head
    return said


def test_unflagging_in_the_same_commit(guarded: Guarded) -> None:
    """The rules are the parent's, so the change is still fragile, and the unflagging, too."""
    guarded.change()
    guarded.change(".gitattributes", FLAGS.replace("src/payments/** fragile=payments\n", ""))
    said = refused(guarded)
    assert CHARGE in said.text
    assert guarded.try_commit("-m", "Openly", *LINK).passed
    guarded.change(content="3\n")
    assert guarded.try_commit("-m", "No longer fragile").passed


def test_unflagging_alone(guarded: Guarded) -> None:
    """Taking flags away is a change of every file that loses one."""
    guarded.change(".gitattributes", FLAGS.replace("src/payments/** fragile=payments\n", ""))
    said = refused(guarded)
    assert f"{CHARGE} (its fragile flag is changed or taken away)" in said.text


@pytest.mark.parametrize(
    "line",
    [
        ".gitattributes -decision-log",
        ".gitattributes !decision-log",
        "* -decision-log",
        "* !decision-log -fragile",
        "[attr]decision-log -diff",
    ],
)
def test_blinding_the_hook(line: str, guarded: Guarded) -> None:
    """Attributes that would hide the very file that takes the flag away hide nothing."""
    guarded.change(".gitattributes", f"{line}\n")
    refused(guarded)


def test_removing_everything_at_once(guarded: Guarded) -> None:
    """The whole file deleted, with its watch lines."""
    guarded.git("rm", "-q", ".gitattributes")
    guarded.change()
    refused(guarded)


@pytest.mark.parametrize("target", ["src/charge.py", "src/payments/tests/charge.py"])
def test_renaming_out_of_the_module(target: str, guarded: Guarded) -> None:
    """A rename is a deletion as well."""
    (guarded.path / target).parent.mkdir(parents=True, exist_ok=True)
    guarded.git("mv", CHARGE, target)
    assert CHARGE in refused(guarded).text


def test_renaming_into_the_module(guarded: Guarded) -> None:
    """And an addition."""
    guarded.git("mv", "src/other.py", "src/payments/other.py")
    assert "src/payments/other.py" in refused(guarded).text


def test_deleting(guarded: Guarded) -> None:
    """Deleting a fragile file is a change to it."""
    guarded.git("rm", "-q", CHARGE)
    refused(guarded)


def test_a_symbolic_link_in_its_place(guarded: Guarded) -> None:
    """Whether a file becomes a link, or the folder does."""
    (guarded.path / CHARGE).unlink()
    os.symlink("../other.py", guarded.path / CHARGE)
    guarded.git("add", CHARGE)
    refused(guarded)
    guarded.git("reset", "-q", "--hard")
    guarded.git("mv", "src/payments", "src/elsewhere")
    os.symlink("elsewhere", guarded.path / "src/payments")
    guarded.git("add", "src/payments")
    assert CHARGE in refused(guarded).text


@pytest.mark.parametrize("path", ["src/Payments/charge.py", "SRC/PAYMENTS/NEW.PY"])
def test_another_case(path: str, guarded: Guarded) -> None:
    """On some platforms that is the same file, so it is on all of them."""
    blob = guarded.out("hash-object", "-w", "--", "src/other.py")
    guarded.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    assert path in refused(guarded).text


def test_a_change_of_mode(guarded: Guarded) -> None:
    """The executable bit counts."""
    guarded.git("update-index", "--chmod=+x", CHARGE)
    refused(guarded)


@pytest.mark.parametrize("line", ["* -fragile", "charge.py !fragile", "* fragile=auth"])
def test_a_nested_attributes_file(line: str, guarded: Guarded) -> None:
    """One that is deeper wins in git, so it is seen, together with a change and alone."""
    guarded.change("src/payments/.gitattributes", f"{line}\n")
    refused(guarded)
    guarded.change()
    refused(guarded)


def test_an_unstaged_attributes_file(guarded: Guarded) -> None:
    """What lies in the work tree, is excluded or assumed unchanged says nothing."""
    guarded.change()
    guarded.write(".gitattributes", "")
    guarded.write("src/payments/.gitattributes", "* -fragile\n")
    refused(guarded)
    guarded.git("update-index", "--assume-unchanged", ".gitattributes")
    refused(guarded)


@pytest.mark.parametrize("where", ["info", "user"])
def test_attributes_from_elsewhere(where: str, guarded: Guarded, tmp_path: Path) -> None:
    """Neither .git/info/attributes nor the user's own attributes count, for either answer."""
    text = "src/payments/** -fragile !decision-log\nsrc/other.py fragile=other\n"
    if where == "info":
        guarded.write(".git/info/attributes", text)
    else:
        (tmp_path / "attributes").write_text(text)
        guarded.git("config", "core.attributesFile", str(tmp_path / "attributes"))
    guarded.change()
    refused(guarded)
    guarded.git("reset", "-q", "--hard")
    guarded.change("src/other.py")
    assert guarded.try_commit("-m", "Other").passed


def test_an_exemption_for_future_paths(guarded: Guarded) -> None:
    """A line that would exempt what does not exist yet needs the decision now."""
    guarded.change(".gitattributes", FLAGS + "src/payments/next/** -fragile\n")
    said = refused(guarded)
    assert "'payments'" in said.text
    guarded.change(".gitattributes", FLAGS + "docs/** -fragile\nsrc/new/** fragile=new\n")
    assert guarded.try_commit("-m", "Honest").passed


@pytest.mark.parametrize(
    "rules",
    [
        RULES.replace('owners = ["@payments"]', 'enforce = "warn"'),
        RULES.replace('owners = ["@payments"]', 'require = "proposed"'),
        f"{RULES}\n[policy]\nprotect = []\n",
        f"{RULES}\n[policy]\nskip = 'forbidden'\n",
        f"{RULES}\n[policy]\nsince = '4f2a9c1'\n",
        f"{RULES}\n[roles]\nproduct = ['anybody']\n",
    ],
)
def test_other_rules(rules: str, guarded: Guarded) -> None:
    """What judges a module is a part of it: changing it needs a decision for it."""
    guarded.change("decisions.toml", rules)
    said = refused(guarded)
    assert "decisions.toml (what judges this module is changed)" in said.text


def test_loosening_and_using_it_at_once(guarded: Guarded) -> None:
    """The parent's rules judge, whatever the commit says."""
    guarded.rule(RULES + "\n[policy]\nskip = 'forbidden'\n")
    guarded.change("decisions.toml", RULES)
    guarded.change()
    refused(guarded, "--trailer", "Decision-Skip: because")


def test_prose_is_free(guarded: Guarded) -> None:
    """Why a module is fragile and whose it is may be written better at any time."""
    text = RULES.replace("all customers suffer", "everybody suffers").replace("@payments", "@all")
    guarded.change("decisions.toml", text)
    assert guarded.try_commit("-m", "Say it better").passed


def test_deleting_the_rules(guarded: Guarded) -> None:
    """Without decisions.toml the defaults hold; losing a stricter rule is seen."""
    guarded.rule(RULES + "\n[policy]\nskip = 'forbidden'\n")
    guarded.git("rm", "-q", "decisions.toml")
    guarded.change()
    refused(guarded, "--trailer", "Decision-Skip: because")
    guarded.git("reset", "-q", "HEAD", "--", CHARGE)
    refused(guarded)


def test_rules_that_are_broken_in_history(guarded: Guarded) -> None:
    """The nearest readable ones judge; a broken file can be mended, but not loosened so."""
    guarded.rule(RULES + "\n[policy]\nskip = 'forbidden'\n")
    guarded.rule("[fragile.payments\n")
    guarded.change()
    refused(guarded, "--trailer", "Decision-Skip: because")
    assert guarded.try_commit("-m", "Openly", *LINK).passed
    guarded.change("decisions.toml", RULES)
    refused(guarded)
    guarded.change("decisions.toml", RULES + "\n[policy]\nskip = 'forbidden'\n")
    assert guarded.try_commit("-m", "Mend").passed


def test_breaking_the_rules(guarded: Guarded) -> None:
    """A broken file is a finding; past pre-commit it still loosens nothing."""
    guarded.change("decisions.toml", "[fragile.payments\n")
    said = refused(guarded)
    assert "decisions.toml" in said.text


def test_a_record_that_is_deleted_in_the_same_commit(guarded: Guarded) -> None:
    """It is not in the commit's own tree."""
    guarded.git("rm", "-q", FILE)
    guarded.change()
    said = refused(guarded, *LINK)
    assert "Decision: 1 names no record" in said.text


def test_a_record_that_only_another_branch_has(guarded: Guarded) -> None:
    """Nor is that one."""
    guarded.git("checkout", "-q", "-b", "other")
    guarded.add_record("0002-elsewhere", record())
    guarded.git("checkout", "-q", "main")
    guarded.change()
    refused(guarded, "--trailer", "Decision: 2")


def test_a_record_that_is_not_staged(guarded: Guarded) -> None:
    """Nor one of the work tree; the refusal says so."""
    guarded.write(f"{FOLDER}/0002-new.md", record("New"))
    guarded.change()
    said = refused(guarded, "--trailer", "Decision: 2")
    assert f"git add -- {FOLDER}/0002-new.md" in said.text
    guarded.git("add", "-N", FOLDER)
    refused(guarded, "--trailer", "Decision: 2")


def test_a_record_that_is_accepted_in_the_work_tree_only(guarded: Guarded) -> None:
    """What counts is what is committed."""
    guarded.stage(**{f"{FOLDER}/0002-new.md": record("New", "proposed")})
    guarded.write(f"{FOLDER}/0002-new.md", record("New"))
    guarded.change()
    said = refused(guarded, "--trailer", "Decision: 2")
    assert f"git add -- {FOLDER}/0002-new.md" in said.text


@pytest.mark.parametrize("kind", ["link", "folder", "huge", "submodule"])
def test_a_record_that_is_no_file(kind: str, guarded: Guarded) -> None:
    """A link, a folder, a submodule, or 50 MB under a record's name justify nothing."""
    path = f"{FOLDER}/0002-odd.md"
    if kind == "link":
        os.symlink(f"{FIRST}.md", guarded.path / path)
        guarded.git("add", path)
    elif kind == "folder":
        guarded.stage(**{f"{path}/README.txt": record()})
    elif kind == "huge":
        guarded.stage(**{path: record() + "x" * 50_000_000})
    else:
        guarded.git("update-index", "--add", "--cacheinfo", f"160000,{guarded.head()},{path}")
    guarded.commit("Odd")
    guarded.change()
    refused(guarded, "--trailer", "Decision: 2")


@pytest.mark.parametrize(
    "text",
    [
        b"---\nstatus: [accepted\n---\n# x\n",
        b"# No front matter\n",
        b"---\nstatus: accepted\nstatus: accepted\n---\n",
        b"---\na: &a [x,x]\nb: &b [*a,*a]\nstatus: accepted\nmodules: [payments]\n---\n",
        b"\xff\xfe\x00",
        record().encode().replace(b"retry", b"\xff"),
    ],
)
def test_a_record_that_cannot_be_read(text: bytes, guarded: Guarded) -> None:
    """It justifies nothing, and is no reason to fall over."""
    guarded.commit("Odd", **{f"{FOLDER}/0002-odd.md": text})
    guarded.change()
    said = refused(guarded, "--trailer", "Decision: 2")
    assert "this is a bug" not in said.text
    assert "0002-odd" in said.text


def test_a_record_in_windows_dress(guarded: Guarded) -> None:
    """A byte order mark and CRLF are no fault."""
    text = b"\xef\xbb\xbf" + record().replace("\n", "\r\n").encode()
    guarded.commit("Odd", **{f"{FOLDER}/0002-odd.md": text})
    guarded.change()
    assert guarded.try_commit("-m", "Retry", "--trailer", "Decision: 2").passed


@pytest.mark.parametrize("hidden", ["config", "gitmodules", ""])
def test_the_pointer_of_a_submodule(hidden: str, guarded: Guarded, make_repo: MakeRepo) -> None:
    """It is a path like any other, whatever is configured to be ignored."""
    part = make_repo("part")
    part.commit("Start", a="1")
    guarded.git(
        "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(part.path), "vendor/x"
    )
    guarded.change(".gitattributes", FLAGS + "vendor/x fragile=payments\n")
    guarded.commit("Vendor")
    if hidden == "config":
        guarded.git("config", "diff.ignoreSubmodules", "all")
    elif hidden:
        guarded.git("config", "-f", ".gitmodules", "submodule.vendor/x.ignore", "all")
        guarded.git("add", ".gitmodules")
        guarded.commit("Hide")
    new = part.commit("Next", a="2")
    guarded.git("update-index", "--cacheinfo", f"160000,{new},vendor/x")
    assert "vendor/x" in refused(guarded).text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("diff.noprefix", "true"),
        ("diff.relative", "true"),
        ("diff.external", "true"),
        ("diff.renames", "copies"),
        ("diff.orderFile", "src/other.py"),
        ("core.ignoreCase", "false"),
        ("core.quotePath", "false"),
        ("trailer.separators", "="),
        ("trailer.decision.key", "Other: "),
        ("color.ui", "always"),
        ("core.splitIndex", "true"),
        ("index.sparse", "true"),
        ("status.showUntrackedFiles", "no"),
        ("core.precomposeUnicode", "true"),
    ],
)
def test_configuration_hides_nothing(name: str, text: str, guarded: Guarded) -> None:
    """No setting of git changes the verdict, either way."""
    guarded.git("config", name, text)
    guarded.change()
    refused(guarded)
    said = guarded.try_commit("-m", "Retry\n\nDecision: 1")
    assert said.passed, said.text
    guarded.change("src/other.py")
    assert guarded.try_commit("-m", "Other").passed


@pytest.mark.parametrize(
    "changes",
    [
        {"GIT_LITERAL_PATHSPECS": "1"},
        {"GIT_ICASE_PATHSPECS": "1"},
        {"GIT_EXTERNAL_DIFF": "true"},
        {"GIT_ATTR_SOURCE": "HEAD~1"},
        {"GIT_DIFF_OPTS": "-u0"},
        {"PYTHONHOME": "/nowhere", "PYTHONPATH": "/nowhere"},
        {"LC_ALL": "C", "LANG": "C"},
    ],
)
def test_the_environment_hides_nothing(changes: dict[str, str], guarded: Guarded) -> None:
    """Nor does a variable."""
    guarded.commit("Twice")
    guarded.change()
    assert guarded.try_commit("-m", "Sly", env=changes).code == 1
    said = guarded.try_commit("-m", "Openly", *LINK, env=changes)
    assert said.passed, said.text
    guarded.change("src/other.py")
    assert guarded.try_commit("-m", "Other", env=changes).passed


def test_a_macro_that_flags(guarded: Guarded) -> None:
    """A flag through a macro counts, and so does taking it out of the macro."""
    flags = f"[attr]money fragile=payments\nsrc/m/** money\n{FLAGS}"
    guarded.commit("M", **{".gitattributes": flags, "src/m/a.py": "1\n"})
    guarded.change("src/m/a.py", "2\n")
    refused(guarded)
    guarded.git("reset", "-q", "--hard")
    guarded.change(".gitattributes", flags.replace("fragile=payments", "-fragile", 1))
    refused(guarded)
