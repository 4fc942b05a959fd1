"""Step 4 without a window, over a case in memory."""

from __future__ import annotations

from typing import Any

from tests.support.counter_case import (
    Counter,
)
from ui.pages.intake.steps.documents.doors import Lanes
from ui.pages.intake.steps.documents.presenter import DocumentsPresenter
from ui.pages.intake.steps.documents.state import RowFace
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech


def a_step(
    counter: Counter,
    *,
    database: Lane | None = None,
    work: Lane | None = None,
    language: str = "en",
    **pages: Any,
) -> DocumentsPresenter:
    lanes = Lanes(database=database or InlineLane(), work=work or InlineLane())
    presenter = DocumentsPresenter(counter.doors(**pages), lanes, Speech(language))
    presenter.open(counter.view())
    return presenter


def row(presenter: DocumentsPresenter, code: str) -> RowFace:
    return next(face for face in presenter.state.rows if face.code == code)
