"""What cannot be used is refused by a code, in three languages, and leaves nothing behind."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from operator_app.cli.rehearsal.case_file import LARGEST as LARGEST_CASE
from operator_app.cli.rehearsal.case_file import read_case
from operator_app.domain.scans import LARGEST
from operator_app.errors import OperatorAppError
from resources.error_texts import LANGUAGES, explain, load_error_texts
from stand.people import Kind, all_people
from stand.people_list import list_organisations
from tests.journeys.conftest import Center, Rehearse
from tests.journeys.test_outcomes import CERTIFICATE
from tests.support.cases import a_person, adult, draw_page, people

Spoil = Callable[[dict[str, Any]], object]
IIN = adult(30).iin
BIN = str(list_organisations(all_people())[0]["bin"])
OTHER_DIGIT = IIN[:-1] + str((int(IIN[-1]) + 1) % 10)
EXPIRED_POWER = {"issued_on": "2012-01-01", "valid_until": "2017-12-31"}


@dataclass(frozen=True)
class Bad:
    """How a good case is spoilt, and what is said about it."""

    name: str
    spoil: Spoil
    code: str
    place: str | None

    def __str__(self) -> str:
        return self.name


def applicant(**changes: Any) -> Spoil:
    return lambda case: case["applicant"].update(changes)


def child(**changes: Any) -> Spoil:
    return lambda case: case["children"][0].update(changes)


def top(**changes: Any) -> Spoil:
    return lambda case: case.update(changes)


def power(**changes: Any) -> Spoil:
    return lambda case: case["representative"]["power_of_attorney"].update(changes)


def document(**changes: Any) -> Spoil:
    return lambda case: case["documents"][0].update(changes)


def one_more_document(code: str) -> Spoil:
    return lambda case: case["documents"].append({"requirement": code, "presented": "copy"})


WRONG = "case.file_wrong"
TABLE = [
    Bad("wrong check digit", applicant(iin=OTHER_DIGIT), "number.check_digit", "$.applicant.iin"),
    Bad("letters", applicant(iin="85O930412954"), "number.letters", "$.applicant.iin"),
    Bad("a space", applicant(iin=f"{IIN[:6]} {IIN[6:]}"), "number.letters", "$.applicant.iin"),
    Bad("a space at the end", applicant(iin=f"{IIN} "), "number.letters", "$.applicant.iin"),
    Bad("digits of another script", applicant(iin="٨" * 12), "number.letters", "$.applicant.iin"),
    Bad("eleven digits", applicant(iin=IIN[:-1]), "number.length", "$.applicant.iin"),
    Bad("nothing", applicant(iin=""), "number.empty", "$.applicant.iin"),
    Bad("a BIN for an IIN", applicant(iin=BIN), "number.bin_for_iin", "$.applicant.iin"),
    Bad("an impossible day", applicant(iin="850231312954"), "number.date", "$.applicant.iin"),
    Bad(
        "an IIN for a BIN",
        top(applicant={"bin": IIN, "name": "ТОО"}),
        "number.iin_for_bin",
        "$.applicant.bin",
    ),
    Bad("a number as a number", applicant(iin=850930412954), WRONG, "$.applicant.iin"),
    Bad("both IIN and BIN", applicant(bin=BIN), WRONG, "$.applicant"),
    Bad("neither IIN nor BIN", applicant(iin=None), WRONG, "$.applicant"),
    Bad("a child's number", child(iin=OTHER_DIGIT), "number.check_digit", "$.children[0].iin"),
    Bad(
        "a representative's number",
        lambda case: case["representative"].update(iin=OTHER_DIGIT),
        "number.check_digit",
        "$.representative.iin",
    ),
    Bad("a day of no month", child(born_on="2006-02-30"), WRONG, "$.children[0].born_on"),
    Bad("a child of tomorrow", child(born_on="2018-02-07"), WRONG, "$.children[0].born_on"),
    Bad("a moment without a zone", top(accepted_at="2018-02-06T10:20:00"), WRONG, "$.accepted_at"),
    Bad("no moment", top(accepted_at="yesterday"), WRONG, "$.accepted_at"),
    Bad("before all time", top(accepted_at="0001-01-01T00:00:00+06:00"), WRONG, "$.accepted_at"),
    Bad("after all time", top(accepted_at="9999-12-31T23:59:59Z"), WRONG, "$.accepted_at"),
    Bad(
        "before the act",
        top(accepted_at="2017-11-30T10:00:00+06:00"),
        "catalogue.act_not_in_force",
        "$.accepted_at",
    ),
    Bad(
        "after its repeal",
        top(accepted_at="2020-09-30T10:00:00+06:00"),
        "catalogue.act_not_in_force",
        "$.accepted_at",
    ),
    Bad("no such region", top(region="astana"), "catalogue.unknown_region", "$.region"),
    Bad("no such service", top(service="passport"), "catalogue.unknown_service", "$.service"),
    Bad(
        "a service of another region",
        top(region="mangystau", service="guardian_allowance"),
        "catalogue.service_not_in_region",
        "$.service",
    ),
    Bad(
        "no such row",
        one_more_document("passport"),
        "intake.row_not_in_checklist",
        "$.documents[4].requirement",
    ),
    Bad(
        "a row of another service",
        one_more_document("bank_account"),
        "intake.row_not_in_checklist",
        "$.documents[4].requirement",
    ),
    Bad("no such fact", top(facts={"rich": True}), "intake.unknown_fact", "$.facts.rich"),
    Bad(
        "a derived fact",
        top(facts={"submitted_by_representative": True}),
        "intake.derived_fact",
        "$.facts.submitted_by_representative",
    ),
    Bad("a fact of words", top(facts={"applicant_married": "yes"}), WRONG, "$.facts[...]"),
    Bad("an unknown key", top(colour="red"), WRONG, "$"),
    Bad("an unknown key inside", applicant(nick="Ә"), WRONG, "$.applicant"),
    Bad("an unknown key deep inside", power(seal=1), WRONG, "$.representative.power_of_attorney"),
    Bad("an unknown key of a paper", document(pages=2), WRONG, "$.documents[0]"),
    Bad("an unknown form", document(presented="fax"), WRONG, "$.documents[0].presented"),
    Bad("an unknown answer", top(consent="maybe"), WRONG, "$.consent"),
    Bad("an unknown language", top(language="en"), WRONG, "$.language"),
    Bad("unknown registries", top(registries="real"), WRONG, "$.registries"),
    Bad("an unknown way", top(delivery="pigeon"), WRONG, "$.delivery"),
    Bad(
        "a window that cannot be",
        top(center={"code": "002", "window": 0}),
        WRONG,
        "$.center.window",
    ),
    Bad("a center that cannot be", top(center={"code": "2", "window": 1}), WRONG, "$.center.code"),
    Bad("no name of a case", top(case_id="first"), WRONG, "$.case_id"),
    Bad("a missing key", lambda case: case.pop("operator"), WRONG, "$"),
    Bad("a name with a sign nobody sees", applicant(name="Ә\x00"), WRONG, "$.applicant.name"),
    Bad("a name that turns the line", child(name="\u202eӘ"), WRONG, "$.children[0].name"),
    Bad("an operator without a name", top(operator=" "), WRONG, "$.operator"),
    Bad("a fact it cannot say", top(facts=None), WRONG, "$.facts"),
    Bad("under age", top(applicant=a_person(people(Kind.MINOR)[3])), "intake.under_age", None),
    Bad(
        "under age with no line",
        top(applicant=a_person(people(Kind.MINOR)[3]), registries="offline"),
        "intake.under_age",
        None,
    ),
    Bad("deceased", top(applicant=a_person(people(Kind.DECEASED)[5])), "intake.deceased", None),
    Bad("a power out of date", power(**EXPIRED_POWER), "poa.expired", None),
    Bad("a power of no kind", power(kind=" "), "poa.kind_missing", None),
    Bad("a power without a notary", power(notary=None), "poa.incomplete", None),
    Bad("consent left out", top(consent="not_asked"), "intake.consent_must_be_asked", None),
]


def blobs(center: Center) -> set[str]:
    return {path.name for path in (center.profile.folder / "blobs").rglob("*") if path.is_file()}


def refusal_of(center: Center, rehearse: Rehearse, case: dict[str, Any]) -> OperatorAppError:
    """The error; and nothing of this case may be anywhere."""
    before = blobs(center)
    with pytest.raises(OperatorAppError) as caught:
        rehearse(case)

    assert center.application(case) is None
    assert blobs(center) == before
    return caught.value


def check_sentences(error: OperatorAppError) -> None:
    """It speaks three languages, and nothing that its sentences name is left open."""
    texts = load_error_texts()[error.code]
    for language in LANGUAGES:
        said = explain(error, language)

        assert all((said.happened, said.means, said.now))
        assert texts[language].placeholders() <= error.details.keys()


@pytest.mark.parametrize("bad", TABLE, ids=str)
def test_a_spoilt_case_is_refused_by_its_code_and_leaves_nothing(
    center: Center, rehearse: Rehearse, tmp_path: Path, bad: Bad
) -> None:
    case = center.complete_case(CERTIFICATE, represented=True)
    good_id = case["case_id"]
    bad.spoil(case)
    kept = {**case, "case_id": good_id} if case["case_id"] != good_id else case
    before = blobs(center)
    with pytest.raises(OperatorAppError) as caught:
        rehearse(case)
    error = caught.value

    assert error.code == bad.code
    assert error.details.get("place") == bad.place
    assert center.application(kept) is None
    assert blobs(center) == before
    assert not (tmp_path / "out").exists()
    check_sentences(error)


def test_a_corrected_file_with_the_same_id_goes_through(center: Center, rehearse: Rehearse) -> None:
    case = center.complete_case(CERTIFICATE, represented=True)
    spoilt = json.loads(json.dumps(case))
    power(**EXPIRED_POWER)(spoilt)
    refusal_of(center, rehearse, spoilt)
    out = rehearse(case)

    assert out["state"] == "accepted"


def a_png(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        body = name + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(data))
        + chunk(b"IEND", b"")
    )


def empty(path: Path) -> None:
    path.write_bytes(b"")


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)


def words(path: Path) -> None:
    path.write_text("бұл сурет емес", encoding="utf-8")


def a_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n%%EOF\n")


def a_bomb(path: Path) -> None:
    path.write_bytes(a_png(100_000, 100_000))


def a_bomb_of_zeros(path: Path) -> None:
    path.write_bytes(a_png(30_000, 30_000, bytes(30_000 // 8 * 30_000)))


def torn(path: Path) -> None:
    draw_page(path)
    path.write_bytes(path.read_bytes()[:-200])


def a_picture_of_nothing(path: Path) -> None:
    path.write_bytes(a_png(0, 0))


def absent(path: Path) -> None:
    path.unlink(missing_ok=True)


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (empty, "scan.empty"),
        (huge, "scan.too_large"),
        (words, "scan.not_an_image"),
        (a_pdf, "scan.not_an_image"),
        (a_bomb, "scan.too_many_pixels"),
        (a_bomb_of_zeros, "scan.too_many_pixels"),
        (torn, "scan.broken"),
        (a_picture_of_nothing, "scan.not_an_image"),
        (absent, "scan.not_found"),
        (a_folder, "scan.not_found"),
    ],
)
def test_a_scan_that_cannot_be_used_is_refused_before_anything_is_kept(
    center: Center, rehearse: Rehearse, tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    page = tmp_path / "page of the applicant.png"
    spoil(page)
    case = center.complete_case(CERTIFICATE)
    case["documents"][0]["scans"] = ["page.png", str(page)]
    error = refusal_of(center, rehearse, case)

    assert error.code == code
    assert error.details["place"] == "$.documents[0].scans[1]"
    assert error.details["name"] == str(page)
    check_sentences(error)


@pytest.mark.parametrize("name", ["/dev/zero", "a\x00b.png", "../" * 40 + "no/such/page.png"])
def test_a_scan_must_be_a_file_of_its_own(center: Center, rehearse: Rehearse, name: str) -> None:
    case = center.complete_case(CERTIFICATE)
    case["documents"][0]["scans"] = [name]
    error = refusal_of(center, rehearse, case)

    assert error.code in {"scan.not_found", "case.file_wrong"}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "$"),
        (b"{", "$"),
        (b"[]", "$"),
        (b"null", "$"),
        (b"\xff\xfe{}", "$"),
        ('{"operator": "Ахметова"'.encode("cp1251") + b"}", "$"),
        (b'{"operator": "\\ud800"}', "$"),
        (b"[" * 500_000, "$"),
        (b'{"case_id":' + b"[" * 500_000, "$.case_id"),
        (b'{"facts":{"a":' + b"[" * 500_000, "$.facts[...]"),
        (b" " * (LARGEST_CASE + 1), "$"),
    ],
    ids=[
        "empty",
        "torn",
        "a list",
        "null",
        "UTF-16",
        "another code page",
        "half a letter",
        "depth",
        "depth inside",
        "depth of facts",
        "size",
    ],
)
def test_a_file_that_is_no_case_names_the_place(tmp_path: Path, content: bytes, place: str) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(content)
    with pytest.raises(OperatorAppError) as caught:
        read_case(path)

    assert caught.value.code == WRONG
    assert caught.value.details["place"] == place
    check_sentences(caught.value)


def test_a_key_that_stands_twice_is_refused(center: Center, tmp_path: Path) -> None:
    case = json.dumps(center.complete_case(CERTIFICATE))
    path = tmp_path / "case.json"
    path.write_text(case.replace('"consent":', '"consent": "refused", "consent":'))
    with pytest.raises(OperatorAppError) as caught:
        read_case(path)

    assert "consent" in str(caught.value.details["reason"])


@pytest.mark.parametrize("name", ["nothing.json", "."])
def test_a_case_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(OperatorAppError) as caught:
        read_case(tmp_path / name)

    assert caught.value.code == "case.file_missing"
    check_sentences(caught.value)
