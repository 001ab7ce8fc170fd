"""A small size of the campaign runs with the tests."""

from pathlib import Path

from tests.campaigns.spreadsheet_mutants import run


def test_no_mutated_spreadsheet_fails_without_a_sentence(tmp_path: Path) -> None:
    counts = run(60, 7, tmp_path)
    assert sum(counts.values()) == 60
    outcomes = [outcome for _, outcome in counts.elements()]
    assert {kind for kind, _ in counts} == {"csv", "xlsx", "xls", "xlsb", "ods", "xml", "html"}
    assert outcomes.count("read") > 5
    assert outcomes.count("BERKAS-04") > 5
    assert not [outcome for outcome in outcomes if outcome.startswith("untyped")]
