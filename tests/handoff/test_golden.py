"""Files of every format that ever shipped are read for ever; these were made with the fixed keys of parties.py."""

from pathlib import Path

from tests.handoff.parties import BULUKUMBA, FIELDS, GANTARANG, PDF, certificate, rows
from ucj_desktop.domain.parcel import AnswerRow, Outcome, ParcelFamily
from ucj_desktop.handoff.cards import read_card_file
from ucj_desktop.handoff.envelope import verify_outer
from ucj_desktop.handoff.replies import read_answer, read_receipt
from ucj_desktop.handoff.v1 import OpenedPackage, open_package

GOLDEN = Path(__file__).parents[1] / "data" / "handoff"
PACKAGE_SHA256 = "4f89b78033c6fd1d937a10f280c2760eb9733d2d915aa9b8eb01787705530794"


def reply(name: str, family: ParcelFamily) -> OpenedPackage:
    trusted = verify_outer(GOLDEN / name, [BULUKUMBA.card], own_code="730201", expected=family)
    return open_package(trusted, GANTARANG.keys)


def test_the_package_of_format_1_still_opens() -> None:
    card = read_card_file(GOLDEN / "v1-UCJ-730201.ucjk")
    trusted = verify_outer(GOLDEN / "v1-UCJ-730201-0001.ucj", [card], own_code="7302", expected=ParcelFamily.PACKAGE)
    opened = open_package(trusted, BULUKUMBA.keys)
    assert opened.sha256 == PACKAGE_SHA256
    assert list(opened.records()) == [dict(zip(FIELDS, row, strict=True)) for row in rows(25)]
    assert len(list(opened.decisions())) == len(list(opened.tombstones())) == 1
    assert [content for _, content in opened.letters()] == [PDF]
    assert opened.certificates == (certificate(),)


def test_the_receipt_of_format_1_still_opens() -> None:
    receipt = read_receipt(reply("v1-UCJ-730201-0001.ucjr", ParcelFamily.RECEIPT))
    assert receipt.package_sha256 == PACKAGE_SHA256
    assert receipt.counts == {"new": 24, "refused": 1}


def test_the_answer_of_format_1_still_opens() -> None:
    opened = reply("v1-UCJ-7302-730201-0001.ucja", ParcelFamily.ANSWER)
    assert list(read_answer(opened)) == [AnswerRow("018f-00000001", Outcome.ACCEPTED, "", 1)]
