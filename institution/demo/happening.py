"""Incidents and good events of the demo: a year of ordinary ones, kept in a few statements."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import Rows, save_many
from institution.content.incidents import incidents
from institution.db.base import new_id
from institution.demo.cast import Adult, Kid, staff_of
from institution.demo.chance import seeded
from institution.demo.placing import TIME_ZONE, Settled, stays
from institution.demo.spans import Span
from institution.demo.texts import Deck, texts
from institution.incidents.models import Addition, Incident, as_text
from institution.logs.services import Place

HARD, GOOD = 9, 5
"""In a year, about."""
LOSSES = 0.4
"""Share of children who had hard news in the year."""
UNTOUCHED = 15
"""Days up to today that are told about elsewhere, or not at all."""
LEAD_AFTER = timedelta(minutes=50)
"""From the event until somebody was told and it was written."""

Row = dict[str, Any]


class Happenings:
    """Makes what happened around one child."""

    def __init__(self, kid: Kid, settled: Settled, everyone: Sequence[Adult], seed: int) -> None:
        self._kid, self._settled = kid, settled
        self._staff = [settled.persons[one.user_name] for one in staff_of(kid.unit, everyone)]
        self._chance = seeded(seed, kid.number, "incidents")
        self._cards: dict[str, Deck[Mapping[str, Any]]] = {
            kind: Deck(texts("incidents")[kind], self._chance) for kind in KINDS
        }
        self.tellings: list[Row] = []
        self.additions: list[Row] = []

    def of_span(self, span: Span) -> "Happenings":
        """Make what happened in the days of the demo, but for the newest."""
        days = (span.last - span.first).days - UNTOUCHED
        for kind, in_a_year in (("ordinary", HARD), ("good", GOOD), ("loss", LOSSES)):
            often = in_a_year * max(days, 0) / 365
            number = int(often) + (self._chance.random() < often % 1)
            for _ in range(number):
                day = span.first + timedelta(days=self._chance.randrange(days))
                self._happen(kind, day, span)
        return self

    def _happen(self, kind: str, day: date, span: Span) -> None:
        """Make one event on a day on which the child lived somewhere."""
        lived = [
            one
            for one in stays(self._kid, span.first, span.last)
            if one.begins <= day and (one.ends is None or day <= one.ends)
        ]
        if not lived:
            return
        place = self._settled.place(self._kid, lived[0])
        card = self._cards[kind].deal()
        first, last = card["hours"]
        at = time(self._chance.randrange(first, last), self._chance.randrange(0, 60, 5))
        started = datetime.combine(day, at, ZoneInfo(TIME_ZONE))
        telling = self._telling(kind, card, place, started)
        self.tellings.append(telling)
        if kind == "ordinary":
            self.additions += self._beside(card, telling)

    def _telling(self, kind: str, card: Mapping[str, Any], place: Place, started: datetime) -> Row:
        """Return the row of an event."""
        row_id, written = new_id(), started + LEAD_AFTER
        return {
            **about(place),
            "id": row_id,
            "matter_id": row_id,
            "unit_id": place.unit_id,
            "author_id": self._chance.choice(self._staff),
            "type": card.get("type") or KINDS[kind],
            "severity": card.get("severity"),
            "started_at": started,
            "written_at": written,
            "received_at": written,
            "content_version": incidents().version,
            "corrects_id": None,
            "codes": _codes(card, self._chance),
            "texts_json": as_text(_texts(card)),
        }

    def _beside(self, card: Mapping[str, Any], telling: Row) -> Iterator[Row]:
        """Give who was told, and the follow-up with what came of it."""
        at = telling["received_at"]
        yield _addition(telling, "told", at=at - timedelta(minutes=30), codes={"who": "team_lead"})
        if card["follow_up"]:
            due = (at + timedelta(days=3)).date()
            owner = self._chance.choice(self._staff)
            follow_up = _addition(
                telling, "follow_up", due=due, person_id=owner, texts={"text": card["follow_up"]}
            )
            yield follow_up
            done = _addition(telling, "follow_up_done", texts={"text": card["done"]})
            later = at + timedelta(days=2)
            yield {
                **done,
                "names_id": follow_up["id"],
                "author_id": owner,
                "written_at": later,
                "received_at": later,
            }


KINDS = {"ordinary": "", "good": "significant_good_event", "loss": "loss_or_bad_news"}
"""Key of the type; empty where the text names it."""


def keep_ordinary(work: Work, children: Sequence[Happenings], span: Span) -> None:
    """Keep what happened around the children, as it is."""
    made = [one.of_span(span) for one in children]
    tellings = [row for one in made for row in one.tellings]
    additions = [row for one in made for row in one.additions]
    save_many(work, Rows(Incident, tellings), Action.INCIDENT_RECORDED)
    save_many(work, Rows(Addition, _in_order(additions)), Action.INCIDENT_ADDED_TO)


def about(place: Place) -> dict[str, UUID]:
    """Return what every row about a child at a place carries."""
    return {
        "child_id": place.child_id,
        "municipality_id": place.municipality_id,
        "home_id": place.home_id,
    }


def _in_order(additions: Sequence[Row]) -> list[Row]:
    """Return additions with those that others name before them."""
    return sorted(additions, key=lambda row: row["names_id"] is not None)


def _codes(card: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return the answers of an event that are no text."""
    found: dict[str, Any] = {"place": card["place"]}
    if "before" in card:
        found |= {"before_kinds": card["before"], "helped_kinds": card["helped"]}
        found["adults_present_count"] = chance.randint(1, 3)
        found["childs_account_offered"] = chance.choice(["told", "told", "told", "declined"])
    if "part" in card:
        found["this_childs_part"] = card["part"]
    return found


def _texts(card: Mapping[str, Any]) -> dict[str, str]:
    """Return the written answers of an event."""
    names = {
        "seen": "what_was_seen",
        "actions": "adults_actions",
        "what_before": "before_the_event",
        "what_helped": "what_helped",
    }
    return {key: card[name] for name, key in names.items() if name in card}


def _addition(telling: Row, kind: str, **values: Any) -> Row:
    """Return the row of something beside an event, written with it."""
    shared = ("child_id", "municipality_id", "home_id", "matter_id", "author_id", "content_version")
    written = values.pop("texts", None)
    empty = {"at": None, "due": None, "person_id": None, "names_id": None, "signs_id": None}
    return {
        **{name: telling[name] for name in shared},
        **empty,
        "id": new_id(),
        "kind": kind,
        "codes": {},
        "written_at": telling["written_at"],
        "received_at": telling["received_at"],
        "texts_json": as_text(written) if written else None,
        **values,
    }
