"""What a child says on its own page, met elsewhere: in the inbox, its pictures, a family."""

from uuid import uuid4

import pytest

from institution.flags.services import NewAnswer, answer, flags_of_child
from institution.trends.services import Period, child_days
from institution.voice import services
from tests.trends.conftest import Writer
from tests.voice.saying import said_by
from tests.world import NOW

pytestmark = pytest.mark.only_on("sqlite")
READERS = {"caseworker_only": "caseworker", "contact_adult_only": "contact_adult"}


@pytest.fixture
def malik(world):
    return world.children["malik"].id


@pytest.fixture
def asks(app, database, world):
    """Give `asks("caseworker_only")`: Malik asks somebody for a talk."""
    return lambda whom: said_by(
        database, world, "malik", whom, kind="talk", good=None, talk_to=READERS[whom]
    )


def waiting(work_of, name, malik):
    with work_of(name) as work:
        return [one.flag for one in flags_of_child(work, malik, NOW) if one.is_waiting]


def test_asking_for_a_talk_comes_at_once_to_whom_the_child_chose(asks, work_of, browser, malik):
    asks("caseworker_only")
    assert "Vil gerne tale med en voksen" in browser("sofie").get("/inbox").text
    assert "Vil gerne tale med en voksen" not in browser("hans").get("/inbox").text
    assert waiting(work_of, "ivik", malik) == []
    asks("contact_adult_only")
    assert len(waiting(work_of, "ivik", malik)) == 1, "somebody else was asked"
    [flag] = waiting(work_of, "sofie", malik)
    page = browser("sofie").get(f"/flags/{flag.id}").text
    assert f"/children/{malik}/voice" in page


def test_the_childs_page_says_once_that_it_wants_to_talk(asks, work_of, browser, malik):
    asks("caseworker_only")
    page = f"/children/{malik}"
    told = browser("sofie").get(page).text
    assert "Vil gerne tale med en voksen" in told
    assert "Barnet vil tale med dig." not in told
    assert "Barnet har sagt noget, du må læse." in told
    [flag] = waiting(work_of, "sofie", malik)
    with work_of("sofie") as work:
        answer(work, flag.id, NewAnswer(uuid4(), "close", "talked_with_child"))
    assert "Barnet vil tale med dig." in browser("sofie").get(page).text


def test_asking_again_is_told_once_until_it_was_answered(asks, work_of, malik):
    asks("caseworker_only"), asks("caseworker_only")
    [flag] = waiting(work_of, "sofie", malik)
    with work_of("sofie") as work:
        closing = NewAnswer(uuid4(), "close", "talked_with_child")
        answer(work, flag.id, closing)
    assert waiting(work_of, "sofie", malik) == []
    asks("caseworker_only")
    assert len(waiting(work_of, "sofie", malik)) == 1


def test_an_answer_stands_beside_the_adults_in_the_pictures_of_those_who_opened_it(
    app, database, world, work_of, browser, malik
):
    Writer(world, work_of).days(9, 0, 4)
    said = {"kind": "day", "good": None, "scale": "five_faces", "value": 2}
    voice_id = said_by(database, world, "malik", **said)
    hidden = said_by(database, world, "malik", "contact_adult_only", **said)

    def drawn(name):
        with work_of(name) as work:
            days = child_days(work, malik, Period.TWELVE_WEEKS)
            mood = days.course.levels[-1][0]
            return [one.value for voice in days.voices for one in voice.said], mood

    assert drawn("sofie") == ([], 4.0), "not before it is opened"
    with work_of("sofie") as work:
        services.opened(work, malik, voice_id)
    with work_of("ivik") as work:
        services.opened(work, malik, hidden)
    assert drawn("sofie") == ([2], 4.0), "its own line: the adults' level is what it was"
    assert drawn("ivik") == ([2], 4.0)
    assert drawn("hans") == ([], 4.0)
    assert "Barnets egne svar" in browser("sofie").get(f"/children/{malik}").text


def test_a_child_in_a_family_speaks_too_and_chooses_who_reads(app, database, world, browser):
    pilu = world.children["pilu"].id
    page = f"/children/{pilu}/voice"
    tablet = browser("tuko")
    assert tablet.post(f"{page}/hand-over", page=page).headers["Location"] == "/me"
    assert tablet.get("/me").status_code == 200
    said = said_by(database, world, "pilu", good="Hundene")
    for_karl = said_by(database, world, "pilu", "caseworker_only", good="Kun til Karl")
    carer = browser("tuko")
    carer.post(f"{page}/{said}/open", page=page)
    assert "Hundene" in carer.get(page).text
    assert str(for_karl) not in carer.get(page).text
    assert browser("karl").get(page).text.count("voice-") >= 2
    for name in ("sara", "bodil", "mia", "sofie"):
        assert browser(name).get(page).status_code in {403, 404}, name
