"""What a child said, in words."""

from types import SimpleNamespace as Shown

from flask_babel import gettext as _

from institution.content.daily_log import daily_log
from institution.content.voice import voice as content
from institution.voice.models import Voice
from institution.web.languages import content_language


def kind_words() -> dict[str, str]:
    """Return what each kind is called."""
    return {
        "day": _("How my day was"),
        "ladder": _("My ladder"),
        "card": content().card.in_(content_language()),
        "talk": _("I want to talk"),
        "log": _("How I see what is written"),
    }


def told_voice(voice: Voice) -> Shown:
    """Return what a child said with its question, as pages show it."""
    language, report = content_language(), daily_log().self_report
    version = next((one for one in report.versions if one.key == voice.scale), None)
    readers = {one.key: one.name.in_(language) for one in report.who_may_see_options}
    talk_to = {one.key: one.name.in_(language) for one in content().talk_to}
    parts = [
        (part.name.in_(language), getattr(voice, part.key))
        for part in content().card_parts
        if getattr(voice, part.key)
    ]
    return Shown(
        id=voice.id,
        kind=kind_words()[voice.kind],
        at=voice.said_at,
        question=version.question.in_(language) if version else "",
        answer=_answer(voice),
        talk_to=talk_to.get(voice.talk_to or "", ""),
        words=voice.words or "",
        parts=parts,
        pictured=voice.pictured,
        readers=readers.get(voice.shares_with, ""),
    )


def _answer(voice: Voice) -> str:
    """Return an answer on a scale in words; that it was skipped is an answer too."""
    report, language = daily_log().self_report, content_language()
    version = next((one for one in report.versions if one.key == voice.scale), None)
    if version is None or not version.points:
        return ""
    if voice.value is None:
        skip = next(c for c in report.always_available if c.key == "skip")
        return skip.name.in_(language)
    if version.kind == "ladder":
        return str(_("%(n)s of %(most)s", n=voice.value, most=version.points - 1))
    faces = {face.value: face.name.in_(language) for face in version.faces}
    return faces.get(voice.value, "")
