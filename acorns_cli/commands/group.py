"""A command that has sub-commands, and says which when a name is missing or mistyped."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

from acorns_cli.errors import InputError, did_you_mean, one_of, shown


class Group(TyperGroup):
    """Typer's group, with the errors of acorns."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Typer's reading of the arguments; without any, an error that lists the sub-commands."""
        if not args and not self.invoke_without_command and not ctx.resilient_parsing:
            raise InputError(
                f"{ctx.command_path} needs one of its commands",
                fix=f"they are {one_of(self.list_commands(ctx))}",
            )
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The sub-command that is named; of none that is there, an error with the near ones."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            names = self.list_commands(ctx)
            raise InputError(
                f"{ctx.command_path} has no command {shown(name)}",
                fix=did_you_mean(name, names) or f"its commands are {one_of(names)}",
            )
        return super().resolve_command(ctx, args)
