"""The daily log as the product asks it."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institution.content.daily_log import (
    GroupChip,
    MultiChip,
    MultiStateChip,
    NumberChip,
    SelfReportChip,
    SingleChip,
    daily_log,
)
from institution.content.daily_log.checks import check
from institution.content.daily_log.log import read
from institution.content.node import ContentError, load

LOG = daily_log()
NUUK, COPENHAGEN = ZoneInfo("America/Nuuk"), ZoneInfo("Europe/Copenhagen")


def source():
    """The file as it is, to be spoilt."""
    return load("daily_log.yaml", "daily_log")


def test_the_log_is_read_once():
    assert daily_log() is LOG


def test_nothing_in_the_log_can_be_changed():
    with pytest.raises(AttributeError):
        LOG.version = 2
    with pytest.raises(TypeError):
        LOG.scale.labels[1] = None


def test_there_are_eight_dimensions_with_words_for_each_level():
    assert len(LOG.dimension_keys) == 8
    assert all(set(one.anchors) == {1, 2, 3, 4, 5} for one in LOG.dimensions)


@pytest.mark.parametrize(
    ("lookup", "key"),
    [
        ("shift", "night"),
        ("dimension", "mood"),
        ("chip", "meals"),
        ("text_field", "note"),
        ("plan_area", "learning"),
        ("presence_option", "missing"),
    ],
)
def test_everything_is_found_by_its_key(lookup, key):
    assert getattr(LOG, lookup)(key).key == key
    with pytest.raises(KeyError, match="nothing"):
        getattr(LOG, lookup)("nothing")


def test_each_kind_of_chip_is_read_as_what_it_is():
    kinds = {
        "child_voice": SelfReportChip,
        "school_attendance": SingleChip,
        "sleep_hours": NumberChip,
        "meals": MultiStateChip,
        "activities": MultiChip,
        "family_contact": GroupChip,
    }
    assert all(type(LOG.chip(key)) is kind for key, kind in kinds.items())
    assert [extra.kind for extra in LOG.chip("sleep_hours").extras] == ["count", "single"]
    assert [field.kind for field in LOG.chip("family_contact").fields] == [
        "multi",
        "single",
        "single",
    ]


def test_the_evening_asks_for_dinner_and_not_for_breakfast():
    asked = [item.key for item in LOG.chip("meals").items_in("evening")]
    assert asked == ["dinner", "snack"]


def test_a_shift_asks_the_required_things_first():
    day = LOG.shift("day")
    assert day.dimensions[:4] == day.required_dimensions
    assert day.chips[0] == "school_attendance"
    assert day.texts == ("handover", "note", "good_moment")


@pytest.mark.parametrize(("age", "key"), [(0, "under_5"), (4, "under_5"), (5, "two_faces")])
def test_the_child_is_asked_by_age(age, key):
    assert LOG.self_report.version_for(age).key == key


def test_people_older_than_the_last_version_get_it_too():
    assert LOG.self_report.version_for(25).key == "five_faces"


def test_nobody_is_younger_than_nought():
    with pytest.raises(ValueError, match="not negative"):
        LOG.self_report.version_for(-1)


def test_the_ladder_is_asked_monthly_from_eleven_on():
    assert LOG.self_report.monthly_for(10) is None
    assert LOG.self_report.monthly_for(11).points == 11


def test_under_an_hour_together_is_an_open_mark():
    counts = {
        option.key: LOG.contact_time.counts(option.key) for option in LOG.contact_time.options
    }
    assert counts == {"under_1h": False, "h1_to_3": True, "over_3h": True}
    with pytest.raises(KeyError):
        LOG.contact_time.counts("long")


def test_a_night_belongs_to_the_day_it_begins():
    night = LOG.shift("night")
    assert night.begins_at(date(2026, 5, 1), COPENHAGEN) == datetime(2026, 5, 1, 21, tzinfo=UTC)
    assert night.ends_at(date(2026, 5, 1), COPENHAGEN) == datetime(2026, 5, 2, 5, tzinfo=UTC)
    moment = datetime(2026, 5, 2, 4, 59, tzinfo=UTC)
    assert LOG.shift_at(moment, COPENHAGEN) == (date(2026, 5, 1), night)


def test_a_shift_begins_on_the_minute():
    moment = datetime(2026, 5, 2, 5, 0, tzinfo=UTC)
    assert LOG.shift_at(moment, COPENHAGEN) == (date(2026, 5, 2), LOG.shift("day"))


@pytest.mark.parametrize("zone", [NUUK, COPENHAGEN], ids=str)
@given(minutes=st.integers(0, 2 * 366 * 24 * 60))
def test_some_shift_is_always_running_also_when_the_clocks_change(zone, minutes):
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    day, shift = LOG.shift_at(moment, zone)
    assert shift.begins_at(day, zone) <= moment < shift.ends_at(day, zone)


def test_levels_can_be_chosen_for_a_day_after_the_shift():
    until = LOG.ratings_open_until(date(2026, 5, 1), LOG.shift("evening"), COPENHAGEN)
    assert until == datetime(2026, 5, 2, 21, tzinfo=UTC)


def test_a_part_of_a_text_field_is_found_by_its_key():
    handover = LOG.text_field("handover")
    assert [option.key for option in handover.part("attention").options] == [
        "ordinary",
        "extra",
        "close",
    ]
    with pytest.raises(KeyError):
        handover.part("nothing")


def test_writing_help_names_danish_words_unless_english_is_asked_for():
    first = LOG.writing_help[0]
    assert "opmærksomhedskrævende" in first.avoid("kl")
    assert "attention-seeking" in first.avoid("en")


def test_lengths_are_limited():
    assert set(LOG.length_limits) == {"child_own_words", "correction_reason", "late_entry_reason"}
    assert all(field.max_characters > 0 for field in LOG.text_fields)


def test_a_scale_of_other_length_is_refused():
    root = source()
    root.value["scale"]["points"] = 7
    with pytest.raises(ContentError, match=r"daily_log.yaml.scale.points: the scale has 5 levels"):
        read(root)


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        ("dimensions", lambda log: log.dimensions[1:], "shift day names 'mood'"),
        ("chips", lambda log: log.chips[2:], "shift day names 'school_attendance'"),
        ("text_fields", lambda log: log.text_fields[:0], "shift day names 'handover'"),
        ("plan_areas", lambda log: log.plan_areas[1:], "dimension mood names 'health_wellbeing'"),
        ("dimensions", lambda log: (*log.dimensions, log.dimensions[0]), "'mood' is defined twice"),
        (
            "shifts",
            lambda log: (replace(log.shifts[0], ends=time(14)), *log.shifts[1:]),
            "shift evening does not begin when the one before it ends",
        ),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(name, change, reason):
    with pytest.raises(ContentError, match=reason):
        check(replace(LOG, **{name: change(LOG)}))


def test_every_field_of_the_log_is_filled():
    assert all(getattr(LOG, field.name) for field in fields(LOG))


def test_short_names_can_stand_in_a_list_within_a_sentence():
    shorts = [text for one in daily_log().dimensions for text in (one.short.da, one.short.en)]
    assert all(text == text.lower() and not {"og", "and"} & set(text.split()) for text in shorts)
    assert len(set(shorts)) == len(shorts)
