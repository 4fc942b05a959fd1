"""What the application wears now: tokens and zoom, kept by the application like its palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QMargins, QObject
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QStyleFactory

from ui.style.fonts import FAMILY
from ui.style.sheet import style_sheet
from ui.style.tokens import LIGHT, Tokens

LEAST_ZOOM, MOST_ZOOM = 100, 200
TEXT_PX = 15
_WORN = "tereze_worn"
_SPACE = "tereze_space"


@dataclass(frozen=True, slots=True)
class Worn:
    """Tokens and zoom in percent."""

    tokens: Tokens = LIGHT
    zoom: int = 100

    def px(self, pixels: float) -> int:
        """Pixels of the drawing at this zoom."""
        return round(pixels * self.zoom / 100)


def worn() -> Worn:
    """What widgets that paint themselves look at, each time they paint."""
    application = QApplication.instance()
    found = application.property(_WORN) if application is not None else None
    return found if isinstance(found, Worn) else Worn()


def wear(application: QApplication, tokens: Tokens, zoom: int = 100) -> None:
    """Dress every window, open ones too. Widgets hear of it by ``QEvent.StyleChange``."""
    look = Worn(tokens, max(LEAST_ZOOM, min(MOST_ZOOM, zoom)))
    if application.style().objectName().lower() != "fusion" and not application.styleSheet():
        application.setStyle(QStyleFactory.create("Fusion"))
    application.setProperty(_WORN, look)
    font = QFont(FAMILY)
    font.setPixelSize(look.px(TEXT_PX))
    application.setFont(font)
    application.setPalette(palette(tokens))
    application.setStyleSheet(style_sheet(tokens, look.zoom))
    for window in application.topLevelWidgets():
        for layout in window.findChildren(QLayout):
            _space(layout)


def spaced(layout: QLayout, *, margin: tuple[int, int, int, int] | int = 0, gap: int = 8) -> None:
    """Margins (left, top, right, bottom) and gap in pixels of the drawing; follow the zoom."""
    sides = (margin,) * 4 if isinstance(margin, int) else margin
    layout.setProperty(_SPACE, (*sides, gap))
    _space(layout)


def _space(layout: QObject) -> None:
    space = layout.property(_SPACE)
    if space and isinstance(layout, QLayout):
        px = worn().px
        left, top, right, bottom, gap = cast("tuple[int, ...]", space)
        layout.setContentsMargins(QMargins(px(left), px(top), px(right), px(bottom)))
        layout.setSpacing(px(gap))


def palette(tokens: Tokens) -> QPalette:
    """For what Qt paints without asking the sheet: selections, links, text cursors."""
    roles = {
        QPalette.ColorRole.Window: tokens.ground,
        QPalette.ColorRole.WindowText: tokens.ink,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.muted,
        QPalette.ColorRole.Text: tokens.ink,
        QPalette.ColorRole.PlaceholderText: tokens.ink2,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.ink,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.accent_on,
        QPalette.ColorRole.ToolTipBase: tokens.nav,
        QPalette.ColorRole.ToolTipText: tokens.nav_on_text,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
        QPalette.ColorRole.Accent: tokens.accent,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.ink2))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(tokens.ink2))
    return made
