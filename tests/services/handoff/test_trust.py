"""Trust between two offices: unknown, impostor, renewed, revoked, stolen, restored; each is told apart by name."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.offices import ADMIN, PASSWORD, make_office
from tests.working_day import CLOCK, enter, everyone, minuted, new_folder, open_for, table
from ucj_desktop.domain.card_revocation import RevocationReason
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.handoff.cards import CardNotFollowing, FingerprintDiffers, OfficeCard
from ucj_desktop.handoff.refusals import (
    AnswerFromAnotherHistory,
    ForgedPackage,
    PackageFromAnotherHistory,
    UnknownOffice,
)
from ucj_desktop.services.checkpoints import sign_day, verified_journal
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.district.answer_office import answer_office
from ucj_desktop.services.district.recap import recap
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.continue_numbers import (
    NumberOutOfRange,
    OnlySubDistrictsContinue,
    continue_after,
)
from ucj_desktop.services.handoff.create_package import DistrictCardRevoked, create_package, list_sent, outgoing
from ucj_desktop.services.handoff.exchange_cards import (
    list_cards,
    list_pinned,
    own_card,
    pin_card,
    write_card,
)
from ucj_desktop.services.handoff.known_cards import CardRevoked, OldCardAgain, RevokedCardAgain, SignedWithOldKey
from ucj_desktop.services.handoff.renew_keys import renew_keys
from ucj_desktop.services.handoff.revoke_card import NoCardToRevoke, revoke_card
from ucj_desktop.services.handoff.take_replies import ReceiptOfNothing, take_replies
from ucj_desktop.services.office import Office, open_office
from ucj_desktop.storage import accounts, packages


def on_time(folder: Path, code: str = "730201") -> Office:
    """An office of the folder, made where there is none, whose clock goes on by itself."""
    office = open_office(folder, ADMIN, PASSWORD) if folder.exists() else make_office(folder, code=code)
    office.clock = CLOCK
    return office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = on_time(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    made = on_time(tmp_path / "district", "7302")
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "STICK"
    folder.mkdir()
    return folder


def introduce(one: Office, other: Office, stick: Path) -> OfficeCard:
    """``other`` pins the card of ``one``."""
    card = write_card(one, stick)
    pin_card(other, stick / card.file_name, card.fingerprint, compared_with="Ibu Contoh")
    return card


def send(office: Office, stick: Path) -> Path:
    """The next package, of nobody."""
    return create_package(office, stick, nihil=True).file


def test_an_office_whose_card_is_not_pinned_is_refused(office: Office, district: Office, stick: Path) -> None:
    introduce(district, office, stick)
    with pytest.raises(UnknownOffice, match="730201"):
        receive_package(district, send(office, stick))


def test_who_compared_with_whom_and_when_is_kept(office: Office, district: Office, stick: Path) -> None:
    introduce(district, office, stick)
    (kept,) = list_pinned(office)
    assert (kept.name, kept.compared_with) == ("Kabupaten Bulukumba", "Ibu Contoh")
    assert kept.pinned_by == office.clerk.account_id
    assert kept.pinned_at


def test_an_impostor_with_the_same_code_is_refused_by_name(
    office: Office, district: Office, stick: Path, tmp_path: Path
) -> None:
    introduce(district, office, stick)
    introduce(office, district, stick)
    impostor = on_time(tmp_path / "impostor")
    try:
        pin_card(impostor, stick / "UCJ-7302.ucjk", own_card(district).fingerprint)
        with pytest.raises(ForgedPackage, match="730201"):
            receive_package(district, send(impostor, stick))
        card = write_card(impostor, stick)
        with pytest.raises(CardNotFollowing, match="Kecamatan Gantarang"):
            pin_card(district, stick / card.file_name, card.fingerprint)
    finally:
        impostor.close()
    assert [one.fingerprint for one in list_pinned(district)] == [own_card(office).fingerprint]


def test_renewed_keys_are_pinned_after_they_were_compared_again(office: Office, district: Office, stick: Path) -> None:
    introduce(district, office, stick)
    first = introduce(office, district, stick)
    before = send(office, stick)
    receive_package(district, before)
    in_time = send(office, stick)  # made with the old key, and still on its way
    card, change = renew_keys(office)
    assert "cocokkan lagi angkanya" in change.sentence
    assert card.previous_key == first.signing_key
    later = send(office, stick)
    with pytest.raises(ForgedPackage, match="730201"):
        receive_package(district, later)
    write_card(office, stick)
    with pytest.raises(FingerprintDiffers):
        pin_card(district, stick / card.file_name, first.fingerprint)
    _, change = pin_card(district, stick / card.file_name, card.fingerprint)
    assert change.sentence == "Kartu Kecamatan Gantarang menggantikan kartunya yang lama."
    assert receive_package(district, in_time).sequence == 2
    assert receive_package(district, later).sequence == 3
    assert receive_package(district, before).again
    newest, oldest = list_cards(district)
    assert (newest.is_in_force, oldest.ended_how, oldest.fingerprint) == (True, "replaced", first.fingerprint)
    assert oldest.ended_at > oldest.pinned_at
    assert len(list_pinned(district)) == 1


def test_what_the_old_key_signs_after_the_renewal_is_refused_by_name(
    office: Office, district: Office, stick: Path, tmp_path: Path
) -> None:
    introduce(district, office, stick)
    introduce(office, district, stick)
    office.close()
    shutil.copytree(office.folder, tmp_path / "old")
    renewed = on_time(office.folder)
    renew_keys(renewed)
    introduce(renewed, district, stick)
    renewed.close()
    old = on_time(tmp_path / "old")
    try:
        with pytest.raises(SignedWithOldKey, match=r"kunci lama Kecamatan Gantarang, .* diganti pada [0-9-]{10}"):
            receive_package(district, send(old, stick))
    finally:
        old.close()


def test_an_old_card_is_not_pinned_over_the_new_one(office: Office, district: Office, stick: Path) -> None:
    first = introduce(office, district, stick)
    content = (stick / first.file_name).read_bytes()
    renew_keys(office)
    introduce(office, district, stick)
    (stick / "lama.ucjk").write_bytes(content)
    with pytest.raises(OldCardAgain, match="kartu lama Kecamatan Gantarang"):
        pin_card(district, stick / "lama.ucjk", first.fingerprint)


def test_after_a_renewal_the_own_past_stays_genuine(tmp_path: Path, district: Office, stick: Path) -> None:
    office = on_time(tmp_path / "lasting")
    introduce(office, district, stick)
    introduce(district, office, stick)
    package = send(office, stick)
    sign_day(office)
    renew_keys(office)
    renew_keys(office)
    receive_package(district, package)  # the receipt is sealed to the key before the last two
    office.close()
    with open_for(tmp_path / "lasting", Role.ADMIN) as again:
        assert len(again.keys.former) == 2
        assert again.keys.public.signing == own_card(again).signing_key
        with again.database.reading() as connection:
            assert verified_journal(again, connection).first_bad is None
            for one in accounts.every(connection):
                assert one.certificate
        assert take_replies(again, stick).receipts == 1


def test_the_districts_own_renewal_leaves_its_replies_readable(office: Office, district: Office, stick: Path) -> None:
    introduce(office, district, stick)
    introduce(district, office, stick)
    package = send(office, stick)
    renew_keys(district)  # the package is sealed to the key that the kecamatan knows
    receive_package(district, package)
    with pytest.raises(ForgedPackage):
        take_replies(office, stick)
    introduce(district, office, stick)
    assert take_replies(office, stick).receipts == 1


def test_a_revoked_card_is_refused_by_name_and_day_and_what_was_accepted_stays(
    office: Office, district: Office, stick: Path
) -> None:
    introduce(district, office, stick)
    card = introduce(office, district, stick)
    accepted = send(office, stick)
    receive_package(district, accepted)
    change = revoke_card(district, "73.02.01", RevocationReason.STOLEN)
    assert "Kartu Kecamatan Gantarang dicabut: komputernya dicuri." in change.sentence
    for package in (accepted, send(office, stick)):
        with pytest.raises(CardRevoked, match=r"Kecamatan Gantarang dicabut pada [0-9-]{10}"):
            receive_package(district, package)
    with district.database.reading() as connection:
        assert len(packages.received(connection, "730201")) == 1
    with pytest.raises(RevokedCardAgain, match="Kecamatan Gantarang"):
        pin_card(district, stick / card.file_name, card.fingerprint)
    with pytest.raises(NoCardToRevoke, match="730201"):
        revoke_card(district, "730201", RevocationReason.LOST)
    renew_keys(office)  # the computer was found again
    introduce(office, district, stick)
    minuted(office, enter(office, 2))
    receive_package(district, create_package(office, stick, full=True).file)
    (now, then) = list_cards(district)
    assert (now.is_in_force, then.is_revoked, then.ended_reason) == (True, True, "stolen")


def test_nothing_is_sealed_to_a_district_whose_card_was_revoked(office: Office, district: Office, stick: Path) -> None:
    introduce(district, office, stick)
    revoke_card(office, "7302", RevocationReason.EXPOSED)
    with pytest.raises(DistrictCardRevoked):
        send(office, stick)


def test_a_restored_office_goes_on_after_the_number_that_the_district_names(
    office: Office, district: Office, stick: Path, tmp_path: Path
) -> None:
    introduce(district, office, stick)
    introduce(office, district, stick)
    minuted(office, enter(office, 2))
    receive_package(district, create_package(office, stick).file)
    office.close()
    shutil.copytree(office.folder, tmp_path / "backup")
    lost = on_time(tmp_path / "office")
    for _ in range(2):
        receive_package(district, send(lost, stick))  # 2 and 3, which the backup does not know
    lost.close()
    restored = on_time(tmp_path / "backup")
    try:
        with pytest.raises(PackageFromAnotherHistory) as refused:
            receive_package(district, send(restored, stick))
        assert "sudah diterima di sini: 0003" in refused.value.fix
        assert continue_after(restored, 3).sentence == "Paket berikutnya lengkap, dengan nomor 0004."
        made = create_package(restored, stick)
        assert (made.package.sequence, made.package.kind) == (4, "full")
        done = receive_package(district, made.file)
        assert (done.counts["same"], done.counts["withdrawn"]) == (2, 0)
        assert receive_package(district, send(restored, stick)).sequence == 5
        assert [one.kind for one in list_sent(restored)] == ["full", "nihil", "full", "nihil"]
    finally:
        restored.close()


def test_who_is_typed_again_after_a_restored_backup_is_the_same_person_and_nobody_else_is_dropped(
    office: Office, district: Office, stick: Path, tmp_path: Path
) -> None:
    introduce(district, office, stick)
    introduce(office, district, stick)
    office.close()
    shutil.copytree(office.folder, tmp_path / "backup")
    lost = on_time(tmp_path / "office")
    people = enter(lost, 3)
    minuted(lost, people)
    receive_package(district, create_package(lost, stick).file)
    lost.close()
    restored = on_time(tmp_path / "backup")
    try:
        continue_after(restored, 1)
        anew = [replace(one, worker_id=new_id()) for one in people[:2]]
        for one in anew:
            save_new_worker(restored, one)
        minuted(restored, anew)
        done = receive_package(district, create_package(restored, stick).file)
    finally:
        restored.close()
    assert (done.counts["new"], done.counts["withdrawn"]) == (2, 2)
    assert done.notes == (
        "1 pekerja dari paket sebelumnya tidak disebut lagi dalam paket lengkap ini dan tetap ada di sini; bila"
        " kecamatan itu memulihkan cadangan, minta mereka memasukkannya lagi lalu mengirim.",
    )
    here = {one.worker.worker_id for one in everyone(district)}
    assert here == {people[2].worker_id, *(one.worker_id for one in anew)}
    told = [str(row) for row in table(district, "journal") if "worker.withdrawn" in str(row)]
    assert all(new.worker_id in row for new, row in zip(anew, told, strict=True))  # who stands for them now
    assert recap(district).balances


def test_a_receipt_of_a_package_that_was_lost_teaches_the_number(office: Office, district: Office, stick: Path) -> None:
    introduce(district, office, stick)
    introduce(office, district, stick)
    minuted(office, enter(office, 2))
    first = create_package(office, stick).file
    receive_package(district, first)
    with office.database.writing() as connection:  # as a backup from before the first package would have it
        connection.exec_driver_sql("DELETE FROM packages_out")
    with pytest.raises(ReceiptOfNothing, match="nomor 0001 yang tidak ada dalam data kantor ini"):
        take_replies(office, stick)
    rows = office.journal_rows()
    with pytest.raises(ReceiptOfNothing):
        take_replies(office, stick)
    assert office.journal_rows() == rows
    made = create_package(office, stick)
    assert (made.package.sequence, made.package.kind) == (2, "full")
    receive_package(district, made.file)
    assert take_replies(office, stick / "UCJ-730201-0002.ucjr").receipts == 1


def test_a_stolen_computer_is_revoked_and_a_new_office_goes_on(
    office: Office, district: Office, stick: Path, tmp_path: Path
) -> None:
    introduce(district, office, stick)
    introduce(office, district, stick)
    receive_package(district, send(office, stick))
    anew = on_time(tmp_path / "anew")
    try:
        card = write_card(anew, stick)
        with pytest.raises(CardNotFollowing):
            pin_card(district, stick / card.file_name, card.fingerprint)
        revoke_card(district, "730201", RevocationReason.STOLEN)
        pin_card(district, stick / card.file_name, card.fingerprint, compared_with="Pak Contoh")
        pin_card(anew, stick / "UCJ-7302.ucjk", own_card(district).fingerprint)
        minuted(anew, enter(anew, 2, seed=12))
        with pytest.raises(PackageFromAnotherHistory, match="730201"):
            receive_package(district, create_package(anew, stick).file)
        continue_after(anew, 1)
        assert receive_package(district, create_package(anew, stick).file).counts["new"] == 2
        with pytest.raises(CardRevoked):
            receive_package(district, send(office, stick))
    finally:
        anew.close()


def test_only_a_number_that_may_be_true_is_taken_and_only_by_a_kecamatan(office: Office, district: Office) -> None:
    for number in (0, -1, 9_001):
        with pytest.raises(NumberOutOfRange):
            continue_after(office, number)
    with pytest.raises(OnlySubDistrictsContinue):
        continue_after(district, 3)


@pytest.mark.parametrize("role", [Role.ENTRY, Role.VERIFIER, Role.HEAD])
def test_only_the_admin_revokes_and_renews(tmp_path: Path, role: Role) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, role) as office:
        with pytest.raises(NotAllowed):
            revoke_card(office, "7302", RevocationReason.LOST)
        with pytest.raises(NotAllowed):
            renew_keys(office)
        assert office.keys.former == ()


def test_what_would_go_after_a_restored_backup_is_everything(office: Office, district: Office, stick: Path) -> None:
    introduce(district, office, stick)
    minuted(office, enter(office, 2))
    create_package(office, stick)
    assert (len(outgoing(office).records), outgoing(office).number) == (0, 2)
    continue_after(office, 5)
    assert (len(outgoing(office).records), outgoing(office).number) == (2, 6)
    create_package(office, stick, nihil=True)  # nihil would heal nothing
    assert [(one.sequence, one.kind) for one in list_sent(office)] == [(1, "full"), (6, "full")]
    assert (len(outgoing(office).records), outgoing(office).number) == (0, 7)


def test_a_restored_district_answers_again_after_the_number_that_the_kecamatan_names(
    office: Office, district: Office, stick: Path, tmp_path: Path
) -> None:
    introduce(district, office, stick)
    introduce(office, district, stick)
    minuted(office, enter(office, 2))
    receive_package(district, create_package(office, stick).file)
    district.close()
    shutil.copytree(district.folder, tmp_path / "backup")
    lost = on_time(tmp_path / "district")
    first = answer_office(lost, "730201", stick).file
    assert take_replies(office, first).accepted == 2
    lost.close()
    restored = on_time(tmp_path / "backup")
    try:
        again = answer_office(restored, "730201", tmp_path).file  # the same number, and another history
        with pytest.raises(AnswerFromAnotherHistory, match="nomor 0001"):
            take_replies(office, again)
        assert take_replies(office, first).accepted == 0
        people = enter(office, 4, seed=13)[2:]
        minuted(office, people)
        receive_package(restored, create_package(office, stick).file)
        made = answer_office(restored, "730201", tmp_path, after=1)
        assert made.sequence == 2
        assert take_replies(office, made.file).accepted == made.accepted > 0
    finally:
        restored.close()
