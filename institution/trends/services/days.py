"""What the pages about a child's days are made of."""

from datetime import date
from typing import NamedTuple

from institution.plans.models import Plan
from institution.trends.services.course import Course
from institution.trends.services.marks import Mark
from institution.trends.services.places import Stay
from institution.trends.services.progress import Progress
from institution.trends.services.voice import Voice


class ChildDays(NamedTuple):
    """Everything a child's page says in numbers."""

    course: Course
    voices: list[Voice]
    plan: Plan | None
    goals: list[Progress]
    marks: list[Mark]
    stay: Stay | None
    """Where the child lives today."""
    since: date | None
    """When the child came to that home; None where it lives nowhere we know."""
    settling: bool
    """Whether the child is so new there that nothing is compared yet."""
