"""A window starts with settings that are whole and allowed, or says which one is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from operator_app.settings import (
    SettingRefused,
    Settings,
    SettingsUnreadable,
    TrainingHubNotLocal,
    UnknownSetting,
    default_profile,
    load_settings,
)

if TYPE_CHECKING:
    from pathlib import Path


def _profile(folder: Path, text: str) -> Path:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_profile_without_a_file_has_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings(profile=tmp_path)


def test_the_file_overrides_what_it_names(tmp_path: Path) -> None:
    settings = load_settings(_profile(tmp_path, 'language = "ru"\nsync_every_s = 60\n'))

    assert (settings.language, settings.sync_every_s, settings.hub_timeout_s) == ("ru", 60, 10)


@pytest.mark.parametrize(
    "line", ["sync_every_s = 4", "sync_every_s = true", 'hub_timeout_s = "5"', 'language = "de"']
)
def test_a_value_outside_its_limits_is_refused_by_name(tmp_path: Path, line: str) -> None:
    with pytest.raises(SettingRefused) as refused:
        load_settings(_profile(tmp_path, line))

    assert refused.value.details["name"] == line.split(" ", maxsplit=1)[0]


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownSetting) as refused:
        load_settings(_profile(tmp_path, "sync_evry_s = 30\nprofile = 1"))

    assert refused.value.details["names"] == ["profile", "sync_evry_s"]


@pytest.mark.parametrize("content", [b"language =", b"\xff\xfe"])
def test_a_torn_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.toml").write_bytes(content)

    with pytest.raises(SettingsUnreadable):
        load_settings(tmp_path)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:1"])
def test_a_training_window_may_use_a_hub_on_this_machine(tmp_path: Path, url: str) -> None:
    assert Settings(profile=tmp_path, training=True, hub_url=url).hub_url == url


@pytest.mark.parametrize("url", ["https://hub.center.kz", "http://10.0.0.1", "127.0.0.1:80"])
def test_a_training_window_refuses_any_other_hub(tmp_path: Path, url: str) -> None:
    with pytest.raises(TrainingHubNotLocal):
        Settings(profile=tmp_path, training=True, hub_url=url)


def test_a_working_window_may_use_the_hub_of_its_center(tmp_path: Path) -> None:
    url = "https://hub.center.kz"

    assert Settings(profile=tmp_path, hub_url=url).hub_url == url


def test_the_default_profile_is_a_folder_of_our_own() -> None:
    assert default_profile().name == "tereze"
