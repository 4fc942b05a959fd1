"""Corrections in the store: the value whole, and the columns they are asked for by."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from db.mapping import BodyUnreadable, encode, moment
from db.models import CorrectionRow
from operator_app.domain.corrections import Correction, CorrectionId, CorrectionState

_CORRECTIONS: Final = msgspec.json.Decoder(Correction)
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


def correction_from(body: str) -> Correction:
    try:
        return _CORRECTIONS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="corrections") from error
