"""Decides the tab of two editions: one person says what shall hold, another one confirms it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.editions import CenterEdition
from operator_app.domain.operators import OperatorId
from operator_app.domain.proposals import Proposal
from operator_app.domain.quarrels import Quarrel, quarrels
from operator_app.errors import OperatorAppError
from operator_app.usecases.propose_settlement import ProposeSettlement, standing_beside
from ui.pages.catalogue.settling.state import Meeting, SettlingState, Side
from ui.pages.catalogue.state import CatalogueState
from ui.runtime.asking import Asking
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking

UNDER_THE_FIELD = frozenset({"catalogue.row_incomplete", "catalogue.row_too_long"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingActions:
    """``editions`` are all of this store, in the hub's order."""

    editions: Callable[[], tuple[CenterEdition, ...]]
    propose: Callable[[ProposeSettlement], Proposal]
    who: Callable[[], OperatorId]
    new_id: Callable[[], str]


class SettlingPresenter(QObject):
    """Signals: changed(SettlingState); proposed(): something new waits for a second person."""

    changed = Signal(object)
    proposed = Signal()

    def __init__(
        self, actions: SettlingActions, lane: Lane, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self.state = SettlingState()
        self._work = Undertaking(speech, self)
        self._work.changed.connect(lambda: self._show(self.state))
        self._reading = Asking(lane, self._work.fail)
        self._doing = Asking(lane, self._on_refused)
        self._seen: object = None

    def follow(self, page: CatalogueState) -> None:
        """The page has read the catalogue: what meets in it is looked for when it is another."""
        if page.law is None:
            self.forget()
            return
        if page.proposals != self.state.proposals:
            self._show(replace(self.state, proposals=page.proposals))
        now = (page.law.center.records, page.law.center.fallen)
        if now != self._seen:
            self._seen = now
            self._show(replace(self.state, law=page.law))
            self.look()

    def look(self) -> None:
        self._reading.ask(self._actions.editions, self._on_read)

    def forget(self) -> None:
        """Somebody else sits down: what was typed here is nobody's."""
        self._reading.drop()
        self._doing.drop()
        self._work.forget()
        self._seen = None
        if self.state != SettlingState():
            self._show(SettlingState())

    def retry(self) -> None:
        self._work.calm()
        self.look()

    def choose(self, fell: str) -> None:
        if fell != self.state.chosen and not self.state.working:
            self._show(self._of(replace(self.state, chosen=fell)))

    def take(self, code: str, taken: bool) -> None:
        if self.state.may_propose:
            one = frozenset({code})
            kept = self.state.taken | one if taken else self.state.taken - one
            self._show(replace(self.state, taken=kept))

    def type_place(self, place: str) -> None:
        if not self.state.working:
            self._show(replace(self.state, place=place, place_fault=""))

    def propose(self) -> None:
        shown = self.state.shown
        if shown is None or not self.state.may_propose:
            return
        command = ProposeSettlement(
            proposal_id=self._actions.new_id(),
            fell=shown.quarrel.fell,
            taken=tuple(code for code in shown.apart if code in self.state.taken),
            place=self.state.place,
            by=self._actions.who(),
        )
        self._work.begin(self._speech("Saving"))
        self._show(self.state)
        self._doing.ask(lambda: self._actions.propose(command), self._on_proposed)

    def _on_read(self, editions: tuple[CenterEdition, ...]) -> None:
        law = self.state.law
        if law is None:
            return
        known = {one.name: one for one in editions}
        meetings = tuple(_meeting(law, one, known) for one in quarrels(editions))
        fells = [one.quarrel.fell for one in meetings]
        chosen = self.state.chosen if self.state.chosen in fells else next(iter(fells), "")
        state = replace(self.state, meetings=meetings)
        self._show(state if chosen == state.chosen else self._of(replace(state, chosen=chosen)))

    def _on_proposed(self, _: Proposal) -> None:
        self._work.end()
        self._show(self._of(self.state))
        self.proposed.emit()

    def _on_refused(self, error: OperatorAppError) -> None:
        """What is wrong with the place is said under it."""
        if error.code not in UNDER_THE_FIELD:
            self._work.fail(error)
            return
        self._work.end()
        self._show(replace(self.state, place_fault=self._speech.error(error).happened))

    @staticmethod
    def _of(state: SettlingState) -> SettlingState:
        return replace(state, taken=frozenset(), place="", place_fault="")

    def _show(self, state: SettlingState) -> None:
        self.state = replace(
            state,
            working=self._work.working,
            busy=self._work.busy,
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)


def _meeting(law: Catalogue, quarrel: Quarrel, known: dict[str, CenterEdition]) -> Meeting:
    fell: ServiceRecord = law.edition(quarrel.fell)
    stands = standing_beside(law, fell)
    return Meeting(
        quarrel=quarrel,
        stands=Side(edition=known[stands.edition], record=stands),
        fell=Side(edition=known[quarrel.fell], record=fell),
    )
