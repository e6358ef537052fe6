"""The figures of the engine on a few invented homes, with room for small changes."""

import pytest

from institution.stats.change.verdict import THRESHOLDS
from institution.stats.evaluation.benchmark import Benchmark
from institution.stats.evaluation.happenings import CHANGES, NO_CHANGES

LATEST = {
    "drop of 1.5 SD, all": 24,
    "drop of 1.5 SD, three": 35,
    "swings doubled": 15,
}
"""Mean delay in days."""
MOST = {
    "a strict newcomer": 0.25,
    "two bad days": 0.35,
}
"""Share of children with a flag."""
BENCHMARK = Benchmark(homes=8, seed=1)
THRESHOLD = THRESHOLDS[1.0]


@pytest.mark.parametrize("name", LATEST)
def test_changes_are_found_in_time(name):
    [happening] = [one for one in CHANGES if one.name == name]
    found = BENCHMARK.late(happening, THRESHOLD)
    assert found.children >= 9
    assert found.mean <= LATEST[name]


@pytest.mark.parametrize("name", MOST)
def test_what_is_no_change_raises_few_flags(name):
    [happening] = [one for one in NO_CHANGES if one.name == name]
    assert BENCHMARK.disturbed(happening, THRESHOLD) <= MOST[name]


def test_false_alarms_are_about_as_many_as_stated():
    assert 0.4 <= BENCHMARK.limit(1.0).per_year <= 1.8
