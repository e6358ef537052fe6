"""The page of a goal: its path, its supports, what people say, and days with and without."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from institution.access.errors import NotReachableError
from institution.incidents.services import record
from institution.plans import services as plans
from institution.plans.services import NewGoalReview, NewReview, NewVoice, Support
from institution.trends.services import goal_days
from tests.incidents.telling import draft, serious
from tests.trends.conftest import goal
from tests.world import NOW, TODAY


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def followed(writer, work_of):
    """Write a goal with a support for the newest ten days, and thirty days of logs."""
    old = Support("Samtale hver uge", ago(40), None, ago(11))
    new = Support("Gåtur hver dag", ago(10))
    writer.plan(goal(starts_on=ago(40), review_on=ago(-60), supports=(old, new)), begins=ago(40))
    writer.days(30, 11, 3)
    writer.days(10, 1, 4, chips={"activities": ["outdoors"]})
    with work_of("sofie") as work:
        found = plans.versions(work, writer.malik.id)[0]
        return writer.malik.id, found.goals[0].lineage_id


def test_days_with_and_without_are_counted_where_there_are_enough(work_of, followed):
    with work_of("sofie") as work:
        found = goal_days(work, *followed)
        assert [(one.what, one.activity, tuple(one.days)) for one in found.helped] == [
            ("Samtale hver uge", False, (0, 20, 10, 10)),
            ("Gåtur hver dag", False, (10, 10, 0, 20)),
            ("outdoors", True, (10, 10, 0, 20)),
        ]
        assert found.days.goals[0].now == 4.0


def test_a_support_that_a_later_version_leaves_out_has_ended(work_of, writer, followed):
    malik, lineage = followed
    kept = goal(lineage_id=lineage, starts_on=ago(40), supports=())
    writer.plan(kept, builds_on=1, begins=ago(5))
    with work_of("sofie") as work:
        found = goal_days(work, malik, lineage)
        ended = {m.words: m.day for m in found.days.marks if m.what.value == "support_ended"}
        assert ended["Gåtur hver dag"] == ago(6)


def test_the_page_tells_the_path_the_counts_and_what_was_said(browser, work_of, followed):
    malik, lineage = followed
    with work_of("sofie") as work:
        said = {"child": NewVoice(3, "Det er bedre"), "contact_adult": NewVoice(6)}
        first = NewGoalReview(lineage, "continue", None, 0, -1, said)
        review = NewReview(ago(2), ago(-90), "took_part", (first,), 1)
        plans.review(work, malik, review, "Opfølgning")
    page = browser("ivik").get(f"/children/{malik}/goals/{lineage}").text
    for told in (
        "10 af 10 dage",
        "Ude i naturen",
        "siger ikke, hvad der er grunden",
        "Det er bedre",
        "Hver persons eget tal",
        "Målopfyldelse ved opfølgningerne",
        "Begyndt: Gåtur hver dag",
        "Målet blev gennemgået",
    ):
        assert told in page, told
    assert "4,5" not in page, "numbers of different people are never averaged"


def test_a_goal_that_is_not_the_childs_is_not_found(work_of, world, followed):
    with work_of("sofie") as work, pytest.raises(NotReachableError):
        goal_days(work, world.children["aviaja"].id, followed[1])
    with work_of("jens") as work, pytest.raises(NotReachableError):
        goal_days(work, *followed)


def test_a_goal_followed_by_own_numbers_has_a_page_without_days(browser, writer, work_of):
    writer.plan(goal(dimension=None, measure=None, baseline=2.0, target_low=7.0))
    with work_of("sofie") as work:
        lineage = plans.versions(work, writer.malik.id)[0].goals[0].lineage_id
    page = browser("sofie").get(f"/children/{writer.malik.id}/goals/{lineage}")
    assert page.status_code == 200
    assert "hver persons eget tal fra 0 til 10" in page.text


def test_incidents_stand_on_the_axis_of_the_goal_for_those_who_read_them(
    browser, work_of, writer, followed
):
    malik, lineage = followed
    writer.plan(goal(lineage_id=lineage, starts_on=ago(40), wording="Ro"), builds_on=1)
    with work_of("pipaluk") as work:
        record(work, malik, draft("threat", started_at=NOW - timedelta(days=9)))
        record(work, malik, serious("self_harm", started_at=NOW - timedelta(days=8)))
        record(work, malik, draft("significant_good_event", started_at=NOW - timedelta(days=3)))
    path = f"/children/{malik}/goals/{lineage}"
    page = browser("sofie").get(path).text
    assert page.count("h5v5h-5z") == 2
    assert page.count("m0-3.4") == 1
    assert "<td>13. nov.: Trusler, 14. nov.: Gjorde skade på sig selv<" in page, (
        "the table says the same"
    )
    assert "3 hændelser og gode begivenheder i den tid" in page
    kept_apart = browser("ivik").get(path).text
    assert "Trusler" in kept_apart
    assert "Gjorde skade" not in kept_apart


def test_a_goal_of_years_shows_its_newest_half_year_and_by_weeks_the_whole(
    browser, writer, followed
):
    malik, lineage = followed
    writer.plan(goal(lineage_id=lineage, starts_on=ago(1500)), builds_on=1)
    writer.days(1400, 1390, 2)
    path = f"/children/{malik}/goals/{lineage}"
    asked = ("", "?period=1y", "?period=all", "?period=forever")
    half, year, whole, other = (browser("sofie").get(path + rest).text for rest in asked)
    assert half.count('<tr><th scope="row">') == 26
    assert other.count('<tr><th scope="row">') == 26
    assert 'aria-current="true">Et halvt år' in half
    assert year.count('<tr><th scope="row">') == 52
    assert whole.count('<tr><th scope="row">') == 219
    assert "Mandag til søndag" in year
    assert "Mandag til søndag" not in whole, "days are too many to be read"
    assert 'aria-current="true">Det hele' in whole


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(("days", "weeks"), [(330, 52), (345, 26)])
def test_a_goal_of_a_year_is_shown_whole(browser, writer, followed, days, weeks):
    malik, lineage = followed
    writer.plan(goal(lineage_id=lineage, starts_on=ago(days)), builds_on=1)
    page = browser("sofie").get(f"/children/{malik}/goals/{lineage}").text
    assert page.count('<tr><th scope="row">') == weeks
    assert ("Et halvt år" in page) == (weeks == 26)


@pytest.mark.only_on("sqlite")
def test_a_goal_with_days_in_a_wrong_century_still_has_a_page(browser, writer, work_of, world):
    malik = world.children["malik"].id
    far = Support("Turen", date(1, 1, 1), None, date(9999, 12, 31))
    writer.plan(goal(starts_on=date(1, 1, 1), review_on=date(9999, 12, 31), supports=(far,)))
    with work_of("sofie") as work:
        lineage = plans.versions(work, malik)[0].goals[0].lineage_id
    for page in ("", "?period=all"):
        assert "Turen" in browser("sofie").get(f"/children/{malik}/goals/{lineage}{page}").text


def test_the_page_takes_the_same_number_of_queries_whatever_there_is(
    browser, work_of, writer, followed, database
):
    malik, lineage = followed
    sofie = browser("sofie")

    def queries() -> int:
        said = []
        counting = lambda *told: said.append(told[2])  # noqa: E731
        event.listen(database.engine, "before_cursor_execute", counting)
        sofie.get(f"/children/{malik}/goals/{lineage}")
        event.remove(database.engine, "before_cursor_execute", counting)
        return len(said)

    with work_of("pipaluk") as work:
        record(work, malik, draft("threat"))
    queries()
    few = queries()
    other = goal(wording="Et andet mål", supports=(Support("Ro", ago(4)), Support("Te", ago(4))))
    kept = goal(lineage_id=lineage, starts_on=ago(40), supports=(Support("Bad", ago(9)),))
    writer.plan(kept, other, builds_on=1, begins=ago(5))
    writer.days(90, 41, 3)
    with work_of("pipaluk") as work:
        for hours in range(1, 20):
            record(work, malik, draft("threat", started_at=NOW - timedelta(hours=hours)))
    assert queries() == few
