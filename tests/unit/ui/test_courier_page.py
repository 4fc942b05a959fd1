"""The page of the courier: a reader faster than the disk, refusals that stay, nothing by itself."""

from __future__ import annotations

import pytest

from operator_app.domain.applications import Delivery
from operator_app.domain.couriers import Manifest, ManifestState
from operator_app.domain.reconciliation import Came
from tests.support.courier_counter import COURIER, RECEIVER, SEAL, a_number
from tests.support.courier_page import CourierPage
from tests.support.waiting_lane import WaitingLane
from ui.pages.courier.presenter import CourierPresenter
from ui.pages.courier.state import Did, Mark, Mode, Typed
from ui.runtime.broadcast import CASES
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def page() -> CourierPage:
    made = CourierPage()
    for sequence in range(1, 6):
        made.counter.waiting(sequence)
    return made


def opened(page: CourierPage) -> CourierPresenter:
    presenter = page.presenter(Speech("ru"))
    presenter.open_manifest()
    return presenter


def chosen(presenter: CourierPresenter) -> Manifest:
    manifest = presenter.state.manifest
    assert manifest is not None
    return manifest


def code(sequence: int) -> str:
    return a_number(sequence).replace("-", "")


def test_a_reader_faster_than_the_disk_loses_no_package(page: CourierPage) -> None:
    page.counter.opened()
    lane = WaitingLane()
    presenter = page.presenter(Speech("ru"), lane)
    lane.go_on()
    for sequence in (1, 2, 3, 4):
        presenter.scanned(code(sequence))
    lane.go_on()

    assert [one.number for one in chosen(presenter).packages] == [a_number(n) for n in (1, 2, 3, 4)]
    assert not presenter.state.working


def test_the_code_beside_the_barcode_is_read_as_well(page: CourierPage) -> None:
    presenter = opened(page)
    presenter.scanned(f"tereze:status/{code(1)}/k7m2p9")
    presenter.scanned(f"tereze:manifest/{chosen(presenter).digits}")

    assert [one.number for one in chosen(presenter).packages] == [a_number(1)]
    assert presenter.state.not_put == ()


def test_a_refusal_stays_said_while_the_packages_behind_it_go_in(page: CourierPage) -> None:
    presenter = opened(page)
    for sequence in (1, 1, 2):
        presenter.scanned(code(sequence))

    assert [one.number for one in presenter.state.not_put] == [a_number(1)]
    assert "второй раз" in presenter.state.not_put[0].why
    assert presenter.state.trouble is None
    assert len(chosen(presenter).packages) == 2


def test_only_the_newest_refusals_are_listed_and_sealing_clears_them(page: CourierPage) -> None:
    presenter = opened(page)
    presenter.scanned(code(1))
    for _ in range(5):
        presenter.scanned(code(1))
    refused = len(presenter.state.not_put)
    presenter.go_on()
    presenter.type(Typed.SEAL, SEAL)
    presenter.go_on()

    assert refused == 3
    assert presenter.state.not_put == ()
    assert presenter.state.did is Did.SEALED


def test_a_package_that_lies_in_a_sealed_bag_shows_that_bag(page: CourierPage) -> None:
    sealed = page.counter.sealed(1)
    other = page.counter.sealed(2, seal="KZ 2")
    presenter = page.presenter(Speech("ru"))
    presenter.choose(other.id)
    presenter.scanned(code(1))

    assert presenter.state.chosen == sealed.id
    assert presenter.state.picked == a_number(1)
    assert presenter.state.trouble is None


def test_a_package_in_no_bag_goes_into_the_open_one_even_when_another_is_looked_at(
    page: CourierPage,
) -> None:
    sealed = page.counter.sealed(1)
    bag = page.counter.opened()
    presenter = page.presenter(Speech("ru"))
    presenter.choose(sealed.id)
    presenter.scanned(code(2))

    assert presenter.state.chosen == bag.id
    assert chosen(presenter).lists(a_number(2))


def test_with_no_bag_open_a_scan_changes_nothing_and_says_so(page: CourierPage) -> None:
    presenter = page.presenter(Speech("ru"))
    presenter.scanned(code(1))

    assert page.counter.store.messages == []
    assert presenter.state.trouble is not None
    assert presenter.state.trouble.code == "courier.no_such_manifest"


def test_the_barcode_of_a_seal_fills_the_field_that_asks_for_it(page: CourierPage) -> None:
    presenter = opened(page)
    presenter.scanned(code(1))
    presenter.go_on()
    presenter.scanned("KZ-0012345")

    assert presenter.state.mode is Mode.SEAL
    assert presenter.state.fields.seal == "KZ-0012345"
    assert presenter.state.may_finish


def test_a_manifest_read_before_the_day_was_is_shown_once_it_is(page: CourierPage) -> None:
    first = page.counter.sealed(1)
    page.counter.opened()
    lane = WaitingLane()
    presenter = page.presenter(Speech("ru"), lane)
    presenter.scanned(first.digits)
    lane.go_on()

    assert presenter.state.chosen == first.id


def test_what_was_typed_for_one_bag_is_not_there_for_another(page: CourierPage) -> None:
    first = page.counter.sealed(1)
    second = page.counter.sealed(2, seal="KZ 2")
    presenter = page.presenter(Speech("ru"))
    presenter.choose(first.id)
    presenter.go_on()
    presenter.type(Typed.NAME, COURIER)
    presenter.choose(second.id)

    assert (presenter.state.mode, presenter.state.fields.name) == (Mode.LOOK, "")


def test_a_package_is_counted_once_and_a_stranger_is_seen(page: CourierPage) -> None:
    page.counter.sent(1, 2)
    presenter = page.presenter(Speech("ru"))
    presenter.go_on()
    for number in (code(1), code(1), a_number(9, window=3).replace("-", "")):
        presenter.scanned(number)
    presenter.pick(a_number(1))
    presenter.mark_opened()

    assert {one.number: one.mark for one in presenter.state.rows} == {
        a_number(1): Mark.OPENED,
        a_number(2): Mark.AWAITED,
        a_number(9, window=3): Mark.EXTRA,
    }
    assert presenter.state.differs
    presenter.mark_missing()
    assert presenter.state.rows[0].mark is Mark.AWAITED


def test_what_is_no_package_is_said_while_counting(page: CourierPage) -> None:
    page.counter.sent(1)
    presenter = page.presenter(Speech("ru"))
    presenter.go_on()
    presenter.type(Typed.PACKAGE, "123")
    presenter.enter_package()

    assert presenter.state.trouble is not None
    assert presenter.state.came == ()


def test_a_count_without_a_difference_needs_no_remark_and_makes_no_act(page: CourierPage) -> None:
    page.counter.sent(1, 2)
    presenter = page.presenter(Speech("ru"))
    presenter.go_on()
    presenter.everything_came()
    presenter.type(Typed.NAME, RECEIVER)
    presenter.type(Typed.SEAL, SEAL.lower())
    presenter.go_on()

    assert presenter.state.did is Did.ACCEPTED
    assert chosen(presenter).state is ManifestState.DELIVERED


def test_another_seal_alone_takes_an_act_with_a_remark(page: CourierPage) -> None:
    page.counter.sent(1)
    presenter = page.presenter(Speech("ru"))
    presenter.go_on()
    presenter.everything_came()
    presenter.type(Typed.NAME, RECEIVER)
    presenter.type(Typed.SEAL, "KZ 777")
    without = presenter.state.may_finish
    presenter.type(Typed.REMARK, "пломба другая")
    presenter.go_on()

    assert not without
    assert presenter.state.did is Did.ACT_MADE
    assert chosen(presenter).seal_differs


def test_pressed_twice_a_bag_is_handed_over_once(page: CourierPage) -> None:
    page.counter.sealed(1)
    lane = WaitingLane()
    presenter = page.presenter(Speech("ru"), lane)
    lane.go_on()
    presenter.go_on()
    presenter.type(Typed.NAME, COURIER)
    presenter.type(Typed.SEAL, SEAL)
    presenter.go_on()
    presenter.go_on()
    lane.go_on()

    assert page.counter.store.messages.count("manifest.hand_over") == 1
    assert presenter.state.did is Did.HANDED_OVER


def test_a_printer_that_is_off_is_said_and_the_bag_stays_as_it_is(page: CourierPage) -> None:
    page.counter.sealed(1)
    page.printer_is_off = True
    presenter = page.presenter(Speech("ru"))
    presenter.print_paper()
    off = presenter.state.trouble
    page.printer_is_off = False
    presenter.print_paper()

    assert off is not None
    assert page.printed == ["courier_manifest"]
    assert presenter.state.did is Did.PRINTED


def test_a_paper_printed_again_is_a_copy_of_the_same_original(page: CourierPage) -> None:
    manifest = page.counter.sealed(1)
    presenter = page.presenter(Speech("ru"))
    for _ in range(3):
        presenter.print_paper()

    papers = page.counter.store.tables.courier.papers
    assert page.printed == ["courier_manifest", *["courier_manifest copy"] * 2]
    assert [one.original for one in papers] == [True, False, False]
    assert {one.manifest_id for one in papers} == {manifest.id}
    mark = papers[1].paper.head.copy
    assert mark is not None
    assert mark.by == page.counter.session.actor


def test_the_seal_is_broken_with_a_reason_only(page: CourierPage) -> None:
    page.counter.sealed(1)
    presenter = page.presenter(Speech("ru"))
    presenter.ask_unseal()
    presenter.go_on()
    still = chosen(presenter).state
    presenter.type(Typed.REMARK, "порвана")
    presenter.go_on()

    assert still is ManifestState.SEALED
    assert chosen(presenter).state is ManifestState.OPEN
    assert presenter.state.paper is None


def test_another_windows_bag_is_only_looked_at(page: CourierPage) -> None:
    page.counter.sent(1)
    page.counter.store.tables.courier.own.clear()
    presenter = page.presenter(Speech("ru"))

    assert presenter.state.manifest is not None
    assert presenter.state.next_mode is None
    assert not presenter.state.takes_packages


def test_the_days_differences_are_those_of_all_bags(page: CourierPage) -> None:
    first = page.counter.sent(1, 2)
    page.counter.disputed(first, Came(number=a_number(1)))
    presenter = page.presenter(Speech("ru"))

    assert [one.package for one in presenter.state.findings] == [a_number(2)]
    assert page.counter.store.tables.applications
    waiting = {one.number for one in presenter.state.waiting}
    assert a_number(2) in waiting


def test_nobody_signed_in_moves_nothing(page: CourierPage) -> None:
    presenter = opened(page)
    presenter.scanned(code(1))
    page.session = lambda: None  # type: ignore[method-assign]  # whoever sat here has left
    nobody = page.presenter(Speech("ru"))
    nobody.open_manifest()
    nobody.scanned(code(2))

    assert nobody.state.manifests == ()
    assert page.counter.store.messages == ["manifest.open", "manifest.put"]


def test_answers_that_come_after_somebody_left_are_not_shown(page: CourierPage) -> None:
    page.counter.opened()
    lane = WaitingLane()
    presenter = page.presenter(Speech("ru"), lane)
    lane.go_on()
    presenter.scanned(code(1))
    presenter.forget()
    lane.go_on()

    assert presenter.state.manifests == ()
    assert presenter.state.did is Did.NOTHING


def test_out_of_sight_the_page_asks_for_nothing(page: CourierPage) -> None:
    presenter = page.presenter(Speech("ru"))
    presenter.leave()
    page.counter.opened()
    presenter.on_broadcast(CASES, frozenset())
    unseen = presenter.state.manifests
    presenter.enter()

    assert unseen == ()
    assert len(presenter.state.manifests) == 1


def test_a_case_taken_out_waits_in_the_tray_again(page: CourierPage) -> None:
    presenter = opened(page)
    presenter.scanned(code(1))
    presenter.pick(a_number(1))
    presenter.take_out()

    case = next(
        one for one in page.counter.store.tables.applications.values() if one.number == a_number(1)
    )
    assert case.delivery is Delivery.QUEUED
    assert presenter.state.did is Did.TAKEN_OUT
