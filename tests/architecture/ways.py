"""How somebody comes to the form of each route that writes, and what has to be there before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from institution.access.policy import Permission, Role
from institution.accounts.models import Device
from institution.accounts.services import NewPerson, add_person
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.fostercare.models import ChildSheet, SheetState
from institution.fostercare.services import NewRevision, agreements, maps
from institution.fostercare.services.keeping import keep, values_of
from institution.handover import services as handover
from institution.handover.services import NewLine
from institution.incidents.services import record as tell
from institution.logs.models import Shift
from institution.logs.services import When
from institution.reports import services as reports
from tests.architecture.walk import Ids
from tests.client import Browser
from tests.fostercare.filled import revision
from tests.fostercare.test_maps import filled as whole_map
from tests.incidents.telling import forced
from tests.offline.tablet import EVENING, Tablet
from tests.pages import arrived
from tests.world import NOW, PASSWORD, TODAY, World

EARLIER, BEFORE = (str(TODAY - timedelta(days=days)) for days in (60, 1))
LATER = (TODAY + timedelta(days=60)).isoformat()


class Scene(NamedTuple):
    """Where it happens."""

    app: Any
    world: World
    database: Any
    clock: Any
    ids: dict[str, Ids]

    def arrived(self, name: str) -> Browser:
        """Return a browser of a person, or of a child to whom Pipaluk gave the tablet."""
        if name not in self.world.children:
            return arrived(self.app, self.world, name, self.clock)
        held = arrived(self.app, self.world, "pipaluk", self.clock, Device.TABLET)
        page = f"/children/{self.world.children[name].id}/voice"
        held.post(f"{page}/hand-over", page=page)
        return held

    def as_person(self, name: str, act: Callable) -> Any:
        """Do something as a person; return what it gives."""
        with self.database.writing() as session:
            found = act(self.world.work(session, name))
            session.commit()
            return found


class Way(NamedTuple):
    """How somebody comes to the form of a route."""

    name: str
    page: str = ""
    """Endpoint of the page with the form; the route's own where it is empty."""
    answers: dict = {}  # noqa: RUF012 (never changed)
    child: str = "malik"
    query: dict = {}  # noqa: RUF012 (never changed)
    before: Callable[[Scene], dict] = lambda _scene: {}
    """Makes what has to be there; gives ids for the address, its query, and more `answers`."""


def laid_before_the_family(scene: Scene) -> dict:
    """Let Sara lay a form about the family before it."""
    sheet = revision("F0", SheetState.SHARED)
    family = scene.ids["pilu"].family_id
    scene.as_person("sara", lambda work: keep(work, family, sheet))
    return {"sheet_id": sheet.sheet_id}


def agreed_with(scene: Scene) -> dict:
    """Let Sara sign an agreement that the family signs too."""
    ids = scene.ids["pilu"]
    sheet = revision("F3", child=ids.child_id)
    scene.as_person("sara", lambda work: keep(work, ids.family_id, sheet))
    return {"sheet_id": sheet.sheet_id}


def another_leader(scene: Scene) -> dict:
    """Let there be one more team leader."""
    new = NewPerson("lone", "Lone Dam", PASSWORD, (Role.CASE_TEAM_LEADER,))
    scene.as_person("set_up", lambda work: add_person(work, new, TODAY))
    return {}


def with_a_step(scene: Scene) -> dict:
    """Let Sofie finish a map with a step."""
    child = scene.ids["malik"].child_id
    made = NewRevision(uuid4(), "placed", 1, SheetState.SIGNED, whole_map())
    scene.as_person("sofie", lambda work: maps.keep_map(work, child, made))
    steps = scene.as_person("sofie", lambda work: agreements.steps(work, child))
    return {"agreement_id": steps[0].id}


def with_a_map(scene: Scene) -> dict:
    """Let Sofie finish a map."""
    with_a_step(scene)
    return {}


def a_visit(scene: Scene) -> dict:
    """Let a visit to a child be prepared."""

    def prepared(work) -> dict:
        child = scope.child(work, Permission.MAP_WRITE, scene.ids["malik"].child_id)
        new = revision("F5", SheetState.DRAFT, answers={"before__agenda": "Skolen"})
        values = values_of(work, scene.world.families["tuko"].id, new)
        kept = ChildSheet(child_id=child.id, municipality_id=child.municipality_id, **values)
        save(work, kept, Action.SHEET_WRITTEN)
        return {}

    return scene.as_person("sofie", prepared)


def of_aviaja(scene: Scene) -> dict:
    """Take a child who may move."""
    return {"child_id": scene.world.children["aviaja"].id}


def a_line(scene: Scene) -> dict:
    """Let Pipaluk write a line about the house."""
    new, unit = NewLine(uuid4(), "Filen er væk", NOW), scene.ids["malik"].unit_id
    when = When(TODAY, Shift.EVENING)
    scene.as_person("pipaluk", lambda work: handover.add_line(work, unit, when, new))
    return {"line": new.id}


def took_part(scene: Scene) -> dict:
    """Let Ivik tell of a use of force in which Pipaluk took part."""
    child, told = scene.ids["malik"].child_id, forced(scene.world)
    return {"incident_id": scene.as_person("ivik", lambda w: tell(w, child, told)).matter_id}


def came_back(scene: Scene) -> dict:
    """Let a log of Pipaluk come back from a tablet."""
    tablet = Tablet(scene.app, scene.world, scene.clock)
    tablet.open("pipaluk")
    tablet.write(scene.world.children["malik"], {**EVENING, "level_mood": "9"})
    tablet.sync()
    return {}


def being_written(scene: Scene) -> dict:
    """Find the report that Hans has begun."""
    child = scene.ids["malik"].child_id
    begun = scene.as_person("hans", lambda work: reports.being_written(work, child))
    return {"report_id": begun}


def its_goal(scene: Scene) -> dict:
    """Choose the goal of the child."""
    return {"answers": {"goal": str(scene.ids["malik"].goal_id)}}


TWO = {"adults_present_count": "2"}
DAYS = {"first": EARLIER, "last": BEFORE}
FEWER = {"first": EARLIER, "last": str(TODAY - timedelta(days=2))}
OF_FAMILY = {"child": "pilu", "page": "fostercare.family"}
DRAFT, ROOM = {"do": "draft"}, {"permit__most_children": "2"}
GOAL = {"review_on": LATER, "goals-0-review_on": LATER, "goals-0-remove": []}
CARE = {"page": "fostercare.foster_care", "before": of_aviaja}
IN_FAMILY = {"reference": "PF-001", "begins": TODAY.isoformat()}
WAYS = {
    "accounts.account": Way("pipaluk"),
    "accounts.open_account": Way("ane"),
    "flags.flag": Way("hans"),
    "flags.house_flag": Way("hans"),
    "flags.of_home": Way("hans"),
    "fostercare.add_carer": Way("sara", **OF_FAMILY, answers={"user_name": "bodil"}),
    "fostercare.add_to_sheet": Way("sara", "fostercare.sheet", child="pilu"),
    "fostercare.agreement_done": Way("sara", **OF_FAMILY),
    "fostercare.answer_ask": Way("sara", **OF_FAMILY),
    "fostercare.correct_week": Way("tuko", child="pilu"),
    "fostercare.my_family": Way("tuko"),
    "fostercare.new_family": Way("sara", answers={"reference": "PF-077"}),
    "fostercare.new_map": Way("sofie", answers=DRAFT),
    "fostercare.new_sheet": Way("sara", child="pilu", answers=DRAFT),
    "fostercare.new_week": Way("tuko", child="pilu"),
    "fostercare.comment": Way(
        "tuko", "fostercare.sheet", child="pilu", before=laid_before_the_family
    ),
    "fostercare.edit_sheet": Way(
        "sara", child="pilu", answers=DRAFT | ROOM, before=laid_before_the_family
    ),
    "fostercare.seek": Way("sofie", **CARE, answers={"user_name": "sara"}),
    "fostercare.place": Way("sofie", **CARE, answers=IN_FAMILY),
    "fostercare.end": Way("sofie", **CARE),
    "fostercare.step_done": Way("sofie", "fostercare.map_of_child", before=with_a_step),
    "fostercare.week": Way("sara", child="pilu"),
    "fostercare.add_leader": Way(
        "sara", **OF_FAMILY, answers={"user_name": "lone"}, before=another_leader
    ),
    "fostercare.agree_respite": Way(
        "sara",
        "fostercare.respite",
        child="pilu",
        answers={"reference": "PF-002", "begins": LATER, "until": LATER},
    ),
    "fostercare.call_off_respite": Way("sara", "fostercare.respite", child="pilu"),
    "fostercare.give_number": Way("tuko", "fostercare.map_of_child", child="pilu"),
    "fostercare.own_map": Way("malik", before=with_a_map),
    "fostercare.own_visit": Way("malik", before=a_visit),
    "fostercare.sign_sheet": Way("tuko", "fostercare.sheet", child="pilu", before=agreed_with),
    "fostercare.hand_over": Way("sara", **OF_FAMILY, answers={"user_name": "mia"}),
    "handover.correct": Way("pipaluk", before=a_line),
    "handover.line": Way("pipaluk", "handover.handover"),
    "handover.note": Way("pipaluk", "handover.handover"),
    "handover.rate": Way("pipaluk", "handover.team"),
    "handover.sign": Way("pipaluk", "handover.handover"),
    "handover.task": Way("pipaluk", "handover.handover"),
    "handover.step": Way("pipaluk", "handover.handover", {"done": "yes"}),
    "incidents.add": Way("pipaluk"),
    "incidents.new": Way("pipaluk", answers=TWO, query={"type": "threat"}),
    "incidents.complete": Way("pipaluk", answers=TWO),
    "incidents.part": Way("pipaluk", before=took_part),
    "logs.correct": Way("pipaluk"),
    "logs.group_note": Way("pipaluk"),
    "logs.new": Way("pipaluk"),
    "moving.new": Way("sofie", answers=DAYS),
    "moving.receive": Way("hans", "moving.one"),
    "offline.pin": Way("pipaluk", answers={"pin": "274918"}),
    "offline.settle": Way("pipaluk", "offline.returned", before=came_back),
    "plans.edit": Way("sofie", answers=GOAL),
    "plans.review": Way("sofie", answers={"next_on": LATER}),
    "reports.new": Way("hans", answers=DAYS),
    "reports.gather": Way("hans", answers=FEWER, before=being_written),
    "reports.edit": Way("hans", before=being_written),
    "reports.sign": Way("hans", "reports.report", before=being_written),
    "reports.ask": Way("sofie"),
    "reports.receive": Way("sofie", "reports.report"),
    "trends.tie": Way("pipaluk", "logs.one", before=its_goal),
    "voice.open_one": Way("pipaluk", "voice.of_child"),
    "voice.answer": Way("pipaluk", "voice.of_child"),
    "voice.card": Way("malik"),
    "voice.day": Way("malik"),
    "voice.ladder": Way("malik"),
    "voice.own_version": Way("malik"),
    "voice.talk": Way("malik"),
}
