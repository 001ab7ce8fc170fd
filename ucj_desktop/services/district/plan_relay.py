"""Who goes to BPJS next, and who is left out and why; nothing is written."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ucj_desktop.domain.dates import age_at, short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.relay import LeftOut, WhyLeftOut, why_not_relayed
from ucj_desktop.domain.rules.base import Limits
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Order, WorkerFilter, WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.reference.policy import policy
from ucj_desktop.reference.relay_profiles import RelayProfile
from ucj_desktop.services.district.keep_relay_profiles import relay_profile
from ucj_desktop.services.district.one_person import Doubles
from ucj_desktop.services.district.relay_sheet import row_of
from ucj_desktop.services.office import Office
from ucj_desktop.storage import budget, merges, relay, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import PairDecision
from ucj_desktop.storage.relay import RelayRow

_STEP = 500
_COUNTED = (Stage.ACCEPTED, Stage.REGISTERED)


class RelayIsDistrict(ClerkError):
    """Only a kabupaten sends lists to BPJS."""

    code = "BPJS-04"

    def __init__(self) -> None:
        super().__init__(
            what="Daftar untuk BPJS hanya dibuat di kantor kabupaten.",
            fix="Kirim paket ke kabupaten; hasil dari BPJS kembali dengan balasannya.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayAsked:
    """What is to be sent: by which profile (empty: the first), of which kecamatan (empty: all), at most how many.

    ``planned_on`` is the day on which BPJS is to register them, for their ages; None: today.
    """

    profile: str = ""
    office_code: str = ""
    limit: int | None = None
    planned_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayPlan:
    """Who goes, in the order of the sheet, and who of the accepted and registered does not."""

    profile: RelayProfile
    planned_on: date
    records: tuple[WorkerRecord, ...]
    left_out: tuple[tuple[WorkerRecord, WhyLeftOut], ...]

    @property
    def counts(self) -> Mapping[LeftOut, int]:
        """How many are left out, by kind, in the order of LeftOut."""
        found = Counter(why.kind for _, why in self.left_out)
        return {kind: found[kind] for kind in LeftOut if found[kind]}

    def first_rows(self, office: Office, most: int = 5) -> list[list[Any]]:
        """The cells of the first rows as the sheet will have them."""
        return [row_of(office, self.profile, one.worker, at) for at, one in enumerate(self.records[:most], start=1)]


def plan_relay(office: Office, asked: RelayAsked, progress: Progress = SILENT) -> RelayPlan:
    """Look at everybody who was accepted or is registered. Raises RelayIsDistrict, NoSuchRelayProfile."""
    office.require(Action.LOOK)
    profile = require_profile(office, asked)
    with office.database.reading() as connection:
        return planned(office, connection, asked, profile, progress)


def require_profile(office: Office, asked: RelayAsked) -> RelayProfile:
    """The profile that is asked for. Raises RelayIsDistrict, NoSuchRelayProfile."""
    office.require(Action.LOOK)
    require_district(office)
    return relay_profile(office, asked.profile)


def require_district(office: Office) -> None:
    """Raise RelayIsDistrict in a kecamatan."""
    if office.kind is not OfficeKind.DISTRICT:
        raise RelayIsDistrict


def planned(
    office: Office, connection: Connection, asked: RelayAsked, profile: RelayProfile, progress: Progress = SILENT
) -> RelayPlan:
    """The same within a transaction, so that what was planned is what is written."""
    day = asked.planned_on or office.today()
    wanted = WorkerFilter(
        stages=(Stage.ACCEPTED, Stage.REGISTERED), origin_office=asked.office_code, order=Order.VILLAGE
    )
    progress.step(0, None, "Memilih pekerja")
    judge = _Judge(connection, profile, day, office.preferences.period)
    records: list[WorkerRecord] = []
    left_out: list[tuple[WorkerRecord, WhyLeftOut]] = []
    most = min(profile.largest, profile.largest if asked.limit is None else asked.limit)
    for number, one in enumerate(workers.each(connection, wanted), start=1):
        if number % _STEP == 0:
            progress.step(number, None, "Memilih pekerja")
        why = judge.why_not(one)
        if why is None and len(records) >= most:
            why = WhyLeftOut(LeftOut.NEXT_FILE, f"Satu berkas memuat paling banyak {thousands(most)} orang.")
        if why is None:
            records.append(one)
        else:
            left_out.append((one, why))
    return RelayPlan(profile=profile, planned_on=day, records=tuple(records), left_out=tuple(left_out))


class _Judge:
    """Whether one worker may go; what each check needs of the store is asked once.

    The checks are looked at in the order of ``_checks``. Once the budget was decided, only whom it
    names is paid.
    """

    def __init__(self, connection: Connection, profile: RelayProfile, day: date, period: int) -> None:
        self._profile = profile
        self._day = day
        self._limits: Limits = policy().limits_on(day)
        survivors = merges.survivors(connection)
        held = relay.holding(connection)
        self._by_id: dict[str, RelayRow] = {survivors.get(one.worker_id, one.worker_id): one for one in held}
        self._by_nik: dict[str, RelayRow] = {one.nik: one for one in held}
        self._doubles = Doubles(connection)
        self._checks: Sequence[Callable[[WorkerRecord], WhyLeftOut | None]] = (
            self._is_with_bpjs,
            self._has_no_sound_nik,
            self._has_a_double,
            self._is_of_no_fitting_age,
            self._is_incomplete,
            self._has_no_place,
        )
        last = next(iter(budget.decisions(connection, period)), None)
        self._decision = last.number if last else 0
        places = budget.lines_by_worker(connection, last.decision_id) if last else {}
        self._placed = {survivors.get(one, one) for one in places}

    def why_not(self, one: WorkerRecord) -> WhyLeftOut | None:
        return next((why for why in (check(one) for check in self._checks) if why is not None), None)

    def _is_with_bpjs(self, one: WorkerRecord) -> WhyLeftOut | None:
        held = self._by_id.get(one.worker.worker_id) or (self._by_nik.get(one.worker.nik) if one.worker.nik else None)
        if one.standing.stage is Stage.REGISTERED or (held is not None and held.result is not None):
            return WhyLeftOut(LeftOut.REGISTERED, "Sudah terdaftar di BPJS.")
        if held is None:
            return None
        other = "" if held.worker_id == one.worker.worker_id else " dengan NIK yang sama"
        return WhyLeftOut(LeftOut.SENT, f"Sudah ada di kiriman nomor {held.number}{other}; BPJS belum menjawab.")

    def _has_no_sound_nik(self, one: WorkerRecord) -> WhyLeftOut | None:
        why = why_not_relayed(one.worker)
        return WhyLeftOut(LeftOut.NIK, why) if why else None

    def _has_a_double(self, one: WorkerRecord) -> WhyLeftOut | None:
        others = self._doubles.of(one)
        for each in others:
            if each.decision is PairDecision.SAME and each.other_keeps:
                why = f"Diputuskan sama dengan {each.other.worker.full_name}, yang dipertahankan."
                return WhyLeftOut(LeftOut.DOUBLE, why)
        given_way = {each.other.worker.worker_id for each in others if each.decision is PairDecision.SAME}
        for each in others:
            other = each.other
            is_rival = other.worker.worker_id not in given_way and other.standing.stage in _COUNTED
            if not is_rival or other.worker.nik != one.worker.nik:
                continue
            name = other.worker.full_name
            if each.decision is PairDecision.NOT_SAME:
                why = f"NIK-nya sama dengan {name}, yang diputuskan orang lain; salah satu NIK itu keliru."
                return WhyLeftOut(LeftOut.DOUBLE, why)
            return WhyLeftOut(LeftOut.DOUBLE, f"NIK-nya sama dengan {name}; putuskan dulu di halaman Kembar.")
        return None

    def _is_of_no_fitting_age(self, one: WorkerRecord) -> WhyLeftOut | None:
        born = one.worker.birth_date
        if born is None:
            return None
        age = age_at(born, self._day)
        if self._limits.minimum_age <= age < self._limits.age_too_old:
            return None
        return WhyLeftOut(LeftOut.AGE, f"Umurnya {age} tahun pada {short_date(self._day)}.")

    def _is_incomplete(self, one: WorkerRecord) -> WhyLeftOut | None:
        empty = [BY_CODE[code].label for code in self._profile.required if not getattr(one.worker, code)]
        return WhyLeftOut(LeftOut.INCOMPLETE, f"Belum diisi: {', '.join(empty)}.") if empty else None

    def _has_no_place(self, one: WorkerRecord) -> WhyLeftOut | None:
        if not self._decision or one.worker.worker_id in self._placed:
            return None
        return WhyLeftOut(LeftOut.BUDGET, f"Tidak ada dalam penetapan anggaran nomor {self._decision}.")
