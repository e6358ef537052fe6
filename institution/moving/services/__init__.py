"""What can be done with transfer packages: make one, read it, say that it has come."""

from institution.moving.services.leaving import left_lately
from institution.moving.services.making import (
    PARTS,
    NewPackage,
    NothingChosenError,
    NowhereError,
    make,
    receiving_home,
)
from institution.moving.services.reading import Package, found, packages, unreceived
from institution.moving.services.receiving import DamagedError, checksum_of, receive

__all__ = [
    "PARTS",
    "DamagedError",
    "NewPackage",
    "NothingChosenError",
    "NowhereError",
    "Package",
    "checksum_of",
    "found",
    "left_lately",
    "make",
    "packages",
    "receive",
    "receiving_home",
    "unreceived",
]
