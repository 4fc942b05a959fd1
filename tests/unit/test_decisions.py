"""Decisions can be found and read: five headings each, and a line in the list."""

from __future__ import annotations

import re
import tomllib

from tests.support.project_files import ROOT

FOLDER = ROOT / "docs" / "decisions"
HEADINGS = ["Summary", "Context", "Decision", "Consequences", "Alternatives"]


def test_every_decision_has_the_five_headings_in_order() -> None:
    headings = {
        file.name: re.findall(r"^## (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        for file in FOLDER.glob("0*.md")
    }

    assert headings
    assert {name: found for name, found in headings.items() if found != HEADINGS} == {}


def test_every_decision_stands_in_the_list() -> None:
    listed = re.findall(r"\]\((.+?\.md)\)", (FOLDER / "README.md").read_text(encoding="utf-8"))

    assert listed == sorted(file.name for file in FOLDER.glob("0*.md"))


def test_every_dependency_has_its_reason() -> None:
    reasons = (FOLDER / "0008-dependencies.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[><=~! \[]", line)[0] for line in project["dependencies"]]

    assert [name for name in names if not re.search(rf"\b{re.escape(name)}\b", reasons)] == []
