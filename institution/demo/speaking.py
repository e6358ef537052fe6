"""Let some children of the demo say something on their own page, and adults answer."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from institution.access.actor import Actor
from institution.access.policy import Role
from institution.access.work import Work
from institution.cases.models import Child
from institution.content.daily_log import daily_log
from institution.demo.texts import texts
from institution.voice import services
from institution.voice.services import Said

SPEAKS = 6
"""The first children, who are told about, say something."""
EVERYONE = "home_and_caseworker"


def speak(
    work: Work, children: Mapping[int, Child], handed_by: UUID, answering: Mapping[int, Actor]
) -> None:
    """Keep a card, an answer about the day and a wish to talk, and what came of the card.

    Args:
        work: of the loading; the clock stands at now.
        children: by number.
        handed_by: the adult who hands the tablet over.
        answering: the caseworkers, by number of the child.
    """
    told = texts("voices")
    for number in sorted(children)[:SPEAKS]:
        child = children[number]
        then = work.now - timedelta(days=9 - number, hours=3)
        own = Work(work.session, Actor(child.id, frozenset({Role.CHILD})), then)
        card = told["cards"][number % len(told["cards"])]
        voice = services.say(own, handed_by, Said("card", EVERYONE, **card))
        version = daily_log().self_report.version_for(child.age_on(then.date()))
        words = told["days"][number % len(told["days"])] or None
        day = Said("day", EVERYONE, scale=version.key, value=version.points or None, words=words)
        services.say(own, handed_by, day)
        caseworker = Work(work.session, answering[number], then + timedelta(days=1))
        reply = told["answers"][number % len(told["answers"])]
        services.answer(caseworker, child.id, voice.id, reply)
    first = Actor(children[min(children)].id, frozenset({Role.CHILD}))
    wish = Said("talk", "caseworker_only", talk_to="caseworker", words=told["talk"])
    services.say(Work(work.session, first, work.now - timedelta(hours=5)), handed_by, wish)
