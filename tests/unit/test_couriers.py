"""A manifest's law of moves, its seals, its clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.couriers import (
    CLOCK_STEPS,
    MOST_PACKAGES,
    ClockBack,
    Count,
    CountDiffers,
    CountedTwice,
    Handing,
    IllegalMove,
    Manifest,
    ManifestEmpty,
    ManifestFull,
    ManifestId,
    ManifestState,
    NameMissing,
    NothingDiffers,
    NotInManifest,
    Package,
    PackageTwice,
    RemarkMissing,
    SealDiffers,
    SealMissing,
    SealUnusable,
    SealUsed,
    seal_of,
)
from operator_app.domain.manifest_numbers import (
    ManifestNumber,
    ManifestNumberMalformed,
    TooManyManifests,
    code_on_paper,
)
from operator_app.domain.numbers import ApplicationNumber, iso7064_check_digit
from operator_app.domain.people import CheckDigitWrong
from operator_app.domain.reconciliation import Came
from operator_app.errors import RuleViolation

AT = datetime(2018, 2, 6, 11, 0, tzinfo=UTC)
DAY = date(2018, 2, 6)
MINUTE = timedelta(minutes=1)
OPEN = Manifest(
    id=ManifestId("1"),
    number=ManifestNumber.build("002", 7, DAY, 1).text,
    center="002",
    window=7,
    day=DAY,
    provider="act",
    opened_at=AT,
    opened_by="Ахметова А. Б.",
)


def a_package(sequence: int = 1, at: datetime = AT, due_on: date | None = None) -> Package:
    number = ApplicationNumber.build("002", 7, DAY, sequence).text
    return Package(number=number, put_at=at, put_by="Ахметова А. Б.", due_on=due_on)


def a_handing(seal: str = "KZ 001", at: datetime = AT, to: str = "Серіков Б. Қ.") -> Handing:
    return Handing(to=to, seal=seal, at=at, by="Ахметова А. Б.")


def sealed(*sequences: int) -> Manifest:
    manifest = OPEN
    for sequence in sequences or (1, 2, 3):
        manifest = manifest.put(a_package(sequence))
    return manifest.seal_with("KZ 001", AT)


def sent(*sequences: int) -> Manifest:
    return sealed(*sequences).hand_over(a_handing())


def a_count(*came: Came, seal: str = "KZ 001", remark: str = "") -> Count:
    return Count(handing=a_handing(seal, to="Жұмабаева Л."), came=came, remark=remark)


def all_of(manifest: Manifest) -> tuple[Came, ...]:
    return tuple(Came(number=one.number) for one in manifest.packages)


def test_a_package_is_listed_once_however_often_it_is_read() -> None:
    manifest = OPEN.put(a_package())
    with pytest.raises(PackageTwice) as told:
        manifest.put(a_package(at=AT + MINUTE))

    assert told.value.details["package"] == a_package().number


def test_what_was_taken_out_may_be_put_in_again() -> None:
    manifest = OPEN.put(a_package(1)).put(a_package(2))
    without = manifest.take_out(a_package(1).number, AT)

    assert [one.number for one in without.packages] == [a_package(2).number]
    assert without.put(a_package(1)).lists(a_package(1).number)
    with pytest.raises(NotInManifest):
        without.take_out(a_package(1).number, AT)


def test_a_bag_is_not_endless() -> None:
    manifest = OPEN
    for sequence in range(1, MOST_PACKAGES + 1):
        manifest = manifest.put(a_package(sequence))
    with pytest.raises(ManifestFull):
        manifest.put(a_package(MOST_PACKAGES + 1))


def test_an_empty_bag_is_not_sealed() -> None:
    with pytest.raises(ManifestEmpty):
        OPEN.seal_with("KZ 001", AT)


def test_nothing_goes_in_or_out_under_the_seal() -> None:
    with pytest.raises(IllegalMove):
        sealed().put(a_package(9))
    with pytest.raises(IllegalMove):
        sealed().take_out(a_package(1).number, AT)


def test_the_courier_takes_only_the_seal_that_the_manifest_names() -> None:
    with pytest.raises(SealDiffers) as told:
        sealed().hand_over(a_handing("KZ 002"))

    assert (told.value.details["seal"], told.value.details["found"]) == ("KZ 001", "KZ 002")


def test_a_broken_seal_needs_its_reason_and_is_never_used_again() -> None:
    with pytest.raises(RemarkMissing):
        sealed().unseal("  ", AT)
    opened = sealed().unseal("в мешке лишний пакет", AT)

    assert (opened.state, opened.seal, opened.broken) == (ManifestState.OPEN, "", ("KZ 001",))
    with pytest.raises(SealUsed):
        opened.seal_with("kz  001", AT)
    assert opened.seal_with("KZ 002", AT).seal == "KZ 002"


def test_who_signs_has_a_name() -> None:
    with pytest.raises(NameMissing):
        sealed().hand_over(a_handing(to=" \t"))


def test_everything_there_under_the_same_seal_is_delivered() -> None:
    manifest = sent()
    accepted = manifest.accept(a_count(*all_of(manifest)))

    assert accepted.state is ManifestState.DELIVERED
    assert not accepted.seal_differs
    with pytest.raises(NothingDiffers):
        manifest.accept_with_act(a_count(*all_of(manifest), remark="ошибка"))


@pytest.mark.parametrize(
    "came",
    [
        (),
        (Came(number=a_package(1).number), Came(number=a_package(2).number)),
        (*all_of(sent()), Came(number=a_package(9).number)),
        (*all_of(sent())[:2], Came(number=a_package(3).number, opened=True)),
    ],
    ids=["nothing", "missing", "extra", "opened"],
)
def test_whatever_differs_takes_an_act_with_a_remark(came: tuple[Came, ...]) -> None:
    manifest = sent()
    with pytest.raises(CountDiffers):
        manifest.accept(a_count(*came))
    with pytest.raises(RemarkMissing):
        manifest.accept_with_act(a_count(*came))
    counted = manifest.accept_with_act(a_count(*came, remark="пересчитано вдвоем"))

    assert counted.state is ManifestState.DELIVERED_WITH_ACT


def test_another_seal_at_the_providers_is_a_matter_for_the_act() -> None:
    manifest = sent()
    with pytest.raises(SealDiffers):
        manifest.accept(a_count(*all_of(manifest), seal="KZ 777"))
    counted = manifest.accept_with_act(
        a_count(*all_of(manifest), seal="KZ 777", remark="пломба заменена")
    )

    assert counted.seal_differs


def test_one_package_is_not_counted_twice() -> None:
    manifest = sent()
    with pytest.raises(CountedTwice):
        manifest.accept(a_count(*all_of(manifest), all_of(manifest)[0]))


def test_a_package_the_act_misses_may_go_again_and_one_that_came_may_not() -> None:
    manifest = sent(1, 2)
    counted = manifest.accept_with_act(
        a_count(Came(number=a_package(1).number), remark="одного нет")
    )

    assert counted.holds(a_package(1).number)
    assert not counted.holds(a_package(2).number)


def test_the_first_term_is_that_of_the_bag() -> None:
    manifest = OPEN.put(a_package(1)).put(a_package(2, due_on=date(2018, 2, 9)))

    assert manifest.put(a_package(3, due_on=date(2018, 2, 8))).due_on == date(2018, 2, 8)
    assert OPEN.due_on is None


@pytest.mark.parametrize("typed", ["kz 001", " KZ  001 ", "КZ 001"])
def test_a_seal_is_the_same_in_any_case_spacing_and_keyboard_layout(typed: str) -> None:
    assert seal_of(typed) == "KZ 001"


@pytest.mark.parametrize(
    ("typed", "why"),
    [("", SealMissing), (" \n", SealMissing), ("№ 1", SealUnusable), ("9" * 41, SealUnusable)],
)
def test_what_is_no_seal_is_refused(typed: str, why: type[RuleViolation]) -> None:
    with pytest.raises(why):
        seal_of(typed)


def test_a_clock_set_back_puts_nothing_on_paper() -> None:
    late = OPEN.put(a_package(1, at=AT + timedelta(hours=1)))
    with pytest.raises(ClockBack):
        late.put(a_package(2, at=AT))
    with pytest.raises(ClockBack):
        late.take_out(a_package(1).number, AT)
    with pytest.raises(ClockBack):
        late.seal_with("KZ 001", AT)


def test_a_clock_set_right_by_a_step_stops_nobody_and_no_moment_goes_back() -> None:
    manifest = OPEN.put(a_package(1, at=AT + MINUTE)).put(a_package(2, at=AT + MINUTE / 2))

    assert [one.put_at for one in manifest.packages] == [AT + MINUTE, AT + MINUTE]


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["put", "take_out", "seal", "unseal", "hand_over", "count", "act"]),
        st.integers(1, 4),
        st.integers(-5, 5),
    ),
    max_size=25,
)


def moved(manifest: Manifest, move: str, number: int, at: datetime) -> Manifest:
    seal = f"S{number}"
    came = tuple(one for one in all_of(manifest) if number > 2 or one.number[-1] != "1")
    if move == "put":
        return manifest.put(a_package(number, at=at))
    if move == "take_out":
        return manifest.take_out(a_package(number).number, at)
    if move == "seal":
        return manifest.seal_with(seal, at)
    if move == "unseal":
        return manifest.unseal("x", at)
    if move == "hand_over":
        return manifest.hand_over(a_handing(manifest.seal or seal, at))
    count = Count(handing=a_handing(manifest.seal or seal, at), came=came, remark="x")
    return manifest.accept(count) if move == "count" else manifest.accept_with_act(count)


@given(moves=MOVES)
def test_whatever_is_tried_a_package_is_listed_once_no_time_goes_back_and_the_end_is_the_end(
    moves: list[tuple[str, int, int]],
) -> None:
    manifest = OPEN
    now = AT
    for move, number, minutes in moves:
        now += minutes * MINUTE
        before = manifest
        try:
            manifest = moved(manifest, move, number, now)
        except RuleViolation:
            assert manifest is before
            continue
        assert (manifest.moved_at or AT) >= (before.moved_at or AT) >= AT
        assert (manifest.moved_at or AT) <= now + CLOCK_STEPS
        listed = [one.number for one in manifest.packages]
        assert len(set(listed)) == len(listed)
        assert before.count is None
        if before.state is not ManifestState.OPEN:
            assert listed == [one.number for one in before.packages]
        assert bool(manifest.seal) == (manifest.state is not ManifestState.OPEN)
        assert manifest.seal not in manifest.broken


@given(window=st.integers(1, 99), sequence=st.integers(1, 999))
def test_a_number_is_read_back_as_written_and_as_its_barcode(window: int, sequence: int) -> None:
    number = ManifestNumber.build("002", window, DAY, sequence)

    assert ManifestNumber.parse(number.text) == number == ManifestNumber.parse(number.digits)
    assert len(number.digits) == 15


@given(place=st.integers(0, 14), by=st.integers(1, 9))
def test_a_digit_read_wrong_is_noticed(place: int, by: int) -> None:
    digits = ManifestNumber.build("002", 7, DAY, 1).digits
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]

    with pytest.raises((CheckDigitWrong, ManifestNumberMalformed)):
        ManifestNumber.parse(wrong)


def test_a_case_number_is_no_manifest_number_and_a_window_has_999_a_day() -> None:
    with pytest.raises(ManifestNumberMalformed):
        ManifestNumber.parse(ApplicationNumber.build("002", 7, DAY, 1).digits)
    with pytest.raises(TooManyManifests):
        ManifestNumber.build("002", 7, DAY, 1000)
    with pytest.raises(ManifestNumberMalformed):
        ManifestNumber.parse(f"00207180299001{iso7064_check_digit('00207180299001')}")


@pytest.mark.parametrize(
    ("read", "code"),
    [
        ("tereze:status/0020718020600435/k7m2p9", "0020718020600435"),
        ("https://egov.example/status/0020718020600435/k7m2p9", "0020718020600435"),
        ("tereze:manifest/002071802060011", "002071802060011"),
        (" 002-07-180206-0043-5 ", "002-07-180206-0043-5"),
        ("tereze:status/12/k", "tereze:status/12/k"),
        ("", ""),
    ],
)
def test_both_codes_of_a_paper_say_the_same_number(read: str, code: str) -> None:
    assert code_on_paper(read) == code
