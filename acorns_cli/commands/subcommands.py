"""A command that has sub-commands: each is built when it is named, so that a start is quick."""

import io
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup
from typer.main import get_command

from acorns_cli.commands.command import Command
from acorns_cli.commands.output import say_as_it_is
from acorns_cli.commands.typeroptions import TYPED
from acorns_cli.errors import WRONG_USAGE, InputError, did_you_mean, one_of, shown


def by_name(*commands: Callable[..., None]) -> Mapping[str, Callable[..., None]]:
    """Sub-commands by the names of their functions, without the `_` of one that Python has."""
    return {command.__name__.rstrip("_"): command for command in commands}


def command_of(name: str, function: Callable[..., None]) -> Any:
    """A function as a command of that name."""
    app = typer.Typer(add_completion=False)
    app.command(name, cls=Command)(function)
    return get_command(app)


class Group(TyperGroup):
    """Typer's group, with commands that are built late and the errors of acorns."""

    parts: ClassVar[Mapping[str, Any]] = {}
    """The sub-commands: their names, and what `built` makes them of."""
    other_names: ClassVar[Mapping[str, str]] = {}
    """What people call a sub-command, in lower case, and the name that it has here."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's method has it
        """The names of the sub-commands, in the order of the help."""
        return list(self.parts)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The sub-command of a name, None if there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = self.built(cmd_name)
        return self.commands[cmd_name]

    def built(self, name: str) -> Any:
        """The sub-command of a name, ready to run."""
        return command_of(name, self.parts[name])

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Typer's reading of the arguments, where `help` stands for `--help`.

        Raises:
            typer.Exit: There are no arguments and one is needed; the help is printed.
        """
        if args and args[0].lower() == "help":
            args = [*args[1:], "--help"]
        if not args and not self.invoke_without_command and not ctx.resilient_parsing:
            _say_help(ctx)
            raise typer.Exit(WRONG_USAGE)
        ctx.meta[TYPED] = tuple(args)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The sub-command that is named; of none that is there, an error with the near ones."""
        typed, *rest = args
        name = self.name_of(typed)
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            raise InputError(
                f"{ctx.command_path} has no command {shown(typed)}", fix=self.meant(ctx, typed)
            )
        return super().resolve_command(ctx, [name, *rest])

    def name_of(self, typed: str) -> str:
        """The name of the sub-command that a word stands for, whether or not there is one."""
        return self.other_names.get(typed.lower(), typed.lower())

    def meant(self, ctx: Any, typed: str) -> str:
        """What to type in place of a sub-command that is not there."""
        names = self.list_commands(ctx)
        groups = {name: self.get_command(ctx, name) for name in names}
        deeper = [
            f"{ctx.command_path} {name} {group.name_of(typed)}"
            for name, group in groups.items()
            if isinstance(group, Group) and group.name_of(typed) in group.list_commands(ctx)
        ]
        if deeper:
            return f"did you mean {one_of(deeper)}?"
        near = did_you_mean(typed, [*names, *self.other_names])
        return near or f"its commands are {one_of(names)}"


def _say_help(ctx: Any) -> None:
    """Writes the help to standard error: it is not the result that was asked for."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    text = io.TextIOWrapper(io.BytesIO(), encoding, "backslashreplace", write_through=True)
    with redirect_stdout(text):
        print(ctx.get_help())  # noqa: T201 - Typer prints a Rich help and returns ""
    say_as_it_is(text.buffer.getvalue().decode(encoding))
