"""The hub of a window that makes itself known before its first message: in training, for now."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from operator_app.gateways.hub_http import HttpHub
from operator_app.wire.devices import Enrolment
from operator_app.wire.message_refusals import UnknownDevice
from operator_app.wire.push import PushAnswer


class EnrollingHub(HttpHub):
    """Asks again whenever the hub does not know the device: it may have been made anew."""

    def __init__(
        self, url: str, token: str, asked: Callable[[], Enrolment], *, training: bool
    ) -> None:
        super().__init__(url, token, training=training)
        self._asked = asked
        self._known = False
        self._one_at_a_time = threading.Lock()

    def push(self, lines: Sequence[bytes]) -> PushAnswer:
        with self._one_at_a_time:
            if not self._known:
                self.enrol(self._asked())
                self._known = True
        answer = super().push(lines)
        if any(result.reason == UnknownDevice.reason() for result in answer.results):
            self._known = False
        return answer
