"""The rows and columns of Kuota & anggaran: lines, kecamatan, who waits, who came and went, decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

from ucj_desktop.domain.budget import WAITS_LABELS, LineSum
from ucj_desktop.domain.budget_decision import WHY_OUT_LABELS, BudgetDecision, months_in_words
from ucj_desktop.domain.fields import masked
from ucj_desktop.domain.tariff import FUNDING_LABELS
from ucj_desktop.gui import texts
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column
from ucj_desktop.services.district.budget_outlook import AreaUse, BudgetOutlook
from ucj_desktop.services.office import Office

_FEW = 3  # places that a line still could pay for where it is nearly used up


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who waits, came or went; masked as in every list."""

    worker_id: str
    number: str
    name: str
    nik: str
    village: str
    why: str
    state: State


def waiting_rows(office: Office, found: BudgetOutlook) -> list[PersonRow]:
    """Who waits, in the order in which they would come in."""
    return [
        PersonRow(
            worker_id=one.worker_id,
            number=texts.number(one.number),
            name=(who := found.people[one.worker_id]).full_name,
            nik=masked(who.nik) or "belum ada",
            village=_village(office, who.village_code),
            why=WAITS_LABELS[one.why].capitalize(),
            state=State.NOTE,
        )
        for one in found.plan.waiting
    ]


def moved_rows(office: Office, found: BudgetOutlook) -> list[PersonRow]:
    """Against the last decision: first who went, then who came."""
    went = [
        PersonRow(
            worker_id=one.worker_id,
            number="Keluar",
            name=one.full_name,
            nik="",
            village=one.village_name,
            why=WHY_OUT_LABELS[one.why].capitalize(),
            state=State.WARNS,
        )
        for one in found.went
    ]
    came = [
        PersonRow(
            worker_id=one,
            number="Masuk",
            name=(who := found.people[one]).full_name,
            nik=masked(who.nik) or "belum ada",
            village=_village(office, who.village_code),
            why="Naik dari daftar tunggu, atau baru diterima",
            state=State.GOOD,
        )
        for one in found.came
    ]
    return [*went, *came]


def _village(office: Office, code: str) -> str:
    return f"{office.printed(code)}, {office.printed(code[:6])}"


def _areas(one: LineSum) -> str:
    return "sebagian kecamatan" if one.line.sub_districts else "semua kecamatan"


LINES: Sequence[Column[LineSum]] = (
    Column("name", "Pos anggaran", lambda one: one.line.name, 24),
    Column("funding", "Sumber dana", lambda one: FUNDING_LABELS[one.line.funding], 14),
    Column("months", "Masa iuran", lambda one: months_in_words(one.line), 22),
    Column("areas", "Untuk", _areas, 18, is_extra=True),
    Column("people", "Orang", lambda one: texts.number(one.people), 8, is_number=True),
    Column("ceiling", "Pagu (Rp)", lambda one: texts.number(one.line.ceiling), 15, is_number=True),
    Column("cost", "Terpakai (Rp)", lambda one: texts.number(one.cost), 15, is_number=True),
    Column("rest", "Sisa (Rp)", lambda one: texts.number(one.rest), 15, is_number=True),
)
AREAS: Sequence[Column[AreaUse]] = (
    Column("name", "Kecamatan", lambda one: one.name, 24),
    Column("accepted", "Diterima", lambda one: texts.number(one.accepted), 10, is_number=True),
    Column("quota", "Kuota", lambda one: "-" if one.quota is None else texts.number(one.quota), 10, is_number=True),
    Column("placed", "Mendapat tempat", lambda one: texts.number(one.placed), 14, is_number=True),
    Column("waiting", "Menunggu", lambda one: texts.number(one.accepted - one.placed), 10, is_number=True),
    Column("cost", "Iuran (Rp)", lambda one: texts.number(one.cost), 16, is_number=True),
)
WAITING: Sequence[Column[PersonRow]] = (
    Column("number", "Urutan", lambda one: one.number, 8, is_number=True),
    Column("name", "Nama", lambda one: one.name, 26),
    Column("nik", "NIK", lambda one: one.nik, 18),
    Column("village", "Desa/kelurahan", lambda one: one.village, 26),
    Column("why", "Sebab", lambda one: one.why, 36, state=lambda one: one.state),
)
MOVED: Sequence[Column[PersonRow]] = (
    Column("number", "", lambda one: one.number, 10, state=lambda one: one.state),
    Column("name", "Nama", lambda one: one.name, 26),
    Column("village", "Desa/kelurahan", lambda one: one.village, 26),
    Column("why", "Sebab", lambda one: one.why, 36),
)
DECISIONS: Sequence[Column[BudgetDecision]] = (
    Column("number", "Nomor", lambda one: str(one.number), 8, is_number=True),
    Column("at", "Ditetapkan", lambda one: texts.moment(one.at), 18),
    Column("people", "Orang", lambda one: texts.number(one.people), 9, is_number=True),
    Column("cost", "Iuran (Rp)", lambda one: texts.number(one.cost), 16, is_number=True),
    Column(
        "decree",
        "SK",
        lambda one: one.decree_number or "Belum dicatat",
        30,
        state=lambda one: State.GOOD if one.decree_number else State.WARNS,
    ),
)
