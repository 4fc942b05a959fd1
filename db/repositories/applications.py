"""Applications in the store, compare-and-set on their version."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, text, update

from db.mapping import application_columns, application_from, digits, encode
from db.models import ApplicationRow
from db.prepared import run, run_many
from operator_app.domain.applications import Application, ApplicationId, State
from operator_app.domain.names import search_key
from operator_app.domain.versions import StaleVersion

_BY_ID = select(ApplicationRow.body).where(ApplicationRow.id == bindparam("wanted"))
_BY_NUMBER = select(ApplicationRow.body).where(ApplicationRow.digits == bindparam("wanted"))
_ADD = insert(ApplicationRow).returning(ApplicationRow.place)
_SAVE = (
    update(ApplicationRow)
    .where(ApplicationRow.id == bindparam("wanted"), ApplicationRow.version == bindparam("seen"))
    .returning(ApplicationRow.place)
)
_SAVE_TOLD = (
    update(ApplicationRow)
    .where(ApplicationRow.id == bindparam("wanted"), ApplicationRow.version == bindparam("seen"))
    .values(version=bindparam("version"), body=bindparam("body"))
)
_WANTED = func.json_each(bindparam("wanted")).table_valued("value")
_SEVERAL = select(ApplicationRow.id, ApplicationRow.body).where(
    ApplicationRow.id.in_(select(_WANTED.c.value))
)
_NAME_NOW = select(ApplicationRow.applicant_name).where(ApplicationRow.id == bindparam("wanted"))
_SAME_DAY = (
    select(ApplicationRow.number)
    .where(
        ApplicationRow.applicant_number == bindparam("applicant"),
        ApplicationRow.service == bindparam("service"),
        ApplicationRow.opened_on == bindparam("day"),
    )
    .order_by(ApplicationRow.place)
)
_REMOVE = (
    delete(ApplicationRow)
    .where(ApplicationRow.id == bindparam("wanted"), ApplicationRow.state == State.DRAFT.value)
    .returning(ApplicationRow.place)
)
_INDEX = text("INSERT INTO case_names (rowid, name) VALUES (:place, :name)")
_FORGET = text("DELETE FROM case_names WHERE rowid = :place")


class SqlApplications:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, application_id: ApplicationId) -> Application | None:
        return self._one(_BY_ID, application_id)

    def by_number(self, number: str) -> Application | None:
        """``number`` with or without its hyphens."""
        return self._one(_BY_NUMBER, digits(number))

    def add(self, application: Application) -> None:
        columns = application_columns(application)
        added = run(self._connection, _ADD, columns)
        if added is not None:
            self._index(added[0], str(columns["applicant_name"]))

    def save(self, application: Application) -> Application:
        saved = replace(application, version=application.version + 1)
        columns = application_columns(saved)
        before = run(self._connection, _NAME_NOW, {"wanted": application.id})
        place = run(
            self._connection,
            _SAVE,
            {**columns, "wanted": application.id, "seen": application.version},
        )
        if place is None:
            raise StaleVersion(number=application.number, version=application.version)
        if before != (columns["applicant_name"],):
            run(self._connection, _FORGET, {"place": place[0]})
            self._index(place[0], str(columns["applicant_name"]))
        return saved

    def several(self, ids: Collection[str]) -> dict[str, Application]:
        rows = self._connection.execute(_SEVERAL, {"wanted": encode(sorted(ids))})
        return {row.id: application_from(row.body) for row in rows}

    def save_told(self, applications: Sequence[Application]) -> None:
        """No column that is searched by holds what the hub tells, so none is written."""
        names = ("version", "body", "wanted", "seen")
        rows = [
            (one.version + 1, encode(replace(one, version=one.version + 1)), one.id, one.version)
            for one in applications
        ]
        if run_many(self._connection, _SAVE_TOLD, names, rows) != len(rows):
            raise StaleVersion(number=applications[0].number, version=applications[0].version)

    def remove(self, application_id: ApplicationId) -> None:
        """Only a draft goes; what was accepted or refused stays, whatever is asked."""
        place = self._connection.execute(_REMOVE, {"wanted": application_id}).scalar()
        if place is not None:
            run(self._connection, _FORGET, {"place": place})

    def same_day(self, number: str, service: str, day: date) -> tuple[str, ...]:
        found = self._connection.execute(
            _SAME_DAY, {"applicant": number, "service": service, "day": day.isoformat()}
        )
        return tuple(found.scalars())

    def _index(self, place: int, name: str) -> None:
        """A space before each word lets three letters of the index stand for two of a word."""
        if name:
            run(self._connection, _INDEX, {"place": place, "name": f" {search_key(name)}"})

    def _one(self, statement: Select[str], wanted: str) -> Application | None:
        row = run(self._connection, statement, {"wanted": wanted})
        return None if row is None else application_from(row[0])
