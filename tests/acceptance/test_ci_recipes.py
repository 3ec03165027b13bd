"""The recipes of docs/ci.md, run in a shell with what each CI gives a job."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.acceptance.ci_jobs import MARKER, Job, topic
from tests.acceptance.forge_server import TOKEN, Request, served
from tests.acceptance.forge_shapes import PROJECT
from tests.acceptance.test_ci_forges import gitlab
from tests.support import SCRIPTS, call

if TYPE_CHECKING:
    from tests.pushed import Pushed

TOP = Path(__file__).parents[2]
PAGE = (TOP / "docs" / "ci.md").read_text(encoding="utf-8")


def recipe(heading: str, language: str = "yaml") -> str:
    """Return the first block of code below a heading."""
    below = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    match = re.search(rf"```{language}\n(.*?)```", below, re.DOTALL)
    assert match, heading
    return match[1]


def parsed(heading: str) -> Any:
    """Return the YAML below a heading, in which ``on`` is no truth value."""
    return yaml.load(recipe(heading), yaml.BaseLoader)


def shell(job: Job, script: str, *flags: str) -> int:
    """Run a script with the job's environment; what it installs is installed already."""
    programs = job.folder / "programs"
    programs.mkdir(exist_ok=True)
    for name, text in {
        "pip": 'test "$*" = "install --quiet git-decide"',
        "python3": 'test "$1 $2 $3" = "-I -m venv" && for to; do :; done && mkdir -p "$to/bin" && '
        f'cp "$(command -v pip)" "$to/bin/pip" && cp {SCRIPTS}/git-decide "$to/bin/"',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{text}\n")
        (programs / name).chmod(0o755)
    path = {"PATH": f"{programs}:{job.clone.env['PATH']}"}
    environ = {**job.clone.env, **job.environ, **path}
    return call(["sh", "-e", *flags, "-c", script], job.clone.path, environ).returncode


@pytest.fixture
def clone(pushed: Pushed) -> Pushed:
    """Give a clone on a branch that changes payments and names no decision."""
    topic(pushed)
    pushed.bad()
    pushed.past("origin", "topic")
    return pushed


def test_github(clone: Pushed) -> None:
    """The workflow gives what the action needs: history, permissions, edits of the text."""
    workflow = parsed("GitHub")
    (job,) = workflow["jobs"].values()
    assert "edited" in workflow["on"]["pull_request"]["types"]
    assert workflow["permissions"] == {"contents": "write", "pull-requests": "write"}
    # GitHub drops the runs that wait in the same group: none of a push may be.
    assert workflow["concurrency"]["group"].endswith("pull_request.number || github.run_id }}")
    assert job["steps"][0]["with"]["fetch-depth"] == "0"
    assert "git-decide@" in job["steps"][-1]["uses"]


def test_nothing_of_a_checkout_is_run() -> None:
    """No step finds a module or a program in the folder that a pull request fills."""
    for run in re.findall(r"python3? .*-m .*", PAGE):
        assert "python3 -I -m venv" in run
        assert '"$RUNNER_TEMP/' in run or '"$WORKSPACE_TMP/' in run


def test_every_input_is_told() -> None:
    """The table has every input of the action, with its default."""
    action = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
    rows = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| (.*?)\s*\|$", PAGE, re.MULTILINE))
    assert rows.keys() == action["inputs"].keys()
    assert rows["python"] == f"`{action['inputs']['python']['default']}`"


def test_gitlab(clone: Pushed) -> None:
    """The script refuses, and comments."""
    (job,) = parsed("GitLab").values()
    assert job["variables"] == {"GIT_DEPTH": "0"}
    assert job["rules"][1]["if"].startswith('$CI_PIPELINE_SOURCE == "push" && ')
    with served("gitlab") as forge:
        forge.add(Request(7, "Retry", ""))
        assert shell(gitlab(Job(clone, forge)), "\n".join(job["script"])) == 1
        assert forge.bodies(7)[0].startswith(MARKER)


def test_gitea(clone: Pushed) -> None:
    """The steps install into a folder of their own, refuse, and comment."""
    (work,) = parsed("Gitea and Forgejo")["jobs"].values()
    step = work["steps"][-1]
    assert step["env"]["GITHUB_TOKEN"] == "${{ github.token }}"
    with served("gitea") as forge:
        forge.add(Request(7, "Retry", ""))
        job = Job(clone, forge).pull()
        job.environ |= {"GITEA_ACTIONS": "true", "RUNNER_TEMP": str(job.folder / "temp")}
        assert shell(job, step["run"]) == 1
        assert forge.bodies(7)[0].startswith(MARKER)


def test_bitbucket(clone: Pushed) -> None:
    """Of a pull request as of a branch: without a token, from the variables alone."""
    pipelines = parsed("Bitbucket")["pipelines"]
    with served("bitbucket") as forge:
        job = Job(clone, forge)
        job.environ |= {
            "BITBUCKET_BUILD_NUMBER": "3",
            "BITBUCKET_REPO_FULL_NAME": PROJECT,
            "BITBUCKET_COMMIT": clone.head(),
            "BITBUCKET_BRANCH": "topic",
        }
        pull = {"BITBUCKET_PR_ID": "7", "BITBUCKET_PR_DESTINATION_BRANCH": "main"}
        for steps, more in (
            (pipelines["pull-requests"]["**"], pull),
            (pipelines["branches"]["main"], {}),
        ):
            (step,) = steps
            job.environ |= more
            assert shell(job, "\n".join(step["step"]["script"])) == 1
            for name in more:
                del job.environ[name]


def test_jenkins(clone: Pushed) -> None:
    """The script refuses, and comments on the forge behind CHANGE_URL."""
    match = re.search(r"sh '''\n(.*?)'''", recipe("Jenkins", "groovy"), re.DOTALL)
    assert match
    with served("gitea") as forge:
        forge.add(Request(7, "Retry", ""))
        job = Job(clone, forge)
        job.environ |= {
            "JENKINS_URL": "https://ci.example.com",
            "WORKSPACE_TMP": str(job.folder / "temp"),
            "CHANGE_TARGET": "main",
            "CHANGE_URL": f"{forge.url}/{PROJECT}/pulls/7",
            "GIT_DECIDE_TOKEN": TOKEN,
        }
        assert shell(job, textwrap.dedent(match[1])) == 1
        assert forge.bodies(7)[0].startswith(MARKER)
