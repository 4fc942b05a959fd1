"""Corrections and their drafts: the value whole, and the columns they are asked for by."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from db.mapping import BodyUnreadable, encode, moment
from db.models import CorrectionDraftRow, CorrectionRow
from operator_app.domain.corrections import (
    Correction,
    CorrectionDraft,
    CorrectionId,
    CorrectionState,
)

_CORRECTIONS: Final = msgspec.json.Decoder(Correction)
_DRAFTS: Final = msgspec.json.Decoder(CorrectionDraft)
_ONE = select(CorrectionRow.body).where(CorrectionRow.id == bindparam("wanted"))
_OF = (
    select(CorrectionRow.body)
    .where(CorrectionRow.application_id == bindparam("case"))
    .order_by(CorrectionRow.asked_at, CorrectionRow.id)
)
_WAITING = _OF.where(CorrectionRow.state == CorrectionState.ASKED.value)
_ASKED = (
    select(CorrectionRow.body)
    .where(
        CorrectionRow.center == bindparam("center"),
        CorrectionRow.state == CorrectionState.ASKED.value,
    )
    .order_by(CorrectionRow.asked_at, CorrectionRow.id)
)
_ADD = insert(CorrectionRow)
_SAVE = _ADD.on_conflict_do_update(
    index_elements=[CorrectionRow.id],
    set_={name: _ADD.excluded[name] for name in ("state", "body")},
)
_ITS_DRAFT = (
    CorrectionDraftRow.application_id == bindparam("case"),
    CorrectionDraftRow.by_id == bindparam("by"),
)
_DRAFT = select(CorrectionDraftRow.body).where(*_ITS_DRAFT)
_DROP_DRAFT = delete(CorrectionDraftRow).where(*_ITS_DRAFT)
_ADD_DRAFT = insert(CorrectionDraftRow)
_KEEP_DRAFT = _ADD_DRAFT.on_conflict_do_update(
    index_elements=[CorrectionDraftRow.application_id, CorrectionDraftRow.by_id],
    set_={"body": _ADD_DRAFT.excluded.body},
)


class SqlCorrections:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, correction_id: CorrectionId) -> Correction | None:
        body = self._connection.execute(_ONE, {"wanted": correction_id}).scalar()
        return None if body is None else correction_from(body)

    def waiting_for(self, application_id: str) -> Correction | None:
        body = self._connection.execute(_WAITING, {"case": application_id}).scalar()
        return None if body is None else correction_from(body)

    def asked(self, center: str) -> tuple[Correction, ...]:
        found = self._connection.execute(_ASKED, {"center": center}).scalars()
        return tuple(map(correction_from, found))

    def of(self, application_id: str) -> tuple[Correction, ...]:
        found = self._connection.execute(_OF, {"case": application_id}).scalars()
        return tuple(map(correction_from, found))

    def save(self, correction: Correction) -> None:
        row = {
            "id": correction.id,
            "application_id": correction.application_id,
            "center": correction.center,
            "state": correction.state.value,
            "asked_at": moment(correction.asked_at),
            "body": encode(correction),
        }
        self._connection.execute(_SAVE, row)

    def draft(self, application_id: str, by_id: str) -> CorrectionDraft | None:
        its = {"case": application_id, "by": by_id}
        body = self._connection.execute(_DRAFT, its).scalar()
        return None if body is None else draft_from(body)

    def keep_draft(self, draft: CorrectionDraft) -> None:
        if draft.empty:
            self.drop_draft(draft.application_id, draft.by_id)
            return
        row = {
            "application_id": draft.application_id,
            "by_id": draft.by_id,
            "body": encode(draft),
        }
        self._connection.execute(_KEEP_DRAFT, row)

    def drop_draft(self, application_id: str, by_id: str) -> None:
        self._connection.execute(_DROP_DRAFT, {"case": application_id, "by": by_id})


def correction_from(body: str) -> Correction:
    try:
        return _CORRECTIONS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="corrections") from error


def draft_from(body: str) -> CorrectionDraft:
    try:
        return _DRAFTS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="correction_drafts") from error
