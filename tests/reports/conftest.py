"""What the tests of reports write: ten weeks about Malik, and a report about it."""

from datetime import date, timedelta

import pytest

from institution.logs.models import Shift
from institution.logs.services import ChildAnswer, Line
from institution.reports import services
from institution.reports.services import NewVersion, Period
from tests.trends.conftest import Writer, goal
from tests.world import NOW, TODAY

DAYS = 69
PERIOD = Period(TODAY - timedelta(days=DAYS), TODAY)
TEXTS = {
    "effect": "Turene hver aften er holdt 150 af 180 dage. Han falder lettere i søvn.",
    "judgement": "Malik er blevet tryg ved to voksne og tager selv hul på samtaler.",
}
AUTHORS = ("pipaluk", "ivik", "naja")


def version(builds_on: int = 0, **changed) -> NewVersion:
    """Return what makes a report whole."""
    said = {"childs_part": "read_aloud", "comment": "Det passer, men skriv at jeg fisker."}
    return NewVersion(**{"builds_on": builds_on, "texts": TEXTS, **said, **changed})


def ten_weeks(writer: Writer) -> None:
    """Keep a log for each evening of ten weeks, and now and then more."""
    logs = []
    for ago in range(DAYS, -1, -1):
        levels = {key: 2 + (ago + at) % 3 for at, key in enumerate(KEYS)}
        says = {}
        if ago % 9 == 0:
            shares = "contact_adult_only" if ago % 18 else "home_and_caseworker"
            words = "HEMMELIGT ord" if ago % 18 else f"Jeg vil ud at fiske {ago}"
            says["child"] = ChildAnswer(
                "five_faces", 1 + ago % 5, shares, ago % 36 == 0, False, words
            )
        if ago % 7 == 0:
            says["good_moment"] = f"Du lo højt, da vi hejste flaget ({ago})."
        if ago % 20 == 0:
            says["handover"] = (Line("if_then", "Hvis han er urolig, hjælper en tur"),)
        logs.append(writer.day(ago, levels, author=AUTHORS[ago % 3], **says))
        if ago % 2 == 0:
            chips = {"school_attendance": "full" if ago % 10 else "absent_ill"}
            logs.append(writer.day(ago, {"learning": 4}, shift=Shift.DAY, chips=chips))
        if ago % 3 == 0 and ago:
            chips = {"sleep_hours": {"value": 8.5, "woke_times": 0, "source": "heard"}}
            morning = NOW - timedelta(days=ago, hours=-9)
            options = {"shift": Shift.NIGHT, "chips": chips, "written_at": morning}
            logs.append(writer.day(ago, {"sleep": 4}, **options))
    writer.keep(*logs)


KEYS = ("mood", "calm", "adults", "peers", "everyday", "initiative")


@pytest.fixture
def writer(world, work_of) -> Writer:
    return Writer(world, work_of)


@pytest.fixture
def written(stage, writer) -> Writer:
    """Ten weeks of logs, and a plan."""

    def write() -> None:
        ten_weeks(writer)
        writer.plan(goal(review_on=date(2026, 12, 20)), begins=date(2026, 9, 1))

    stage.once("ten weeks and a plan", write)
    return writer


@pytest.fixture
def begun(stage, written, work_of, world):
    """Give the id of a report that Ivik has begun."""

    def begin():
        with work_of("ivik") as work:
            return services.begin(work, world.children["malik"].id, PERIOD).id

    return stage.once("a report that is begun", begin)


@pytest.fixture
def ready(stage, begun, work_of, world):
    """Give the id of a report in which everything is written."""

    def write() -> None:
        with work_of("ivik") as work:
            services.write(work, world.children["malik"].id, begun, version())

    stage.once("a report in which everything is written", write)
    return begun


@pytest.fixture
def signed(stage, ready, work_of, world):
    """Give the id of a signed report."""

    def sign() -> None:
        with work_of("hans") as work:
            services.sign(work, world.children["malik"].id, ready, 1)

    stage.once("a signed report", sign)
    return ready
