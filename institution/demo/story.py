"""One incident of the demo as it is told: by whom, when, and in which words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from institution.access.actor import Actor
from institution.access.work import Work
from institution.db.base import new_id
from institution.demo.cast import Kid
from institution.demo.texts import texts
from institution.incidents.services import Draft, NewAddition, add, add_own_part, record

KEYS = {
    "seen": "what_was_seen",
    "actions": "adults_actions",
    "before": "before_the_event",
    "helped": "what_helped",
    "tonight": "tonight",
    "reason": "reason",
    "tried": "less_intrusive",
    "checked": "injury_check",
    "breath": "body_position_safe",
    "where": "last_seen_where",
    "clothing": "clothing_for_weather",
    "places": "likely_places",
}
"""Of the questions that the texts answer."""


@dataclass(frozen=True)
class Story:
    """Who is around a child, and when it is."""

    work: Work
    kid: Kid
    child_id: UUID
    people: Mapping[str, Actor]
    """The manager, the caseworker, the night staff; `staff0` to `staff4` of the unit."""

    def at(self, who: str, days_ago: float, hours: float = 0) -> Work:
        """Return the work of somebody so many days ago, and so many hours later."""
        then = self.work.now - timedelta(days=days_ago) + timedelta(hours=hours)
        return Work(self.work.session, self.people[who], min(then, self.work.now))

    def tell(
        self, who: Work, kind: str, story: str, codes: dict[str, Any], around: Sequence[UUID] = ()
    ) -> UUID:
        """Tell what happened an hour before."""
        written = texts("incidents")["stories"][story]
        draft = Draft(
            id=new_id(),
            type=kind,
            severity=3,
            started_at=who.now - timedelta(hours=1),
            written_at=who.now,
            codes=codes,
            texts={key: written[name] for name, key in KEYS.items() if name in written},
            around=tuple(around),
        )
        return record(who, self.child_id, draft).matter_id

    def beside(self, who: Work, matter_id: UUID, kind: str, **values: Any) -> None:
        """Place something beside it."""
        new = NewAddition(id=new_id(), kind=kind, written_at=who.now, **values)
        (add_own_part if kind == "staff_account" else add)(who, self.child_id, matter_id, new)


def of_force(story: Story, *involved: str) -> dict[str, Any]:
    """Return what a signature asks for that is no text."""
    return {
        "place": "shared_room",
        "adults_involved": [str(story.people[name].id) for name in involved],
        "kind": ["held_standing"],
        "legal_category": "force_gl",
        "duration_minutes": 4,
        "children_who_saw": 1,
        "adults_present_count": 3,
        "before_kinds": ["news", "family_time"],
        "helped_kinds": ["music", "adult_close"],
        "injury_check": "yes",
        "body_position_safe": "yes",
        "childs_account_offered": "later",
    }
