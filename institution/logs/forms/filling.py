"""Fill a form with what a kept log says, for writing it again."""

from typing import Any

from institution.logs.forms.fields import SKIP
from institution.logs.services import ChildAnswer, Draft
from institution.web.fields import NOT_SEEN


def filled(draft: Draft) -> dict[str, Any]:
    """Return what a draft says, by the names of the form, for writing it again."""
    child = draft.child or ChildAnswer()
    skipped = child.scale is not None and child.value is None and child.words is None
    found = {
        "presence": draft.presence,
        "contact_time": draft.contact_time,
        "good_moment": draft.good_moment,
        "attention": draft.attention,
        "note": draft.note,
        "child_value": SKIP if skipped else child.value,
        "child_words": child.words,
        "child_shares_with": child.shares_with,
        "child_wants_to_talk": child.wants_to_talk,
        "child_disagrees": child.disagrees,
        "note_source": draft.chips.get("note_source"),
    }
    found |= {f"level_{key}": level or NOT_SEEN for key, level in draft.levels.items()}
    found |= {f"handover_{line.part}": line.text for line in draft.handover}
    for key, answer in draft.chips.items():
        found |= _chip_data(f"chip_{key}", answer)
    return found


def _chip_data(name: str, answer: Any) -> dict[str, Any]:
    """Return the answer of one chip by the names of its questions."""
    if not isinstance(answer, dict):
        return {name: answer}
    return {
        name if key == "value" else f"{name}__{key}": _shown(value) for key, value in answer.items()
    }


def _shown(value: Any) -> Any:
    """Return a number as it is typed; all else as it is."""
    return f"{value:g}" if isinstance(value, int | float) else value
