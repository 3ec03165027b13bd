"""``git decide list``: the records as a table or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer, schema
from tests.acceptance.terminal import on_terminal
from tests.acceptance.texts import ACCEPTED, PROPOSED
from tests.support import SCRIPTS, call

if TYPE_CHECKING:
    from tests.support import Repo


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a repository with three records, of which one is broken."""
    repo.write("docs/decisions/0001-cap.md", ACCEPTED)
    scoped = PROPOSED.replace("[payments]", "[orders]").replace("Cap retries", "Skip retries")
    repo.write("docs/decisions/0002-skip.md", scoped.replace("---\n\n#", "tags: [x]\n---\n\n#"))
    repo.write("docs/decisions/0003-broken.md", "---\nstatus: [\n---\n# Broken\n")
    repo.write("docs/decisions/README.md", "# Not a record\n")
    return repo


def test_one_line_for_each_record(log: Repo) -> None:
    """Id, status, date and title stand in columns; a broken record hides nothing."""
    done = log.decide("list")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["0001-cap", "accepted", "2026-02-15", "Cap", "retries", "at", "two"]
    assert lines[1].startswith("0002-skip    proposed  2026-02-15  Skip")
    assert "0003-broken" in lines[2]
    assert done.stderr == "1 record has errors: git decide check\n"


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        ([], ["0001-cap", "0002-skip", "0003-broken"]),
        (["--status", "accepted"], ["0001-cap"]),
        (["--status", "accepted", "--status", "proposed"], ["0001-cap", "0002-skip"]),
        (["--module", "orders"], ["0002-skip"]),
        (["--kind", "technical", "--tag", "x"], ["0002-skip"]),
        (["--kind", "scope"], []),
    ],
)
def test_filters(log: Repo, args: list[str], ids: list[str]) -> None:
    """Each filter narrows the list; repeated ones widen each other."""
    done = log.decide("list", "--json", *args)
    assert [each["id"] for each in answer(done.stdout, "list")["records"]] == ids


def test_json_is_the_canonical_document(log: Repo) -> None:
    """``--json`` prints what the record says, links resolved to ids."""
    text = ACCEPTED.replace("modules:", "supersedes: [2]\nx-team: ours\nmodules:")
    log.write("docs/decisions/0004-more.md", text)
    record = answer(log.decide("list", "--json").stdout, "list")["records"][3]
    assert record["deciders"] == [{"name": "Ada", "role": "tech lead"}]
    assert record["supersedes"] == ["0002-skip"]
    assert record["x-team"] == "ours"


def test_links_by_a_former_id(log: Repo) -> None:
    """A link that names a record by an alias is resolved to what it is called now."""
    log.write(
        "docs/decisions/0001-cap.md", ACCEPTED.replace("modules:", "aliases: [old]\nmodules:")
    )
    log.write(
        "docs/decisions/0004-d.md", ACCEPTED.replace("modules:", "relates: [old, no]\nmodules:")
    )
    for verb in (["list"], ["show", "4"]):
        document = answer(log.decide(*verb, "--json").stdout, verb[0])
        record = document.get("record") or document["records"][3]
        assert record["relates"] == ["0001-cap", "no"]


def test_schema_has_the_keys_of_the_record_schema() -> None:
    """The list promises no other keys than those that a record has."""
    record = schema("list")["$defs"]["record"]["properties"]
    assert set(record) == set(schema("record")["properties"])


def test_nothing_to_list(repo: Repo) -> None:
    """An empty log says how to begin; it is no error."""
    done = repo.decide("list")
    assert (done.returncode, done.stdout) == (0, "")
    assert "git decide new" in done.stderr
    assert answer(repo.decide("list", "--json").stdout, "list") == {"version": 1, "records": []}


def test_nothing_fits(log: Repo) -> None:
    """A filter that nothing passes says so, and the exit code stays 0."""
    done = log.decide("list", "--status", "rejected")
    assert (done.returncode, done.stdout) == (0, "")
    assert "No record fits" in done.stderr


def test_at_a_revision(log: Repo) -> None:
    """``--at`` lists what a commit had, whatever the work tree has now."""
    log.git("add", ".")
    log.commit("Log")
    log.git("tag", "v1")
    log.write("docs/decisions/0009-later.md", ACCEPTED)
    ids = [
        each["id"]
        for each in answer(log.decide("list", "--json", "--at", "v1").stdout, "list")["records"]
    ]
    assert ids == ["0001-cap", "0002-skip", "0003-broken"]


def test_at_a_revision_from_before_the_configuration(repo: Repo) -> None:
    """Records that were there before decisions.toml are found where it says they are today."""
    repo.commit("Record", **{"doc/adr/0001-cap.md": ACCEPTED})
    repo.git("tag", "v1")
    repo.commit("Configure", **{"decisions.toml": '[records]\ndirectory = "doc/adr"\n'})
    for verb in (["list"], ["show", "1"]):
        done = repo.decide(*verb, "--at", "v1")
        assert done.returncode == 0
        assert "Cap retries at two" in done.stdout


def test_several_logs(repo: Repo) -> None:
    """Each log stands below its folder, and its records carry its name."""
    toml = '[records]\ndirectory = "adr"\n[records.logs]\nbilling = "billing/adr"\n'
    repo.write("decisions.toml", toml)
    repo.write("adr/0001-cap.md", ACCEPTED)
    repo.write("billing/adr/0001-cap.md", PROPOSED)
    assert repo.decide("list").stdout.split("\n") == [
        "adr",
        "0001-cap          accepted  2026-02-15  Cap retries at two",
        "",
        "billing: billing/adr",
        "billing/0001-cap  proposed  2026-02-15  Cap retries at two",
        "",
    ]
    assert repo.decide("list", "--status", "proposed").stdout.startswith("billing/0001-cap ")


def test_titles_that_are_missing_are_said(repo: Repo) -> None:
    """A record without a title has its line all the same."""
    repo.write("docs/decisions/0001-cap.md", ACCEPTED.replace("# Cap retries at two\n", ""))
    assert repo.decide("list").stdout == "0001-cap  accepted  2026-02-15  (no title)\n"


@pytest.mark.parametrize("revision", ["nope", "--all", "-1", ""])
def test_at_no_revision(log: Repo, revision: str) -> None:
    """A revision that does not exist exits 2, and is never taken for an option of git."""
    done = log.decide("list", f"--at={revision}")
    assert done.returncode == 2
    assert "no commit is called" in done.stderr


def test_titles_that_a_terminal_would_obey(repo: Repo) -> None:
    """Escapes, line separators and turned writing come out as text, in JSON as well."""
    title = "Evil \x1b[31mred\x07 \u202eturned \x9b2J"
    repo.write("docs/decisions/0001-evil.md", ACCEPTED.replace("Cap retries at two", title))
    for done in (repo.decide("list"), repo.decide("list", "--json"), repo.decide("show", "1")):
        assert not set("\x1b\x07\u202e\x9b") & set(done.stdout + done.stderr)
    assert "\\x1b[31mred" in repo.decide("list").stdout


def test_wide_scripts_keep_their_columns(repo: Repo) -> None:
    """Titles in scripts of double width are cut to the width of the terminal."""
    title = "支払いの再試行を二回に制限する" * 6
    repo.write("docs/decisions/0001-a.md", ACCEPTED.replace("Cap retries at two", title))
    code, said = on_terminal(repo, "list", "--color", "never")
    assert code == 0
    line = said.splitlines()[0]
    assert line.endswith("…")
    assert len(line) < 80


def test_file_names_that_are_not_utf8(repo: Repo) -> None:
    """A record whose name is no UTF-8 is listed, and its JSON can be read back."""
    repo.write("docs/decisions/0001-\udcff.md", ACCEPTED)
    assert "0001-\\xff" in repo.decide("list").stdout
    (record,) = answer(repo.decide("list", "--json").stdout, "list")["records"]
    assert record["id"] == "0001-\udcff"


def test_locale_without_unicode(repo: Repo) -> None:
    """Where the locale cannot write a title, it is escaped; JSON is UTF-8 all the same."""
    repo.write("docs/decisions/0001-a.md", ACCEPTED.replace("Cap retries", "Größe"))
    env = {"PYTHONIOENCODING": "ascii"}
    assert "Gr\\xf6\\xdfe" in repo.decide("list", env=env).stdout
    assert "Größe" in repo.decide("list", "--json", env=env).stdout


def test_an_unknown_status_is_refused(repo: Repo) -> None:
    """A misspelt filter never reads as an empty log."""
    assert repo.decide("list", "--status", "nope").returncode == 2
    assert repo.decide("list", "--kind", "nope").returncode == 2


def test_a_repository_without_commits_says_so(repo: Repo) -> None:
    """Not that HEAD is unknown."""
    done = repo.decide("list", "--at", "HEAD")
    assert done.returncode == 2
    assert "no commits yet" in done.stderr


def test_inside_the_git_directory(repo: Repo) -> None:
    """It is not taken for a bare repository."""
    done = repo.decide("-C", ".git", "new", "T")
    assert done.returncode == 2
    assert "inside the git directory" in done.stderr


def test_a_closed_output_is_no_fault_of_ours(repo: Repo) -> None:
    """``>&-`` ends with 2 and one line, or none where nobody listens."""
    command = f'"{SCRIPTS}/git-decide" list'
    done = call(["sh", "-c", f"{command} >&-"], repo.path, repo.env)
    assert (done.returncode, done.stderr) == (2, "git-decide: standard output is closed\n")
    done = call(["sh", "-c", f"{command} >&- 2>&-"], repo.path, repo.env)
    assert (done.returncode, done.stderr) == (2, "")


def test_names_outside_of_utf8_are_shown_as_bytes(repo: Repo) -> None:
    """Never as what Python holds in their place."""
    done = repo.decide("show", "\udcff")
    assert "no record is called '\\xff'" in done.stderr


def test_what_is_remembered_is_what_is_there(repo: Repo) -> None:
    """A long log is listed a second time as at first, and as it is once a record has changed."""
    for number in range(1, 41):
        repo.write(f"docs/decisions/{number:04}-cap-retries.md", ACCEPTED)
    repo.commit("Decide", a="")
    first = repo.decide("list").stdout
    assert repo.decide("list").stdout == first
    assert first.count("Cap retries at two") == 40
    repo.write("docs/decisions/0007-cap-retries.md", ACCEPTED.replace("at two", "at three"))
    line = "0007-cap-retries  accepted  2026-02-15  Cap retries at three"
    assert line in repo.decide("list").stdout.splitlines()
