import re
from dataclasses import replace
from datetime import timedelta

import pytest

from institution.access.errors import NotReachableError
from institution.content.examples import of_month
from institution.handover.services import UnknownExampleError, rate, team_week
from institution.handover.views.team import house_words
from institution.logs.models import Shift
from institution.logs.services import Line, record
from tests.logs.drafts import days_ago, draft, newcomer
from tests.world import NOW, TODAY

# What follows from the same rows is shown on one database; those that write or read others on both.
pytestmark = pytest.mark.only_on("sqlite")
BOTH = pytest.mark.only_on("sqlite", "postgresql")


@pytest.fixture
def fjord(world):
    return world.units["fjord"].id


@pytest.fixture
def malik(world):
    return world.children["malik"]


def lived(work_of, child, level, days):
    """Log the evenings of a child, some days ago, by two adults in turn."""
    for ago in days:
        with work_of(("pipaluk", "ivik")[ago % 2], NOW - timedelta(days=ago)) as work:
            levels = dict.fromkeys(draft().levels, level)
            record(work, child.id, draft(levels=levels, **days_ago(ago)))


@pytest.fixture
def weeks(stage, work_of, malik, world):
    """Seven weeks of Malik, the last of them lower; one evening of Aviaja."""

    def live() -> None:
        lived(work_of, malik, 4, range(50, 6, -1))
        lived(work_of, malik, 2, range(6, -1, -1))
        lived(work_of, world.children["aviaja"], 3, [2])

    stage.once("seven weeks of a team", live)


@BOTH
def test_each_child_is_compared_with_itself_and_named_with_what_is_behind(work_of, fjord, weeks):
    with work_of("naja") as work:
        found = team_week(work, fjord)
    aviaja, malik = found.children
    assert set(malik.below) == set(draft().levels)
    assert (malik.above, malik.days, malik.adults, malik.missing) == ((), 7, 2, 0)
    assert (aviaja.known, aviaja.days, aviaja.missing) == (False, 1, 5)
    assert found.below == 1


@pytest.mark.only_on("sqlite")
def test_where_many_children_are_low_at_once_the_house_is_looked_at_first(app, work_of, fjord):
    with work_of("naja") as work:
        found = team_week(work, fjord)
    low = replace(found.children[0], below=("mood",))
    usual = replace(low, below=(), usual=5)
    with app.test_request_context(headers={"Accept-Language": "da"}):
        for children, said in (
            ((low, low, low), True),
            ((low, low, low, usual, usual, usual), True),
            ((low, low), False),
            ((low, low, low, *[usual] * 4), False),
        ):
            told = house_words(replace(found, children=children))
            assert bool(told) == said
            assert not said or f"3 af {len(children)} børn" in told


@BOTH
def test_missing_logs_are_those_of_ended_shifts_that_the_unit_writes(work_of, fjord, weeks):
    with work_of("naja") as work:
        found = team_week(work, fjord)
        earlier = team_week(work, fjord, TODAY - timedelta(days=7))
        ((child, shifts),) = found.missing
        assert child.name == "Aviaja Rosing"
    assert [when.day for when in shifts] == [TODAY - timedelta(days=n) for n in (6, 5, 4, 3, 1)]
    assert {when.shift for when in shifts} == {Shift.EVENING}
    assert (found.missing_count, earlier.missing_count, earlier.last) == (
        5,
        7,
        TODAY - timedelta(days=7),
    )


def test_a_child_who_came_lately_is_not_compared(work_of, world, fjord):
    with work_of("pipaluk") as work:
        child = newcomer(work, world, "Ny Nielsen")
        unit = team_week(work, fjord)
    (one,) = [one for one in unit.children if one.child.id == child.id]
    assert not one.settling
    assert not one.known


@pytest.mark.parametrize("name", ["jens", "nuka"])
def test_the_week_of_another_team_is_not_found(work_of, fjord, name):
    with work_of(name) as work, pytest.raises(NotReachableError):
        team_week(work, fjord)


def test_the_differences_between_adults_are_for_lead_and_manager(work_of, fjord, weeks):
    for name, told in (("naja", ()), ("hans", ()), ("pipaluk", None)):
        with work_of(name) as work:
            assert team_week(work, fjord).spreads == told


def test_every_page_counts_the_same_missing_logs(browser, clock, weeks, fjord, world):
    clock.forward(hours=2)
    team = browser("naja").get(f"/units/{fjord}/team").text
    inbox = browser("naja").get("/inbox").text
    assert "6 logge mangler fra de sidste syv dage" in inbox
    assert re.search(r"Manglende logge</h2>\s*<span[^>]*>6<", team)
    assert "6 logge mangler" in team
    missing = re.findall(r'href="(/children/[^"]+/new)"', team)
    assert len(missing) == 6
    assert browser("pipaluk").get(missing[0]).status_code == 200
    shift = browser("pipaluk").get(f"/units/{fjord}/shifts/{TODAY}/night").text
    assert "1 barn har ingen log fra vagten før" in shift
    handover = browser("pipaluk").get(f"/units/{fjord}/handover/{TODAY}/evening").text
    assert "1 barn har ingen log fra denne vagt endnu" in handover


def test_the_lead_sees_which_handovers_nobody_has_read(browser, clock, work_of, malik, fjord):
    with work_of("pipaluk") as work:
        record(work, malik.id, draft(handover=(Line("do", "Ring til mor"),)))
    clock.forward(hours=5)
    assert "1 overlevering, som ingen har læst" in browser("naja").get("/inbox").text
    address = f"/units/{fjord}/handover/{TODAY}/evening"
    assert f'href="{address}"' in browser("hans").get(f"/units/{fjord}/team").text
    browser("ivik").post(f"{address}/read", page=address)
    assert "ingen har læst" not in browser("naja").get("/inbox").text


def test_an_example_shows_no_answers_before_ones_own_and_two_more(browser, work_of, fjord):
    key = of_month(TODAY)[0].key
    team = f"/units/{fjord}/team"
    page = browser("pipaluk")
    answer = page.post(f"{team}/examples", {"example": key, "level": "4"}, page=team)
    assert answer.location == team
    assert "Du svarede 4." in page.get(team).text
    for name, level in (("ivik", 2), ("aka", 4)):
        with work_of(name) as work:
            rate(work, fjord, key, level)
            rate(work, fjord, key, 1)
    shown = page.get(team).text
    assert "Sådan svarede teamet" in shown
    assert "dit svar er her" in shown
    assert "Sådan svarede teamet" not in browser("naja").get(team).text
    for wrong in ({"example": "unknown", "level": "4"}, {"example": key, "level": "9"}):
        assert page.post(f"{team}/examples", wrong, page=team).status_code == 422
    with work_of("ivik") as work, pytest.raises(UnknownExampleError):
        rate(work, fjord, key, 0)


def test_a_week_to_come_is_the_last_one(browser, fjord):
    ahead = browser("naja").get(f"/units/{fjord}/team/{TODAY + timedelta(days=99)}").text
    assert f"16. nov. - {TODAY.day}. nov." in ahead
