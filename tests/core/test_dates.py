"""Dates as people write them."""

from datetime import date

import pytest
from refusals import refused

from acorns_cli.core.dates import iso_date


def test_a_date_is_a_day_of_the_calendar():
    assert iso_date("2025-06-27") == date(2025, 6, 27)
    assert iso_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("2025-02-29", "'2025-02-29' is not a day of the calendar", ""),
        ("2025-13-01", "'2025-13-01' is not a day of the calendar", ""),
        ("0000-01-01", "'0000-01-01' is not a day of the calendar", ""),
        ("", "'' is not a date", "write it as 2025-06-27"),
        ("27.6.2025", "'27.6.2025' is not a date", "write it as 2025-06-27"),
        ("20250627", "'20250627' is not a date", "write it as 2025-06-27"),
        ("2025-W26-5", "'2025-W26-5' is not a date", "write it as 2025-06-27"),
        ("2025-6-27", "'2025-6-27' is not a date", "write it as 2025-06-27"),
        ("2025-06-27\n", "'2025-06-27\\n' is not a date", "write it as 2025-06-27"),
        ("٢٠٢٥-٠٦-٢٧", "'٢٠٢٥-٠٦-٢٧' is not a date", "write it as 2025-06-27"),
    ],
)
def test_what_is_no_date_is_refused(text: str, what: str, fix: str):
    assert refused(iso_date, text)[:2] == (what, fix)
