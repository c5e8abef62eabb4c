"""The `acorns` command: its sub-commands, and the one place where errors are printed."""

import os
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final

import typer
from typer.main import get_command

from acorns_cli import __version__
from acorns_cli.commands.command import MisplacedError
from acorns_cli.commands.output import (
    ClosedPipeError,
    drop_strange_sizes,
    say,
    say_error,
    typers_output,
    warnings_said,
    write,
)
from acorns_cli.commands.subcommands import Group, command_of
from acorns_cli.commands.typeroptions import TYPED, option_of
from acorns_cli.errors import (
    BUG,
    DONE,
    INTERRUPTED,
    WRONG_USAGE,
    AcornsError,
    did_you_mean,
    error_lines,
    input_errors,
)
from acorns_cli.system.files import begin_run

COMMANDS: Final = ("estimate", "compare", "budget", "topup", "project", "batch", "prices")
"""The sub-commands, each a module of this package."""

_OVERVIEW: Final = """\
acorns: what an AI music video will cost in credits.

What does a video cost, and what if some of it is re-rendered?
  acorns estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25%
  acorns estimate autopilot --model kling-2.1-pro --audio song.mp3
  acorns estimate fbf --duration 3:30 --images 48 --rerender 10%..40%

Which model can I afford, how long can it be, and what must I buy?
  acorns compare --minutes 4 --balance 2000
  acorns budget 2000 --rerender 25%
  acorns topup 1500

Many scenes in one video: what is the quote, and will the credits last?
  acorns project estimate video.yaml
  acorns project status video.yaml

Which prices are these, and what if I have my own?
  acorns prices show
  acorns prices new mine.yaml --extends 2025-06-27

For other programs: acorns estimate fbf --minutes 4 --json
                    acorns batch jobs.csv
Every option:       acorns estimate t2v --help
"""


_ASKED: Final = {
    **dict.fromkeys(("price", "models", "tools"), "prices show"),
    **dict.fromkeys(("services", "editions"), "prices list"),
    "version": "--version",
}
"""What people type to learn something, and the line that answers it."""


class _Commands(Group):
    """The sub-commands, each a module that is loaded when it is named."""

    parts: ClassVar = dict.fromkeys(COMMANDS)

    def meant(self, ctx: Any, typed: str) -> str:
        """What to type in place of a sub-command that is not there: a line, if it is a job."""
        # Nothing else needs it.
        from acorns_cli.commands.corrections import job_fix

        if line := _ASKED.get(typed.lower()):
            return f"write acorns {line}"
        if not did_you_mean(typed, COMMANDS) and (fix := job_fix([], ctx.meta[TYPED])):
            return fix
        return super().meant(ctx, typed)

    def built(self, name: str) -> Any:
        module = import_module(f"acorns_cli.commands.{name}")
        if not hasattr(module, "app"):  # it has one command, named as it is
            return command_of(name, getattr(module, name))
        command = get_command(module.app)
        command.name = name
        return command


app = typer.Typer(
    cls=_Commands,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def overview(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """What an AI music video will cost in credits: exact, sourced, explained."""
    if version:
        write(f"acorns {__version__}\n".encode())
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        write(_OVERVIEW.encode())


def run(arguments: list[str]) -> int:
    """Runs one command line and reports what goes wrong on standard error: the exit status."""
    drop_strange_sizes()
    if os.environ.get("_ACORNS_COMPLETE") == "complete_bash" and (
        # What has been typed; Typer takes them for granted.
        "COMP_WORDS" not in os.environ or not os.environ.get("COMP_CWORD", "").isdecimal()
    ):
        say_error("Bash completes with COMP_WORDS and COMP_CWORD, and they are missing or wrong")
        return WRONG_USAGE
    begin_run()
    try:
        with warnings_said(), typers_output():
            # A number is what a command exits with; Typer itself turns Ctrl-C into one.
            status = get_command(app).main(arguments, prog_name="acorns", standalone_mode=False)
        return status if isinstance(status, int) else DONE
    except AcornsError as error:
        _say_what_is_wrong(error)
        return error.exit_status
    except typer.TyperException as error:
        from acorns_cli.commands.usageerrors import say_usage_error  # only a mistake needs it

        say_usage_error(error)
        return error.exit_code
    except ClosedPipeError:
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as end:  # Typer's own, of a shell's question what may come next
        return WRONG_USAGE if end.code else DONE
    except Exception as error:  # a user never sees a traceback
        say_error(_bug(error))
        return BUG


def _say_what_is_wrong(error: AcornsError) -> None:
    misplaced = [fault for fault in input_errors(error) if isinstance(fault, MisplacedError)]
    if misplaced:
        from acorns_cli.commands.usageerrors import explain  # only a mistake needs it

        for fault in misplaced:
            explain(fault)
    for line in error_lines(error, option_of):
        say_error(line)
    for fault in misplaced:
        say(f"See {fault.ctx.command_path} --help")


def _bug(error: Exception) -> str:
    # Nothing else needs it.
    from traceback import extract_tb

    *_, frame = extract_tb(error.__traceback__)
    where = f" at {Path(frame.filename).name}:{frame.lineno}"
    what = f"{type(error).__name__}: {error}"[:300]
    return f"a bug in acorns, not a mistake of yours: {what}{where}. Please report it"
