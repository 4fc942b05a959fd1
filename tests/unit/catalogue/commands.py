"""Runs ``tereze catalogue`` in this process and reads the JSON it prints."""

from __future__ import annotations

import argparse
import json
from typing import Any

import pytest

from operator_app.cli import catalogue


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    parser = argparse.ArgumentParser()
    catalogue.add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["catalogue", *arguments])

    code = args.run(args)

    assert code == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed
