"""Days, times and numbers in the reader's language and time zone."""

from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, to_user_timezone

from institution.web.languages import content_language


def word_dates(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(
        day=day, short_day=short_day, weekday=weekday, clock=clock, moment=moment, number=number
    )


def day(value: date) -> str:
    """Return a day such as 22 November 2026."""
    return str(format_date(value, "d. MMMM y" if _danish() else "d MMMM y"))


def short_day(value: date) -> str:
    """Return a day such as 22 Nov."""
    return str(format_date(value, "d. MMM" if _danish() else "d MMM"))


def weekday(value: date) -> str:
    """Return a day with its weekday."""
    return str(format_date(value, "EEEE d. MMMM y" if _danish() else "EEEE d MMMM y"))


def clock(value: datetime) -> str:
    """Return a time of day."""
    return str(to_user_timezone(value).strftime("%H.%M" if _danish() else "%H:%M"))


def moment(value: datetime) -> str:
    """Return a day and a time of day."""
    pattern = "d. MMM y 'kl.' HH.mm" if _danish() else "d MMM y, HH:mm"
    return str(format_datetime(value, pattern))


def number(value: float) -> str:
    """Return a number with at most one decimal."""
    return str(format_decimal(round(value, 1)))


def _danish() -> bool:
    """Tell whether dates are written the Danish way; Kalaallisut follows it."""
    return content_language() == "da"
