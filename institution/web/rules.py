"""What is asked of an answer, as a tablet without a line asks it: with the words of the server."""

import json
from collections.abc import Iterator
from typing import Any

from flask import Flask, request
from wtforms import Field
from wtforms.validators import InputRequired, Length

from institution.web.cookies import device_token
from institution.web.forms import hidden_words, plain_text


def tell_rules(app: Flask) -> None:
    """Give templates the rules of a question."""
    app.jinja_env.globals["rules"] = rules


def rules(field: Field) -> str | None:
    """Return the rules of a question as JSON; None where there are none, or this is no tablet."""
    if device_token(request) is None:
        return None
    found = list(_rules(field))
    if not found:
        return None
    told = {"name": field.name, "label": str(field.label.text), "rules": found}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _rules(field: Field) -> Iterator[dict[str, Any]]:
    """Give each rule that a tablet can follow, with the words for what breaks it."""
    for one in field.validators:
        if rule := getattr(one, "rule", None):
            yield rule
        elif isinstance(one, Length):
            words = str(one.message) % {"max": one.max, "min": one.min}
            yield {"kind": "most", "most": one.max, "words": words}
        elif isinstance(one, InputRequired):
            yield {"kind": "needed", "when": "always", "words": str(one.message)}
        elif one is plain_text:
            yield {"kind": "plain", "words": hidden_words()}
    if rule := getattr(field, "rule", None):
        yield rule
