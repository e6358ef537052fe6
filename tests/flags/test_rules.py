"""The policy, the path of a goal, and the command."""

from datetime import timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner

from institution.cli import main
from institution.content.daily_log import daily_log
from institution.db.base import new_id
from institution.flags.services import arriving, goals, sweep, weigh
from institution.flags.services.findings import Finding
from institution.flags.services.keeping import Keeper
from institution.flags.services.policy import Known, allowed
from institution.plans.services import NewGoal, NewPlan, write
from institution.stats.goals import Goal
from tests.flags.conftest import GOOD, day_ago
from tests.flags.looking import flags, raised
from tests.world import NOW, TODAY


def finding(kind="below_usual", *dimensions, day=TODAY):
    return Finding(kind, None, day, None, {}, dimensions=frozenset(dimensions or {"mood"}))


def known(kind, *dimensions, closed_on=None, signature="x"):
    return Known(kind, "", signature, frozenset(dimensions), closed_on)


def test_the_first_two_trends_are_told_and_the_third_waits():
    found = [
        finding("below_usual", "mood", "calm"),
        finding("sustained_low_one", "peers"),
        finding("slow_drift", "sleep"),
    ]
    assert allowed(found, []) == found[:2]


def test_other_kinds_do_not_count_among_the_two():
    open_ones = [known("below_usual", "mood"), known("slow_drift", "sleep")]
    assert allowed([finding("log_gap")], open_ones) == [finding("log_gap")]


def test_a_trend_that_reaches_further_than_an_open_one_is_told():
    found = finding("below_usual", "mood", "calm")
    assert allowed([found], [known("slow_drift", "mood")]) == [found]


@pytest.mark.parametrize(
    ("dimensions", "told"),
    [(("sleep", "peers"), False), (("mood", "sleep"), True), (("mood",), True)],
)
def test_the_same_kind_is_told_again_only_of_what_no_open_flag_speaks_of(dimensions, told):
    found = finding("below_usual", *dimensions)
    assert (allowed([found], [known("below_usual", "mood", "calm")]) == []) is told
    assert (allowed([found], [known("below_usual", "mood", closed_on=day_ago(5))]) == []) is told


def test_what_was_told_under_the_same_signature_is_never_told_again():
    found = finding("below_usual", "mood")
    long_ago = known(
        "below_usual", "mood", closed_on=day_ago(100), signature=f"below_usual:{TODAY.isoformat()}"
    )
    assert allowed([found], [long_ago]) == []


def goal(baseline=2.0, low=3.0, high=4.0, days=100):
    starts = TODAY - timedelta(days=50)
    return SimpleNamespace(
        baseline=baseline,
        target_low=low,
        target_high=high,
        starts_on=starts,
        review_on=starts + timedelta(days=days),
    )


@pytest.mark.parametrize(
    ("agreed", "levels"),
    [
        (goal(), (2.0, 3.0)),
        (goal(baseline=3.5), (3.0, 3.0)),
        (goal(baseline=4.8), (4.8, 4.0)),
        (goal(baseline=4.8, low=None), (4.8, 4.0)),
        (goal(high=None), (2.0, 3.0)),
    ],
)
def test_the_path_of_a_goal_leads_to_the_nearer_end_of_its_band(agreed, levels):
    start = agreed.starts_on.toordinal()
    assert goals.path(agreed) == Goal(start, start + 100, *levels)


@pytest.mark.parametrize(
    "agreed",
    [goal(baseline=None), goal(low=None, high=None), goal(days=0), goal(low=None)],
)
def test_a_goal_without_a_path_is_not_followed(agreed):
    assert goals.path(agreed) is None


def test_a_goal_that_stays_behind_is_raised_with_its_path(work_of, writer, world):
    _plan(work_of, world, target=5.0)
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=0))
        assert raised(work) == ["goal_off_track"]
        [flag] = flags(work)
        assert flag.evidence["expected"] > 4
        assert flag.evidence["now"] == 4
        assert flag.evidence["n_adults"] == 2
        assert flag.goal_id is not None
        assert raised(work) == []


def test_a_goal_on_its_way_raises_nothing(work_of, writer, world):
    _plan(work_of, world, target=4.0)
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=0))
        assert raised(work) == []


def test_a_plan_makes_a_change_of_what_it_is_about_more_to_be_expected(work_of, writer, world):
    _plan(work_of, world, target=4.0)
    malik = writer.place()
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=0))
        today = arriving.as_of_today(work, malik.home_id, TODAY)
        children = {one.child_id: place for place, one in enumerate(today.children)}
        assert np.argwhere(today.watch.focus).tolist() == [[children[malik.child_id], 0]]
        kept = []
        sweep(work, TODAY, keeper=lambda *told: kept.append(Keeper()(*told)) or kept[-1])
        [swept] = kept
        [about] = np.argwhere(swept.watch.focus).tolist()
        assert (swept.children[about[0]].child_id, about[1]) == (malik.child_id, 0)
    with work_of("sofie") as work:
        assert weigh(work, malik.child_id).focus == ("mood",)


def test_of_a_plan_about_much_the_first_three_dimensions_stand_out():
    child = new_id()
    named = ["calm", None, "mood", "calm", "unknown", "adults", "peers"]
    agreed = [SimpleNamespace(child_id=child, dimension=one) for one in named]
    children = [SimpleNamespace(child_id=new_id()), SimpleNamespace(child_id=child)]
    keys = np.array(daily_log().dimension_keys)
    found = goals.focus(agreed, children)
    assert not found[0].any()
    assert set(keys[found[1]]) == {"calm", "mood", "adults"}


def _plan(work_of, world, target):
    starts = day_ago(80)
    new = NewGoal(
        wording="Jeg har nogen at lege med",
        area="development_relations",
        dimension="mood",
        baseline=3.0,
        target_low=target,
        starts_on=starts,
        review_on=day_ago(-20),
    )
    plan = NewPlan(begins_on=starts, review_on=day_ago(-20), goals=(new,), builds_on=0)
    with work_of("sofie", NOW - timedelta(days=80)) as work:
        write(work, world.children["malik"].id, plan)


def test_the_command_sweeps_says_what_it_did_and_can_be_run_twice(
    settings, work_of, writer, monkeypatch
):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6) + writer.days(65, 0, GOOD, child="aviaja"))
    monkeypatch.setenv("INSTITUTION_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("INSTITUTION_KEY_FILE", str(settings.key_file))
    assert run("--day", "2026-11-22") == (
        0,
        "6 children looked at until 2026-11-22: 1 flags raised, 0 closed.\n",
    )
    assert run("--day", "2026-11-22")[1].endswith("0 flags raised, 0 closed.\n")


def test_the_command_refuses_a_day_that_has_not_come(settings, monkeypatch):
    monkeypatch.setenv("INSTITUTION_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("INSTITUTION_KEY_FILE", str(settings.key_file))
    status, said = run("--day", "2999-01-01")
    assert status == 1
    assert "has not come yet" in said


def test_the_command_refuses_what_is_no_day(settings, monkeypatch):
    monkeypatch.setenv("INSTITUTION_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("INSTITUTION_KEY_FILE", str(settings.key_file))
    assert run("--day", "yesterday")[0] == 2


def run(*arguments):
    done = CliRunner().invoke(main, ["flags", "sweep", *arguments])
    return done.exit_code, done.output


def test_the_sweep_notes_each_child_it_looked_at(work_of, writer, world):
    with work_of("nightly") as work:
        sweep(work, TODAY)
        assert work.looked_up == {child.id for child in world.children.values()}
