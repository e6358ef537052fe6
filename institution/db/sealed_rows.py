"""Seal the texts of whole rows: of records that wait for the flush, and of rows on their way in."""

from collections.abc import Mapping
from typing import Any

from institution.db.sealing import Keyring, Place, SealedText

_known: dict[type, tuple[SealedText[Any], ...]] = {}


def sealed_of(model: type) -> tuple[SealedText[Any], ...]:
    """Return the sealed texts a model declares."""
    if model not in _known:
        found = (value for base in model.__mro__ for value in vars(base).values())
        _known[model] = tuple(value for value in found if isinstance(value, SealedText))
    return _known[model]


def seal_waiting(record: object, keyring: Keyring) -> None:
    """Seal every text of the record that waits."""
    for sealed in sealed_of(type(record)):
        sealed.seal(record, keyring)


def seal_row(model: Any, values: Mapping[str, Any], keyring: Keyring) -> Mapping[str, Any]:
    """Return a new row's values with its texts sealed.

    Args:
        model: declares the sealed texts; each gets its column, None where there is no text.
        values: by the name under which each is read; `id` is among them.
        keyring: seals.
    """
    texts = sealed_of(model)
    if not texts:
        return values
    row = dict(values)
    for sealed in texts:
        text = row.pop(sealed.name, None)
        place = Place(model.__tablename__, sealed.column, values["id"])
        row[sealed.column] = None if text is None else keyring.seal(text, place)
    return row
