"""The hub under what its own document allows, and under much that it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)
from starlette.routing import Route

from hub.api.openapi import CALLS, LINES, document
from hub.bootstrap import put_together
from hub.settings import HubSettings, Place, ShepSettings
from tests.support.hub_process import NOBODY, TOKEN

EXAMPLES = 6
"""For each call, on each database; the same ones each time."""
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]


@schemathesis.serializer(LINES)
def _lines(ctx: object, value: object) -> bytes:
    return str(value).encode("utf-8", "replace")


def in_process(data: Path, database: str | None = None) -> HubSettings:
    return HubSettings(
        place=Place(data=data, training=True, database=database),
        host="127.0.0.1",
        port=0,
        until_stdin_closes=False,
        token=TOKEN,
        shep=ShepSettings(
            url=NOBODY, timeout_s=1, sender_id="TEST", password="", requestor_bin="000000000000"
        ),
    )


def test_every_call_is_described_and_every_description_is_a_call(tmp_path: Path) -> None:
    with put_together(in_process(tmp_path)) as hub:
        served = {
            (method, route.path)
            for route in hub.application.routes
            if isinstance(route, Route)
            for method in route.methods or ()
        }

    described = {(call.method, call.path) for call in CALLS}
    # Starlette answers HEAD wherever GET is answered.
    assert served - {("HEAD", path) for method, path in served if method == "GET"} == described


def test_the_document_names_only_what_it_holds() -> None:
    held = document()["components"]["schemas"]
    text = str(document())

    assert "HubCase" in held
    for named in {part.split("'")[0] for part in text.split("#/components/schemas/")[1:]}:
        assert named in held


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_nothing_that_is_sent_breaks_the_hub(
    tmp_path: Path, hub_database: str | None, mode: GenerationMode, expected_logs: set[str]
) -> None:
    # What is made up raises alarms, and nobody is behind the registries.
    expected_logs |= {"hub.inbox", "hub.lines", "hub.registries.shep"}
    with put_together(in_process(tmp_path, hub_database)) as hub:
        schema = schemathesis.openapi.from_asgi("/v1/openapi.json", hub.application)
        for call in CALLS:
            if mode is GenerationMode.NEGATIVE and not (call.asks or call.parameters):
                continue  # nothing to say wrongly
            operation = schema[call.path][call.method]
            send_some(operation.as_strategy(generation_mode=mode))


def send_some(cases: SearchStrategy[schemathesis.Case[Any]]) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def send(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"}, checks=CHECKS)

    send()
