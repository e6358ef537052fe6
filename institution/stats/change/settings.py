"""The numbers of the flag engine: what is assumed of children and adults before they are known.

Levels are on a scale of 1 to 5; variances are in squared scale points where nothing else is said.
The shares and carry-overs lie between those of published daily series (SoccerMon 2024, PMData 2020,
Kossakowski et al. 2017) and a simulation of homes with several adults; `docs/flags.md` tells how
they were chosen and how well they do.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the engine assumes."""

    middle: float = 3.4
    """Level of a child of whom nothing is known."""
    spread: float = 0.55
    """Standard deviation of a child's days on one dimension, before it is known."""
    spread_days: float = 40.0
    """How many days of its own a child needs to outweigh `spread`."""
    least_spread: float = 0.35
    child_level: float = 0.55
    child_spread: float = 0.25
    """How children of a home differ: standard deviation of usual levels, in points, and of the
    logarithm of spreads."""
    home_level: float = 0.3
    home_spread: float = 0.2
    home_habit: float = 0.2
    """How homes differ: the same, and of what a weekend adds, in spreads."""
    usual_days: int = 90
    """The usual level follows slow change over about so many days."""
    common: float = 0.27
    """Share of the variance that all dimensions have in common and that fades within days."""
    drift: float = 0.10
    """Share that all dimensions have in common and that fades within weeks."""
    own: float = 0.55
    """Share that belongs to one dimension."""
    common_carry: float = 0.55
    drift_carry: float = 0.97
    own_carry: float = 0.40
    """What is left of each after a day."""
    level: float = 0.6
    """Variance of a child's level around `middle`, in squared spreads."""
    level_wander: float = 0.0003
    """Variance that a day adds to the level all dimensions have in common, in squared spreads, so
    that what was months ago weighs less: real series wander over a season."""
    level_wander_own: float = 0.00005
    """The same for a dimension's distance from that level."""
    habit: float = 0.3
    habit_own: float = 0.2
    """Standard deviation of what a weekend, or the day back from one elsewhere, adds in spreads: to
    all dimensions, and to one more. 0 where days have no weekly rhythm."""
    habit_wander: float = 0.0001
    """Variance that a day adds to each, in squared spreads."""
    noise: float = 0.30
    """Variance of one rating around what the adult saw."""
    night_noise: float = 0.45
    night_sight: float = 0.5
    """How much of a day's state the night shows."""
    shared_noise: float = 0.3
    """Share of the noise that the dimensions of one entry have in common."""
    same_day_noise: float = 0.3
    """Share of the noise that all entries of one adult about a child on one day have in common."""
    adult: float = 0.60
    adult_own: float = 0.22
    """Standard deviation of how an adult rates, on all dimensions and on one more."""
    shift: float = 0.15
    shift_own: float = 0.20
    """The same for how a shift is rated."""
    wander: float = 0.10
    """Variance of a child's level from day to day while adults are compared."""
    farthest: float = 2.5
    """A day counts as no farther from what was expected than so many standard deviations."""
    known_days: float = 40.0
    """Days after which a child's own surprise outweighs what is assumed."""
    least_surprise: float = 0.6
    longest: int = 35
    """Days within which a change is looked for."""
    sizes: tuple[float, ...] = (0.8, 1.3, 2.0)
    """Sizes of change weighed, in spreads."""
    size_weights: tuple[float, ...] = (0.4, 0.4, 0.2)
    all_weight: float = 0.78
    """Prior weight of a change of all dimensions at once."""
    one_weight: float = 0.10
    """Prior weight of a change of one dimension."""
    focus_weight: float = 0.2
    """Prior weight of a change of nothing but dimensions that the child's plan is about."""
    memory_weight: float = 12.0
    """Weight of the assumption that weeks vary as the model says against the child's own weeks."""
    margin: float = 1.0
    """How much stronger than a rise a fall must be, in log-odds, and a rise than a fall."""
    swing: float = 2.0
    """Factor on the variance of days that the swings are weighed against."""
    swing_weight: float = 0.80
    """Weight of the evidence for swings, so that about a fifth of false alarms are theirs."""
    swing_day: float = 3.0
    """One day adds or takes no more than this of the evidence for swings, in log-odds."""
    path_odds: float = 3.1
    """Log-odds added to those of a missed path, which is looked at for a few goals only."""
    path_ahead: float = 3.0
    """How much the distance from the other dimensions may add to what a level says of its path."""
    path_days: int = 14
    """Days of a goal before anything is said of its path."""
