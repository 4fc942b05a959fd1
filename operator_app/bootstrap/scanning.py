"""The folder of the operator's scanner program, where one is set up."""

from __future__ import annotations

import time
from pathlib import Path

from operator_app.bootstrap.profiles import Profile
from operator_app.gateways.scan_folder import ScanFolder
from operator_app.settings import load_settings


def scan_folder(profile: Profile) -> ScanFolder | None:
    chosen = load_settings(profile.folder, training=profile.training).scan_folder
    return ScanFolder(Path(chosen), time.monotonic) if chosen else None
