"""What goes into a picture: lists, oldest first; NaN where there is no number."""

from collections.abc import Sequence
from typing import NamedTuple

from institution.stats.goals import Goal

NARROW = 11
"""Characters of a name that fit beside a picture; the first of two lines may have one more."""


class Change(NamedTuple):
    """A change as the flag engine saw it."""

    begins: int
    """Ordinal of the day on which it is likely to have begun."""
    words: str
    """That day, as it is written in the picture."""
    compared: Sequence[float]
    """Of each week: the level without the differences between adults; NaN where none is known."""


class Happening(NamedTuple):
    """Something that happened on a day."""

    day: int
    """Ordinal."""
    kind: str
    """`hard`, `good` or `story`."""


class Data(NamedTuple):
    """What is drawn of one dimension, in scale points."""

    levels: Sequence[float]
    """Of each day; NaN where not seen."""
    open: Sequence[float]
    """Of days with too little time together."""
    low: Sequence[float]
    """Of each week: lower edge of the usual band; NaN where not known."""
    high: Sequence[float]
    """Of each week: upper edge of the band."""
    medians: Sequence[float]
    """Of each week; NaN where too few days have a value."""
    days: Sequence[int]
    """Days behind each week."""
    adults: Sequence[int]
    """Adults behind each week."""
    change: Change | None = None
    happened: Sequence[Happening] = ()


class Pin(NamedTuple):
    """A dated mark, as the list below the pictures names it."""

    day: int
    """Ordinal."""
    letter: str
    words: str
    flag: bool = False


class Aim(NamedTuple):
    """A goal: its way, where one is known, and the band it is to reach."""

    starts: int
    """Ordinal."""
    review: int
    """Ordinal."""
    low: float | None
    high: float | None
    path: Goal | None


class Words(NamedTuple):
    """What is written in the pictures of a page."""

    levels: Sequence[tuple[float, Sequence[str]]]
    """Level, and the lines of its name."""
    dates: Sequence[tuple[int, str]]
    """Ordinal and words, oldest first."""
    days_behind: str = ""
    adults_behind: str = ""


class Told(NamedTuple):
    """What a single picture says in words."""

    name: str
    """Begins the ids of title and description; unique on the page."""
    title: str
    description: str
    hovers: Sequence[str]
    """Of each week, for those who point at it."""


def lines(name: str) -> list[str]:
    """Return a name in one or two lines, broken at a space where it is long."""
    if len(name) <= NARROW or " " not in name:
        return [name]
    cut = name.rfind(" ", 0, NARROW + 2)
    cut = cut if cut > 0 else name.index(" ")
    return [name[:cut], name[cut + 1 :]]
