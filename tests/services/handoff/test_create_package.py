"""What travels in a package besides its workers."""

import shutil
from pathlib import Path

import pytest

from tests.offices import DISTRICT, make_office
from tests.reports.certificates import PASSPHRASE, ec_key, official
from tests.working_day import enter, exchange_cards, forge, minuted, whole_store
from ucj_desktop.domain.parcel import ParcelFamily, ParcelKind
from ucj_desktop.handoff.envelope import verify_outer
from ucj_desktop.handoff.stick_refusals import SourceGone, StickError
from ucj_desktop.handoff.v1 import open_package
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import NothingToSend, create_package, outgoing
from ucj_desktop.services.handoff.exchange_cards import own_card
from ucj_desktop.services.handoff.package_letters import PrintedLetterGone
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import print_report
from ucj_desktop.services.paper.sign_letter import SigningWish, print_signed
from ucj_desktop.storage.worker_rows import StageNotProved


@pytest.mark.parametrize(
    "sql", ["UPDATE rulings SET verdict = 'eligible_corrected'", "DELETE FROM rulings WHERE step = 'validate'"]
)
def test_rulings_that_were_changed_from_outside_are_named_and_leave_no_package(tmp_path: Path, sql: str) -> None:
    office, district = make_office(tmp_path / "kec"), make_office(tmp_path / "kab", code=DISTRICT)
    exchange_cards(office, district, tmp_path)
    minuted(office, enter(office, 3))
    forge(office, sql, without="rulings_no_update rulings_no_delete")
    stick = tmp_path / "stick"
    stick.mkdir()
    before = whole_store(office)
    with pytest.raises(StageNotProved) as told:
        create_package(office, stick)
    assert told.value.code == "DATA-08"
    assert whole_store(office) == before
    assert [*office.outbox.iterdir(), *stick.iterdir()] == []
    office.close()
    district.close()


def test_of_each_kind_of_letter_the_newest_print_travels(tmp_path: Path) -> None:
    office, district = make_office(tmp_path / "kec"), make_office(tmp_path / "kab", code=DISTRICT)
    exchange_cards(office, district, tmp_path)
    people = enter(office, 3)
    minuted(office, people)
    for paper in ("a4", "f4"):
        print_report(office, Asked(report="BA-VER", paper=paper), tmp_path / f"{paper}.pdf")
    one = Asked(report="SK-PEKERJA", worker_id=people[0].worker_id)
    print_report(office, one, tmp_path / "certificate.pdf")  # of one person, for that person: it stays here
    stick = tmp_path / "stick"
    stick.mkdir()
    created = create_package(office, stick)
    trusted = verify_outer(
        created.file, [own_card(office)], own_code=DISTRICT, expected=ParcelFamily.PACKAGE, training=True
    )
    letters = list(open_package(trusted, district.keys).letters())
    assert [content for _, content in letters] == [(tmp_path / "f4.pdf").read_bytes()]
    office.close()
    district.close()


def test_of_a_signed_letter_the_signed_version_travels(tmp_path: Path) -> None:
    office, district = make_office(tmp_path / "kec"), make_office(tmp_path / "kab", code=DISTRICT)
    exchange_cards(office, district, tmp_path)
    minuted(office, enter(office, 3))
    (tmp_path / "pejabat.p12").write_bytes(official(ec_key(), "Contoh Pejabat"))
    wish = SigningWish(path=tmp_path / "pejabat.p12", passphrase=PASSPHRASE)
    print_signed(office, Asked(report="BA-VER"), wish, tmp_path / "signed.pdf")
    print_report(office, Asked(report="BA-VER"), tmp_path / "again.pdf")
    (tmp_path / "stick").mkdir()
    created = create_package(office, tmp_path / "stick")
    trusted = verify_outer(
        created.file, [own_card(office)], own_code=DISTRICT, expected=ParcelFamily.PACKAGE, training=True
    )
    letters = list(open_package(trusted, district.keys).letters())
    assert [content for _, content in letters] == [(tmp_path / "signed.pdf").read_bytes()]
    office.close()
    district.close()


def test_an_office_out_of_a_backup_has_no_archive_and_is_told_to_print_again(tmp_path: Path) -> None:
    office, district = make_office(tmp_path / "kec"), make_office(tmp_path / "kab", code=DISTRICT)
    exchange_cards(office, district, tmp_path)
    minuted(office, enter(office, 3))
    print_report(office, Asked(report="BA-VER"), tmp_path / "first.pdf")
    for folder in (office.archive, office.outbox):
        shutil.rmtree(folder)
    before = whole_store(office)
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(PrintedLetterGone):
        create_package(office, stick)
    assert whole_store(office) == before
    print_report(office, Asked(report="BA-VER"), tmp_path / "again.pdf")
    assert create_package(office, stick).file.is_file()
    office.close()
    district.close()


def test_a_package_whose_file_went_with_a_restored_backup_is_replaced_by_a_full_one(tmp_path: Path) -> None:
    office, district = make_office(tmp_path / "kec"), make_office(tmp_path / "kab", code=DISTRICT)
    stick = tmp_path / "stick"
    exchange_cards(office, district, stick)
    minuted(office, enter(office, 3))
    with pytest.raises(StickError):
        create_package(office, tmp_path / "pulled out")
    shutil.rmtree(office.outbox)
    for _ in range(2):  # however often it is tried, it says the way out and makes nothing
        with pytest.raises(SourceGone, match=r"UCJ-730201-0001\.ucj") as told:
            create_package(office, stick)
        assert (told.value.code, "Semua, dari awal" in told.value.fix) == ("USB-11", True)
    made = create_package(office, stick, full=True)
    assert (made.package.sequence, made.package.kind) == (2, ParcelKind.FULL)
    assert [one.name for one in stick.glob("*.ucj")] == [made.file.name]
    assert receive_package(district, made.file).counts["new"] == 3
    assert outgoing(office).unfinished is None
    with pytest.raises(NothingToSend):
        create_package(office, stick)
    office.close()
    district.close()
