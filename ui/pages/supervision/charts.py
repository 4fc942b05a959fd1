"""Bars beside bars, a line over them, and the norm across: one chart of the day.

A chart repeats what the table under it says; it is drawn, never worked with, so the keyboard and
the mouse pass it by and a screen reader is told its figures in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pyqtgraph
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.style.tokens import Tokens
from ui.style.worn import spaced, worn
from ui.widgets import Card, FlowLayout, make_label

CHART_PX: Final = 200
_SWATCH_PX: Final = 12
_NOTE_PX: Final = 12
_GROUP: Final = 0.72
"""How much of its place on the axis a group of bars takes."""
_HEADROOM: Final = 1.12
_LEAST_TOP: Final = 1.0
Ink = Literal["accent", "tint", "warn", "bad", "ink2"]
_TINT: Final = 0.45
"""How much of the accent there is in a tint of it; the rest is the ground it stands on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One kind of bars, or a line over them; ``ink`` is the role of its colour."""

    name: str
    ink: Ink
    values: tuple[float, ...]
    line: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Everything a chart shows. ``norms`` are drawn across, each over its own place."""

    title: str
    places: tuple[str, ...]
    series: tuple[Series, ...]
    norm_name: str = ""
    norms: tuple[float | None, ...] = ()

    @property
    def words(self) -> str:
        """What is drawn, for who does not see it."""
        said = [
            f"{one.name}: "
            + ", ".join(
                f"{place} — {value:g}" for place, value in zip(self.places, one.values, strict=True)
            )
            for one in self.series
        ]
        return f"{self.title}. " + "; ".join(said)


def colour(tokens: Tokens, ink: str) -> QColor:
    """Of a token, or the tint of the accent, which every face mixes with its own ground."""
    if ink != "tint":
        return QColor(getattr(tokens, ink))
    strong, ground = QColor(tokens.accent), QColor(tokens.surface)
    return QColor(
        _mixed(strong.red(), ground.red()),
        _mixed(strong.green(), ground.green()),
        _mixed(strong.blue(), ground.blue()),
    )


def _mixed(strong: int, ground: int) -> int:
    return round(_TINT * strong + (1 - _TINT) * ground)


class Swatch(QFrame):
    """A dab of a token's colour before the word that it stands for."""

    def __init__(self, object_name: str, ink: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.ink = ink
        self.setAutoFillBackground(True)
        self.wear()

    def wear(self) -> None:
        look = worn()
        side = look.px(_SWATCH_PX)
        self.setFixedSize(side, side)
        colours = self.palette()
        colours.setColor(self.backgroundRole(), colour(look.tokens, self.ink))
        self.setPalette(colours)


class Chart(Card):
    """``draw`` is its only input."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self._drawn: Drawn | None = None
        self._legend = QWidget(self)
        self._keys = FlowLayout(self._legend)
        spaced(self._keys, gap=12)
        self._named: object = None
        """The legend as it stands, and what it wears."""
        self._plot = pyqtgraph.PlotWidget(self)
        self._plot.setObjectName(f"{object_name}_plot")
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._plot.setFrameShape(QFrame.Shape.NoFrame)
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self.body.addWidget(self._legend)
        self.body.addWidget(self._plot, 1)

    def draw(self, drawn: Drawn) -> None:
        if drawn != self._drawn:
            self._drawn = drawn
            self._again()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._drawn is not None:
            self._again()

    def _again(self) -> None:
        drawn = self._drawn
        if drawn is None:
            return
        look = worn()
        self.set_title(drawn.title)
        self.setAccessibleName(drawn.words)
        self._name_inks(drawn)
        self._plot.setMinimumHeight(look.px(CHART_PX))
        self._plot.setBackground(QColor(look.tokens.surface))
        self._plot.clear()
        self._plot_series(drawn, look.tokens)
        self._plot_norms(drawn, look.tokens)
        self._frame(drawn, look.tokens)

    def _plot_series(self, drawn: Drawn, tokens: Tokens) -> None:
        bars = [one for one in drawn.series if not one.line]
        width = _GROUP / max(1, len(bars))
        for number, one in enumerate(bars):
            left = -_GROUP / 2 + width * number + width / 2
            self._plot.addItem(
                pyqtgraph.BarGraphItem(
                    x=[place + left for place in range(len(one.values))],
                    height=list(one.values),
                    width=width * 0.92,
                    brush=colour(tokens, one.ink),
                    pen=QPen(Qt.PenStyle.NoPen),
                )
            )
        for one in drawn.series:
            if one.line:
                ink = colour(tokens, one.ink)
                self._plot.plot(
                    list(range(len(one.values))),
                    list(one.values),
                    pen=pyqtgraph.mkPen(ink, width=worn().px(2)),
                    symbol="o",
                    symbolSize=worn().px(6),
                    symbolBrush=ink,
                    symbolPen=None,
                )

    def _plot_norms(self, drawn: Drawn, tokens: Tokens) -> None:
        pen = pyqtgraph.mkPen(QColor(tokens.bad), width=worn().px(2), style=Qt.PenStyle.DashLine)
        known = [(place, norm) for place, norm in enumerate(drawn.norms) if norm is not None]
        if known:
            self._plot.plot(
                [side for place, _ in known for side in (place - 0.5, place + 0.5)],
                [height for _, norm in known for height in (norm, norm)],
                pen=pen,
                connect="pairs",
            )

    def _frame(self, drawn: Drawn, tokens: Tokens) -> None:
        font = QFont(self.font())
        font.setPixelSize(worn().px(_NOTE_PX))
        for side in ("bottom", "left"):
            axis = self._plot.getAxis(side)
            axis.setPen(QColor(tokens.line))
            axis.setTextPen(QColor(tokens.ink2))
            axis.setStyle(tickFont=font, tickLength=0)
        self._plot.getAxis("bottom").setTicks([list(enumerate(drawn.places))])
        values = [value for one in drawn.series for value in one.values]
        norms = [norm for norm in drawn.norms if norm is not None]
        top = max([_LEAST_TOP, *values, *norms]) * _HEADROOM
        self._plot.setXRange(-0.6, max(len(drawn.places), 1) - 0.4, padding=0)
        self._plot.setYRange(0, top, padding=0)

    def _name_inks(self, drawn: Drawn) -> None:
        """Made anew only when there are other ones; words of an old one stay nowhere."""
        keys: list[tuple[str, str]] = [(one.name, one.ink) for one in drawn.series]
        if drawn.norm_name and any(norm is not None for norm in drawn.norms):
            keys.append((drawn.norm_name, "bad"))
        worn_now = (tuple(keys), worn())
        if worn_now == self._named:
            return
        self._named = worn_now
        while self._keys.count():
            item = self._keys.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (name, ink) in enumerate(keys):
            self._keys.addWidget(self._key(number, name, ink))

    def _key(self, number: int, name: str, ink: str) -> QWidget:
        key = QWidget(self._legend)
        row = QHBoxLayout(key)
        spaced(row, gap=6)
        label = make_label(f"{self.objectName()}_key_{number}", "note", key, wrap=False)
        label.setText(name)
        row.addWidget(Swatch(f"{self.objectName()}_swatch_{number}", ink, key))
        row.addWidget(label)
        key.show()
        return key


def beside(charts: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    spaced(row, gap=16)
    for chart in charts:
        row.addWidget(chart, 1)
    return row
