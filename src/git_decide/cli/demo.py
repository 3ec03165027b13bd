"""The verb ``demo``: the whole story, played by real git in a throwaway repository."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
import tempfile
import time

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb
from git_decide.errors import Refused
from git_decide.files import write_whole
from git_decide.git.run import run
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@value
class Tell:
    """A line of narration."""

    text: str


@value
class Write:
    """A file of one line, as ``echo LINE > PATH`` writes it."""

    line: str
    path: str


@value
class Type:
    """A command, the exit code it must end with, and what its output must hold."""

    command: str
    code: int = 0
    holds: tuple[str, ...] = ()


STORY: tuple[Tell | Write | Type, ...] = (
    Tell("A small shop. One part of it takes the money."),
    Type("git init -q -b main ."),
    Write("RETRIES = 5", "src/payments/charge.py"),
    Write('GREETING = "hello"', "src/other.py"),
    Type("git add ."),
    Type("git commit -q -m 'Open a small shop'"),
    Tell("Set the repository up, and say what is fragile and why."),
    Type("git decide init"),
    Type(
        "git decide fragile add payments 'src/payments/**' "
        "--why 'If it breaks, all customers suffer.' --owner @payments",
        holds=("1",),
    ),
    Type("git add ."),
    Type("git commit -q -m 'Guard the payments'"),
    Tell("Now somebody changes how often a payment is tried. Why? Nobody will know."),
    Write("RETRIES = 2", "src/payments/charge.py"),
    Type(
        "git commit -a -m 'Try a payment twice'",
        code=1,
        holds=("payments", "If it breaks, all customers suffer.", "git decide new"),
    ),
    Tell("Refused, and told why. So the decision is written down and accepted."),
    Type(
        "git decide new 'Cap retries at two' --kind technical --module payments "
        "--context 'Five tries in a row made the bank block us.' "
        "--alternative 'A queue: needs a broker that we do not run.' "
        "--trade-offs 'Rare failures reach the customer, but no longer the bank.'",
        holds=("0001-cap-retries-at-two.md",),
    ),
    Type("git decide accept 1 --decider 'Ada (tech lead)'"),
    Tell("The same commit, with the decision it follows."),
    Type("git commit -a -m 'Try a payment twice' --trailer 'Decision: 1'"),
    Type(
        "git log -1 --format='%h %s, by decision %(trailers:key=Decision,valueonly)'",
        holds=("0001-cap-retries-at-two",),
    ),
    Tell("Everything else commits as ever: nothing to name, no Python started."),
    Write('GREETING = "welcome"', "src/other.py"),
    Type("git commit -a -m 'Greet more warmly'"),
    Tell("Months later, anybody can ask."),
    Type("git decide show 1", holds=("Cap retries at two", "Try a payment twice")),
)
_SETTINGS = (("user.name", "Ada"), ("user.email", "ada@example.com"))
_PAUSE = 0.35  # seconds before each step, on a terminal
_PATIENCE = 6.0  # seconds after which nobody is kept waiting any more
_TRIES, _PAUSE_AFTER = 40, 0.05  # to remove the folder; seconds after each


@click.command(cls=Verb, examples=("git decide demo",))
@click.pass_obj
def command(frame: Frame) -> int:
    """Play the whole story in a throwaway repository.

    Takes seconds, needs nothing but git, and leaves nothing behind.
    """
    # A closed pipe or a terminated demo must pass through the clean-up as Ctrl-C does.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    folder = tempfile.mkdtemp(prefix="git-decide-demo-")
    try:
        home = os.path.join(folder, "home")
        shop = os.path.join(folder, "shop")
        os.mkdir(home)
        os.mkdir(shop)
        _play(frame, shop, _environment(frame.environ, home))
    finally:
        _clear(folder)
    frame.out("\nYour turn: cd into a repository, then git decide init")
    return 0


def _clear(folder: str) -> None:
    """Remove the folder; a git that was interrupted may still write into it for a moment."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            return
        time.sleep(_PAUSE_AFTER)


def _play(frame: Frame, shop: str, env: Mapping[str, str]) -> None:
    paint = frame.paint()
    started = time.monotonic()
    for step in STORY:
        if sys.stdout.isatty() and time.monotonic() - started < _PATIENCE:
            time.sleep(_PAUSE)
        if isinstance(step, Tell):
            frame.out("\n" + paint("cyan", f"# {step.text}"))
        elif isinstance(step, Write):
            frame.out(paint("bold", f"$ echo {shlex.quote(step.line)} > {step.path}"))
            os.makedirs(os.path.dirname(os.path.join(shop, step.path)), exist_ok=True)
            write_whole(os.path.join(shop, step.path), step.line.encode() + b"\n")
        else:
            frame.out(paint("bold", f"$ {step.command}"))
            _run(frame, step, shop, env)


def _run(frame: Frame, step: Type, shop: str, env: Mapping[str, str]) -> None:
    from git_decide.output.terminal import safe_lines

    result = run(["-C", shop, *shlex.split(step.command)[1:]], env)
    text = (result.out + result.err).decode("utf-8", "replace").rstrip("\n")
    if text:
        frame.out(safe_lines(text))
    if step.code:
        frame.out(frame.paint()("dim", f"(exit {result.code})"))
    missing = [word for word in step.holds if word not in text]
    if result.code != step.code or missing:
        lacks = f", and says nothing of {', '.join(missing)}" if missing else ""
        raise Refused(
            f"the demo did not go as told: exit {result.code} instead of {step.code}{lacks}",
            "Please report it, with the output above.",
        )


def _environment(environ: Mapping[str, str], home: str) -> dict[str, str]:
    """Return an environment in which no configuration of the user counts."""
    made = {
        name: text for name, text in environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))
    }
    for number, (key, setting) in enumerate(_SETTINGS):
        made[f"GIT_CONFIG_KEY_{number}"] = key
        made[f"GIT_CONFIG_VALUE_{number}"] = setting
    made.update(
        PATH=os.pathsep.join([*_script_folders(), environ.get("PATH", os.defpath)]),
        HOME=home,
        XDG_CONFIG_HOME=home,
        GIT_CONFIG_GLOBAL=os.devnull,
        GIT_CONFIG_NOSYSTEM="1",
        GIT_CONFIG_COUNT=str(len(_SETTINGS)),
        GIT_ATTR_NOSYSTEM="1",
        GIT_TEMPLATE_DIR="",
        GIT_EDITOR="true",
        GIT_CEILING_DIRECTORIES=os.path.dirname(home),
        NO_COLOR="1",
        LC_ALL="C.UTF-8",
    )
    return made


def _script_folders() -> Sequence[str]:
    """Return where the running git-decide and its Python are, so that git finds the same one."""
    places = [sys.argv[0], sys.executable]
    return list(dict.fromkeys(os.path.dirname(os.path.abspath(place)) for place in places))
