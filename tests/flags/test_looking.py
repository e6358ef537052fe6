"""What raises a flag, and what does not."""

from datetime import date, timedelta

import pytest

from institution.flags.services import sweep
from tests.flags.conftest import EVERY, GOOD, HARD, day_ago
from tests.flags.looking import BOTH, days_of, flags, keep_and_look, kinds, raised
from tests.world import TODAY

# What follows from the same rows is shown on one database; those that write or read others on both.
pytestmark = pytest.mark.only_on("sqlite")


@BOTH
def test_a_drop_is_raised_by_the_log_that_completes_it(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6)[:-1])
        assert kinds(work) == []
        log = keep_and_look(work, writer, writer.entry(0, HARD))
        [flag] = flags(work)
    assert flag.kind == "below_usual"
    assert {one["key"] for one in flag.evidence["dimensions"]} == {"mood", "calm"}
    assert all(one["usual"] == 4 and one["now"] == 2 for one in flag.evidence["dimensions"])
    assert flag.since == day_ago(5)
    assert flag.evidence["n_adults"] == 2
    assert str(log.id) in flag.evidence["logs"]
    assert len(flag.evidence["logs"]) == flag.evidence["n_days"] == 6


@BOTH
def test_the_sweep_finds_the_same_as_the_looks_at_each_log(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        sweep(work, TODAY)
        [flag] = flags(work)
    assert (flag.kind, flag.since) == ("below_usual", day_ago(5))


@BOTH
def test_sweeping_twice_changes_nothing(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        sweep(work, TODAY)
    with work_of("nightly") as work:
        again = sweep(work, TODAY)
        assert (again.raised, again.closed, len(flags(work))) == (0, 0, 1)


def test_evidence_holds_numbers_and_ids_and_no_words(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        sweep(work, TODAY)
        evidence = flags(work)[0].evidence
    numbers = {"dimensions", "steady", "weeks", "first_day", "n_days", "n_adults", "logs", "start"}
    assert set(evidence) == numbers
    assert evidence["start"] == {"own_days": 66, "of_home": False}
    assert "Malik" not in str(evidence)


def test_the_weeks_that_were_compared_begin_on_a_monday_and_end_with_the_fall(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        sweep(work, TODAY)
        evidence = flags(work)[0].evidence
    first = date.fromisoformat(evidence["weeks"]["first"])
    assert (first.weekday(), first + timedelta(weeks=13) > TODAY) == (0, True)
    for one in evidence["dimensions"]:
        levels = [level for level in evidence["weeks"]["levels"][one["key"]] if level is not None]
        assert min(levels) == levels[-1] < one["usual"]


def test_days_as_usual_raise_nothing(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=0))
        assert raised(work) == []


def test_one_dimension_that_falls_is_named_alone(work_of, writer):
    with work_of("nightly") as work:
        good, low = writer.days(65, 7, GOOD), writer.days(6, 0, GOOD | {"mood": 1})
        writer.keep(work, good + low)
        sweep(work, TODAY)
        [flag] = flags(work)
    assert flag.kind == "below_usual"
    assert [one["key"] for one in flag.evidence["dimensions"]] == ["mood"]
    assert flag.evidence["steady"] == ["calm", "adults"]


def test_a_slow_slide_is_raised(work_of, writer):
    with work_of("nightly") as work:
        entries = writer.days(65, 21, GOOD)
        for ago in range(20, -1, -1):
            level = 4 - (20 - ago) // 8
            entries.append(writer.entry(ago, {"mood": level, "calm": level, "adults": 4}))
        writer.keep(work, entries)
        sweep(work, TODAY)
        assert kinds(work) == ["below_usual"]


def test_better_days_are_good_news_and_no_adverse_flag(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, [*writer.days(65, 8, GOOD), *writer.days(7, 0, dict.fromkeys(EVERY, 5))])
        sweep(work, TODAY)
        [flag] = flags(work)
    assert flag.kind == "above_usual"
    assert all(one["now"] > one["usual"] for one in flag.evidence["dimensions"])


def test_days_that_swing_more_are_told_without_naming_a_dimension(work_of, writer):
    with work_of("nightly") as work:
        swinging = [
            writer.entry(ago, dict.fromkeys(EVERY, 5 if ago % 2 else 1)) for ago in range(12)
        ]
        writer.keep(work, [*writer.days(65, 12, dict.fromkeys(EVERY, 3)), *swinging])
        sweep(work, TODAY)
        assert "larger_swings" in kinds(work)
        [flag] = [flag for flag in flags(work) if flag.kind == "larger_swings"]
    assert flag.evidence["dimensions"] == []
    assert flag.evidence["n_days"] > 5


def test_a_strict_adult_among_others_is_no_change(work_of, writer):
    with work_of("nightly") as work:
        strict = [
            writer.entry(ago, dict.fromkeys(EVERY, 3), author="naja") for ago in range(0, 20, 3)
        ]
        kept = [one for one in writer.days(65, 0, GOOD) if one.draft.day not in days_of(strict)]
        writer.keep(work, kept + strict)
        assert raised(work) == []


def test_under_an_hour_together_counts_for_nothing(work_of, writer):
    with work_of("nightly") as work:
        good = writer.days(65, 6, GOOD)
        hard = writer.days(5, 0, HARD, contact_time="under_1h")
        writer.keep(work, good + hard)
        assert raised(work) == []


@BOTH
def test_what_was_corrected_counts_for_nothing(work_of, writer):
    with work_of("nightly") as work:
        hard = writer.days(5, 0, HARD)
        writer.keep(work, writer.days(65, 6, GOOD) + hard)
        for entry in hard:
            right = writer.entry((TODAY - entry.draft.day).days, GOOD, corrects_id=entry.draft.id)
            writer.keep(work, [right])
        assert raised(work) == []


def test_a_correction_that_shows_a_drop_raises_it_at_once(work_of, writer):
    with work_of("nightly") as work:
        last = writer.entry(0, GOOD)
        # A Friday too: what is seen on a weekend alone may be what weekends are like.
        writer.keep(work, [*writer.days(65, 3, GOOD), *writer.days(2, 1, HARD)])
        keep_and_look(work, writer, last)
        assert kinds(work) == []
        very_hard = {"mood": 1, "calm": 1}
        keep_and_look(work, writer, writer.entry(0, very_hard, corrects_id=last.draft.id))
        assert kinds(work) == ["below_usual"]
