"""``git decide ci`` for a pull request on GitHub: verdict, annotations, summary, comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.forges.github import GitHub
from tests.acceptance.ci_jobs import MARKER, Job, topic
from tests.acceptance.forge_server import Fault, Request, User, served
from tests.acceptance.in_process import decide
from tests.guarded import CHARGE, FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.pushed import Pushed


@pytest.fixture
def job(pushed: Pushed) -> Iterator[Job]:
    """Give a job for a pull request that changes payments and names no decision."""
    topic(pushed)
    pushed.bad()
    pushed.past("origin", "topic")
    with served("github") as forge:
        forge.add(Request(7, "Retry twice", "It is flaky."))
        yield Job(pushed, forge).pull()


def test_a_refusal_is_told_everywhere(job: Job) -> None:
    """Exit 1, an annotation, the page in the summary and in one comment."""
    done = job.run()
    assert done.returncode == 1
    assert done.stderr == ""
    assert "refused: " in done.stdout
    assert f"::error file={CHARGE},title=git decide%3A change-without-decision::" in done.stdout
    assert "The comment below #7 is created." in done.stdout
    (comment,) = job.forge.bodies(7)
    assert comment.startswith(f"{MARKER}\n### ❌ Refused")
    assert job.summary == comment
    assert (job.folder / "output").read_text() == "verdict=refused\n"


def test_the_comment_follows(job: Job) -> None:
    """The same page is not sent twice; one line in the pull request turns it, and the job."""
    job.run()
    again = job.run()
    assert "comment" not in again.stdout
    # The event is the old one: whoever starts the job again gets the text as it is now.
    job.forge.requests[7].body = f"It is flaky.\n\nDecision: {FIRST}"
    done = job.run()
    assert done.returncode == 0
    assert "::error" not in done.stdout
    assert "The comment below #7 is updated." in done.stdout
    (comment,) = job.forge.bodies(7)
    assert comment.startswith(f"{MARKER}\n### ✅ Passes")


def test_all_clear(job: Job) -> None:
    """What turns out to touch nothing says so; nothing is begun where nothing is to tell."""
    job.clone.git("reset", "-q", "--hard", "origin/main")
    job.clone.ordinary("harmless\n")
    job.pull()
    assert job.run().returncode == 0
    assert job.forge.bodies(7) == []
    job.forge.note(7, f"{MARKER}\n### ❌ Refused")
    job.run()
    (comment,) = job.forge.bodies(7)
    assert comment.startswith(f"{MARKER}\n### ✅ All clear")


def test_a_token_that_only_reads(job: Job) -> None:
    """The token of a fork's job: the summary has the page, a line says why there is no comment."""
    job.forge.tokens = {"reader": User("helper[bot]", writes=False)}
    done = job.pull(fork=True, token="reader").run()
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == (
        "note: the comment could not be written: this token may only read, as is usual for a pull "
        "request from a fork (Resource not accessible by integration (HTTP 403)); the page is in "
        "the summary of this job"
    )
    assert job.summary.startswith(MARKER)


def test_without_a_token(job: Job) -> None:
    """The text that came with the event counts, and nobody is asked."""
    job.forge.requests[7].body = f"Decision: {FIRST}"
    done = job.pull(token="").run()
    assert done.returncode == 0
    assert "note: no comment is written, since there is no token; the page is in the" in done.stdout
    assert job.forge.log == []


def test_no_comment_wanted(job: Job) -> None:
    """``--no-comment`` leaves the pull request alone."""
    assert job.run("--no-comment").returncode == 1
    assert job.forge.bodies(7) == []
    assert job.summary


@pytest.mark.parametrize("status", [404, 422])
def test_a_forge_in_trouble(job: Job, status: int) -> None:
    """The verdict stands, whatever the forge says to the comment."""
    job.forge.faults = [
        Fault("POST", "comments", status, {"message": "Nope"}, {"Retry-After": "0"}, times=9)
    ]
    done = job.run()
    assert done.returncode == 1
    assert f"the comment could not be written: {'this token' if status == 404 else 'Nope'}" in (
        done.stdout
    )


def test_a_text_that_cannot_be_read(job: Job) -> None:
    """Then that of the event counts, and a line says so."""
    job.forge.requests[7].body = f"Decision: {FIRST}"
    job.pull()
    job.forge.faults = [Fault("GET", "pulls/7", 404, {"message": "Not Found"})]
    done = job.run()
    assert done.returncode == 0
    assert (
        "note: the text of #7 cannot be read (Not Found (HTTP 404)): what is known" in done.stdout
    )


def test_a_comment_that_would_be_too_long(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """What explains is left out, the verdict and the mend are not."""
    monkeypatch.setattr(GitHub, "limit", 2_000)
    for name, text in job.environ.items():
        monkeypatch.setenv(name, text)
    for number in range(40):
        job.clone.write(f"src/payments/{number}.py", "x")
    job.clone.git("add", ".")
    job.clone.commit("More")
    job.pull()
    assert decide(job.clone, "ci").returncode == 1
    (comment,) = job.forge.bodies(7)
    assert len(comment) <= 2_000
    assert comment.startswith(f"{MARKER}\n### ❌ Refused")
    assert len(job.summary) > len(comment) or "Left out" in comment


def test_a_summary_that_cannot_be_written(job: Job) -> None:
    """A line says so; the verdict and the comment stand."""
    done = job.run(GITHUB_STEP_SUMMARY=str(job.folder / "nowhere" / "summary"))
    assert done.returncode == 1
    assert "cannot be written: No such file or directory" in done.stdout
    assert len(job.forge.bodies(7)) == 1


def test_each_commit(job: Job) -> None:
    """``--each-commit`` refuses what the net change alone would pass."""
    job.forge.requests[7].body = f"Decision: {FIRST}"
    assert job.run("--each-commit").returncode == 1


def test_the_text_from_a_file(job: Job) -> None:
    """``--message`` stands in for the text of the forge."""
    path = job.folder / "text"
    path.write_text(f"Retry\n\nDecision: {FIRST}\n")
    assert job.run("--message", str(path)).returncode == 0
    assert not any("GET" in line and line.endswith("pulls/7 200") for line in job.forge.log)


def test_what_a_runner_would_obey(job: Job) -> None:
    """No message, name or title gives the runner a command."""
    job.clone.commit("::add-mask::secret ##[group]x\n", **{CHARGE: "3\n"})
    job.pull()
    done = job.run()
    assert done.returncode == 1
    obeyed, word = [], ""
    for line in done.stdout.splitlines():
        if line.startswith("::stop-commands::"):
            word = line.removeprefix("::stop-commands::")
        elif word and line == f"::{word}::":
            word = ""
        elif not word and (line.strip().startswith("::") or "##[" in line):
            obeyed.append(line.split(" ")[0])
    assert set(obeyed) <= {"::error", "::warning"}
    assert word == ""
    assert "::add-mask::" in done.stdout


def test_a_merge_from_the_web_and_a_new_base(job: Job) -> None:
    """The branch is held against what the base is now, not what it was for the event."""
    job.clone.git("checkout", "-q", "-B", "main", "origin/main")
    flags = {".gitattributes": "docs/decisions/** decision-log\n"}
    job.clone.commit("Unflag\n\nDecision-Skip: it moves away", **flags)
    assert job.clone.past("origin", "main").passed
    job.clone.git("checkout", "-q", "topic")
    job.clone.git("update-ref", "refs/remotes/origin/main", "main~1")
    assert job.run().returncode == 0
