"""``tereze number`` and ``tereze term`` print one JSON object each."""

from __future__ import annotations

import argparse
import json
from typing import Any

import pytest

from operator_app.cli import number, term
from operator_app.errors import RuleViolation


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers()
    number.add_parser(subparsers)
    term.add_parser(subparsers)
    args = parser.parse_args(words)
    code: int = args.run(args)
    return code


def counted(
    accepted: str, service: str = "guardianship_certificate", region: str = "almaty"
) -> int:
    return run("term", "--service", service, "--region", region, "--accepted", accepted)


def printed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    answer: dict[str, Any] = json.loads(lines[0])
    return answer


def test_a_good_number_is_told_with_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("number", "090440000012") == 0

    answer = printed(capsys)
    assert set(answer) == {"kind", "valid", "reason", "facts"}
    assert (answer["kind"], answer["valid"], answer["reason"]) == ("bin", True, None)


def test_a_wrong_number_is_an_answer_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("number", "900101300018") == 0

    answer = printed(capsys)
    assert (answer["kind"], answer["valid"]) == ("iin", False)
    assert answer["reason"] == "number.check_digit"


def test_a_term_is_counted_day_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert counted("2018-03-06T10:20:00+06:00") == 0

    answer = printed(capsys)
    assert (answer["accepted_on"], answer["due_on"]) == ("2018-03-06", answer["days"][-1]["day"])
    assert answer["days"][0]["reason"] == "not_counted_day_of_acceptance"
    assert answer["term"]["value"] == sum(day["counted"] for day in answer["days"])
    assert answer["days"][2]["name_ru"] == "Международный женский день"


def test_the_day_of_acceptance_is_that_of_almaty(capsys: pytest.CaptureFixture[str]) -> None:
    assert counted("2018-02-05T18:30:00+00:00") == 0

    assert printed(capsys)["accepted_on"] == "2018-02-06"


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("yesterday", "term.accepted_time_broken"),
        ("0001-01-01T00:00:00+14:00", "term.accepted_time_broken"),
        ("2011-02-06T10:20:00+06:00", "catalogue.act_not_in_force"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_code(accepted: str, code: str) -> None:
    with pytest.raises(RuleViolation) as broken:
        counted(accepted)

    assert broken.value.code == code


def test_an_unknown_service_is_refused_by_code() -> None:
    with pytest.raises(RuleViolation) as broken:
        counted("2018-02-06", service="no_such_service")

    assert broken.value.code == "catalogue.unknown_service"


def test_the_number_of_a_manifest_is_told_from_that_of_a_case(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("number", "002-07-180206-001-1") == 0
    right = printed(capsys)
    run("number", "002-07-180206-001-2")
    wrong = printed(capsys)

    assert (right["kind"], right["valid"], right["facts"]["sequence"]) == (
        "manifest_number",
        True,
        1,
    )
    assert (wrong["valid"], wrong["reason"]) == (False, "number.check_digit")
