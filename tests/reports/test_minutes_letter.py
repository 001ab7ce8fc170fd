"""BA-VER: the letter and its annexes."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from tests.reports.golden_pages import assert_looks_as_before
from tests.reports.made_up import CHIEF, HEAD, MEMBERS, ON_BEHALF, SECRETARY, make_facts, make_minutes, make_row
from tests.reports.pdf import make_pdf, make_printed, page_texts
from ucj_desktop.domain.minutes import Signer
from ucj_desktop.domain.second_keying import ErrorRate
from ucj_desktop.domain.verdict import Verdict


def test_the_letter_says_date_place_and_totals_in_words() -> None:
    text = " ".join(page_texts(make_pdf("BA-VER", make_facts(26))))
    assert "BERITA ACARA VERIFIKASI DAN VALIDASI DATA PEKERJA RENTAN" in text
    assert "KECAMATAN GANTARANG KABUPATEN BULUKUMBA TAHUN 2026" in text
    assert "NOMOR : ......" in text
    assert "Kamis tanggal Tiga Puluh bulan April tahun Dua Ribu Dua Puluh Enam (30-04-2026)" in text
    assert "bertempat di Aula Kantor Kecamatan Gantarang" in text
    for label, total in (
        ("diverifikasi dan divalidasi", "26 (dua puluh enam)"),
        ("Memenuhi syarat (layak)", "20 (dua puluh)"),
        ("tanpa perbaikan data", "13 (tiga belas)"),
        ("dengan perbaikan data", "7 (tujuh)"),
        ("Tidak memenuhi syarat (tidak layak)", "6 (enam)"),
        ("Belum diputuskan", "0 (nol)"),
    ):
        assert f"{label} : {total} orang" in text
    assert "0123456789abcdef" in text
    assert "dalam rangkap 3 (tiga)" in text


def test_the_error_rate_of_a_second_keying_is_a_note_where_there_is_one() -> None:
    rate = ErrorRate(workers=20, keyed=180, errors=2, open=0)
    text = " ".join(page_texts(make_pdf("BA-VER", replace(make_facts(26), keyed_again=rate))))
    assert "data 20 (dua puluh) orang dalam berita acara ini diketik ulang" in text
    assert "dari 180 isian, 2 berbeda (1,1 %)" in text
    assert "diketik ulang" not in " ".join(page_texts(make_pdf("BA-VER", make_facts(26))))


def test_the_number_stands_where_it_is_known() -> None:
    facts = make_facts(minutes=make_minutes(1, number="400.9/12/GTR/IV/2026"))
    assert "NOMOR : 400.9/12/GTR/IV/2026" in page_texts(make_pdf("BA-VER", facts))[0]


def test_each_worker_stands_in_one_annex_with_nik_and_seal() -> None:
    minutes = make_minutes(60)
    texts = page_texts(make_pdf("BA-VER", make_facts(minutes=minutes)))
    annexes = " ".join(texts)
    niks = re.findall(r"\b[0-9]{16}\b", annexes)
    assert sorted(niks) == sorted(row.worker.nik for row in minutes.rows)
    assert annexes.count("LAMPIRAN I BERITA ACARA") == annexes.count("LAMPIRAN II BERITA ACARA") == 1


def test_the_head_of_the_table_is_repeated_on_every_page_of_an_annex() -> None:
    texts = page_texts(make_pdf("LAMP-1", make_facts(120)))
    assert len(texts) > 3
    assert all("No. NIK Nama L/P" in text for text in texts[:-1])


def test_a_reason_stands_with_its_code_and_its_note() -> None:
    text = " ".join(page_texts(make_pdf("LAMP-2", make_facts(40))))
    assert "TL-06 Sudah peserta aktif BPJS Ketenagakerjaan" in text
    assert "uraian alasan yang ditulis" in text


def test_an_empty_annex_says_nihil() -> None:
    texts = page_texts(make_pdf("LAMP-2", make_facts(minutes=make_minutes(0))))
    assert len(texts) == 1
    assert "NIHIL" in texts[0]
    assert "Jumlah: 0 (nol) orang" in texts[0]


def test_workers_still_pending_are_counted_but_stand_in_no_annex() -> None:
    minutes = make_minutes(0, rows=(make_row(1, Verdict.ELIGIBLE), make_row(2, Verdict.PENDING)))
    printed, pdf = make_printed("BA-VER", make_facts(minutes=minutes))
    text = " ".join(page_texts(pdf))
    assert printed.workers == 1
    assert "Belum diputuskan : 1 (satu) orang" in text
    assert minutes.rows[1].worker.nik not in text


def test_a_one_person_office_and_a_revision_say_so() -> None:
    minutes = make_minutes(1, one_person_office=True, revision=2)
    text = " ".join(page_texts(make_pdf("BA-VER", make_facts(minutes=minutes, revision_reason="NIK salah ketik."))))
    assert "Kantor satu petugas: verifikasi dan validasi dicatat oleh orang yang sama." in text
    assert "revisi ke-2 dan menggantikan revisi sebelumnya. Alasan dibuka kembali: NIK salah ketik." in text
    plain = " ".join(page_texts(make_pdf("BA-VER", make_facts(1))))
    assert "satu petugas" not in plain
    assert "revisi ke-" not in plain


def test_a_draft_is_marked_and_carries_no_qr_no_seal_and_no_data() -> None:
    pdf = make_pdf("BA-VER", make_facts(12, draft=True))
    for text in page_texts(pdf):
        assert "DRAF" in text
        assert "Kode QR" not in text
    document = pypdfium2.PdfDocument(pdf)
    assert document.count_attachments() == 0
    document.close()


def test_frozen_minutes_without_a_draft_mark_say_what_the_qr_is_not() -> None:
    texts = page_texts(make_pdf("BA-VER", make_facts(12)))
    assert all("bukan tanda tangan elektronik" in text for text in texts)
    assert all("DRAF" not in text for text in texts)


@pytest.mark.parametrize(
    "signers",
    [
        (),
        (HEAD,),
        (ON_BEHALF,),
        (HEAD, CHIEF),
        (HEAD, CHIEF, SECRETARY),
        (HEAD, CHIEF, SECRETARY, MEMBERS[0]),
        (HEAD, CHIEF, SECRETARY, *MEMBERS),
    ],
)
@pytest.mark.parametrize("count", [1, 26])
def test_signatures_stand_together_with_the_closing_sentence(signers: tuple[Signer, ...], count: int) -> None:
    texts = page_texts(make_pdf("BA-VER", make_facts(minutes=make_minutes(count, signers=signers))))
    closing = [text for text in texts if "Demikian berita acara ini" in text]
    assert len(closing) == 1
    after = closing[0].partition("Demikian berita acara ini")[2]
    assert "Ponre, 30 April 2026" in after
    assert all(signer.name in after for signer in signers)


def test_the_signature_of_an_annex_never_stands_alone() -> None:
    for count in range(8, 60):
        texts = page_texts(make_pdf("LAMP-1", make_facts(minutes=make_minutes(count, village_codes=("7302012001",)))))
        assert HEAD.name in texts[-1]
        assert re.search(r"\b[0-9]{16}\b", texts[-1]), count


def test_nips_are_grouped_and_the_one_acting_for_another_says_for_whom() -> None:
    text = " ".join(page_texts(make_pdf("BA-VER", make_facts(minutes=make_minutes(1, signers=(ON_BEHALF, CHIEF))))))
    assert "NIP. 19750505 200003 2 003" in text
    assert "a.n. CAMAT GANTARANG Sekretaris Kecamatan," in text.replace("Ketua Tim Verifikasi, ", "")


def test_long_names_wrap_and_a_nik_never_does() -> None:
    row = make_row(1, Verdict.ELIGIBLE)
    worker = replace(
        row.worker, full_name="Bontolangkasamarewangengpalesangsitujumalajitojeng" * 3, address="Jl. " * 60
    )
    minutes = make_minutes(0, rows=(replace(row, worker=worker, village_name="Bontomarannu" * 6),))
    text = page_texts(make_pdf("LAMP-1", make_facts(minutes=minutes)))[0]
    assert worker.nik in text
    assert worker.full_name in text.replace(" ", "")


def test_signs_outside_ascii_and_markup_are_printed_as_they_stand() -> None:
    row = make_row(1, Verdict.ELIGIBLE)
    worker = replace(row.worker, full_name="Ruma’ Ñoña (Daeng) \\ <b>&amp;", occupation="")
    minutes = make_minutes(0, rows=(replace(row, worker=worker),), venue="Aula <b>Besar</b> & Teras")
    text = " ".join(page_texts(make_pdf("BA-VER", make_facts(minutes=minutes))))
    assert "Ruma’ Ñoña (Daeng) \\ <b>&amp;" in text
    assert "Aula <b>Besar</b> & Teras" in text


def test_only_what_the_paper_shows_is_embedded_of_a_person() -> None:
    document = pypdfium2.PdfDocument(make_pdf("LAMP-1", make_facts(40)))
    content = bytes(document.get_attachment(0).get_data()).decode()
    document.close()
    minutes = make_minutes(40)
    assert "Rahasia" not in content
    for row in minutes.rows:
        assert (row.worker.nik in content) is row.verdict.is_eligible


@pytest.mark.parametrize(("name", "count"), [("one", 1), ("twenty_six", 26)])
def test_the_pages_look_as_they_did_when_a_person_looked_at_them(name: str, count: int) -> None:
    assert_looks_as_before(name, make_pdf("BA-VER", make_facts(count)))


@pytest.mark.parametrize("signers", [(HEAD, CHIEF, SECRETARY), (HEAD, CHIEF, SECRETARY, MEMBERS[0])])
def test_place_and_date_stand_in_one_line_however_many_sign(signers: tuple[Signer, ...]) -> None:
    facts = make_facts(minutes=make_minutes(3, signers=signers))
    head = replace(facts.office.letterhead, place="Bontobahari Kassi Selatan")
    pdf = pypdfium2.PdfDocument(make_pdf("BA-VER", replace(facts, office=replace(facts.office, letterhead=head))))
    text = "\r\n".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    told = [line for line in text.splitlines() if line.strip() == "Bontobahari Kassi Selatan, 30 April 2026"]
    assert len(told) == 3  # the letter and both annexes


def test_a_revision_says_how_many_it_leaves_out_and_seals_it() -> None:
    whole, less = (make_minutes(3, revision=2, left_out=number) for number in (0, 12))
    said = "12 (dua belas) orang dalam revisi sebelumnya belum divalidasi ulang"
    assert said in " ".join(page_texts(make_pdf("BA-VER", make_facts(minutes=less))))
    assert "revisi sebelumnya belum" not in " ".join(page_texts(make_pdf("BA-VER", make_facts(minutes=whole))))
    assert whole.digest != less.digest
