"""A whole store folder of today's revision, to be kept as a fixture once a release has shipped it."""

import argparse
import csv
import json
import shutil
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ucj_desktop.crypto.kdf import TRAINING_COST
from ucj_desktop.domain.minutes import Letterhead, Signer
from ucj_desktop.domain.people import OfficeKind, Role
from ucj_desktop.domain.standing import Order, WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.accounts import add_account
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.import_file import import_file
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.exchange_cards import pin_card, write_card
from ucj_desktop.services.office import Office, create_office, open_office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import print_report
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.storage import journal, minutes

PASSWORD = "perahu tua tetap berlayar"
ADMIN, VERIFIER, HEAD = "Irwan Pengelola", "Baso Verifikator", "Hasnah Kasi"
WORKERS, TYPED, UNDECIDED = 40, 3, 12
KEPT = ("store.db", "keyring.json", "outbox", "archive")
_HEADINGS = {
    "nik": "NIK",
    "full_name": "Nama",
    "birth_place": "Tempat Lahir",
    "birth_date": "Tanggal Lahir",
    "mother_name": "Nama Ibu Kandung",
    "address": "Alamat",
    "occupation": "Pekerjaan",
}


class _Clock:
    """Goes on by one second each time it is read."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def make_old_store(folder: Path) -> None:
    """Three accounts, an import, typed workers, verdicts, closed minutes, a printed letter and a package on its way."""
    with tempfile.TemporaryDirectory() as name:
        work, clock = Path(name), _Clock()
        _found(work, clock)
        with closing(open_office(work / "office", VERIFIER, PASSWORD, clock=clock)) as office:
            _collect(office, work / "Usulan Palambarae.csv")
            _decide(office, Step.VERIFY)
        with closing(open_office(work / "office", HEAD, PASSWORD, clock=clock)) as office:
            _decide(office, Step.VALIDATE)
            made, _ = close_minutes(office, MeetingFacts(number="500.15/007/KEC-GTR/XI/2026"))
            print_report(office, Asked(report="BA-VER", minutes=made.minutes_id), work / "BA-VER.pdf")
            create_package(office, work / "stick")
            expected = _expected(office)
            _make_small(office)
        folder.mkdir(parents=True)
        for one in KEPT:
            source = work / "office" / one
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / one)
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n", "utf-8")


def _found(work: Path, clock: _Clock) -> None:
    (work / "stick").mkdir()
    offices = [
        create_office(
            work / name, kind=kind, code=code, admin=ADMIN, password=PASSWORD,
            training=True, cost=TRAINING_COST, clock=clock,
        )[0]
        for name, kind, code in (
            ("office", OfficeKind.SUB_DISTRICT, "730201"),
            ("district", OfficeKind.DISTRICT, "7302"),
        )
    ]  # fmt: skip
    office, district = offices
    try:
        for name, role in ((VERIFIER, Role.VERIFIER), (HEAD, Role.HEAD)):
            add_account(office, name, role, PASSWORD)
        letterhead = Letterhead(
            first_line="PEMERINTAH KABUPATEN BULUKUMBA", second_line="KECAMATAN GANTARANG", place="Ponre"
        )
        signer = Signer(name="Contoh Camat, S.Sos.", position="Camat Gantarang")
        save_preferences(office, replace(office.preferences, letterhead=letterhead, signers=(signer,), venue="Aula"))
        card = write_card(district, work / "stick")
        pin_card(office, work / "stick" / card.file_name, card.fingerprint)
    finally:
        for one in offices:
            one.close()


def _collect(office: Office, path: Path) -> None:
    people = [one.worker for one in make_people(20, WORKERS, office.code)]
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow([*_HEADINGS.values(), "Jenis Kelamin", "Desa"])
        for one in people[TYPED:]:
            sheet.writerow([*(getattr(one, code) for code in _HEADINGS), _sex(one), office.printed(one.village_code)])
    import_file(office, path)
    for one in people[:TYPED]:
        save_new_worker(office, one)


def _sex(worker: Worker) -> str:
    return "P" if worker.sex == "female" else "L"


def _decide(office: Office, step: Step) -> None:
    everyone = workers_by_id(office, worker_ids(office, WorkerFilter(order=Order.NAME)))
    ruled = rule_on_workers(office, step, [_wanted(one, at) for at, one in enumerate(everyone[UNDECIDED:])])
    assert not ruled.skipped


def _wanted(one: WorkerRecord, at: int) -> WantedRuling:
    if at % 7 == 3:
        return WantedRuling(worker_id=one.worker.worker_id, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.MOVED)
    return WantedRuling(worker_id=one.worker.worker_id, verdict=Verdict.ELIGIBLE)


def _expected(office: Office) -> dict[str, object]:
    """What any later program must find in this store."""
    with office.database.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        tables = [name for name in names.scalars() if name != "alembic_version"]
        counts = {name: connection.exec_driver_sql(f"SELECT COUNT(*) FROM {name}").scalar_one() for name in tables}
        head_n, head = journal.head(connection)
        closed = {one.minutes_id: one.digest for one in minutes.every(connection)}
        stages = connection.exec_driver_sql("SELECT stage, COUNT(*) FROM workers GROUP BY stage ORDER BY stage")
        return {
            "counts": counts,
            "stages": dict(stages.all()),
            "journal": {"rows": head_n, "head": head.hex()},
            "minutes": closed,
            "workers": list(connection.exec_driver_sql("SELECT worker_id FROM workers ORDER BY worker_id").scalars()),
        }


def _make_small(office: Office) -> None:
    bare = office.database.raw()
    try:
        bare.cursor().execute("VACUUM")
    finally:
        bare.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="tests/storage/old_stores/<revision>, which must not exist yet")
    make_old_store(parser.parse_args().folder)
