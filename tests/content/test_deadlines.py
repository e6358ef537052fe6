"""Deadlines are read with where they come from; a file that is wrong says where and why."""

from datetime import date
from importlib.resources import files

import pytest

from institution.content import editions
from institution.content.deadlines import Span, deadlines
from institution.content.foster_forms import foster_forms
from institution.content.node import ContentError


@pytest.fixture
def own_folder(tmp_path):
    """Give a folder for a municipality's own editions; forget it afterwards."""
    yield tmp_path
    editions.look_also_in(None)


def test_only_what_was_read_in_the_act_is_shown_as_a_rule():
    binding = {rule.key for rule in deadlines.newest().rules if rule.binds}
    assert binding == {"dk_visit"}


def test_every_country_has_a_rule_for_every_form_that_is_due():
    for form in foster_forms.newest().forms:
        rules = [deadlines.newest().rule(key) for key in form.due]
        assert not rules or {c for one in rules for c in one.countries} == {"gl", "dk"}, form.key


@pytest.mark.parametrize(
    ("span", "day", "after"),
    [
        (Span(6, "months"), date(2026, 8, 31), date(2027, 2, 28)),
        (Span(2, "years"), date(2024, 2, 29), date(2026, 2, 28)),
        (Span(-90, "days"), date(2026, 4, 1), date(2026, 1, 1)),
        (Span(13, "weeks"), date(2026, 1, 1), date(2026, 4, 2)),
    ],
)
def test_a_length_of_time_is_counted_as_people_do(span, day, after):
    assert span.after(day) == after


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ("kind: before, value: 90, unit: days", "kind: soon, value: 90, unit: days",
         "rules[foster_permit_renew].due.kind", "'soon' is not one of"),
        ("{kind: every, value: 24, unit: months}", "{kind: every, value: two, unit: months}",
         "rules[foster_checks].due.value", "a whole number is needed here"),
        ("profile: [dk]", "profile: [se]", "rules[dk_visit].profile[0]", "'se' is not one of"),
        ("key: foster_ending", "key: foster_match", "rules", "'foster_match' is there twice"),
        ("status: confirmed", "status: sure", "rules[dk_visit].status", "'sure' is not one of"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_and_reason(own_folder, old, new, place, reason):
    source = files("institution.content").joinpath("deadlines.yaml").read_text()
    assert old in source
    wrong = source.replace(old, new, 1).replace("\nversion: 1", "\nversion: 2", 1)
    line = next(n for n, text in enumerate(wrong.splitlines(), 1) if new in text)
    (own_folder / "deadlines-2.yaml").write_text(wrong)
    editions.look_also_in(own_folder)
    with pytest.raises(ContentError) as refused:
        deadlines.all()
    told = str(refused.value)
    assert told.startswith(f"deadlines-2.yaml.{place}: ")
    assert reason in told
    assert f"(line {line})" in told or "twice" in reason


def test_a_form_names_only_deadlines_that_are_there(own_folder):
    source = files("institution.content").joinpath("foster_forms.yaml").read_text()
    wrong = source.replace("due: [foster_ending]", "due: [foster_goodbye]", 1)
    (own_folder / "foster_forms-2.yaml").write_text(wrong.replace("\nversion: 1", "\nversion: 2"))
    editions.look_also_in(own_folder)
    with pytest.raises(
        ContentError, match=r"forms\[F9\]\.due\[0\]: 'foster_goodbye' is not one of"
    ):
        foster_forms.all()


def test_a_municipality_sets_its_own_period_without_code(own_folder):
    source = files("institution.content").joinpath("deadlines.yaml").read_text()
    mine = source.replace("\nversion: 1", "\nversion: 2", 1).replace(
        "{kind: every, value: 24, unit: months}", "{kind: every, value: 36, unit: months}", 1
    )
    (own_folder / "deadlines-2.yaml").write_text(mine)
    editions.look_also_in(own_folder)
    assert deadlines.newest().rule("foster_checks").span == Span(36, "months")
    assert deadlines.of(1).rule("foster_checks").span == Span(24, "months")
