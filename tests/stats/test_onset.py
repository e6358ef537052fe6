"""When a change began."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from institution.stats.onset import onset


def test_the_onset_is_the_last_day_when_no_day_is_low():
    assert onset(np.array([-1.0, np.nan, -0.5])) == 2


@given(before=st.integers(0, 20), after=st.integers(1, 20), size=st.floats(0.5, 3))
def test_the_onset_of_a_clean_step_is_its_first_day(before, after, size):
    assert onset(np.array([0.0] * before + [size] * after)) == before
