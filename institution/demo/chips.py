"""The short answers beside the ratings."""

import random
from datetime import date
from typing import Any

from institution.demo.cast import Adult
from institution.demo.rosters import is_school_day
from institution.demo.writing import HARD, WINTER

SHARES = ("home_and_caseworker", "contact_adult_only", "caseworker_only")
ACTIVITIES = (
    "outdoors",
    "hunting_fishing",
    "sport",
    "music_creative",
    "friends",
    "club",
    "screen",
    "homework",
    "household",
    "adult_time",
    "rest",
)
KIN = ("parent", "sibling", "grandparent", "other_family")
HOW = ("call", "call", "message", "in_person")
VIEWS = ("good", "good", "mixed", "did_not_say")


def answered(
    shift: str, day: date, mean: float, author: Adult, chance: random.Random
) -> dict[str, Any]:
    """Return the answers by chip.

    Args:
        shift: key of the shift.
        day: its day.
        mean: level of the shift, in scale points.
        author: who answers.
        chance: the same gives the same.
    """
    ask = {"day": _day, "evening": _evening, "night": _night}[shift]
    found = ask(day, mean, chance)
    if around := _context(day, author, chance):
        found["context"] = around
    return found


def _day(day: date, mean: float, chance: random.Random) -> dict[str, Any]:
    """Return what is answered in the afternoon."""
    if not is_school_day(day):
        return {"school_attendance": "no_school", "meals": _meals(("breakfast", "lunch"), chance)}
    weights = (70, 22, 2, 4, 2) if mean > HARD else (35, 40, 2, 5, 18)
    options = ("full", "part", "home_teaching", "absent_ill", "absent_other")
    attendance = chance.choices(options, weights)[0]
    if day.month in WINTER and chance.random() < 0.03:
        attendance = "school_closed"
    return {"school_attendance": attendance}


def _evening(day: date, mean: float, chance: random.Random) -> dict[str, Any]:
    """Return what is answered in the evening."""
    found: dict[str, Any] = {"meals": _meals(("dinner",), chance)}
    if chance.random() < 0.6:
        found["activities"] = sorted(chance.sample(ACTIVITIES, 1 if mean <= HARD else 2))
    if chance.random() < 0.15 + 0.1 * (day.weekday() == 6):
        who, how, view = chance.choice(KIN), chance.choice(HOW), chance.choice(VIEWS)
        found["family_contact"] = {"who": [who], "how": how, "childs_view": view}
    if chance.random() < 0.03:
        found["health"] = [chance.choice(("ill", "pain", "appointment"))]
    return found


def _night(_day: date, mean: float, chance: random.Random) -> dict[str, Any]:
    """Return what is answered in the morning."""
    hours = min(max(round((5.6 + mean * 0.75 + chance.gauss(0, 0.5)) * 2) / 2, 3), 11)
    woke = 0 if mean >= 4 else chance.randint(1, 3)
    return {"sleep_hours": {"value": hours, "woke_times": woke, "source": "heard"}}


def _meals(items: tuple[str, ...], chance: random.Random) -> dict[str, str]:
    """Return what was eaten."""
    states = ("ate", "ate_little", "did_not_eat", "elsewhere")
    return {item: chance.choices(states, (84, 10, 2, 4))[0] for item in items}


def _context(day: date, author: Adult, chance: random.Random) -> list[str]:
    """Return what was going on around the child."""
    found = []
    if author.post == "relief":
        found.append("unfamiliar_staff")
    if chance.random() < 0.02:
        found.append("short_staffed")
    if day.month in WINTER and chance.random() < 0.02:
        found.append("weather_isolation")
    return found
