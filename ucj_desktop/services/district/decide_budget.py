"""Deciding who is paid by the budget (penetapan): frozen, signed, never changed; the next decision takes its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

import orjson

from ucj_desktop.crypto.signing import canonical_json, is_signed_by
from ucj_desktop.domain.budget_decision import BudgetDecision, DecidedPlace
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.checkpoints import add_checkpoint
from ucj_desktop.services.district.budget_outlook import BudgetOutlook, outlook
from ucj_desktop.services.district.budget_setup import BudgetRefused, require_district
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.signed_rulings import keys_by_account
from ucj_desktop.storage import accounts, budget
from ucj_desktop.storage.budget import setup_object
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

DECISION_TYPE = "application/vnd.ucj.budget-decision.v1+json"
_LONGEST_DECREE = 200


class NothingToDecide(ClerkError):
    """Nobody would have a place, or nothing differs from the last decision."""

    code = "ANG-04"


class NoSuchDecision(ClerkError):
    """No decision has that number."""

    code = "ANG-05"

    def __init__(self, number: int) -> None:
        super().__init__(
            what=f"Tidak ada penetapan nomor {number} pada tahun anggaran ini.",
            fix="Lihat daftar penetapan di Kuota & anggaran.",
        )


class DecisionNotSound(ClerkError):
    """What stands in the store is not what was decided and signed."""

    code = "ANG-06"

    def __init__(self, number: int) -> None:
        super().__init__(
            what=f"Penetapan nomor {number} tidak sama dengan yang ditandatangani saat ditetapkan.",
            fix="Jalankan Kesehatan data, laporkan ke kepala kantor, dan pulihkan cadangan yang utuh.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that was made, and what it said of itself."""

    decision: BudgetDecision
    change: Change


def decide_budget(office: Office, progress: Progress = SILENT) -> Decided:
    """Freeze who has a place now. Raises NothingToDecide, NoTariffForMonth, BudgetIsDistrict, Cancelled."""
    office.require(Action.DECIDE_BUDGET)
    require_district(office)
    with office.database.writing() as connection:
        found = outlook(office, connection, progress)
        if not found.plan.places:
            raise NothingToDecide(
                "Belum ada seorang pun yang mendapat tempat.",
                "Isi pos anggarannya, lalu terima paket dan buat balasan.",
            )
        if found.is_decided:
            raise NothingToDecide(
                "Tidak ada yang berubah sejak penetapan terakhir.", "Cetak lagi lampirannya bila itu yang dicari."
            )
        rows = rows_of(office, found)
        decision = _signed(office, found, rows)
        progress.step(0, None, "Menyimpan penetapan")
        budget.add_decision(connection, decision, rows)
        facts = {
            "period": decision.period,
            "number": decision.number,
            "people": decision.people,
            "cost": decision.cost,
            "digest": decision.digest,
            "came": len(found.came),
            "went": len(found.went),
        }
        office.log(connection, Entry(action="budget.decided", subject=decision.decision_id, facts=facts))
        add_checkpoint(office, connection, "budget")
    sentence = f"Penetapan nomor {decision.number}: {thousands(decision.people)} pekerja, Rp{thousands(decision.cost)}."
    return Decided(decision=decision, change=Change(Touched.BUDGET, sentence))


def write_decree(office: Office, number: int, decree_number: str, day: date | None, about: str = "") -> Change:
    """Write in the decree (SK Bupati) that a decision became; it is no part of what was frozen.

    Raises NoSuchDecision, BudgetRefused.
    """
    office.require(Action.DECIDE_BUDGET)
    require_district(office)
    named, about = " ".join(decree_number.split()), " ".join(about.split())
    if max(len(named), len(about)) > _LONGEST_DECREE:
        raise BudgetRefused("Nomor atau tentang SK terlalu panjang.", f"Tulis paling banyak {_LONGEST_DECREE} huruf.")
    if day is not None and day > office.today():
        raise BudgetRefused("Tanggal SK belum terjadi.", "Tulis tanggal SK ditandatangani.")
    with office.database.writing() as connection:
        one = _numbered(office, connection, number)
        budget.note_decree(connection, one.decision_id, named, day, about)
        changes = {
            "decree_number": (one.decree_number, named),
            "decree_date": (one.decree_date.isoformat() if one.decree_date else "", day.isoformat() if day else ""),
            "decree_about": (one.decree_about, about),
        }
        told = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        if not told:
            return Change(Touched.NOTHING, "Tidak ada yang berubah.")
        office.log(connection, Entry(action="budget.decree", subject=one.decision_id, changes=told))
    return Change(Touched.BUDGET, f"SK untuk penetapan nomor {number} dicatat.")


def list_decisions(office: Office) -> list[BudgetDecision]:
    """The decisions of the period that goes on, the newest first."""
    office.require(Action.LOOK)
    require_district(office)
    with office.database.reading() as connection:
        return budget.decisions(connection, office.preferences.period)


def decided_places(office: Office, number: int = 0) -> tuple[BudgetDecision, list[DecidedPlace]]:
    """A decision (0: the last one) with everybody in it. Raises NoSuchDecision, DecisionNotSound."""
    office.require(Action.LOOK)
    require_district(office)
    with office.database.reading() as connection:
        one = _numbered(office, connection, number)
        rows = list(budget.places(connection, one.decision_id))
        if not is_sound(connection, one, rows):
            raise DecisionNotSound(one.number)
    return one, rows


def is_sound(connection: Connection, one: BudgetDecision, rows: Sequence[DecidedPlace]) -> bool:
    """Whether this is what an account of the office signed."""
    if _digest(one, rows) != one.digest:
        return False
    try:
        signature = bytes.fromhex(one.signature)
    except ValueError:
        return False
    keys = keys_by_account(accounts.every(connection)).get(one.account_id, ())
    return any(is_signed_by(key, DECISION_TYPE, _statement(one), signature) for key in keys)


def _numbered(office: Office, connection: Connection, number: int) -> BudgetDecision:
    known = budget.decisions(connection, office.preferences.period)
    found = next((one for one in known if number in (0, one.number)), None)
    if found is None:
        raise NoSuchDecision(number)
    return found


def rows_of(office: Office, found: BudgetOutlook) -> list[DecidedPlace]:
    """By kecamatan, village and name, as the annex lists them."""
    months = {one.line_id: one.months for one in found.setup.lines}
    ordered = sorted(
        found.plan.places,
        key=lambda place: (
            found.people[place.worker_id].village_code,
            found.people[place.worker_id].full_name.casefold(),
            place.worker_id,
        ),
    )
    return [
        DecidedPlace(
            position=position,
            worker_id=place.worker_id,
            line_id=place.line_id,
            months=months[place.line_id],
            cost=place.cost,
            nik=(one := found.people[place.worker_id]).nik,
            full_name=one.full_name,
            village_code=one.village_code,
            village_name=office.printed(one.village_code),
            office_name=office.printed(one.village_code[:6]),
            occupation=one.occupation,
        )
        for position, place in enumerate(ordered, start=1)
    ]


def _signed(office: Office, found: BudgetOutlook, rows: Sequence[DecidedPlace]) -> BudgetDecision:
    unsigned = BudgetDecision(
        decision_id=new_id(),
        period=found.setup.period,
        number=found.last.number + 1 if found.last else 1,
        setup=found.setup,
        people=len(rows),
        cost=sum(one.cost for one in rows),
        digest="",
        account_id=office.clerk.account_id,
        at=office.timestamp(),
        signature="",
    )
    digested = replace(unsigned, digest=_digest(unsigned, rows))
    return replace(digested, signature=office.key.sign(DECISION_TYPE, _statement(digested)).hex())


def _digest(one: BudgetDecision, rows: Iterable[DecidedPlace]) -> str:
    """SHA-256, hex, over the setup and one line of JSON a place, in their order."""
    frozen = sha256(canonical_json(setup_object(one.setup)))
    for row in rows:
        frozen.update(b"\n")
        frozen.update(
            orjson.dumps(
                (
                    row.position, row.worker_id, row.line_id, row.months, row.cost, row.nik, row.full_name,
                    row.village_code, row.village_name, row.office_name, row.occupation,
                )
            )
        )  # fmt: skip
    return frozen.hexdigest()


def _statement(one: BudgetDecision) -> bytes:
    return canonical_json(
        {
            "account": one.account_id,
            "at": one.at,
            "cost": one.cost,
            "decision_id": one.decision_id,
            "digest": one.digest,
            "number": one.number,
            "people": one.people,
            "period": one.period,
        }
    )
