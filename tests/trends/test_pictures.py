"""Pictures as SVG text."""

from math import nan
from xml.etree import ElementTree

import pytest

from institution.stats.goals import Goal
from institution.trends.charts import (
    Aim,
    Answered,
    Data,
    Frame,
    Ground,
    Pin,
    Told,
    Words,
    picture,
    voice_picture,
)
from institution.trends.charts.frame import BOTTOM, LEFT, PLOT_WIDTH, TOP, y

FIRST = 700_001 - (700_001 - 1) % 7
"""A Monday."""
LAST = FIRST + 27
WORDS = Words([(5, ["Very good"]), (1, ["Hard"])], [(FIRST, "a"), (LAST, "z")], "days", "adults")
TOLD = Told("x", "Mood", "About it", ["one", "two", "three", "four"])


def data(levels=(), medians=(nan,) * 4, **changed) -> Data:
    kept = {
        "levels": [*levels, *[nan] * (28 - len(levels))],
        "open": [nan] * 28,
        "low": [nan] * 4,
        "high": [nan] * 4,
        "medians": list(medians),
        "days": [0] * 4,
        "adults": [0] * 4,
    }
    return Data(**{**kept, **changed})


def drawn(numbers: Data, aims=(), pins=(), last=LAST) -> ElementTree.Element:
    ground = Ground(Frame(FIRST, last), LAST, WORDS)
    return ElementTree.fromstring(picture(numbers, ground, TOLD, aims, pins))


def path(svg, kind: str) -> str:
    found = [one.get("d") for one in svg.iter("path") if f"chart__{kind}" in one.get("class")]
    return "".join(found)


def test_days_and_levels_lie_where_the_scale_says():
    frame = Frame(FIRST, LAST)
    assert frame.left_of(FIRST) == LEFT
    assert frame.left_of(LAST + 1) == LEFT + PLOT_WIDTH
    assert (y(5), y(1)) == (TOP, BOTTOM)


def test_no_line_runs_across_a_week_without_a_value():
    line = path(drawn(data(medians=[4, 3, nan, 2])), "line")
    assert line.count("M") == 1
    assert line.count("L") == 1


def test_a_week_alone_is_a_dot():
    svg = drawn(data(medians=[nan, 3, nan, nan]))
    assert path(svg, "line") == ""
    assert path(svg, "points").count("h0") == 1


def test_each_day_is_one_mark_and_missing_days_are_none():
    assert path(drawn(data([4, nan, 3])), "days").count("M") == 2


def test_days_under_an_hour_are_open_marks():
    svg = drawn(data(open=[2, *[nan] * 27]))
    assert path(svg, "open").count("z") == 0
    assert path(svg, "open").count("a") == 2
    assert path(svg, "days") == ""


def test_the_band_is_open_where_nothing_is_usual():
    svg = drawn(data(low=[3, nan, 3, 3], high=[4, nan, 4, 4.5]))
    assert path(svg, "band").count("M") == 2


def test_a_goal_is_drawn_as_far_as_it_is_in_sight():
    aim = Aim(FIRST - 100, LAST + 100, 4, None, Goal(FIRST - 100, LAST + 100, 2, 4))
    svg = drawn(data(), [aim])
    assert path(svg, "goal").startswith(f"M{LEFT} ")
    assert path(svg, "target") == f"M{LEFT} {TOP}H{LEFT + PLOT_WIDTH}V{TOP + 25}H{LEFT}z"


@pytest.mark.parametrize(("starts", "review"), [(LAST + 1, LAST + 50), (FIRST - 50, FIRST - 1)])
def test_a_goal_out_of_sight_is_not_drawn(starts, review):
    svg = drawn(data(), [Aim(starts, review, 4, 5, Goal(starts, review, 2, 4))])
    assert path(svg, "goal") + path(svg, "target") == ""


def test_letters_too_near_each_other_stand_together():
    pins = [Pin(FIRST + 3, "a", ""), Pin(FIRST + 4, "b", "", flag=True), Pin(FIRST + 20, "c", "")]
    svg = drawn(data(), pins=pins)
    strong = [one.text for one in svg.iter("text") if one.get("class") == "chart__strong"]
    assert strong == ["ab", "c"]
    assert path(svg, "event").count("M") == 2
    assert path(svg, "flag").count("M") == 1


def test_each_week_tells_its_words_and_how_many_are_behind_it():
    svg = drawn(data(days=[7, 0, 3, 1], adults=[5, 0, 2, 1]))
    assert [one.find("title").text for one in svg.iter("rect")] == ["one", "two", "three", "four"]
    numbers = [one.text for one in svg.iter("text") if (one.text or "").isdigit()]
    assert numbers == ["5", "2", "1"]
    assert path(svg, "behind").count("M") == 3


def test_where_weeks_are_narrow_adults_are_bars_too():
    svg = drawn(data(days=[7, 0, 3, 1], adults=[5, 0, 2, 1]), last=FIRST + 364)
    assert not [one for one in svg.iter("text") if (one.text or "").isdigit()]
    assert path(svg, "behind").count("M") == 6


def test_the_title_and_every_word_are_escaped():
    told = Told("x", "<b>&", '"<i>', ["<one>", "&two", "3", "4"])
    ground = Ground(Frame(FIRST, LAST), LAST, Words([(5, ["<"])], [(FIRST, "&"), (LAST, ">")]))
    text = picture(data(), ground, told, [], [Pin(FIRST, "<", "")])
    svg = ElementTree.fromstring(text)
    assert svg.find("title").text == "<b>&"
    assert [one.find("title").text for one in svg.iter("rect")][:2] == ["<one>", "&two"]
    assert "<b>" not in text


def test_a_picture_has_no_style_of_its_own():
    aim = Aim(FIRST, LAST, 4, 5, Goal(FIRST, LAST, 2, 4))
    for one in drawn(data([4], [4, 4, nan, 3]), [aim], [Pin(FIRST, "a", "")]).iter():
        assert not {"style", "fill", "stroke", "onclick"} & set(one.keys())


def test_the_childs_answers_are_diamonds_joined_within_a_run():
    frame = Frame(FIRST, LAST)
    runs = [
        [Answered(FIRST, 0.0, "<hard>"), Answered(FIRST + 4, 1.0, "good")],
        [Answered(FIRST + 25, 0.5, "mixed")],
    ]
    svg = ElementTree.fromstring(voice_picture(runs, frame, WORDS, TOLD, []))
    assert path(svg, "voice-mark").count("z") == 3
    lines = next(p.get("d") for p in svg.iter("path") if p.get("class") == "chart__voice")
    assert (lines.count("M"), lines.count("L")) == (1, 1)
    assert [one.find("title").text for one in svg.iter("rect")] == ["<hard>", "good", "mixed"]
