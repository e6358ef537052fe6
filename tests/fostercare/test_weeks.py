"""A carer's week: kept once, read with a receipt, and never mixed with what the family says."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event, func, select

from institution.access.actor import SET_UP
from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import services as cases
from institution.cases.models import Child, Profile
from institution.cases.scope import children
from institution.fostercare.models import FamilyWeek, WeeklyLog
from institution.fostercare.services import NewFamily, agreements, asking, desk, recording, weeks
from institution.fostercare.services.checking import UnknownAnswerError
from institution.fostercare.services.due import Kept, Living, Permit, terms
from institution.fostercare.services.due_forms import counted, version
from institution.fostercare.services.families import register
from institution.fostercare.services.keeping import keep
from institution.fostercare.services.recording import record_week
from institution.trends.services.places import stays
from tests.fostercare.filled import LEVELS, MONDAY, revision, week, whole
from tests.pages import rows
from tests.world import TODAY


@pytest.fixture
def pilu(world):
    return world.children["pilu"].id


@pytest.fixture
def family(world):
    return world.families["tuko"].id


def logs_of(work, child):
    return weeks.weeks_of(work, Permission.WEEK_READ, [child], date(2020, 1, 6))


def test_a_week_sent_twice_is_kept_once(work_of, pilu):
    draft = week(own={"caregiver_energy": 4})
    with work_of("tuko") as work:
        first = record_week(work, pilu, draft)
        assert record_week(work, pilu, draft).id == first.id
        with pytest.raises(recording.OtherContentError):
            record_week(work, pilu, replace(draft, good_moment="Noget andet"))
        assert len(logs_of(work, pilu)) == 1
        assert work.session.scalar(select(func.count()).select_from(FamilyWeek)) == 1


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (week(MONDAY + timedelta(weeks=1)), recording.NotBegunError),
        (week(MONDAY + timedelta(days=1)), recording.NotBegunError),
        (week(date(2020, 1, 6)), recording.NotLivingHereError),
        (week(levels={"mood": 3}), UnknownAnswerError),
        (week(levels={**LEVELS, "i_say": 6}), UnknownAnswerError),
        (week(own={"caregiver_energy": 9}), UnknownAnswerError),
        (week(own={"need_from_coordinator": ["money"]}), UnknownAnswerError),
    ],
)
def test_a_week_that_cannot_be_is_refused(work_of, pilu, draft, refusal):
    with work_of("tuko") as work, pytest.raises(refusal):
        record_week(work, pilu, draft)


@pytest.mark.parametrize("name", ["bodil", "sara", "karl", "pipaluk"])
def test_only_its_carer_writes_about_a_child(work_of, pilu, name):
    with work_of(name) as work, pytest.raises((NotReachableError, NotAllowedError)):
        record_week(work, pilu, week())


def test_a_correction_stands_in_place_of_what_it_corrects(work_of, pilu):
    with work_of("tuko") as work:
        old = record_week(work, pilu, week())
        told = {"corrects_id": old.id, "correction_reason": "Tastefejl"}
        new = record_week(work, pilu, week(levels={**LEVELS, "i_say": 5}, **told))
        assert [log.id for log in logs_of(work, pilu)] == [new.id]
        with pytest.raises(recording.AlreadyCorrectedError):
            record_week(work, pilu, week(**told))


def test_the_family_sees_who_read_its_week_and_what_it_led_to(work_of, browser, pilu):
    with work_of("tuko") as work:
        log = record_week(work, pilu, week())
    address = f"/children/{pilu}/foster-logs/{log.id}"
    answer = browser("sara").post(
        address, {"read": "1", "led_to": "Jeg ringer til skolen"}, page=address
    )
    assert answer.status_code == 303
    page = browser("tuko").get("/my-family").text
    assert "Læst af Sara Rosing" in page
    assert "Jeg ringer til skolen" in page


def test_what_the_family_says_of_itself_reaches_its_coordinator_alone(
    app, work_of, browser, world, pilu, family
):
    with work_of("tuko") as work:
        said = {"caregiver_energy": 1, "doubt_about_continuing": "serious_doubt"}
        record_week(work, pilu, week(own={**said, "need_from_coordinator": ["respite"]}))
    words = "ved at løbe tør"
    assert words in browser("sara").get(f"/foster-families/{family}").text
    for name in ("karl", "tuko", "sara"):
        for page in ("", "/foster-logs", "/foster-care"):
            assert words not in browser(name).get(f"/children/{pilu}{page}").text
    kept = rows(app, "SELECT child_id FROM weekly_logs")
    assert len(kept) == 1
    with work_of("sara") as work:
        (asked,) = asking.of_families(work, Permission.FAMILY_COORDINATE, [family])
    assert set(asked.about) == {"respite", "caregiver_energy", "doubt_about_continuing"}


def test_help_asked_on_any_day_has_a_promised_answer(browser, work_of, family):
    tuko, sara = browser("tuko"), browser("sara")
    said = {"about": "advice", "text": "Morgenerne er svære", "id": ""}
    assert tuko.post("/my-family", said, page="/my-family").status_code == 303
    assert "Morgenerne er svære" in sara.get("/foster-families").text
    with work_of("sara") as work:
        (asked,) = asking.of_families(work, Permission.FAMILY_COORDINATE, [family])
    assert asked.answer_by - asked.asked_at >= timedelta(hours=24)
    assert asked.answer_by.astimezone(work.actor.time_zone).weekday() < 5
    page = f"/foster-families/{family}"
    sara.post(f"{page}/asks/{asked.id}", {"text": "Jeg ringer kl. 15"}, page=page)
    assert "Jeg ringer kl. 15" in tuko.get("/my-family").text
    assert "Morgenerne er svære" not in sara.get("/foster-families").text


def test_the_desk_counts_what_its_lists_hold(work_of, browser, pilu, family):
    row = {"help__1__what": "Ringe", "help__1__owner": "Sara"}
    late = {"help__1__due_on": (TODAY - timedelta(days=1)).isoformat()}
    with work_of("sara") as work:
        keep(work, family, revision("F4", child=pilu, answers=whole("F4", **row, **late)))
    with work_of("tuko") as work:
        record_week(work, pilu, week(own={"caregiver_energy": 2}))
    with work_of("sara") as work:
        found = desk.desk(work)
        assert [one.weeks for one in found.missing] == [3]
        assert len(found.unread) == len(found.asks) == len(found.late) == 1
        (agreed,) = agreements.of_families(work, Permission.FAMILY_COORDINATE, [family])
        agreements.finish(work, family, agreed.id, "Gjort")
        work.session.flush()
        assert desk.desk(work).late == []
    page = browser("sara").get("/foster-families").text
    for number, name in ((1, "Beder om hjælp"), (1, "Uger uden log"), (0, "Aftaler over tiden")):
        assert f'<span class="tally__number">{number}</span> {name}' in page


@pytest.mark.only_on("sqlite")
def test_a_long_list_shows_its_first_lines_and_leads_to_all_it_counts(app, work_of, browser):
    with work_of("tuko") as work:
        for number in range(9):
            asking.ask(work, uuid4(), ["advice"], f"Spørgsmål {number}")
    sara = browser("sara")
    short, long = (sara.get(f"/foster-families{more}").text for more in ("", "?all=asks"))
    for page, shown in ((short, 5), (long, 9)):
        assert '<span class="tally__number">9</span> Beder om hjælp' in page
        assert page.count("Spørgsmål ") == shown
    all_of_them = 'href="/foster-families?all=asks#asks">Vis alle 9'
    assert all_of_them in short
    assert all_of_them not in long
    looked = rows(app, "SELECT count(DISTINCT child_id) FROM use_log")
    assert looked == [(1,)], "only the child that is named"


def test_the_desk_asks_the_database_as_often_for_many_families_as_for_one(app, work_of, world):
    def statements() -> int:
        seen, engine = [], app.extensions["database"].engine
        with app.extensions["database"].reading() as session:
            event.listen(engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
            desk.desk(world.work(session, "sara"))
        return len(seen)

    few = statements()
    with work_of("sara") as work:
        for number in range(10):
            new = NewFamily(f"PF-9{number}", "Ny", Profile.GREENLAND, "Vej 1", None, False)
            family = register(work, new)
            work.session.flush()
            keep(work, family.id, revision("F0"))
    assert statements() <= few


def known(country, registered, permit=None):
    never = (None,) * len(counted(False, version())[1])
    return Kept(country, registered, permit, never)


def living(child_id, begins, ends, country, times, last):
    """Return a child about whom so many forms were signed, and when last."""
    often, again = counted(True, version())
    done = tuple(times.get(form, 0) for form in often), tuple(last.get(form) for form in again)
    return Living(child_id, begins, ends, country, *done)


@pytest.mark.parametrize("country", ["gl", "dk"])
def test_terms_follow_the_deadlines_of_the_country(pilu, country):
    """Visits, checks, reviews and the permit are due as `deadlines.yaml` says."""
    begins = TODAY - timedelta(days=6)
    child = living(pilu, begins, None, country, {}, {})
    new = terms(known(country, begins), [child], TODAY)
    assert [(t.what, t.number) for t in new] == [("F0", 0), ("F1", 0), ("F2", 0), ("F4", 1)]
    permit = Permit(TODAY + timedelta(days=60), None, TODAY - timedelta(days=720))
    times = {"F2": 1, "F3": 1, "F4": 6}
    last = {"F5": date(2026, 5, 31), "F6": date(2026, 5, 31)}
    long_ago = living(pilu, date(2024, 1, 1), TODAY, country, times, last)
    found = terms(known(country, date(2024, 1, 1), permit), [long_ago], TODAY)
    days = {term.what: term.day for term in found}
    month_end = date(2026, 11, 30)
    assert (days["F5"], days["F6"], days["F9"]) == (month_end, month_end, TODAY)
    assert (days["permit"], days["checks"]) == (TODAY - timedelta(days=30), date(2026, 12, 2))
    agreed = long_ago._replace(next_visit=date(2026, 12, 10))
    [visit] = [t for t in terms(known(country, TODAY, permit), [agreed], TODAY) if t.what == "F5"]
    assert visit.day == (month_end if country == "dk" else date(2026, 12, 10))
    assert visit.rule.binds == (country == "dk")


def test_a_protected_address_is_shown_on_asking_and_the_look_is_kept(app, browser, world):
    page = f"/foster-families/{world.families['bodil'].id}"
    mia = browser("mia")
    assert "Kleinschmidtip" not in mia.get(page).text
    assert "Kleinschmidtip" in mia.post(f"{page}/address", page=page).text
    events = [row[0] for row in rows(app, "SELECT event FROM security_log")]
    assert events.count("address_shown") == 1


def test_a_carer_hears_of_no_other_place_of_the_child(work_of, world):
    with work_of("karl") as work:
        job = Work(work.session, SET_UP, work.now)
        found = children(job, Permission.CASE_ADMINISTER).where(
            Child.id == world.children["nivi"].id
        )
        cases.place(job, work.session.scalar(found), world.units["tuko"], TODAY)
    for name, places in (("tuko", 1), ("karl", 2)):
        with work_of(name) as work:
            assert len(stays(work, world.children["nivi"].id)) == places


def test_no_text_of_a_week_stands_open_in_the_database(app, work_of, pilu):
    with work_of("tuko") as work:
        record_week(work, pilu, week(good_moment="Qxgodt", child_words="Qxord"))
    kept = rows(app, "SELECT * FROM weekly_logs")[0]
    assert not any("Qx" in str(value) for value in kept)
    assert WeeklyLog.good_moment is not None
