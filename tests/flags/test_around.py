"""What else changed at the time of a flag."""

import pytest

from institution.access.policy import Permission
from institution.cases import scope
from institution.cases import services as cases
from institution.flags.models import Flag
from institution.flags.services import Around, sweep
from institution.flags.views.around import lines
from tests.flags.conftest import GOOD, HARD, day_ago
from tests.flags.test_pages import english, words

NOT_WRITTEN = (day_ago(8), day_ago(9))


@pytest.fixture
def url(work_of, writer):
    """Malik's days fell six days ago; two evenings before are not written, and Nuka is new."""
    good = [one for one in writer.days(65, 6, GOOD) if one.draft.day not in NOT_WRITTEN]
    hard = [*writer.days(5, 0, HARD), writer.entry(4, HARD, author="nuka")]
    with work_of("nightly") as work:
        writer.keep(work, good + hard + writer.days(65, 0, GOOD, child="aviaja"))
        sweep(work, day_ago(0))
        found = scope.about(Flag, work, Permission.FLAG_READ).where(Flag.kind == "below_usual")
        return f"/flags/{work.session.scalars(found).one().id}"


def section(page) -> str:
    """Return what the page says about that time."""
    text = words(page)
    begins = text.index("What else changed at that time")
    return text[begins : text.index("Ask first", begins)]


def test_a_new_adult_missing_logs_and_a_move_are_told_without_a_name(browser, url, work_of, world):
    client = english(browser("sofie"))
    told = section(client.get(url))
    assert "A new adult wrote. 2 of 12 shifts have no log." in told
    assert "Nuka" not in told
    assert "moved" not in told
    with work_of("set_up") as work:
        child = work.session.scalars(scope.children(work, Permission.CHILD_READ)).all()
        malik = next(one for one in child if one.id == world.children["malik"].id)
        cases.place(work, malik, world.units["fjeld"], day_ago(6))
    assert "The child moved on 16 November 2026." in section(client.get(url))


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("da", ["2 nye voksne skrev.", "Barnet flyttede 16. november 2026."]),
        ("en", ["2 new adults wrote.", "The child moved on 16 November 2026."]),
    ],
)
def test_only_what_changed_is_told(app, language, said):
    with app.test_request_context("/", headers={"Cookie": f"language={language}"}):
        assert lines(Around(2, day_ago(6), 0, 12)) == said
        assert lines(Around(0, None, 0, 0)) == []
