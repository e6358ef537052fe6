"""Who lives and works in the demo: an invented world, the same for the same seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from institution.access.policy import Role
from institution.demo.texts import texts


class Story(StrEnum):
    """What is told about a child."""

    DROP = "drop"
    SLIDE = "slide"
    RECOVERY = "recovery"
    ASKS = "asks"
    BEHIND = "behind"
    ON_TRACK = "on_track"
    NONE = "none"


STORIES = (Story.DROP, Story.SLIDE, Story.RECOVERY, Story.ASKS, Story.BEHIND, Story.ON_TRACK)
UNIT_OF = (0, 1, 2, 0, 1, 2, 4, 3, 4, 3, 0, 4, 1, 3, 2, 4, 0, 3, 1, 2, 4, 3, 0, 2, 1, 3, 0, 2, 4, 1)
"""Unit of each child, by number; the first six are told about, away from the last unit."""
GAPPY_UNIT = 4
MOST_CHILDREN = len(UNIT_OF)


@dataclass(frozen=True)
class Habits:
    """How a member of staff rates and writes."""

    bias: float = 0.0
    """Scale points above what others would have rated."""
    spread: float = 0.35
    """Scale points by which two ratings of the same would differ."""
    notes: float = 0.1
    """Share of logs with a note."""
    thorough: float = 0.3
    """Share of logs with a second line to the next shift."""
    since: int | None = None
    """Days before today when the person began; None: long ago."""


ORDINARY = Habits()
STRICT = Habits(bias=-0.25)
LENIENT = Habits(bias=0.3)
BRIEF = Habits(notes=0.02, thorough=0.0, spread=0.45)
THOROUGH = Habits(notes=0.35, thorough=0.9, spread=0.3)
NEWCOMER = Habits(bias=0.9, notes=0.05, since=33)
OF_STAFF = (
    (ORDINARY, STRICT, THOROUGH, ORDINARY, BRIEF),
    (THOROUGH, ORDINARY, LENIENT, BRIEF, ORDINARY),
    (ORDINARY, NEWCOMER, STRICT, THOROUGH, ORDINARY),
    (BRIEF, ORDINARY, ORDINARY, LENIENT, THOROUGH),
    (ORDINARY, BRIEF, STRICT, ORDINARY, BRIEF),
)
"""By unit; the first of each unit is also a contact adult."""


@dataclass(frozen=True)
class Adult:
    """Someone who signs in."""

    name: str
    user_name: str
    post: str
    """Which of the lists of names it is from, such as staff or caseworker."""
    number: int
    """Within the post."""
    roles: tuple[Role, ...]
    habits: Habits = ORDINARY


@dataclass(frozen=True)
class Kid:
    """A child of the demo."""

    number: int
    name: str
    age: int
    unit: int
    municipality: int
    story: Story

    @property
    def reference(self) -> str:
        """Return how lists name the child without naming it."""
        return f"{'TS'[self.municipality]}-{self.number + 1:03d}"


ROLES: dict[str, tuple[Role, ...]] = {
    "caseworker": (Role.CASEWORKER,),
    "administrator": (Role.SYSTEM_ADMINISTRATOR,),
    "coordinator": (Role.FOSTER_COORDINATOR,),
    "carer": (Role.FOSTER_PARENT,),
    "team_leader": (Role.CASE_TEAM_LEADER,),
    "manager": (Role.HOME_MANAGER,),
    "lead": (Role.TEAM_LEAD,),
    "night": (Role.SHIFT_STAFF,),
    "relief": (Role.SHIFT_STAFF,),
    "staff": (Role.SHIFT_STAFF,),
}


def adults() -> list[Adult]:
    """Return everyone who signs in."""
    return [
        _adult(name, post, number)
        for post, names in texts("people")["adults"].items()
        for number, name in enumerate(names)
    ]


def kids(count: int, chance: random.Random) -> list[Kid]:
    """Return the children, those who are told about first."""
    names = texts("people")["children"]
    ages = [13, 11, 15, 9, 12, 14, *(chance.randint(6, 16) for _ in names)]
    return [
        Kid(i, names[i], ages[i], UNIT_OF[i], i % 2, STORIES[i] if i < len(STORIES) else Story.NONE)
        for i in range(count)
    ]


def _adult(name: str, post: str, number: int) -> Adult:
    """Return someone with roles and habits."""
    roles, habits = ROLES[post], ORDINARY
    if post == "staff":
        unit, place = divmod(number, len(OF_STAFF[0]))
        habits = OF_STAFF[unit][place]
        roles = (*roles, Role.CONTACT_ADULT) if is_contact(number) else roles
    if post == "night":
        habits = Habits(notes=0.04, thorough=0.0)
    return Adult(name, _user_name(name), post, number, roles, habits)


def is_contact(staff_number: int) -> bool:
    """Tell whether a member of staff is a contact adult: two in each unit are."""
    return staff_number % len(OF_STAFF[0]) in {0, 2}


def is_left(kid: Kid) -> bool:
    """Tell whether a child is left to log in the running shift: every other one of a unit."""
    return UNIT_OF[: kid.number].count(kid.unit) % 2 == 0


def staff_of(unit: int, everyone: Sequence[Adult]) -> list[Adult]:
    """Return the staff of a unit."""
    size = len(OF_STAFF[0])
    return [a for a in everyone if a.post == "staff" and a.number // size == unit]


def _user_name(name: str) -> str:
    """Return the first name in plain small letters."""
    first = (
        name.split(maxsplit=1)[0].lower().replace("ø", "oe").replace("å", "aa").replace("æ", "ae")
    )
    return "".join(letter for letter in first if letter.isascii() and letter.isalnum())
