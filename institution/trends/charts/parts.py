"""What goes into a picture, and what a template draws of it."""

from collections.abc import Sequence
from typing import NamedTuple

from institution.stats.arrays import Floats, Ints
from institution.stats.goals import Goal


class Data(NamedTuple):
    """What is drawn of one dimension."""

    first: int
    """Ordinal of the first day."""
    levels: Floats
    """Shape (days,): scale points, NaN where not seen."""
    open: Floats
    """Shape (days,): of days with too little time together."""
    low: Floats
    """Shape (weeks,): lower edge of the usual band, NaN where not known."""
    high: Floats
    """Shape (weeks,): upper edge of the band."""
    starts: Ints
    """Shape (weeks,): ordinals of Mondays."""
    medians: Floats
    """Shape (weeks,): NaN where too few days have a value."""
    days: Ints
    """Shape (weeks,): days behind a week."""
    adults: Ints
    """Shape (weeks,): adults behind a week."""


class Pin(NamedTuple):
    """A dated mark, as the list below the pictures names it."""

    day: int
    letter: str
    words: str
    flag: bool = False


class Aim(NamedTuple):
    """A goal: its way, where one is known, and the band it is to reach."""

    starts: int
    review: int
    low: float | None
    high: float | None
    path: Goal | None


class Words(NamedTuple):
    """What is written in a picture."""

    title: str
    description: str
    levels: Sequence[tuple[float, Sequence[str]]]
    """Level, and the lines of its name."""
    weeks: Sequence[str]
    """Of each week, for those who point at it."""
    dates: Sequence[tuple[int, str]]
    """Ordinal and words, oldest first."""
    days_behind: str
    adults_behind: str


class Path(NamedTuple):
    """A path and the class that says what it is."""

    kind: str
    d: str


class Label(NamedTuple):
    """Words at a place."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    kind: str = ""


class Hover(NamedTuple):
    """A column of the picture that tells its words when pointed at."""

    x: float
    width: float
    words: str


class Picture(NamedTuple):
    """Everything a template draws, in the order of drawing."""

    width: int
    height: int
    title: str
    description: str
    grid: str
    paths: list[Path]
    labels: list[Label]
    hovers: list[Hover]
    top: float
    foot: float
