"""Chance that comes out the same each time."""

import random


def seeded(*parts: object) -> random.Random:
    """Return chance that hangs on the parts alone."""
    return random.Random("/".join(map(str, parts)))  # noqa: S311 (an invented world, no secret)
