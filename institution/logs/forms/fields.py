"""The levels of a log, as its form asks for them."""

from wtforms.form import BaseForm

from institution.content.daily_log import Choice, Dimension
from institution.web.fields import NOT_SEEN, LevelWords, SeveralOf

SKIP = "skip"


class GoalsField(SeveralOf):
    """The goals a log is about; the page says which there are, and the plan which it knows."""

    def pre_validate(self, form: BaseForm) -> None:
        """Take what came: a plan may change while a log waits to be sent."""


def level_words(dimension: Dimension, language: str, not_seen: Choice) -> LevelWords:
    """Return the words of a dimension, and of not having seen it."""
    levels = {str(level): str(level) for level in dimension.anchors}
    return LevelWords(
        dimension.key,
        dimension.name.in_(language),
        dimension.question.in_(language),
        {**levels, NOT_SEEN: not_seen.name.in_(language)},
        {level: text.in_(language) for level, text in dimension.anchors.items()},
        dimension.look_for.in_(language),
        dimension.age_note.in_(language) if dimension.age_note else "",
    )
