"""What an administrator may choose about one window: typed, with its limits beside it.

The file ``settings.toml`` stands in the profile folder. A key that is not named here is refused,
so that a misspelled one is noticed on the day it is written.
"""

from __future__ import annotations

import ipaddress
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import platformdirs

from operator_app.errors import RuleViolation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from dataclasses import Field

FILE_NAME = "settings.toml"


class SettingsUnreadable(RuleViolation):
    """The settings file is there and cannot be read as TOML."""

    code = "settings.unreadable"


class UnknownSetting(RuleViolation):
    """A key of the file that no setting has."""

    code = "settings.unknown"


class SettingRefused(RuleViolation):
    """A setting of another kind than its default, or outside its limits."""

    code = "settings.refused"


class TrainingHubNotLocal(RuleViolation):
    """Made-up cases must never reach a real hub: a training window talks to its own machine."""

    code = "settings.training_hub_not_local"


@dataclass(frozen=True, slots=True)
class Limits:
    help: str
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()

    def allow(self, value: object) -> bool:
        if isinstance(value, int):
            return (self.least is None or value >= self.least) and (
                self.most is None or value <= self.most
            )
        return not self.choices or value in self.choices


def setting(default: object, limits: Limits) -> Any:
    """A field that a file may set; ``Any`` because the annotation beside it says the type."""
    return field(default=default, metadata={"limits": limits})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Whole and within limits, or not made at all."""

    profile: Path
    training: bool = False
    hub_url: str = setting("", Limits("Address of the center's hub; empty: one of our own."))
    hub_timeout_s: int = setting(10, Limits("Seconds the hub may be silent.", least=1, most=60))
    sync_every_s: int = setting(30, Limits("Seconds between quiet syncs.", least=5, most=3600))
    scan_folder: str = setting("", Limits("Folder a scanner program puts pages in; empty: none."))
    language: str = setting("kk", Limits("Language of a new case.", choices=("kk", "ru", "en")))

    def __post_init__(self) -> None:
        for one in _file_fields():
            value = getattr(self, one.name)
            if type(value) is not type(one.default) or not one.metadata["limits"].allow(value):
                raise SettingRefused(
                    name=one.name, value=value, meaning=one.metadata["limits"].help
                )
        if self.training and self.hub_url and not is_loopback(self.hub_url):
            raise TrainingHubNotLocal(hub_url=self.hub_url)


def load_settings(profile: Path, *, training: bool = False) -> Settings:
    """The settings of a profile; a profile without a file has the defaults."""
    file = profile / FILE_NAME
    try:
        chosen = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        chosen = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsUnreadable(file=file, reason=str(error)) from error
    _refuse_unknown(chosen, file)
    return Settings(profile=profile, training=training, **chosen)


def default_profile() -> Path:
    """Where the system keeps a program's data for its user, when no ``--profile`` is given."""
    return Path(platformdirs.user_data_dir("tereze", appauthor=False))


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_unknown(chosen: Mapping[str, object], file: Path) -> None:
    unknown = sorted(set(chosen) - {one.name for one in _file_fields()})
    if unknown:
        raise UnknownSetting(file=file, names=unknown)


def _file_fields() -> tuple[Field[Any], ...]:
    return tuple(one for one in fields(Settings) if one.metadata and one.default is not MISSING)
