"""Recap (rekap): tables of counts, the equation that ties them to what was sent, and the coverage."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ucj_desktop.domain.coverage import Coverage, CoverageFigures, coverage
from ucj_desktop.domain.dates import MONTHS, age_at
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.domain.worker import SEX_LABELS, Sex
from ucj_desktop.reports.recap_facts import CountedRow, RecapFacts, SenderRow
from ucj_desktop.services.district.coverage_figures import coverage_figures
from ucj_desktop.services.office import Office
from ucj_desktop.storage import erasures, packages
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.packages import ReceivedPackage
from ucj_desktop.storage.recap_counts import Tally, counts_by_sender, tallies

AGES = (18, 30, 40, 50, 60, 65)  # years at which a group begins


class RecapBy(StrEnum):
    """What the rows of a recap stand for."""

    VILLAGE = "village"
    SUB_DISTRICT = "kecamatan"
    OCCUPATION = "occupation"
    SEX = "sex"
    AGE = "age"
    MONTH = "month"
    STAGE = "stage"


BY_LABELS: Mapping[RecapBy, str] = MappingProxyType(
    {
        RecapBy.SUB_DISTRICT: "Kecamatan",
        RecapBy.VILLAGE: "Desa/kelurahan",
        RecapBy.OCCUPATION: "Pekerjaan",
        RecapBy.SEX: "Jenis kelamin",
        RecapBy.AGE: "Kelompok umur",
        RecapBy.MONTH: "Bulan validasi",
        RecapBy.STAGE: "Tahap",
    }
)


@dataclass(slots=True)
class RecapRow:
    """Counts of workers of one village, kecamatan, occupation, sex, age group, month or stage."""

    name: str
    total: int = 0
    eligible: int = 0
    not_eligible: int = 0
    waiting: int = 0  # no verdict yet, or BELUM
    sent: int = 0  # sent, accepted, returned or registered
    accepted: int = 0  # registered ones too
    returned: int = 0
    registered: int = 0

    def count(self, one: Tally) -> None:
        """Add the workers of a tally."""
        self.total += one.workers
        if one.verdict is None or one.verdict is Verdict.PENDING:
            self.waiting += one.workers
        elif one.verdict.is_eligible:
            self.eligible += one.workers
        else:
            self.not_eligible += one.workers
        is_registered = one.stage is Stage.REGISTERED
        is_accepted = is_registered or one.stage is Stage.ACCEPTED
        is_returned = one.stage is Stage.RETURNED
        self.sent += one.workers * (is_accepted or is_returned or one.stage is Stage.SENT)
        self.accepted += one.workers * is_accepted
        self.returned += one.workers * is_returned
        self.registered += one.workers * is_registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How one kecamatan's packages became the workers here: brought - refused - withdrawn - merged - gone = here."""

    name: str
    packages: int
    brought: int  # rows of workers who were new in their package, refused ones too
    refused: int
    withdrawn: int
    merged: int  # found to be somebody who is counted already
    here: int

    @property
    def gone(self) -> int:
        """Those who are neither here nor explained by the packages: erased on request, or something is wrong."""
        return self.brought - self.refused - self.withdrawn - self.merged - self.here


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """A table with its total row; for a district also what ties it to the packages, by kecamatan."""

    by: RecapBy
    rows: tuple[RecapRow, ...]
    total: RecapRow
    equation: str
    balances: bool
    senders: tuple[Balance, ...]  # empty for an office that received nothing
    coverage: Coverage | None  # None: no figures were typed in
    figures: CoverageFigures


def recap(office: Office, by: RecapBy = RecapBy.VILLAGE) -> Recap:
    """Count everybody once; rows in the order of their names, groups of age, months and stages in their own."""
    office.require(Action.LOOK)
    group = _groups(office)[by]
    found: dict[tuple[str, str], RecapRow] = {}
    total = RecapRow("JUMLAH")
    with office.database.reading() as connection:
        for one in tallies(connection, _COUNTED_AS[by]):
            place = group(one.key)
            found.setdefault(place, RecapRow(place[1])).count(one)
            total.count(one)
        taken = packages.received(connection)
        senders = _senders(office, connection, taken)
        erased = erasures.count_erased(connection)
        figures = coverage_figures(connection)
    rows = tuple(found[place] for place in sorted(found))
    equation, balances = _equation(rows, total, senders, erased)
    return Recap(
        by=by,
        rows=rows,
        total=total,
        equation=equation,
        balances=balances,
        senders=senders,
        coverage=coverage(figures, total.accepted - total.registered),
        figures=figures,
    )


def usual_recap(office: Office) -> RecapBy:
    """What a district or a kecamatan looks at first."""
    return RecapBy.SUB_DISTRICT if office.kind is OfficeKind.DISTRICT else RecapBy.VILLAGE


def recap_facts(made: Recap) -> RecapFacts:
    """A recap as its paper shows it."""
    return RecapFacts(
        counted_by=BY_LABELS[made.by],
        rows=[CountedRow(**asdict(row)) for row in made.rows],
        total=CountedRow(**asdict(made.total)),
        equation=made.equation,
        balances=made.balances,
        senders=[SenderRow(**asdict(one), gone=one.gone) for one in made.senders],
        coverage=made.coverage,
        figures=made.figures,
    )


def _equation(rows: Sequence[RecapRow], total: RecapRow, senders: Sequence[Balance], erased: int) -> tuple[str, bool]:
    """The sum in words and numbers, and whether it comes out."""
    if not senders:
        parts = " + ".join(thousands(row.total) for row in rows) or "0"
        return f"{parts} = {thousands(total.total)}", sum(row.total for row in rows) == total.total
    brought = sum(one.brought for one in senders)
    minus = [
        (sum(one.refused for one in senders), "ditolak"),
        (sum(one.withdrawn for one in senders), "ditarik"),
        (sum(one.merged for one in senders), "digabung"),
    ]
    if erased:
        minus.append((erased, "dihapus atas permintaan"))
    made = brought - sum(number for number, _ in minus)
    words = "".join(f" - {thousands(number)} {word}" for number, word in minus)
    parcels = thousands(sum(one.packages for one in senders))
    equation = f"{thousands(brought)} baris baru dalam {parcels} paket{words} = {thousands(made)} pekerja"
    return equation, made == total.total and min(one.gone for one in senders) >= 0


def _senders(office: Office, connection: Connection, taken: Sequence[ReceivedPackage]) -> tuple[Balance, ...]:
    """By the kecamatan's name; empty for an office that received nothing."""
    if not taken:
        return ()
    here, merged = counts_by_sender(connection, merged=False), counts_by_sender(connection, merged=True)
    of: dict[str, list[ReceivedPackage]] = {}
    for one in taken:
        of.setdefault(one.office_code, []).append(one)

    def total(code: str, name: str) -> int:
        return sum(one.counts.get(name, 0) for one in of[code])

    balances = (
        Balance(
            name=office.printed(code),
            packages=len(of[code]),
            brought=total(code, "new") + total(code, "refused"),
            refused=total(code, "refused"),
            withdrawn=total(code, "withdrawn"),
            merged=merged.get(code, 0),
            here=here.get(code, 0),
        )
        for code in of
    )
    return tuple(sorted(balances, key=lambda one: one.name))


_COUNTED_AS: Mapping[RecapBy, str] = MappingProxyType(
    {
        RecapBy.VILLAGE: "village",
        RecapBy.SUB_DISTRICT: "sub_district",
        RecapBy.OCCUPATION: "occupation",
        RecapBy.SEX: "sex",
        RecapBy.AGE: "birth_date",
        RecapBy.MONTH: "month",
        RecapBy.STAGE: "stage",
    }
)

_Group = Callable[[str], tuple[str, str]]


def _groups(office: Office) -> Mapping[RecapBy, _Group]:
    """Of a key the row it belongs to: what sorts it, and its name."""
    today = office.today()
    stages = list(Stage)
    return {
        RecapBy.VILLAGE: lambda code: _named(office.printed(code) if code else "", "(desa belum diisi)"),
        RecapBy.SUB_DISTRICT: lambda code: _named(office.printed(code) if code else "", "(desa belum diisi)"),
        RecapBy.OCCUPATION: lambda name: _named(name, "(pekerjaan belum diisi)"),
        RecapBy.SEX: lambda sex: _named(SEX_LABELS[Sex(sex)] if sex else "", "(jenis kelamin belum diisi)"),
        RecapBy.AGE: lambda born: _age_group(born, today),
        RecapBy.MONTH: _month,
        RecapBy.STAGE: lambda stage: (f"{stages.index(Stage(stage)):02}", STAGE_LABELS[Stage(stage)]),
    }


def _named(name: str, missing: str) -> tuple[str, str]:
    return (name or missing,) * 2


def _age_group(born: str, today: date) -> tuple[str, str]:
    if not born:
        return "99", "(tanggal lahir belum diisi)"
    age = age_at(date.fromisoformat(born), today)
    reached = sum(age >= begins for begins in AGES)
    if reached == 0:
        return "00", f"Di bawah {AGES[0]} tahun"
    if reached == len(AGES):
        return f"{reached:02}", f"{AGES[-1]} tahun ke atas"
    return f"{reached:02}", f"{AGES[reached - 1]}-{AGES[reached] - 1} tahun"


def _month(key: str) -> tuple[str, str]:
    if not key:
        return "9999-99", "(belum divalidasi)"
    year, month = key.split("-")
    return key, f"{MONTHS[int(month) - 1]} {year}"
