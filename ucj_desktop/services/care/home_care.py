"""Beranda: copies of the store, and the first steps of a new office."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.care.back_up import list_backups
from ucj_desktop.services.care.home_to_do import Home, ToDo, to_do
from ucj_desktop.services.care.subject_requests import list_requests
from ucj_desktop.services.office import Office
from ucj_desktop.storage import minutes, offices

BACKUP_REMINDER = timedelta(days=7)


@to_do("backup")
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


@to_do("subject_requests")
def _requests_due(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    """Requests of people about their own data that must be answered within a day, or should have been."""
    if not office.may(Action.SERVE_SUBJECT):
        return ()
    now = office.clock()
    near = [one for one in list_requests(office) if one.request.is_near(now)]
    if not near:
        return ()
    late = sum(one.request.is_late(now) for one in near)
    told = f", {thousands(late)} sudah terlambat" if late else ""
    return (
        ToDo(
            code="subject_requests",
            sentence=f"{thousands(len(near))} permintaan orang atas datanya harus segera dijawab{told}.",
            button="Jawab",
            page="history",
            urgent=bool(late),
        ),
    )


def first_steps(office: Office, state: Home) -> tuple[ToDo, ...]:
    """What a new office has not done yet, in order."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        has_card = any(one.is_in_force for one in offices.pinned(connection))
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
