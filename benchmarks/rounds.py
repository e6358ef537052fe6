"""Time things in turn, so that what else the machine does falls on all alike."""

import time
from collections.abc import Callable
from statistics import median

Step = Callable[[], object]


def seconds(step: Step) -> float:
    """Return how long one step takes."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def in_turn(steps: dict[str, Step], rounds: int, each: int = 5) -> dict[str, float]:
    """Return the median seconds of each step; every round does each step a few times.

    The first round of all is not counted.
    """
    times: dict[str, list[float]] = {name: [] for name in steps}
    for number in range(rounds + 1):
        for name, step in steps.items():
            found = [seconds(step) for _ in range(each)]
            if number:
                times[name] += found
    return {name: median(found) for name, found in times.items()}
