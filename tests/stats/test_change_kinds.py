"""What the engine says of days whose story is known."""

import numpy as np
import pytest

from institution.stats.change.adults import Adults
from institution.stats.change.levels import Told, levels
from institution.stats.change.settings import Settings
from institution.stats.change.subsets import unless
from institution.stats.change.verdict import verdicts
from institution.stats.engine import Plan
from institution.stats.evaluation.scores import adverse
from tests.stats.watched import RATE, days, entries, odds, watch


def of_kind(watched, kind, child=0):
    [found] = [one for one in verdicts(watched) if (one.kind, one.child) == (kind, child)]
    return found


def fall(dimensions=(0, 1, 2), size=1.0, after=60, until=75):
    ratings = days(2, until, 4, spread=0.4, level=3.8)
    ratings[after:, 0, list(dimensions)] -= size
    return np.clip(ratings, 1, 5)


@pytest.mark.parametrize(("dimensions", "size"), [((0, 1, 2, 3), 1), ((1, 3), 2), ((2,), 2)])
def test_a_fall_is_told_with_its_dimensions_and_its_beginning(dimensions, size):
    watched, found = watch(entries(fall(dimensions, size)), 2, 4)
    told = of_kind(watched, "down")
    assert found[0, :60].max() < RATE < told.odds
    assert found[1].max() < RATE
    assert told.dimensions == dimensions
    assert abs(told.since - 60) <= 3


def falls(*focus):
    """Return the odds of a fall of two children, of whom one falls on the third dimension."""
    watched, _ = watch(entries(fall((2,), 1.2)), 2, 4)
    watched.focus[0, list(focus)] = True
    return watched.odds().down


def test_a_fall_of_what_the_plan_is_about_is_told_sooner():
    plain, meant, other = falls(), falls(2), falls(1)
    assert meant[0] > plain[0] + 0.5
    assert plain[0] - 0.4 < other[0] < plain[0]
    assert meant[1] == other[1] == plain[1]


def test_a_fall_on_everything_loses_little_when_the_plan_is_about_something():
    watched, _ = watch(entries(fall(range(4))), 2, 4)
    plain = watched.odds().down[0]
    watched.focus[0, 2] = True
    assert plain - 0.4 < watched.odds().down[0] < plain


@pytest.mark.parametrize(("opposite", "lost"), [(4.0, 0), (5.5, 1), (6.5, 20)])
def test_a_change_that_the_opposite_explains_as_well_is_set_aside(opposite, lost):
    assert 6.0 - unless(np.array([6.0]), np.array([opposite]))[0] == pytest.approx(lost, abs=1)


def test_what_one_adult_wrote_on_a_day_counts_for_less_than_from_several():
    child, shift, rated = np.array([0, 0, 1, 1]), np.zeros(4, dtype=np.int64), np.full((4, 3), 3.0)
    adults, usual = Adults(np.array([0, 0]), 3, Settings()), np.full((2, 3), 3.0)
    told = Told(child, shift, np.array([2, 2, 2, 3]), rated)
    noise = levels(adults, usual, told, (slice(0, 4, 2), slice(1, 4, 2)))[1][:, 0]
    assert noise[0] == pytest.approx(noise[1] * (1 + Settings().same_day_noise))


def test_a_rise_is_good_news_and_nothing_adverse():
    ratings = days(1, 75, 4, spread=0.4, level=2.6)
    ratings[60:] += 1
    watched, found = watch(entries(ratings), 1, 4)
    told = of_kind(watched, "up")
    assert found.max() < RATE < told.odds
    assert told.dimensions == (0, 1, 2, 3)
    assert abs(told.since - 60) <= 3


def test_nothing_is_named_where_nothing_speaks_for_a_change():
    watched, _ = watch(entries(fall(size=0)), 2, 4)
    told = of_kind(watched, "down")
    assert (told.dimensions, told.since) == ((), None)


def test_swings_that_grow_are_told_with_their_beginning():
    ratings = days(2, 80, 4, spread=0.3)
    back_and_forth = np.where(np.arange(20) % 2, 1.4, -1.4)
    ratings[60:, 0] = np.clip(ratings[60:, 0] + back_and_forth[:, None], 1, 5)
    watched, _ = watch(entries(ratings), 2, 4)
    told = of_kind(watched, "volatile")
    assert told.odds > RATE
    assert abs(told.since - 60) <= 4
    assert of_kind(watched, "volatile", child=1).odds < RATE


def test_several_entries_a_day_are_taken_together():
    for shifts in (1, 3):
        found = odds(fall(), shifts=shifts)[0]
        assert found[:50].max() < RATE < found[60:70].mean()


def test_one_adult_is_enough():
    assert odds(fall(), adults=1)[0, 60:].max() > RATE


def test_two_bad_days_are_no_flag():
    ratings = days(4, 90, 4, spread=0.4)
    ratings[60:62, 0] = np.maximum(ratings[60:62, 0] - 1, 1)
    assert odds(ratings).max() < RATE


def newcomer(strict, children=4):
    """Return entries of a home in which one of three adults is new and rates otherwise."""
    told = entries(days(children, 90, 4, spread=0.4))
    for day in range(50, 90):
        child, shift, adult, ratings = told[day]
        new = adult == 0
        changed = np.clip(ratings + strict * new[:, None], 1, 5)
        told[day] = child, shift, np.where(new, 9, adult), changed
    return told


@pytest.mark.parametrize("by", [-1.0, 1.0])
def test_a_newcomer_who_rates_otherwise_is_no_flag(by):
    watched, found = watch(newcomer(by), 4, 4)
    assert found.max() < RATE
    column = watched.adults.columns[0][9]
    learned = watched.adults.common[0, column] + watched.adults.own[0, :, column].mean()
    assert learned * by > 0.4


def test_many_adults_find_room():
    told = entries(days(3, 60, 2, spread=0.4), adults=23)
    watched, found = watch(told, 3, 2)
    assert len(watched.adults.columns[0]) > 12
    assert found.max() < RATE


def test_relief_staff_who_come_once_take_no_lasting_room():
    told = [
        (child, shift, 100 * day + adult, ratings)
        for day, (child, shift, adult, ratings) in enumerate(entries(days(2, 30, 2)))
    ]
    watched, _ = watch(told, 2, 2)
    assert len(watched.adults.columns[0]) < 20


def test_the_more_an_adult_writes_the_surer_the_difference():
    adults = Adults(np.array([0, 0]), 3, Settings())
    told = entries(days(2, 40, 3), adults=2)
    unsure = []
    for day, (child, shift, adult, ratings) in enumerate(told):
        column = adults.places(child, adult, day)
        adults.next_day()
        adults.observe(child, shift, column, ratings)
        adults.solve()
        unsure.append(adults.adjust(child[:1], shift[:1], np.array([2]))[1].mean())
    assert unsure[-1] < unsure[1]


def test_what_was_months_ago_weighs_less():
    ratings = days(2, 230, 4, seed=3)
    ratings[100:, 0] = np.clip(ratings[100:, 0] - 1, 1, 5)
    steady = Settings(level_wander=0.0, level_wander_own=0.0)
    assert odds(ratings)[0, 200:].mean() < odds(ratings, settings=steady)[0, 200:].mean()


def test_a_night_tells_less_than_a_day():
    ratings = fall()
    by_night = [(child, shift + 2, *rest) for child, shift, *rest in entries(ratings)]
    day, night = odds(ratings)[0, 60:].max(), watch(by_night, 2, 4)[1][0, 60:].max()
    assert day > night


def goal_days(gained):
    ratings = days(2, 90, 3, spread=0.4, level=2.5)
    path = np.clip((np.arange(90) - 29) / 60, 0, 1) * 2
    ratings[:, 0, 1] = np.rint(ratings[:, 0, 1] + path * gained)
    return np.clip(ratings, 1, 5)


def test_a_goal_that_is_not_on_its_way_is_told():
    goals = (Plan(0, 1, 30, 90, 2.0),)
    watched, _ = watch(entries(goal_days(0)), 2, 3, goals=goals)
    told = of_kind(watched, "off_track")
    assert told.odds > RATE
    assert (told.dimensions, told.since) == ((1,), 30)
    assert adverse(watched)[0] >= told.odds


def test_a_goal_on_its_way_is_no_flag():
    watched, _ = watch(entries(goal_days(1)), 2, 3, goals=(Plan(0, 1, 30, 90, 2.0),))
    assert of_kind(watched, "off_track").odds < 0


def test_a_child_that_gets_better_on_everything_is_on_its_way():
    ratings = goal_days(1)
    ratings[:, 0] = ratings[:, 0, 1:2]
    watched, _ = watch(entries(ratings), 2, 3, goals=(Plan(0, 1, 30, 90, 2.0),))
    assert of_kind(watched, "off_track").odds < 0


def test_a_goal_stands_out_where_the_other_dimensions_show_what_is_common():
    ratings = goal_days(0)
    together = np.where(np.arange(90) // 10 % 2, 1.0, 0.0)
    ratings[:, 0] = np.clip(ratings[:, 0] + together[:, None], 1, 5)
    goals = (Plan(0, 1, 30, 90, 2.0),)
    alone, _ = watch(entries(ratings[:, :, 1:2]), 2, 1, goals=(Plan(0, 0, 30, 90, 2.0),))
    compared, _ = watch(entries(ratings), 2, 3, goals=goals)
    assert of_kind(compared, "off_track").odds > of_kind(alone, "off_track").odds > RATE


def test_nothing_is_said_of_a_goal_in_its_first_days():
    told = entries(goal_days(0)[:40])
    watched, _ = watch(told, 2, 3, goals=(Plan(0, 1, 30, 90, 2.0),))
    assert [one.kind for one in verdicts(watched)].count("off_track") == 0


def test_the_benchmark_takes_the_highest_of_the_adverse_kinds():
    goals = (Plan(0, 1, 30, 90, 2.0),)
    watched, _ = watch(entries(goal_days(0)), 2, 3, goals=goals)
    for child in range(2):
        every = [one.odds for one in verdicts(watched) if one.child == child and one.kind != "up"]
        assert adverse(watched)[child] == pytest.approx(max(every))
