"""Rules across workers."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from tests.domain.rules.sound_worker import SOUND, context
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.rules import RECORD_RULES, RULES, Finding, Limits, Severity, check_all, check_records
from ucj_desktop.domain.worker import Worker


def another(**changed: Any) -> Worker:
    fresh: dict[str, Any] = {
        "worker_id": new_id(), "nik": "", "kk_number": "", "phone": "", "full_name": "Rahma", "birth_date": None,
    }  # fmt: skip
    return replace(SOUND, **(fresh | changed))


def codes(workers: list[Worker], limits: Limits | None = None) -> list[tuple[str, str]]:
    given = context(limits) if limits else context()
    return [(found.code, found.worker_id) for found in check_records(workers, given)]


def test_the_same_nik_twice_blocks_both_and_names_the_other() -> None:
    twin = another(nik=SOUND.nik, full_name="Rahma")
    found = check_records([SOUND, twin], context())
    assert [(each.code, each.severity, each.worker_id) for each in found] == [
        ("GD-01", Severity.BLOCKS, SOUND.worker_id),
        ("GD-01", Severity.BLOCKS, twin.worker_id),
    ]
    assert "Rahma" in found[0].what
    assert "Basri Tahir" in found[1].what


def test_people_without_a_nik_are_not_the_same_person() -> None:
    assert codes([another(), another(full_name="Basse"), another(full_name="Hasnah")]) == []


def test_the_same_name_and_birth_date_under_another_nik_warns_both() -> None:
    born = date(1980, 8, 17)
    one = another(nik="7302015708800002", full_name="Hj. ST. Nuraeni", birth_date=born)
    other = another(nik="7302015708800003", full_name="SITTI NUR AINI", birth_date=born)
    third = another(nik="7302015708800004", full_name="Sitti Nuraini", birth_date=date(1980, 8, 18))
    assert codes([one, other, third]) == [("GD-02", one.worker_id), ("GD-02", other.worker_id)]


def test_one_of_the_two_without_nik_still_counts_as_the_same_person() -> None:
    born = date(1980, 8, 17)
    one, other = another(nik="7302015708800002", birth_date=born), another(birth_date=born)
    assert codes([one, other]) == [("GD-02", one.worker_id), ("GD-02", other.worker_id)]
    assert codes([other, another(birth_date=born)])[0] == ("GD-02", other.worker_id)


def test_the_very_same_nik_is_told_once_not_twice() -> None:
    copy = replace(SOUND, worker_id=new_id(), kk_number="", phone="")
    assert {code for code, _ in codes([SOUND, copy])} == {"GD-01"}


def test_one_kk_and_one_phone_may_be_shared_by_a_few() -> None:
    family = [another(kk_number="7302011205140003", phone="081234567890", full_name=name) for name in "abcde"]
    limits = Limits(most_workers_per_kk=4, most_workers_per_phone=5)
    assert codes(family[:4], limits) == []
    assert [code for code, _ in codes(family, limits)] == ["GD-03"] * 5
    assert {code for code, _ in codes(family, Limits(most_workers_per_kk=9, most_workers_per_phone=4))} == {"GD-04"}


def test_many_names_are_cut_short() -> None:
    (first, *_) = check_records([another(nik=SOUND.nik, full_name=name) for name in "abcdef"], context())
    assert "b, c, d dan 2 orang lain" in first.what


def test_policy_changes_record_rules_too() -> None:
    twin = another(nik=SOUND.nik)
    off = Limits(severities=MappingProxyType({"GD-01": None}))
    softer = Limits(severities=MappingProxyType({"GD-01": Severity.WARNS}))
    assert check_records([SOUND, twin], context(off)) == []
    assert check_records([SOUND, twin], context(softer))[0].severity is Severity.WARNS


def test_all_rules_run_in_one_pass() -> None:
    twin = another(nik=SOUND.nik, birth_date=date(2020, 1, 1))
    found: list[Finding] = list(check_all(iter([SOUND, twin]), context()))
    assert {"PR-01", "ID-02", "GD-01"} <= {each.code for each in found}
    assert found[-1].code == "GD-01"


class Stopping:
    """Asks to stop at the first step."""

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        raise Cancelled


def test_a_long_check_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        list(check_all((another() for _ in range(600)), context(), Stopping()))


def test_record_rules_have_codes_of_their_own() -> None:
    assert RECORD_RULES.keys().isdisjoint(RULES)
    assert all(code == each.code and each.source for code, each in RECORD_RULES.items())


BORN, OTHER_DAY = date(1980, 8, 17), date(1981, 8, 17)
NIK, OTHER_NIK, KK = "7302011708800002", "7302011708810003", "7302011205140003"

# By code: people of whom the rule complains of so many, and people of whom it does not; each against the same defaults.
FAILING: dict[str, list[dict[str, Any]]] = {
    "GD-01": [{"nik": NIK}, {"nik": NIK, "full_name": "Basse"}],
    "GD-02": [{"nik": NIK, "birth_date": BORN}, {"nik": OTHER_NIK, "birth_date": BORN}],
    "GD-03": [{"kk_number": KK, "full_name": name} for name in "abcde"],
    "GD-04": [{"phone": "081234567890", "full_name": name} for name in "abcdef"],
    "GD-05": [{"kk_number": KK, "birth_date": BORN}, {"kk_number": KK, "birth_date": OTHER_DAY}],
    "GD-06": [{"phone": "081234567890", "birth_date": BORN}, {"phone": "081234567890", "birth_date": OTHER_DAY}],
    "GD-07": [{"kk_number": NIK, "full_name": "Basse"}, {"nik": NIK}],
}
PASSING: dict[str, list[dict[str, Any]]] = {
    "GD-01": [{"nik": NIK}, {"nik": OTHER_NIK}, {"nik": ""}, {"nik": ""}],
    "GD-02": [{"nik": NIK, "birth_date": BORN}, {"nik": OTHER_NIK, "birth_date": OTHER_DAY}],
    "GD-03": [{"kk_number": KK, "full_name": name} for name in "abcd"],
    "GD-04": [{"phone": "081234567890", "full_name": name} for name in "abcde"],
    "GD-05": [{"kk_number": KK, "full_name": "Basse"}, {"kk_number": KK}, {"kk_number": "7302011205140004"}],
    "GD-06": [{"phone": "081234567890"}, {"phone": "081234567891"}, {"phone": "081234567890", "full_name": "Basse"}],
    "GD-07": [{"nik": NIK, "kk_number": NIK}, {"kk_number": KK}],
}


@pytest.mark.parametrize("code", RECORD_RULES)
def test_a_record_rule_complains_of_who_shares_and_of_nobody_else(code: str) -> None:
    assert code in {found for found, _ in codes([another(**one) for one in FAILING[code]])}
    assert code not in {found for found, _ in codes([another(**one) for one in PASSING[code]])}


def test_what_one_rule_has_told_of_a_pair_no_other_tells_again() -> None:
    shared = {"kk_number": KK, "phone": "081234567890"}
    pair = [another(**shared, birth_date=BORN, nik=NIK), another(**shared, birth_date=BORN, nik=OTHER_NIK)]
    assert {code for code, _ in codes(pair)} == {"GD-02"}
    same_kk = [replace(pair[0], birth_date=None), replace(pair[1], birth_date=OTHER_DAY)]
    assert {code for code, _ in codes(same_kk)} == {"GD-05"}
