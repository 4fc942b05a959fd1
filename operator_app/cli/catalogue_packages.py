"""``tereze catalogue export-package | import-package``: a center's editions in a signed file."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from operator_app.bootstrap import open_editor
from operator_app.cli.store import add_profile, existing_profile
from operator_app.domain.catalogue_packages import PackageUnreadable
from operator_app.gateways.paper_tray import save_paper
from operator_app.usecases.export_catalogue_package import ExportCataloguePackage
from operator_app.usecases.import_catalogue_package import ImportCataloguePackage


def add_package_commands(commands: Any) -> None:
    """Both ask for the person who answers for it: the journal of the profile names them."""
    give = commands.add_parser("export-package", help="the center's editions into a signed file")
    give.add_argument("--center", required=True, metavar="CODE")
    give.set_defaults(run=run_export)
    take = commands.add_parser("import-package", help="the editions of a signed file")
    take.set_defaults(run=run_import)
    for parser in (give, take):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--by", required=True, metavar="LOGIN")
        parser.add_argument(
            "--keys", type=Path, required=True, metavar="DIR", help="operator.p12, root.pem"
        )
        add_profile(parser)


def run_export(arguments: argparse.Namespace) -> int:
    with open_editor(existing_profile(arguments), arguments.keys) as editor:
        by = editor.person(arguments.by)
        content = editor.export(ExportCataloguePackage(center=arguments.center, by=by))
        save_paper(arguments.file, content)
        editions = [record.edition for record in editor.catalogue.center.records]
    _say({"file": str(arguments.file), "bytes": len(content), "editions": editions})
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Exit code 0 too when everything in it was here already."""
    try:
        content = arguments.file.read_bytes()
    except OSError as error:
        raise PackageUnreadable(file=str(arguments.file)) from error
    with open_editor(existing_profile(arguments), arguments.keys) as editor:
        offered = editor.take_in(
            ImportCataloguePackage(content=content, by=editor.person(arguments.by))
        )
    signed = offered.signed
    by = signed.package.exported_by
    _say(
        {
            "sha256": signed.sha256,
            "signed_by": signed.signer,
            "center": signed.package.center,
            "made_by": signed.package.made_by,
            "exported_by": by.person.login if by is not None else None,
            "entitled": [one.login for one in signed.package.entitled],
            "made_at": signed.package.made_at.isoformat(),
            "editions": [edition.name for edition in signed.package.editions],
            "new": [edition.name for edition in offered.fresh],
        }
    )
    return 0


def _say(facts: dict[str, object]) -> None:
    print(json.dumps(facts, ensure_ascii=False))
