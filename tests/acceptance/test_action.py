"""The steps of action.yml, run one after the other as GitHub runs them."""

from __future__ import annotations

import re
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.acceptance.ci_jobs import MARKER, Job, topic
from tests.acceptance.forge_server import TOKEN, Request, served
from tests.guarded import CHARGE, FIRST
from tests.project import PACKAGED, copied
from tests.support import Repo, call

if TYPE_CHECKING:
    from tests.pushed import Pushed
    from tests.support import Done

ACTION = Path(__file__).parents[2] / "action.yml"


@pytest.fixture(scope="module")
def action() -> Any:
    """Give what action.yml says."""
    return yaml.safe_load(ACTION.read_text(encoding="utf-8"))


def stepping(action: Any, job: Job, number: int, **inputs: str) -> Done:
    """Run a step in the shell that it names, with the job's environment and its own."""
    step = action["runs"]["steps"][number]
    assert step["shell"] == "bash"
    known = {f"inputs.{name}": each["default"] for name, each in action["inputs"].items()}
    known |= {f"inputs.{name.replace('_', '-')}": text for name, text in inputs.items()}
    known["github.token"] = TOKEN

    def evaluated(text: str) -> str:
        while "${{" in text:
            text = re.sub(r"\$\{\{ (.+?) \}\}", lambda match: known[match[1]], text)
        return text

    own = {name: evaluated(text) for name, text in step["env"].items()}
    script = job.folder / "step.sh"
    script.write_text(step["run"])
    argv = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    return call(argv, job.clone.path, {**job.clone.env, **job.environ, **own})


def test_no_text_of_an_event_is_part_of_a_script(action: Any) -> None:
    """Expressions stand in ``env`` only, where they stay text; every input is described."""
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert "uses" not in step
    assert all(each["description"] for each in action["inputs"].values())
    assert action["outputs"]["verdict"]["value"] == "${{ steps.judge.outputs.verdict }}"


def test_the_steps(action: Any, pushed: Pushed, tmp_path: Path) -> None:
    """Installed once, then for a pull request, refused and mended, a merge queue and a push."""
    own = copied(Repo.create(tmp_path / "action", pushed.env), PACKAGED)
    offline = {
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip's way of saying yes to --no-build-isolation
        "PYTHONPATH": sysconfig.get_path("purelib"),
    }
    base = pushed.head()
    topic(pushed)
    pushed.bad()
    pushed.past("origin", "topic", "HEAD:refs/heads/gh-readonly-queue/main/pr-7-x")
    with served("github") as forge:
        request = forge.add(Request(7, "Retry", "", messages=("Retry",)))
        job = Job(pushed, forge).pull(token="")
        job.environ |= {
            **offline,
            "RUNNER_TEMP": str(tmp_path),
            "GITHUB_ACTION_PATH": str(own.path),
        }
        for name in ("venv.py", "pip.py", "sitecustomize.py"):  # as a pull request may bring them
            (pushed.path / name).write_text("raise SystemExit('obeyed')\n")
        installed = stepping(action, job, 0)
        assert installed.returncode == 0, installed.stderr

        def judged(code: int, **inputs: str) -> str:
            done = stepping(action, job, 1, **inputs)
            assert done.returncode == code, done.stdout + done.stderr
            return done.stdout

        judged(1)
        request.body = f"Decision: {FIRST}"
        judged(1, each_commit="true", base="origin/main", link="false")
        assert [body.startswith(f"{MARKER}\n### ❌") for body in forge.bodies(7)] == [True]
        assert "The comment below #7 is updated." in judged(0)
        verdicts = "verdict=refused\nverdict=refused\nverdict=passes\n"
        assert (job.folder / "output").read_text() == verdicts

        head = pushed.head()
        ref = f"refs/heads/gh-readonly-queue/main/pr-7-{base}"
        group = {"head_sha": head, "head_ref": ref, "base_sha": base, "base_ref": "refs/heads/main"}
        job.actions("merge_group", {"merge_group": group}, token="")
        judged(0)

        pushed.server.hook("pre-receive").unlink()
        pushed.git("checkout", "-q", "-B", "main", base)
        pushed.git("merge", "-q", "--squash", "topic")
        squash = pushed.commit("Retry (#7)")
        assert pushed.past("origin", "main").passed
        request.merged_as = squash
        forge.brought[squash] = 7
        job.push(base, token="")
        assert f"linked {squash[:10]}" in judged(0)
        writer = pushed.server.out("log", "-1", "--format=%cn", "refs/notes/decisions")
        assert writer == "github-actions[bot]"
    assert CHARGE in job.summary
