"""Receipts and answers."""

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.handoff.parties import BULUKUMBA, GANTARANG, package_parcel, write
from ucj_desktop.domain.parcel import AnswerRow, Outcome, Parcel, ParcelFamily, ParcelKind, Receipt, RefusedRow
from ucj_desktop.handoff import refusals, v1
from ucj_desktop.handoff.envelope import verify_outer
from ucj_desktop.handoff.replies import read_answer, read_receipt, write_answer, write_receipt
from ucj_desktop.handoff.v1 import OpenedPackage, Source, line_of, open_package, titled_lines, write_parcel

ROWS = [AnswerRow("018f-1", Outcome.ACCEPTED, "", 3), AnswerRow("018f-2", Outcome.RETURNED, "NIK belum sah", 1)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reply"


def receipt() -> Receipt:
    return Receipt(
        package_sha256="cd" * 32,
        seq=7,
        counts={"new": 3, "refused": 1},
        refused=(RefusedRow("018f-9", "NIK sudah ada di kecamatan lain."),),
    )


def receipt_parcel() -> Parcel:
    return package_parcel(kind=ParcelKind.RECEIPT, seq=7, prev="cd" * 32)


def opened(path: Path, family: ParcelFamily) -> OpenedPackage:
    trusted = verify_outer(path, [BULUKUMBA.card], own_code="730201", expected=family)
    return open_package(trusted, GANTARANG.keys)


def test_a_receipt_arrives_with_its_refused_rows(path: Path) -> None:
    with path.open("wb") as file:
        write_receipt(file, receipt_parcel(), receipt(), BULUKUMBA.keys, [GANTARANG.card.recipient])
    assert read_receipt(opened(path, ParcelFamily.RECEIPT)) == receipt()
    assert b"018f-9" not in path.read_bytes()


def test_an_answer_arrives_row_by_row(path: Path) -> None:
    parcel = package_parcel(kind=ParcelKind.ANSWER)
    with path.open("wb") as file:
        write_answer(file, parcel, ROWS, BULUKUMBA.keys, [GANTARANG.card.recipient])
    assert list(read_answer(opened(path, ParcelFamily.ANSWER))) == ROWS


def test_a_receipt_for_another_office_or_of_an_unknown_district_is_named(path: Path) -> None:
    with path.open("wb") as file:
        write_receipt(file, receipt_parcel(), receipt(), BULUKUMBA.keys, [GANTARANG.card.recipient])
    with pytest.raises(refusals.PackageForAnotherOffice, match="730201"):
        verify_outer(path, [BULUKUMBA.card], own_code="730202", expected=ParcelFamily.RECEIPT)
    with pytest.raises(refusals.UnknownOffice, match="7302"):
        verify_outer(path, [GANTARANG.card], own_code="730201", expected=ParcelFamily.RECEIPT)
    with pytest.raises(refusals.AnotherKindOfParcel, match="paket"):
        verify_outer(path, [BULUKUMBA.card], own_code="7302", expected=ParcelFamily.PACKAGE)


def test_a_sub_district_cannot_sign_a_receipt_for_itself(path: Path) -> None:
    with path.open("wb") as file:
        write_receipt(file, receipt_parcel(), receipt(), GANTARANG.keys, [GANTARANG.card.recipient])
    with pytest.raises(refusals.ForgedPackage):
        verify_outer(path, [GANTARANG.card], own_code="730201", expected=ParcelFamily.RECEIPT)


def test_a_letter_has_no_place_in_a_receipt() -> None:
    sources = [
        Source("receipt.jsonl", tuple),
        Source("refused.jsonl", tuple),
        v1._letter_source(v1.Letter(hashlib.sha256(b"").hexdigest(), lambda: b"")),
    ]
    with pytest.raises(ValueError, match="nobody"):
        write_parcel(io.BytesIO(), receipt_parcel(), sources, (), BULUKUMBA.keys, [GANTARANG.card.recipient])


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"package_sha256": "cd" * 32, "seq": 8, "counts": {}},
        {"package_sha256": "ab" * 32, "seq": 7, "counts": {}},
        {"package_sha256": 1, "seq": 7, "counts": {}},
        {"package_sha256": "cd" * 32, "seq": "7", "counts": {}},
        {"package_sha256": "cd" * 32, "seq": 7, "counts": []},
        {"package_sha256": "cd" * 32, "seq": 7, "counts": {"new": -1}},
    ],
)
def test_a_receipt_of_another_form_is_damage(path: Path, stated: dict[str, object]) -> None:
    line = line_of(stated)  # type: ignore[arg-type]
    sources = [Source("receipt.jsonl", lambda: (line,)), Source("refused.jsonl", tuple)]
    with path.open("wb") as file:
        write_parcel(file, receipt_parcel(), sources, (), BULUKUMBA.keys, [GANTARANG.card.recipient])
    with pytest.raises(refusals.PackageDamaged):
        read_receipt(opened(path, ParcelFamily.RECEIPT))


@pytest.mark.parametrize("row", [("a", "gone", "", 1), (1, "accepted", "", 1), ("a", "accepted", "", True)])
def test_an_answer_of_another_form_is_damage(path: Path, row: tuple[object, ...]) -> None:
    names = ("worker_id", "outcome", "reason", "revision")
    sources = [Source("answers.jsonl", lambda: titled_lines(names, [row]))]  # type: ignore[list-item]
    parcel = package_parcel(kind=ParcelKind.ANSWER)
    with path.open("wb") as file:
        write_parcel(file, parcel, sources, (), BULUKUMBA.keys, [GANTARANG.card.recipient])
    with pytest.raises(refusals.PackageDamaged):
        list(read_answer(opened(path, ParcelFamily.ANSWER)))


def test_the_parcel_of_a_reply_must_fit_it() -> None:
    for parcel in (replace(receipt_parcel(), seq=8), package_parcel()):
        with pytest.raises(ValueError, match="receipt"):
            write_receipt(io.BytesIO(), parcel, receipt(), BULUKUMBA.keys, [])
    with pytest.raises(ValueError, match="answer"):
        write_answer(io.BytesIO(), package_parcel(), ROWS, BULUKUMBA.keys, [])


def test_a_package_is_no_reply(path: Path) -> None:
    write(path)
    with pytest.raises(refusals.AnotherKindOfParcel, match="balasan"):
        verify_outer(path, [GANTARANG.card], own_code="730201", expected=ParcelFamily.ANSWER)
