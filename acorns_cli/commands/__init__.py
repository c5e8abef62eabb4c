"""The command line: Typer's part of acorns."""
