"""Find out what a form is about, and what it may still ask."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from institution.access.work import Work
from institution.cases.scope import ReachedChild
from institution.content.daily_log import daily_log
from institution.logs import services
from institution.logs.forms import Asked, ShiftForm
from institution.logs.services import Draft, Entry, When
from institution.web.languages import content_language

SATURDAY = 5


class Opened(NamedTuple):
    """What a form is about."""

    when: When
    place: services.Place
    rated: bool
    """Whether levels can still be chosen."""
    replaces: Entry | None = None
    """What a correction replaces."""

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the home."""
        return ZoneInfo(self.place.time_zone)


def opened_for(work: Work, child_id: UUID, when: When, replaces: Entry | None = None) -> Opened:
    """Return what a form about a child and a shift is about.

    Raises:
        NotLivingHereError: the child lived elsewhere on that day.
        NotBegunError: the shift lies in the future.
    """
    place = services.place_on(work, child_id, when.day)
    zone = ZoneInfo(place.time_zone)
    services.check_begun(work, zone, when.day, when.shift)
    rated = work.done_at <= services.ratings_until(zone, when.day, when.shift)
    return Opened(when, place, rated, replaces)


def asked_of(opened: Opened, child: ReachedChild) -> Asked:
    """Return what decides which questions the form has."""
    shift = daily_log().shift(opened.when.shift)
    return Asked(
        shift=shift.key,
        language=content_language(),
        version=_version(opened, child) if "child_voice" in shift.chips else None,
        rated=opened.rated,
        weekend=opened.when.day.weekday() >= SATURDAY,
        correction=opened.replaces is not None,
    )


def comes_too_late(opened: Opened, names: Iterable[str]) -> bool:
    """Tell whether levels were sent, by name, that can no longer be chosen."""
    return not opened.rated and any(name.startswith("level_") for name in names)


def draft_of(work: Work, opened: Opened, form: ShiftForm) -> Draft:
    """Return what the valid form says; a late correction keeps the levels it finds."""
    draft = form.draft(opened.when, work.done_at)
    if opened.replaces is None:
        return draft
    draft = replace(draft, corrects_id=opened.replaces.log.id)
    if opened.rated:
        return draft
    return replace(draft, levels=services.as_draft(opened.replaces.log).levels)


def _version(opened: Opened, child: ReachedChild) -> str | None:
    """Return the child's own question: by age, or as it was asked.

    None where the answer is hidden, and long after the shift: the child was asked that evening.
    """
    if opened.replaces is None:
        if not opened.rated:
            return None
        age = child.age_on(opened.when.day)
        return daily_log().self_report.version_for(age).key
    if not opened.replaces.shows_answer:
        return None
    asked = opened.replaces.log.child_scale
    return asked or daily_log().self_report.version_for(child.age_on(opened.when.day)).key
