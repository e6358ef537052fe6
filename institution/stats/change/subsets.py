"""The odds of a change on any set of dimensions, without listing the sets.

With a common part and a part of each dimension, the evidence for a set of m dimensions is a sum
over its members and a term that only depends on m. The sum over all sets of m is then an elementary
symmetric polynomial, which takes a few products instead of two to the power of the dimensions.
"""

from math import comb

import numpy as np

from institution.stats.arrays import Bools, Floats
from institution.stats.change.settings import Settings

GATE = 5.0
"""How much a change that is no stronger than the opposite one loses, for each unit it lacks."""
SHARP = 8.0
"""How many units a lack of one counts for; the more, the less a stronger change loses."""


def log_sums(evidence: Floats) -> Floats:
    """Return the log of the sum over all sets of m members of exp(sum of their evidence).

    Args:
        evidence: shape (..., members).

    Returns:
        Shape (..., members): for m = 1 up to all.

    >>> np.exp(log_sums(np.log(np.array([1.0, 2.0, 3.0])))).round(6).tolist()
    [6.0, 11.0, 6.0]
    """
    members = evidence.shape[-1]
    highest = evidence.max(-1, keepdims=True)
    # The product of all must not vanish, however many there are.
    factor = np.exp(np.maximum(evidence - highest, -min(60.0, 700.0 / members)))
    sums = np.zeros((*evidence.shape[:-1], members + 1))
    sums[..., 0] = 1.0
    for number in range(members):
        sums[..., 1 : number + 2] += sums[..., : number + 1] * factor[..., number : number + 1]
    logs: Floats = np.log(sums[..., 1:]) + highest * np.arange(1, members + 1)
    return logs


def prior(dimensions: int, settings: Settings) -> Floats:
    """Return the log of the prior weight of one set of each size, shape (dimensions,)."""
    sizes = np.arange(1, dimensions + 1)
    weight = np.where((sizes > 1) & (sizes < dimensions), 1 / sizes, 0.0)
    rest = 1 - settings.all_weight - settings.one_weight
    weight = weight * rest / max(float(weight.sum()), 1e-12)
    weight[0] += settings.one_weight
    weight[-1] += settings.all_weight
    with np.errstate(divide="ignore"):
        return np.log(weight) - np.log([comb(dimensions, int(size)) for size in sizes])


def even_prior(dimensions: int) -> Floats:
    """Return a prior under which every size is as likely; it is used to name what changed."""
    sizes = range(1, dimensions + 1)
    return -np.log([comb(dimensions, size) * dimensions for size in sizes])


def prior_among(chosen: Bools) -> Floats:
    """Return the same for sets of chosen dimensions alone, every number of them as likely.

    Args:
        chosen: shape (children, dimensions), at least one for each child.

    Returns:
        Shape (children, dimensions); minus infinity for more than are chosen.
    """
    found = np.full(chosen.shape, -np.inf)
    for child, number in enumerate(chosen.sum(1).tolist()):
        found[child, :number] = even_prior(number)
    return found


def log_odds(
    evidence: "Evidence",
    sizes: Floats,
    weights: Floats,
    priors: Floats,
    chosen: Bools | None = None,
) -> Floats:
    """Return the log-odds of a change against none.

    Args:
        evidence: what speaks for each candidate and dimension.
        sizes: shape (sizes,): in spreads, negative for a fall.
        weights: shape (sizes,): prior weights.
        priors: from `prior`, `even_prior` or `prior_among`.
        chosen: shape (children, dimensions): only of these may any have changed; else all.

    Returns:
        Shape (sizes, candidates, children, number of dimensions changed).
    """
    size = sizes[:, None, None, None]
    members = np.clip(size * evidence.each, -60.0, 60.0)
    if chosen is not None:
        members = np.where(chosen, members, -np.inf)
    change = log_sums(members) - size**2 / 2 * evidence.information
    odds: Floats = change + priors + np.log(weights)[:, None, None, None]
    return odds


def log_total(logs: Floats, axis: tuple[int, ...]) -> Floats:
    """Return log(sum(exp(logs))) over some axes."""
    highest = logs.max(axis, keepdims=True)
    total: Floats = np.log(np.exp(logs - highest).sum(axis)) + np.squeeze(highest, axis)
    return total


def unless(odds: Floats, opposite: Floats) -> Floats:
    """Return the odds of a change, set aside where the opposite one explains as much.

    A rise of some dimensions looks like a fall of the others, compared with the mean of all.
    """
    lost: Floats = GATE * np.logaddexp(0, SHARP * (opposite - odds))
    return odds - lost


class Evidence:
    """What speaks for a change of one spread, from a filter of the mean and filters of the rest."""

    def __init__(self, mean: tuple[Floats, Floats], rest: tuple[Floats, Floats]) -> None:
        """Put the filters together.

        Args:
            mean: push and weight of the mean of the dimensions, shape (candidates, children).
            rest: the same of each dimension's difference from the mean, with one axis more.
        """
        dimensions = rest[0].shape[2]
        number = np.arange(1, dimensions + 1)
        push, weight = mean
        self.each = rest[0] - rest[0].mean(2, keepdims=True) + push[:, :, None] / dimensions
        """Shape (candidates, children, dimensions)."""
        apart = number - number**2 / dimensions
        together = (number / dimensions) ** 2
        self.information = apart * rest[1].mean(2)[:, :, None] + together * weight[:, :, None]
        """Shape (candidates, children, number of dimensions changed)."""
