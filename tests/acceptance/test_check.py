"""``git decide check``: finds everything that is wrong, and says where and what to do."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.ordered import ONE, TWO, found, in_order
from tests.acceptance.texts import ACCEPTED, PROPOSED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a repository that has nothing to mend."""
    return in_order(repo)


def test_nothing_to_mend(log: Repo) -> None:
    """A clean repository exits 0 with nothing on standard output."""
    done = log.decide("check", "--strict")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing to mend.\n")


def test_findings_point_at_the_source(log: Repo) -> None:
    """Place, weight, words, code and mend of an error; exit 1."""
    log.write(ONE, ACCEPTED.replace("date: 2026-02-15", "date: soon"))
    done = log.decide("check")
    assert done.returncode == 1
    assert f"{ONE}:3:7: error: " in done.stdout
    assert "[invalid-date]\n    " in done.stdout
    assert "1 error, 0 warnings" in done.stderr


def test_json_and_format_json_are_one(log: Repo) -> None:
    """``--json`` is ``--format json``, and the exit code is the same as for text."""
    log.write(ONE, ACCEPTED.replace("date: 2026-02-15", "date: soon"))
    one, two = log.decide("check", "--json"), log.decide("check", "--format", "json")
    assert one.stdout == two.stdout
    assert (one.returncode, two.returncode) == (1, 1)
    assert answer(one.stdout, "findings")["findings"][0]["line"] == 3


def test_warnings_count_when_strict(log: Repo) -> None:
    """A warning alone exits 0, and 1 with ``--strict``."""
    log.decide("fragile", "add", "later", "lib/later/**", "--why", "Soon.")
    done = log.decide("check")
    assert done.returncode == 0
    assert "[flag-protects-nothing]" in done.stdout
    assert log.decide("check", "--strict").returncode == 1


def test_one_bad_file_never_hides_the_others(log: Repo) -> None:
    """Broken YAML here, a missing section there, a broken configuration: all are told."""
    log.write(ONE, "---\nstatus: [\n---\n# T\n")
    log.write(TWO, ACCEPTED.replace("## Trade-offs\n\nRare failures reach the customer.\n", ""))
    log.write("decisions.toml", "[policy\n")
    told = found(log)
    assert (ONE, "broken-front-matter") in told
    assert (TWO, "missing-trade-offs") in told
    assert "decisions.toml" in {path for path, _ in told}


def test_only_some_paths(log: Repo) -> None:
    """PATHS narrow the findings to files and folders, typed from the current folder."""
    log.write(ONE, ACCEPTED.replace("2026-02-15", "soon"))
    log.write(TWO, ACCEPTED.replace("2026-02-15", "later"))
    assert found(log, ONE) == [(ONE, "invalid-date")]
    assert found(log, "-C", "docs", "decisions/0002-b.md") == [(TWO, "invalid-date")]
    assert found(log, "docs") == found(log, ".") == found(log, "docs/decisions/")
    assert found(log, "src") == []


@pytest.mark.parametrize("path", ["docs/decisions/0099-none.md", "../outside", "/etc/passwd"])
def test_paths_that_are_not_there(log: Repo, path: str) -> None:
    """A path that does not exist, or lies outside, exits 2."""
    done = log.decide("check", path)
    assert (done.returncode, done.stdout) == (2, "")


def test_staged(log: Repo) -> None:
    """``--staged`` judges the index, whatever the files say."""
    log.stage(**{ONE: ACCEPTED.replace("2026-02-15", "soon")})
    log.write(ONE, ACCEPTED)
    assert found(log) == []
    assert found(log, "--staged") == [(ONE, "invalid-date")]
    log.git("add", ".")
    log.write(ONE, "broken")
    assert found(log, "--staged", ONE) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"---\nstatus: [\n---\n# T\n", "broken-front-matter"),
        (b"# Title\n\n## Context\n\nText.\n", "no-front-matter"),
        (PROPOSED.encode().replace(b"kind:", b"status: x\nkind:"), "duplicate-key"),
        (b"---\na: &a [x]\nb: [*a, *a]\n---\n# T\n", "yaml-anchor"),
        (PROPOSED.encode() + b"\xff", "not-utf-8"),
        (PROPOSED.encode() + b"\0", "nul-character"),
        (PROPOSED.encode() + b"x" * (50 << 20), "record-too-large"),
        (PROPOSED.encode().replace(b"kind:", b"knid:"), "unknown-field"),
    ],
)
def test_records_that_nobody_can_use(log: Repo, content: bytes, code: str) -> None:
    """Each kind of broken file has its code, in the work tree and in the index."""
    log.write(TWO, content)
    assert (TWO, code) in found(log)
    log.git("add", ".")
    assert (TWO, code) in found(log, "--staged")
    assert log.decide("list").returncode == 0


@pytest.mark.parametrize(
    "content",
    [
        PROPOSED.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + PROPOSED.encode(),
        PROPOSED.rstrip("\n").encode(),
    ],
)
def test_harmless_differences(log: Repo, content: bytes) -> None:
    """Line endings, a byte order mark and a missing last line break are fine."""
    log.write(TWO, content)
    assert found(log) == []


def test_a_record_that_is_a_link_or_a_folder(log: Repo, tmp_path: Path) -> None:
    """A symbolic link is a finding and not followed; a folder with a record's name is no record."""
    (tmp_path / "secret").write_text("# root:secret\n")
    (log.path / TWO).symlink_to(tmp_path / "secret")
    (log.path / "docs/decisions/0003-c.md").mkdir()
    done = log.decide("check")
    assert done.returncode == 1
    assert "[record-is-symlink]" in done.stdout
    assert "secret" not in done.stdout.replace("symlink", "")


@pytest.mark.parametrize(
    ("content", "told", "exit_code"),
    [
        ("[policy\n", "decisions.toml:1", 2),
        ('[polcy]\nskip = "allowed"\n', "did you mean", 1),
        ('[policy]\nskip = "maybe"\n', "decisions.toml:2:8", 2),
        ("[policy]\nskip = 3\n", "decisions.toml:2:8", 2),
        ('[fragile."No Name"]\nwhy = "x"\n', "decisions.toml:1", 1),
    ],
)
def test_broken_configuration(log: Repo, content: str, told: str, exit_code: int) -> None:
    """Syntax, unknown keys, wrong values and wrong types point into the file."""
    log.write("decisions.toml", content)
    done = log.decide("check")
    assert done.returncode == exit_code
    assert told.lower() in done.stdout.lower()


def test_references(log: Repo) -> None:
    """Links to nothing and numbers taken twice are told."""
    log.write(TWO, ACCEPTED.replace("modules:", "supersedes: [77]\nmodules:"))
    log.write("docs/decisions/0002-c.md", ACCEPTED)
    codes = {code for _, code in found(log)}
    assert {"dangling-reference", "duplicate-number"} <= codes


def test_flags_without_reason_and_tables_without_flag(log: Repo) -> None:
    """A module without a reason, a table without a flag and a pattern that never matches."""
    log.write(
        ".gitattributes", log.read(".gitattributes") + "a fragile=new\nsrc/ fragile=payments\n"
    )
    log.write("decisions.toml", log.read("decisions.toml") + '\n[fragile.ghost]\nwhy = "x"\n')
    codes = {code for _, code in found(log)}
    assert {"module-without-reason", "table-without-flag", "flag-never-matches"} <= codes


def test_names_that_a_terminal_would_obey(log: Repo) -> None:
    """A file name with an escape, a quote and a line break is one line of plain text."""
    log.write("docs/decisions/0002-\x1b[31m'\n.md", "broken")
    done = log.decide("check")
    assert "\x1b" not in done.stdout
    assert "0002-\\x1b[31m'\\n.md" in done.stdout


def test_bare_repositories_are_checked_at_head(log: Repo, tmp_path: Path) -> None:
    """In a bare repository the latest commit is what is checked."""
    log.commit("Set up", **{ONE: ACCEPTED.replace("2026-02-15", "soon")})
    bare = log.clone(tmp_path / "bare.git", "--bare")
    done = bare.decide("check")
    assert done.returncode == 1
    assert "[invalid-date]" in done.stdout


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_told_and_never_opened(log: Repo, kind: str) -> None:
    """A pipe would never end; the records beside it are checked, listed and shown."""
    path = log.path / "docs/decisions/0003-odd.md"
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    assert found(log) == [("docs/decisions/0003-odd.md", "record-not-a-file")]
    assert "0001-a" in log.decide("list").stdout
    assert log.decide("show", "1").returncode == 0
    assert log.decide("show", "3").returncode == 1


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_rules_that_are_no_file_are_told(log: Repo, kind: str) -> None:
    """Never taken for no rules at all: exit 2, and everything else is checked."""
    path = log.path / "decisions.toml"
    path.unlink()
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    log.write(TWO, ACCEPTED.replace("date: 2026-02-15", "date: soon"))
    assert log.decide("check").returncode == 2
    assert (TWO, "invalid-date") in found(log)
    assert ("decisions.toml", "config-syntax") in found(log)
    assert log.decide("list").returncode == 2


@pytest.mark.parametrize(
    ("text", "code", "exit_code"),
    [
        ("[records\n", "config-syntax", 2),
        ("records = 1\n", "config-wrong-type", 2),
        ('requires = ">=99"\n', "config-too-new", 2),
        ('[records]\nschema = "none.json"\n', "config-schema-unusable", 2),
        ('[records]\nschema = "decisions.toml"\n', "config-schema-unusable", 2),
        ('[records]\nschema = "list.json"\n', "config-schema-unusable", 2),
        ('[records]\nschema = "far.json"\n', "config-schema-unusable", 2),
        ('[records]\nschema = "out.json"\n', "config-schema-unusable", 2),
        ('[records]\nschema = "/etc/hosts"\n', "config-invalid-path", 2),
        ('[records]\nschema = "../x.json"\n', "config-invalid-path", 2),
        ('[records]\ntemplate = "../x.md"\n', "config-invalid-path", 2),
        ('[records]\ntemplate = "none.md"\n', "config-template-missing", 1),
        ('[records]\ntemplate = "mdar"\n', "config-template-missing", 1),
        ("colour = true\n", "config-unknown-key", 1),
    ],
)
def test_configuration_that_cannot_be_used_hides_nothing(
    log: Repo, text: str, code: str, exit_code: int
) -> None:
    """Broken configuration exits 2, a finding in it 1; the records are checked all the same."""
    log.write("decisions.toml", text)
    log.write("list.json", "[]")
    log.write("far.json", '{"$ref": "https://example.com/x"}')
    (log.path.parent / "out.json").write_text("{}")
    (log.path / "out.json").symlink_to(log.path.parent / "out.json")
    log.write(TWO, ACCEPTED.replace("date: 2026-02-15", "date: soon"))
    assert log.decide("check").returncode == exit_code
    told = found(log)
    assert ("decisions.toml", code) in told
    assert (TWO, "invalid-date") in told


def test_a_template_out_of_the_repository_is_not_read(log: Repo) -> None:
    """A link that leads elsewhere copies nothing into a record."""
    (log.path.parent / "out.md").write_text("secret")
    (log.path / "t.md").symlink_to(log.path.parent / "out.md")
    log.write("decisions.toml", '[records]\ntemplate = "t.md"\n')
    done = log.decide("new", "X")
    assert done.returncode == 2
    assert "leads out of the repository" in done.stderr
