"""``git decide log``: decisions over time, with the commits that carried them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.texts import ACCEPTED, FLAGS, PROPOSED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

LOG = "docs/decisions"


def record(title: str, day: str, more: str = "", text: str = ACCEPTED) -> str:
    """Return a record of another title and date, with further fields in front."""
    made = text.replace("Cap retries at two", title).replace("2026-02-15", day)
    return made.replace("modules: [payments]", more or "tags: [x]")


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a repository in which three decisions were made and carried out."""
    old = record("Poll the bank", "2026-01-01", "superseded-by: [2]")
    repo.commit(
        "Flag payments, decide to poll",
        **{".gitattributes": FLAGS, f"{LOG}/0001-poll.md": old.replace("superseded-by: [2]\n", "")},
    )
    repo.commit("Poll\n\nDecision: 1", **{"src/payments/charge.py": "1", "src/other.py": "1"})
    repo.git("tag", "v1")
    repo.commit(
        "Decide to listen",
        **{
            f"{LOG}/0001-poll.md": old.replace("status: accepted", "status: superseded"),
            f"{LOG}/0002-listen.md": record("Listen", "2026-02-01", "paths: ['src/*.sh']"),
        },
    )
    repo.commit("Listen\n\nDecision: 0002-listen", **{"src/other.py": "2"})
    new = record("Cap retries at two", "2026-03-01", "modules: [payments]", PROPOSED)
    repo.commit("Propose a cap", **{f"{LOG}/0003-cap.md": new})
    return repo


def told(repo: Repo, *args: str) -> Any:
    """Return what ``log --json`` answers, held against its schema."""
    return answer(decide(repo, "log", "--json", *args).stdout, "log")


def ids(repo: Repo, *args: str) -> list[str]:
    """Return the ids that ``log`` answers."""
    return [each["id"] for each in told(repo, *args)["decisions"]]


def test_newest_first_with_commits_and_who_decided(log: Repo) -> None:
    """Each decision has its day, its people, what set its status, and who carried it out."""
    done = decide(log, "log")
    assert done.returncode == 0
    heads = [line for line in done.stdout.splitlines() if line.startswith("20")]
    assert heads == [
        "2026-03-01  0003-cap  proposed",
        "2026-02-01  0002-listen  accepted",
        "2026-01-01  0001-poll  superseded",
    ]
    decided, carried = log.out("log", "-2", "--skip=1", "--format=%h", "--abbrev=10").split()[::-1]
    assert f"            Accepted in {decided} by Ada Author, 2026-03-01\n" in done.stdout
    assert f"              {carried}  2026-03-01  Listen (Ada Author)\n" in done.stdout


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (["-n", "1"], ["0003-cap"]),
        (["--status", "accepted"], ["0002-listen"]),
        (["--kind", "scope"], []),
        (["--module", "payments"], ["0003-cap"]),
        (["--decider", "ADA"], ["0003-cap", "0002-listen", "0001-poll"]),
        (["--decider", "Bo"], []),
        (["--since", "2026-02-01"], ["0003-cap", "0002-listen"]),
        (["--until", "2026-02-01"], ["0002-listen", "0001-poll"]),
        (["--since", "v1"], ["0003-cap"]),
        (["--at", "v1"], ["0001-poll"]),
    ],
)
def test_filters(log: Repo, args: list[str], found: list[str]) -> None:
    """They are those of ``list``; --at tells what was decided by then."""
    assert ids(log, *args) == found


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("src/other.py", {"0002-listen": ["followed"], "0001-poll": ["followed"]}),
        ("src/new.sh", {"0002-listen": ["covers"]}),
        ("src/payments", {"0003-cap": ["covers"], "0001-poll": ["followed"]}),
        ("payments", {"0003-cap": ["covers"], "0001-poll": ["followed"]}),
        ("module:payments", {"0003-cap": ["covers"], "0001-poll": ["followed"]}),
        ("1", {"0001-poll": ["itself"], "0002-listen": ["chain"]}),
        (f"{LOG}/0002-listen.md", {"0002-listen": ["itself"], "0001-poll": ["chain"]}),
        ("HEAD~1", {"0002-listen": ["followed"]}),
        (
            "v1..HEAD",
            {"0003-cap": ["set"], "0002-listen": ["followed", "set"], "0001-poll": ["set"]},
        ),
        ("v1", {"0001-poll": ["followed"]}),
    ],
)
def test_targets(log: Repo, target: str, found: dict[str, list[str]]) -> None:
    """A path, a module, a record, a commit and a range each find what has to do with them."""
    log.write("src/new.sh", "")
    answered = told(log, target)
    assert {each["id"]: each["reasons"] for each in answered["decisions"]} == found


def test_only_commits_to_the_target_are_told(log: Repo) -> None:
    """Of a file those that changed it, under all names that it had; of a record all."""
    log.git("mv", "src/other.py", "src/moved.py")
    log.commit("Move it")
    log.commit("Elsewhere\n\nDecision: 2", **{"src/third.py": "1"})

    def subjects(target: str) -> list[str]:
        return [each["subject"] for each in told(log, target)["decisions"][0]["commits"]]

    assert subjects("src/moved.py") == ["Listen"]
    assert subjects("src/third.py") == ["Elsewhere"]
    assert subjects("2") == ["Elsewhere", "Listen"]


def test_a_path_that_is_gone(log: Repo) -> None:
    """What was deleted is still asked about, as long as commits to it followed decisions."""
    log.git("rm", "-q", "src/other.py")
    log.commit("Remove it")
    assert ids(log, "src/other.py") == ["0002-listen", "0001-poll"]


def test_a_folder_and_a_module_have_what_is_gone_from_them(log: Repo) -> None:
    """A file that was deleted or renamed since was changed in its folder, and in its module."""
    log.git("mv", "src/payments/charge.py", "src/pay.py")
    log.commit("Move it out")
    for target in ("src", "src/payments", "payments"):
        (poll,) = (each for each in told(log, target)["decisions"] if each["id"] == "0001-poll")
        assert [each["subject"] for each in poll["commits"]] == ["Poll"], target
    assert "Poll" in decide(log, "why", "module:payments", "--json").stdout


def test_notes_count_and_are_called_notes(log: Repo) -> None:
    """A decision that was linked by a note has its commit, and the answer says how."""
    decide(log, "link", "HEAD", "2")
    commits = told(log, "2")["decisions"][0]["commits"]
    assert commits[0]["links"] == [{"source": "note", "written": "0002-listen"}]
    assert "Propose a cap (Ada Author, by a note)" in decide(log, "log", "2").stdout


def test_a_record_that_was_renamed_keeps_its_commits_and_its_date(log: Repo) -> None:
    """Links by a former id, and who accepted it, stay with the record; so after a move."""
    accepted = told(log, "2")["decisions"][0]["status-set-by"]
    text = log.read(f"{LOG}/0002-listen.md").replace("tags:", "aliases: [0002-listen]\ntags:")
    text = text.replace("paths:", "aliases: [0002-listen]\npaths:")
    log.git("rm", "-q", f"{LOG}/0002-listen.md")
    log.commit("Rename", **{f"{LOG}/0007-hear.md": text})
    (found,) = (each for each in told(log)["decisions"] if each["id"] == "0007-hear")
    assert found["status-set-by"] == accepted
    assert [each["subject"] for each in found["commits"]] == ["Listen"]


def test_a_log_that_was_moved_keeps_its_history(log: Repo) -> None:
    """Who moves all records to another folder has not accepted them."""
    accepted = told(log, "2")["decisions"][0]["accepted-by"]
    by_path = log.commit(f"Hear\n\nDecision: {LOG}/0002-listen.md")
    log.git("mv", LOG, "adr")
    log.commit("Move", **{"decisions.toml": '[records]\ndirectory = "adr"\n'})
    found = told(log)["decisions"]
    assert by_path in (each["id"] for each in found[1]["commits"])
    assert "0002-listen" in decide(log, "why", by_path).stdout
    assert [each["path"] for each in found] == [
        "adr/0003-cap.md",
        "adr/0002-listen.md",
        "adr/0001-poll.md",
    ]
    assert found[1]["accepted-by"] == accepted


def test_records_without_a_date_stand_at_the_day_of_their_commit(log: Repo) -> None:
    """What states no date was decided when it was committed."""
    log.commit("Old style", **{f"{LOG}/0004-x.md": "# 4. X\n\n## Status\n\nAccepted\n"})
    (found,) = told(log, "4")["decisions"]
    assert (found["day"], "date" in found) == ("2026-03-01", False)
    assert ids(log, "--since", "2026-03-01") == ["0004-x", "0003-cap"]
    log.commit("No date", **{f"{LOG}/0005-y.md": record("Y", "31.12.2026")})
    assert told(log, "5")["decisions"][0]["day"] == "2026-03-01"


def test_what_is_remembered_is_what_is_there(log: Repo) -> None:
    """After further commits the answer is that of a clone which remembers nothing."""
    told(log)
    for text in (ACCEPTED, PROPOSED, ACCEPTED):
        log.commit("Waver\n\nDecision: 3", **{f"{LOG}/0003-cap.md": text})
    again = told(log)
    for name in ("index.sqlite", "memo/history/records", "memo/history/statuses"):
        (log.path / ".git/git-decide" / name).unlink()
    assert told(log) == again
    assert again["decisions"][0]["status-set-by"]["id"] == log.head()


def test_a_branch_that_is_not_checked_out(log: Repo) -> None:
    """A range that ends elsewhere tells what was decided there."""
    log.git("checkout", "-q", "-b", "topic")
    log.commit("Decide\n\nDecision: 2", **{f"{LOG}/0009-topic.md": record("T", "2026-05-01")})
    log.git("checkout", "-q", "main")
    assert ids(log, "main..topic") == ["0009-topic", "0002-listen"]
    assert ids(log) == ["0003-cap", "0002-listen", "0001-poll"]


def test_nothing_found_and_nothing_meant(log: Repo) -> None:
    """A target without decisions exits 1, one that does not exist 2; an empty log 0."""
    log.write("README", "")
    done = decide(log, "log", "README")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no decision has to do with it" in done.stderr
    assert decide(log, "log", "1", "--status", "rejected").returncode == 1
    for target in ("nonsense", "no..where", "module:none", "commit:none", "record:99", "^main"):
        done = decide(log, "log", target)
        assert (done.returncode, done.stdout) == (2, ""), target
    assert "git decide why README:1" in decide(log, "log", "README:1").stderr
    assert decide(log, "log", "--status", "rejected").returncode == 0


def test_an_unborn_branch(repo: Repo) -> None:
    """Records that are not committed are told, without commits."""
    assert "git decide new" in decide(repo, "log").stderr
    repo.write(f"{LOG}/0001-cap.md", ACCEPTED)
    (found,) = told(repo)["decisions"]
    assert (found["status-set-by"], found["commits"]) == (None, [])


def test_shallow_clones_know_what_they_do_not_know(log: Repo, tmp_path: Path) -> None:
    """Nothing found where history ends early is no answer."""
    clone = log.clone(tmp_path / "clone", "--depth=1")
    done = decide(clone, "log", "src/other.py")
    assert done.returncode == 2
    assert "git fetch --unshallow" in done.stderr
    assert told(clone)["complete"] is False


def test_more_than_a_few_commits(log: Repo) -> None:
    """Five are told, with how many more there are; --full tells all."""
    for number in range(6):
        log.commit(f"Step {number}\n\nDecision: 2", a=str(number))
    out = decide(log, "log", "--status", "accepted").stdout
    assert "Step 5" in out
    assert out.endswith("… and 2 more: --full\n")
    assert "Step 0" in decide(log, "log", "--status", "accepted", "--full").stdout


def test_nothing_from_a_repository_reaches_the_terminal(log: Repo) -> None:
    """Titles, subjects and authors are shown as text."""
    log.git("config", "user.name", "Eve \x1b[31m")
    title = (
        record('"\\x1b]0;x\\x07"', "2026-06-01").replace("\\x1b", "\x1b").replace("\\x07", "\x07")
    )
    log.write(f"{LOG}/0005-a.md", title)
    log.commit("Bad \x1b[2J\n\nDecision: 5", **{"b": "", f"{LOG}/0005-a.md": title})
    for args in (["log"], ["log", "--json"], ["show", "5"]):
        done = decide(log, *args)
        assert not set("\x1b\x07") & set(done.stdout + done.stderr)
