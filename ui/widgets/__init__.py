"""What pages are built of; each widget has a name for tests, the sheet and a screen reader."""

from ui.widgets.bars import ActionBar, CompletenessBar
from ui.widgets.buttons import ActionButton
from ui.widgets.cards import Card, line
from ui.widgets.case_bar import CaseBar
from ui.widgets.chips import StateChip
from ui.widgets.facts import FactList
from ui.widgets.fields import FieldRow
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import IconLabel, make_label
from ui.widgets.panels import BusyPanel, EmptyPanel, NoticePanel, TroublePanel
from ui.widgets.scrolling import Scrolling
from ui.widgets.stepper import Step, Stepper
from ui.widgets.tables import Column, RowsModel, make_table

__all__ = [
    "ActionBar",
    "ActionButton",
    "BusyPanel",
    "Card",
    "CaseBar",
    "Column",
    "CompletenessBar",
    "EmptyPanel",
    "FactList",
    "FieldRow",
    "FlowLayout",
    "IconLabel",
    "NoticePanel",
    "RowsModel",
    "Scrolling",
    "StateChip",
    "Step",
    "Stepper",
    "TroublePanel",
    "line",
    "make_label",
    "make_table",
]
