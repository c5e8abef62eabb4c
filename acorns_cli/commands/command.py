"""One command as Typer reads it: each option once, nothing left over."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from typer.core import TyperCommand

from acorns_cli.errors import AcornsError, InputError, input_errors, shown


class MisplacedError(InputError):
    """Words of a command line that belong to no option; `usageerrors` says what is meant by them.

    Attributes:
        words: The words.
        ctx: Typer's context of the command, None until the command knows of the error.
    """

    def __init__(self, words: Sequence[str], ctx: Any = None) -> None:
        super().__init__(f"there is no place for {shown(' '.join(words))}")
        self.words = words
        self.ctx = ctx


class Command(TyperCommand):
    """Typer's command, with the errors of acorns."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Typer's reading of the arguments, where none of them would be passed over.

        Raises:
            InputError: An option that has one value is given twice.
            MisplacedError: There are words that belong to no option.
        """
        if ctx.resilient_parsing:  # a shell asks what may come next
            return super().parse_args(ctx, args)
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, args)
        if left:
            raise MisplacedError(left, ctx)
        return left

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; an error about words without an option learns where they stood."""
        try:
            return super().invoke(ctx)
        except AcornsError as error:
            for fault in input_errors(error):
                if isinstance(fault, MisplacedError):
                    fault.ctx = ctx
            raise

    def make_parser(self, ctx: Any) -> Any:
        """Typer's parser, which would take the last of two values and not say so."""
        parser: Any = super().make_parser(ctx)
        parse = parser.parse_args

        def parse_once(args: list[str]) -> Any:
            found = parse(args)
            _check_once(found[2])
            return found

        if not ctx.resilient_parsing:  # else a shell asks what may come next
            parser.parse_args = parse_once
        return parser

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The words of the usage line; what must be given stands without Typer's braces."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help, its prose filled to the width of the terminal.

        Lines after a `\\b` stay as they are. Typer's plain help does so too; its Rich one breaks
        all prose where the docstring does.
        """
        docstring = self.help or ""
        try:
            if self.rich_markup_mode is not None:
                self.help = "\n\n".join(map(_filled, docstring.split("\n\n")))
            super().format_help(ctx, formatter)
        finally:
            self.help = docstring


def _check_once(options: Iterable[Any]) -> None:
    given = Counter(options)
    if any(option.name == "help" for option in given):
        return
    for option, times in given.items():
        # An argument can't be counted; a flag says the same however often it is given.
        repeats = getattr(option, "multiple", True) or getattr(option, "is_flag", True)
        if times > 1 and not repeats:
            what = f"{option.opts[0]} is given {'twice' if times == 2 else f'{times} times'}"
            raise InputError(what, fix="give it once")


def _filled(paragraph: str) -> str:
    kept = paragraph.removeprefix("\b\n")
    return paragraph.replace("\n", " ") if kept == paragraph else kept
