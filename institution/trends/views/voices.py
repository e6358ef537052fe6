"""The child's own answers on the page: their own pictures, marks and words."""

from flask_babel import gettext as _

from institution.trends.charts import Answered, Told, Words, lines, voice_picture
from institution.trends.services import Said, Voice
from institution.trends.views import numbers
from institution.trends.views.panels import Panel, drawn
from institution.trends.views.scene import Scene
from institution.trends.views.tables import Table, body


def voice_panels(scene: Scene) -> list[Panel]:
    """Return a panel for each kind of question the child answered."""
    return [_panel(scene, voice) for voice in scene.days.voices]


def _panel(scene: Scene, voice: Voice) -> Panel:
    """Return the panel of one kind of question."""
    question, title = voice.version.question.in_(scene.language), _title(voice)
    told = Told(f"voice-{voice.kind}", title, question, ())
    words = Words([(at, lines(words)) for at, words in voice.scale(scene.language)], scene.dates)
    when = numbers.days(one.day for one in voice.said)
    rows = [(day, _answer(one, scene.language)) for day, one in zip(when, voice.said, strict=True)]
    said = iter(rows)
    runs = [
        [Answered(one.day, one.height, ": ".join(next(said))) for one in run]
        for run in voice.runs()
    ]
    svg = voice_picture(runs, scene.ground.frame, words, told, scene.pins_of(None))
    return Panel(
        title=title,
        words=_("own mark, never counted with the adults'"),
        state="",
        sentence=_sentence(voice),
        goal=False,
        svg=drawn(svg),
        table=Table(question, [_("Day"), _("Answer")], body(rows)),
    )


def _title(voice: Voice) -> str:
    """Return what the picture is called."""
    ladder = voice.kind == "ladder"
    return str(_("The child's own ladder") if ladder else _("The child's own answers"))


def _answer(one: Said, language: str) -> str:
    """Return what the child said."""
    if one.version.kind == "ladder":
        return str(_("%(n)s of %(most)s", n=one.value, most=one.version.points - 1))
    names = {face.value: face.name.in_(language) for face in one.version.faces}
    return names.get(one.value, str(one.value))


def _sentence(voice: Voice) -> str:
    """Return the counts, and that both stand where child and adults differ."""
    counts = str(_("Answers: %(n)s. Asked, and not today: %(skipped)s."))
    both = _("Where the child and the adults differ, both stand.")
    return f"{counts % {'n': len(voice.said), 'skipped': voice.skipped}} {both}"
