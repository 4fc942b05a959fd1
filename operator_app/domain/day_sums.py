"""A day in two stores: what one window's journal says and what another one has told, together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from operator_app.domain.day_figures import HOURS, DayFigures, Figures, Missing, Times


def together(one: DayFigures, other: DayFigures) -> DayFigures:
    """Nothing is in both: windows that share a store are never added up."""
    return DayFigures(
        center=one.center,
        day=one.day,
        as_of=max(one.as_of, other.as_of),
        whole=_line(one.whole, other.whole),
        hours=_hours((*one.hours, *other.hours)),
        services=_lines((*one.services, *other.services), str),
        windows=_lines((*one.windows, *other.windows), int),
        missing=_missing((*one.missing, *other.missing)),
        longest_wait_now=_longest(one.longest_wait_now, other.longest_wait_now),
        held_now=one.held_now + other.held_now,
        set_back=one.set_back + other.set_back,
    )


def share_a_window(one: DayFigures, other: DayFigures) -> bool:
    """Whether both know of one window's work: then they are of one store, or of its copy."""
    return not {line.key for line in one.windows}.isdisjoint(line.key for line in other.windows)


def _line(one: Figures, other: Figures) -> Figures:
    return Figures(
        key=one.key,
        arrived=one.arrived + other.arrived,
        called=one.called + other.called,
        served=one.served + other.served,
        no_shows=one.no_shows + other.no_shows,
        accepted=one.accepted + other.accepted,
        refused=one.refused + other.refused,
        other_ends=one.other_ends + other.other_ends,
        issued=one.issued + other.issued,
        waiting=_times(one.waiting, other.waiting),
        serving=_times(one.serving, other.serving),
        held=_times(one.held, other.held),
        breaks=_times(one.breaks, other.breaks),
        queue=one.queue + other.queue,
    )


def _times(one: Times, other: Times) -> Times:
    return Times(
        count=one.count + other.count,
        total=one.total + other.total,
        longest=max(one.longest, other.longest),
        over=one.over + other.over,
    )


def _lines(lines: Sequence[Figures], order: Callable[[str], str | int]) -> tuple[Figures, ...]:
    added: dict[str, Figures] = {}
    for line in lines:
        known = added.get(line.key)
        added[line.key] = line if known is None else _line(known, line)
    return tuple(added[key] for key in sorted(added, key=order))


def _hours(lines: Sequence[Figures]) -> tuple[Figures, ...]:
    """The quiet hours between the first and the last one too."""
    keys = [line.key for line in lines]
    quiet = [Figures(key=f"{hour:02}") for hour in range(HOURS) if keys and _within(hour, keys)]
    return _lines((*lines, *quiet), str)


def _within(hour: int, keys: Sequence[str]) -> bool:
    return min(keys) < f"{hour:02}" < max(keys)


def _missing(found: Iterable[Missing]) -> tuple[Missing, ...]:
    counts: dict[tuple[str, str], int] = {}
    for one in found:
        key = (one.service, one.requirement)
        counts[key] = counts.get(key, 0) + one.count
    return tuple(
        Missing(service=service, requirement=row, count=count)
        for (service, row), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _longest(one: timedelta | None, other: timedelta | None) -> timedelta | None:
    return max((wait for wait in (one, other) if wait is not None), default=None)
