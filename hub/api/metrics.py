"""What the hub tells Prometheus: numbers of calls, messages and alarms, never of whom."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.api.attendance import Attendance
from hub.store.ledger import Ledger
from hub.store.streams import Stream
from operator_app.wire.push import PushAnswer

_SECONDS: Final = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_UNKNOWN: Final = "-"
"""Of a path that is no call: what somebody made up is not written down."""
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH"})
_log = logging.getLogger(__name__)


class Metrics:
    """A registry of this hub's own: two hubs in one process count apart."""

    def __init__(self, ledger: Ledger, attendance: Attendance) -> None:
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "tereze_hub_answers",
            "Calls answered",
            ["call", "method", "status"],
            registry=self._registry,
        )
        self._took = Histogram(
            "tereze_hub_answer_seconds",
            "From the first byte of a call to the last of its answer",
            ["call"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._envelopes = Counter(
            "tereze_hub_envelopes", "Messages pushed", ["result"], registry=self._registry
        )
        self._registry.register(_State(ledger, attendance))

    def answered(self, call: str, method: str, status: int, took_s: float) -> None:
        self._answers.labels(call, method, str(status)).inc()
        self._took.labels(call).observe(took_s)

    def pushed(self, answer: PushAnswer) -> None:
        for result in answer.results:
            self._envelopes.labels(result.result.value).inc()

    async def page(self, request: Request) -> Response:
        """``GET /metrics``; asks the store, so not on the event loop."""
        del request
        content = await run_in_threadpool(generate_latest, self._registry)
        return Response(content, media_type=CONTENT_TYPE_LATEST)


class _State(Collector):
    """What is so at the moment of asking."""

    def __init__(self, ledger: Ledger, attendance: Attendance) -> None:
        self._ledger = ledger
        self._attendance = attendance

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with self._ledger.reading() as pages:
            alarms = pages.alarms.by_kind()
            newest = {stream.value: pages.streams.newest(stream) for stream in Stream}
        under_way = self._attendance.by_kind()
        connections = self._ledger.under_way()
        yield _family("tereze_hub_alarms", "Alarms raised, ever", "kind", alarms)
        yield _family("tereze_hub_stream_seq", "Newest place of a stream", "stream", newest)
        yield _family("tereze_hub_under_way", "Calls under way", "kind", under_way)
        yield GaugeMetricFamily(
            "tereze_hub_connections", "Connections of the store in use", value=connections
        )


def _family(name: str, words: str, label: str, numbers: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=[label])
    for value, number in numbers.items():
        family.add_metric([value], number)
    return family


class Watch:
    """Counts each call, and writes one line about it: which, how it ended, how long it took."""

    def __init__(
        self, app: ASGIApp, metrics: Metrics, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = self._clock()
        status = 500

        async def telling(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, telling)
        finally:
            took_s = self._clock() - began
            call = getattr(scope.get("route"), "path", _UNKNOWN)
            method = scope["method"] if scope["method"] in _METHODS else _UNKNOWN
            self._metrics.answered(call, method, status, took_s)
            facts = {"call": call, "status": status, "ms": round(took_s * 1000)}
            _log.info("answered", extra={"facts": facts})
