"""The row rules of the checklist, one by one and for anything hypothesis thinks of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Child,
    Document,
    Party,
    PartyKind,
    RegistryCheck,
    RegistryState,
    Representative,
    Scan,
)
from operator_app.domain.catalogue import Form, ServiceRecord
from operator_app.domain.checklist import (
    LACKING,
    NEEDS_SCAN,
    SATISFIES,
    Checklist,
    ChecklistRow,
    RowNotInChecklist,
    RowState,
    checklist_of,
)
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from resources.load import load_catalogue

CATALOGUE = load_catalogue()
DAY = date(2018, 2, 6)
AT = datetime(2018, 2, 6, 4, 20, tzinfo=UTC)
SERVICES = [
    record for record in CATALOGUE.services if record.at_counter and record.region == "almaty"
]
FACTS = sorted(code for code, one in CATALOGUE.conditions.items() if not one.derived)
PAGE = Scan(sha256="ab" * 32, size=10, media_type="image/png", name="page.png")
PERSON = Party(kind=PartyKind.PERSON, number="850417300122", surname="Тестова", name="Әлия")
ACTING = Representative(
    party=replace(PERSON, number="900101300017"), power_of_attorney=PowerOfAttorney(kind="simple")
)
FOUND = RegistryCheck(system="gbd_fl", state=RegistryState.FOUND, at=AT)


def a_draft(record: ServiceRecord, **changes: object) -> Application:
    draft = Application(
        id=ApplicationId("8f8f6a52-6f0c-4a4e-9d0e-6f2f5d1f0a11"),
        number="002-07-180206-0001-4",
        access_code="k7m2p9",
        center="002",
        window=7,
        operator="А. Ахметова",
        region=record.region,
        service=record.service,
        edition=record.edition,
        language="kk",
        opened_at=AT,
        applicant=PERSON,
    )
    return replace(draft, **changes)  # type: ignore[arg-type]  # any field, by name


def judged(draft: Application, on: date = DAY) -> Checklist:
    record = CATALOGUE.edition(draft.edition)
    return checklist_of(draft, record, CATALOGUE.conditions, on)


def the(service: str) -> ServiceRecord:
    return next(record for record in SERVICES if record.service == service)


def row(checklist: Checklist, code: str) -> ChecklistRow:
    return next(one for one in checklist.rows if one.code == code)


def satisfying(record: ServiceRecord, code: str) -> Document:
    requirement = record.requirement(code)
    assert requirement is not None
    return Document(requirement=code, presented=requirement.form, scans=(PAGE,))


# --- anything at all ---------------------------------------------------------------------------

DAYS = st.dates(date(2000, 1, 1), DAY)
CHILDREN = st.lists(
    st.builds(
        Child,
        name=st.sampled_from(["Дана", "Ерасыл", ""]),
        born_on=st.none() | DAYS,
        born_abroad=st.sampled_from([None, True, False]),
    ),
    max_size=3,
)
CHECKS = st.lists(
    st.builds(
        RegistryCheck,
        system=st.sampled_from(["gbd_fl", "gbd_ul", "enis", "gbd_fl:representative"]),
        state=st.sampled_from(RegistryState),
        at=st.just(AT),
    ),
    max_size=3,
)


@st.composite
def drafts(draw: st.DrawFn) -> Application:
    record = draw(st.sampled_from(SERVICES))
    codes = st.sampled_from([one.code for one in record.requirements])
    documents = st.lists(
        st.builds(
            Document,
            requirement=codes,
            presented=st.sampled_from(Form),
            valid_until=st.none() | st.dates(date(2018, 1, 1), date(2018, 3, 1)),
            scans=st.sampled_from([(), (PAGE,)]),
        ),
        max_size=8,
    )
    return a_draft(
        record,
        children=tuple(draw(CHILDREN)),
        facts=draw(st.dictionaries(st.sampled_from(FACTS), st.booleans())),
        documents=tuple(draw(documents)),
        representative=draw(st.sampled_from([None, ACTING])),
        checks=tuple(draw(CHECKS)),
    )


@given(drafts())
def test_a_package_is_never_both_complete_and_lacking(draft: Application) -> None:
    checklist = judged(draft)

    assert checklist.complete == (not checklist.missing and not checklist.open_questions)
    assert not set(checklist.missing) & set(checklist.open_questions)
    assert not set(checklist.missing) & set(checklist.in_order)


@given(drafts())
def test_an_unknown_row_is_asked_about_and_never_named_missing(draft: Application) -> None:
    for one in judged(draft).rows:
        assert (one.required is None) == (one.state is RowState.UNKNOWN)
        assert (one.state is RowState.UNKNOWN) <= (not one.lacking)


@given(drafts())
def test_rows_stand_in_the_order_of_the_standard(draft: Application) -> None:
    record = CATALOGUE.edition(draft.edition)

    assert [one.code for one in judged(draft).rows] == [one.code for one in record.requirements]


@given(drafts(), st.data())
def test_a_satisfying_paper_never_makes_any_row_lacking(
    draft: Application, data: st.DataObject
) -> None:
    record = CATALOGUE.edition(draft.edition)
    code = data.draw(st.sampled_from([one.code for one in record.requirements]))
    before = {one.code for one in judged(draft).missing}
    after = judged(draft.with_document(satisfying(record, code)))

    assert {one.code for one in after.missing} <= before - {code}
    assert row(after, code).state in {
        RowState.SCANNED,
        RowState.SHOWN,
        RowState.UNKNOWN,
        RowState.NOT_REQUIRED,
    }


@given(drafts())
def test_of_an_alternative_group_all_required_rows_lack_or_none(draft: Application) -> None:
    groups: dict[str, set[bool]] = {}
    for one in judged(draft).rows:
        group = one.requirement.alternative_group
        if group is not None and one.required:
            groups.setdefault(group, set()).add(one.lacking)

    assert all(len(lacking) == 1 for lacking in groups.values())


@given(drafts())
def test_answering_a_question_opens_no_other(draft: Application) -> None:
    unknown = {one.code for one in judged(draft).open_questions}
    answered = replace(draft, facts={**dict.fromkeys(FACTS, True), **draft.facts})

    assert {one.code for one in judged(answered).open_questions} <= unknown


@given(drafts())
def test_a_registry_takes_papers_off_and_never_asks_for_one(draft: Application) -> None:
    without = {one.code for one in judged(replace(draft, checks=())).missing}

    assert {one.code for one in judged(replace(draft, checks=(FOUND,))).missing} == without


@given(drafts())
def test_the_bar_counts_needed_rows_only(draft: Application) -> None:
    checklist = judged(draft)
    closed, needed = checklist.counted

    assert closed == needed - len(checklist.missing)
    assert needed == sum(one.required is True for one in checklist.rows)


@given(drafts())
def test_judging_twice_is_judging_once(draft: Application) -> None:
    assert judged(draft) == judged(draft)


# --- one by one --------------------------------------------------------------------------------

ROW_OF_FORM = {
    Form.ORIGINAL: ("guardianship_certificate", "application"),
    Form.COPY: ("guardian_allowance", "bank_account"),
    Form.COPY_WITH_ORIGINAL_FOR_CHECK: ("guardianship_certificate", "child_birth_certificate"),
    Form.ORIGINAL_SHOWN_AND_RETURNED: ("guardianship_certificate", "identity_document"),
}
OLD_CHILD = Child(name="Ерасыл", born_on=date(2006, 5, 1), born_abroad=False)


@pytest.mark.parametrize("presented", Form)
@pytest.mark.parametrize("form", ROW_OF_FORM)
def test_each_way_of_presenting_satisfies_what_the_document_says(
    form: Form, presented: Form
) -> None:
    """The table of the commands' document, written out a second time."""
    whole = {Form.ORIGINAL, Form.COPY, Form.COPY_WITH_ORIGINAL_FOR_CHECK}
    satisfies = {
        Form.ORIGINAL: {Form.ORIGINAL},
        Form.COPY: whole,
        Form.COPY_WITH_ORIGINAL_FOR_CHECK: whole - {Form.COPY},
        Form.ORIGINAL_SHOWN_AND_RETURNED: whole - {Form.COPY} | {Form.ORIGINAL_SHOWN_AND_RETURNED},
    }
    service, code = ROW_OF_FORM[form]
    document = Document(requirement=code, presented=presented, scans=(PAGE,))
    draft = a_draft(the(service), documents=(document,), children=(OLD_CHILD,))
    state = row(judged(draft), code).state

    assert state is (RowState.SCANNED if presented in satisfies[form] else RowState.WRONG_FORM)


def test_data_satisfy_data_only() -> None:
    assert SATISFIES[Form.DATA] == {Form.DATA}
    assert Form.DATA not in NEEDS_SCAN


def test_what_is_shown_and_returned_needs_no_page() -> None:
    shown = Document(requirement="identity_document", presented=Form.ORIGINAL_SHOWN_AND_RETURNED)
    draft = a_draft(the("guardianship_certificate"), documents=(shown,))

    assert row(judged(draft), "identity_document").state is RowState.SHOWN


@pytest.mark.parametrize("form", sorted(NEEDS_SCAN))
def test_what_is_handed_in_needs_a_page(form: Form) -> None:
    service, code = ROW_OF_FORM[form]
    document = Document(requirement=code, presented=form)
    draft = a_draft(the(service), documents=(document,), children=(OLD_CHILD,))

    assert row(judged(draft), code).state is RowState.MISSING


@pytest.mark.parametrize(
    ("valid_until", "state"),
    [(DAY, RowState.SCANNED), (date(2018, 2, 5), RowState.EXPIRED)],
)
def test_the_last_day_of_a_paper_counts(valid_until: date, state: RowState) -> None:
    document = replace(
        satisfying(the("guardianship_certificate"), "application"), valid_until=valid_until
    )
    draft = a_draft(the("guardianship_certificate"), documents=(document,))

    assert row(judged(draft), "application").state is state


def test_the_best_of_several_papers_decides() -> None:
    record = the("guardianship_certificate")
    good = satisfying(record, "application")
    late = replace(good, valid_until=date(2018, 1, 1))
    wrong = replace(good, presented=Form.COPY)
    states = [
        row(judged(a_draft(record, documents=papers)), "application").state
        for papers in [(wrong,), (wrong, late), (wrong, late, good)]
    ]

    assert states == [RowState.WRONG_FORM, RowState.EXPIRED, RowState.SCANNED]


@pytest.mark.parametrize(
    ("checks", "state"),
    [
        ((), RowState.PENDING_STATE_SYSTEM),
        ((replace(FOUND, state=RegistryState.OFFLINE),), RowState.PENDING_STATE_SYSTEM),
        ((replace(FOUND, state=RegistryState.UNAVAILABLE),), RowState.PENDING_STATE_SYSTEM),
        ((replace(FOUND, system="gbd_fl:representative"),), RowState.PENDING_STATE_SYSTEM),
        ((replace(FOUND, system="enis"),), RowState.PENDING_STATE_SYSTEM),
        ((FOUND,), RowState.FROM_STATE_SYSTEM),
        ((replace(FOUND, system="gbd_ul"),), RowState.FROM_STATE_SYSTEM),
    ],
)
def test_a_record_of_the_applicant_stands_for_the_paper(
    checks: tuple[RegistryCheck, ...], state: RowState
) -> None:
    draft = a_draft(the("guardianship_establishment"), checks=checks)

    assert row(judged(draft), "no_criminal_record").state is state


def test_the_identity_document_is_never_replaced_by_a_record() -> None:
    draft = a_draft(the("guardianship_certificate"), checks=(FOUND,))

    assert row(judged(draft), "identity_document").state is RowState.MISSING


def test_a_true_condition_needs_the_paper_whatever_is_on_record() -> None:
    draft = a_draft(the("guardianship_certificate"), checks=(FOUND,), children=(OLD_CHILD,))
    birth = row(judged(draft), "child_birth_certificate")

    assert birth.state is RowState.MISSING
    assert birth.why == "child_born_before_2007_08_13_or_abroad"
    assert birth.children == (0,)


def test_a_representative_needs_the_power_of_attorney() -> None:
    record = the("guardianship_certificate")
    alone, acted_for = a_draft(record), a_draft(record, representative=ACTING)

    assert row(judged(alone), "power_of_attorney").state is RowState.NOT_REQUIRED
    assert row(judged(acted_for), "power_of_attorney").state is RowState.MISSING


@pytest.mark.parametrize("given", [None, True, False])
def test_married_or_not_is_one_fact_for_two_rows(given: bool | None) -> None:
    facts = {} if given is None else {"applicant_married": given}
    checklist = judged(a_draft(the("guardianship_establishment"), facts=facts))
    required = (
        row(checklist, "spouse_consent_notarised").required,
        row(checklist, "not_married_notarised_statement").required,
    )

    assert required == (given, None if given is None else not given)


@pytest.mark.parametrize("brought", ["both_parents_presence_or_poa", "death_certificate"])
def test_one_of_the_alternatives_closes_the_group(brought: str) -> None:
    record = the("minor_property_transaction_certificate")
    group = ["both_parents_presence_or_poa", "death_certificate"]
    draft = a_draft(record, facts={"second_parent_absent": True})
    without = judged(draft)
    with_one = judged(draft.with_document(satisfying(record, brought)))

    assert [row(without, code).state for code in group] == [RowState.MISSING] * 2
    assert {row(with_one, code).state for code in group} == {
        RowState.SCANNED,
        RowState.NOT_REQUIRED,
    }


def test_an_alternative_in_the_wrong_form_does_not_close_the_group() -> None:
    record = the("minor_property_transaction_certificate")
    wrong = Document(requirement="both_parents_presence_or_poa", presented=Form.COPY, scans=(PAGE,))
    draft = a_draft(record, facts={"second_parent_absent": True}, documents=(wrong,))
    states = {one.code: one.state for one in judged(draft).rows}

    assert states["both_parents_presence_or_poa"] is RowState.WRONG_FORM
    assert states["death_certificate"] is RowState.MISSING
    assert {states[code] for code in states} & LACKING


def test_a_paper_for_a_row_that_is_not_there_is_refused() -> None:
    draft = a_draft(
        the("guardianship_certificate"),
        documents=(Document(requirement="passport", presented=Form.COPY),),
    )
    with pytest.raises(RowNotInChecklist):
        judged(draft)


def test_a_birthday_on_the_day_of_acceptance_counts() -> None:
    child = Child(name="Дана", born_on=date(2008, 2, 6), born_abroad=False)
    draft = a_draft(the("guardianship_establishment"), children=(child,))

    assert row(judged(draft), "child_consent").required is True
    assert row(judged(draft, date(2018, 2, 5)), "child_consent").required is False
