"""The page of a goal: its path, its supports, what people say, and days with and without."""

from datetime import date, timedelta

import pytest

from institution.access.errors import NotReachableError
from institution.plans import services as plans
from institution.plans.services import NewGoalReview, NewReview, NewVoice, Support
from institution.trends.services import goal_days
from tests.trends.conftest import goal
from tests.world import TODAY


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
