"""Which dimensions a shift asks, and where they stand in a course."""

from functools import cache
from typing import NamedTuple

from institution.content.daily_log import daily_log


class Column(NamedTuple):
    """A dimension as a shift asks it."""

    key: str
    place: int
    """In the course."""
    optional: bool
    school_only: bool


@cache
def columns(shift: str) -> tuple[Column, ...]:
    """Return the dimensions of a shift."""
    content, asked = daily_log(), daily_log().shift(shift)
    return tuple(
        Column(
            key,
            content.dimension_keys.index(key),
            key in asked.optional_dimensions,
            content.dimension(key).only_on is not None,
        )
        for key in asked.dimensions
    )
