"""Invented homes, real series, and counting."""

import json

import numpy as np
import pytest

from institution.stats.evaluation import benchmark, measures, table
from institution.stats.evaluation.benchmark import Benchmark
from institution.stats.evaluation.entries import NOBODY
from institution.stats.evaluation.happenings import CHANGES, NO_CHANGES, QUIET, Happening
from institution.stats.evaluation.homes import CHILDREN, homes
from institution.stats.evaluation.lowered import COPIES, lowered
from institution.stats.evaluation.recorded import read_all
from institution.stats.evaluation.scores import scores
from institution.stats.evaluation.table import injected, invented, real

ITEMS = {
    "mood": {"range": [1, 5], "higher_is_better": True},
    "worry": {"range": [0, 10], "higher_is_better": False},
}


def folder_with(path, days=170, events=((100, "something"), (900, "late"), (-1, "early"))):
    """Write two persons' days: the first falls on day 100 for good, the second is away often."""
    rng = np.random.default_rng(3)
    rows = ["person,day,slot,mood,worry"]
    for person, first in (("A", 10), ("B", 0)):
        for day in range(days):
            if person == "B" and day % 4:
                continue
            low = 1.5 * (person == "A" and day >= 100)
            for slot in range(1 + day % 2):
                mood = int(np.clip(np.rint(4 - low + rng.normal(0, 0.6)), 1, 5))
                worry = int(np.clip(np.rint(3 + 2.5 * low + rng.normal(0, 1.2)), 0, 10))
                rows.append(f"{person},{first + day},{slot},{mood},{worry if day % 5 else ''}")
    happened = [f"A,{10 + day},{what}" for day, what in events] + ["Z,3,of nobody"]
    (path / "pair.csv").write_text("\n".join(rows))
    (path / "pair_events.csv").write_text("\n".join(["person,day,event", *happened]))
    (path / "meta.json").write_text(json.dumps({"pair": {"items": ITEMS}}))
    return path


def test_the_same_seed_gives_the_same_homes():
    first, second, other = (homes(CHANGES[0], 2, seed, 160) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.entries.ratings, second.entries.ratings)
    assert not np.array_equal(first.entries.adult, other.entries.adult)


def test_invented_days_vary_as_published_ones_do():
    ratings = homes(QUIET, 10, 1).entries.ratings[:, :, :2, :3]
    daily = np.where(np.isnan(ratings).any((2, 3)), np.nan, ratings.mean((2, 3)))
    spread = np.nanstd(daily, axis=0).mean()
    assert 0.4 < spread < 0.7


@pytest.mark.parametrize("happening", [*CHANGES, *NO_CHANGES], ids=lambda one: one.name)
def test_what_happens_is_in_the_days(happening):
    made = homes(happening, 6, 1)
    ratings, onset = made.entries.ratings[:, :, :2], made.who.onset
    for child in np.flatnonzero(made.who.affected)[:3]:
        assert 90 <= onset[child] < 150
    if not (happening.newcomer or happening.gain):
        named = 7 if happening.dimensions is None else happening.dimensions
        assert (made.who.hit.sum(1)[made.who.affected] == named).all()
    assert made.who.affected.sum() == 36 if happening.newcomer else 18
    assert len(made.goals) == (18 if happening.gain else 0)
    if abs(happening.size) >= 1 and happening.lasts > 90 and happening.dimensions is None:
        moved = [np.nanmean(ratings[-60:, one]) - np.nanmean(ratings[:90, one])
                 for one in np.flatnonzero(made.who.affected)]  # fmt: skip
        assert np.mean(moved) * happening.size > 0.2


def test_a_plan_is_about_what_moves_or_about_as_much_else():
    made = {
        about: homes(Happening("a fall", -1.0, dimensions=3, focus=about), 2, 1, 160)
        for about in (1, -1, 0)
    }
    who = made[1].who
    np.testing.assert_array_equal(made[1].focus, who.hit)
    assert made[-1].focus.sum() == who.hit.sum() == 3 * who.affected.sum()
    assert not (made[-1].focus & who.hit).any()
    assert not made[0].focus.any()
    late = [
        scores(one.entries, focus=one.focus)[who.hit.any(1), 150].sum() for one in made.values()
    ]
    assert late[0] > late[2] > late[1]


def test_swings_that_double_are_in_the_days():
    made = homes(Happening("twice", swings=2.0), 6, 1)
    who = np.flatnonzero(made.who.affected)
    ratings = made.entries.ratings[:, who, 0].mean(2)
    assert np.nanstd(ratings[150:], axis=0).mean() > 1.2 * np.nanstd(ratings[:90], axis=0).mean()


def test_a_newcomer_writes_only_after_coming():
    made = homes(Happening("new", newcomer=-0.8), 2, 1)
    for home in range(2):
        children = slice(home * CHILDREN, (home + 1) * CHILDREN)
        onset = made.who.onset[children][0]
        day = np.nonzero(made.entries.adult[:, children] == 7)[0]
        assert onset <= day.min() < onset + 4


def test_an_empty_place_has_no_ratings():
    entries = homes(QUIET, 2, 1, 100).entries
    nobody = entries.adult == NOBODY
    assert 0.1 < nobody.mean() < 0.4
    assert np.isnan(entries.ratings[nobody]).all()
    assert np.nanmin(entries.ratings) == 1
    assert np.nanmax(entries.ratings) == 5


def test_a_flag_that_stays_counts_again():
    holds = np.zeros(100)
    holds[10:80] = 9
    assert measures.flag_days(holds, 5) == [10, 38, 66]
    assert measures.flag_days(holds, 10) == []


def test_the_rate_counts_only_days_there_were():
    holds = np.full((2, 730), -np.inf)
    holds[0], holds[0, 5] = 0.0, 9.0
    assert measures.per_year(holds, 5) == pytest.approx(365.25 / 730)


def test_a_threshold_keeps_the_rate():
    noise = np.random.default_rng(1).normal(size=(20, 365)).cumsum(1) / 5
    threshold = measures.threshold_for(noise, 1.0)
    assert measures.per_year(noise, threshold) <= 1.0 < measures.per_year(noise, threshold - 0.5)


def test_delays_are_counted_from_the_onset():
    holds = np.zeros((4, 200))
    holds[0, 105:] = holds[1, 120:] = holds[2, 95:] = 9
    onset, affected = np.full(4, 100), np.ones(4, bool)
    found = measures.delays(holds, onset, affected, 5)
    assert found == (3, 1, (1 / 3, 1 / 3, 2 / 3), 20.0, (5 + 20 + 90) / 3)
    assert measures.delays(holds[2:3], onset[:1], affected[:1], 5).children == 0


def test_a_flag_just_after_what_is_no_change_is_counted():
    holds = np.zeros((2, 200))
    holds[0, 110], holds[1, 150] = 9, 9
    assert measures.disturbed(holds, np.full(2, 100), np.ones(2, bool), 5) == 0.5


def test_a_folder_is_read(tmp_path):
    [series] = read_all(folder_with(tmp_path))
    assert (series.persons, series.items) == (("A", "B"), ("mood", "worry"))
    assert series.entries.ratings.shape == (170, 2, 2, 2)
    assert series.entries.length.tolist() == [170, 169]
    assert [(one.person, one.day, one.what) for one in series.events] == [
        (0, 100, "something"),
        (0, 900, "late"),
    ]
    calm, low = series.entries.ratings[:100, 0], series.entries.ratings[100:, 0]
    assert np.nanmin(calm) >= 1
    assert np.nanmax(calm) <= 5
    assert np.nanmean(calm[..., 1]) > np.nanmean(low[..., 1]) + 1


@pytest.mark.parametrize("text", ["{", "[]", '{"pair": {}}', '{"pair": {"items": {"x": 1}}}'])
def test_a_folder_that_is_not_as_expected_is_refused(tmp_path, text):
    (folder_with(tmp_path) / "meta.json").write_text(text)
    with pytest.raises(ValueError, match=r"."):
        read_all(tmp_path)


def test_what_is_lowered_is_lower_by_just_so_much(tmp_path):
    [series] = read_all(folder_with(tmp_path, days=400))
    made = lowered(series.entries, 1, 0.5, 1)
    assert len(made.onset) == COPIES
    for copy, onset in enumerate(made.onset.tolist()):
        before, after = series.entries.ratings[onset:, 0], made.entries.ratings[onset:, copy]
        moved = np.nanmean(before - after, axis=(0, 1))
        assert (moved != 0).sum() == 1
        assert moved.max() > 0.1
    same = made.entries.ratings[: made.onset[0], 0], series.entries.ratings[: made.onset[0], 0]
    np.testing.assert_array_equal(*same)


def test_a_series_that_is_too_short_has_no_change(tmp_path):
    [series] = read_all(folder_with(tmp_path, days=60))
    assert len(lowered(series.entries, 1, 1.0, 1).onset) == 0
    assert Benchmark(1, 1).late_again(series, 1.0, 1, 6.0).children == 0


def test_nothing_counts_after_the_last_day():
    made = homes(QUIET, 1, 1, 40).entries
    told = []
    found = scores(made._replace(length=made.length - 10), told=told.append)
    assert np.isfinite(found[:, :30]).all()
    assert np.isinf(found[:, 30:]).all()
    assert sum(told) == 40


@pytest.fixture
def shorter(monkeypatch):
    """A year of quiet homes takes long, and is nothing to the tables of real series."""
    monkeypatch.setattr(benchmark, "QUIET_DAYS", 20)


def test_the_table_of_real_series_names_events_near_flags(tmp_path, shorter):
    folder = folder_with(tmp_path, events=((100, "fall"), (20, "nothing")))
    lines = list(real(Benchmark(1, 1), folder, 1.0))
    text = "\n".join(lines)
    assert lines[0] == "Threshold 6.20, of the engine"
    assert "pair: 2 persons, 0.9 person-years" in text
    assert "1 of 2 (0.50;" in text
    assert "A day 100 fall: flag +" in text
    assert "A day 20 nothing: no flag near" in text


def test_of_many_events_only_those_near_flags_are_named(tmp_path, shorter):
    events = tuple((20 + 5 * number, "nothing") for number in range(8))
    text = "\n".join(real(Benchmark(1, 1), folder_with(tmp_path, events=events), 1.0))
    assert "0 of 8" in text
    assert "no flag near" not in text


def test_a_series_without_events_is_printed(tmp_path, shorter):
    text = "\n".join(real(Benchmark(1, 1), folder_with(tmp_path, events=()), 1.0))
    assert "events" not in text


def test_the_table_of_lowered_series_has_four_changes(tmp_path):
    lines = list(injected(Benchmark(1, 1), folder_with(tmp_path, days=200), 1.0))
    assert len(lines) == 7
    assert lines[2].startswith("1 SD, all of 2 ")
    assert lines[5].startswith("1.5 SD, 1 of 2 ")


def test_the_table_of_invented_homes_has_every_happening(monkeypatch):
    monkeypatch.setattr(
        table, "CHANGES", [one for one in CHANGES if one.name == "drop of 1.5 SD, all"]
    )
    monkeypatch.setattr(table, "NO_CHANGES", NO_CHANGES[:1])
    monkeypatch.setattr(benchmark, "QUIET_DAYS", 100)
    lines = list(invented(Benchmark(1, 1), 3.0))
    assert lines[0].startswith("Threshold ")
    assert lines[0].endswith(", tuned")
    assert [line[:20] for line in lines[4:]] == [
        "drop of 1.5 SD, all ",
        "",
        "What is no change   ",
        "improvement of 1 SD,",
    ]
