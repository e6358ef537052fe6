"""Let the demo have a report that is signed, and one that the caseworker has asked for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from institution.access.actor import Actor
from institution.access.policy import Role
from institution.access.work import Work
from institution.demo.cast import adults
from institution.demo.placing import Settled
from institution.demo.spans import Span
from institution.demo.texts import texts
from institution.reports import services
from institution.reports.services import NewVersion, Period

SIGNED, ASKED = 0, 4
"""The children by number; both belong to the first caseworker."""
PERIOD = timedelta(days=182)
ENDED, SIGNED_AGO = timedelta(days=16), timedelta(days=12)
"""Before today: the last day of the signed report, and when it was signed."""
ASKED_AGO, DUE_IN = timedelta(days=5), timedelta(days=9)


@dataclass(frozen=True)
class Reporter:
    """Writes the reports of the demo."""

    work: Work
    settled: Settled
    span: Span

    def report(self) -> None:
        """Write one report and ask for another, where those children are there."""
        children = self.settled.children
        if SIGNED in children and (self.span.last - self.span.first) > PERIOD + ENDED:
            self._sign(children[SIGNED].id)
        if ASKED in children:
            asked = self._as("caseworker", 0, self.span.last - ASKED_AGO)
            due_on = self.span.last + DUE_IN
            services.ask(asked, children[ASKED].id, due_on, texts("reports")["asked"])

    def _sign(self, child_id: UUID) -> None:
        """Let the manager of the home sign what the contact adult might have written."""
        last = self.span.last - ENDED
        manager = self._as("manager", 0, self.span.last - SIGNED_AGO)
        report = services.begin(manager, child_id, Period(last - PERIOD, last))
        said = texts("reports")
        written = NewVersion(0, said["written"], "read_aloud", said["comment"])
        number = services.write(manager, child_id, report.id, written)
        services.sign(manager, child_id, report.id, number)

    def _as(self, post: str, number: int, day: date) -> Work:
        """Return the work of somebody on the afternoon of a day."""
        adult = next(a for a in adults() if (a.post, a.number) == (post, number))
        roles = {"manager": Role.HOME_MANAGER, "caseworker": Role.CASEWORKER}
        person_id = self.settled.persons[adult.user_name]
        actor = Actor(person_id, frozenset({roles[post]}), name=adult.name)
        return Work(self.work.session, actor, datetime.combine(day, time(15), UTC))
