"""The tab of figures: tiles of the whole day, then charts and the table they are drawn from."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QTabBar, QVBoxLayout, QWidget

from operator_app.domain.day_figures import DayFigures, Figures, Missing, Norms
from ui.pages.supervision.charts import Chart, Drawn, Series, beside
from ui.pages.supervision.state import By, SupervisionState
from ui.pages.supervision.telling import (
    average,
    minutes,
    norm_words,
    over,
    row_name,
    service_name,
    tiles,
)
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets import Card, Column, FlowLayout, RowsModel, make_label, make_table
from ui.widgets.reading import Reading
from ui.widgets.tables import ROW_PX

_BYS = tuple(By)
_TILE_PX = 112
_MOST_ROWS_SEEN = 9
_MINUTE = timedelta(minutes=1)
_NO_NORMS = Norms()


class Tile(QFrame):
    """One figure of the day: its name, its value, and what stands small under it."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("card", "true")
        self._name = make_label(f"{object_name}_name", "muted", self, wrap=False)
        self._value = make_label(f"{object_name}_value", "page", self, wrap=False)
        self._note = make_label(f"{object_name}_note", "note", self, wrap=False)
        column = QVBoxLayout(self)
        spaced(column, margin=(12, 8, 12, 8), gap=0)
        for label in (self._name, self._value, self._note):
            column.addWidget(label)

    def set(self, name: str, value: str, note: str) -> None:
        self._name.setText(name)
        self._value.setText(value)
        self._note.setText(note)
        self.setAccessibleName(f"{name}: {value}. {note}")
        self.setMinimumWidth(worn().px(_TILE_PX))


class DayPart(QWidget):
    """Signals: by_chosen(By)."""

    by_chosen = Signal(object)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("supervision_day")
        self._say = speech
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, margin=(0, 0, 8, 0), gap=12)
        row = QWidget(content)
        self._row = FlowLayout(row)
        spaced(self._row, gap=12)
        self._tiles: list[Tile] = []
        self._norms = make_label("supervision_norms", "note", content)
        self._by = QTabBar(content)
        self._by.setObjectName("supervision_by")
        self._by.setDrawBase(False)
        self._by.setExpanding(False)
        self._by.setUsesScrollButtons(False)
        for _ in _BYS:
            self._by.addTab("")
        self._by.currentChanged.connect(lambda place: self.by_chosen.emit(_BYS[place]))
        self._counts = Chart("supervision_counts", content)
        self._times = Chart("supervision_times", content)
        self._lines: RowsModel[Figures] = RowsModel(parent=self)
        self._missing: RowsModel[Missing] = RowsModel(parent=self)
        self._card = Card("supervision_table_card", content)
        self.table = make_table("supervision_table", self._lines, self._card)
        self.missing_table = make_table("supervision_missing", self._missing, self._card)
        self._card.body.addWidget(self.table)
        self._card.body.addWidget(self.missing_table)
        column.addWidget(row)
        column.addWidget(self._norms)
        column.addWidget(self._by)
        column.addLayout(beside((self._counts, self._times)))
        column.addWidget(self._card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        spaced(outer)
        outer.addWidget(Reading("supervision_day_area", content, self), 1)

    def show_state(self, state: SupervisionState) -> None:
        say, figures = self._say, state.figures
        with QSignalBlocker(self._by):
            self._by.setCurrentIndex(_BYS.index(state.by))
        names = {
            By.HOUR: say("By hour"),
            By.SERVICE: say("By service"),
            By.WINDOW: say("By window"),
            By.MISSING: say("Why refused"),
        }
        for place, by in enumerate(_BYS):
            self._by.setTabText(place, names[by])
        self._by.setAccessibleName(say("What the figures are broken down by"))
        self.setVisible(figures is not None)
        if figures is None or state.seen is None:
            return
        self._show_tiles(figures)
        norms = tuple(
            state.seen.norms.get(line.key, _NO_NORMS) for line in figures.services
        ) or tuple(state.seen.norms.values())
        self._norms.setText(norm_words(say, norms) if norms else "")
        self._card.set_title(names[state.by])
        if state.by is By.MISSING:
            self._show_missing(state, figures)
        else:
            self._show_lines(state, figures)

    def _show_tiles(self, figures: DayFigures) -> None:
        told = tiles(self._say, figures)
        while len(self._tiles) < len(told):
            tile = Tile(f"supervision_tile_{len(self._tiles)}", self)
            self._tiles.append(tile)
            self._row.addWidget(tile)
        for tile, words in zip(self._tiles, told, strict=True):
            tile.set(*words)

    def _show_lines(self, state: SupervisionState, figures: DayFigures) -> None:
        say = self._say
        lines = {
            By.HOUR: figures.hours,
            By.SERVICE: figures.services,
            By.WINDOW: figures.windows,
        }[state.by]
        self.missing_table.hide()
        self.table.show()
        self._times.show()
        self.table.setAccessibleName(say("Figures of the day"))
        self._lines.set_rows(lines)
        self._lines.set_columns(self._columns(state, lines))
        self._fit(self.table, len(lines))
        places = self._places(state, lines)
        self._counts.draw(
            Drawn(
                title=say("People and cases"),
                places=places,
                series=self._count_series(state.by, lines),
            )
        )
        self._times.draw(
            Drawn(
                title=say("Average minutes"),
                places=places,
                series=(
                    self._minutes(say("waiting"), "tint", lines, "waiting"),
                    self._minutes(say("serving"), "accent", lines, "serving"),
                    self._minutes(say("aside"), "ink2", lines, "held"),
                ),
                norm_name=say("norm of waiting"),
                norms=self._norm_lines(state, lines),
            )
        )

    def _count_series(self, by: By, lines: tuple[Figures, ...]) -> tuple[Series, ...]:
        say = self._say
        first = ("called", say("called")) if by is By.WINDOW else ("arrived", say("came"))
        wanted = [(*first, "tint"), ("served", say("served"), "accent")]
        series = [
            Series(
                name=name,
                ink="accent" if ink == "accent" else "tint",
                values=tuple(float(getattr(line, what)) for line in lines),
            )
            for what, name, ink in wanted
        ]
        if by is By.HOUR:
            queue = tuple(float(line.queue) for line in lines)
            series.append(Series(name=say("in the queue"), ink="warn", values=queue, line=True))
        else:
            refused = tuple(float(line.refused) for line in lines)
            series.append(Series(name=say("refused"), ink="warn", values=refused))
        return tuple(series)

    @staticmethod
    def _minutes(name: str, ink: str, lines: tuple[Figures, ...], what: str) -> Series:
        averages = (getattr(line, what).average for line in lines)
        return Series(
            name=name,
            ink="accent" if ink == "accent" else "tint" if ink == "tint" else "ink2",
            values=tuple(0.0 if one is None else round(one / _MINUTE, 1) for one in averages),
        )

    @staticmethod
    def _norm_lines(
        state: SupervisionState, lines: tuple[Figures, ...]
    ) -> tuple[float | None, ...]:
        """Over each service its own; over hours and windows the one that all services share."""
        if state.seen is None or state.figures is None:
            return ()
        norms = state.seen.norms
        if state.by is By.SERVICE:
            waits = [norms.get(line.key, _NO_NORMS).waiting for line in lines]
        else:
            shared = {norms.get(one.key, _NO_NORMS).waiting for one in state.figures.services}
            waits = [next(iter(shared)) if len(shared) == 1 else None] * len(lines)
        return tuple(None if wait is None else wait / _MINUTE for wait in waits)

    @staticmethod
    def _places(state: SupervisionState, lines: tuple[Figures, ...]) -> tuple[str, ...]:
        if state.by is By.SERVICE:
            return tuple(f"№ {number}" for number in range(1, len(lines) + 1))
        return tuple(line.key for line in lines)

    def _show_missing(self, state: SupervisionState, figures: DayFigures) -> None:
        say, missing = self._say, figures.missing
        self.table.hide()
        self.missing_table.show()
        self._times.hide()
        self.missing_table.setAccessibleName(say("What was missing when acceptance was refused"))
        self._missing.set_rows(missing)
        numbers = {(one.service, one.requirement): n for n, one in enumerate(missing, 1)}
        self._missing.set_columns(
            (
                Column[Missing](
                    "№", lambda one: str(numbers[one.service, one.requirement]), align="right"
                ),
                Column[Missing](say("Times"), lambda one: str(one.count), align="right"),
                Column[Missing](
                    say("Missing document"),
                    lambda one: row_name(state, one.requirement, say.language),
                    stretch=True,
                ),
                Column[Missing](
                    say("Service"),
                    lambda one: service_name(state, one.service, say.language),
                    stretch=True,
                ),
            )
        )
        self._fit(self.missing_table, len(missing))
        self._counts.draw(
            Drawn(
                title=say("What was missing when acceptance was refused"),
                places=tuple(f"№ {number}" for number in range(1, len(missing) + 1)),
                series=(
                    Series(
                        name=say("times"),
                        ink="accent",
                        values=tuple(float(one.count) for one in missing),
                    ),
                ),
            )
        )

    def _columns(
        self, state: SupervisionState, lines: tuple[Figures, ...]
    ) -> tuple[Column[Figures], ...]:
        say = self._say
        first = self._first_columns(state, lines)
        called = Column[Figures](say("Called"), lambda one: str(one.called), align="right")
        held = Column[Figures](say("Time aside"), lambda one: average(one.held), align="right")
        absent = Column[Figures](say("Not come"), lambda one: str(one.no_shows), align="right")
        room = state.by is not By.SERVICE
        return (
            *first,
            *((called,) if room else ()),
            Column(say("Served"), lambda one: str(one.served), align="right"),
            *((absent,) if room else ()),
            Column(say("Accepted"), lambda one: str(one.accepted), align="right"),
            Column(say("Refused"), lambda one: str(one.refused), align="right"),
            Column(say("Waiting time"), lambda one: average(one.waiting), align="right"),
            Column(say("over"), lambda one: self._over(state, one, "waiting"), align="right"),
            Column(say("Serving"), lambda one: average(one.serving), align="right"),
            Column(say("over"), lambda one: self._over(state, one, "serving"), align="right"),
            *((held,) if room else ()),
            *self._last_columns(state.by),
        )

    def _over(self, state: SupervisionState, one: Figures, what: str) -> str:
        norms = state.seen.norms if state.seen is not None else {}
        if state.by is By.SERVICE:
            norm = getattr(norms.get(one.key, _NO_NORMS), what)
        else:
            known = [getattr(norm, what) for norm in norms.values()]
            norm = next((found for found in known if found is not None), None)
        return over(getattr(one, what), norm)

    def _first_columns(
        self, state: SupervisionState, lines: tuple[Figures, ...]
    ) -> tuple[Column[Figures], ...]:
        say = self._say
        came: Column[Figures] = Column(say("Came"), lambda one: str(one.arrived), align="right")
        if state.by is By.HOUR:
            return (Column(say("Hour"), lambda one: f"{one.key}:00", strong=True), came)
        if state.by is By.WINDOW:
            return (Column(say("Window"), lambda one: one.key, strong=True),)
        numbers = {line.key: number for number, line in enumerate(lines, 1)}
        return (
            Column("№", lambda one: str(numbers.get(one.key, 0)), align="right"),
            Column(
                say("Service"),
                lambda one: service_name(state, one.key, say.language),
                stretch=True,
            ),
            came,
        )

    def _last_columns(self, by: By) -> tuple[Column[Figures], ...]:
        say = self._say
        if by is By.HOUR:
            return (Column(say("Queue"), lambda one: str(one.queue), align="right"),)
        if by is By.WINDOW:
            return (Column(say("Breaks"), lambda one: minutes(one.breaks.total), align="right"),)
        return ()

    @staticmethod
    def _fit(table: QWidget, rows: int) -> None:
        """As high as its rows, so that the page is scrolled and not a part of it."""
        height = worn().px(ROW_PX) * (min(max(rows, 1), _MOST_ROWS_SEEN) + 1)
        table.setFixedHeight(height + worn().px(4))
