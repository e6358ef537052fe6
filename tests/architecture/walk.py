"""Every address of the program, with ids that exist, that are another's, and that do not exist."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID, uuid4

from flask import Flask

from institution.access.policy import Permission
from institution.web.guard import Access, access_of

METHODS = ("GET", "POST")


class Route(NamedTuple):
    """One address with one method, and what its view demands."""

    endpoint: str
    rule: str
    method: str
    access: Access
    arguments: frozenset[str]

    @property
    def permission(self) -> Permission | None:
        return self.access.permission


def routes(app: Flask) -> Iterator[Route]:
    """Yield every address of ours, once for each method."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        access = access_of(app, rule.endpoint)
        for method in METHODS:
            if method in rule.methods and access is not None and access.needs_database:
                yield Route(rule.endpoint, rule.rule, method, access, frozenset(rule.arguments))


class Ids(NamedTuple):
    """Values for the parameters of addresses, all about one child."""

    child_id: UUID
    unit_id: UUID
    home_id: UUID
    house_flag_id: UUID
    log_id: UUID
    flag_id: UUID
    report_id: UUID
    sentence_id: UUID
    goal_id: UUID
    voice_id: UUID
    transfer_id: UUID
    incident_id: UUID
    person_id: UUID
    day: object
    shift: object
    family_id: UUID
    sheet_id: UUID
    week_id: UUID
    ask_id: UUID
    agreement_id: UUID
    stay_id: UUID
    monday: object
    form: str
    scale: str
    values: dict

    def of(self, route: Route) -> dict:
        """Return what the address needs; a parameter nobody knows is an error."""
        known = {**self._asdict(), **self.values}
        return {name: known[name] for name in route.arguments}


def unknown(ids: Ids) -> Ids:
    """Return ids of the same kinds that do not exist."""
    fresh = {name: uuid4() for name in ids._fields if name.endswith("_id")}
    return ids._replace(**fresh)


def address(app: Flask, route: Route, values: dict) -> str:
    """Return the address."""
    with app.test_request_context():
        return app.url_for(route.endpoint, **values)
