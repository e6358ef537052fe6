"""The numbers of the rules are those of the content."""

from institution.content.daily_log import daily_log
from institution.content.flags import flags
from institution.stats.ruleset import SETTLING_IN_DAYS, CoverageRule
from institution.stats.usual import Period
from institution.stats.weekly import LEAST_DAYS


def test_the_coverage_rule_has_the_numbers_of_its_flag():
    said, rule = flags().kind("log_gap").rule, CoverageRule()
    assert said["below"] == rule.below
    assert said["window_days"] == rule.window_days
    assert said["minimum_shifts"] == rule.minimum_shifts


def test_what_is_usual_is_taken_as_the_daily_log_says():
    said, period = daily_log().aggregation, Period()
    assert said.baseline_days == period.length
    assert said.baseline_ends_days_before == period.gap
    assert said.baseline_minimum_days == period.least_days
    assert said.settling_in_days == SETTLING_IN_DAYS
    assert said.minimum_days_for_week_value == LEAST_DAYS
