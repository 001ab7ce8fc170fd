"""The code of a receipt, from the package over the district's paper to the keys of the kecamatan."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from tests.offices import make_office
from tests.working_day import enter, everyone, exchange_cards, forge, minuted, table, whole_store
from ucj_desktop.crypto.receipt_code import ReceiptCodeMistyped
from ucj_desktop.domain.parcel import ParcelFamily
from ucj_desktop.domain.receipt_outcome import ReceiptOutcome
from ucj_desktop.handoff.v1 import open_package
from ucj_desktop.services.care.home import home
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.exchange_cards import trusted_parcel
from ucj_desktop.services.handoff.take_receipt_code import (
    ReceiptCodeOfAnother,
    ReceiptCodeOfNothing,
    take_receipt_code,
    typed_codes,
)
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.print_receipt import NoSuchPackageReceived, print_receipt
from ucj_desktop.storage import packages


class Pair(NamedTuple):
    kecamatan: Office
    kabupaten: Office
    stick: Path

    def received(self, name: str = "UCJ-730201-0001.ucj") -> str:
        """The code that the district's receipt bears."""
        return receive_package(self.kabupaten, self.stick / name).code


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Six people of Gantarang in a package on the stick."""
    kecamatan = make_office(tmp_path / "kecamatan")
    kabupaten = make_office(tmp_path / "kabupaten", code="7302")
    stick = tmp_path / "stick"
    exchange_cards(kecamatan, kabupaten, stick)
    minuted(kecamatan, enter(kecamatan, 6))
    create_package(kecamatan, stick)
    yield Pair(kecamatan, kabupaten, stick)
    kecamatan.close()
    kabupaten.close()


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def awaited(office: Office) -> list[str]:
    return [one.sentence for one in home(office).to_do if one.code == "receipts"]


def test_a_code_that_is_typed_says_that_the_package_was_received_whole(pair: Pair) -> None:
    code = pair.received()
    assert awaited(pair.kecamatan) == ["1 paket belum ada tanda terimanya dari kabupaten."]
    said = take_receipt_code(pair.kecamatan, code.lower())
    assert (said.sequence, said.outcome) == (1, ReceiptOutcome.WHOLE)
    assert said.change.sentence == "Paket nomor 0001 diterima utuh."
    assert typed_codes(pair.kecamatan)[1].outcome == "whole"
    assert awaited(pair.kecamatan) == []
    (sent,) = _sent(pair.kecamatan)
    assert sent.receipt_at == ""  # the file has not come: a code tells of no worker
    before = whole_store(pair.kecamatan)
    take_receipt_code(pair.kecamatan, code)
    assert whole_store(pair.kecamatan) == before


def test_a_package_with_a_refused_row_gives_the_other_code(pair: Pair) -> None:
    """At the district the ids have become another office's."""
    (first, *_) = everyone(pair.kecamatan)
    receive_package(pair.kabupaten, pair.stick / "UCJ-730201-0001.ucj")
    forge(
        pair.kabupaten,
        "UPDATE workers SET origin_office = '730299'",
        "DELETE FROM received_workers",
        without="workers_keep_their_origin",
    )
    create_package(pair.kecamatan, pair.stick, full=True)
    done = receive_package(pair.kabupaten, pair.stick / "UCJ-730201-0002.ucj")
    assert done.counts["refused"] == 6
    said = take_receipt_code(pair.kecamatan, done.code)
    assert said.outcome is ReceiptOutcome.LISTED
    assert "ada yang ditolak atau ditahan" in said.change.sentence
    assert awaited(pair.kecamatan)  # for the list
    print_receipt(pair.kabupaten, "73.02.01", 2, pair.stick / "kertas.pdf")
    told = text_of(pair.stick / "kertas.pdf")
    assert "Nomor pekerja ini sudah dipakai kantor lain." in told
    assert first.worker.full_name not in told  # whose it is there is not this kecamatan's to know


def test_the_paper_bears_the_code_and_what_was_received(pair: Pair) -> None:
    code = pair.received()
    for paper in ("a4", "f4"):
        change = print_receipt(pair.kabupaten, "730201", 1, pair.stick / f"{paper}.pdf", paper=paper)
        told = text_of(pair.stick / f"{paper}.pdf")
        assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in told
        assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in change.sentence
        for words in ("TANDA TERIMA PAKET", "Kecamatan Gantarang", "nomor 0001", "Tidak ada baris yang ditolak"):
            assert words in told
    with pytest.raises(NoSuchPackageReceived):
        print_receipt(pair.kabupaten, "730201", 2, pair.stick / "x.pdf")


def test_the_same_package_again_has_the_same_code(pair: Pair) -> None:
    code = pair.received()
    assert code
    assert pair.received() == code


def test_a_package_without_a_secret_is_received_without_a_code(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a program of before."""
    monkeypatch.setattr(
        "ucj_desktop.services.handoff.create_package.secret_object", lambda secret: {"kind": "note", "text": "lama"}
    )
    create_package(pair.kecamatan, pair.stick, nihil=True)
    pair.received()
    assert pair.received("UCJ-730201-0002.ucj") == ""
    change = print_receipt(pair.kabupaten, "730201", 2, pair.stick / "tanpa.pdf")
    assert "tanpa kode" in change.sentence
    assert "Tanpa kode" in text_of(pair.stick / "tanpa.pdf")


def test_the_secret_stands_in_the_first_line_of_the_decisions_and_nowhere_outside(pair: Pair) -> None:
    path = pair.stick / "UCJ-730201-0001.ucj"
    opened = open_package(trusted_parcel(pair.kabupaten, path, ParcelFamily.PACKAGE), pair.kabupaten.keys)
    first = next(opened.decisions())
    ((_, secret, *_),) = table(pair.kecamatan, "receipt_codes")
    assert first == {"kind": "receipt-code", "secret": secret}
    assert str(secret).encode() not in path.read_bytes()


def test_wrong_codes_change_nothing_and_each_says_what_is_wrong(pair: Pair, tmp_path: Path) -> None:
    code = pair.received()
    create_package(pair.kecamatan, pair.stick, nihil=True)
    second = pair.received("UCJ-730201-0002.ucj")
    before = whole_store(pair.kecamatan)
    slip = ("3" if code[5] != "3" else "4").join((code[:5], code[6:]))
    with pytest.raises(ReceiptCodeMistyped) as mistyped:
        take_receipt_code(pair.kecamatan, slip)
    assert "kelompok 2, huruf ke-2" in mistyped.value.what
    with pytest.raises(ReceiptCodeOfAnother) as another:
        take_receipt_code(pair.kecamatan, second, 1)
    assert another.value.what == "Kode ini milik paket nomor 0002, bukan nomor 0001."
    with pytest.raises(ReceiptCodeOfNothing) as nothing:
        take_receipt_code(pair.kecamatan, "F95W-KEJF-QF1K")
    assert "bukan kode paket mana pun" in nothing.value.what
    assert whole_store(pair.kecamatan) == before
    other = make_office(tmp_path / "baru", code="730202")
    with pytest.raises(ReceiptCodeOfNothing) as none_yet:
        take_receipt_code(other, second)
    assert none_yet.value.what.startswith("Belum ada paket")
    other.close()


def test_the_file_may_come_after_the_code(pair: Pair) -> None:
    code = pair.received()
    take_receipt_code(pair.kecamatan, code)
    assert take_replies(pair.kecamatan, pair.stick).receipts == 1
    assert "sudah dibaca" in take_receipt_code(pair.kecamatan, code).change.sentence


def _sent(office: Office) -> list[packages.SentPackage]:
    with office.database.reading() as connection:
        return packages.sent(connection)
