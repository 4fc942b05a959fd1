"""Decides the page of the catalogue: whoever proposes does not confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from operator_app.domain.catalogue import ServiceRecord
from operator_app.domain.editions import CenterEdition
from operator_app.domain.measures import measure_of
from operator_app.domain.proposals import Kind, Proposal, ProposalState
from operator_app.errors import OperatorAppError
from operator_app.usecases.confirm_requirement import ConfirmRequirement
from operator_app.usecases.import_catalogue_package import ImportCataloguePackage, Offered
from operator_app.usecases.propose_requirement import ProposeRequirement
from operator_app.usecases.return_proposal import ReturnProposal
from ui.pages.catalogue.calls import (
    CatalogueActions,
    correction_of,
    form_of,
    form_of_measure,
    read_day,
    typed_amount,
    written_day,
)
from ui.pages.catalogue.state import (
    CatalogueState,
    Did,
    Done,
    OfferedPackage,
    Part,
    RowForm,
)
from ui.runtime.asking import Asking
from ui.runtime.broadcast import CASES
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking

UNDER_THE_FIELD = frozenset(
    {
        "catalogue.row_incomplete",
        "catalogue.row_too_long",
        "catalogue.remark_missing",
        "catalogue.amount_outside",
    }
)
"""These name the field they are about."""


class CataloguePresenter(QObject):
    """``files`` is the lane for reading, signing and writing a package.

    Signals: changed(CatalogueState).
    """

    changed = Signal(object)

    def __init__(
        self,
        actions: CatalogueActions,
        lane: Lane,
        files: Lane,
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self.state = CatalogueState()
        self._work = Undertaking(speech, self)
        self._work.changed.connect(lambda: self._show(self.state))
        self._reading = Asking(lane, self._work.fail)
        self._doing = Asking(lane, self._on_refused)
        self._filing = Asking(files, self._work.fail)
        self._seen = False

    def enter(self) -> None:
        """The page is shown."""
        self._seen = True
        self._reading.ask(self._actions.proposals, self._on_read)

    def leave(self) -> None:
        """Out of sight a package that was only looked at is put away."""
        self._seen = False
        self._reading.drop()
        self.state = replace(self.state, offered=None, done=None)

    def on_broadcast(self, topic: str, _ids: frozenset[str]) -> None:
        """News of other windows: somebody there may have proposed or confirmed."""
        if self._seen and topic == CASES and not self.state.working:
            self.enter()

    def forget(self) -> None:
        """Somebody else sits down: what was typed here is nobody's."""
        self._seen = False
        for asking in (self._reading, self._doing, self._filing):
            asking.drop()
        self._work.forget()
        self._show(CatalogueState())

    def retry(self) -> None:
        self._work.calm()
        self._show(self.state)
        self.enter()

    def choose_part(self, part: Part) -> None:
        if part is not self.state.part and not self.state.working:
            self._show(replace(self._at_rest(), part=part, done=None))

    def choose_service(self, edition: str) -> None:
        if edition != self.state.service and not self.state.working:
            self._show(self._of_service(replace(self._at_rest(), service=edition, row="")))

    def choose_row(self, row: str) -> None:
        if row != self.state.row and self.state.form is None and not self.state.working:
            self._show(replace(self.state, row=row, done=None))

    def start(self, kind: Kind) -> None:
        """The row as it stands is put into a form; a new one begins empty."""
        state = self.state
        row, measure = state.shown_row, state.shown_measure
        new = kind is Kind.ADD and state.record is not None and state.form is None
        if measure is not None and state.record is not None and state.may_propose and not new:
            form = form_of_measure(kind, state.record, measure)
            self._show(replace(state, form=form, done=None))
        elif (new and not state.working) or (row is not None and state.may_propose):
            form = form_of(kind, None if kind is Kind.ADD else row)
            self._show(replace(state, form=form, done=None))

    def type_form(self, form: RowForm) -> None:
        if self.state.form is not None and not self.state.working:
            self._show(replace(self.state, form=replace(form, fault="", fault_in="")))

    def drop_form(self) -> None:
        if not self.state.working:
            self._show(replace(self.state, form=None))

    def propose(self) -> None:
        form, record = self.state.form, self.state.record
        if form is None or record is None or self.state.working:
            return
        command = ProposeRequirement(
            proposal_id=self._actions.new_id(),
            edition=record.edition,
            kind=form.kind,
            requirement=form.row,
            place=form.place,
            by=self._actions.who(),
            correction=correction_of(form),
            amount=typed_amount(form),
        )
        self._begin(self._speech("Saving"))
        self._doing.ask(lambda: self._actions.propose(command), self._on_proposed)

    def choose_proposal(self, proposal: str) -> None:
        if proposal != self.state.proposal and not self.state.working:
            self._show(replace(self._at_rest(), proposal=proposal, done=None))

    def tick(self, ticked: bool) -> None:
        """Looked at, and to be confirmed with others of its service in one edition."""
        state, shown = self.state, self.state.shown_proposal
        if shown is not None and state.may_tick and not state.working:
            one = frozenset({shown.id})
            kept = state.ticked | one if ticked else state.ticked - one
            self._show(replace(state, ticked=kept, done=None))

    def type_day(self, typed: str) -> None:
        self._show(replace(self.state, day=typed, day_fault=""))

    def confirm(self) -> None:
        state, shown = self.state, self.state.shown_proposal
        if shown is None or state.working or state.own or state.returning:
            return
        day = read_day(state.day)
        if day is None:
            fault = self._speech("Write the day as DD.MM.YYYY")
            self._show(replace(state, day_fault=fault))
            return
        command = ConfirmRequirement(
            proposals=state.together,
            edition=self._newest_of(shown),
            valid_from=day,
            by=self._actions.who(),
        )
        self._begin(self._speech("Saving"))
        self._doing.ask(lambda: self._actions.confirm(command), self._on_confirmed)

    def ask_return(self) -> None:
        """One's own is taken back without a word; another's is returned with a remark."""
        if self.state.shown_proposal is None or self.state.working:
            return
        if self.state.own:
            self.send_back()
        else:
            self._show(replace(self.state, returning=True, remark="", done=None))

    def type_remark(self, remark: str) -> None:
        self._show(replace(self.state, remark=remark))

    def send_back(self) -> None:
        shown = self.state.shown_proposal
        if shown is None or self.state.working:
            return
        command = ReturnProposal(
            proposal_id=shown.id, remark=self.state.remark, by=self._actions.who()
        )
        self._begin(self._speech("Saving"))
        self._doing.ask(lambda: self._actions.send_back(command), self._on_sent_back)

    def keep(self) -> None:
        """Back from whatever was asked once more."""
        if not self.state.working:
            self._show(self._at_rest())

    def choose_edition(self, edition: str) -> None:
        if edition != self.state.edition and not self.state.working:
            record = next((one for one in self.state.editions if one.edition == edition), None)
            other = record.base if record else ""
            self._show(replace(self.state, edition=edition, other=other, done=None))

    def choose_other(self, edition: str) -> None:
        self._show(replace(self.state, other=edition))

    def export(self, path: Path) -> None:
        if not self.state.working:
            self._begin(self._speech("Saving the file"))
            self._filing.ask(
                lambda: self._actions.export(path),
                lambda _: self._on_done(Done(what=Did.SAVED, text=path.name)),
            )

    def look(self, path: Path) -> None:
        """What a package would bring is said before anything is taken in."""
        if not self.state.working:
            self._begin(self._speech("Checking the package"))
            self._filing.ask(lambda: self._actions.look(path), self._on_offered)

    def take_in(self) -> None:
        offered = self.state.offered
        if offered is None or not offered.fresh or self.state.working:
            return
        command = ImportCataloguePackage(content=offered.content, by=self._actions.who())
        self._begin(self._speech("Saving"))
        self._doing.ask(lambda: self._actions.take_in(command), self._on_taken)

    def _on_read(self, proposals: tuple[Proposal, ...]) -> None:
        self._show(self._read(replace(self.state, proposals=proposals)))

    def _read(self, state: CatalogueState) -> CatalogueState:
        """Everything as it is now; what was looked at stays, or what has come of it."""
        law, region = self._actions.catalogue, self._actions.region()
        services = tuple(sorted(law.newest(), key=lambda one: one.region != region))
        service = _kept(_last_of(services, law.records, state.service), services)
        day = state.day or written_day(self._actions.today())
        ids = [one.id for one in state.proposals]
        proposal = state.proposal if state.proposal in ids else (ids[0] if ids else "")
        return self._of_service(
            replace(
                state,
                law=law,
                me=self._actions.who(),
                today=self._actions.today(),
                services=services,
                service=service,
                proposal=proposal,
                ticked=state.ticked & frozenset(ids),
                day=day,
            )
        )

    def _of_service(self, state: CatalogueState) -> CatalogueState:
        """Its first row, and its newest edition beside the one before."""
        record = state.record
        if record is None or state.law is None:
            return replace(state, row="", editions=(), edition="", other="")
        editions = tuple(
            one
            for one in (*reversed(state.law.records), *state.fallen)
            if (one.region, one.service) == (record.region, record.service)
        )
        first = record.requirements[0].code if record.requirements else ""
        kept = record.requirement(state.row) is not None or measure_of(state.row) is not None
        row = state.row if kept else first
        same = any(one.edition == state.edition for one in editions)
        shown = state.edition if same else record.edition
        return replace(
            state,
            row=row,
            editions=editions,
            edition=shown,
            other=state.other if same else record.base,
        )

    def _newest_of(self, proposal: Proposal) -> str:
        """The list it would change today, whichever edition it was compared with."""
        return next(
            (
                one.edition
                for one in self.state.services
                if (one.region, one.service) == (proposal.region, proposal.service)
            ),
            proposal.edition,
        )

    def _on_proposed(self, _: Proposal) -> None:
        self.state = replace(self.state, form=None)
        self._on_done(Done(what=Did.PROPOSED))

    def _on_confirmed(self, edition: CenterEdition) -> None:
        self.state = replace(self.state, edition="", day="")
        self._on_done(Done(what=Did.CONFIRMED, text=self._speech.date(edition.valid_from)))

    def _on_sent_back(self, proposal: Proposal) -> None:
        own = proposal.state is ProposalState.WITHDRAWN
        self.state = self._at_rest()
        self._on_done(Done(what=Did.WITHDRAWN if own else Did.RETURNED))

    def _on_offered(self, offered: OfferedPackage) -> None:
        self._work.end()
        self._show(replace(self.state, offered=offered, done=None))

    def _on_taken(self, offered: Offered) -> None:
        self.state = replace(self.state, offered=None, edition="")
        self._on_done(Done(what=Did.TAKEN, editions=len(offered.fresh)))

    def _on_refused(self, error: OperatorAppError) -> None:
        """What is wrong with a field is said under it."""
        if error.code not in UNDER_THE_FIELD:
            self._work.fail(error)
            return
        self._work.end()
        fault, field = self._speech.error(error).happened, str(error.details.get("what", "remark"))
        form = self.state.form
        if form is not None:
            form = replace(form, fault=fault, fault_in=field)
        self._show(replace(self.state, form=form, remark_fault="" if form else fault))

    def _begin(self, what: str) -> None:
        self._work.begin(what)
        self._show(replace(self.state, done=None, day_fault="", remark_fault=""))

    def _on_done(self, done: Done) -> None:
        self._work.end()
        self._show(replace(self.state, done=done))
        self.enter()

    def _at_rest(self) -> CatalogueState:
        """Nothing is asked once more, and no row is being typed."""
        return replace(
            self.state, form=None, returning=False, remark="", remark_fault="", offered=None
        )

    def _show(self, state: CatalogueState) -> None:
        self.state = replace(
            state,
            working=self._work.working,
            busy=self._work.busy,
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)


def _last_of(
    services: Sequence[ServiceRecord], known: Sequence[ServiceRecord], edition: str
) -> str:
    """The newest edition of the service of ``edition``: it may have been made just now."""
    old = next((one for one in known if one.edition == edition), None)
    if old is None:
        return ""
    return next(
        (one.edition for one in services if (one.region, one.service) == (old.region, old.service)),
        "",
    )


def _kept(edition: str, services: Sequence[ServiceRecord]) -> str:
    return edition or (services[0].edition if services else "")
