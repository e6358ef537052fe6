"""The databases that are measured, each made once."""

from functools import cache

from benchmarks.running import (
    FOLDER,
)
from benchmarks.world import Measured, Size, made

SMALL = Size(children=100, days=100)


LARGE = Size(children=10_000, days=100, ratings=3)


SMALL_ALIKE = Size(children=100, days=100, ratings=3)


FIVE_YEARS = Size(children=30, days=5 * 365)


SWEPT = Size(children=1_000, days=180)


@cache
def database(size: Size) -> Measured:
    """Return a database; made once, kept in a folder for temporary files."""
    return made(size, FOLDER)
