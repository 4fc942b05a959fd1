"""A center's editions go elsewhere in a signed file: whole, unchanged, once."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.adapters.catalogue_packages import HEADING, pack, unpack
from operator_app.domain.catalogue_packages import (
    BaseMissing,
    EditionsQuarrel,
    NothingToExport,
    Package,
    PackageBroken,
    PackageChanged,
    PackageNotTrusted,
    PackageSignerNotEntitled,
    PackageUnreadable,
    Person,
)
from operator_app.domain.editions import CenterEdition, name_of
from operator_app.domain.operators import NotAllowed
from operator_app.domain.signatures import ChainUnknown, Verified
from operator_app.errors import OperatorAppError
from operator_app.usecases.export_catalogue_package import (
    ExportCataloguePackage,
    ExportCataloguePackageHandler,
    Sign,
)
from operator_app.usecases.import_catalogue_package import ImportCataloguePackage
from tests.support.catalogue_editor import (
    CORRECTION,
    OUTSIDER,
    SECOND,
    Editor,
    verify,
)
from tests.support.fakes_outside import FakeSigner
from tests.unit.usecases.counter import AT, DAY


@pytest.fixture
def editor() -> Editor:
    """Two editions, one upon the other."""
    made = Editor()
    made.confirm(made.correct())
    made.confirm(made.propose(requirement="application"))
    return made


def test_elsewhere_the_catalogue_is_the_same(editor: Editor) -> None:
    other = Editor()
    offered = other.take_in(editor.export())

    assert other.law.records == editor.law.records
    assert other.restart().records == editor.restart().records
    assert offered.signed.signer == "АХМЕТОВА АЙГЕРІМ"
    assert (offered.signed.package.center, offered.signed.package.made_by) == (
        "002",
        SECOND.full_name,
    )
    assert other.store.actions == ["catalogue.import"]


def test_the_same_package_twice_changes_nothing(editor: Editor) -> None:
    other = Editor()
    file = editor.export()
    other.take_in(file)
    before = other.store.tables
    again = other.take_in(file)
    at_home = editor.take_in(file)

    assert again.fresh == at_home.fresh == ()
    assert other.store.tables is before


def test_a_later_package_brings_what_is_new_only(editor: Editor) -> None:
    other = Editor()
    other.take_in(editor.export())
    third = editor.confirm(editor.correct(correction=replace(CORRECTION, multi=True)))
    offered = other.take_in(editor.export())

    assert offered.fresh == (third,)
    assert other.law.records == editor.law.records


def test_to_look_into_a_package_is_not_to_take_it_in(editor: Editor) -> None:
    other = Editor()
    look = other.importing.look(_import(editor.export()))

    assert look.fresh == editor.editions
    assert other.editions == ()
    assert other.store.actions == []


@given(st.data())
def test_a_changed_byte_is_refused_wherever_it_stands(data: st.DataObject) -> None:
    editor = Editor()
    editor.confirm(editor.correct())
    file = bytearray(editor.export())
    place = data.draw(st.integers(0, len(file) - 1))
    file[place] ^= data.draw(st.integers(1, 255))
    other = Editor()

    with pytest.raises((PackageChanged, PackageUnreadable)):
        other.take_in(bytes(file))
    assert other.editions == ()


@pytest.mark.parametrize("cut", [0, 1, 19, 60, 200, -1])
def test_a_torn_package_is_refused(editor: Editor, cut: int) -> None:
    with pytest.raises((PackageChanged, PackageUnreadable)):
        Editor().take_in(editor.export()[:cut])


def test_a_forged_digest_does_not_help_what_was_changed_after_signing(editor: Editor) -> None:
    _, _, signature, content = editor.export().split(b"\n", 3)
    changed = content.replace(b'"multi":false', b'"multi":true ', 1)
    sealed = signature + b"\n" + changed
    digest = hashlib.sha256(sealed).hexdigest().encode()

    assert changed != content
    with pytest.raises(PackageChanged):
        Editor().take_in(b"\n".join((HEADING, digest, sealed)))


def test_a_key_that_no_root_vouches_for_is_refused(editor: Editor) -> None:
    def stranger(content: bytes, p7s: bytes) -> Verified:
        raise ChainUnknown(serial="0a1b")

    with pytest.raises(PackageNotTrusted, match=r"signature\.chain_unknown"):
        unpack(editor.export(), stranger)


def test_what_is_signed_but_no_package_is_refused() -> None:
    content = b'{"editions": 7}'
    sealed = b64encode(FakeSigner().sign(content, AT).p7s) + b"\n" + content
    digest = hashlib.sha256(sealed).hexdigest().encode()

    with pytest.raises(PackageUnreadable):
        unpack(b"\n".join((HEADING, digest, sealed)), verify)


def one_person(edition: CenterEdition) -> CenterEdition:
    alone = replace(edition.changes[0], proposed_by=edition.changes[0].confirmed_by)
    return replace(edition, changes=(alone, *edition.changes[1:]))


def unchanged(edition: CenterEdition) -> CenterEdition:
    return replace(edition, changes=())


def another_list(edition: CenterEdition) -> CenterEdition:
    return replace(edition, requirements=edition.requirements[1:])


def elsewhere(edition: CenterEdition) -> CenterEdition:
    return replace(edition, region="mangystau")


def too_late(edition: CenterEdition) -> CenterEdition:
    return replace(edition, valid_from=DAY.replace(year=2031))


def other_base_row(edition: CenterEdition) -> CenterEdition:
    change = edition.changes[0].change
    assert change.before is not None
    other = replace(change, before=replace(change.before, multi=not change.before.multi))
    return replace(edition, changes=(replace(edition.changes[0], change=other),))


@pytest.mark.parametrize(
    "forge", [one_person, unchanged, another_list, elsewhere, too_late, other_base_row]
)
def test_an_edition_that_was_not_made_by_the_rules_refuses_the_whole_package(
    editor: Editor, forge: Callable[[CenterEdition], CenterEdition]
) -> None:
    """Signed well: the rules hold for whoever has a key too."""
    good, last = editor.editions
    forged = forge(last)
    other = Editor()

    with pytest.raises(PackageBroken):
        other.take_in(_packed(good, replace(forged, name=name_of(forged))))
    assert other.editions == ()


def test_a_name_says_what_is_in_the_edition(editor: Editor) -> None:
    with pytest.raises(PackageBroken):
        Editor().take_in(_packed(replace(editor.editions[0], name="almaty@2018-02-06.0")))


def test_two_centers_that_made_different_things_of_one_edition_have_to_agree(
    editor: Editor,
) -> None:
    other = Editor()
    own = other.confirm(other.propose(requirement="application"))

    with pytest.raises(EditionsQuarrel) as quarrel:
        other.take_in(editor.export())
    assert quarrel.value.details["here"] == own.name
    assert other.editions == (own,)


def test_a_package_without_the_base_of_its_edition_is_refused(editor: Editor) -> None:
    with pytest.raises(BaseMissing):
        Editor().take_in(_packed(editor.editions[1]))


def test_nothing_is_exported_where_nothing_was_made() -> None:
    with pytest.raises(NothingToExport):
        Editor().export()


def test_only_who_may_edit_takes_a_package_in(editor: Editor) -> None:
    with pytest.raises(NotAllowed):
        Editor().take_in(editor.export(), by=OUTSIDER)


def test_a_key_that_does_not_sign_leaves_no_trace_of_an_export(editor: Editor) -> None:
    editor.signer.refusal = ChainUnknown(serial="0a1b")
    before = editor.store.tables

    with pytest.raises(OperatorAppError):
        editor.export()
    assert editor.store.tables is before


def test_a_moment_has_one_spelling_in_the_name(editor: Editor) -> None:
    edition = editor.editions[0]
    read = msgspec.json.decode(msgspec.json.encode(edition), type=CenterEdition)

    assert read == edition
    assert name_of(read) == edition.name


def _import(file: bytes) -> ImportCataloguePackage:
    return ImportCataloguePackage(content=file, by=SECOND.id)


def _packed(*editions: CenterEdition) -> bytes:
    package = Package(center="002", made_by=SECOND.full_name, made_at=AT, editions=editions)
    return pack(package, FakeSigner().sign)


def test_a_package_says_which_of_the_centers_people_has_exported_it(editor: Editor) -> None:
    package = Editor().take_in(editor.export()).signed.package

    assert package.exported_by is not None
    assert package.exported_by.person == Person(login=SECOND.login, name=SECOND.full_name)
    assert {one.login for one in package.entitled} == {"orazov", "admin"}


@pytest.mark.parametrize("wrong", ["person", "key"])
def test_a_signer_who_is_not_entitled_by_the_package_itself_is_refused(
    editor: Editor, wrong: str
) -> None:
    def forged(package: Package, sign: Sign) -> bytes:
        by = package.exported_by
        assert by is not None
        other = Person(login=OUTSIDER.login, name=OUTSIDER.full_name)
        changed = replace(by, person=other) if wrong == "person" else replace(by, key_holder="0")
        return pack(replace(package, exported_by=changed), sign)

    exporting = ExportCataloguePackageHandler(editor.store, editor.now, editor.signer, forged)
    file = exporting(ExportCataloguePackage(center="002", by=SECOND.id))
    other = Editor()
    with pytest.raises(PackageSignerNotEntitled):
        other.take_in(file)

    assert other.editions == ()
