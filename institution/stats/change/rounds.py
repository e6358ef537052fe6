"""Entries of a day in rounds, so that a child that was written about twice is taken one by one."""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Ints


class Rounds(NamedTuple):
    """Entries put in order, so that each round is a stretch of them."""

    order: Ints
    """Shape (entries,): the number of each entry before."""
    parts: tuple[slice, ...]
    """The stretch of each round; no child occurs twice in one."""


def rounds(child: Ints) -> Rounds:
    """Split entries so that no child occurs twice in one round, in their order.

    >>> rounds(np.array([0, 1, 0]))
    Rounds(order=array([0, 1, 2]), parts=(slice(0, 2, None), slice(2, 3, None)))
    """
    by_child = np.argsort(child, kind="stable")
    first = np.searchsorted(child[by_child], child[by_child])
    before = np.empty_like(by_child)
    before[by_child] = np.arange(len(child)) - first
    ends = np.bincount(before).cumsum().tolist()
    parts = tuple(slice(*pair) for pair in zip([0, *ends], ends, strict=False))
    return Rounds(np.argsort(before, kind="stable"), parts)
