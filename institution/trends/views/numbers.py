"""Numbers and days as the reader writes them, quick enough for tables of thousands of cells."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from math import isnan

from flask_babel import format_date, format_decimal

from institution.web.languages import language

NONE = "–"


def level(value: float) -> str:
    """Return a number with at most one decimal; a dash where there is none."""
    return NONE if isnan(value) else _level(value, language())


def levels(values: Iterable[float]) -> list[str]:
    """Return numbers with at most one decimal; a dash for each that is missing."""
    code = language()
    return [NONE if isnan(value) else _level(value, code) for value in values]


def days(ordinals: Iterable[int]) -> list[str]:
    """Return days such as 22 Nov."""
    code = language()
    return [_day(ordinal, code, "MMM") for ordinal in ordinals]


def day(ordinal: int) -> str:
    """Return a day such as 22 Nov."""
    return _day(ordinal, language(), "MMM")


def day_of_year(ordinal: int) -> str:
    """Return a day such as 22 Nov 2026."""
    return _day(ordinal, language(), "MMM y")


@lru_cache(maxsize=10_000)
def _level(value: float, _code: str) -> str:
    """Return a number; kept for each language, since wording one takes long."""
    return str(format_decimal(round(value, 1)))


@lru_cache(maxsize=20_000)
def _day(ordinal: int, code: str, rest: str) -> str:
    """Return a day; kept for each language, since wording one takes long."""
    first = "d" if code == "en" else "d."
    return str(format_date(date.fromordinal(ordinal), f"{first} {rest}"))
