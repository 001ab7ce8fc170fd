"""The office's own sentences: which there are, what is refused, and that the paper says them."""

from pathlib import Path

import pytest

from tests.reports.pdf import page_texts
from tests.working_day import new_office
from ucj_desktop.reference.letter_tokens import TOKENS
from ucj_desktop.reference.wording import ALONE_SENTENCE
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.letter_labels import DOCUMENTS
from ucj_desktop.services.care.letter_words import (
    fault_of_sentence,
    preview_words,
    sentences,
    with_sentence,
)
from ucj_desktop.services.care.settings import save_preferences


def test_every_document_can_be_worded_but_for_the_sentence_that_is_the_same_everywhere(tmp_path: Path) -> None:
    assert set(DOCUMENTS) == set(TOKENS)
    with new_office(tmp_path / "office") as office:
        for document in DOCUMENTS:
            found = sentences(office, document)
            assert found[0].words == found[0].shipped
            assert ALONE_SENTENCE not in {one.name for one in found}
            labels = [one.label for one in found]
            assert sorted(set(labels)) == sorted(labels)
            assert not any("_" in label for label in labels)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_preview_says_every_sentence_that_its_paper_has(tmp_path: Path, document: str) -> None:
    with new_office(tmp_path / "office") as office:
        first = sentences(office, document)[0]
        wanted = with_sentence(office.preferences, document, first.name, "KALIMAT SENDIRI")
        text = " ".join(page_texts(preview_words(office, document, first.name, wanted).content))
        assert "KALIMAT SENDIRI" in text.upper()
        assert "DRAF" in text or document in ("lembar_kerja", "ba_musyawarah")


def test_the_shipped_sentence_typed_again_is_no_wording_of_ones_own(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        own = with_sentence(office.preferences, "ba_verval", "judul", "  BERITA   ACARA  BARU ")
        assert own.words == {"ba_verval": {"judul": "BERITA ACARA BARU"}}
        for words in ("BERITA ACARA", "", "   "):
            assert with_sentence(own, "ba_verval", "judul", words).words == {}
        save_preferences(office, own)
        kept = {one.name: one.own for one in sentences(office, "ba_verval") if one.own}
        assert kept == {"judul": "BERITA ACARA BARU"}


def test_a_wrong_token_is_named_and_placed() -> None:
    fault = fault_of_sentence("ba_verval", "judul", "BERITA {tahunn} ACARA")
    assert fault is not None
    assert "{tahunn} di huruf ke-8" in fault.what
    assert fault.span == (7, 15)
    assert "{tahun}" in fault.fix
    lonely = fault_of_sentence("ba_verval", "judul", "BERITA { ACARA")
    assert lonely is not None
    assert lonely.span == (7, 8)
    assert fault_of_sentence("ba_verval", "judul", "BERITA ACARA {tahun}") is None


@pytest.mark.parametrize(
    ("name", "page"), [("pembuka", 0), ("penutup", 1), ("judul_lampiran_dua", 3), ("judul_lampiran_tiga", 0)]
)
def test_the_preview_knows_where_the_sentence_stands(tmp_path: Path, name: str, page: int) -> None:
    with new_office(tmp_path / "office") as office:
        place = preview_words(office, "ba_verval", name, office.preferences).place
        assert place is not None
        assert place.page == page
        assert 50 < place.from_top < 900


def test_a_sentence_that_the_example_has_no_reason_for_stands_nowhere(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        assert preview_words(office, "ba_verval", "catatan_keberatan", office.preferences).place is None


def test_history_says_how_a_sentence_was_and_how_it_is_now(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        shipped = office.preferences
        save_preferences(office, with_sentence(shipped, "sptjm", "judul", "PERNYATAAN"))
        save_preferences(office, shipped)
        back, there = (line.details for line in history(office, limit=2))
        title = "SURAT PERNYATAAN TANGGUNG JAWAB MUTLAK"
        assert there == (f"Pernyataan tanggung jawab, Judul: {title} → PERNYATAAN",)
        assert back == (f"Pernyataan tanggung jawab, Judul: PERNYATAAN → {title}",)
