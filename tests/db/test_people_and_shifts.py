"""People, wrong tries, windows and shifts in a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config

from db.engine import open_engine
from db.mapping import moment
from db.migrate import SCRIPTS, migrate, run
from operator_app.domain.applications import State
from operator_app.domain.operators import Operator, OperatorId, Role, Window
from operator_app.domain.papers import PaperKind
from operator_app.domain.passwords import Tries
from operator_app.domain.shifts import Shift, ShiftId
from operator_app.ports import PaperRecord
from tests.db.builders import AT, KEY, Store, an_application, an_id, local_day
from tests.support.papers import an_acceptance

AHMETOVA = Operator(
    id=OperatorId("1"),
    login="ahmetova",
    full_name="Ахметова А. Б.",
    roles=frozenset({Role.OPERATOR, Role.SENIOR}),
)
SHIFT = Shift(
    id=ShiftId("s"),
    operator_id=AHMETOVA.id,
    operator=AHMETOVA.full_name,
    center="002",
    window=7,
    day=local_day(),
    opened_at=AT,
)


def test_a_person_comes_back_as_saved_and_keeps_the_password_through_changes(
    store: Store,
) -> None:
    with store.units() as unit:
        unit.operators.save(AHMETOVA)
        unit.operators.set_password(AHMETOVA.id, "hash")
        renamed = replace(AHMETOVA, full_name="Серікбай А. Б.", active=False, language="kk")
        unit.operators.save(renamed)
        unit.operators.signed_in(AHMETOVA.id, AT)
        unit.commit()

    with store.units() as unit:
        assert unit.operators.get(AHMETOVA.id) == renamed
        assert unit.operators.by_login("ahmetova") == renamed
        assert unit.operators.all() == (renamed,)
        assert unit.operators.password_of(AHMETOVA.id) == "hash"
        assert unit.operators.get(OperatorId("2")) is None
        assert unit.operators.by_login("nobody") is None


def test_wrong_tries_survive_the_program(store: Store) -> None:
    with store.units() as unit:
        assert unit.operators.tries("key") == Tries()
        unit.operators.save_tries("key", Tries().one_more(AT).one_more(AT))
        unit.commit()
    store.engine.dispose()

    with Store(store.folder).units() as unit:
        assert unit.operators.tries("key") == Tries(failed=2, last_at=AT)
        unit.operators.save_tries("key", Tries())
        assert unit.operators.tries("key") == Tries()


def test_a_window_is_opened_closed_and_found(store: Store) -> None:
    window = Window(center="002", number=7, region="almaty")
    with store.units() as unit:
        unit.operators.save_window(window)
        unit.operators.save_window(replace(window, active=False))

        assert unit.operators.window(7) == replace(window, active=False)
        assert unit.operators.window(8) is None


def test_a_shift_is_found_until_it_is_closed(store: Store) -> None:
    paused = SHIFT.pause(AT + timedelta(hours=1))
    with store.units() as unit:
        unit.operators.save(AHMETOVA)
        unit.shifts.save(SHIFT)
        unit.shifts.save(paused)
        assert unit.shifts.get(SHIFT.id) == paused
        assert unit.shifts.not_closed() == (paused,)

        unit.shifts.save(paused.close(AT, unit.shifts.left_at("002", 7)))
        assert unit.shifts.not_closed() == ()
        assert unit.shifts.get(ShiftId("other")) is None


def test_the_first_mark_of_a_printed_paper_stays(store: Store) -> None:
    application = an_application()
    paper = PaperRecord(
        id=an_id(),
        application_id=application.id,
        kind=PaperKind.ACCEPTANCE_RECEIPT,
        number=application.number,
        sha256="ab" * 32,
        made_at=AT,
        made_by="a",
        original=True,
        paper=an_acceptance(),
    )
    with store.units() as unit:
        unit.applications.add(application)
        unit.papers.add(paper)
        assert unit.papers.of(application.id) == (paper,)

        unit.papers.printed(paper.id, AT)
        unit.papers.printed(paper.id, AT + timedelta(hours=1))
        assert unit.papers.of(application.id) == (replace(paper, printed_at=AT),)


def test_a_case_signed_before_comes_back_with_the_version_that_was_signed(store: Store) -> None:
    reopened = an_application(state=State.ACCEPTED, accepted_at=AT).reopened()
    store.save_all(reopened)

    with store.units() as unit:
        assert unit.applications.get(reopened.id) == reopened


def test_cases_and_tickets_of_an_older_store_get_their_new_columns(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "old.sqlite", KEY)
    with engine.begin() as connection:
        settings = Config()
        settings.set_main_option("script_location", str(SCRIPTS))
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
        connection.exec_driver_sql(
            "INSERT INTO applications VALUES (1, 'c', 'n', '1', '', '', '', 's', 'almaty',"
            " 'draft', ?, '2018-02-06', NULL, 0, NULL, ?)",
            (moment(AT), '{"center":"002","window":7}'),
        )
        connection.exec_driver_sql(
            "INSERT INTO tickets VALUES ('t', '002', 'g', 'called', 0, ?, 1, ?)",
            (moment(AT), '{"day":"2018-02-06","window":7}'),
        )
        connection.exec_driver_sql(
            "INSERT INTO papers VALUES (1, 'p', 'c', 'k', 'n', 'sha', ?, 'a', 1, '{}')",
            (moment(AT),),
        )
    migrate(engine)

    with engine.connect() as connection:
        case = connection.exec_driver_sql("SELECT center, window FROM applications").one()
        ticket = connection.exec_driver_sql("SELECT day, called_by FROM tickets").one()
        paper = connection.exec_driver_sql("SELECT printed_at FROM papers").one()
    assert tuple(case) == ("002", 7)
    assert tuple(ticket) == ("2018-02-06", 7)
    assert tuple(paper) == (moment(AT),)
    run(engine, "base")
    engine.dispose()
