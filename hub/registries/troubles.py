"""Why a registry could not be asked: each is a coded, typed answer and never a crash."""

from __future__ import annotations

from operator_app.errors import Unavailable


class RegistryTrouble(Unavailable):
    """``status`` is the gateway's own code, where it gave one."""

    code = "registry.unavailable"

    def __init__(self, *, status: str | None = None, **details: object) -> None:
        super().__init__(status=status, **details)
        self.status = status


class RegistrySilent(RegistryTrouble):
    """No whole answer within the hard time-out."""

    code = "registry.silent"


class RegistryUnreachable(RegistryTrouble):
    """No connection: the network is down or nobody listens."""

    code = "registry.unreachable"


class RegistryFault(RegistryTrouble):
    """A SOAP fault: the channel itself refused the message (SCE…)."""

    code = "registry.fault"


class RegistryRefused(RegistryTrouble):
    """Delivered, and answered with an error (SCSE… or the registry's own code)."""

    code = "registry.refused"


class RegistryAnsweredWrongly(RegistryTrouble):
    """The answer is not XML, too big, or not what was asked for."""

    code = "registry.answered_wrongly"
