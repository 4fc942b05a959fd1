"""The card beside the case never scrolls sideways, whatever people are called."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from operator_app.domain.applications import PartyKind, Representative
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from tests.screens.registry import dress
from tests.support.intake_desk import IntakeDesk
from tests.support.papers import LONG_NAME
from tests.support.window_cases import a_draft, an_applicant
from ui.runtime.speech import Speech

UNBROKEN = "Әбдіғаппарқожахметұлынұрмұхаммедов" * 3


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("name", [LONG_NAME, UNBROKEN], ids=["long", "one word"])
def test_a_long_name_of_a_representative_breaks_and_does_not_scroll(
    qapp: QApplication, qtbot: QtBot, zoom: int, name: str
) -> None:
    dress(qapp, zoom=zoom)
    desk = IntakeDesk(Speech("kk"))
    party = an_applicant(kind=PartyKind.PERSON, surname=name)
    power = PowerOfAttorney(kind="notarised")
    case = replace(
        a_draft(),
        applicant=party,
        representative=Representative(party=party, power_of_attorney=power),
    )
    desk.store.put(case)
    desk.page.view.resize(1280, 720)
    with qtbot.waitExposed(desk.page.view):
        desk.page.view.show()
    desk.page.presenter.open_case(case.id)
    qapp.processEvents()
    scroll = desk.page.view.findChild(QScrollArea, "intake_card_scroll")

    assert scroll is not None
    assert scroll.isVisible()
    assert scroll.horizontalScrollBar().maximum() == 0
    desk.take_away()
    dress(qapp)
