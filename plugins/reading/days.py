"""A day as a header holds it: year, month and day, 2026-11-22."""

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Any

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def read_date(value: Any) -> date:
    """Return the date written as YYYY-MM-DD. Raises ValueError, in the editor's words, for anything else."""
    text = str(value)
    if not ISO_DATE.fullmatch(text):
        meant = guess_day(text) or "year-month-day, such as 2026-11-22"
        raise ValueError(f'"{text}" is not a date. Write {meant}.')
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" does not exist in the calendar. Check the month and the day.') from None
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f'"{text}" cannot be right. Check the year.')
    return day


def guess_day(text: str) -> str:
    """Return the one day that a text can mean, as it is written here; nothing if it can mean two, or none."""
    formats = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%B %d, %Y", "%d %B %Y",
               "%b %d, %Y", "%d %b %Y", "%B %d %Y")  # fmt: skip
    days = set()
    for form in formats:
        with suppress(ValueError):
            days.add(datetime.strptime(text.strip(), form).date().isoformat())
    return days.pop() if len(days) == 1 else ""
