"""Legal bases: the shipped list, on which days each is in force, and what a broken file says."""

from datetime import date
from pathlib import Path

import pytest

from ucj_desktop.reference.legal_bases import CITING, LegalBasis, in_force, legal_bases, read_legal_bases
from ucj_desktop.reference.letter_tokens import TOKENS
from ucj_desktop.reference.reading import DataFileBroken

GOOD = """
[[basis]]
code = "pp-44-2015"
kind = "Peraturan Pemerintah"
number = "44"
year = 2015
about = "Jaminan"
since = 2015-07-01
source = "PP 44/2015"
documents = ["ba_verval"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "dasar_hukum.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_shipped_one_is_read_and_cited_by_documents_that_have_a_place_for_it() -> None:
    assert set(CITING) < set(TOKENS)
    for document in CITING:
        assert any(document in one.documents for one in legal_bases())
    for one in legal_bases():
        assert one.citation == f"{one.kind} Nomor {one.number} Tahun {one.year} tentang {one.about}"
        assert one.since.year >= one.year


@pytest.mark.parametrize(
    ("code", "day", "is_in_force"),
    [
        ("inpres-4-2022", date(2022, 6, 7), False),
        ("inpres-4-2022", date(2022, 6, 8), True),
        ("inpres-4-2022", date(2024, 12, 31), True),
        ("inpres-4-2022", date(2025, 1, 1), False),
        ("inpres-8-2025", date(2025, 3, 26), False),
        ("inpres-8-2025", date(2025, 3, 27), True),
        ("permendagri-15-2024", date(2025, 12, 31), True),
        ("permendagri-15-2024", date(2026, 1, 1), False),
        ("permendagri-14-2025", date(2026, 1, 1), True),
        ("uu-40-2004", date(2999, 1, 1), True),
    ],
)
def test_each_is_in_force_from_its_first_day_to_its_last(code: str, day: date, is_in_force: bool) -> None:
    assert (code in {one.code for one in in_force(day)}) is is_in_force


def test_what_is_not_numbered_by_year_is_cited_with_its_day() -> None:
    letter = LegalBasis(
        code="kantor-1", kind="Surat Edaran Bupati", number="500/12", year=2026, about="X", since=date(2026, 2, 3)
    )
    assert letter.citation == "Surat Edaran Bupati Nomor 500/12 tanggal 3 Februari 2026 tentang X"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('code = "pp-44-2015"', 'code = "PP 44"', "basis ke-1.code"),
        ('kind = "Peraturan Pemerintah"', 'kind = " "', "basis ke-1.kind"),
        ('number = "44"', "number = 44", "basis ke-1.number"),
        ("year = 2015", 'year = "2015"', "basis ke-1.year"),
        ('about = "Jaminan"', "", "basis ke-1.about"),
        ("since = 2015-07-01", 'since = "1 Juli 2015"', "basis ke-1.since"),
        ("since = 2015-07-01", "since = 2015-07-01\nuntil = 2015-06-30", "basis ke-1.until"),
        ('source = "PP 44/2015"', "", "basis ke-1.source"),
        ('["ba_verval"]', '["surat_cinta"]', "basis ke-1.documents"),
        ("[[basis]]", "[[basis]]\nwarna = 1", "basis ke-1.warna"),
        ("[[basis]]", "[[dasar]]", "kunci dasar"),
        ("[[basis]]", "[[basis", "penulisan"),
    ],
)
def test_a_broken_entry_is_named_with_its_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    assert read_legal_bases(written(tmp_path, GOOD))
    with pytest.raises(DataFileBroken) as told:
        read_legal_bases(written(tmp_path, GOOD.replace(old, new)))
    assert "dasar_hukum.toml" in told.value.what
    assert place in told.value.what


def test_the_same_code_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileBroken, match="dua kali"):
        read_legal_bases(written(tmp_path, GOOD + GOOD))
