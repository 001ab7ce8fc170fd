"""Home (Beranda): what to do next, in sentences, and how far each village is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.quota import Round
from ucj_desktop.domain.rules import Severity
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.services.accuracy.check_workers import check_workers
from ucj_desktop.services.accuracy.keep_findings import findings_are_kept
from ucj_desktop.services.accuracy.settle_duplicates import count_pairs
from ucj_desktop.services.care.back_up import list_backups
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.measure_rounds import Measures, measure_rounds
from ucj_desktop.services.rounds.village_progress import VillageProgress, nearest_first, progress_of
from ucj_desktop.storage import findings, minutes, offices, packages, rounds, workers

BACKUP_REMINDER = timedelta(days=7)
CHECKED_AT_ONCE = 2_000  # workers whom the rules run over while the page is being filled


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing to do next: a sentence, the word on its button, and the page that button opens."""

    code: str
    sentence: str
    button: str
    page: str  # code of the page in the rail
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the first page shows."""

    total: int
    is_checked: bool  # False: of a big office what waits to be mended is told as of its last check
    by_stage: Mapping[Stage, int]
    villages: tuple[VillageProgress, ...]  # overdue first, then the nearest deadline, then by name
    to_do: tuple[ToDo, ...]
    first_steps: tuple[ToDo, ...]  # what a new office has yet to do; empty once it has done it


def home(office: Office, *, progress: Progress = SILENT) -> Home:
    """Read everything the first page shows; the sentences come from TO_DO in its order."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        counted = workers.counts_by_village_and_stage(connection)
        open_rounds = rounds.open_by_village(connection)
        measures = measure_rounds(office, connection, open_rounds.values())
        total = sum(counted.values())
        is_checked = total <= CHECKED_AT_ONCE or findings_are_kept(office, connection)
    by_stage: dict[Stage, int] = {}
    for (_, stage), number in counted.items():
        by_stage[stage] = by_stage.get(stage, 0) + number
    state = Home(
        total=total,
        is_checked=is_checked,
        by_stage=by_stage,
        villages=_villages(office, counted, open_rounds, measures),
        to_do=(),
        first_steps=(),
    )
    to_do = tuple(found for look in TO_DO for found in look(office, state, progress))
    return replace(state, to_do=to_do, first_steps=_first_steps(office, state))


def _villages(
    office: Office, counted: Mapping[tuple[str, Stage], int], open_rounds: Mapping[str, Round], measures: Measures
) -> tuple[VillageProgress, ...]:
    if office.kind is OfficeKind.DISTRICT:
        return _sub_districts(office, counted, measures)
    codes = {village for village, _ in counted} | set(open_rounds)
    return tuple(nearest_first(progress_of(office, code, open_rounds.get(code), counted, measures) for code in codes))


def _sub_districts(
    office: Office, counted: Mapping[tuple[str, Stage], int], measures: Measures
) -> tuple[VillageProgress, ...]:
    """What a district has of each kecamatan; it opens no rounds, so there is no deadline."""
    grouped: dict[tuple[str, Stage], int] = {}
    for (village, stage), number in counted.items():
        key = (village[:6], stage)
        grouped[key] = grouped.get(key, 0) + number
    codes = {code for code, _ in grouped}
    return tuple(nearest_first(progress_of(office, code, None, grouped, measures) for code in codes))


def _held_by_findings(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if state.total == 0 or not office.may(Action.CHECK):
        return ()
    held = _count_held(office, state, progress)
    if not held:
        return ()
    sentence = f"{thousands(held)} pekerja tertahan temuan yang harus diperbaiki."
    return (ToDo(code="findings", sentence=sentence, button="Perbaiki", page="findings"),)


def _count_held(office: Office, state: Home, progress: Progress) -> int:
    """As the kept findings have it; in a small office that has changed since, from a check of everyone."""
    with office.database.reading() as connection:
        if state.total > CHECKED_AT_ONCE or findings_are_kept(office, connection):
            return findings.count_held(connection)
    checked = check_workers(office, progress=progress)
    with office.database.reading() as connection:
        decided = set(workers.ids_decided(connection))
    return len({one.worker_id for one in checked.findings if one.severity is Severity.BLOCKS} - decided)


def _pairs(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if state.total == 0 or not office.may(Action.SETTLE_DUPLICATES):
        return ()
    waiting = count_pairs(office, progress=progress)
    if waiting == 0:
        return ()
    sentence = (
        "Banyak pekerja baru atau berubah; cari yang mungkin orang yang sama."
        if waiting is None
        else f"{thousands(waiting)} pasangan mungkin orang yang sama."
    )
    button = "Cari" if waiting is None else "Putuskan"
    return (ToDo(code="duplicates", sentence=sentence, button=button, page="duplicates"),)


def _late_villages(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    late = [one for one in state.villages if one.days_left is not None and one.days_left < 0 and one.waiting]
    return tuple(
        ToDo(
            code=f"late:{one.village_code}",
            sentence=f"{one.village_name} terlambat {-(one.days_left or 0)} hari kerja;"
            f" {thousands(one.waiting)} orang belum diverifikasi.",
            button="Verifikasi",
            page="verification",
            urgent=True,
        )
        for one in late
    )


def _to_verify(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    waiting = sum(one.waiting for one in state.villages)
    if not waiting or not office.may(Action.VERIFY) or office.kind is OfficeKind.DISTRICT:
        return ()
    sentence = f"{thousands(waiting)} pekerja menunggu hasil verifikasi lapangan."
    return (ToDo(code="verify", sentence=sentence, button="Verifikasi", page="verification"),)


def _to_validate(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    waiting = state.by_stage.get(Stage.VERIFIED, 0)
    if not waiting or not office.may(Action.VALIDATE):
        return ()
    sentence = f"{thousands(waiting)} pekerja sudah diverifikasi dan menunggu rapat validasi."
    return (ToDo(code="validate", sentence=sentence, button="Validasi", page="verification"),)


def _to_minute(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if not office.may(Action.CLOSE_MINUTES) or office.kind is OfficeKind.DISTRICT:
        return ()
    with office.database.reading() as connection:
        waiting = workers.count_to_minute(connection)
    if not waiting:
        return ()
    sentence = f"{thousands(waiting)} pekerja tervalidasi siap masuk berita acara."
    return (ToDo(code="minutes", sentence=sentence, button="Buat berita acara", page="verification"),)


def _to_send(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if office.kind is OfficeKind.DISTRICT or not office.may(Action.CREATE_PACKAGE):
        return ()
    with office.database.reading() as connection:
        unfinished = packages.undelivered(connection)
        waiting = workers.count_to_send(connection)
    if unfinished:
        sentence = f"Paket {unfinished[0].file_name} sudah dibuat tetapi belum sampai ke flashdisk."
        return (ToDo(code="send", sentence=sentence, button="Kirim", page="send", urgent=True),)
    if not waiting:
        return ()
    sentence = f"{thousands(waiting)} pekerja dalam berita acara belum dikirim ke kabupaten."
    return (ToDo(code="send", sentence=sentence, button="Kirim", page="send"),)


def _receipts_awaited(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if office.kind is OfficeKind.DISTRICT:
        return ()
    with office.database.reading() as connection:
        awaited = [one for one in packages.sent(connection) if one.delivered_at and not one.receipt_at]
    if not awaited:
        return ()
    sentence = f"{thousands(len(awaited))} paket belum ada tanda terimanya dari kabupaten."
    return (ToDo(code="receipts", sentence=sentence, button="Baca tanda terima", page="send"),)


def _returned(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    returned = state.by_stage.get(Stage.RETURNED, 0)
    if not returned or office.kind is OfficeKind.DISTRICT:
        return ()
    sentence = f"{thousands(returned)} pekerja dikembalikan kabupaten; perbaiki lalu verifikasi ulang."
    return (ToDo(code="returned", sentence=sentence, button="Lihat", page="workers", urgent=True),)


def _to_answer(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if office.kind is not OfficeKind.DISTRICT or not office.may(Action.ANSWER):
        return ()
    with office.database.reading() as connection:  # those found not eligible are reported, not answered
        waiting = sum(
            workers.count(connection, WorkerFilter(stages=(Stage.SENT,), verdict=verdict))
            for verdict in Verdict
            if verdict.is_eligible
        )
    if not waiting:
        return ()
    sentence = f"{thousands(waiting)} pekerja dari kecamatan menunggu balasan."
    return (ToDo(code="answer", sentence=sentence, button="Balas", page="inbox"),)


def _old_backup(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    newest = next(iter(list_backups(office)), None)
    if state.total == 0 or not office.may(Action.BACK_UP):
        return ()
    if newest is not None:
        age = office.clock() - datetime.fromisoformat(newest.made_at)
        if age < BACKUP_REMINDER:
            return ()
        sentence = f"Cadangan terakhir sudah {age.days} hari."
    else:
        sentence = "Data kantor ini belum punya cadangan."
    return (ToDo(code="backup", sentence=sentence, button="Cadangkan", page="settings"),)


# In the order a clerk should take them.
TO_DO: Sequence[Callable[[Office, Home, Progress], Sequence[ToDo]]] = (
    _late_villages,
    _returned,
    _held_by_findings,
    _pairs,
    _to_verify,
    _to_validate,
    _to_minute,
    _to_send,
    _receipts_awaited,
    _to_answer,
    _old_backup,
)


def _first_steps(office: Office, state: Home) -> tuple[ToDo, ...]:
    """What a new office has not done yet, in order."""
    with office.database.reading() as connection:
        has_card = bool(offices.pinned(connection))
        has_minutes = bool(minutes.every(connection))
    steps = []
    if not office.preferences.signers and office.may(Action.CHANGE_SETTINGS):
        steps.append(
            ToDo(
                code="first:letterhead",
                sentence="Isi kop surat dan penanda tangan, supaya surat bisa dicetak.",
                button="Isi",
                page="settings",
            )
        )
    if state.total == 0:
        steps.append(_first_workers(office))
    if not has_card and not has_minutes and office.kind is OfficeKind.SUB_DISTRICT:
        steps.append(
            ToDo(
                code="first:card",
                sentence="Tukar kartu kantor dengan kabupaten, supaya paket bisa dikirim.",
                button="Tukar kartu",
                page="send",
            )
        )
    return tuple(steps) if state.total == 0 or not has_minutes else ()


def _first_workers(office: Office) -> ToDo:
    if office.kind is OfficeKind.DISTRICT:
        return ToDo(
            code="first:workers",
            sentence="Terima paket pertama dari kecamatan.",
            button="Kotak masuk",
            page="inbox",
        )
    return ToDo(
        code="first:workers",
        sentence="Masukkan pekerja pertama: impor berkas Excel dari desa, atau ketik satu per satu.",
        button="Impor",
        page="import",
    )
