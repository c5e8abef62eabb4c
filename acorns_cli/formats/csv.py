"""CSV: every column, for programs and spreadsheets."""

import csv
import io

from acorns_cli.core.quantities import printed
from acorns_cli.errors import printable
from acorns_cli.formats.rendering import Canvas
from acorns_cli.report.report import Report, Value

FORMULA_STARTS = ("=", "+", "-", "@")


def render(report: Report, canvas: Canvas) -> str:  # noqa: ARG001 - it looks the same everywhere
    """The report as CSV with a header; numbers are their exact digits and nothing else."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.key for column in report.columns)
    writer.writerows(
        [written(column.cell(row.subject).value) for column in report.columns]
        for row in report.rows
    )
    return text.getvalue()


def written(value: Value) -> str:
    """A value as a cell; text that a spreadsheet would run as a formula is defused.

    Control characters are spelled out, tabs and line breaks among them: some readers drop them
    from the start of a cell, and then run what follows.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = printable(value)
        return f"'{text}" if text.startswith(FORMULA_STARTS) else text
    return str(value) if isinstance(value, int) else printed(value)
