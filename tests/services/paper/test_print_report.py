"""Printing: the PDF, its sealed copy, the register and the journal."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from tests.demo_office import put_people
from tests.offices import PASSWORD
from tests.reports.pdf import page_texts
from tests.services.paper.offices import MEETING, closed_office, make_office, validated_office
from tests.working_day import new_folder, open_for
from ucj_desktop.crypto.sealing import LetterDamaged
from ucj_desktop.domain.frozen import minutes_digest
from ucj_desktop.domain.minutes import Signer
from ucj_desktop.domain.people import Clerk, NotAllowed, Role
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.reports import UnknownReport
from ucj_desktop.reports.embedded import read_embedded
from ucj_desktop.services.care.accounts import add_account, disable_account
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.archive import LetterNotThere, PaperNotWritten
from ucj_desktop.services.paper.check_paper import check_paper
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.paper_refusals import MinutesChanged, NothingToPrint
from ucj_desktop.services.paper.print_report import (
    UnknownPaperSize,
    list_letters,
    list_reports,
    may_print,
    open_archived,
    preview_report,
    print_report,
    reprint_for_printer,
    reprint_letter,
)
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.find_minutes import list_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes
from ucj_desktop.services.rounds.signed_minutes import MinutesNotSigned
from ucj_desktop.storage import journal, minutes


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return closed_office(tmp_path / "kantor")


def test_the_minutes_are_printed_kept_and_registered(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "ba.pdf"
    paper, change = print_report(office, Asked(report="BA-VER"), out)
    content = out.read_bytes()
    letter = paper.letter
    assert letter.sha256 == hashlib.sha256(content).hexdigest()
    assert (letter.report, letter.worker_count, letter.revision, letter.paper) == ("BA-VER", 8, 1, "f4")
    assert letter.minutes_id == list_minutes(office)[0].minutes_id
    assert not paper.is_draft
    assert "ba.pdf" in change.sentence
    assert list_letters(office) == [letter]
    assert open_archived(office, letter.letter_id) == content
    with office.database.reading() as connection:
        row = journal.rows(connection, subject=letter.letter_id)[0]
    assert row.action == "letter.printed"
    assert row.facts["sha256"] == letter.sha256


def test_what_was_printed_is_genuine_by_its_pdf_and_by_every_qr(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "ba.pdf"
    print_report(office, Asked(report="BA-VER", paper="a4"), out)
    assert check_paper(office, str(out)).outcome == "genuine"


def test_no_name_and_no_nik_can_be_read_in_the_archive(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "ba.pdf"
    print_report(office, Asked(report="BA-VER"), out)
    for path in (office.folder / "archive").iterdir():
        sealed = path.read_bytes()
        assert b"PDF" not in sealed
        assert len(path.name) == 64


def test_a_damaged_copy_in_the_archive_is_named(office: Office, tmp_path: Path) -> None:
    letter = print_report(office, Asked(report="REKAP"), tmp_path / "r.pdf")[0].letter
    path = office.folder / "archive" / letter.sha256
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(LetterDamaged):
        open_archived(office, letter.letter_id)
    path.unlink()
    with pytest.raises(LetterNotThere):
        reprint_letter(office, letter.letter_id, tmp_path / "again.pdf")


def test_a_reprint_is_the_same_file_and_a_row_in_the_journal(office: Office, tmp_path: Path) -> None:
    letter = print_report(office, Asked(report="LAMP-1"), tmp_path / "a.pdf")[0].letter
    reprint_letter(office, letter.letter_id, tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    with office.database.reading() as connection:
        assert journal.rows(connection, subject=letter.letter_id)[0].action == "letter.reprinted"
    assert reprint_for_printer(office, letter.letter_id) == (tmp_path / "a.pdf").read_bytes()
    with office.database.reading() as connection:
        told = [row.action for row in journal.rows(connection, subject=letter.letter_id)]
    assert told == ["letter.reprinted", "letter.reprinted", "letter.printed"]


def test_a_frozen_revision_prints_the_same_bytes_again(office: Office) -> None:
    assert preview_report(office, Asked(report="BA-VER")) == preview_report(office, Asked(report="BA-VER"))


def test_what_minutes_hold_is_printed_the_same_whatever_the_office_calls_itself_later(office: Office) -> None:
    """The letterhead is the office's of today; what was frozen stays to the byte."""

    def frozen(printed: bytes) -> tuple[object, ...]:
        pdf = pypdfium2.PdfDocument(printed)
        data = read_embedded(bytes(pdf.get_attachment(0).get_data()))
        pdf.close()
        return data.head, data.row_digests, data.whole

    before = preview_report(office, Asked(report="BA-VER"))
    places = dict.fromkeys(list_minutes(office)[0].village_codes, "NAMA LAIN")
    changed = replace(
        office.preferences,
        letterhead=replace(office.preferences.letterhead, second_line="KECAMATAN BERGANTI NAMA"),
        signers=(Signer(name="Orang Baru", position="CAMAT BARU"),),
        printed_names=places,
    )
    save_preferences(office, changed)
    add_account(office, "Hasnah", Role.HEAD, PASSWORD)
    disable_account(office, "Hasnah")
    after = preview_report(office, Asked(report="BA-VER"))
    assert frozen(after) == frozen(before)
    text = " ".join(page_texts(after))
    assert "KECAMATAN BERGANTI NAMA" in text
    assert not {one for one in ("NAMA LAIN", "CAMAT BARU", "Orang Baru") if one in text}


def test_before_the_close_a_draft_is_printed(tmp_path: Path) -> None:
    office = validated_office(tmp_path / "kantor")
    paper, _ = print_report(office, Asked(report="BA-VER"), tmp_path / "draf.pdf")
    assert paper.is_draft
    assert paper.letter.minutes_id == ""
    assert "DRAF" in page_texts((tmp_path / "draf.pdf").read_bytes())[0]
    assert check_paper(office, str(tmp_path / "draf.pdf")).outcome == "unknown"


def test_an_old_revision_can_still_be_printed_and_says_that_it_was_replaced(office: Office, tmp_path: Path) -> None:
    first = preview_report(office, Asked(report="REKAP"))
    old = list_minutes(office)[0]
    reopen_minutes(office, old.minutes_id, "Nomor KK satu orang salah")
    again = validated_again(office)
    assert again == 8
    assert preview_report(office, Asked(report="REKAP", minutes=old.minutes_id, revision=1)) == first
    (tmp_path / "lama.pdf").write_bytes(first)
    answer = check_paper(office, str(tmp_path / "lama.pdf"))
    assert (answer.outcome, answer.newer_revision) == ("genuine", 2)
    assert "digantikan revisi 2" in answer.sentence
    text = " ".join(page_texts(preview_report(office, Asked(report="BA-VER"))))
    assert "revisi ke-2" in text
    assert "Nomor KK satu orang salah" in text


def validated_again(office: Office) -> int:
    """Validate all workers of reopened minutes once more and close; how many stand in the new revision."""
    from ucj_desktop.domain.standing import WorkerFilter
    from ucj_desktop.domain.verdict import Step, Verdict
    from ucj_desktop.services.collect.list_workers import worker_ids
    from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers

    ids = worker_ids(office, WorkerFilter())
    rule_on_workers(office, Step.VALIDATE, [WantedRuling(worker_id=one, verdict=Verdict.ELIGIBLE) for one in ids])
    made, _ = close_minutes(office, MEETING)
    return len(made.rows)


def test_rows_changed_behind_the_programs_back_are_not_printed(office: Office) -> None:
    with office.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER minutes_frozen")
        connection.exec_driver_sql("UPDATE minutes SET venue = 'Tempat lain'")
    with pytest.raises(MinutesChanged):
        preview_report(office, Asked(report="BA-VER"))


def test_minutes_whose_digest_was_made_to_fit_are_not_printed_without_the_signature_that_closed_them(
    office: Office,
) -> None:
    [closed] = list_minutes(office)
    with office.database.writing() as connection:
        stored = minutes.get(connection, closed.minutes_id, closed.revision)
        assert stored is not None
        forged = replace(stored, venue="Tempat lain")
        connection.exec_driver_sql("DROP TRIGGER minutes_frozen")
        connection.exec_driver_sql("UPDATE minutes SET venue = ?, digest = ?", (forged.venue, minutes_digest(forged)))
    with pytest.raises(MinutesNotSigned):
        preview_report(office, Asked(report="BA-VER"))


def test_field_forms_name_those_who_are_still_to_be_verified(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    put_people(office, 30, messy=False)
    filled = " ".join(page_texts(preview_report(office, Asked(report="FORM"))))
    blank = " ".join(page_texts(preview_report(office, Asked(report="FORM", blank=True))))
    niks = re.compile(r"\b[0-9]{16}\b")
    assert len(niks.findall(filled)) == 30
    assert niks.findall(blank) == []


def test_the_check_report_counts_what_the_check_found(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    put_people(office, 40)
    text = " ".join(page_texts(preview_report(office, Asked(report="PERIKSA"))))
    assert "Diperiksa 40 (empat puluh) orang" in text
    listed = text.partition("Saran")[2]
    assert "Catatan" in listed
    assert "Harus diperbaiki" in listed
    assert listed.rindex("Harus diperbaiki") < listed.index("Catatan")


def test_the_attendance_list_needs_nothing(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    assert "DAFTAR HADIR" in page_texts(preview_report(office, Asked(report="HADIR")))[0]


def test_the_attendance_list_of_known_minutes_says_date_place_and_signers(office: Office) -> None:
    text = page_texts(preview_report(office, Asked(report="HADIR", minutes="1")))[0]
    assert "Tempat : Aula Kantor Kecamatan" in text
    assert "Baso Buatan" in text
    with pytest.raises(NothingToPrint):
        preview_report(office, Asked(report="HADIR", minutes="99"))


def test_what_cannot_be_printed_is_named(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UnknownReport):
        preview_report(office, Asked(report="SK-99"))
    with pytest.raises(UnknownPaperSize):
        preview_report(office, Asked(report="BA-VER", paper="letter"))
    with pytest.raises(NothingToPrint):
        preview_report(office, Asked(report="BA-VER", minutes="999"))
    with pytest.raises(NothingToPrint):
        preview_report(office, Asked(report="BA-VER", draft=True))
    with pytest.raises(PaperNotWritten):
        print_report(office, Asked(report="BA-VER"), tmp_path / "tidak ada" / "ba.pdf")
    assert list_letters(office) == []


def test_a_cancelled_print_leaves_nothing(office: Office, tmp_path: Path) -> None:
    class Stop:
        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_report(office, Asked(report="BA-VER"), tmp_path / "ba.pdf", Stop())
    assert list(tmp_path.glob("*.pdf*")) == []
    assert list_letters(office) == []


def test_an_account_without_the_right_prints_nothing(office: Office, tmp_path: Path) -> None:
    office.one_person = False
    office.clerk = Clerk(office.clerk.account_id, office.clerk.name, Role.ADMIN)
    for report in list_reports():
        with pytest.raises(NotAllowed):
            print_report(office, Asked(report=report.code), tmp_path / "x.pdf")


def test_the_letterhead_of_the_office_is_printed(office: Office) -> None:
    head = replace(office.preferences.letterhead, address="Jalan Rekaan 1", place="Ponre")
    office.preferences = replace(office.preferences, letterhead=head)
    text = page_texts(preview_report(office, Asked(report="BA-VER")))[0]
    assert "PEMERINTAH KABUPATEN BULUKUMBA KECAMATAN GANTARANG Jalan Rekaan 1" in text


def test_minutes_without_signers_leave_lines_to_write_the_names_on(tmp_path: Path) -> None:
    office = validated_office(tmp_path / "kantor")
    close_minutes(office, MeetingFacts())
    text = page_texts(preview_report(office, Asked(report="BA-VER")))[0]
    assert text.count("........") >= 3
    assert "Ketua Tim Verifikasi" in text


def test_a_role_that_may_not_see_full_niks_prints_no_list_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "kantor"
    with open_for(new_folder(folder, staffed=True), Role.ENTRY) as office:
        with pytest.raises(NotAllowed):
            preview_report(office, Asked(report="BA-VER"))
        with pytest.raises(NotAllowed):
            preview_report(office, Asked(report="LAMP-1"))
        assert not may_print(office, "BA-VER")
        assert may_print(office, "FORM")
        assert preview_report(office, Asked(report="FORM", blank=True)).startswith(b"%PDF")


def test_a_letter_belongs_to_the_period_of_its_minutes(office: Office, tmp_path: Path) -> None:
    print_report(office, Asked(report="BA-VER"), tmp_path / "ba.pdf")
    save_preferences(office, replace(office.preferences, period=2027))
    print_report(office, Asked(report="BA-VER"), tmp_path / "lagi.pdf")
    print_report(office, Asked(report="FORM", blank=True), tmp_path / "form.pdf")
    assert [one.period for one in list_letters(office)] == [2027, 2026, 2026]


def test_a_role_that_may_not_see_full_niks_opens_no_archived_list_of_them(office: Office, tmp_path: Path) -> None:
    minutes, _ = print_report(office, Asked(report="BA-VER"), tmp_path / "ba.pdf")
    form, _ = print_report(office, Asked(report="FORM", blank=True), tmp_path / "form.pdf")
    office.one_person = False
    office.clerk = Clerk(office.clerk.account_id, office.clerk.name, Role.ENTRY)
    with pytest.raises(NotAllowed):
        open_archived(office, minutes.letter.letter_id)
    with pytest.raises(NotAllowed):
        reprint_letter(office, minutes.letter.letter_id, tmp_path / "again.pdf")
    assert not (tmp_path / "again.pdf").exists()
    assert open_archived(office, form.letter.letter_id).startswith(b"%PDF")


@pytest.mark.parametrize("role", list(Role))
def test_the_list_of_reports_says_of_each_role_what_it_may_print(tmp_path: Path, role: Role) -> None:
    with open_for(new_folder(tmp_path / "office", staffed=True), role) as office:
        told = {one.code for one in list_reports() if role in one.roles}
        assert told == {one.code for one in list_reports() if may_print(office, one.code)}
    assert (len(told) == 0) is (role is Role.ADMIN)
