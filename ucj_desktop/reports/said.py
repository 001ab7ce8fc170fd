"""The values of the wording's tokens, made from the facts."""

from collections.abc import Iterable, Mapping
from datetime import date

from ucj_desktop.domain.dates import WEEKDAYS, long_date, short_date, spell_date
from ucj_desktop.domain.frozen import counts_by_verdict, counts_by_village
from ucj_desktop.domain.minutes import FrozenRow, HeldMeeting, Minutes, Objection
from ucj_desktop.domain.second_keying import NOTHING_KEYED
from ucj_desktop.domain.terbilang import spell_number, thousands
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.reports.facts import Facts

DOTS = "." * 30


def counted(number: int) -> str:
    """A number with its words, as minutes write it: 120 (seratus dua puluh)."""
    return f"{thousands(number)} ({spell_number(number)})"


def letter_values(facts: Facts, minutes: Minutes) -> Mapping[str, str]:
    """What the tokens of the document "ba_verval" become."""
    counts = counts_by_verdict(minutes.rows)
    villages = list(counts_by_village(minutes.rows))
    eligible = eligible_count(counts)
    spelled = spell_date(minutes.held_on)
    keyed = facts.keyed_again or NOTHING_KEYED
    return {
        "kantor": facts.office.name,
        "kabupaten": facts.office.district_name,
        "tahun": str(minutes.period),
        "nomor": minutes.number or DOTS,
        "tanggal": long_date(minutes.held_on),
        "tanggal_angka": short_date(minutes.held_on),
        "hari_tanggal_terbilang": spelled.sentence,
        "tempat": minutes.venue or DOTS,
        "daftar_desa": _listed(villages, len(minutes.village_codes)),
        "jumlah_desa": counted(len(minutes.village_codes)),
        "jumlah": thousands(len(minutes.rows)),
        "jumlah_terbilang": counted(len(minutes.rows)),
        "jumlah_layak": counted(eligible),
        "jumlah_tidak_layak": counted(counts[Verdict.NOT_ELIGIBLE]),
        "jumlah_pengganti": counted(len(minutes.candidates)),
        "revisi": str(minutes.revision),
        "alasan_revisi": facts.revision_reason.strip().rstrip(".") or "tidak disebut",
        "tidak_termasuk": counted(minutes.left_out),
        "jurnal": minutes.journal_head,
        "rangkap": counted(facts.copies),
        "sampel_orang": counted(keyed.workers),
        "sampel_isian": thousands(keyed.keyed),
        "sampel_salah": thousands(keyed.errors),
        "sampel_persen": keyed.percent,
        **_meeting_values(minutes.meeting),
        "keberatan_dari": "",
        "keberatan_pekerja": "",
        "keberatan_isi": "",
    }


def values_about(facts: Facts, minutes: Minutes) -> Mapping[str, str]:
    """What the tokens of a letter that goes with minutes become: its own number and day, and those of the minutes."""
    values = letter_values(facts, minutes)
    return {
        **values,
        "nomor": facts.number or DOTS,
        "tanggal": long_date(facts.printed_on),
        "nomor_ba": minutes.number or DOTS,
        "tanggal_ba": values["tanggal"],
        "register": DOTS if facts.draft else f"{minutes.register}-{minutes.revision}",
    }


def _meeting_values(meeting: HeldMeeting | None) -> Mapping[str, str]:
    if meeting is None:
        names = "mulai", "hadir", "diundang", "kuorum", "perlu", "dasar", "luar"
        return {f"rapat_{name}": "" for name in names}
    told = [f"dimulai pukul {meeting.hour}"] if meeting.hour else []
    told += [f"dipimpin oleh {meeting.leader}"] if meeting.leader else []
    reached = meeting.quorum_needed and meeting.has_quorum
    return {
        "rapat_mulai": f"{' dan '.join(told)}, " if told else "",
        "rapat_hadir": counted(len(meeting.present)),
        "rapat_diundang": counted(len(meeting.attendees)),
        "rapat_kuorum": f", memenuhi kuorum {counted(meeting.quorum_needed)} orang" if reached else "",
        "rapat_perlu": counted(meeting.quorum_needed),
        "rapat_dasar": meeting.quorum_source or "ditetapkan oleh rapat",
        "rapat_luar": counted(meeting.outside),
    }


def objection_values(one: Objection) -> Mapping[str, str]:
    """What the tokens of one objection become."""
    place = f" (nomor {one.position})" if one.position else ""
    return {
        "keberatan_dari": one.name,
        "keberatan_pekerja": f"{one.worker_name}{place}",
        "keberatan_isi": one.note.rstrip("."),
    }


def sheet_values(facts: Facts, *, day: date | None = None, village: str = "") -> Mapping[str, str]:
    """What the tokens of the document "lembar_kerja" become."""
    written = "" if day is None else long_date(day)
    return {
        "kantor": facts.office.name,
        "kabupaten": facts.office.district_name,
        "tahun": str(facts.period),
        "tanggal": written or DOTS,
        "hari_tanggal": f"{WEEKDAYS[day.weekday()]}, {written}" if day else DOTS,
        "tempat": facts.venue or DOTS,
        "desa": village or DOTS,
        "tim": facts.teams.get(village, ""),
        "jumlah": thousands(facts.checked),
        "jumlah_terbilang": counted(facts.checked),
        "bersih": thousands(facts.clean),
        "temuan": thousands(len(facts.findings)),
        "hadir": thousands(len(facts.meeting.present)) if facts.meeting else "",
        "undangan": thousands(len(facts.meeting.attendees)) if facts.meeting else "",
        "kuorum": thousands(facts.meeting.quorum_needed) if facts.meeting else "",
        "kuorum_kata": "terpenuhi" if facts.meeting and facts.meeting.has_quorum else "tidak terpenuhi",
        "pilihan": facts.only_findings,
    }


def eligible_count(counts: Mapping[Verdict, int]) -> int:
    """Those who may go on to the district, corrected data or not."""
    return sum(count for verdict, count in counts.items() if verdict.is_eligible)


def place_and_date(facts: Facts, day: date) -> str:
    """The line over a signature: Ponre, 30 April 2026."""
    place = facts.office.letterhead.place
    return f"{place}, {long_date(day)}" if place else long_date(day)


def only(rows: Iterable[FrozenRow], *, eligible: bool) -> list[FrozenRow]:
    """The rows of Lampiran I (eligible) or of Lampiran II (not eligible)."""
    if eligible:
        return [row for row in rows if row.verdict.is_eligible]
    return [row for row in rows if row.verdict is Verdict.NOT_ELIGIBLE]


def _listed(villages: list[str], codes: int) -> str:
    if not villages or len(villages) > 3:
        return f"{counted(max(len(villages), codes))} desa/kelurahan"
    if len(villages) == 1:
        return villages[0]
    return f"{', '.join(villages[:-1])} dan {villages[-1]}"
