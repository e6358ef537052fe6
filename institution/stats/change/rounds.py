"""Entries of a day in rounds, so that a child that was written about twice is taken one by one."""

import numpy as np

from institution.stats.arrays import Bools, Ints


def rounds(child: Ints) -> list[Bools]:
    """Split entries so that no child occurs twice in one round, in their order.

    >>> [one.tolist() for one in rounds(np.array([0, 1, 0]))]
    [[True, True, False], [False, False, True]]
    """
    order = np.argsort(child, kind="stable")
    first = np.searchsorted(child[order], child[order])
    before = np.empty_like(order)
    before[order] = np.arange(len(child)) - first
    return [np.asarray(before == number) for number in range(int(before.max(initial=-1)) + 1)]
