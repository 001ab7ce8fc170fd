"""SK-PEKERJA: what the minutes say of one worker, on a page that can be checked."""

import re
from dataclasses import replace

import pytest

from tests.reports.golden_pages import assert_looks_as_before
from tests.reports.made_up import ON_BEHALF, make_facts, make_minutes, make_row, make_sign, verify_sign
from tests.reports.pdf import ink_outside, make_pdf, page_texts
from tests.reports.test_checking import drawn_otherwise
from ucj_desktop.domain.frozen import freeze, row_seal
from ucj_desktop.domain.minutes import FrozenRow, Minutes
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.reports.checking import Outcome, check_pdf
from ucj_desktop.reports.facts import PaperSize

LONG = replace(
    make_row(25, Verdict.NOT_ELIGIBLE),
    reason=Reason.OTHER,
    note="uraian alasan yang panjang sekali dan ditulis petugas di lapangan " * 6,
    village_name="Kelurahan Bontomarannu Kassi Selatan Timur Laut",
)


def pdf_of(row: FrozenRow, minutes: Minutes, **changes: object) -> bytes:
    return make_pdf("SK-PEKERJA", make_facts(minutes=minutes, person=row, **changes))  # type: ignore[arg-type]


def test_it_says_who_it_is_and_what_the_minutes_decided() -> None:
    minutes = make_minutes(26, number="500.15/12/GTR/IV/2026")
    row = minutes.rows[3]
    [text] = page_texts(pdf_of(row, minutes, number="400.9/7/GTR/V/2026"))
    assert "NOMOR : 400.9/7/GTR/V/2026" in text
    assert f"Nama : {row.worker.full_name} NIK : {row.worker.nik}" in text
    assert "Nomor 500.15/12/GTR/IV/2026, tanggal 30 April 2026, register 3-1, dengan hasil: Hasil : LAYAK" in text
    frozen = freeze(minutes)
    assert f"Segel baris : {row_seal(frozen.row_digests[3])}" in text
    assert "bukan bukti kepesertaan" in text
    assert "Kode QR kantor, bukan tanda tangan elektronik" in text
    assert re.findall(r"\b[0-9]{16}\b", text) == [row.worker.nik]
    assert row.worker.mother_name not in text


def test_who_is_not_eligible_is_told_why() -> None:
    minutes = make_minutes(26)
    row = next(one for one in minutes.rows if one.reason is Reason.OTHER)
    [text] = page_texts(pdf_of(row, minutes))
    assert "Hasil : TIDAK LAYAK Alasan : " in text
    assert f"Keterangan : {row.note}" in text


def test_the_signer_of_letters_signs_in_his_capacity() -> None:
    minutes = make_minutes(5)
    text = " ".join(page_texts(pdf_of(minutes.rows[0], minutes, signers=(ON_BEHALF,))))
    assert "a.n. CAMAT GANTARANG Sekretaris Kecamatan," in text


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("row", [make_row(1), LONG])
def test_it_checks_and_nothing_is_cut_however_long_the_names(row: FrozenRow, paper: PaperSize) -> None:
    minutes = make_minutes(0, rows=(make_row(9), row))
    pdf = pdf_of(row, minutes, paper=paper)
    found = check_pdf(pdf, verify_sign)
    assert found.outcome is Outcome.GENUINE, found.sentence
    assert ink_outside(pdf, left=29, right=19, top=19, bottom=5) == []
    pages = page_texts(pdf)
    [closing] = [page for page in pages if "Demikian surat keterangan" in page]
    assert "NIP. 19700101" in closing
    assert len(pages) == (1 if row is not LONG else len(pages))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda row: replace(row, verdict=Verdict.NOT_ELIGIBLE), "data suratnya: Hasil."),
        (lambda row: replace(row, verdict=Verdict.ELIGIBLE_CORRECTED), "tulisan tambahan"),
        (lambda row: replace(row, worker=replace(row.worker, full_name="Orang Lain")), "Nama"),
        (lambda row: replace(row, worker=replace(row.worker, nik="7302014101010009")), "NIK"),
        (lambda row: replace(row, worker=replace(row.worker, address="Jl. Lain 3")), "Alamat"),
    ],
)
def test_another_person_or_another_result_is_found_and_named(change: object, named: str) -> None:
    minutes = make_minutes(5)
    row = make_row(1, Verdict.ELIGIBLE)
    minutes = make_minutes(0, rows=(row, *minutes.rows[1:]))
    other = change(row)  # type: ignore[operator]
    shown = replace(minutes, rows=(other, *minutes.rows[1:]))
    found = check_pdf(drawn_otherwise(minutes, shown, "SK-PEKERJA", other), verify_sign)
    assert found.outcome is Outcome.CHANGED
    assert named in found.sentence


def test_without_a_signature_of_the_office_there_is_no_qr() -> None:
    minutes = make_minutes(3)
    assert "Kode QR" in page_texts(pdf_of(minutes.rows[0], minutes, sign=make_sign))[0]
    assert "Kode QR" not in page_texts(pdf_of(minutes.rows[0], minutes, sign=None))[0]


@pytest.mark.parametrize("paper", list(PaperSize))
def test_the_page_looks_as_it_did_when_a_person_looked_at_it(paper: PaperSize) -> None:
    minutes = make_minutes(0, rows=(make_row(1, Verdict.ELIGIBLE), LONG))
    assert_looks_as_before(f"certificate_{paper}", pdf_of(minutes.rows[0], minutes, paper=paper))
    assert_looks_as_before(f"certificate_long_{paper}", pdf_of(LONG, minutes, paper=paper))
