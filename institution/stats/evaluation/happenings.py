"""What happens in invented homes; sizes are in standard deviations of a child's days."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Happening:
    """What happens to half of the children of a home from a day on that differs between them."""

    name: str
    size: float = 0.0
    """How far the days move; less than 0 is worse."""
    dimensions: int | None = None
    """How many dimensions move; all without a number."""
    over: int = 1
    """Days until the whole size is reached."""
    lasts: int = 10_000
    """Days until all is as before."""
    swings: float = 1.0
    """Factor on how much the days differ from each other."""
    newcomer: float = 0.0
    """Points a new adult adds, who from then on writes half of what is written by day."""
    gain: float = 0.0
    """Points that a goal plans for within `GOAL_DAYS` on the child's lowest dimension."""
    gained: bool = False
    """Whether the goal is on its way."""
    focus: int = 0
    """1: a plan is about the dimensions that move; -1: about as many others; 0: there is none."""


GOAL_DAYS = 60

CHANGES = (
    Happening("drop of 1 SD, all", -1.0),
    Happening("drop of 1 SD, three", -1.0, dimensions=3),
    Happening("drop of 1 SD, one", -1.0, dimensions=1),
    Happening("drop of 1 SD, three of a plan", -1.0, dimensions=3, focus=1),
    Happening("drop of 1 SD, three others", -1.0, dimensions=3, focus=-1),
    Happening("drop of 1.5 SD, all", -1.5),
    Happening("drop of 1.5 SD, three", -1.5, dimensions=3),
    Happening("drop of 1.5 SD, one", -1.5, dimensions=1),
    Happening("drop of 1.5 SD, one of a plan", -1.5, dimensions=1, focus=1),
    Happening("decline over 30 days, all", -1.5, over=30),
    Happening("decline over 60 days, all", -1.5, over=60),
    Happening("decline over 45 days, three", -1.5, dimensions=3, over=45),
    Happening("swings doubled", swings=2.0),
    Happening("goal not on its way", gain=0.8),
)
"""What a flag should be raised for."""

NO_CHANGES = (
    Happening("improvement of 1 SD, all", 1.0),
    Happening("rise of 1.5 SD, three", 1.5, dimensions=3),
    Happening("a strict newcomer", newcomer=-0.8),
    Happening("a lenient newcomer", newcomer=0.8),
    Happening("two bad days", -2.0, lasts=2),
    Happening("goal on its way", gain=0.8, gained=True),
)
"""What no flag should be raised for."""

QUIET = Happening("nothing")
