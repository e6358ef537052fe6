"""A child that wanted to wait with its own account is offered to tell again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from institution.incidents import services
from institution.incidents.services import TimesOutOfOrderError, add, record
from tests.incidents.telling import addition, forced, serious
from tests.page_forms import forms_of
from tests.world import NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def told(work_of, malik, world):
    """Give `told(**codes)`: the id of a use of force that Pipaluk told of."""

    def told(**codes):
        telling = forced(world)
        telling.codes.update(codes)
        with work_of("pipaluk") as work:
            return record(work, malik, telling).matter_id

    return told


def offered(work, child_id, matter_id, answer, **values):
    """Keep an offer of now."""
    new = addition("child_account", at=work.now, codes={"answer": answer}, **values)
    return add(work, child_id, matter_id, new)


def waiting(work_of, child_id, name="pipaluk", days=0):
    """Return the days on which a child is offered to tell, as somebody reads it."""
    with work_of(name, NOW + timedelta(days=days)) as work:
        return [(one.matter_id, one.due) for one in services.waiting_to_tell(work, [child_id])]


def test_without_a_day_it_is_the_day_after_and_sent_twice_it_is_one_offer(work_of, malik, told):
    matter = told()
    assert waiting(work_of, malik) == []
    new = addition("child_account", id=uuid4(), at=NOW, codes={"answer": "later"})
    for _ in range(2):
        with work_of("pipaluk") as work:
            assert add(work, malik, matter, new).due == TOMORROW
    assert waiting(work_of, malik) == [(matter, TOMORROW)]


def test_the_day_agreed_with_the_child_counts_and_none_before_the_offer(work_of, malik, told):
    matter, agreed = told(), TODAY + timedelta(days=4)
    with work_of("pipaluk") as work, pytest.raises(TimesOutOfOrderError, match="due"):
        offered(work, malik, matter, "later", due=TODAY - timedelta(days=1))
    with work_of("pipaluk") as work:
        offered(work, malik, matter, "later", due=agreed)
    assert waiting(work_of, malik) == [(matter, agreed)]


@pytest.mark.parametrize("answer", ["told", "declined"])
def test_it_ends_when_the_child_has_told_or_will_not_and_every_offer_stays(
    work_of, malik, told, answer
):
    matter = told(childs_account_offered="later")
    assert waiting(work_of, malik) == [(matter, TOMORROW)], "said when it was told of"
    with work_of("pipaluk") as work:
        offered(work, malik, matter, "later")
    with work_of("naja", NOW + timedelta(days=2)) as work:
        assert offered(work, malik, matter, answer, due=TODAY + timedelta(days=9)).due is None
    assert waiting(work_of, malik, days=3) == []
    with work_of("sofie") as work:
        kept = [one.addition for one in services.matter(work, malik, matter).beside]
        by = [(one.codes["answer"], work.actor.id == one.author_id, one.at) for one in kept]
    assert [answer for answer, *_ in by] == ["later", answer]
    assert [at for *_, at in by] == [NOW, NOW + timedelta(days=2)]


@pytest.mark.only_on("sqlite")
def test_it_is_offered_at_most_twice_more_and_forgotten_by_the_list_after_weeks(
    work_of, malik, told
):
    matter, other = told(), told(childs_account_offered="later")
    assert [one for one, _ in waiting(work_of, malik, days=59)] == [other]
    assert waiting(work_of, malik, days=61) == []
    for days in range(3):
        with work_of("pipaluk", NOW + timedelta(days=days)) as work:
            offered(work, malik, matter, "later")
        left = matter in {one for one, _ in waiting(work_of, malik, days=days)}
        assert left is (days < 2)


@pytest.mark.only_on("sqlite")
def test_nobody_is_reminded_of_what_they_do_not_read(work_of, malik):
    closed = serious("self_harm", codes={"childs_account_offered": "later"})
    with work_of("pipaluk") as work:
        matter = record(work, malik, closed).matter_id
    assert waiting(work_of, malik) == waiting(work_of, malik, "naja") == [(matter, TOMORROW)]
    assert waiting(work_of, malik, "ivik") == waiting(work_of, malik, "jens") == []


@pytest.mark.only_on("sqlite")
def test_the_shift_the_list_and_the_page_tell_of_it_until_it_is_done(
    browser, malik, told, clock, work_of
):
    matter, staff = told(), browser("pipaluk")
    base = f"/children/{malik}/incidents"
    shift, page = "/shifts/now", f"{base}/{matter}"
    form = f"{page}/add?kind=child_account"
    for answer, agreed in (("later", "2026-11-21"), ("later", "")):
        filled = forms_of(staff.get(form).text, form)[-1].filled(answer=answer, due=agreed)
        sent = staff.checked(staff.client.post(form, data=filled))
        assert sent.status_code == (422 if agreed else 303), "a day before the offer"
        if agreed:
            assert "2026-11-21" in sent.text, "what was typed stays"
    clock.now = NOW + timedelta(days=2)
    staff = browser("pipaluk")
    for address in (page, base):
        text = staff.get(address).text
        assert "for sent" in text, address
    assert "Tilbyd barnet at fortælle igen" in staff.get(page).text
    there = staff.client.get(shift, follow_redirects=True).text
    assert "Tilbyd igen at fortælle" in there
    assert f'href="{page}"' in there
    with work_of("naja", clock.now) as work:
        offered(work, malik, matter, "declined")
    assert "Tilbyd barnet at fortælle igen" not in staff.get(page).text
    assert "Tilbyd igen at fortælle" not in staff.client.get(shift, follow_redirects=True).text
    assert "Tilbydes igen den 23. november 2026" in staff.get(page).text, "what was agreed stays"
