"""When a question has to be answered: it depends on where the child was, and on other answers."""

from collections.abc import Collection
from typing import Any

from wtforms import Field, Form
from wtforms.validators import StopValidation

PRESENT = "present"


class Needed:
    """The question must be answered, always."""

    def __init__(self, message: Any) -> None:
        self.message = message
        self.field_flags = {"required": True}

    @property
    def rule(self) -> dict[str, Any]:
        """Return the rule as tablets follow it without a line."""
        return {"kind": "needed", "words": str(self.message), **self.when}

    @property
    def when(self) -> dict[str, Any]:
        """Return when an answer is needed, as tablets understand it."""
        return {"when": "always"}

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse an empty answer where one is needed; let other checks be where there is none.

        Raises:
            StopValidation: with our words, or with none where nothing is needed.
        """
        if field.data:
            return
        if self.applies(form):
            raise StopValidation(str(self.message))
        if not field.errors:
            raise StopValidation

    def applies(self, form: Form) -> bool:  # noqa: ARG002 (others look at it)
        """Tell whether the question has to be answered."""
        return True


class NeededHere(Needed):
    """The question must be answered where the child was here."""

    @property
    def when(self) -> dict[str, Any]:
        """Return when an answer is needed."""
        return {"when": "here"}

    def applies(self, form: Form) -> bool:
        """Tell whether the child was here, or nobody said yet."""
        return form["presence"].data in {None, PRESENT}


class NeededHereAfter(NeededHere):
    """The question must be answered where the child was here and another answer asks for it."""

    def __init__(self, message: Any, name: str, answers: Collection[str]) -> None:
        super().__init__(message)
        self.name = name
        self.answers = answers

    @property
    def when(self) -> dict[str, Any]:
        """Return when an answer is needed."""
        return {"when": "after", "name": self.name, "answers": sorted(self.answers)}

    def applies(self, form: Form) -> bool:
        """Tell whether the other answer asks for it."""
        return super().applies(form) and form[self.name].data in self.answers


class NeededHereUnless(NeededHereAfter):
    """The question must be answered where the child was here, unless another answer excuses it."""

    @property
    def when(self) -> dict[str, Any]:
        """Return when an answer is needed."""
        return {**super().when, "when": "unless"}

    def applies(self, form: Form) -> bool:
        """Tell whether no other answer excuses it."""
        return NeededHere.applies(self, form) and form[self.name].data not in self.answers


class NeededForOne(NeededHere):
    """At least one of several questions must be answered where the child was here."""

    def __init__(self, message: Any, names: Collection[str]) -> None:
        super().__init__(message)
        self.names = names

    @property
    def when(self) -> dict[str, Any]:
        """Return when an answer is needed."""
        return {"when": "one", "names": list(self.names)}

    def applies(self, form: Form) -> bool:
        """Tell whether none of them is answered."""
        return super().applies(form) and not any(form[name].data for name in self.names)


class NeededWith(Needed):
    """The question must be answered when the child said something that someone may read."""

    def __init__(self, message: Any, skip: str) -> None:
        super().__init__(message)
        self.skip = skip
        self.field_flags = {}

    @property
    def when(self) -> dict[str, Any]:
        """Return when an answer is needed."""
        return {"when": "with", "skip": self.skip}

    def applies(self, form: Form) -> bool:
        """Tell whether the child answered or said something in its own words."""
        value = form["child_value"].data
        return bool(form["child_words"].data) or value not in {None, "", self.skip}
