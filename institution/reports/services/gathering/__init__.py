"""Gather what the records say about a period, in the order of the report's sections."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from institution.access.work import Work
from institution.content.status_report import status_report
from institution.reports.services.gathering import (
    days,
    goals,
    health,
    incidents,
    situation,
    voice,
    worked,
)
from institution.reports.services.gathering.material import Material, material
from institution.reports.services.gathering.telling import Section, Teller, Told

__all__ = ["Section", "Told", "gather", "gathered"]

TELLERS: Mapping[str, Callable[[Material, Teller], Section]] = {
    "voice": voice.section,
    "situation": situation.section,
    "goals": goals.section,
    "days": days.section,
    "incidents": incidents.section,
    "health": health.section,
    "family": health.family,
    "worked": worked.section,
}
"""By key of the section; a section without one holds what a person writes."""


def gather(
    work: Work, child_id: UUID, period: tuple[date, date], report_id: UUID, language: str
) -> list[Section]:
    """Return the sections of a draft, the child's own words first.

    Args:
        work: of the writer, whose reach counts.
        child_id: whose report.
        period: first and last day.
        report_id: gives each sentence an id that stays the same when it is gathered again.
        language: `da` or `en`.

    Raises:
        NotAllowedError, NotReachableError: the writer may not read about the child.
    """
    return gathered(material(work, child_id, period), Teller(report_id, language))


def gathered(found: Material, teller: Teller) -> list[Section]:
    """Return the sections made of what was read."""
    nothing = Section([])
    tell = {key: told(found, teller) for key, told in TELLERS.items()}
    content = status_report()
    return [
        tell.get(section.key, nothing)._replace(
            key=section.key, title=section.name.in_(teller.language)
        )
        for section in content.sections
    ]
