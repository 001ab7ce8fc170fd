"""What a package would bring, person by person, before anything is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.district_day import TwoPackages
from tests.offices import make_office
from tests.working_day import whole_store
from ucj_desktop.domain.card_revocation import RevocationReason
from ucj_desktop.domain.fields import masked
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.handoff.refusals import MissingPredecessor
from ucj_desktop.services.district.inbox_states import InboxState
from ucj_desktop.services.district.list_inbox import cards_that_were_revoked, list_inbox
from ucj_desktop.services.district.package_diff import DiffKind, PackageDiff
from ucj_desktop.services.district.receive_chosen import receive_chosen
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.district.rehearse import Arrival, rehearse
from ucj_desktop.services.handoff.known_cards import CardRevoked
from ucj_desktop.services.handoff.revoke_card import revoke_card


@pytest.fixture
def world(tmp_path: Path) -> Iterator[TwoPackages]:
    made = TwoPackages(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoPackages]:
    """One for the tests that keep nothing."""
    made = TwoPackages(tmp_path_factory.mktemp("still"))
    yield made
    made.close()


def _files(folder: Path) -> dict[Path, bytes]:
    """All but the index of the log, in which SQLite keeps who reads just now."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm")}


def _diff(arrival: Arrival) -> PackageDiff:
    assert arrival.diff is not None
    assert arrival.received is not None
    assert {kind.value: len(arrival.diff.rows[kind]) for kind in DiffKind} == dict(arrival.received.counts)
    return arrival.diff


def test_listing_leaves_every_byte_of_stick_and_store(still: TwoPackages) -> None:
    before, store = _files(still.stick), _files(still.kabupaten.folder)
    found = list_inbox(still.kabupaten, still.stick)
    assert [(one.path, one.standing.state) for one in found] == [
        (still.first, InboxState.NEXT),
        (still.second, InboxState.FOLLOWS),
    ]
    assert _files(still.stick) == before
    assert _files(still.kabupaten.folder) == store


def test_two_packages_are_rehearsed_one_after_the_other_and_nothing_is_kept(world: TwoPackages) -> None:
    before = whole_store(world.kabupaten)
    first, second = rehearse(world.kabupaten, [world.second, world.first])
    assert (first.path, second.path) == (world.first, world.second)
    assert {one.worker_id for one in _diff(first).rows[DiffKind.NEW]} == {one.worker_id for one in world.people}
    told = _diff(second).rows
    assert [one.worker_id for one in told[DiffKind.CHANGED] if one.full_name == world.mended.full_name] == [
        world.mended.worker_id
    ]
    assert world.left_out.worker_id in {one.worker_id for one in told[DiffKind.WITHDRAWN]}
    assert {one.full_name for one in told[DiffKind.WITHDRAWN]} <= {one.full_name for one in world.people}
    assert whole_store(world.kabupaten) == before
    assert not list(world.stick.glob("*.ucjr"))
    came, _ = receive_chosen(world.kabupaten, [world.second, world.first])
    for rehearsed, real in zip((first, second), came, strict=True):
        assert rehearsed.received is not None
        assert real.received is not None
        assert rehearsed.received.counts == real.received.counts


def test_a_change_shows_field_by_field_and_numbers_of_identity_are_masked(world: TwoPackages) -> None:
    receive_package(world.kabupaten, world.first)
    (second,) = rehearse(world.kabupaten, [world.second])
    rows = {one.worker_id: one for one in _diff(second).rows[DiffKind.CHANGED]}
    assert next(iter(rows)) == world.mended.worker_id  # the others only stand in newer minutes
    changed = {one.label: (one.old, one.new) for one in rows[world.mended.worker_id].changes}
    assert any(new == "Dusun Baru" for _, new in changed.values())
    assert any(new == masked("7302010101010099") for _, new in changed.values())
    everything = repr(second.diff)
    for worker in world.people:
        assert worker.nik not in everything
        assert not worker.kk_number or worker.kk_number not in everything


def test_the_second_alone_is_held_and_names_what_is_missing(world: TwoPackages) -> None:
    world.first.unlink()
    (listed,) = list_inbox(world.kabupaten, world.stick)
    assert listed.standing.state is InboxState.GAP
    assert "nomor 0001 belum ada" in listed.standing.what
    (held,) = rehearse(world.kabupaten, [world.second])
    assert isinstance(held.held, MissingPredecessor)


def test_what_was_received_is_listed_as_such_and_has_no_new_list(world: TwoPackages) -> None:
    receive_package(world.kabupaten, world.first)
    listed = {one.path: one.standing.state for one in list_inbox(world.kabupaten, world.stick)}
    assert listed == {world.first: InboxState.OLD, world.second: InboxState.NEXT}
    again, _ = rehearse(world.kabupaten, [world.first, world.second])
    assert again.received is not None
    assert again.received.again
    assert again.diff is None


def test_a_spoiled_package_between_two_sound_ones_leaves_no_trace(still: TwoPackages) -> None:
    content = bytearray(still.first.read_bytes())
    content[-1] ^= 1
    spoiled = still.stick / "UCJ-730201-0009.ucj"
    spoiled.write_bytes(content)
    came = {one.path: one for one in rehearse(still.kabupaten, [spoiled, still.first, still.second])}
    refusal = came[spoiled].held
    assert refusal is not None
    assert refusal.code == "PKT-03"
    assert len(_diff(came[still.first]).rows[DiffKind.NEW]) == 6
    _diff(came[still.second])
    spoiled.unlink()


def test_a_revoked_sender_is_named_before_and_in_the_list(world: TwoPackages) -> None:
    assert cards_that_were_revoked(world.kabupaten) == []
    revoke_card(world.kabupaten, "730201", RevocationReason.STOLEN)
    (told,) = cards_that_were_revoked(world.kabupaten)
    assert told.what.startswith("Kartu Kecamatan Gantarang dicabut pada ")
    assert "komputernya dicuri" in told.what
    assert {one.standing.state for one in list_inbox(world.kabupaten, world.stick)} == {InboxState.REVOKED}
    assert {type(one.held) for one in rehearse(world.kabupaten, [world.first, world.second])} == {CardRevoked}


def test_an_unknown_sender_another_district_and_an_unreadable_file_are_told_apart(
    still: TwoPackages, tmp_path: Path
) -> None:
    unknown = make_office(tmp_path / "baru", code="7302")
    stranger = still.stick / "UCJ-730204-0001.ucj"
    stranger.write_bytes(b"bukan paket")
    assert [one.standing.state for one in list_inbox(unknown, still.stick)] == [
        InboxState.NO_CARD,
        InboxState.NO_CARD,
        InboxState.UNREADABLE,
    ]
    unknown.close()
    other = make_office(tmp_path / "lain", code="7303")
    assert list_inbox(other, still.stick)[0].standing.state is InboxState.ELSEWHERE
    other.close()
    stranger.unlink()


def test_cancelling_a_rehearsal_leaves_everything(still: TwoPackages) -> None:
    class Stop:
        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            if words == "Memeriksa isi paket":
                raise Cancelled

    before = whole_store(still.kabupaten)
    with pytest.raises(Cancelled):
        rehearse(still.kabupaten, [still.first], Stop())
    assert whole_store(still.kabupaten) == before
    assert list((still.kabupaten.folder / "inbox").iterdir()) == []
