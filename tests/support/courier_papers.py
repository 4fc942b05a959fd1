"""Papers of the courier, ordinary and extreme; nobody in them exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.manifest_numbers import ManifestNumber
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.papers import (
    ActLine,
    CourierManifest,
    DiscrepancyAct,
    PackageCover,
    PackageLine,
    Paper,
    PaperHead,
    PaperKind,
)
from operator_app.domain.paperwork.couriers import ACT_TITLE, COVER_TITLE, MANIFEST_TITLE
from tests.support.papers import (
    ALMATY_2018,
    APPLICATION,
    BIRTH,
    IDENTITY,
    LONG_NAME,
    LONG_OFFICE,
    LONG_SERVICE,
    SERVICE,
    a_head,
)

DAY = date(2018, 2, 6)
MANIFEST = ManifestNumber.build("002", 7, DAY, 3)
PROVIDER = Bilingual(
    ru="коммунальное государственное учреждение «Управление образования города Алматы»",
    kk="«Алматы қаласы Білім басқармасы» коммуналдық мемлекеттік мекемесі",
)
AT = datetime(2018, 2, 6, 16, 40, tzinfo=ALMATY_2018)


def a_number(sequence: int, window: int = 7) -> str:
    return ApplicationNumber.build("002", window, DAY, sequence).text


def a_manifest_head(kind: PaperKind, language: str, *, extreme: bool) -> PaperHead:
    head = a_head(
        kind,
        number=MANIFEST.text,
        number_digits=MANIFEST.digits,
        qr_text=f"tereze:manifest/{MANIFEST.digits}",
        at=AT,
        language=language,
    )
    return replace(head, office=LONG_OFFICE, training=True) if extreme else head


def a_manifest(language: str, *, extreme: bool = False) -> CourierManifest:
    known = LONG_SERVICE.name if extreme else SERVICE.name
    packages = [
        PackageLine(number=a_number(place), service=known, pages=4, due_on=date(2018, 2, 9))
        for place in range(1, 120 if extreme else 4)
    ]
    packages.append(PackageLine(number=a_number(9, window=3)))
    return CourierManifest(
        head=a_manifest_head(PaperKind.COURIER_MANIFEST, language, extreme=extreme),
        title=MANIFEST_TITLE,
        provider=PROVIDER,
        seal="KZ-0012345 / ABEKMHOPCTYX 000000000000000" if extreme else "KZ 0012345",
        packages=tuple(packages),
        due_on=date(2018, 2, 9),
    )


def a_cover(language: str, *, extreme: bool = False) -> PackageCover:
    head = a_head(PaperKind.PACKAGE_COVER, language=language)
    documents = (APPLICATION, IDENTITY, replace(BIRTH, why=None, pages=1))
    return PackageCover(
        head=replace(head, office=LONG_OFFICE, training=True) if extreme else head,
        title=COVER_TITLE,
        provider=PROVIDER,
        service=LONG_SERVICE if extreme else SERVICE,
        documents=documents * (12 if extreme else 1),
        due_on=date(2018, 2, 9),
    )


def an_act(language: str, *, extreme: bool = False) -> DiscrepancyAct:
    lines = [
        ActLine(
            package="",
            what=Bilingual(
                ru="на мешке другая пломба: KZ 777 вместо KZ 0012345",
                kk="қапта басқа мөр: KZ 0012345 орнына KZ 777",
            ),
        ),
        ActLine(package=a_number(2), what=Bilingual(ru="не пришел", kk="келген жоқ")),
        ActLine(
            package=a_number(3),
            what=Bilingual(ru="пришел вскрытым", kk="ашылған күйінде келді"),
        ),
    ]
    return DiscrepancyAct(
        head=a_manifest_head(PaperKind.DISCREPANCY_ACT, language, extreme=extreme),
        title=ACT_TITLE,
        provider=PROVIDER,
        seal="KZ 0012345",
        found_seal="KZ 777",
        courier=LONG_NAME if extreme else "Серіков Бауыржан Қанатұлы",
        handed_at=AT - timedelta(hours=1),
        received_by=LONG_NAME if extreme else "Жұмабаева Ләззат Ерланқызы",
        sent=4,
        came=3,
        lines=tuple(lines * (30 if extreme else 1)),
        remark="Мешок пришел с другой пломбой; пересчитано в присутствии курьера. "
        * (6 if extreme else 1),
    )


def a_paper(kind: PaperKind, language: str, *, extreme: bool) -> Paper:
    build: dict[PaperKind, Callable[..., Paper]] = {
        PaperKind.COURIER_MANIFEST: a_manifest,
        PaperKind.PACKAGE_COVER: a_cover,
        PaperKind.DISCREPANCY_ACT: an_act,
    }
    return build[kind](language, extreme=extreme)
