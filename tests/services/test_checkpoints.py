"""Over a damaged journal nothing is signed: the damage stays named where it is, and the work goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.working_day import enter, forge, new_office
from ucj_desktop.services.checkpoints import sign_day, sign_past_day, verified_journal
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal

BENDINGS = {
    "a row after the checkpoint": ("UPDATE journal SET entry = replace(entry, 'entered', 'erased') WHERE n = :newest",),
    "the row that tells of the checkpoint cut": (
        "DELETE FROM journal_text WHERE n > :signed",
        "DELETE FROM journal WHERE n > :signed",
    ),
    "the signed row and all after it cut": (
        "DELETE FROM journal_text WHERE n >= :signed",
        "DELETE FROM journal WHERE n >= :signed",
    ),
    "the signature of the checkpoint": ("UPDATE checkpoints SET signature = zeroblob(64) WHERE n = :signed",),
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with new_office(tmp_path / "office") as office:
        for seed in (11, 14):
            enter(office, 2, seed=seed)
            sign_day(office)
        enter(office, 2, seed=12)
        yield office


def _bend(office: Office, statements: tuple[str, ...]) -> tuple[int, str]:
    """Change the journal as somebody with the store's key would; what a verification says of it then."""
    with office.database.writing() as connection:
        points = {"signed": journal.checkpoints(connection)[-1].n, "newest": journal.head(connection)[0]}
    told = [
        one.replace(f":{name}", str(number)) for one in statements for name, number in points.items() if name in one
    ]
    forge(office, *told, without="journal_no_update journal_no_delete checkpoints_no_update")
    with office.database.reading() as connection:
        found = verified_journal(office, connection).first_bad
    assert found is not None
    return found


@pytest.mark.parametrize("bending", BENDINGS)
def test_a_damaged_journal_is_not_signed_and_says_so_once(office: Office, bending: str) -> None:
    before = _bend(office, BENDINGS[bending])
    with office.database.reading() as connection:
        signed = journal.checkpoints(connection)
    sign_day(office)
    sign_day(office)
    with office.database.reading() as connection:
        assert journal.checkpoints(connection) == signed
        newest, second = journal.rows(connection, limit=2)
        after = verified_journal(office, connection).first_bad
    assert after is not None
    assert after[0] <= before[0]
    assert newest.action == "journal.not_signed"
    assert newest.facts["row"] == before[0]
    assert newest.facts["occasion"] == "day"
    assert second.action != "journal.not_signed"


def test_work_goes_on_over_a_damaged_journal(office: Office) -> None:
    _bend(office, BENDINGS["a row after the checkpoint"])
    sign_day(office)
    sign_past_day(office)
    enter(office, 1, seed=13)
    with office.database.reading() as connection:
        assert journal.rows(connection, limit=1)[0].action == "worker.entered"


def test_a_sound_journal_is_signed(office: Office) -> None:
    sign_day(office)
    with office.database.reading() as connection:
        assert journal.rows(connection, limit=1)[0].action == "journal.signed"
        assert len(journal.checkpoints(connection)) == 3
        assert verified_journal(office, connection).ok
