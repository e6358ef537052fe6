"""A clock that stands still until it is moved."""

from datetime import datetime, timedelta


class Clock:
    """Gives the moment it was set to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)
