"""The courier's papers: the manifest, the sheet on a package, the discrepancy act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from operator_app.domain.applications import Application
from operator_app.domain.catalogue import Bilingual, Catalogue
from operator_app.domain.couriers import Manifest, Package, provider_called
from operator_app.domain.operators import Session
from operator_app.domain.papers import (
    ActLine,
    CourierManifest,
    DiscrepancyAct,
    ListedDocument,
    Office,
    PackageCover,
    PackageLine,
    PaperHead,
    PaperKind,
)
from operator_app.domain.paperwork.heads import COUNTRY, head_of, service_line
from operator_app.domain.paperwork.phrases import FORMS, filled
from operator_app.domain.reconciliation import Difference, Finding

OfficeAt = Callable[[Session], Office]
"""The center's window at which somebody has signed in."""

MANIFEST_TITLE: Final = Bilingual(
    ru="Реестр курьерской отправки", kk="Курьерлік жіберілім тізілімі"
)
COVER_TITLE: Final = Bilingual(ru="Сопроводительный лист пакета", kk="Пакеттің ілеспе парағы")
ACT_TITLE: Final = Bilingual(ru="Акт о расхождении", kk="Айырмашылық туралы акт")
SEAL_DIFFERS: Final = Bilingual(
    ru="на мешке другая пломба: {found} вместо {seal}",
    kk="қапта басқа мөр: {seal} орнына {found}",
)
FOUND: Final[Mapping[Difference, Bilingual]] = MappingProxyType(
    {
        Difference.MISSING: Bilingual(ru="не пришел", kk="келген жоқ"),
        Difference.OPENED: Bilingual(ru="пришел вскрытым", kk="ашылған күйінде келді"),
        Difference.EXTRA: Bilingual(
            ru="пришел, но в реестре его нет", kk="келді, бірақ тізілімде жоқ"
        ),
        Difference.IN_TWO: Bilingual(
            ru="стоит в двух реестрах: {manifests}", kk="екі тізілімде тұр: {manifests}"
        ),
        Difference.OTHER_BAG: Bilingual(
            ru="пришел в другом мешке: {manifests}", kk="басқа қапта келді: {manifests}"
        ),
    }
)


def manifest_paper(
    manifest: Manifest,
    cases: Mapping[str, Application | None],
    catalogue: Catalogue,
    office: Office,
) -> CourierManifest:
    """``cases`` by number; of another window's case there is nothing to say but its number."""
    if manifest.sealed_at is None:
        message = "a manifest is printed once it is sealed"
        raise ValueError(message)
    return CourierManifest(
        head=_head(PaperKind.COURIER_MANIFEST, manifest, office, manifest.sealed_at),
        title=MANIFEST_TITLE,
        provider=provider_called(manifest.provider, catalogue),
        seal=manifest.seal,
        packages=tuple(
            _package(one, cases.get(one.number), catalogue) for one in manifest.packages
        ),
        due_on=manifest.due_on,
    )


def cover_sheet(
    case: Application, catalogue: Catalogue, office: Office, at: datetime
) -> PackageCover:
    """Without the applicant's name: the sheet is seen by everybody on the way."""
    record = catalogue.edition(case.edition)
    return PackageCover(
        head=head_of(PaperKind.PACKAGE_COVER, case, office, at),
        title=COVER_TITLE,
        provider=provider_called(record.act, catalogue),
        service=service_line(record, catalogue),
        documents=_inside(case, catalogue),
        due_on=case.due_on,
    )


def discrepancy_act(
    manifest: Manifest, findings: tuple[Finding, ...], catalogue: Catalogue, office: Office
) -> DiscrepancyAct:
    count, handing = manifest.count, manifest.handing
    if count is None or handing is None:
        message = "an act is about a bag that left and was counted"
        raise ValueError(message)
    lines = [_line(one) for one in findings]
    if manifest.seal_differs:
        said = filled(SEAL_DIFFERS, seal=manifest.seal, found=count.handing.seal)
        lines.insert(0, ActLine(package="", what=said))
    return DiscrepancyAct(
        head=_head(PaperKind.DISCREPANCY_ACT, manifest, office, count.handing.at),
        title=ACT_TITLE,
        provider=provider_called(manifest.provider, catalogue),
        seal=manifest.seal,
        found_seal=count.handing.seal,
        courier=handing.to,
        handed_at=handing.at.astimezone(COUNTRY),
        received_by=count.handing.to,
        sent=len(manifest.packages),
        came=len(count.came),
        lines=tuple(lines),
        remark=count.remark,
    )


def _head(kind: PaperKind, manifest: Manifest, office: Office, at: datetime) -> PaperHead:
    return PaperHead(
        kind=kind,
        number=manifest.number,
        number_digits=manifest.digits,
        qr_text=f"tereze:manifest/{manifest.digits}",
        at=at.astimezone(COUNTRY),
        language="kk",
        office=office,
        training=office.training,
    )


def _package(package: Package, case: Application | None, catalogue: Catalogue) -> PackageLine:
    return PackageLine(
        number=package.number,
        service=None if case is None else catalogue.edition(case.edition).name,
        pages=0 if case is None else sum(len(one.scans) for one in case.documents),
        due_on=package.due_on,
    )


def _inside(case: Application, catalogue: Catalogue) -> tuple[ListedDocument, ...]:
    """What was handed in on paper, as the checklist names it, row by row."""
    record = catalogue.edition(case.edition)
    listed = []
    for document in case.documents:
        row = record.requirement(document.requirement)
        if row is None or not document.scans:
            continue
        listed.append(
            ListedDocument(
                name=row.name,
                pages=len(document.scans),
                how=FORMS[document.presented],
                confirmed=row.confirmed is not None,
            )
        )
    return tuple(listed)


def _line(finding: Finding) -> ActLine:
    said = filled(FOUND[finding.kind], manifests=", ".join(finding.manifests))
    return ActLine(package=finding.package, what=said)
