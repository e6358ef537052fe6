"""Who opens what a child said: whom the child chose, person by person, and nobody else."""

import pytest

from institution.access.errors import NotReachableError
from institution.voice import services
from tests.voice.saying import as_child, said_by
from tests.world import EVERYONE

MAY = {
    "home_and_caseworker": {"pipaluk", "ivik", "naja", "hans", "sofie"},
    "contact_adult_only": {"ivik"},
    "caseworker_only": {"sofie"},
}
"""About Malik; Aka is kin of his, Nuka has left, Jens and Karl have other children."""


@pytest.mark.parametrize("chosen", MAY)
def test_only_whom_the_child_chose_opens_it(app, database, world, browser, chosen):
    voice_id = said_by(database, world, "malik", chosen, good="Kun til dig")
    malik = world.children["malik"].id
    page = f"/children/{malik}/voice"
    for name in EVERYONE:
        reader = browser(name)
        answer = reader.get(page)
        may_open = name in MAY[chosen]
        assert (f"voice-{voice_id}" in answer.text) == may_open, name
        assert "Kun til dig" not in answer.text, "not before it is opened"
        opened = reader.post(f"{page}/{voice_id}/open", page="/account")
        assert (opened.status_code == 303) == may_open, name
        assert ("Kun til dig" in reader.get(page).text) == may_open, name


def test_the_child_sees_who_opened_it_once_and_what_came_of_it(database, world, work_of):
    voice_id, malik = said_by(database, world, "malik"), world.children["malik"].id
    for _ in range(2):
        with work_of("ivik") as work:
            services.opened(work, malik, voice_id)
    with work_of("sofie") as work:
        services.answer(work, malik, voice_id, "Vi har købt en bold")
    with database.reading() as session:
        (told,) = services.own_voices(as_child(session, world, "malik"))
        assert told.read_by == ["Ivik Lynge", "Sofie Lund"]
        assert [(who, one.text) for who, one in told.answers] == [
            ("Sofie Lund", "Vi har købt en bold")
        ]
        assert services.own_voices(as_child(session, world, "aviaja")) == []


def test_another_child_reaches_nothing(database, world):
    said_by(database, world, "malik")
    with database.reading() as session:
        aviaja = as_child(session, world, "aviaja")
        assert services.own_voices(aviaja) == []
        with pytest.raises(NotReachableError):
            services.own_picture(aviaja, said_by(database, world, "nivi"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "secret"},
        {"shares_with": "everyone"},
        {"talk_to": "nobody"},
        {"scale": "five_faces", "value": 6},
        {"scale": "unheard", "value": 1},
        {"value": 1},
    ],
)
def test_answers_that_do_not_exist_are_refused(database, world, wrong):
    with pytest.raises(services.UnknownAnswerError):
        said_by(database, world, "malik", **wrong)
