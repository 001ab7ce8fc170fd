"""Papers against their data."""

import contextlib
import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest

from tests.reports.made_up import (
    HEAD,
    OFFICE,
    make_candidates,
    make_facts,
    make_minutes,
    make_row,
    make_sign,
    verify_sign,
)
from tests.reports.pdf import ink_outside, make_pdf, page_texts
from ucj_desktop.domain.frozen import freeze, row_seal
from ucj_desktop.domain.minutes import FrozenRow, Minutes
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.reports import find_report
from ucj_desktop.reports.checking import NotAPdf, Outcome, check_pdf, check_qr_text
from ucj_desktop.reports.embedded import read_embedded
from ucj_desktop.reports.facts import PaperSize
from ucj_desktop.reports.page_text import row_differences
from ucj_desktop.reports.seal import NotAnOfficeQr, read_seal, seal_text
from ucj_desktop.reports.writer import ATTACHMENT, write_document


def qr_texts(pdf: bytes) -> list[str]:
    """What the QR of each page says."""
    return [page["seal"] for page in embedded(pdf)["pages"]]


def embedded(pdf: bytes) -> Any:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return json.loads(bytes(document.get_attachment(0).get_data()))
    finally:
        document.close()


def with_embedded(pdf: bytes, content: bytes) -> bytes:
    """The same pages with another attachment."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.del_attachment(0)
        document.new_attachment(ATTACHMENT).set_data(content)
        target = BytesIO()
        document.save(target)
        return target.getvalue()
    finally:
        document.close()


def drawn_otherwise(original: Minutes, shown: Minutes, code: str = "BA-VER", person: FrozenRow | None = None) -> bytes:
    """A paper that shows other rows than the data it carries, down to the right seals."""
    facts = make_facts(minutes=original, frozen=freeze(original))
    document = find_report(code).plan(replace(facts, minutes=shown, person=person))
    target = BytesIO()
    write_document(document, facts, target)
    return target.getvalue()


def with_row(minutes: Minutes, place: int, change: Callable[[FrozenRow], FrozenRow]) -> Minutes:
    rows = list(minutes.rows)
    rows[place] = change(rows[place])
    return replace(minutes, rows=tuple(rows))


@pytest.mark.parametrize("code", ["BA-VER", "LAMP-1", "LAMP-2", "LAMP-3", "REKAP", "SPTJM", "PENGANTAR"])
@pytest.mark.parametrize("count", [0, 1, 26, 120])
@pytest.mark.parametrize("paper", list(PaperSize))
def test_what_was_printed_is_genuine(code: str, count: int, paper: PaperSize) -> None:
    minutes = make_minutes(count, candidates=make_candidates(count // 2, count))
    found = check_pdf(make_pdf(code, make_facts(minutes=minutes, paper=paper)), verify_sign)
    assert found.outcome is Outcome.GENUINE, found
    assert found.seal is not None
    assert (found.seal.register, found.seal.revision, found.seal.workers) == (3, 1, count)


def test_a_paper_saved_anew_by_another_program_is_still_genuine() -> None:
    document = pypdfium2.PdfDocument(make_pdf("BA-VER", make_facts(30)))
    target = BytesIO()
    document.save(target)
    document.close()
    assert check_pdf(target.getvalue(), verify_sign).outcome is Outcome.GENUINE


def test_every_page_of_a_training_office_says_so_also_after_the_freeze_and_is_still_checked() -> None:
    facts = make_facts(30)
    practised = make_pdf("BA-VER", replace(facts, office=replace(facts.office, training=True)))
    assert all("LATIHAN" in text for text in page_texts(practised))
    assert check_pdf(practised, verify_sign).outcome is Outcome.GENUINE
    assert not any("LATIHAN" in text for text in page_texts(make_pdf("BA-VER", facts)))


def test_a_birth_date_that_could_not_be_read_is_printed_as_written_and_checked() -> None:
    row = make_row(3, Verdict.NOT_ELIGIBLE)
    worker = replace(row.worker, birth_date=None, unread={"birth_date": "32/13/1980"}, nik="")
    minutes = make_minutes(0, rows=(replace(row, position=1, worker=worker),))
    assert check_pdf(make_pdf("LAMP-2", make_facts(minutes=minutes)), verify_sign).outcome is Outcome.GENUINE


@pytest.mark.parametrize(
    "text",
    [
        "uraian " * 200,
        "satu\nbaris\tdua",
        "centang \u2713 dan \U0001f600",
        "e\u0301 dan é",
        "kata" * 120,
        "\uff46\uff55\uff4c\uff4c",
        "\u05d0\u05d1",
    ],
)
@pytest.mark.parametrize("code", ["BA-VER", "LAMP-2", "LAMP-3"])
def test_any_text_that_was_typed_prints_inside_the_page_and_checks(text: str, code: str) -> None:
    row = make_row(3, Verdict.NOT_ELIGIBLE)
    worker = replace(row.worker, nik=text[:60], full_name=text, hamlet=text, birth_place=text)
    rows = tuple(replace(row, position=place, worker=worker, note=text, village_name=text) for place in (1, 2, 3))
    waiting = (replace(rows[0], position=4, reason=None, note="", waits_as=1),)
    minutes = make_minutes(0, rows=rows, candidates=waiting, signers=(replace(HEAD, name=text),), venue=text)
    for paper in PaperSize:
        pdf = make_pdf(code, make_facts(minutes=minutes, paper=paper))
        assert check_pdf(pdf, verify_sign).outcome is Outcome.GENUINE
        assert ink_outside(pdf, left=29, right=19, top=19, bottom=5) == []


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("full_name", "Orang Lain", "nama"),
        ("nik", "7302010101800999", "NIK"),
        ("birth_place", "Makassar", "tempat dan tanggal lahir"),
        ("hamlet", "Dusun Lain", "alamat"),
        ("occupation", "Pegawai", "pekerjaan"),
    ],
)
def test_a_changed_cell_is_named_with_page_and_row(field: str, value: str, named: str) -> None:
    minutes = make_minutes(0, rows=tuple(make_row(number, Verdict.ELIGIBLE) for number in range(1, 80)))
    shown = with_row(minutes, 49, lambda row: replace(row, worker=replace(row.worker, **{field: value})))  # type: ignore[arg-type]
    found = check_pdf(drawn_otherwise(minutes, shown), verify_sign)
    assert found.outcome is Outcome.CHANGED
    first = found.differences[0]
    assert first.row == 50
    assert first.page is not None
    assert first.page > 2
    assert named in first.what
    assert "baris 50" in found.sentence


@pytest.mark.parametrize(("number", "added"), [(7, "7"), (4, "4"), (1, "10")])
def test_a_digit_before_a_nik_is_not_taken_for_the_number_of_the_row(number: int, added: str) -> None:
    minutes = make_minutes(0, rows=tuple(make_row(one, Verdict.ELIGIBLE) for one in range(1, 10)))
    shown = with_row(
        minutes, number - 1, lambda row: replace(row, worker=replace(row.worker, nik=added + row.worker.nik))
    )
    found = check_pdf(drawn_otherwise(minutes, shown, "LAMP-1"), verify_sign)
    assert found.differences[0].row == number


@pytest.mark.parametrize("code", ["BA-VER", "LAMP-3"])
def test_a_candidate_who_was_exchanged_or_moved_up_is_found(code: str) -> None:
    minutes = make_minutes(9, candidates=make_candidates(12, 9))
    for number, change in ((4, {"worker": make_row(77).worker}), (7, {"waits_as": 1}), (9, {"village_name": "Lain"})):
        waiting = list(minutes.candidates)
        waiting[number - 1] = replace(waiting[number - 1], **change)
        found = check_pdf(drawn_otherwise(minutes, replace(minutes, candidates=tuple(waiting)), code), verify_sign)
        assert [one.row for one in found.differences if one.row] == [number], change


def test_a_row_written_below_the_last_one_is_found() -> None:
    minutes = make_minutes(0, rows=tuple(make_row(one, Verdict.ELIGIBLE) for one in range(1, 6)))
    shown = with_row(
        minutes, 4, lambda row: replace(row, worker=replace(row.worker, occupation="Petani LAYAK 6 Orang"))
    )
    assert check_pdf(drawn_otherwise(minutes, shown, "LAMP-1"), verify_sign).outcome is Outcome.CHANGED


def test_two_rows_that_swapped_a_name_are_found() -> None:
    minutes = make_minutes(0, rows=tuple(make_row(number, Verdict.ELIGIBLE) for number in range(1, 10)))
    names = minutes.rows[2].worker.full_name, minutes.rows[6].worker.full_name
    shown = with_row(minutes, 2, lambda row: replace(row, worker=replace(row.worker, full_name=names[1])))
    shown = with_row(shown, 6, lambda row: replace(row, worker=replace(row.worker, full_name=names[0])))
    found = check_pdf(drawn_otherwise(minutes, shown, "LAMP-1"), verify_sign)
    assert [difference.row for difference in found.differences] == [3, 7]


def test_other_totals_and_another_signer_are_found() -> None:
    minutes = make_minutes(8)
    shown = with_row(minutes, 0, lambda row: replace(row, village_name="Desa Karangan"))
    shown = replace(shown, signers=(replace(HEAD, name="Orang Lain"), *minutes.signers[1:]))
    found = check_pdf(drawn_otherwise(minutes, shown), verify_sign)
    sentences = " ".join(difference.what for difference in found.differences)
    assert "penanda tangan" in sentences
    assert "Rincian" in sentences


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_taken_out_is_found(page: int) -> None:
    document = pypdfium2.PdfDocument(make_pdf("BA-VER", make_facts(60)))
    del document[page % len(document)]
    target = BytesIO()
    document.save(target)
    document.close()
    found = check_pdf(target.getvalue(), verify_sign)
    assert found.outcome is Outcome.CHANGED
    assert "halaman" in found.sentence


@pytest.mark.parametrize("code", ["BA-VER", "SPTJM"])
def test_a_page_put_behind_the_last_one_is_found(code: str) -> None:
    document = pypdfium2.PdfDocument(make_pdf(code, make_facts(4)))
    document.new_page(595, 842)
    target = BytesIO()
    document.save(target)
    document.close()
    found = check_pdf(target.getvalue(), verify_sign)
    assert found.outcome is Outcome.CHANGED
    assert "tetapi PDF-nya" in found.sentence


def test_pages_in_another_order_are_found() -> None:
    document = pypdfium2.PdfDocument(make_pdf("LAMP-1", make_facts(120)))
    other = pypdfium2.PdfDocument.new()
    other.import_pages(document, pages=[1, 0, 2, 3])
    other.new_attachment(ATTACHMENT).set_data(bytes(document.get_attachment(0).get_data()))
    target = BytesIO()
    other.save(target)
    for one in (document, other):
        one.close()
    assert check_pdf(target.getvalue(), verify_sign).outcome is Outcome.CHANGED


def leaves(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of everything that is no list and no mapping."""
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*place, key))]
    if isinstance(value, list):
        return [leaf for key, inner in enumerate(value) for leaf in leaves(inner, (*place, key))]
    return [place]


def test_no_change_of_the_embedded_data_passes() -> None:
    pdf = make_pdf("BA-VER", make_facts(4))
    data = embedded(pdf)
    places = leaves(data)
    assert len(places) > 60
    for place in places:
        changed = json.loads(json.dumps(data))
        holder = changed
        for key in place[:-1]:
            holder = holder[key]
        before = holder[place[-1]]
        holder[place[-1]] = before + 1 if isinstance(before, int) and not isinstance(before, bool) else f"{before}x"
        found = check_pdf(with_embedded(pdf, json.dumps(changed).encode()), verify_sign)
        assert found.outcome is not Outcome.GENUINE, place


@pytest.mark.parametrize(
    "change",
    [
        {"held_on": date(2026, 1, 2)},
        {"workers": 5},
        {"register": 99},
        {"revision": 9},
        {"page": 2},
        {"pages": 9},
        {"digest": "0" * 32},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_qr_that_the_office_signed_for_something_else_is_found(change: dict[str, Any]) -> None:
    pdf = make_pdf("LAMP-1", make_facts(4))
    data = embedded(pdf)
    seal, _ = read_seal(data["pages"][0]["seal"])
    data["pages"][0]["seal"] = seal_text(replace(seal, **change), make_sign)
    found = check_pdf(with_embedded(pdf, json.dumps(data).encode()), verify_sign)
    assert found.outcome is Outcome.CHANGED
    assert found.differences[0].page == 1


@pytest.mark.parametrize("page", [2, 4])
def test_the_signature_of_every_page_counts_and_not_of_the_first_alone(page: int) -> None:
    pdf = make_pdf("LAMP-1", make_facts(120))
    data = embedded(pdf)
    seal, _ = read_seal(data["pages"][page - 1]["seal"])
    data["pages"][page - 1]["seal"] = seal_text(seal, lambda text: make_sign(text + b"other key"))
    found = check_pdf(with_embedded(pdf, json.dumps(data).encode()), verify_sign)
    assert found.outcome is Outcome.CHANGED
    assert found.differences[0].page == page


def test_words_and_a_nik_that_no_row_holds_are_found_wherever_they_stand() -> None:
    pdf = make_pdf("LAMP-1", make_facts(minutes=make_minutes(4)))
    data = read_embedded(json.dumps(embedded(pdf)).encode())
    rows = [data.rows[position] for position in data.positions[0]]

    def said(text: str) -> list[str]:
        return [what for _, what in row_differences(text, rows, data.row_digests, 1, "LAMP-1")]

    [text] = page_texts(pdf)
    last = row_seal(data.row_digests[rows[-1].position])
    assert said(text) == []
    assert ["NIK di halaman ini" in what for what in said(f"{text} 7302011708800001")] == [True]
    assert ["bawah baris terakhir" in what for what in said(text.replace(last, f"{last} dan lainnya"))] == [True]


def test_the_recap_by_village_is_checked_as_the_minutes_are() -> None:
    minutes = make_minutes(6)
    shown = with_row(minutes, 0, lambda row: replace(row, village_name="Desa Lain"))
    assert check_pdf(drawn_otherwise(minutes, shown, "REKAP"), verify_sign).outcome is Outcome.CHANGED


def test_a_qr_text_inside_a_pdf_stands_there_as_it_was_printed() -> None:
    pdf = make_pdf("LAMP-1", make_facts(4))
    data = embedded(pdf)
    data["pages"][0]["seal"] = data["pages"][0]["seal"].lower()
    assert check_pdf(with_embedded(pdf, json.dumps(data).encode()), verify_sign).outcome is Outcome.CHANGED


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"v":1}', b'{"v":1,"rows":[],"pages":[],"head":[]}'])
def test_data_that_is_no_data_is_called_broken(content: bytes) -> None:
    pdf = make_pdf("LAMP-1", make_facts(2))
    assert check_pdf(with_embedded(pdf, content), verify_sign).outcome is Outcome.CHANGED


def test_rows_without_any_seal_are_not_genuine() -> None:
    pdf = make_pdf("LAMP-1", make_facts(2))
    data = embedded(pdf) | {"pages": []}
    assert check_pdf(with_embedded(pdf, json.dumps(data).encode()), verify_sign).outcome is Outcome.CHANGED


def test_flipped_bytes_never_break_the_check() -> None:
    pdf = make_pdf("LAMP-1", make_facts(6))
    chance = random.Random(5)
    for _ in range(150):
        damaged = bytearray(pdf)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        with contextlib.suppress(NotAPdf):
            assert check_pdf(bytes(damaged), verify_sign).outcome in Outcome


def test_an_office_whose_card_is_not_pinned_is_unknown() -> None:
    facts = make_facts(3, office=replace(OFFICE, code="730202"))
    found = check_pdf(make_pdf("LAMP-1", facts), verify_sign)
    assert found.outcome is Outcome.UNKNOWN
    assert "730202" in found.sentence


def test_a_paper_of_another_key_is_changed() -> None:
    facts = make_facts(3, sign=lambda text: make_sign(b"other" + text))
    assert check_pdf(make_pdf("LAMP-1", facts), verify_sign).outcome is Outcome.CHANGED


def test_a_draft_and_a_foreign_pdf_are_unknown() -> None:
    assert check_pdf(make_pdf("BA-VER", make_facts(3, draft=True)), verify_sign).outcome is Outcome.UNKNOWN
    assert check_pdf(make_pdf("HADIR", make_facts(minutes=None)), verify_sign).outcome is Outcome.UNKNOWN


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(NotAPdf):
        check_pdf(b"PK\x03\x04 not a pdf", verify_sign)


def test_the_qr_text_alone_says_what_the_paper_must_show() -> None:
    text = qr_texts(make_pdf("BA-VER", make_facts(26)))[2]
    found = check_qr_text(text, verify_sign)
    assert found.outcome is Outcome.GENUINE
    assert "register 3-1 tanggal 30-04-2026, halaman 3 dari 5, 26 orang" in found.sentence


def test_the_qr_text_is_alphanumeric_and_of_the_form_that_was_agreed() -> None:
    text = qr_texts(make_pdf("BA-VER", make_facts(26)))[0]
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert text.startswith("UCJ1*730201*3-1*20260430*1/5*26*")
    assert [len(part) for part in text.split("*")[6:]] == [32, 103]


def test_a_qr_text_typed_with_spaces_and_small_letters_is_read() -> None:
    text = qr_texts(make_pdf("LAMP-1", make_facts(2)))[0]
    typed = "\n".join(text[start : start + 20].lower() for start in range(0, len(text), 20))
    assert check_qr_text(f"  {typed} ", verify_sign).outcome is Outcome.GENUINE


def test_every_single_changed_sign_of_a_qr_text_is_found() -> None:
    text = qr_texts(make_pdf("LAMP-1", make_facts(2)))[0]
    for place in range(len(text)):
        changed = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        try:
            assert check_qr_text(changed, verify_sign).outcome is not Outcome.GENUINE, place
        except NotAnOfficeQr:
            continue


def test_the_last_sign_of_a_qr_text_has_one_form_only() -> None:
    text = qr_texts(make_pdf("LAMP-1", make_facts(2)))[0]
    for sign in set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") - {text[-1]}:
        changed = text[:-1] + sign
        with contextlib.suppress(NotAnOfficeQr):
            assert check_qr_text(changed, verify_sign).outcome is not Outcome.GENUINE, sign


@pytest.mark.parametrize(
    "text", ["", "https://contoh.id", "UCJ1*730201", "UCJ2*730201*1-1", "\uff35\uff23\uff2a\uff11*", "UCJ1*" * 40]
)
def test_another_text_is_no_office_qr(text: str) -> None:
    with pytest.raises(NotAnOfficeQr):
        read_seal(text)
