"""While typing and importing a clerk learns that another kecamatan has probably sent a NIK already."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.district.test_across_offices import BULU, HERE, THERE, send
from tests.working_day import minuted, new_office, open_for
from ucj_desktop.crypto.nik_filter import make_nik_filter
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.parcel import AnswerRow, AuditMark, Outcome, Parcel, ParcelKind
from ucj_desktop.domain.worker import Worker
from ucj_desktop.handoff import replies
from ucj_desktop.handoff.refusals import PackageDamaged
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.import_file import import_file
from ucj_desktop.services.collect.sent_elsewhere import SentElsewhere
from ucj_desktop.services.district.answer_office import answer_office
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.office import Office
from ucj_desktop.storage import elsewhere


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    with new_office(tmp_path / "district", code="7302") as made:
        yield made


def people(seed: int, code: str, count: int = 3) -> list[Worker]:
    return [one.worker for one in make_people(seed, count, code)]


@pytest.fixture
def sent(tmp_path: Path, district: Office) -> dict[str, tuple[Path, Path, list[Worker]]]:
    """Three people each of two kecamatan, received by the district."""
    told = {}
    for seed, code in ((31, HERE), (32, THERE)):
        mine = people(seed, code)
        told[code] = (*send(tmp_path, district, code, mine), mine)
    return told


def answered(district: Office, sent: dict[str, tuple[Path, Path, list[Worker]]], code: str) -> Path:
    folder, stick, _ = sent[code]
    file = answer_office(district, code, stick).file
    with open_for(folder) as office:
        take_replies(office, file)
    return folder


def test_the_others_are_known_and_the_own_are_not(
    district: Office, sent: dict[str, tuple[Path, Path, list[Worker]]]
) -> None:
    folder = answered(district, sent, HERE)
    with open_for(folder) as office:
        asks = SentElsewhere(office)
        for one in sent[THERE][2]:
            assert asks.words(one.nik).startswith("NIK ini mungkin sudah dikirim kecamatan lain (menurut balasan")
        assert [asks.words(one.nik) for one in sent[HERE][2]] == ["", "", ""]
        assert asks.words("") == asks.words(sent[THERE][2][0].nik[:15]) == ""


def test_an_import_notes_it_and_keeps_the_row(
    district: Office, sent: dict[str, tuple[Path, Path, list[Worker]]], tmp_path: Path
) -> None:
    folder = answered(district, sent, HERE)
    one, other = sent[THERE][2][0], people(33, HERE, 1)[0]
    sheet = tmp_path / "usulan.csv"
    lines = ["NIK;NAMA LENGKAP;DESA"] + [f"{who.nik};{who.full_name};Bialo" for who in (one, other)]
    sheet.write_text("\n".join(lines), "utf-8")
    with open_for(folder) as office:
        result = import_file(office, sheet)
        assert [row.outcome.value for row in result.rows] == ["new", "new"]
        said = [
            [(found.code, found.severity.value) for found in row.findings if found.code == "IM-27"]
            for row in result.rows
        ]
        assert said == [[("IM-27", "notes")], []]


def test_only_the_newest_answer_counts_and_one_without_a_filter_ends_it(
    district: Office, sent: dict[str, tuple[Path, Path, list[Worker]]], tmp_path: Path
) -> None:
    folder = answered(district, sent, HERE)
    stranger = sent[THERE][2][0].nik
    with open_for(folder) as office:
        assert SentElsewhere(office).words(stranger)
        more = people(34, HERE, 1)
        later(office, district, more, sent[HERE][1])
    district.preferences = replace(district.preferences, nik_filter=False)
    answered(district, sent, HERE)
    with open_for(folder) as office:
        assert SentElsewhere(office).words(stranger) == ""
        with office.database.reading() as connection:
            assert elsewhere.kept(connection) is None


def later(office: Office, district: Office, more: list[Worker], stick: Path) -> None:
    for one in more:
        save_new_worker(office, one)
    minuted(office, more)
    receive_package(district, create_package(office, stick).file)


def test_an_office_with_an_older_program_gets_an_answer_that_it_can_read(
    district: Office, sent: dict[str, tuple[Path, Path, list[Worker]]]
) -> None:
    with district.database.writing() as connection:
        connection.exec_driver_sql("UPDATE packages_in SET manifest = json_remove(manifest, '$.counts.reads')")
    folder = answered(district, sent, HERE)
    with open_for(folder) as office:
        assert SentElsewhere(office).words(sent[THERE][2][0].nik) == ""


def test_the_twin_is_told_to_both_until_one_of_them_is_returned(tmp_path: Path, district: Office) -> None:
    here = people(35, HERE)
    twin = replace(here[0], worker_id=new_id(), village_code=BULU, kk_number="")
    sent = {
        HERE: (*send(tmp_path, district, HERE, here), here),
        THERE: (*send(tmp_path, district, THERE, [twin]), [twin]),
    }
    with open_for(answered(district, sent, HERE)) as office:
        assert SentElsewhere(office).words(twin.nik)
    with open_for(answered(district, sent, THERE)) as office:  # which returns the twin as the later one
        assert SentElsewhere(office).words(twin.nik)
    with district.database.reading() as connection:
        assert twin.nik not in elsewhere.niks_of_others(connection, HERE)
        assert twin.nik in elsewhere.niks_of_others(connection, THERE)


@pytest.mark.parametrize(
    "line",
    [
        {"salt": "00", "hashes": 10, "people": 1},
        {"salt": "00" * 16, "hashes": 99, "people": 1},
        {"salt": "00" * 16, "people": 1},
        {"salt": "zz" * 16, "hashes": 10, "people": 1},
    ],
)
def test_a_filter_that_is_none_is_refused_and_nothing_changes(
    line: dict[str, object],
    district: Office,
    sent: dict[str, tuple[Path, Path, list[Worker]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replies, "_filter_objects", lambda _made: iter([line, {"bits": "AAAA"}]))
    folder, stick, _ = sent[HERE]
    file = answer_office(district, HERE, stick).file
    with open_for(folder) as office:
        with pytest.raises(PackageDamaged):
            take_replies(office, file)
        with office.database.reading() as connection:
            assert elsewhere.kept(connection) is None
            assert connection.exec_driver_sql("SELECT COUNT(*) FROM answers").scalar() == 0


def test_a_filter_needs_an_answer_of_the_second_schema() -> None:
    parcel = Parcel(
        kind=ParcelKind.ANSWER, office=HERE, district="7302", period="2026", seq=1, prev="",
        created="2026-11-23T00:00:00Z", app="1", revision=0, audit=AuditMark(0, ""),
    )  # fmt: skip
    rows = [AnswerRow("a", Outcome.ACCEPTED, "", 1)]
    with pytest.raises(ValueError, match="schema 2"):
        replies.write_answer(None, parcel, rows, None, [], make_nik_filter([]))  # type: ignore[arg-type]
