"""``git decide new``: writes the next record, under a number that nobody else has."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.terminal import on_terminal
from tests.acceptance.texts import ACCEPTED, COMPLETE
from tests.support import SCRIPTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

ONE = "docs/decisions/0001-cap-retries-at-two.md"
TEMPLATE_CODES = {"placeholder-text"}


def codes(repo: Repo) -> set[str]:
    """Return the codes of what is wrong in the work tree."""
    return {
        f["code"] for f in answer(repo.decide("check", "--json").stdout, "findings")["findings"]
    }


def test_prints_the_path_and_stages_the_file(repo: Repo) -> None:
    """Standard output is the path and nothing else; the file is in the index."""
    done = repo.decide("new", "Cap retries at two", *COMPLETE)
    assert (done.returncode, done.stdout) == (0, f"{ONE}\n")
    assert repo.out("status", "--porcelain") == f"A  {ONE}"
    assert "git decide accept 0001-cap-retries-at-two" in done.stderr


def test_every_field_has_a_flag(repo: Repo) -> None:
    """What flags say is what the record says."""
    repo.decide("new", "First", *COMPLETE)
    done = repo.decide(
        "new", "Second", "--kind", "scope", "--decider", "Ada (PM)", "--decider", "Bo (engineer)",
        "--consulted", "Cy (legal)", "--informed", "Di (ops)", "--module", "payments",
        "--path", "src/**", "--context", "Why: because.\n\nSecond paragraph.",
        "--decision", "Do it.", "--alternative", "Wait: too late", "--alternative", "Buy: dear",
        "--trade-offs", "Less time.", "--supersedes", "1", "--amends", "0001", "--relates", "1",
        "--review-by", "2027-01-01", "--cost", "two weeks", "--tag", "money",
        "--success-criteria", "No complaints.", "--date", "2026-02-03",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    record = answer(repo.decide("show", "2", "--json").stdout, "show")["record"]
    assert record | {"id": "", "path": "", "number": 0} == {
        "id": "", "number": 0, "path": "", "format": "decision-log", "title": "Second",
        "status": "proposed", "status-text": "proposed", "date": "2026-02-03", "kind": "scope",
        "deciders": [{"name": "Ada", "role": "PM"}, {"name": "Bo", "role": "engineer"}],
        "consulted": [{"name": "Cy", "role": "legal"}],
        "informed": [{"name": "Di", "role": "ops"}], "modules": ["payments"], "paths": ["src/**"],
        "supersedes": ["0001-first"], "amends": ["0001-first"], "relates": ["0001-first"],
        "review-by": "2027-01-01", "cost": "two weeks", "tags": ["money"],
        "context": "Why: because.\n\nSecond paragraph.", "decision": "Do it.",
        "alternatives": [
            {"name": "Wait", "reason": "too late"}, {"name": "Buy", "reason": "dear"},
        ],
        "trade-offs": "Less time.", "success-criteria": "No complaints.",
    }  # fmt: skip


def test_a_template_says_nothing_yet(repo: Repo) -> None:
    """Without flags the record is there, but its placeholders are findings."""
    done = repo.decide("new", "Use", "webhooks")
    assert (done.returncode, done.stdout) == (0, "docs/decisions/0001-use-webhooks.md\n")
    assert "--trade-offs 'TEXT'" in done.stderr
    assert codes(repo) == TEMPLATE_CODES


def test_problem(repo: Repo) -> None:
    """``--problem`` writes a record with a context only, and it is valid."""
    assert repo.decide("new", "Slow", "--problem", "Polling lags.").returncode == 0
    record = answer(repo.decide("show", "1", "--json").stdout, "show")["record"]
    assert (record["status"], record["context"]) == ("problem", "Polling lags.")
    assert codes(repo) == set()


def test_accepted_from_the_start(repo: Repo) -> None:
    """A record may begin as accepted if it holds what that takes; it then supersedes at once."""
    repo.decide("new", "Old", *COMPLETE, "--status", "accepted")
    done = repo.decide("new", "New", *COMPLETE, "--status", "accepted", "--supersedes", "1")
    assert done.returncode == 0, done.stderr
    old = answer(repo.decide("show", "1", "--json").stdout, "show")["record"]
    assert (old["status"], old["superseded-by"]) == ("superseded", ["0002-new"])
    assert codes(repo) == set()


def test_accepted_but_incomplete_is_refused(repo: Repo) -> None:
    """Where it does not hold what its status claims, nothing is written."""
    done = repo.decide("new", "Big words", "--status", "accepted", "--context", "Some.")
    assert (done.returncode, done.stdout) == (1, "")
    assert "--decider" in done.stderr
    assert repo.out("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["--date", "2026-02-30"], 2, "YYYY-MM-DD"),
        (["--date", "20260230"], 2, "YYYY-MM-DD"),
        (["--review-by", "soon"], 2, "YYYY-MM-DD"),
        (["--kind", "random"], 2, "random"),
        (["--module", "No Module"], 2, "cannot name a module"),
        (["--path", "src/"], 2, "src/**"),
        (["--context", " "], 2, "empty"),
        (["--decider", ""], 2, "empty"),
        (["--supersedes", "7"], 1, "no record is called '7'"),
        (["--problem", "x", "--context", "y"], 2, "--problem"),
        (["--problem", "x", "--status", "accepted"], 2, "--problem"),
        (["--log", "billing"], 2, "billing"),
        (["--context", "fine\n\n## Decision\n\nnot fine"], 1, "context"),
        (["--context", "```\nopen"], 1, "context"),
    ],
)
def test_wrong_flags_write_nothing(repo: Repo, args: list[str], code: int, told: str) -> None:
    """A flag that cannot be is said, and neither file nor folder nor number is left behind."""
    done = repo.decide("new", "Title", *args)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert not (repo.path / "docs").exists()
    assert repo.decide("new", "Title").stdout == "docs/decisions/0001-title.md\n"


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Fix \x1b[31mred\x1b[0m alert", "0001-fix-31mred-0m-alert"),
        ("*Stars*, `code` & [links](x)", "0001-stars-code-links-x"),
        ("../../etc/passwd or a/b\\c", "0001-etc-passwd-or-a-b-c"),
        ("支払いを 二回に 制限", "0001-支払いを-二回に-制限"),
        ("Использовать вебхуки", "0001-использовать-вебхуки"),
        ("استخدام", "0001-استخدام"),
        ("🎉🎉", "0001-decision"),
        ("-rf --all", "0001-rf-all"),
    ],
)
def test_titles_of_every_kind(repo: Repo, title: str, stem: str) -> None:
    """Any title gives a readable name inside the folder, and is read back as it was."""
    done = repo.decide("new", "--", title, env={"PYTHONIOENCODING": "utf-8"})
    assert (done.returncode, done.stdout) == (0, f"docs/decisions/{stem}.md\n"), done.stderr
    shown = answer(repo.decide("show", "1", "--json").stdout, "show")["record"]["title"]
    assert shown.split() == title.replace("\x1b", " ").split()


def test_title_of_500_characters(repo: Repo) -> None:
    """A long title stays whole in the record, and its file name short."""
    title = "word " * 100
    path = repo.decide("new", title).stdout.strip()
    assert len(path) < 100
    record = answer(repo.decide("show", "1", "--json").stdout, "show")["record"]
    assert record["title"] == title.strip()


@pytest.mark.parametrize("title", ["", "  ", "\x1b"])
def test_empty_titles(repo: Repo, title: str) -> None:
    """A title without a character to write is refused."""
    done = repo.decide("new", title)
    assert (done.returncode, done.stdout) == (2, "")
    assert "title" in done.stderr


def test_numbers_count_on_from_every_branch(repo: Repo, tmp_path: Path) -> None:
    """The number is free on all local and remote-tracking branches, the index, the work tree."""
    repo.commit("Start", **{"docs/decisions/0003-a.md": ACCEPTED})
    repo.git("checkout", "-q", "-b", "theirs")
    repo.commit("Theirs", **{"docs/decisions/0008-b.md": ACCEPTED})
    clone = repo.clone(tmp_path / "clone")
    clone.git("checkout", "-q", "main")
    assert clone.decide("new", "Remote").stdout == "docs/decisions/0009-remote.md\n"
    clone.stage(**{"docs/decisions/0011-staged.md": ACCEPTED})
    (clone.path / "docs/decisions/0011-staged.md").unlink()
    assert clone.decide("new", "Index").stdout == "docs/decisions/0012-index.md\n"
    clone.write("docs/decisions/0020-by-hand.md", ACCEPTED)
    assert clone.decide("new", "Files").stdout == "docs/decisions/0021-files.md\n"


def test_number_of_git_processes_is_constant(repo: Repo, tmp_path: Path) -> None:
    """Twenty branches cost no more processes than one."""
    repo.commit("Start", **{"docs/decisions/0001-a.md": ACCEPTED})

    def processes(title: str) -> int:
        trace = tmp_path / title
        assert repo.decide("new", title, env={"GIT_TRACE2_EVENT": str(trace)}).returncode == 0
        return trace.read_text().count('"event":"start"')

    first = processes("few")
    repo.git("checkout", "-q", "--detach")
    for number in range(20):
        repo.commit("More", **{f"docs/decisions/{number + 2:04d}-b.md": ACCEPTED})
        repo.git("branch", f"b{number}")
    assert processes("many") <= first
    assert processes("again") <= first


def test_fifty_at_once(repo: Repo) -> None:
    """Fifty `new` at the same time make fifty records with fifty numbers."""
    repo.commit("Start", **{"docs/decisions/0001-a.md": ACCEPTED})

    def new(number: int) -> str:
        return repo.decide("new", f"Number {number}").stdout.strip()

    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(new, range(50)))
    numbers = {path.removeprefix("docs/decisions/")[:4] for path in paths}
    assert sorted(numbers) == [f"{number:04d}" for number in range(2, 52)]
    assert all((repo.path / path).exists() for path in paths)


def test_worktrees_do_not_take_each_others_numbers(repo: Repo, tmp_path: Path) -> None:
    """What another worktree has begun and not committed is taken; what it gave up is free."""
    repo.commit("Start")
    other = repo.worktree(tmp_path / "other", "other")
    assert repo.decide("new", "Here").stdout == "docs/decisions/0001-here.md\n"
    assert other.decide("new", "There").stdout == "docs/decisions/0002-there.md\n"
    other.git("commit", "-q", "-m", "There")
    assert repo.decide("new", "Again").stdout == "docs/decisions/0003-again.md\n"
    repo.git("rm", "-q", "-f", "docs/decisions/0003-again.md")
    assert other.decide("new", "Freed").stdout == "docs/decisions/0003-freed.md\n"


def test_dated_names(repo: Repo) -> None:
    """With `naming = "date"` the day is in the name, and a second one of a day has a suffix."""
    repo.write("decisions.toml", '[records]\nnaming = "date"\n')
    paths = [repo.decide("new", "Same", "--date", "2026-02-15").stdout for _ in range(2)]
    assert paths == [
        "docs/decisions/2026-02-15-same.md\n",
        "docs/decisions/2026-02-15-same-2.md\n",
    ]


def test_further_logs(repo: Repo) -> None:
    """``--log`` writes into a log of its own, with its own numbers and qualified links."""
    repo.write("decisions.toml", '[records.logs]\nbilling = "services/billing/decisions"\n')
    repo.decide("new", "Main one")
    repo.decide("new", "Billing one", "--log", "billing")
    done = repo.decide("new", "Billing two", "--log", "billing", "--relates", "billing/1")
    assert done.stdout == "services/billing/decisions/0002-billing-two.md\n"
    shown = answer(repo.decide("show", "billing/2", "--json").stdout, "show")["record"]
    assert shown["relates"] == ["billing/0001-billing-one"]
    assert "relates: [0001-billing-one]" in repo.read(
        "services/billing/decisions/0002-billing-two.md"
    )


def test_template_of_the_team(repo: Repo) -> None:
    """`[records] template` names a file of the repository, whose holes are filled."""
    repo.write("decisions.toml", '[records]\ntemplate = "docs/t.md"\n')
    repo.write(
        "docs/t.md", "---\nstatus: {{status}}\ndate: {{date}}\n---\n# {{title}}\n\n## Context\n\n"
        "{{context}}\n\n## Checklist\n\n- [ ] told the team\n",
    )  # fmt: skip
    repo.decide("new", "Ours", "--context", "Because.", "--date", "2026-01-02")
    assert repo.read("docs/decisions/0001-ours.md").startswith(
        "---\nstatus: proposed\ndate: 2026-01-02\n---\n# Ours\n\n## Context\n\nBecause.\n"
    )
    repo.write("decisions.toml", '[records]\ntemplate = "docs/gone.md"\n')
    done = repo.decide("new", "Lost")
    assert done.returncode == 2
    assert "docs/gone.md" in done.stderr


def test_folder_that_leads_out(repo: Repo, tmp_path: Path) -> None:
    """A log that is a link to elsewhere is refused: nothing is written outside."""
    (tmp_path / "outside").mkdir()
    (repo.path / "docs").symlink_to(tmp_path / "outside")
    done = repo.decide("new", "Out")
    assert done.returncode == 2
    assert "leads out of the repository" in done.stderr
    assert list((tmp_path / "outside").iterdir()) == []


def test_no_editor_without_a_terminal(repo: Repo) -> None:
    """Without a terminal no editor opens, whatever is missing."""
    done = repo.decide("new", "Quiet", env={"GIT_EDITOR": "echo edited >"})
    assert done.returncode == 0
    assert "edited" not in repo.read("docs/decisions/0001-quiet.md")


EDITOR = "sed -i 's/<!-- What makes.*/Because./'"


def test_editor_opens_on_a_terminal(repo: Repo) -> None:
    """On a terminal git's editor gets the file, and what it leaves is staged."""
    code, said = on_terminal(repo, "new", "Edit me", GIT_EDITOR=EDITOR)
    assert code == 0, said
    assert "Because." in repo.out("show", ":docs/decisions/0001-edit-me.md")


def test_complete_records_need_no_editor(repo: Repo) -> None:
    """Where the flags say all, no editor opens, unless asked for; nor with --no-edit."""
    editor = "echo x >>"
    on_terminal(repo, "new", "Done", *COMPLETE, GIT_EDITOR=editor)
    on_terminal(repo, "new", "Never", "--no-edit", GIT_EDITOR=editor)
    on_terminal(repo, "new", "Always", *COMPLETE, "--edit", GIT_EDITOR=editor)
    last = [repo.read(f"docs/decisions/{n}.md")[-2:] for n in ("0001-done", "0003-always")]
    assert last == [".\n", "x\n"]
    assert repo.read("docs/decisions/0002-never.md").endswith("-->\n")


def test_editor_that_fails_loses_nothing(repo: Repo) -> None:
    """An editor that ends with an error leaves the record, staged, and says so."""
    code, said = on_terminal(repo, "new", "Kept", "--edit", GIT_EDITOR="false")
    assert code == 0, said
    assert "exit code 1" in said
    assert repo.out("status", "--porcelain") == "A  docs/decisions/0001-kept.md"


def test_locked_index(repo: Repo) -> None:
    """Where another git holds the index, the record is kept and that is said."""
    repo.write(".git/index.lock")
    done = repo.decide("new", "Kept", *COMPLETE)
    assert done.returncode == 2
    assert "not staged" in done.stderr
    assert (repo.path / "docs/decisions/0001-kept.md").exists()


def test_works_from_a_folder_below(repo: Repo) -> None:
    """The record goes to the log, and its path is told from where the command was typed."""
    (repo.path / "src").mkdir()
    done = subprocess.run(
        [str(SCRIPTS / "git-decide"), "new", "Deep"],
        cwd=repo.path / "src", env=repo.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "../docs/decisions/0001-deep.md\n"
    assert (repo.path / "docs/decisions/0001-deep.md").exists()


@pytest.mark.parametrize(
    "flags", [("--trade-offs", "It is slower."), ("--alternative", "A queue: needs a broker")]
)
def test_a_proposal_needs_alternatives_or_trade_offs(repo: Repo, flags: tuple[str, str]) -> None:
    """Where one is given nothing asks for the other, and check is content."""
    assert repo.decide("new", "T", "--context", "Why.", *flags).returncode == 0
    done = repo.decide("check", "docs/decisions")
    assert (done.returncode, done.stdout) == (0, "")
    assert "<!--" not in repo.read("docs/decisions/0001-t.md")
    done = repo.decide("accept", "1")
    missing = {"--trade-offs", "--alternative"} - {flags[0]}
    assert missing.pop() in done.stderr


@pytest.mark.parametrize(
    "flags",
    [
        ("--path", "../x"),
        ("--alternative", ":"),
        ("--alternative", " : reason"),
        ("--edit",),
        *(("--status", each) for each in ("contested", "escalated", "superseded", "deprecated")),
    ],
)
def test_what_no_record_can_begin_with(repo: Repo, flags: tuple[str, ...]) -> None:
    """Wrong usage: exit 2, and nothing is written."""
    done = repo.decide("new", "T", *flags)
    assert (done.returncode, done.stdout) == (2, "")
    assert not (repo.path / "docs").exists()


def test_why_a_record_cannot_be_superseded_is_told(repo: Repo) -> None:
    """The hint alone would not say what is wrong."""
    repo.write("docs/decisions/0001-a.md", ACCEPTED.replace("accepted", "rejected"))
    done = repo.decide("new", "T", "--supersedes", "1", *COMPLETE)
    assert "0001-a is rejected, so it cannot be superseded" in done.stderr


def test_paths_are_those_of_the_current_folder(repo: Repo) -> None:
    """What is printed can be typed where it is read."""
    repo.write("a b/x.txt", "x")
    for name in ("init", "fragile", "remove", "new"):
        words = {
            "init": ("init", "--no-hooks"),
            "fragile": ("fragile", "add", "pay", "*.txt", "--why", "It pays."),
            "remove": ("fragile", "remove", "pay"),
            "new": ("new", "T"),
        }[name]
        done = repo.decide("-C", "a b", *words)
        assert done.returncode == 0, done.stderr
        if name == "new":
            assert done.stdout == "../docs/decisions/0001-t.md\n"
            assert (repo.path / "a b" / done.stdout.strip()).exists()
        else:
            command = done.stderr.partition("Next: ")[2].partition(" && ")[0]
            assert command.startswith("git add ../")
            subprocess.run(["sh", "-c", command], cwd=repo.path / "a b", env=repo.env, check=True)
            assert repo.out("diff", "--name-only") == ""
    done = repo.decide("-C", "a b", "accept", "1")
    assert "or edit ../docs/decisions/0001-t.md" in done.stderr
