"""A whole day with made-up people: two offices, an ugly file in, a sealed package out, and the answer back."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from ucj_desktop.crypto.kdf import TRAINING_COST
from ucj_desktop.domain.calendar import add_working_days
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.minutes import Letterhead, Minutes, Signer
from ucj_desktop.domain.people import OfficeKind, Role
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules import Finding, Severity
from ucj_desktop.domain.standing import Order, WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.reference.holidays import holidays
from ucj_desktop.services.accuracy.check_workers import check_workers
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair, pairs_to_decide
from ucj_desktop.services.care.accounts import add_account
from ucj_desktop.services.care.back_up import back_up_at_exit
from ucj_desktop.services.care.made_up_people import USUAL, make_people
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.care.ugly_workbook import write_ugly_workbook
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.import_errors import write_import_errors
from ucj_desktop.services.collect.import_file import import_file
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.district.answer_office import Answered, answer_office
from ucj_desktop.services.district.intake import Received
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import Created, create_package
from ucj_desktop.services.handoff.exchange_cards import pin_card, write_card
from ucj_desktop.services.handoff.take_replies import TakenIn, take_replies
from ucj_desktop.services.office import Office, create_office, open_office
from ucj_desktop.services.paper.export_list import export_list
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import print_report
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.rounds import open_round
from ucj_desktop.services.rounds.rule_on_workers import Ruled, WantedRuling, rule_on_workers

PASSWORD = "latihan kopi toraja"  # of every account of the two made-up offices
SUB_DISTRICT, DISTRICT = "73.02.01", "73.02"
VILLAGES_LEFT = 3  # villages whose list stays unverified, so that the windows show work to do
_STAFF = (("Rahma Entri", Role.ENTRY), ("Baso Verifikator", Role.VERIFIER), ("Hasnah Kasi", Role.HEAD))
_DISTRICT_STAFF = (("Darwis Kabid", Role.HEAD),)
_ADMIN, _DISTRICT_ADMIN = "Irwan Pengelola", "Mulyati Pengelola"
_STEPS = 12
# The reason a verifier gives when a finding keeps a worker from being eligible.
_REASONS: Mapping[str, Reason] = {
    "PR-02": Reason.AGE,
    "PR-01": Reason.AGE,
    "PR-05": Reason.CIVIL_SERVANT,
    "GD-01": Reason.DOUBLE,
}


class DemoFolderTaken(ClerkError):
    """The folder holds something that is not an earlier demo."""

    code = "DEMO-02"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Folder {name} sudah berisi berkas lain, jadi contoh tidak dibuat di sana.",
            fix="Pilih folder yang kosong atau yang belum ada.",
        )


@dataclass(slots=True, kw_only=True)
class DemoDay:
    """What the day left behind: files by kind, counts, and how to log in."""

    folder: Path
    files: dict[str, Path] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def store(self) -> Path:
        return self.folder / "kecamatan"

    @property
    def district_store(self) -> Path:
        return self.folder / "kabupaten"

    @property
    def accounts(self) -> tuple[tuple[str, Role], ...]:
        """Who can log in at the kecamatan; all with the same password."""
        return ((_ADMIN, Role.ADMIN), *_STAFF)


def demo_day(folder: Path, *, count: int = 160, seed: int = 1, progress: Progress = SILENT) -> DemoDay:
    """Make two training offices in ``folder`` and let a day happen in them. Raises DemoFolderTaken."""
    _prepare(folder)
    day = DemoDay(folder=folder)
    told = _Told(progress)
    told("Membuat dua kantor")
    _found_offices(day)
    told("Menulis berkas Excel dari desa")
    people = make_people(seed, count, SUB_DISTRICT.replace(".", ""), trouble=USUAL)
    day.files["xlsx_in"] = folder / "berkas" / "Usulan pekerja rentan.xlsx"
    write_ugly_workbook(day.files["xlsx_in"], [one.worker for one in people], seed)
    with _as(day.store, "Rahma Entri") as office:
        told("Mengimpor berkas")
        _import(day, office)
    with _as(day.store, "Baso Verifikator") as office:
        told("Memeriksa dan memutuskan data kembar")
        _check(day, office)
        told("Verifikasi lapangan")
        _verify(day, office)
    with _as(day.store, "Hasnah Kasi") as office:
        told("Rapat validasi dan berita acara")
        made = _minute(day, office)
        told("Mencetak surat")
        _print(day, office, made)
        told("Membuat paket")
        package = _send(day, office)
    with _as(day.district_store, "Darwis Kabid") as office:
        told("Kabupaten menerima paket")
        _receive(day, office, package)
    with _as(day.store, "Hasnah Kasi") as office:
        told("Kecamatan membaca tanda terima dan balasan")
        _note_replies(day, take_replies(office, folder / "flashdisk"))
        told("Selesai")
    return day


class _Told:
    """Progress in the day's twelve steps."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._number = progress, 0

    def __call__(self, words: str) -> None:
        self._number += 1
        self._progress.step(self._number, _STEPS, words)


@contextmanager
def _as(folder: Path, account: str) -> Iterator[Office]:
    office = open_office(folder, account, PASSWORD)
    try:
        yield office
        back_up_at_exit(office)
    finally:
        office.close()


def _prepare(folder: Path) -> None:
    """An empty folder, or one that an earlier demo filled."""
    ours = {"kecamatan", "kabupaten", "flashdisk", "berkas", "surat"}
    if folder.exists():
        if not folder.is_dir() or {one.name for one in folder.iterdir()} - ours:
            raise DemoFolderTaken(folder.name)
        for name in ours:
            shutil.rmtree(folder / name, ignore_errors=True)
    for name in ("flashdisk", "berkas", "surat"):
        (folder / name).mkdir(parents=True, exist_ok=True)


def _found_offices(day: DemoDay) -> None:
    sub_district, _ = create_office(
        day.store,
        kind=OfficeKind.SUB_DISTRICT,
        code=SUB_DISTRICT,
        admin=_ADMIN,
        password=PASSWORD,
        training=True,
        cost=TRAINING_COST,
    )
    district, _ = create_office(
        day.district_store,
        kind=OfficeKind.DISTRICT,
        code=DISTRICT,
        admin=_DISTRICT_ADMIN,
        password=PASSWORD,
        training=True,
        cost=TRAINING_COST,
    )
    try:
        for office, staff in ((sub_district, _STAFF), (district, _DISTRICT_STAFF)):
            for name, role in staff:
                add_account(office, name, role, PASSWORD)
        _set_preferences(sub_district)
        stick = day.folder / "flashdisk"
        for office, other in ((sub_district, district), (district, sub_district)):
            card = write_card(office, stick)
            pin_card(other, stick / card.file_name, card.fingerprint)
        day.files["ucjk"] = stick / "UCJ-7302.ucjk"
    finally:
        sub_district.close()
        district.close()


def _set_preferences(office: Office) -> None:
    letterhead = Letterhead(
        first_line="PEMERINTAH KABUPATEN BULUKUMBA",
        second_line="KECAMATAN GANTARANG",
        address="Jalan Contoh Nomor 1, Ponre",
        phone="(0413) 000000",
        email="kecamatan.gantarang@contoh.go.id",
        postcode="92561",
        place="Ponre",
    )
    signers = (
        Signer(name="Contoh Camat, S.Sos.", position="Camat Gantarang", rank="Pembina, IV/a", nip="197001011990011001"),
        Signer(name="Contoh Ketua Tim, S.IP.", position="Ketua Tim Verifikasi", nip="198002022005012002"),
        Signer(name="Contoh Sekretaris Tim", position="Sekretaris Tim Verifikasi"),
    )
    save_preferences(
        office,
        replace(office.preferences, letterhead=letterhead, signers=signers, venue="Aula Kantor Kecamatan Gantarang"),
    )


def _import(day: DemoDay, office: Office) -> None:
    path = day.files["xlsx_in"]
    result = import_file(office, path)
    day.counts.update({f"import_{name}": number for name, number in result.counts.items()})
    _type_one_again(office)
    day.counts["typed"] = 1
    day.files["xlsx_errors"] = day.folder / "berkas" / "Usulan pekerja rentan - galat.xlsx"
    write_import_errors(office, result, day.files["xlsx_errors"])


def _type_one_again(office: Office) -> None:
    """Somebody brings a form of a worker who is in the list already: the clerk types it in, in another spelling."""
    first = next(one.worker for one in _everyone(office) if one.worker.nik and one.worker.birth_date)
    typed = replace(first, worker_id=new_id(), full_name=f"{first.full_name.title()}.", phone="", note="Dari formulir.")
    save_new_worker(office, typed)


def _check(day: DemoDay, office: Office) -> None:
    checked = check_workers(office)
    day.counts["checked"], day.counts["clean"] = checked.checked, checked.clean
    merged = 0
    for pair in pairs_to_decide(office):
        a, b = pair.a.worker, pair.b.worker
        if a.nik == b.nik and pair.score > 0.9:
            decide_pair(office, a.worker_id, b.worker_id, PairDecision.SAME)
            merged += 1
        elif pair.score > 0.4:
            decide_pair(office, a.worker_id, b.worker_id, PairDecision.NOT_SAME)
            break
    day.counts["merged"] = merged


def _verify(day: DemoDay, office: Office) -> None:
    people = _everyone(office)
    villages = list(dict.fromkeys(one.worker.village_code for one in people))
    for number, code in enumerate(villages):
        deadline = add_working_days(office.today() + timedelta(days=1), 3 + number % 8, holidays().days.keys())
        open_round(office, code, quota=10, deadline=deadline)
    left = set(villages[-VILLAGES_LEFT:])
    blocked: dict[str, Finding] = {}
    for finding in check_workers(office).findings:
        if finding.severity is Severity.BLOCKS:
            blocked.setdefault(finding.worker_id, finding)
    wanted = [
        _wanted(one, blocked.get(one.worker.worker_id), number)
        for number, one in enumerate(people)
        if one.worker.village_code not in left
    ]
    _count(day, "verified", rule_on_workers(office, Step.VERIFY, wanted))


def _wanted(one: WorkerRecord, blocking: Finding | None, number: int) -> WantedRuling:
    """What a verifier came back with: most are found and eligible, a few are not there or refuse."""
    verdict, reason = Verdict.ELIGIBLE, None
    if blocking is not None:
        verdict, reason = Verdict.NOT_ELIGIBLE, _REASONS.get(blocking.code, Reason.NIK_NOT_VALID)
    elif number % 17 == 3:
        verdict, reason = Verdict.NOT_ELIGIBLE, (Reason.MOVED, Reason.NOT_FOUND, Reason.REFUSED)[number % 3]
    elif number % 11 == 5:
        verdict = Verdict.ELIGIBLE_CORRECTED
    return WantedRuling(worker_id=one.worker.worker_id, verdict=verdict, reason=reason, found_by="Tim verifikasi desa")


def _minute(day: DemoDay, office: Office) -> Minutes:
    wanted = [
        WantedRuling(
            worker_id=one.worker.worker_id,
            verdict=one.standing.verdict,
            reason=one.standing.reason,
            note=one.standing.verdict_note,
        )
        for one in _everyone(office)
        if one.standing.verdict is not None
    ]
    _count(day, "validated", rule_on_workers(office, Step.VALIDATE, wanted))
    made, _ = close_minutes(office, MeetingFacts(number="500.15/012/KEC-GTR/XI/2026"))
    day.counts["minuted"] = len(made.rows)
    return made


def _print(day: DemoDay, office: Office, made: Minutes) -> None:
    letters = day.folder / "surat"
    for key, code in (("pdf", "BA-VER"), ("pdf_eligible", "LAMP-1"), ("pdf_not_eligible", "LAMP-2")):
        day.files[key] = letters / f"{code}.pdf"
        print_report(office, Asked(report=code, minutes=made.minutes_id), day.files[key])
    day.files["xlsx"] = letters / "BNBA.xlsx"
    day.counts["exported"] = export_list(office, day.files["xlsx"], minutes=made.minutes_id).rows


def _send(day: DemoDay, office: Office) -> Created:
    created = create_package(office, day.folder / "flashdisk")
    day.files["ucj"] = created.file
    day.counts["sent"] = created.package.worker_count
    return created


def _receive(day: DemoDay, office: Office, package: Created) -> tuple[Received, Answered]:
    received = receive_package(office, package.file)
    day.counts.update({f"district_{name}": number for name, number in received.counts.items()})
    if received.receipt is not None:
        day.files["ucjr"] = received.receipt
    answered = answer_office(office, SUB_DISTRICT.replace(".", ""), day.folder / "flashdisk")
    day.files["ucja"] = answered.file
    return received, answered


def _note_replies(day: DemoDay, taken: TakenIn) -> None:
    day.counts.update(accepted=taken.accepted, returned=taken.returned, receipts=taken.receipts)


def _everyone(office: Office) -> list[WorkerRecord]:
    return workers_by_id(office, worker_ids(office, WorkerFilter(order=Order.VILLAGE)))


def _count(day: DemoDay, name: str, ruled: Ruled) -> None:
    day.counts[name], day.counts[f"{name}_skipped"] = ruled.done, len(ruled.skipped)
