"""``tereze term``: the day a result is due, and why, day by day."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime

from operator_app.adapters.calendar import kazakhstan_calendar
from operator_app.domain.terms import CountedDay, due_day, local_day
from operator_app.errors import RuleViolation
from resources.load import load_catalogue


class AcceptedTimeBroken(RuleViolation):
    """``--accepted`` is not a time in ISO 8601."""

    code = "term.accepted_time_broken"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("term", help="count the term of a service, day by day")
    parser.add_argument("--service", required=True, help="code of the service")
    parser.add_argument("--region", required=True, help="code of the region")
    parser.add_argument(
        "--accepted", required=True, metavar="ISO-TIME", help="time of acceptance; local if no zone"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    accepted_on = _accepted_on(args.accepted)
    record = load_catalogue().find(service=args.service, region=args.region, on=accepted_on)
    due = due_day(accepted_on, record.term.value, record.term.unit, kazakhstan_calendar())
    answer = {
        "service": record.service,
        "region": record.region,
        "act": record.act,
        "edition": record.edition,
        "accepted_on": accepted_on.isoformat(),
        "term": {"value": record.term.value, "unit": record.term.unit.value},
        "due_on": due.due_on.isoformat(),
        "days": [_day(day) for day in due.days],
    }
    print(json.dumps(answer, ensure_ascii=False))
    return 0


def _accepted_on(text: str) -> date:
    try:
        return local_day(datetime.fromisoformat(text))
    except (ValueError, OverflowError) as error:
        raise AcceptedTimeBroken(accepted=text) from error


def _day(counted: CountedDay) -> dict[str, object]:
    name = counted.name
    return {
        "day": counted.day.isoformat(),
        "reason": counted.reason.value,
        "counted": counted.number is not None,
        "number": counted.number,
        "name_kk": name.kk if name else None,
        "name_ru": name.ru if name else None,
        "estimated": counted.estimated,
    }
