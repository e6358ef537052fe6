"""The child's own question by age, who may see the answer, and what a child may always say."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field
from wtforms.validators import Optional

from institution.content.daily_log import SelfReport, Version, daily_log
from institution.logs.forms.fields import SKIP
from institution.logs.forms.needed import NeededWith
from institution.logs.forms.shift_form import Asked
from institution.web.fields import OneOf, text, words_of

Named = Iterator[tuple[str, Field]]


def child_fields(asked: Asked) -> Named:
    """Give the child's own question, who may see the answer, and what a child may always say."""
    report, language = daily_log().self_report, asked.language
    version = next(one for one in report.versions if one.key == asked.version)
    limit = daily_log().length_limits["child_own_words"]
    if not version.faces:
        yield "child_words", text(version.question.in_(language), limit, Optional())
        return
    always = words_of(report.always_available, language)
    yield "child_value", _faces(version, asked, always["skip"])
    yield "child_words", text(always["own_words"], limit, Optional())
    yield "child_wants_to_talk", BooleanField(always["want_to_talk"])
    yield "child_disagrees", BooleanField(always["disagree"])
    yield "child_shares_with", _who_may_see(report, language)


def _faces(version: Version, asked: Asked, skip: str) -> Field:
    """Return the question with faces; skipping it is an answer."""
    faces = {str(face.value): face.name.in_(asked.language) for face in version.faces}
    return OneOf(
        version.question.in_(asked.language),
        description=daily_log().self_report.intro.in_(asked.language),
        choices={**faces, SKIP: skip},
        validators=[Optional()],
    )


def _who_may_see(report: SelfReport, language: str) -> Field:
    """Return who may see the child's answer."""
    return OneOf(
        report.who_may_see.in_(language),
        description=report.honest_limit.in_(language),
        choices=words_of(report.who_may_see_options, language),
        validators=[NeededWith(_l("Ask the child who may see the answer"), SKIP)],
    )
