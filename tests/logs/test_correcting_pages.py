"""The form of a correction."""

import re

import pytest

from institution.logs.services import record
from tests.logs.answers import evening, log_address
from tests.logs.drafts import full_draft


@pytest.fixture
def logged(work_of, malik):
    """Keep a full log by Pipaluk; give its address."""
    said = full_draft()
    with work_of("pipaluk") as work:
        record(work, malik.id, said)
    return log_address(malik, said.id)


def test_a_correction_begins_with_what_was_written(browser, logged):
    page = browser("ivik").get(f"{logged}/correct").text
    checked = set(re.findall(r'<input[^>]*checked[^>]*name="([^"]+)"', page))
    assert {
        "presence",
        "contact_time",
        "level_mood",
        "chip_meals__dinner",
        "child_value",
    } <= checked
    assert "Vi gik en tur til havnen" in page


def test_a_correction_needs_a_reason_and_keeps_the_old_log(browser, send, kept, logged):
    assert 'href="#correction_reason"' in send(evening(), f"{logged}/correct").text
    answer = send(evening(correction_reason="Det var det forkerte barn"), f"{logged}/correct")
    assert answer.status_code == 303
    old, new = kept(lambda log: (log.id, log.corrects_id, log.correction_reason))
    assert new[1:] == (old[0], "Det var det forkerte barn")
    page = browser("sofie").get(answer.location).text
    assert "<del" in page
    assert "Det var det forkerte barn" in page


def test_a_log_that_was_corrected_meanwhile_is_corrected_where_it_stands_now(
    send, kept, logged, malik
):
    send(evening(correction_reason="Først"), f"{logged}/correct")
    answer = send(evening(correction_reason="Bagefter", note="Mit"), f"{logged}/correct")
    assert answer.status_code == 409
    newest = kept(lambda log: log.id)[-1]
    assert f'action="{log_address(malik, newest)}/correct"' in answer.text
    assert "Mit" in answer.text


def test_a_late_correction_keeps_the_levels(browser, send, kept, clock, logged):
    clock.forward(days=3)
    page = browser("pipaluk").get(f"{logged}/correct").text
    assert "level_mood" not in page
    said = {name: value for name, value in evening().items() if not name.startswith("level_")}
    answer = send({**said, "correction_reason": "Stavefejl"}, f"{logged}/correct")
    assert answer.status_code == 303
    old, new = kept(lambda log: {one.dimension: one.level for one in log.ratings})
    assert old == new


def test_the_childs_answer_is_not_shown_in_a_correction_to_whom_it_was_not_shared(browser, logged):
    assert "Jeg savner mor" not in browser("pipaluk").get(f"{logged}/correct").text
    assert "Jeg savner mor" in browser("ivik").get(f"{logged}/correct").text
