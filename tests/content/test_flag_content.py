"""The flags as the product words them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from institution.content.flags import Period, flags
from institution.content.flags.catalogue import read
from institution.content.flags.checks import check
from institution.content.node import ContentError, load, placeholders

FLAGS = flags()
RAISED = (*FLAGS.trend_keys, "log_gap", "goal_off_track", "child_asks_to_talk")
"""Kinds that the program raises by itself and the caseworker answers."""
GIVEN = {
    "child",
    "dimensions",
    "dimension",
    "since",
    "days",
    "adults",
    "weeks",
    "usual",
    "now",
    "n",
    "total",
    "goal",
    "expected",
}
FRIDAY = datetime(2026, 5, 1, 12, tzinfo=UTC)


def spoilt(change):
    """Read the file after a change to the first kind."""
    root = load("flags.yaml", "flags")
    change(root.value["flags"][0])
    return read(root)


def test_the_flags_are_read_once():
    assert flags() is FLAGS


def test_trend_flags_are_about_a_fall_in_the_lines():
    by_rule = ("broad_dip", "sustained_low_one", "slow_drift")
    assert FLAGS.trend_keys == ("below_usual", "larger_swings", *by_rule)


@pytest.mark.parametrize("verdict", ["down", "volatile", "off_track", "up"])
def test_every_verdict_of_the_engine_has_a_kind(verdict):
    kind = FLAGS.of_verdict(verdict)
    assert kind.headline
    assert placeholders(kind.evidence.da) >= {"since", "days", "adults"}


def test_good_news_is_no_adverse_flag():
    assert FLAGS.of_verdict("up").severity == "good_news"
    assert "above_usual" not in FLAGS.trend_keys
    assert "above_usual" in FLAGS.change_keys


@pytest.mark.parametrize("key", RAISED)
def test_the_caseworker_gets_what_the_caseworker_answers(key):
    assert "caseworker" in FLAGS.kind(key).to


@pytest.mark.parametrize("key", RAISED)
def test_a_raised_flag_is_worded_with_what_is_given(key):
    kind = FLAGS.kind(key)
    worded = [kind.wording, kind.headline, kind.evidence]
    assert None not in worded
    assert all(placeholders(words.da) <= GIVEN for words in worded)


@pytest.mark.parametrize("key", FLAGS.trend_keys)
def test_a_trend_flag_says_since_when_and_on_how_much_it_rests(key):
    kind = FLAGS.kind(key)
    assert placeholders(kind.evidence.da) >= {"child", "since", "days", "adults"}
    if kind.evidence_line:
        assert "dimensions" in placeholders(kind.evidence.da)
        assert placeholders(kind.evidence_line.da) == {"dimension", "usual", "now"}


def test_nothing_said_about_a_child_speaks_of_risk_or_diagnosis():
    said = [FLAGS.kind(key) for key in RAISED]
    texts = " ".join(one.in_("en").lower() for kind in said for one in (kind.wording, kind.meaning))
    assert not {"risk", "score", "diagnosis", "normal", "problem"} & set(texts.split())


@pytest.mark.parametrize(
    ("lookup", "key"),
    [
        ("kind", "log_gap"),
        ("severity", "acute"),
        ("answer", "act"),
        ("close_reason", "data_error"),
        ("role", "caseworker"),
    ],
)
def test_everything_is_found_by_its_key(lookup, key):
    assert getattr(FLAGS, lookup)(key).key == key
    with pytest.raises(KeyError):
        getattr(FLAGS, lookup)("nothing")


def test_the_most_urgent_comes_first():
    assert [one.key for one in FLAGS.severities][:2] == ["acute", "urgent"]


def test_only_two_answers_close_a_flag_and_both_want_a_reason():
    closing = {one.key: one for one in FLAGS.answers if one.closes}
    assert set(closing) == {"not_relevant", "close"}
    assert closing["not_relevant"].text_required
    assert closing["close"].close_reason_required


@pytest.mark.parametrize(
    ("period", "end"),
    [
        (Period(0.5, "hours"), datetime(2026, 5, 1, 12, 30, tzinfo=UTC)),
        (Period(3, "calendar_days"), datetime(2026, 5, 4, 12, tzinfo=UTC)),
        (Period(3, "working_days"), datetime(2026, 5, 6, 12, tzinfo=UTC)),
    ],
)
def test_a_period_passes_over_the_weekend_only_in_working_days(period, end):
    assert period.after(FRIDAY) == end


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda kind: kind.pop("wording"), r"flags.yaml.flags\[\w+\]: 'wording' is missing"),
        (lambda kind: kind["check_first"]["en"].pop(), "different numbers of questions"),
        (lambda kind: kind["respond_within"].update(unit="weeks"), "'weeks' is not one of"),
        (lambda kind: kind["rule"].pop("type"), "'type' is missing"),
    ],
)
def test_a_kind_that_cannot_be_used_is_refused_with_its_place(change, reason):
    with pytest.raises(ContentError, match=reason):
        spoilt(change)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"to": ("nobody",)}, "names 'nobody'"),
        ({"severity": "loud"}, "names 'loud'"),
        ({"suppresses": ("nothing",)}, "names 'nothing'"),
    ],
)
def test_unknown_roles_severities_and_kinds_are_refused(change, reason):
    with pytest.raises(ContentError, match=reason):
        check(replace(FLAGS, kinds=(replace(FLAGS.kinds[0], **change),)))


def test_a_kind_defined_twice_is_refused():
    with pytest.raises(ContentError, match="'self_harm_or_suicidal' is defined twice"):
        check(replace(FLAGS, kinds=(FLAGS.kinds[0], *FLAGS.kinds)))
