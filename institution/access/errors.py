"""The ways a service refuses; the web and the command line find the words."""


class RefusedError(Exception):
    """A request that is understood and not carried out; nothing was written."""


class NotReachableError(RefusedError):
    """The record does not exist, or lies outside what the actor reaches: the two look alike."""


class NotAllowedError(RefusedError):
    """No role of the actor ever holds the permission."""


class ConflictError(RefusedError):
    """Something else is already kept under the same identity."""


class UnavailableError(RefusedError):
    """The database or the use log cannot be written just now, so nothing is shown or kept."""
