"""A stage for each test: here tables and settings of the database itself are changed."""

import pytest


@pytest.fixture
def stage(stages, backend, tmp_path):
    with stages.own(backend, tmp_path) as own:
        yield own
