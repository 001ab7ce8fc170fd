"""policy.toml."""

from datetime import date
from pathlib import Path

import pytest

from ucj_desktop.domain.rules import Severity
from ucj_desktop.reference.context import rule_context
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.policy import policy, read_policy
from ucj_desktop.reference.reading import DataFileBroken

RULE = '[[rule]]\ncode = "{}"\nseverity = "{}"\nsince = 2026-01-01\nsource = "uji"\n\n[[tariff]]'
SHIPPED = resource("policy.toml").read_text(encoding="utf-8")


def changed(tmp_path: Path, old: str, new: str) -> Path:
    assert old in SHIPPED
    file = tmp_path / "policy.toml"
    file.write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    return file


def test_the_shipped_policy_says_what_the_law_says() -> None:
    limits = policy().limits_on(date(2026, 11, 22))
    assert (limits.minimum_age, limits.age_too_old, limits.warn_from_age, limits.highest_desil) == (18, 65, 64, 4)
    assert limits.severities == {}


def test_a_later_line_counts_from_its_day(tmp_path: Path) -> None:
    later = '[[age]]\nsince = 2027-01-01\nminimum = 17\ntoo_old = 60\nwarn_from = 59\nsource = "uji"\n\n[[desil]]'
    read = read_policy(changed(tmp_path, "[[desil]]", later))
    assert read.limits_on(date(2026, 12, 31)).age_too_old == 65
    assert read.limits_on(date(2027, 1, 1)).age_too_old == 60
    assert read.limits_on(date(1999, 1, 1)).age_too_old == 65


def test_rules_are_changed_between_their_days(tmp_path: Path) -> None:
    line = RULE.replace("since", "until = 2026-06-30\nsince")
    off = read_policy(changed(tmp_path, "[[tariff]]", line.format("ID-18", "off")))
    assert off.limits_on(date(2026, 6, 30)).severities == {"ID-18": None}
    assert off.limits_on(date(2026, 7, 1)).severities == {}
    assert off.limits_on(date(2025, 12, 31)).severities == {}
    harder = read_policy(changed(tmp_path, "[[tariff]]", line.format("ID-18", "blocks")))
    assert harder.limits_on(date(2026, 6, 30)).severities == {"ID-18": Severity.BLOCKS}


def test_fields_can_be_required(tmp_path: Path) -> None:
    read = read_policy(changed(tmp_path, "fields = []", 'fields = ["mother_name"]'))
    context = rule_context(date(2026, 11, 22), "73.02.01", in_force=read)
    assert context.limits.required == {"mother_name"}
    assert context.office_code == "730201"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("minimum = 18", "minimum = 70", "age ke-1.minimum"),
        ("warn_from = 64", "warn_from = 99", "age ke-1.warn_from"),
        ("highest = 4", "highest = 11", "desil ke-1.highest"),
        ("weekly_hours = 112", "weekly_hours = 0", "limit ke-1.weekly_hours"),
        ("weekly_hours = 112", "jam = 112", "limit ke-1.jam"),
        ("fields = []", 'fields = ["nama"]', "required.fields"),
        ("fields = []", 'fields = ["full_name"]', "required.fields"),
        ("share = 51", "share = 101", "quorum ke-1.share"),
        ("share = 51", "share = 51\npeople = 5", "quorum ke-1.share"),
        ("forbids = false", 'forbids = "ya"', "quorum ke-1.forbids"),
        ("monthly = 16800", "monthly = -1", "tariff ke-1.monthly"),
        ("monthly = 16800", 'monthly = "16.800"', "tariff ke-1.monthly"),
        ("until = 2027-03-31", "until = 2025-03-31", "tariff ke-3.until"),
        ('sector = "transport"', 'sector = "laut"', "tariff ke-3.sector"),
        ('funding = ["company", "own"]', 'funding = ["bos"]', "tariff ke-3.funding"),
        ("[[desil]]", "[[dasil]]", "dasil"),
        ("[[tariff]]", RULE.format("ZZ-01", "off"), "rule ke-1.code"),
        ("[[tariff]]", RULE.format("ID-01", "no"), "rule ke-1.severity"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(DataFileBroken) as error:
        read_policy(changed(tmp_path, old, new))
    assert f"policy.toml, kunci {told}:" in error.value.what
    assert error.value.fix


def test_a_policy_without_an_age_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('[[desil]]\nsince = 2026-01-01\nhighest = 4\nsource = "x"\n', encoding="utf-8")
    with pytest.raises(DataFileBroken, match="kunci age"):
        read_policy(file)


def test_the_quorum_of_a_day_is_the_last_that_was_set_before_it(tmp_path: Path) -> None:
    assert policy().quorum_on(date(2026, 11, 22)).share == 51
    later = 'people = 7\nforbids = true\nsince = 2027-01-01\nsource = "Perbup 1/2027"\n'
    read = read_policy(changed(tmp_path, "[[tariff]]", f"[[quorum]]\n{later}\n[[tariff]]"))
    assert read.quorum_on(date(2026, 12, 31)).share == 51
    assert read.quorum_on(date(2027, 1, 1)).needed(100) == 7
    assert read.quorum_on(date(2027, 1, 1)).forbids
