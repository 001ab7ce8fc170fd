"""Made-up minutes of any size for the tests of reports."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

from ucj_desktop.domain.frozen import minutes_digest
from ucj_desktop.domain.minutes import Capacity, FrozenRow, Letterhead, Minutes, Signer
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.reports.facts import Facts, ListedWorker, OfficeFacts
from ucj_desktop.reports.subject_facts import ErasureFacts, SubjectFacts

_FIRST = ("Andi", "Baso", "Besse", "Muh.", "St.", "Nur", "Daeng", "H.", "Hj.", "La", "I", "Karaeng")
_MIDDLE = ("Rosmini", "Tenri", "Syarif", "Aminah", "Ridwan", "Hasnah", "Jufri", "Mallombassi", "Fatma", "Sangkala")
_LAST = ("Patta", "Ruma'", "Situju", "Palesang", "Bintu", "Malaji", "Tojeng", "")
_VILLAGES = (
    "Bialo",
    "Bontomacinna",
    "Bontonyeleng",
    "Kelurahan Mario Rennu",
    "Benteng Gantarang",
    "Padang",
    "Taccorong",
)
_JOBS = ("Petani", "Buruh tani", "Nelayan", "Pedagang keliling", "Tukang bentor", "Tukang kayu dan perahu pinisi")
_REASONS = (Reason.DECEASED, Reason.MOVED, Reason.ALREADY_INSURED, Reason.NOT_VULNERABLE, Reason.OTHER)

LETTERHEAD = Letterhead(
    first_line="PEMERINTAH KABUPATEN BULUKUMBA",
    second_line="KECAMATAN GANTARANG",
    address="Jalan Poros Bulukumba-Bantaeng Km. 9, Ponre",
    phone="(0413) 000000",
    email="kecamatan.gantarang@contoh.id",
    website="contoh.id/gantarang",
    postcode="92561",
    place="Ponre",
)
OFFICE = OfficeFacts(
    code="730201", name="Kecamatan Gantarang", district_name="Kabupaten Bulukumba", letterhead=LETTERHEAD
)
HEAD = Signer(
    name="Drs. H. ANDI MADE-UP RUMALLANG, M.Si.",
    position="CAMAT GANTARANG",
    rank="Pembina Tk. I, IV/b",
    nip="197001011995031001",
)
CHIEF = Signer(
    name="Rosmini Buatan, S.Sos.", position="Ketua Tim Verifikasi", rank="Penata, III/c", nip="198002022005022002"
)
SECRETARY = Signer(name="Jufri Rekaan", position="Sekretaris Tim Verifikasi")
MEMBERS = tuple(
    Signer(name=f"Anggota Rekaan {word}", position="Anggota Tim Verifikasi") for word in ("Satu", "Dua", "Tiga")
)
ON_BEHALF = Signer(
    name="Hasnah Karangan, S.E.",
    position="Sekretaris Kecamatan",
    nip="197505052000032003",
    capacity=Capacity.ON_BEHALF,
    on_behalf_of="CAMAT GANTARANG",
)


def make_row(number: int, verdict: Verdict | None = None, villages: int = 3) -> FrozenRow:
    """The frozen row of one made-up worker; the same number gives the same person."""
    chosen = (
        verdict or (Verdict.ELIGIBLE, Verdict.ELIGIBLE, Verdict.ELIGIBLE_CORRECTED, Verdict.NOT_ELIGIBLE)[number % 4]
    )
    born = date(1970, 1, 1) + timedelta(days=number * 37 % 12000)
    female = number % 2 == 0
    day = born.day + (40 if female else 0)
    name = " ".join(filter(None, (_FIRST[number % 12], _MIDDLE[number % 10], _LAST[number % 8])))
    reason = _REASONS[number % 5] if chosen is Verdict.NOT_ELIGIBLE else None
    village = _VILLAGES[number * villages // 10_007 % villages if villages > 7 else number % villages % 7]
    worker = Worker(
        nik=f"730201{day:02d}{born.month:02d}{born.year % 100:02d}{number % 9999 + 1:04d}",
        full_name=name if number % 25 else f"{name} Daeng Marewangeng Karaeng Bontolangkasa Putra",
        birth_place="Bulukumba",
        birth_date=born,
        sex=Sex.FEMALE if female else Sex.MALE,
        mother_name="Rahasia",
        monthly_income=987_654,
        address="Jl. Poros" if number % 3 else "",
        hamlet=f"Dusun Bonto{'manai' if number % 2 else 'sunggu'}",
        rt=f"{number % 9 + 1:03d}",
        rw="001",
        village_code=f"730201200{number % 7 + 1}",
        occupation=_JOBS[number % 6],
        worker_id=f"01900000-0000-7000-8000-{number:012d}",
    )
    note = "uraian alasan yang ditulis petugas di lapangan" if reason is Reason.OTHER else ""
    return FrozenRow(position=number, worker=worker, verdict=chosen, reason=reason, note=note, village_name=village)


def make_candidates(count: int, after: int) -> tuple[FrozenRow, ...]:
    """So many who wait to replace somebody, behind ``after`` rows: every third is not verified yet."""
    rows = [make_row(after + place) for place in range(1, count + 1)]
    verdicts = (Verdict.ELIGIBLE, Verdict.ELIGIBLE_CORRECTED, Verdict.PENDING)
    placed = sorted(range(count), key=lambda place: rows[place].village_name)
    return tuple(
        replace(
            rows[place],
            position=after + number,
            verdict=verdicts[place % 3],
            reason=None,
            note="",
            waits_as=1 + sum(rows[other].village_name == rows[place].village_name for other in placed[: number - 1]),
        )
        for number, place in enumerate(placed, start=1)
    )


def make_minutes(count: int, signers: tuple[Signer, ...] = (HEAD, CHIEF, SECRETARY), **changes: object) -> Minutes:
    """Closed minutes over ``count`` made-up workers."""
    return close(
        {
            "minutes_id": "01900000-0000-7000-8000-aaaaaaaaaaaa",
            "register": 3,
            "revision": 1,
            "period": 2026,
            "number": "",
            "held_on": date(2026, 4, 30),
            "venue": "Aula Kantor Kecamatan Gantarang",
            "village_codes": ("7302012001", "7302012002", "7302012003"),
            "signers": signers,
            "closed_by": "01900000-0000-7000-8000-bbbbbbbbbbbb",
            "closed_at": "2026-04-30T06:00:00Z",
            "one_person_office": False,
            "journal_head": "0123456789abcdef",
            "rows": tuple(make_row(number) for number in range(1, count + 1)),
            **changes,
        }
    )


def close(fields: dict[str, object]) -> Minutes:
    """Minutes of those fields with their digest."""
    digest = minutes_digest(Minutes(**fields))  # type: ignore[arg-type]
    return Minutes(**{**fields, "digest": digest})  # type: ignore[arg-type]


def make_sign(text: bytes) -> bytes:
    """Stands for the office's signature: 64 bytes that only this text has."""
    return sha256(b"key" + text).digest() + sha256(b"yek" + text).digest()


def verify_sign(office_code: str, text: bytes, signature: bytes) -> bool | None:
    """The other half of :func:`make_sign`; only one office is known."""
    return make_sign(text) == signature if office_code == OFFICE.code else None


def make_facts(count: int = 26, **changes: object) -> Facts:
    """Facts of closed minutes over ``count`` workers; a keyword replaces a field."""
    fields: dict[str, object] = {
        "office": OFFICE,
        "period": 2026,
        "printed_on": date(2026, 5, 2),
        "minutes": make_minutes(count),
        "sign": make_sign,
        **changes,
    }
    return Facts(**fields)  # type: ignore[arg-type]


def make_listed(count: int) -> tuple[ListedWorker, ...]:
    """Workers of a working paper, village by village."""
    rows = sorted((make_row(number) for number in range(1, count + 1)), key=lambda row: row.village_name)
    return tuple(ListedWorker(worker=row.worker, village_name=row.village_name) for row in rows)


def person_facts(count: int) -> dict[str, object]:
    """The papers about one person, with so much told of him or her."""
    moments = [f"0{1 + number % 9}-05-2026 08.{number % 60:02d}" for number in range(count)]
    told = [(moment, "Hasnah Karangan", "Data pekerja diperbaiki. Alamat: Jl. Poros → Jl. Lama") for moment in moments]
    subject = SubjectFacts(
        full_name="Andi Rekaan",
        fields=[("NIK", "7302014101010001"), ("Nama lengkap", "Andi Rekaan"), ("Alamat", "Jl. Poros")],
        standing=[("Tahap", "Terkumpul")],
        rulings=[(moment, "Verifikasi: LAYAK", "-", "Hasnah Karangan") for moment in moments[:3]],
        history=told,
        seen=told,
        requests=[],
        held=[("Cadangan kantor", "salinan data kantor yang terenkripsi")],
        retention="sampai 31 Desember 2036.",
    )
    erasure = ErasureFacts(
        reference="01900000-0000-7000-8000-000000000001",
        basis="masa simpannya sudah berakhir",
        day=date(2026, 5, 2),
        erased_by="Hasnah Karangan",
        counts=[("Data orangnya", "1"), ("Teks dalam jurnal", str(count))],
        stays=["Rantai jurnal: siapa melakukan apa dan kapan, tanpa data pribadinya."],
        digest="ab" * 32,
        salt="cd" * 16,
        journal_row=12,
    )
    return {"subject": subject, "erasure": erasure}
