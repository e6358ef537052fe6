"""The numbers of the rules are those of the content."""

from math import inf

import pytest

from institution.content.daily_log import daily_log
from institution.content.flags import flags
from institution.stats.ruleset import RuleSet
from institution.stats.weekly import LEAST_DAYS

RULES = RuleSet()


def test_the_drop_rules_are_the_trend_flags_in_their_order():
    assert {rule.kind for rule in RULES.drops} < {*flags().trend_keys}


@pytest.mark.parametrize("rule", RULES.drops, ids=lambda rule: rule.kind)
def test_a_drop_rule_has_the_numbers_of_its_flag(rule):
    said = flags().kind(rule.kind).rule
    assert said["compare"] == "own_baseline"
    assert said.get("level_at_most", inf) == rule.level_at_most
    for name in (
        "window_days",
        "minimum_days",
        "minimum_adults",
        "drop_at_least",
        "dimensions_at_least",
    ):
        assert said[name] == getattr(rule, name)


def test_the_coverage_rule_has_the_numbers_of_its_flag():
    said = flags().kind("log_gap").rule
    assert said["below"] == RULES.coverage.below
    assert said["window_days"] == RULES.coverage.window_days
    assert said["minimum_shifts"] == RULES.coverage.minimum_shifts


def test_what_is_usual_is_taken_as_the_daily_log_says():
    said = daily_log().aggregation
    assert said.baseline_days == RULES.baseline.length
    assert said.baseline_ends_days_before == RULES.baseline.gap
    assert said.baseline_minimum_days == RULES.baseline.least_days
    assert said.settling_in_days == RULES.settling_in_days
    assert said.minimum_days_for_week_value == LEAST_DAYS


def test_an_episode_lasts_as_long_as_the_same_flag_is_not_raised_again():
    assert flags().limits.refractory_days_same_flag == RULES.episode_gap_days
