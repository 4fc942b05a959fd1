"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.project_files import PRODUCT, ROOT, python_files, shown, tree_of

MOST_LINES = 400
NAMES_THAT_SAY_NOTHING = {"base", "common", "helper", "helpers", "manager", "managers", "misc"} | {
    "util",
    "utils",
}
MAY_PRINT = (
    *(
        "dev.py",
        "benchmarks/",
        "tests/faults/",
        "tests/screens/",
        "operator_app/cli/",
        "operator_app/__main__.py",
    ),
    *("hub/__main__.py", "stand/__main__.py"),
)
MAY_CATCH_ALL = ("operator_app/sync/", "ui/runtime/lanes.py", "hub/relay.py")
PROGRAMMED_CODES = {
    # Also the program's own word for what is accepted, so the name of a table and of a folder.
    "application",
    # What the law says of every service, so the rules may name it: it is shown at each visit.
    "identity_document",
    # Closed by the representative's own paper and data, by the rules of the regulations' text.
    "power_of_attorney",
}
REASON = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore\[[a-z0-9, -]+\])(?P<rest>.*)$")


def test_no_file_is_longer_than_400_lines() -> None:
    long = {
        shown(file): lines
        for file in python_files()
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }

    assert long == {}


def test_every_module_is_named_for_what_is_in_it() -> None:
    assert [shown(file) for file in python_files() if file.stem in NAMES_THAT_SAY_NOTHING] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        shown(file)
        for file in python_files()
        if tree_of(file).body and not ast.get_docstring(tree_of(file))
    ]

    assert silent == []


def test_only_commands_print() -> None:
    printing = [
        f"{shown(file)}:{call.lineno}"
        for file in python_files()
        if not shown(file).startswith(MAY_PRINT)
        for call in _calls(file)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]

    assert printing == []


def test_only_the_sync_loop_and_the_lanes_catch_everything() -> None:
    catching = [
        f"{shown(file)}:{handler.lineno}"
        for file in python_files(*PRODUCT)
        if not shown(file).startswith(MAY_CATCH_ALL)
        for handler in ast.walk(tree_of(file))
        if isinstance(handler, ast.ExceptHandler) and _hides_a_bug(handler)
    ]

    assert catching == []


def test_rules_and_errors_import_the_standard_library_only() -> None:
    rules = [*(ROOT / "operator_app" / "domain").rglob("*.py"), ROOT / "operator_app" / "errors.py"]
    foreign = {
        f"{shown(file)}: {name}"
        for file in rules
        for name in _imported(file)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not name.startswith(("operator_app.domain", "operator_app.errors"))
    }

    assert foreign == set()


def test_services_and_requirements_are_data_and_never_code() -> None:
    codes = _catalogue_codes() - PROGRAMMED_CODES
    named = [
        f"{shown(file)}:{constant.lineno} {constant.value}"
        for file in python_files("operator_app", "db", "printing", "hub", "ui")
        for constant in ast.walk(tree_of(file))
        if isinstance(constant, ast.Constant) and constant.value in codes
    ]

    assert len(codes) > 20
    assert named == []


def test_every_exception_to_a_check_gives_its_reason_in_words() -> None:
    without = [
        f"{shown(file)}:{number}"
        for file in python_files()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if (found := REASON.search(line)) and not re.search(r"[A-Za-z]{2}", found["rest"])
    ]

    assert without == []


def test_nothing_is_left_for_later_in_the_code() -> None:
    mark = re.compile(r"#.*\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b")
    left = [
        f"{shown(file)}:{number}"
        for file in python_files()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if mark.search(line)
    ]

    assert left == []


def test_tests_neither_sleep_nor_skip() -> None:
    lazy = {"time.sleep", "pytest.skip", "pytest.mark.skip", "pytest.mark.skipif", "pytest.xfail"}
    found = [
        f"{shown(file)}:{node.lineno} {ast.unparse(node)}"
        for file in python_files("tests")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in lazy
    ]

    assert found == []


def _calls(file: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call))


def _hides_a_bug(handler: ast.ExceptHandler) -> bool:
    """Cleaning up after whatever happened is fine when the same error goes on its way."""
    caught = ast.unparse(handler.type) if handler.type else "BaseException"
    if not re.search(r"\b(Base)?Exception\b", caught):
        return False
    last = handler.body[-1]
    goes_on = isinstance(last, ast.Raise) and last.exc is None
    return not (goes_on and "BaseException" in caught)


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _catalogue_codes() -> set[str]:
    """The codes of all services and of all rows of their lists, read from the data itself."""
    codes: set[str] = set()
    for file in sorted((ROOT / "resources" / "catalogue" / "standards").glob("*.json")):
        services = json.loads(file.read_text(encoding="utf-8"))["services"]
        codes |= set(services)
        for service in services.values():
            codes |= {row["code"] for row in service.get("requirements", [])}
    for file in sorted((ROOT / "resources" / "catalogue" / "acts").glob("*.json")):
        codes |= {
            one["service"] for one in json.loads(file.read_text(encoding="utf-8"))["services"]
        }
    return codes
