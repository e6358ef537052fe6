"""Days, times and numbers in the reader's language and time zone."""

from datetime import date, datetime
from functools import lru_cache

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal

from institution.web.languages import content_language, language, local


def word_dates(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(
        day=day, short_day=short_day, weekday=weekday, clock=clock, moment=moment, number=number
    )


KEPT = 20_000
"""Days and numbers whose words are kept: wording one takes long, and they come again and again."""


def day(value: date) -> str:
    """Return a day such as 22 November 2026."""
    return _dated(value, "d. MMMM y" if _danish() else "d MMMM y")


def short_day(value: date) -> str:
    """Return a day such as 22 Nov."""
    return _dated(value, "d. MMM" if _danish() else "d MMM")


def weekday(value: date) -> str:
    """Return a day with its weekday."""
    return _dated(value, "EEEE d. MMMM y" if _danish() else "EEEE d MMMM y")


def clock(value: datetime) -> str:
    """Return a time of day."""
    return local(value).strftime("%H.%M" if _danish() else "%H:%M")


def moment(value: datetime) -> str:
    """Return a day and a time of day."""
    pattern = "d. MMM y 'kl.' HH.mm" if _danish() else "d MMM y, HH:mm"
    return str(format_datetime(value, pattern))


def number(value: float) -> str:
    """Return a number with at most one decimal."""
    return _numbered(round(value, 1), language())


def _danish() -> bool:
    """Tell whether dates are written the Danish way; Kalaallisut follows it."""
    return content_language() == "da"


def _dated(value: date, pattern: str) -> str:
    """Return a day, or that of a moment where the reader is."""
    day = local(value).date() if isinstance(value, datetime) else value
    return _worded(day, pattern, language())


@lru_cache(KEPT)
def _worded(value: date, pattern: str, _code: str) -> str:
    """Return a day in the language that is being spoken, which is the one it is kept for."""
    return str(format_date(value, pattern))


@lru_cache(KEPT)
def _numbered(value: float, _code: str) -> str:
    """Return a number in the language that is being spoken."""
    return str(format_decimal(value))
