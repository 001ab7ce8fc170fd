"""Every one-worker rule, by vectors, and the registry that runs them."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rules.sound_worker import SOUND, TODAY, context, sound_worker
from tests.domain.rules.vectors import FAILING, PASSING, Changes
from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.rules import (
    RECORD_RULES,
    RULES,
    SEVERITY_LABELS,
    THEMES,
    Complaint,
    Limits,
    Rule,
    Severity,
    check_worker,
    rules_in_force,
    with_policy,
)
from ucj_desktop.domain.rules.base import rule
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reference.policy import RuleChange, policy

CONTEXT = context(replace(context().limits, highest_income=2_500_000))
CASES = [(code, changes) for code, cases in PASSING.items() for changes in cases]
FAILURES = [(code, changes) for code, cases in FAILING.items() for changes in cases]


def test_every_rule_has_passing_and_failing_vectors() -> None:
    assert set(RULES) == set(PASSING) == set(FAILING)
    assert all(PASSING.values())
    assert all(FAILING.values())


def test_there_are_enough_rules_about_content() -> None:
    asking = [code for code in RULES if code.startswith(("LK", "BC"))]
    assert len(RULES) + len(RECORD_RULES) - len(asking) >= 75


@pytest.mark.parametrize(("code", "changes"), CASES)
def test_a_rule_passes_who_satisfies_it(code: str, changes: Changes) -> None:
    assert RULES[code].judge(sound_worker(**changes), CONTEXT) is None


@pytest.mark.parametrize(("code", "changes"), FAILURES)
def test_a_rule_complains_of_who_does_not(code: str, changes: Changes) -> None:
    complaint = RULES[code].judge(sound_worker(**changes), CONTEXT)
    assert complaint is not None
    assert complaint.what.endswith(".")
    assert complaint.fix.endswith(".")


def test_nothing_is_found_in_a_sound_worker() -> None:
    assert check_worker(SOUND, CONTEXT) == []


def test_a_finding_says_whose_which_and_where() -> None:
    (found,) = check_worker(sound_worker(desil=7), CONTEXT)
    assert found.worker_id == SOUND.worker_id
    assert (found.code, found.severity, found.field) == ("PR-05", Severity.WARNS, "desil")


@pytest.mark.parametrize("each", RULES.values(), ids=lambda each: each.code)
def test_a_rule_names_a_field_and_its_source(each: Rule) -> None:
    assert each.field in BY_CODE
    assert each.source
    assert each.name
    assert each.code[2] == "-"


@pytest.mark.parametrize(
    "code", ["ID-01", "ID-03", "ID-05", "ID-12", "ID-16", "TT-01", "TT-02", "PR-01", "PR-02", "BC-01"]
)
def test_what_keeps_a_worker_from_being_eligible_blocks(code: str) -> None:
    assert RULES[code].severity is Severity.BLOCKS


@pytest.mark.parametrize("code", ["ID-02", "ID-07", "ID-09", "TT-03", "PK-02", "BC-02"])
def test_what_the_law_allows_only_warns(code: str) -> None:
    assert RULES[code].severity is Severity.WARNS


def test_whatever_could_not_be_read_is_told() -> None:
    unread = {each.field for each in RULES.values() if each.only_unread}
    assert unread == set(BY_CODE)


def test_policy_softens_hardens_and_switches_off() -> None:
    severities = MappingProxyType({"ID-01": Severity.WARNS, "ID-18": None, "PR-06": Severity.BLOCKS})
    chosen = {each.code: each.severity for each in rules_in_force(context(Limits(severities=severities)))}
    assert chosen["ID-01"] is Severity.WARNS
    assert chosen["PR-06"] is Severity.BLOCKS
    assert "ID-18" not in chosen


def test_a_required_field_blocks_and_others_are_only_noted() -> None:
    worker = sound_worker(mother_name="", email="", kk_number="")
    found = {each.code: each.severity for each in check_worker(worker, context(Limits(required=frozenset({"email"}))))}
    assert found == {"LK-01": Severity.NOTES, "LK-02": Severity.NOTES, "LK-09": Severity.BLOCKS}


def test_a_rule_counts_only_on_its_days() -> None:
    def never(worker: Worker, given_context: object) -> Complaint:
        return Complaint("Contoh.", "Contoh.")

    dated = Rule(
        code="XX-01", name="dated", field="nik", severity=Severity.NOTES, source="uji", judge=never,
        since=date(2026, 1, 1), until=date(2026, 12, 31),
    )  # fmt: skip
    assert with_policy([dated], context(reference_date=date(2026, 1, 1))) == (dated,)
    assert with_policy([dated], context(reference_date=date(2026, 12, 31))) == (dated,)
    assert with_policy([dated], context(reference_date=date(2025, 12, 31))) == ()
    assert with_policy([dated], context(reference_date=date(2027, 1, 1))) == ()
    assert [each.code for each in check_worker(SOUND, CONTEXT, [dated])] == ["XX-01"]


def test_a_rule_outside_its_days_does_not_fire_in_a_check() -> None:
    dtks = sound_worker(source="DTKS", source_period="2024")
    told = [{one.code for one in check_worker(dtks, context(reference_date=day))} for day in _DTSEN_BEGINS]
    assert ["PR-14" in codes for codes in told] == [False, True]


_DTSEN_BEGINS = (date(2025, 2, 4), date(2025, 2, 5))  # Inpres 4/2025


def test_a_soft_rule_of_policy_ends_with_its_days() -> None:
    line = RuleChange(
        code="ID-01", severity=None, since=date(2026, 1, 1), until=date(2026, 6, 30), source="uji"
    )  # fmt: skip
    told = replace(policy(), changes=(line,))
    in_force = [told.limits_on(day).severities for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert [dict(each) for each in in_force] == [{"ID-01": None}, {}]


@pytest.mark.parametrize("each", RULES.values(), ids=lambda each: each.code)
def test_a_complaint_depends_on_nothing_but_the_fields_the_rule_names(each: Rule) -> None:
    """Else a confirmed warning would stay away after a change that matters, or come back after one that does not."""
    for changes in FAILING[each.code]:
        worker = sound_worker(**changes)
        for field, other in _OTHER_VALUES.items():
            if field in each.looks_at:
                continue
            before, after = each.judge(worker, CONTEXT), each.judge(replace(worker, **{field: other}), CONTEXT)
            assert after == before, field


_OTHER_VALUES: dict[str, Any] = {
    **dict.fromkeys(BY_CODE, ""),
    "birth_date": None, "sex": None, "weekly_hours": None, "monthly_income": None, "desil": None,
    "programmes": SOUND.programmes,
}  # fmt: skip


def test_age_is_counted_on_the_planned_day_of_registration() -> None:
    almost_65 = sound_worker(nik="7302012211610001", birth_date=date(1961, 11, 23))
    codes = {each.code for each in check_worker(almost_65, context())}
    later = {each.code for each in check_worker(almost_65, context(reference_date=date(2027, 1, 1)))}
    assert "PR-03" in codes
    assert "PR-02" in later
    almost_18 = sound_worker(nik="7302012311080001", birth_date=date(2008, 11, 23))
    assert "PR-01" in {each.code for each in check_worker(almost_18, context())}
    assert "PR-01" not in {each.code for each in check_worker(almost_18, context(reference_date=date(2026, 11, 23)))}


def test_a_code_is_never_used_twice() -> None:
    with pytest.raises(ValueError, match="ID-01"):
        rule("ID-01", field="nik", severity=Severity.NOTES, source="uji")(lambda worker, given_context: None)


def test_themes_and_severities_have_their_words() -> None:
    assert set(SEVERITY_LABELS) == set(Severity)
    assert {module.__name__.rpartition(".")[2] for module in THEMES.values()} == {
        "identity", "residence", "work", "programme", "completeness", "records", "outside",
    }  # fmt: skip


@given(
    st.builds(
        Worker,
        nik=st.text(max_size=20),
        kk_number=st.text(max_size=20),
        full_name=st.text(max_size=70),
        birth_date=st.none() | st.dates(),
        village_code=st.text(max_size=12),
        phone=st.text(max_size=15),
        email=st.text(max_size=20),
        occupation_ktp=st.text(max_size=10),
        monthly_income=st.none() | st.integers(),
        note=st.text(max_size=20),
        heir_name=st.text(max_size=20),
        mother_name=st.text(max_size=20),
    )
)
def test_no_worker_makes_a_rule_fail(worker: Worker) -> None:
    assert all(found.what for found in check_worker(worker, CONTEXT))


def test_the_day_of_the_check_is_the_context_s() -> None:
    assert CONTEXT.today == TODAY
