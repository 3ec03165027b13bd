"""Every verb of `git-decide`, each imported only when it is used."""

from __future__ import annotations

import os
import sys

import click

from git_decide import __version__
from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import HELP, Verbs
from git_decide.errors import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Every verb and its summary: the help lists them without importing one of them.
VERBS = {
    "init": "Set a repository up: a log, decisions.toml, hooks.",
    "new": "Write the next record.",
    "propose": "Make a proposal of a problem.",
    "accept": "Accept a proposed record, filling in what it lacks.",
    "reject": "Decide against a problem or a proposal.",
    "contest": "Write down what one side says against a proposal.",
    "resolve": "Settle a contested or escalated record, with a resolution.",
    "escalate": "Take a contested record to somebody both sides know.",
    "deprecate": "Retire an accepted record that nothing replaces.",
    "supersede": "Put another record in the place of an accepted one.",
    "reopen": "Take a rejected or deprecated record up again, as a proposal.",
    "outcome": "Note what came of a decision.",
    "edit": "Edit a record: in the editor, or with flags.",
    "rename": "Give a record another title, and keep its old id as an alias.",
    "renumber": "Give a record another number, such as one that collides with another's.",
    "list": "List the records, log by log.",
    "why": "Find the decision behind a line, and say how it is known.",
    "search": "Find records by words, the most telling ones first.",
    "show": "Show one record and the commits that follow it.",
    "log": "Tell the decisions, newest first, with the commits that carried them out.",
    "graph": "Draw the records, and which supersedes, amends or relates to which.",
    "check": "Validate records, configuration, flags and references.",
    "link": "Link a commit that is published already to a decision, by a note.",
    "ack": "Record that somebody has read and understood a decision.",
    "scope": "Tell what was added to the scope and cut from it, and the sum of the costs.",
    "debts": "List skips and reverts that no decision has paid back yet.",
    "coverage": "Count the commits to fragile modules that name a decision, by month.",
    "relink": "Make unpublished commits follow another decision.",
    "report": "Write the page that a reviewer of a branch reads.",
    "agenda": "Write what product and engineering have to talk about.",
    "brief": "Write what is fragile, what is decided and why, and what is open.",
    "digest": "Write the agenda as the message that a chat or a mail takes.",
    "ci": "Judge what started a CI job, and say it where people look.",
    "convert": "Rewrite a whole log, or some records, in another format.",
    "fragile": "Say which paths are fragile, and why.",
    "hooks": "Install, remove or look at the git hooks.",
    "index": "Look at the index of the history, or make it anew.",
    "completion": "Print the script that completes commands in bash, zsh or fish.",
    "demo": "Play the whole story in a throwaway repository.",
}


class Lazy(Verbs):
    """A group that imports a verb when it is used."""

    whole = True

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all verbs, in the order one meets them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb, or None where there is none of that name."""
        if cmd_name not in VERBS:
            return None
        from importlib import import_module

        command: click.Command = import_module(f"git_decide.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that the words ask for, with a guess where they name none."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS, 1)
            guess = f" Did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(f"There is no command {named(args[0])}.{guess}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs and their summaries, from the table."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(
    cls=Lazy,
    context_settings=HELP,
    examples=(
        "git decide init",
        "git decide fragile add payments 'src/payments/**' --why 'All customers pay through it.'",
        "git decide demo",
    ),
)
@click.version_option(__version__, message="git-decide %(version)s")
def git_decide() -> None:
    """Keep the reasons for a code base inside its git repository.

    A commit that touches a fragile module must name the decision it follows.
    Everything else commits as ever.
    """


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; raises what the verb raises.

    What Click refuses becomes `Usage`, its way of saying Ctrl-C the usual one.
    """
    try:
        code = git_decide.main(
            list(arguments),
            prog_name="git decide",
            standalone_mode=False,
            windows_expand_args=False,  # patterns for .gitattributes are git's to expand
            obj=Frame(os.environ),
        )
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except SystemExit:  # Click's way of saying that nobody reads standard output any more
        raise BrokenPipeError from None
    except click.ClickException as error:
        raise _usage(error) from None
    return code if isinstance(code, int) else 0


def _usage(error: click.ClickException) -> Usage:
    context = getattr(error, "ctx", None)
    if context is None:
        return Usage(error.format_message())
    if error.message == context.get_help():  # a group without a verb (Click 8.2 and newer)
        print(error.message, file=sys.stderr)
        return Usage("a command is missing")
    usage = context.get_usage().removeprefix("Usage: ")
    return Usage(error.format_message(), f"{usage}\n{context.command_path} --help")
