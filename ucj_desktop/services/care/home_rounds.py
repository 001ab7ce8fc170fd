"""Beranda: the rounds of the villages, from the field to the minutes."""

from collections.abc import Sequence

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.care.home_to_do import Home, ToDo, each_village, to_do
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.candidates import list_openings
from ucj_desktop.services.rounds.meetings import open_meetings
from ucj_desktop.storage import workers


@to_do("late")
def _late_villages(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    late = [one for one in state.villages if one.days_left is not None and one.days_left < 0 and one.waiting]
    made = [
        ToDo(
            code=f"late:{one.village_code}",
            sentence=f"{one.village_name} terlambat {-(one.days_left or 0)} hari kerja;"
            f" {thousands(one.waiting)} orang belum diverifikasi.",
            button="Verifikasi",
            page="verification",
            urgent=True,
            village_code=one.village_code,
        )
        for one in late
    ]
    return each_village(made, lambda others: _others("late", f"{others} desa lain juga terlambat.", urgent=True))


@to_do("behind")
def _behind(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    """Villages that will be late at their pace, while there is still time to go faster."""
    made = []
    for one in state.villages:
        ahead = one.forecast
        if ahead is None or not ahead.late_by or one.days_left is None or one.days_left < 0:
            continue
        late = f"{one.village_name} akan telat {thousands(ahead.late_by)} hari kerja bila lajunya tetap."
        hurry = f" Perlu {thousands(ahead.needed)} orang sehari supaya tepat waktu." if ahead.needed else ""
        made.append(
            ToDo(
                code=f"behind:{one.village_code}",
                sentence=late + hurry,
                button="Verifikasi",
                page="verification",
                village_code=one.village_code,
            )
        )
    return each_village(made, lambda others: _others("behind", f"{others} desa lain juga akan telat."))


def _others(kind: str, sentence: str, *, urgent: bool = False) -> ToDo:
    return ToDo(code=f"{kind}:others", sentence=sentence, button="Lihat", page="verification", urgent=urgent)


@to_do("candidates")
def _openings(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    """Places that a candidate who waits could take."""
    if office.kind is OfficeKind.DISTRICT or not office.may(Action.OPEN_ROUND):
        return ()
    made = [
        ToDo(
            code=f"candidates:{one.round.village_code}",
            sentence=one.sentence,
            button="Pengganti",
            page="verification",
            village_code=one.round.village_code,
        )
        for one in list_openings(office)
    ]
    return each_village(made, lambda others: _others("candidates", f"{others} desa lain juga punya tempat kosong."))


@to_do("meeting")
def _open_meetings(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    """A meeting that was left: it goes on where it stood."""
    if office.kind is OfficeKind.DISTRICT or not office.may(Action.VALIDATE):
        return ()
    return tuple(
        ToDo(
            code=f"meeting:{one.meeting_id}",
            sentence=f"Rapat validasi {_villages_in_words(office, one.village_codes)} tanggal"
            f" {short_date(one.held_on)} belum diakhiri.",
            button="Lanjutkan",
            page="verification",
            urgent=one.held_on < office.today(),
            village_code=one.village_codes[0],
        )
        for one in open_meetings(office)
    )


def _villages_in_words(office: Office, codes: Sequence[str]) -> str:
    named = ", ".join(office.printed(code) for code in codes[:2])
    return f"{named} dan {len(codes) - 2} desa lain" if len(codes) > 2 else named


@to_do("verify")
def _to_verify(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    waiting = sum(one.waiting for one in state.villages)
    if not waiting or not office.may(Action.VERIFY) or office.kind is OfficeKind.DISTRICT:
        return ()
    sentence = f"{thousands(waiting)} pekerja menunggu hasil verifikasi lapangan."
    return (ToDo(code="verify", sentence=sentence, button="Verifikasi", page="verification"),)


@to_do("validate")
def _to_validate(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    waiting = state.by_stage.get(Stage.VERIFIED, 0)
    if not waiting or not office.may(Action.VALIDATE):
        return ()
    sentence = f"{thousands(waiting)} pekerja sudah diverifikasi dan menunggu rapat validasi."
    return (ToDo(code="validate", sentence=sentence, button="Validasi", page="verification"),)


@to_do("minutes")
def _to_minute(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if not office.may(Action.CLOSE_MINUTES) or office.kind is OfficeKind.DISTRICT:
        return ()
    with office.database.reading() as connection:
        waiting = workers.count_to_minute(connection)
    if not waiting:
        return ()
    sentence = f"{thousands(waiting)} pekerja tervalidasi siap masuk berita acara."
    return (ToDo(code="minutes", sentence=sentence, button="Buat berita acara", page="verification"),)
