"""What the child said on its own page, in its own words, each with the way back to it."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.content.voice import voice as content
from institution.logs.services.entries import Answer
from institution.logs.services.voice import READER
from institution.reports.services.gathering.telling import Source, Teller, Told
from institution.voice.services import Envelope, envelopes


class OwnPage:
    """What the child lets everyone around it see, of a period, as far as the writer opened it.

    What was not opened stays out: the child could not see who read it there.

    Args:
        work: of the writer.
        child_id: whose page.
        period: first and last day, by the clock of the writer.
    """

    def __init__(self, work: Work, child_id: UUID, period: tuple[date, date]) -> None:
        self._zone = work.actor.time_zone
        reads = work.actor.may_ever(Permission.VOICE_READ)
        found = reversed(envelopes(work, child_id)) if reads else ()
        self.said: Sequence[Envelope] = [
            one
            for one in found
            if one.opened
            and one.voice.shares_with not in READER
            and period[0] <= self.day_of(one) <= period[1]
        ]

    def day_of(self, one: Envelope) -> date:
        """Return the day on which something was said."""
        return one.voice.said_at.astimezone(self._zone).date()

    def source(self, one: Envelope) -> Source:
        """Return where something that was said is read."""
        return Source("voice", one.voice.id, self.day_of(one))

    def answers(self) -> list[Answer]:
        """Return the answers on a scale, oldest first."""
        return [
            Answer(one.voice.child_id, self.day_of(one), one.voice.scale, one.voice.value)
            for one in self.said
            if one.voice.scale
        ]

    def wants_to_talk(self) -> list[Source]:
        """Return where the child asked to talk with somebody."""
        return [self.source(one) for one in self.said if one.voice.kind == "talk"]

    def told(self, teller: Teller, name: str) -> Iterator[tuple[date, Told]]:
        """Give the child's words, and what the adults answered, with their days, oldest first."""
        for one in self.said:
            voice, day = one.voice, self.day_of(one)
            named, source = teller.day(day), [self.source(one)]
            key = "voice_beside" if voice.kind == "log" else "voice_page"
            if voice.words:
                yield day, teller.say(key, source, of=voice.id, day=named, quote=voice.words)
            for part in content().card_parts:
                if text := getattr(voice, part.key):
                    of, title = f"{voice.id} {part.key}", part.name.in_(teller.language)
                    said = teller.say(
                        "voice_card", source, of=of, day=named, part=title, quote=text
                    )
                    yield day, said
            if voice.pictured:
                yield day, teller.say("voice_drawn", source, of=voice.id, day=named, name=name)
            for _who, answer in one.answers:
                led_to = teller.say("voice_led_to", source, of=answer.id, quote=answer.text)
                yield day, led_to
