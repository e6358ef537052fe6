"""Who worked when, and what each shift of a child was like from outside."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from institution.demo.cast import GAPPY_UNIT, Adult, Kid, Story, is_contact, staff_of

MISSING = 0.04
"""Share of shifts that nobody logged, for no reason."""
GAP_DAYS = 9
GAP_MISSING = 0.65
"""In the last days one unit logged this much less."""
SUMMER_HOLIDAY = ((6, 20), (8, 10))


@dataclass(frozen=True)
class Rhythm:
    """What returns in the life of a child."""

    every_other_weekend: bool
    """With family from Friday evening to Sunday afternoon."""
    even_weeks: bool
    summer_leave: tuple[date, date] | None
    """Away as agreed, from a day to a day."""
    stranded: date | None
    """Waited a day for a flight."""
    unlogged: tuple[tuple[date, date], ...]
    """Runs of days that nobody logged."""

    def presence(self, day: date, shift: str) -> str:
        """Return where the child was."""
        if self.stranded == day:
            return "travelling"
        if self.summer_leave and self.summer_leave[0] <= day <= self.summer_leave[1]:
            return "away_agreed"
        even = day.isocalendar().week % 2 == 0
        if self.every_other_weekend and even == self.even_weeks and _weekend(day, shift):
            return "with_family"
        return "present"


def rhythm(kid: Kid, first: date, last: date, chance: random.Random) -> Rhythm:
    """Return the rhythm of a child; nothing interrupts a story."""
    if kid.story is not Story.NONE:
        return Rhythm(False, False, None, None, ())
    length = (last - first).days
    runs = [
        (start, start + timedelta(days=chance.randint(2, 5)))
        for start in (
            first + timedelta(days=chance.randrange(length)) for _ in range(length // 120)
        )
        if (last - start).days > 90
    ]
    leave = date(last.year - (last.month < 9), 7, chance.randint(4, 18))
    return Rhythm(
        chance.random() < 0.4,
        chance.random() < 0.5,
        (leave, leave + timedelta(days=9)) if chance.random() < 0.3 else None,
        first + timedelta(days=chance.randrange(length)) if chance.random() < 0.5 else None,
        tuple(runs),
    )


def is_school_day(day: date) -> bool:
    """Tell whether there was school."""
    summer = SUMMER_HOLIDAY[0] <= (day.month, day.day) <= SUMMER_HOLIDAY[1]
    christmas = (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 4)
    return day.weekday() < 5 and not summer and not christmas


def is_missing(kid: Kid, day: date, last: date, chance: random.Random) -> bool:
    """Tell whether nobody logged the shift."""
    gappy = kid.unit == GAPPY_UNIT and (last - day).days < GAP_DAYS
    return chance.random() < (GAP_MISSING if gappy else MISSING)


class Roster:
    """Who wrote about the children of one unit."""

    def __init__(self, unit: int, everyone: Sequence[Adult], last: date) -> None:
        self._last = last
        self._staff = staff_of(unit, everyone)
        home = (0, 0, 1, 1, 2)[unit]
        self._nights = [a for a in everyone if a.post == "night" and a.number // 2 == home]
        self._relief = [a for a in everyone if a.post == "relief" and a.number % 3 == home % 3]

    def writer(self, kid: Kid, day: date, shift: str, chance: random.Random) -> Adult:
        """Return who wrote about the child: often the contact adult, at times someone on relief."""
        if shift == "night":
            return self._nights[day.toordinal() // 4 % len(self._nights)]
        if self._relief and chance.random() < 0.05:
            return chance.choice(self._relief)
        there = [adult for adult in self._staff if self._has_begun(adult, day)]
        turn = (day.toordinal() * 2 + (shift == "evening")) * 2
        on_duty = [there[(turn + step) % len(there)] for step in (0, 1)]
        contacts = [adult for adult in on_duty if is_contact(adult.number)]
        if contacts and chance.random() < 0.4:
            return contacts[0]
        return on_duty[(kid.number // 2 + day.toordinal() // 3) % 2]

    def _has_begun(self, adult: Adult, day: date) -> bool:
        """Tell whether the adult worked here already."""
        since = adult.habits.since
        return since is None or (self._last - day).days < since


def _weekend(day: date, shift: str) -> bool:
    """Tell whether the shift lies between Friday afternoon and Sunday afternoon."""
    weekday = day.weekday()
    return (weekday == 4 and shift != "day") or weekday == 5 or (weekday == 6 and shift == "day")
