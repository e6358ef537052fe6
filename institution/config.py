"""Settings, read once from the environment; no other module looks there."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
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
    content_folder: Path | None = None
    """Where a municipality keeps editions of its own of forms and questions; null: none."""

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
        "content_folder": environment.get("INSTITUTION_CONTENT_FOLDER"),
    }
    values = {name: value for name, value in given.items() if value}
    named: dict[str, Any] = {
        name: Path(value) if name in {"key_file", "content_folder"} else value
        for name, value in values.items()
    }
    return Settings(**named)
