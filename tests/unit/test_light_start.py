"""A command loads what it needs: checking a number must not wait for the store and the papers."""

from __future__ import annotations

import subprocess
import sys

from tests.support.project_files import ROOT

HEAVY = {"alembic", "asn1crypto", "httpx", "reportlab", "sqlalchemy", "sqlcipher3"}


def test_the_program_starts_without_what_only_some_commands_need() -> None:
    question = "import sys, operator_app.__main__; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in answer.stdout.split()}

    assert loaded & HEAVY == set()
