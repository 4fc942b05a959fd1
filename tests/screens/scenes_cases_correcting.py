"""The faces of the tab of corrections: asked for, added to, waiting, decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QScrollArea, QWidget

from operator_app.domain.applications import FURTHER, Document, Scan
from operator_app.domain.catalogue import Form
from operator_app.domain.corrections import Amendment, Correction, CorrectionId, CorrectionState
from operator_app.domain.differences import Difference, Differing, differences
from tests.screens.scenes_cases import OPERATOR, ROWS, presented
from tests.support.papers import LONG_NAME
from tests.support.window_cases import AT, SERVICE, a_draft
from ui.pages.cases.correcting.added_pages import Looked
from ui.pages.cases.correcting.state import CorrectingState, Wanted
from ui.pages.cases.correcting.tray_state import TrayState
from ui.pages.cases.state import Tab
from ui.pages.cases.view import CasesView
from ui.runtime.page_images import Preview, TileFace
from ui.runtime.pdf_pages import PageImage
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable

INK = Qt.GlobalColor.darkGray


def corrected(speech: Speech, state: CorrectingState) -> QWidget:
    presenter = presented(speech)
    presenter.select("case-0")
    presenter.choose_tab(Tab.CORRECTIONS)
    view = CasesView(speech)
    view.show_state(presenter.state)
    opened = presenter.state.opened
    record = opened.view.record if opened is not None else None
    view.correcting.show_state(replace(state, record=record))
    view.show_waiting(state.waiting)
    return view


def a_correction(**changes: object) -> Correction:
    made = Correction(
        id=CorrectionId("0190b6c1-3001-7000-8000-000000000001"),
        application_id="case-0",
        number=ROWS[0].number,
        service=SERVICE,
        center="002",
        amendment=Amendment(phone="+7 700 000 00 09"),
        before=(
            Difference(what=Differing.PHONE, before="+7 700 000 00 01", after="+7 700 000 00 09"),
            Difference(
                what=Differing.NAME,
                before="Құрманғазин Ғалымжан Сұңқарұлы",
                after="Құрманғазы Ғалымжан Сұңқарұлы",
            ),
        ),
        reason="Фамилия и телефон записаны с ошибкой",
        asked_by=OPERATOR,
        asked_by_id="a",
        asked_at=AT,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # any field, as the caller names it


def correction_form(speech: Speech) -> QWidget:
    wanted = Wanted(
        surname="Құрманғазин",
        name="Ғалымжан",
        patronymic="Сұңқарұлы",
        phone="+7 700 000 00 09",
        address="Алматы қ., Үшқоңыр к-сі, 5",
        reason="Телефон записан с ошибкой",
    )
    refused = replace(
        a_correction(),
        state=CorrectionState.REFUSED,
        decided_by="Смағұлова Сәуле",
        decided_at=AT + timedelta(hours=2),
        remark="Номер верный",
    )
    state = CorrectingState(
        case=a_draft(), wanted=wanted, corrections=(refused,), correctable=True, may_ask=True
    )
    return corrected(speech, state)


def correction_waits(speech: Speech) -> QWidget:
    state = CorrectingState(
        case=a_draft(), corrections=(a_correction(),), may_decide=True, waiting=3, remark="Верно"
    )
    return corrected(speech, state)


def a_page(words: str) -> Preview:
    """A page with some lines on it."""
    picture = QImage(132, 176, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    for line_no in range(12):
        painter.fillRect(16, 20 + 12 * line_no, 100 - 7 * (len(words) + line_no) % 40, 3, INK)
    painter.end()
    return Preview(picture, 1240, 1754, ())


def a_scan(number: int) -> Scan:
    name = f"page-{number}.png"
    return Scan(sha256=f"{number:064}", size=90_000, media_type="image/png", name=name)


def an_added(title: str = "Справка о составе семьи") -> Document:
    scans = (a_scan(1), a_scan(2))
    return Document(requirement=FURTHER, presented=Form.COPY, scans=scans, title=title)


def laid(**changes: object) -> TrayState:
    """A row of the law chosen, two pages waiting, one paper in the request."""
    tiles = tuple(
        TileFace(label=f"{n}", attached=False, flawed=n == 1, picture=a_page("x" * n).picture)
        for n in range(2)
    )
    made = TrayState(
        rows=((FURTHER, "Дополнительный документ"),),
        row=FURTHER,
        title="Справка о составе семьи",
        forms=((Form.COPY, "Копия"),),
        presented=Form.COPY,
        tiles=tiles,
        tile=1,
        papers=((breakable(LONG_NAME), "Подлинник · 1 стр."),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # any field, as the caller names it


def looked_at() -> Looked:
    shown = a_page("xx").picture.scaled(330, 440)
    page = PageImage(
        width=shown.width(),
        height=shown.height(),
        stride=shown.bytesPerLine(),
        pixels=bytes(shown.constBits()),
    )
    previews: dict[str, Preview | None] = {a_scan(1).sha256: a_page("x"), a_scan(2).sha256: None}
    return Looked(an_added().scans, 0, previews, page)


def correction_adds(speech: Speech) -> QWidget:
    """After dispatch: what is typed stays as it is, and papers are added to the request."""
    state = CorrectingState(
        case=a_draft(), correctable=True, may_ask=True, tray=laid(), wanted=Wanted(reason="Донос")
    )
    return at_the_end(corrected(speech, state), "correcting_tray")


def correction_signs_anew(speech: Speech) -> QWidget:
    tray = laid(tiles=(), tile=-1, why_not=speech("A page is needed first"), title="")
    state = CorrectingState(case=a_draft(), may_ask=True, signs_anew=True, tray=tray)
    return corrected(speech, state)


def correction_added(speech: Speech) -> QWidget:
    """A supervisor looks at the pages before deciding; below, every paper of the case."""
    case = a_draft()
    asked = a_correction(
        amendment=Amendment(documents=(an_added(),)),
        before=differences(case, case.with_document(an_added())),
        reason="Донесён документ",
    )
    early = replace(
        a_correction(amendment=Amendment(documents=case.documents[:1])),
        state=CorrectionState.APPROVED,
        decided_by="Смағұлова Сәуле",
        decided_at=AT,
    )
    state = CorrectingState(
        case=replace(case, set_aside=(an_added("Доверенность"),)),
        corrections=(early, asked),
        may_decide=True,
        waiting=1,
        looked=looked_at(),
    )
    return corrected(speech, state)


def correction_pages(speech: Speech) -> QWidget:
    return at_the_end(correction_added(speech), "correcting_of_case")


def at_the_end(view: QWidget, name: str) -> QWidget:
    """Scrolled until the named part is seen, once the page has its size."""
    area = view.findChild(QScrollArea, "correcting_area")
    part = view.findChild(QWidget, name)
    if area is not None and part is not None:
        QTimer.singleShot(0, area, lambda: area.ensureWidgetVisible(part))
    return view


def correction_none(speech: Speech) -> QWidget:
    return corrected(speech, CorrectingState(case=a_draft(), may_ask=True))


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "cases_correction_form": correction_form,
    "cases_correction_waits": correction_waits,
    "cases_correction_none": correction_none,
    "cases_correction_adds": correction_adds,
    "cases_correction_signs_anew": correction_signs_anew,
    "cases_correction_added": correction_added,
    "cases_correction_pages": correction_pages,
}
