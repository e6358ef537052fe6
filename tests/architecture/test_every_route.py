"""Every address, tried by every person: who is let in, who is refused, and that nothing tells more.

What is expected comes from `tests/relations.py`, which was written apart from the program.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from uuid import UUID, uuid4

import pytest

from institution.access.actor import NIGHTLY
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.flags.models import Flag, HouseFlag
from institution.flags.services.looking import on_log
from institution.fostercare.services import agreements, asking, record_week, respite, weeks
from institution.fostercare.services.keeping import keep
from institution.fostercare.services.maps import keep_map
from institution.incidents.services import record as tell
from institution.logs.models import Shift
from institution.logs.services import Draft, record
from institution.moving.services import NewPackage, make
from institution.plans import services as plans
from institution.web.guard import access_of
from tests.architecture.walk import Ids, Route, address, routes, unknown
from tests.client import Browser
from tests.flags.conftest import house_flag
from tests.fostercare.filled import MONDAY, revision, whole
from tests.fostercare.filled import week as a_week
from tests.fostercare.test_maps import filled, new_map
from tests.incidents.telling import draft as told
from tests.logs.drafts import full_draft
from tests.pages import arrived, counts
from tests.plans.drafts import plan as new_plan
from tests.relations import FAMILIES, REACH, ROLES, may_ever, reaches
from tests.reports.signing import signed_report
from tests.voice.saying import said_by
from tests.world import EVERYONE, NOW, TODAY

# Which rows a clause finds on PostgreSQL is shown by the tests of the scope.
pytestmark = pytest.mark.only_on("sqlite")

UNITS = {
    "malik": "fjord",
    "aviaja": "fjord",
    "nivi": "fjeld",
    "inuk": "syd",
    "pilu": "tuko",
    "saki": "bodil",
}
WORKS_IN = {
    "fjord": {"pipaluk", "ivik", "aka", "naja", "hans"},
    "fjeld": {"jens", "hans"},
    "syd": set(),
    "tuko": {"tuko"},
    "bodil": set(),
}
WRITERS = {"malik": "pipaluk", "nivi": "jens"}
HOLDERS = {"malik": "sofie", "nivi": "karl"}
RECORDS = ("incident_id", "log_id", "goal_id", "report_id", "voice_id", "transfer_id")
"""Parameters that name a record of the child in the address."""
BEYOND = {("flags.flag", "POST"): Permission.FLAG_ANSWER}
"""What a service demands beyond what the address does."""
HELD = {
    "incident_id",
    "child_id",
    "unit_id",
    "home_id",
    "flag_id",
    "house_flag_id",
    "log_id",
    "family_id",
}
OF_THOSE_WHO_TOOK_PART = {"incidents.part"}
"""Pages for those whom a use of force names; what is told here names nobody."""
READ: set[tuple] = set()
"""Pages that are known to be valid HTML: by roles, address and status."""
WHOEVER_IT_IS = {"refused", "sign in"}
"""What someone meets before it is asked which child an address is about."""
LET_IN = {200, 204, 303, 304, 400, 409, 422}


@pytest.fixture
def ids(stage) -> dict[str, Ids]:
    """Return ids of what is written about some children."""
    return stage.once("what the walk meets", lambda: everything(stage.world, stage.database))


def everything(world, database) -> dict[str, Ids]:
    """Write about two children, of two units and two municipalities, and of a family."""
    found, house_flag_id = {}, raised_house_flag(world, database)
    for name, writer in WRITERS.items():
        child = world.children[name]
        with database.writing() as session:
            work = world.work(session, writer)
            log = record(work, child.id, for_everyone(full_draft()))
            session.flush()
            on_log(work, log)
            incident = tell(work, child.id, told())
            session.commit()
        with database.reading() as session:
            job = Work(session, NIGHTLY, NOW)
            flags = scope.about(Flag, job, Permission.FLAG_READ).where(Flag.child_id == child.id)
            flag = session.scalars(flags).first()
        report_id, sentence_id = signed_report(database, world, name)
        assert flag is not None, "a log in which a child asks to talk raises a flag"
        found[name] = Ids(
            child_id=child.id,
            unit_id=world.units[UNITS[name]].id,
            home_id=world.units[UNITS[name]].home_id,
            house_flag_id=house_flag_id,
            log_id=log.id,
            flag_id=flag.id,
            report_id=report_id,
            sentence_id=sentence_id,
            incident_id=incident.matter_id,
            goal_id=planned(database, world, name),
            voice_id=said_by(database, world, name),
            transfer_id=handed_on(database, world, name),
            person_id=world.persons["sofie"].id,
            day=TODAY,
            shift=Shift.EVENING,
            values={},
            **nowhere(),
        )
    found["pilu"] = of_family(world, database, found["malik"])
    return found


def handed_on(database, world, name: str) -> UUID:
    """Return a package that the child's caseworker makes for the home it lives in."""
    with database.writing() as session:
        work = world.work(session, HOLDERS[name])
        package = make(work, world.children[name].id, NewPackage(uuid4(), ("plan",), TODAY, TODAY))
        session.commit()
        return package.id


def planned(database, world, name: str) -> UUID:
    """Return a goal of the child, in a plan its caseworker writes."""
    with database.writing() as session:
        work = world.work(session, HOLDERS[name])
        plan = plans.write(work, world.children[name].id, new_plan())
        session.commit()
        return plan.goals[0].lineage_id


def nowhere() -> dict:
    """Return what addresses of foster care need about a child who lives in no family."""
    names = ("family_id", "sheet_id", "week_id", "ask_id", "agreement_id", "stay_id")
    return {name: uuid4() for name in names} | {"monday": MONDAY, "form": "F1", "scale": "placed"}


def of_family(world, database, others: Ids) -> Ids:
    """Return ids of what is written about a child in a foster family, and about the family."""
    family, child = world.families["tuko"].id, world.children["pilu"].id
    row = {f"help__1__{key}": "Vi ringer" for key in ("what", "owner")}
    signed = revision(
        "F4", child=child, answers=whole("F4", **row, help__1__due_on=TODAY.isoformat())
    )
    with database.writing() as session:
        record_week(world.work(session, "tuko"), child, a_week(own={"caregiver_energy": 2}))
        session.flush()
        keep(world.work(session, "sara"), family, signed)
        keep_map(world.work(session, "karl"), child, new_map(filled()))
        session.commit()
    with database.reading() as session:
        work = world.work(session, "sara")
        (asked,) = asking.of_families(work, Permission.FAMILY_COORDINATE, [family])
        agreed = agreements.of_families(work, Permission.FAMILY_COORDINATE, [family])
        (agreed,) = (one for one in agreed if one.form == "F4")
        [stay] = respite.stays(work, child)
        week_id = weeks.weeks_of(work, Permission.WEEK_READ, [child], MONDAY)[0].id
    elsewhere = (
        "log_id",
        "flag_id",
        "report_id",
        "sentence_id",
        "goal_id",
        "voice_id",
        "transfer_id",
    )
    fresh = {name: uuid4() for name in elsewhere}
    return others._replace(
        child_id=child,
        unit_id=world.units["tuko"].id,
        family_id=family,
        sheet_id=signed.sheet_id,
        week_id=week_id,
        ask_id=asked.id,
        agreement_id=agreed.id,
        stay_id=stay.id,
        **fresh,
    )


def raised_house_flag(world, database):
    """Raise a flag of the home at the fjord, in which both children live."""
    with database.writing() as session:
        job = Work(session, NIGHTLY, NOW)
        flag = HouseFlag(**house_flag(world.units["fjord"].home_id))
        save(job, flag, Action.FLAG_RAISED)
        session.commit()
        return flag.id


def for_everyone(draft: Draft) -> Draft:
    """Return what a log says, where the child lets everyone around it know."""
    return replace(draft, child=replace(draft.child, shares_with="home_and_caseworker"))


def expected(name: str, route: Route, child: str) -> str:
    """Return what the person meets at the address about the child."""
    if route.permission is None:
        return "anything"
    if not name:
        return "sign in"
    if not may_ever(name, route.permission):
        return "refused"
    return behind_the_door(name, route, child)


def behind_the_door(name: str, route: Route, child: str) -> str:
    """Return what someone meets whose role may, by the relation to what the address names."""
    if "unit_id" in route.arguments:
        return "let in" if name in WORKS_IN[UNITS[child]] else "not found"
    if "family_id" in route.arguments:
        return "let in" if child == "pilu" and name in FAMILIES["tuko"] else "not found"
    if not {"child_id", "flag_id", "log_id", "incident_id"} & route.arguments:
        return "let in"
    of_homes = {
        "incident_id",
        "log_id",
        "flag_id",
        "report_id",
        "sentence_id",
        "goal_id",
        "voice_id",
        "transfer_id",
    }
    written = of_homes if child == "pilu" else {"week_id", "sheet_id"}
    if written & route.arguments:
        return "not found"
    if not reaches(name, child, route.permission) or route.endpoint in OF_THOSE_WHO_TOOK_PART:
        return "not found"
    beyond = BEYOND.get((route.endpoint, route.method))
    return "let in" if beyond is None or reaches(name, child, beyond) else "refused or not found"


STATUS = {
    "let in": LET_IN,
    "refused": {403},
    "not found": {404},
    "refused or not found": {403, 404, 422},
    "sign in": {401},
    "anything": {200, 204, 303, 400, 401, 422},
}


class Visitor:
    """Goes from address to address as one person, in a session that no earlier address changed."""

    def __init__(self, app, world, clock, name: str) -> None:
        self._arrive = lambda: arrived(app, world, name, clock)
        self._app, self._name, self._door = app, name, "/account" if name else "/sign-in"
        self._browser: Browser | None = None
        self.turns = count(EVERYONE.index(name) if name else 0)

    def ask(self, route: Route, values: dict):
        """Return the answer; a form comes with a token that holds."""
        if self._browser is None:
            self._browser = self._arrive()
            self._token = self._browser.token(self._door)
        form = {} if route.method == "GET" else {"data": {"csrf_token": self._token}}
        url = address(self._app, route, values)
        answer = self._browser.client.open(url, method=route.method, **form)
        if self._is_new(route, answer.status_code):
            self._browser.checked(answer)
        if answer.location:
            self._browser = None
        return answer

    def _is_new(self, route: Route, status: int) -> bool:
        """Tell whether nobody of the same roles met this yet: to read a page takes its time."""
        met = (frozenset(ROLES.get(self._name, ())), route.endpoint, route.method, status)
        known = met in READ
        READ.add(met)
        return not known


@pytest.mark.parametrize("name", ["", *EVERYONE])
def test_every_route_admits_whom_the_policy_names_and_tells_nobody_else(
    app, world, clock, ids, name
):
    """Who is not let in meets what they would meet if there were nothing; reading keeps nothing."""
    visitor, before = Visitor(app, world, clock, name), counts(app)
    for route in (one for one in routes(app) if one.method == "GET"):
        meet(visitor, name, route, ids)
    assert counts(app) == before
    for route in (one for one in routes(app) if one.method == "POST"):
        meet(visitor, name, route, ids)


def meet(visitor: Visitor, name: str, route: Route, ids: dict[str, Ids]) -> None:
    """Ask at an address about each child, and for what does not exist.

    Who is kept out whichever child it is about asks about one, and about another at the next.
    """
    nothing, asked = None, list(different(ids, route))
    if expected(name, route, asked[0][0]) in WHOEVER_IT_IS:
        asked = [asked[next(visitor.turns) % len(asked)]]
    for child, known in asked:
        answer = visitor.ask(route, known.of(route))
        wanted = expected(name, route, child)
        told = f"{name or 'nobody'} {route.method} {route.rule} {child}: {answer.status_code}"
        assert answer.status_code in STATUS[wanted], f"{told}, not {wanted}"
        if wanted != "let in" and HELD & route.arguments:
            nothing = nothing or plain(visitor.ask(route, unknown(known).of(route)))
            assert plain(answer) == nothing, told


def different(ids: dict[str, Ids], route: Route) -> Iterator[tuple[str, Ids]]:
    """Give the children with their ids, those once that make the same address."""
    met = []
    for child, known in ids.items():
        if known.of(route) not in met:
            met.append(known.of(route))
            yield child, known


def plain(answer) -> tuple:
    """Return the answer without what differs each time: its number, and the token of its form."""
    text = re.sub(r"\b[0-9a-f]{12}\b|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", answer.text)
    text = re.sub(r'(csrf_token"\s+value=)"[^"]*"', r"\1", text)
    headers = {k: v for k, v in answer.headers if k not in {"Set-Cookie", "Content-Length"}}
    return answer.status_code, text, tuple(sorted(headers.items()))


@pytest.mark.parametrize("name", [name for name in EVERYONE if name != "ane"])
def test_a_known_childs_page_does_not_open_with_anothers_record(app, world, clock, ids, name):
    """The child in the address is reachable, the record is another child's."""
    visitor = Visitor(app, world, clock, name)
    for route in routes(app):
        named = [one for one in RECORDS if {"child_id", one} <= route.arguments]
        if not named:
            continue
        for child, other in (("malik", "nivi"), ("nivi", "malik")):
            if not reaches(name, child, route.permission):
                continue
            mixed = ids[child]._replace(**{one: getattr(ids[other], one) for one in named})
            assert visitor.ask(route, mixed.of(route)).status_code == 404, route.rule


def test_a_copied_cookie_opens_nothing_after_signing_out(app, world, clock, ids):
    browser = arrived(app, world, "sofie", clock)
    cookie = browser.client.get_cookie("institution").value
    browser.post("/sign-out", page="/account")
    browser.client.set_cookie("institution", cookie)
    for route in routes(app):
        if route.permission is None:
            continue
        url = address(app, route, ids["malik"].of(route))
        answer = browser.client.open(url, method=route.method)
        assert answer.status_code == 401, route.rule


def test_no_form_is_taken_without_its_token(app, world, clock, ids):
    before = counts(app)
    for name in ("pipaluk", "sofie", "ane"):
        browser = arrived(app, world, name, clock)
        for route in routes(app):
            if route.method != "POST" or expected(name, route, "malik") not in {
                "let in",
                "anything",
            }:
                continue
            for data in ({}, {"csrf_token": ""}, {"csrf_token": "made up"}):
                url = address(app, route, ids["malik"].of(route))
                assert browser.client.post(url, data=data).status_code == 400, route.rule
    assert counts(app) == before


@pytest.mark.only_on("sqlite")
def test_every_route_says_who_may_pass(app):
    assert all(access_of(app, rule.endpoint) for rule in app.url_map.iter_rules())


@pytest.mark.only_on("sqlite")
def test_every_parameter_of_an_address_has_a_converter_and_no_name_is_in_it(app):
    kinds = {"UUIDConverter", "DayConverter", "ShiftConverter", "FormConverter", "ScaleConverter"}
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "file":
            continue
        assert {type(c).__name__ for c in rule._converters.values()} <= kinds, rule.rule
        assert re.fullmatch(r"(/([a-z-]+|<[a-z_:]+>))+|/", rule.rule), rule.rule


def test_the_table_of_the_tests_covers_the_world():
    assert set(ROLES) == set(EVERYONE)
    assert set(REACH) == set(UNITS)
