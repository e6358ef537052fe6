"""Malik, and the addresses of his incidents."""

import pytest


@pytest.fixture
def malik(world):
    return world.children["malik"].id


@pytest.fixture
def at(malik):
    """Give `at("new")`: the address of a page of Malik's incidents."""
    return lambda *parts: "/".join(["/children", str(malik), "incidents", *map(str, parts)])
