"""Settings, read once from the environment; no other module looks there."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

INSTANCE = Path(__file__).resolve().parents[1] / "instance"
LANGUAGES = ("da", "en", "kl")


class SettingsError(Exception):
    """A setting that cannot be used; says which."""


@dataclass(frozen=True)
class Settings:
    """What differs between installations."""

    database_url: str = f"sqlite:///{INSTANCE / 'institution.sqlite'}"
    key_file: Path = INSTANCE / "key"
    secret_key: str | None = None
    """Signs cookies; null: made from the key file, so that forms outlive a restart."""
    language: str = "da"
    time_zone: str = "America/Nuuk"
    trusted_proxy: str | None = None
    """Address of the proxy that ends the encrypted line; null: none in front."""

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise SettingsError(f"INSTITUTION_LANGUAGE must be one of {', '.join(LANGUAGES)}")
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            told = "INSTITUTION_TIMEZONE must be a zone such as America/Nuuk"
            raise SettingsError(told) from None


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings.

    Raises:
        SettingsError: a setting cannot be used.
    """
    given = {
        "database_url": environment.get("INSTITUTION_DATABASE_URL"),
        "key_file": environment.get("INSTITUTION_KEY_FILE"),
        "secret_key": environment.get("INSTITUTION_SECRET_KEY"),
        "language": environment.get("INSTITUTION_LANGUAGE"),
        "time_zone": environment.get("INSTITUTION_TIMEZONE"),
        "trusted_proxy": environment.get("INSTITUTION_TRUSTED_PROXY"),
    }
    values = {name: value for name, value in given.items() if value}
    if "key_file" in values:
        return Settings(**{**values, "key_file": Path(values["key_file"])})  # type: ignore[arg-type]
    return Settings(**values)  # type: ignore[arg-type]
