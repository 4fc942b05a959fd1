"""The two children of every training center: the stand, and a hub that asks it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from operator_app.gateways.children import Child

LISTEN: Final = "127.0.0.1:0"
SHEP_PATH: Final = "/bip-sync-wss-gost/"
SHEP_TIMEOUT_S: Final = "3"
"""The stand answers at once or never; a real gateway is given longer."""
NOBODY: Final = f"http://127.0.0.1:9{SHEP_PATH}"
"""Nothing listens on the discard port: a registry that is asked and stays silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingChildren:
    """Started, perhaps not listening yet: load your own part, then ask ``ready``."""

    stand: Child
    hub: Child

    def ready(self, shep: str | None = None) -> tuple[str, Path]:
        """Where the hub listens, and the folder of the operator's key; waits for both.

        ``shep`` is where the hub asks the registries; the stand, if it is not given.
        """
        said = self.stand.ready()
        self.hub.tell(shep or said["listening"].rstrip("/") + SHEP_PATH)
        return self.hub.ready()["listening"], Path(said["pki"])


@contextmanager
def start_training_children(folder: Path, token: str) -> Iterator[TrainingChildren]:
    """Both start at once; the hub learns the stand's address through its standard input."""
    with ExitStack() as stack:
        stand = stack.enter_context(
            Child("stand", ["--data", str(folder / "stand"), "--listen", LISTEN], {})
        )
        hub = stack.enter_context(
            Child(
                "hub",
                [
                    *("--data", str(folder / "hub")),
                    *("--listen", LISTEN),
                    *("--shep", "-"),
                    *("--shep-timeout", SHEP_TIMEOUT_S),
                    "--training",
                ],
                {"TEREZE_HUB_TOKEN": token},
            )
        )
        stack.callback(stand.let_go)
        stack.callback(hub.let_go)
        yield TrainingChildren(stand=stand, hub=hub)
