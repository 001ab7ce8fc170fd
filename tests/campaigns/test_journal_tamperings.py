"""Every way to bend the journal, a few times; `installer/dev.py campaign journal_tamperings --size N` runs more."""

from tests.campaigns import journal_tamperings


def test_every_tampering_is_found_at_its_row_and_named_rightly() -> None:
    missed, tried = journal_tamperings.run(75, seed=2026)
    assert missed == []
    assert len(tried) >= 20
