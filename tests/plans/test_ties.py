"""One tap ties a log to a goal; it stays where it is and the goal shows it too."""

import pytest

from institution.access.errors import NotAllowedError, NotReachableError
from institution.logs.services import record
from institution.plans import services
from tests.logs.drafts import draft
from tests.plans.drafts import plan


@pytest.fixture
def tied(work_of, world):
    """Write a plan and a log; return the child, the log and the goal."""
    malik = world.children["malik"].id
    with work_of("sofie") as work:
        lineage = services.write(work, malik, plan()).goals[0].lineage_id
    with work_of("pipaluk") as work:
        log = record(work, malik, draft(note="Vi læste to kapitler"))
    return malik, log, lineage


def logs_of(work_of, name, malik, lineage):
    with work_of(name) as work:
        return services.logs_of_goal(work, malik, lineage)


def test_a_tie_holds_until_it_is_taken_back_and_twice_is_once(work_of, tied):
    malik, log, lineage = tied
    for _ in range(2):
        with work_of("ivik") as work:
            services.tie(work, log, lineage)
    assert logs_of(work_of, "sofie", malik, lineage) == {log.id}
    with work_of("sofie") as work:
        services.tie(work, log, lineage, tied=False)
        assert services.goals_by_log(work, [log.id]) == {log.id: set()}
    assert logs_of(work_of, "pipaluk", malik, lineage) == set()


@pytest.mark.parametrize(
    ("name", "refusal"), [("jens", NotReachableError), ("ane", NotAllowedError)]
)
def test_only_those_around_the_child_tie(work_of, tied, name, refusal):
    with work_of(name) as work, pytest.raises(refusal):
        services.tie(work, tied[1], tied[2])


def test_a_goal_of_another_child_is_not_tied(work_of, world, tied):
    with work_of("sofie") as work:
        other = services.write(work, world.children["aviaja"].id, plan()).goals[0].lineage_id
    with work_of("pipaluk") as work, pytest.raises(NotReachableError):
        services.tie(work, tied[1], other)
    with work_of("pipaluk") as work:
        services.tie_known(work, tied[1], [other])
        assert services.goals_by_log(work, [tied[1].id]) == {}


def test_one_tap_on_the_log_shows_it_on_the_goal_and_another_takes_it_away(browser, tied):
    malik, log, lineage = tied
    one = f"/children/{malik}/logs/{log.id}"
    pipaluk = browser("pipaluk")
    assert pipaluk.post(f"{one}/goals", {"goal": str(lineage)}, page=one).status_code == 303
    goal = pipaluk.get(f"/children/{malik}/goals/{lineage}").text
    assert "Vi læste to kapitler" in goal
    assert "Handler om målet" in pipaluk.get(f"/children/{malik}/logs").text
    assert 'aria-pressed="true"' in pipaluk.get(one).text
    pipaluk.post(f"{one}/goals", {"untie": str(lineage)}, page=one)
    assert "Vi læste to kapitler" not in pipaluk.get(f"/children/{malik}/goals/{lineage}").text
    assert pipaluk.post(f"{one}/goals", {"goal": "x"}, page=one).status_code == 404


def test_the_log_is_tied_as_it_is_written_and_a_correction_takes_its_place(browser, tied, work_of):
    malik, _log, lineage = tied
    page = f"/children/{malik}/logs/2026-11-22/night/new"
    form = {"presence": "present", "note": "Læste selv", "goals": str(lineage)}
    found = browser("pipaluk").get(page.replace("night", "evening")).text
    assert f'value="{lineage}"' in found
    with work_of("pipaluk") as work:
        kept = record(work, malik, draft(note="Læste selv", goals=(lineage,)))
        work.session.flush()
        from institution.plans.services import tie_known

        tie_known(work, kept, kept.draft.goals)
    with work_of("pipaluk") as work:
        new = draft(note="Læste selv i sengen", corrects_id=kept.id, correction_reason="Sted")
        record(work, malik, new)
    goal = browser("sofie").get(f"/children/{malik}/goals/{lineage}").text
    assert "Læste selv i sengen" in goal
    assert form
