"""Commands about rounds: opened, changed, closed, listed with their pace, and their replacement candidates."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.cli.typed_date import DATE
from ucj_desktop.domain.change import Change
from ucj_desktop.domain.quota import DUTY_LABELS, Duty, TeamMember, team_in_words
from ucj_desktop.domain.stage import STAGE_LABELS

if TYPE_CHECKING:
    from ucj_desktop.services.office import Office
    from ucj_desktop.services.rounds.candidates import CandidateList
    from ucj_desktop.services.rounds.rounds import RoundState

_DUTIES = {label.casefold().replace(" ", "-"): duty for duty, label in DUTY_LABELS.items()}


class TypedMember(click.ParamType[TeamMember]):
    """A member of the team: TUGAS=NAMA[;JABATAN[;NIP]]."""

    name = "anggota tim"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> TeamMember:
        if isinstance(value, TeamMember):
            return value
        duty, _, told = str(value).partition("=")
        name, position, nip = (*(one.strip() for one in told.split(";")), "", "")[:3]
        found: Duty | None = _DUTIES.get(duty.strip().casefold())
        if found is None or not name or told.count(";") > 2:
            self.fail("not a member", param, ctx)
        return TeamMember(duty=found, name=name, position=position, nip=nip.replace(" ", ""))


_VILLAGE = option("--village", required=True, metavar="DESA", help="Nama atau kode desa/kelurahan.")
_QUOTA = option("--quota", type=click.IntRange(min=1), metavar="N", help="Kuota pekerja untuk desa ini.")
_DEADLINE = option("--deadline", type=DATE, metavar="TANGGAL", help="Batas waktu, misalnya 30-11-2026.")
_TEAM = option(
    "--team",
    type=TypedMember(),
    multiple=True,
    metavar="TUGAS=NAMA[;JABATAN[;NIP]]",
    help=f"Seorang dari tim; boleh berkali-kali. Tugas: {', '.join(_DUTIES)}.",
)
_SOURCE = option("--source", metavar="SUMBER", help="Sumber daftar, misalnya DTSEN atau usulan desa.")


@command("open", help="Buka putaran verifikasi sebuah desa/kelurahan. Tanpa --team: tim dari penanda tangan kantor.")
@_VILLAGE
@_QUOTA
@_DEADLINE
@_TEAM
@_SOURCE
def open_(
    asked: Asked,
    village: str,
    quota: int | None,
    deadline: date | None,
    team: tuple[TeamMember, ...],
    source: str | None,
) -> Answer:
    from ucj_desktop.services.find_own_village import find_own_village
    from ucj_desktop.services.rounds.rounds import open_round

    with office_of(asked) as office:
        code = find_own_village(office, village).code
        made, change = open_round(office, code, quota=quota, deadline=deadline, team=team or None, source=source or "")
        return _told(office, made.round_id, change)


@command("set", help="Ubah kuota, batas waktu, tim atau sumber daftar sebuah putaran; yang tidak disebut tetap.")
@_VILLAGE
@_QUOTA
@option("--no-quota", is_flag=True, help="Hapus kuotanya.")
@_DEADLINE
@option("--no-deadline", is_flag=True, help="Hapus batas waktunya.")
@_TEAM
@option("--no-team", is_flag=True, help="Kosongkan timnya.")
@_SOURCE
def set_(
    asked: Asked,
    village: str,
    quota: int | None,
    no_quota: bool,
    deadline: date | None,
    no_deadline: bool,
    team: tuple[TeamMember, ...],
    no_team: bool,
    source: str | None,
) -> Answer:
    from ucj_desktop.services.rounds.rounds import set_round

    if (no_quota and quota) or (no_deadline and deadline) or (no_team and team):
        raise click.UsageError("--no-... or a value")
    with office_of(asked) as office:
        before = round_asked(office, village).round
        change = set_round(
            office,
            before.round_id,
            quota=None if no_quota else quota or before.quota,
            deadline=None if no_deadline else deadline or before.deadline,
            team=() if no_team else team or before.team,
            source=before.source if source is None else source,
        )
        return _told(office, before.round_id, change)


@command("close", help="Tutup putaran verifikasi sebuah desa/kelurahan.")
@option("--village", default="", metavar="DESA", help="Nama atau kode desa/kelurahan.")
@option("--round", "round_id", default="", metavar="ID", help="ID putaran, sebagai ganti desa.")
def close(asked: Asked, village: str, round_id: str) -> Answer:
    from ucj_desktop.services.rounds.rounds import close_round

    if bool(round_id) == bool(village):
        raise click.UsageError("--village or --round")
    with office_of(asked) as office:
        chosen = round_asked(office, round_id or village)
        return _told(office, chosen.round.round_id, close_round(office, chosen.round.round_id))


@command("list", help="Daftar putaran verifikasi: sejauh mana, sisa hari kerja, laju dan perkiraan selesainya.")
def list_(asked: Asked) -> Answer:
    from ucj_desktop.services.rounds.rounds import list_rounds

    with office_of(asked) as office:
        found = list_rounds(office)
    rows = [
        (
            one.village_name,
            one.round.period,
            "ditutup" if one.round.closed_at else "terbuka",
            one.total,
            ", ".join(f"{STAGE_LABELS[stage].lower()} {number}" for stage, number in one.by_stage.items()),
            one.forecast.words if one.forecast else "",
        )
        for one in found
    ]
    heads = ("Desa/kelurahan", "Periode", "Putaran", "Pekerja", "Tahap", "Laju")
    return Answer(
        {"rounds": [_round_facts(one) for one in found]}, table(heads, rows) if rows else ["Belum ada putaran."]
    )


@command("add", help="Masukkan pekerja ke daftar pengganti, di urutan terakhir.")
@_VILLAGE
@option("--above-quota", is_flag=True, help="Mereka yang terkumpul di atas kuota.")
@argument("workers", metavar="[ID]...", nargs=-1, help="ID pekerja.")
def candidates_add(asked: Asked, village: str, above_quota: bool, workers: tuple[str, ...]) -> Answer:
    from ucj_desktop.services.rounds.candidates import above_quota as ids_above
    from ucj_desktop.services.rounds.candidates import list_candidates, put_in_candidates

    if above_quota == bool(workers):
        raise click.UsageError("ids or --above-quota")
    with office_of(asked) as office:
        chosen = round_asked(office, village).round.round_id
        put_in = put_in_candidates(office, chosen, ids_above(office, chosen) if above_quota else workers)
        listed = list_candidates(office, chosen)
    skipped = [{"worker_id": worker_id, "why": why} for worker_id, why in put_in.skipped.items()]
    lines = [put_in.change.sentence, *(f"{one['worker_id']}: {one['why']}" for one in skipped)]
    return Answer({"done": put_in.done, "skipped": skipped, **_candidate_facts(listed)}, lines)


@command("list", help="Daftar pengganti sebuah desa/kelurahan menurut urutannya, dan siapa yang berikutnya.")
@_VILLAGE
def candidates_list(asked: Asked, village: str) -> Answer:
    return _with_candidates(asked, village, None)


@command("move", help="Pindahkan seorang pengganti ke urutan lain.")
@argument("worker", metavar="ID", help="ID pekerja.")
@option("--place", required=True, type=click.IntRange(min=1), metavar="N", help="Urutannya; 1 yang berikutnya.")
def candidates_move(asked: Asked, worker: str, place: int) -> Answer:
    from ucj_desktop.services.rounds.candidates import move_candidate

    with office_of(asked) as office:
        change = move_candidate(office, worker, place)
    return Answer({"worker_id": worker, "place": place}, [change.sentence])


@command("remove", help="Keluarkan seorang pekerja dari daftar pengganti.")
@argument("worker", metavar="ID", help="ID pekerja.")
def candidates_remove(asked: Asked, worker: str) -> Answer:
    from ucj_desktop.services.rounds.candidates import remove_candidate

    with office_of(asked) as office:
        change = remove_candidate(office, worker)
    return Answer({"worker_id": worker}, [change.sentence])


@command("step-in", help="Pengganti berikutnya yang memenuhi syarat masuk menggantikan yang tidak layak.")
@_VILLAGE
def candidates_step_in(asked: Asked, village: str) -> Answer:
    from ucj_desktop.services.rounds.candidates import step_in

    return _with_candidates(asked, village, step_in)


def _with_candidates(asked: Asked, village: str, act: "Callable[[Office, str], Change] | None") -> Answer:
    from ucj_desktop.services.rounds.candidates import list_candidates

    with office_of(asked) as office:
        chosen = round_asked(office, village).round.round_id
        done = [act(office, chosen).sentence] if act is not None else []
        listed = list_candidates(office, chosen)
    rows = [
        (one.position, one.full_name, STAGE_LABELS[one.stage], "sudah masuk" if one.stepped_in_at else one.why_not)
        for one in listed.lines
    ]
    heads = ("Urutan", "Nama", "Tahap", "Keterangan")
    told: Sequence[str] = table(heads, rows) if rows else ["Belum ada pengganti."]
    return Answer(_candidate_facts(listed), [*done, *told, listed.sentence])


def round_asked(office: "Office", asked: str) -> "RoundState":
    """An open round by its id, or by its village's code or name. Raises NotOurVillage, RoundNotThere."""
    from ucj_desktop.services.find_own_village import find_own_village
    from ucj_desktop.services.rounds.rounds import RoundNotThere, list_rounds

    known = [one for one in list_rounds(office) if not one.round.closed_at]
    chosen = next((one for one in known if one.round.round_id == asked), None)
    if chosen is None:
        code = find_own_village(office, asked).code
        chosen = next((one for one in known if one.round.village_code == code), None)
    if chosen is None:
        raise RoundNotThere
    return chosen


def _told(office: "Office", round_id: str, change: Change) -> Answer:
    """One round as it is now, and what was done."""
    from ucj_desktop.services.rounds.rounds import list_rounds

    [state] = [one for one in list_rounds(office) if one.round.round_id == round_id]
    team = [f"Tim: {team_in_words(state.round.team)}."] if state.round.team else []
    return Answer({"rounds": [_round_facts(state)]}, [change.sentence, *team])


def _round_facts(one: "RoundState") -> dict[str, Any]:
    return {
        "round_id": one.round.round_id,
        "village_code": one.round.village_code,
        "village_name": one.village_name,
        "period": one.round.period,
        "quota": one.round.quota,
        "deadline": one.round.deadline,
        "team": [
            {"duty": member.duty.value, "name": member.name, "position": member.position, "nip": member.nip}
            for member in one.round.team
        ],
        "source": one.round.source,
        "opened_at": one.round.opened_at,
        "closed_at": one.round.closed_at,
        "workers": one.total,
        "by_stage": {stage.value: number for stage, number in one.by_stage.items()},
        "places_free": one.places.free,
        "candidates": one.candidates,
        "days_left": one.days_left,
        "pace": _pace_facts(one),
    }


def _pace_facts(one: "RoundState") -> dict[str, Any] | None:
    told = one.forecast
    if told is None:
        return None
    return {
        "left": told.left,
        "a_day": None if told.pace is None else round(float(told.pace), 2),
        "measured_days": told.measured,
        "done_on": told.done_on,
        "late_by": told.late_by,
        "needed_a_day": told.needed,
        "words": told.words,
    }


def _candidate_facts(listed: "CandidateList") -> dict[str, Any]:
    following = listed.next_one
    return {
        "round_id": listed.round.round_id,
        "village_code": listed.round.village_code,
        "places_free": listed.places.free,
        "not_eligible": listed.places.not_eligible,
        "next": following.worker_id if following else None,
        "candidates": [
            {
                "worker_id": one.worker_id,
                "full_name": one.full_name,
                "position": one.position,
                "stage": one.stage.value,
                "verdict": one.verdict.value if one.verdict else None,
                "stepped_in_at": one.stepped_in_at,
                "why_not": one.why_not,
            }
            for one in listed.lines
        ],
        "sentence": listed.sentence,
    }


ROUND_GROUP = group(
    "round",
    "Putaran verifikasi: satu desa dalam satu periode.",
    open_,
    set_,
    close,
    list_,
    group(
        "candidates",
        "Pengganti: menunggu menurut urutan, masuk bila ada yang tidak layak.",
        candidates_add,
        candidates_list,
        candidates_move,
        candidates_remove,
        candidates_step_in,
    ),
)
