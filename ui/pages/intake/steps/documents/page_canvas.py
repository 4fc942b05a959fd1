"""The page that is looked at, and the frame by which it is cropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.runtime.page_images import Crop
from ui.style.worn import worn

STEP: Final = 0.01
"""Of the page's side for each press of an arrow."""
LEAST: Final = 0.05
"""A frame smaller than this was a slip of the hand."""
VEIL: Final = 120
_ARROWS: Final = {
    Qt.Key.Key_Left: (-STEP, 0.0),
    Qt.Key.Key_Right: (STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -STEP),
    Qt.Key.Key_Down: (0.0, STEP),
}
_FINISHING: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})


@dataclass(frozen=True, slots=True)
class Frame:
    """What stays, in shares of the page; ``moved`` keeps it on the page and not too small."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    def corner(self, dx: float, dy: float) -> Frame:
        """The upper left corner goes."""
        return Frame(
            min(max(self.left + dx, 0.0), self.right - LEAST),
            min(max(self.top + dy, 0.0), self.bottom - LEAST),
            self.right,
            self.bottom,
        )

    def far_corner(self, dx: float, dy: float) -> Frame:
        """The lower right corner goes."""
        return Frame(
            self.left,
            self.top,
            max(min(self.right + dx, 1.0), self.left + LEAST),
            max(min(self.bottom + dy, 1.0), self.top + LEAST),
        )

    @property
    def crop(self) -> Crop:
        return Crop(self.left, self.top, self.right, self.bottom)


class PageCanvas(QWidget):
    """Fits the page into the room there is. Cropping: drag a frame, or move its upper left
    corner by arrows and its lower right one by Shift and arrows; Enter cuts, Esc leaves it.

    Signals:
        cropped(Crop): the frame is as it should be.
        crop_left(): the page stays whole.
    """

    cropped = Signal(object)
    crop_left = Signal()

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._image: QImage | None = None
        self._fitted: QPixmap | None = None
        self._cropping = False
        self.frame = Frame()
        self._from: QPointF | None = None

    def minimumSizeHint(self) -> QSize:
        return QSize(worn().px(160), worn().px(84))

    def set(self, image: QImage | None, *, cropping: bool, name: str) -> None:
        if image is not self._image:
            self._image, self._fitted = image, None
        if cropping and not self._cropping:
            self.frame = Frame()
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not cropping and self._cropping:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cropping = cropping
        self._from = None if not cropping else self._from
        self.setCursor(Qt.CursorShape.CrossCursor if cropping else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(name)
        self.update()

    def page_rect(self) -> QRectF:
        """Where the page is on this widget."""
        if self._image is None or self._image.isNull():
            return QRectF()
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        size = self._image.size().toSizeF()
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = room.left() + (room.width() - size.width()) / 2
        return QRectF(QPointF(left, room.top() + (room.height() - size.height()) / 2), size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        page = self.page_rect()
        if self._image is None or page.isEmpty():
            return
        painter = QPainter(self)
        painter.drawPixmap(page.toRect(), self._pixmap(page.toRect().size()))
        painter.setPen(QPen(QColor(worn().tokens.line)))
        painter.drawRect(page.toRect())
        if self._cropping:
            self._paint_frame(painter, page)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """While cropping, Esc leaves the frame and not the step."""
        if (
            self._cropping
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in {*_ARROWS, *_FINISHING}
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._cropping:
            super().keyPressEvent(event)
            return
        arrow = next((way for key, way in _ARROWS.items() if event.key() == key), None)
        if arrow is not None:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.frame = (self.frame.far_corner if far else self.frame.corner)(*arrow)
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.crop_left.emit()
        else:
            super().keyPressEvent(event)

    def finish(self) -> None:
        """A whole page needs no cutting."""
        if self.frame == Frame():
            self.crop_left.emit()
        else:
            self.cropped.emit(self.frame.crop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._cropping and event.button() is Qt.MouseButton.LeftButton:
            self._from = self._share(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._cropping and self._from is not None:
            self.frame = _between(self._from, self._share(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._cropping and self._from is not None:
            drawn = _between(self._from, self._share(event.position()))
            slip = drawn.right - drawn.left < LEAST or drawn.bottom - drawn.top < LEAST
            self.frame = Frame() if slip else drawn
            self._from = None
            self.update()

    def _share(self, at: QPointF) -> QPointF:
        page = self.page_rect()
        if page.isEmpty():
            return QPointF()
        x, y = (at.x() - page.left()) / page.width(), (at.y() - page.top()) / page.height()
        return QPointF(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))

    def _paint_frame(self, painter: QPainter, page: QRectF) -> None:
        frame = self.frame
        kept = QRectF(
            page.left() + frame.left * page.width(),
            page.top() + frame.top * page.height(),
            (frame.right - frame.left) * page.width(),
            (frame.bottom - frame.top) * page.height(),
        )
        veil = QColor(0, 0, 0, VEIL)
        painter.fillRect(QRectF(page.topLeft(), QPointF(page.right(), kept.top())), veil)
        painter.fillRect(QRectF(QPointF(page.left(), kept.bottom()), page.bottomRight()), veil)
        painter.fillRect(
            QRectF(QPointF(page.left(), kept.top()), QPointF(kept.left(), kept.bottom())), veil
        )
        painter.fillRect(
            QRectF(QPointF(kept.right(), kept.top()), QPointF(page.right(), kept.bottom())), veil
        )
        painter.setPen(QPen(QColor(worn().tokens.focus), worn().px(2)))
        painter.drawRect(kept)

    def _pixmap(self, size: QSize) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
        if self._fitted is None or self._fitted.size() != wanted:
            image = self._image if self._image is not None else QImage()
            self._fitted = QPixmap.fromImage(
                image.scaled(
                    wanted,
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        return self._fitted


def _between(one: QPointF, other: QPointF) -> Frame:
    return Frame(
        min(one.x(), other.x()),
        min(one.y(), other.y()),
        max(one.x(), other.x()),
        max(one.y(), other.y()),
    )
