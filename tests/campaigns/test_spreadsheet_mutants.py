"""A small size of the campaign runs with the tests."""

from pathlib import Path

from tests.campaigns.spreadsheet_mutants import run


def test_no_mutated_spreadsheet_fails_without_a_sentence(tmp_path: Path) -> None:
    counts = run(60, 7, tmp_path)
    assert sum(counts.values()) == 60
    assert counts["read"] > 5
    assert counts["BERKAS-04"] > 5
    assert not [outcome for outcome in counts if outcome.startswith("untyped")]
