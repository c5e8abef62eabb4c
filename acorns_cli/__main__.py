"""`python -m acorns_cli`, and what the `acorns` command runs."""

from __future__ import annotations

from acorns_cli.commands.app import main

if __name__ == "__main__":
    main()
