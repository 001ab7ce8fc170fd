"""The words of every rule in lists and filters."""

from ucj_desktop.domain.rules import RECORD_RULES, RULES
from ucj_desktop.domain.rules.words import trouble_words

CODES = [*RULES, *RECORD_RULES]


def test_every_rule_has_words_of_its_own() -> None:
    told = [trouble_words(code) for code in CODES if not code.startswith(("LK-", "BC-"))]
    assert len(set(told)) == len(told)
    assert not any(words.endswith(("LK", "BC")) or "-" in words[:3] for words in told)


def test_words_are_short_enough_for_a_filter() -> None:
    assert all(0 < len(trouble_words(code)) <= 42 for code in CODES)


def test_a_rule_that_only_asks_for_a_field_names_it() -> None:
    assert trouble_words("LK-02") == "Nama ibu kandung belum diisi"
    assert trouble_words("BC-07") == "Nomor HP tidak bisa dibaca"


def test_a_code_from_a_later_version_is_shown_as_it_is() -> None:
    assert trouble_words("ZZ-99") == "ZZ-99"
