"""The child's own words and answers, as far as the child let everyone around it see them."""

from collections.abc import Iterator, Sequence
from datetime import date

from institution.logs.models import ShiftLog
from institution.reports.services.gathering.figures import Canvas
from institution.reports.services.gathering.material import Material, is_shared, of_logs
from institution.reports.services.gathering.telling import Figure, Section, Source, Teller, Told
from institution.trends.charts import Answered, Words, lines, voice_picture
from institution.trends.services import Said, Voice
from institution.trends.services.voice import voices

MOST_WORDS = 24
"""Of the child's own words that a draft holds: the newest."""


def section(found: Material, teller: Teller) -> Section:
    """Return what the child said."""
    shared = [log for log in found.logs if is_shared(log)]
    words = [*_words(teller, shared), *found.own_page.told(teller, found.first_name)]
    newest = sorted(words, key=lambda one: one[0])[-MOST_WORDS:]
    told = [*(one for _day, one in newest), *_counts(found, teller, shared)]
    pictures = [_picture(found, teller, voice, shared) for voice in voices(found.answers)]
    nothing = [teller.say("voice_none", name=found.first_name)]
    return Section([*told, *pictures] or nothing)


def _counts(found: Material, teller: Teller, shared: Sequence[ShiftLog]) -> list[Told]:
    """Tell how often the child wanted to talk or did not agree."""
    talks = of_logs([log for log in shared if log.child_wants_to_talk])
    named = {
        "voice_talk": by_day([*talks, *found.own_page.wants_to_talk()]),
        "voice_disagrees": of_logs([log for log in shared if log.child_disagrees]),
    }
    return [
        teller.say(key, sources, n=len(sources), name=found.first_name)
        for key, sources in named.items()
        if sources
    ]


def _words(teller: Teller, shared: Sequence[ShiftLog]) -> Iterator[tuple[date, Told]]:
    """Give what the child said beside logs, as it stands, with the days."""
    for log in shared:
        if quote := log.child_words:
            named = teller.day(log.day)
            said = teller.say("voice_words", of_logs([log]), of=log.id, day=named, quote=quote)
            yield log.day, said


def _picture(found: Material, teller: Teller, voice: Voice, shared: Sequence[ShiftLog]) -> Told:
    """Tell how often the child answered, with its answers as a picture."""
    keys = {one.version.key for one in voice.said}
    logs = of_logs([log for log in shared if log.child_scale in keys])
    own = [found.own_page.source(one) for one in found.own_page.said if one.voice.scale in keys]
    told = teller.say(
        "voice_answers",
        by_day([*logs, *own]),
        of=voice.kind,
        n=len(voice.said),
        skipped=voice.skipped,
        name=found.first_name,
    )
    return told._replace(figure=_figure(found, teller, voice))


def by_day(sources: Sequence[Source]) -> list[Source]:
    """Return what a sentence rests on, oldest first."""
    return sorted(sources, key=lambda one: one.day)


def _figure(found: Material, teller: Teller, voice: Voice) -> Figure:
    """Return the child's answers as a picture."""
    canvas = Canvas(found, teller)
    title = teller.phrase("voice_picture", name=found.first_name)
    question = voice.version.question.in_(teller.language)
    about = teller.phrase(
        "voice_about",
        question=question,
        n=len(voice.said),
        first=teller.day(found.first),
        last=teller.day(found.last),
    )
    told = canvas.told(f"voice-{voice.kind}", title, about)
    words = Words([(at, lines(said)) for at, said in voice.scale(teller.language)], canvas.dates)
    runs = [
        [Answered(one.day, one.height, _answer(one, teller)) for one in run] for run in voice.runs()
    ]
    return Figure(title, voice_picture(runs, canvas.frame, words, told, ()), about)


def _answer(one: Said, teller: Teller) -> str:
    """Return what the child said on a day."""
    named = {face.value: face.name.in_(teller.language) for face in one.version.faces}
    day = teller.short_day(date.fromordinal(one.day))
    return f"{day}: {named.get(one.value, str(one.value))}"
