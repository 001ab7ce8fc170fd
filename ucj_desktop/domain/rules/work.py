"""Rules about work: what somebody does, how long, for how much."""

from functools import lru_cache

from ucj_desktop.domain.occupation import KtpOccupation, Look, Occupation
from ucj_desktop.domain.rules.base import Complaint, Context, Severity, rule
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.worker import Worker

_EXCLUSIONS = "Permenaker 5/2021 dan juknis daerah: bukan penerima upah, ASN, TNI, POLRI"
_HOURS_IN_A_WEEK = 168
_IN_THOUSANDS_BELOW = 5_000  # a month's income below this was probably written in thousands
_HIGHEST_LIKELY_INCOME = 20_000_000


@rule("PK-01", field="occupation", severity=Severity.WARNS, source="F1-BPU: pekerjaan")
def occupation_is_stated(worker: Worker, context: Context) -> Complaint | None:
    if worker.occupation:
        return None
    return Complaint("Pekerjaan nyata belum diisi.", "Isi yang dikerjakan sehari-hari, misalnya petani.")


@rule("PK-02", field="occupation_ktp", severity=Severity.WARNS, source=_EXCLUSIONS)
def ktp_occupation_is_not_of_the_state(worker: Worker, context: Context) -> Complaint | None:
    occupation = _ktp(worker.occupation_ktp, context)
    if occupation is None or occupation.look is not Look.STATE:
        return None
    return Complaint(
        f"Pekerjaan di KTP {occupation.name}.",
        "Pastikan orangnya bukan ASN, TNI, POLRI atau pensiunan. Bila benar, TIDAK LAYAK dengan alasan TL-08.",
    )


@rule("PK-03", field="occupation_ktp", severity=Severity.WARNS, source=_EXCLUSIONS)
def ktp_occupation_is_no_wage_work(worker: Worker, context: Context) -> Complaint | None:
    occupation = _ktp(worker.occupation_ktp, context)
    if occupation is None or occupation.look is not Look.WAGE_EARNER:
        return None
    return Complaint(
        f"Pekerjaan di KTP {occupation.name}.",
        "Pastikan orangnya tidak menerima upah dari pemberi kerja. Bila menerima, TIDAK LAYAK dengan alasan TL-09.",
    )


@rule("PK-04", field="occupation_ktp", severity=Severity.NOTES, source="Pekerjaan KTP sering belum diperbarui")
def ktp_occupation_is_work(worker: Worker, context: Context) -> Complaint | None:
    occupation = _ktp(worker.occupation_ktp, context)
    if occupation is None or occupation.look is not Look.NOT_WORKING:
        return None
    return Complaint(f"Pekerjaan di KTP {occupation.name}.", "Pastikan orangnya sekarang memang bekerja.")


@rule("PK-05", field="occupation_ktp", severity=Severity.WARNS, source="Perangkat desa dijamin lewat desa")
def ktp_occupation_has_no_other_scheme(worker: Worker, context: Context) -> Complaint | None:
    occupation = _ktp(worker.occupation_ktp, context)
    if occupation is None or occupation.look is not Look.OTHER_SCHEME:
        return None
    return Complaint(
        f"Pekerjaan di KTP {occupation.name}, biasanya sudah menjadi peserta.",
        "Tanyakan kepesertaannya. Bila sudah peserta, TIDAK LAYAK dengan alasan TL-06.",
    )


@rule("PK-06", field="occupation", severity=Severity.WARNS, source=_EXCLUSIONS)
def occupation_is_not_excluded(worker: Worker, context: Context) -> Complaint | None:
    occupation = _real(worker.occupation, context)
    if occupation is None or occupation.look not in (Look.STATE, Look.WAGE_EARNER, Look.NOT_WORKING):
        return None
    return Complaint(
        f"Pekerjaan nyata {occupation.name}: tidak termasuk pekerja rentan bukan penerima upah.",
        "Periksa pekerjaannya. Bila benar begitu, pilih TIDAK LAYAK dengan alasannya.",
    )


@rule("PK-07", field="occupation", severity=Severity.WARNS, source="Perangkat desa, BPD, kader dijamin lewat desa")
def occupation_has_no_other_scheme(worker: Worker, context: Context) -> Complaint | None:
    occupation = _real(worker.occupation, context)
    if occupation is None or occupation.look is not Look.OTHER_SCHEME:
        return None
    return Complaint(
        f"Pekerjaan nyata {occupation.name}, biasanya sudah menjadi peserta lewat desa.",
        "Tanyakan kepesertaannya. Bila sudah peserta, TIDAK LAYAK dengan alasan TL-06.",
    )


@rule("PK-08", field="occupation", severity=Severity.NOTES, source="Daftar pekerjaan program")
def occupation_is_in_the_list(worker: Worker, context: Context) -> Complaint | None:
    if not worker.occupation or _real(worker.occupation, context) is not None:
        return None
    return Complaint(
        f"Pekerjaan “{worker.occupation[:40]}” tidak ada di daftar.", "Pilih yang paling dekat bila ada, atau biarkan."
    )


@rule("PK-09", field="weekly_hours", severity=Severity.WARNS, source="Satu minggu 168 jam")
def weekly_hours_are_possible(worker: Worker, context: Context) -> Complaint | None:
    hours = worker.weekly_hours
    if hours is None or 0 < hours <= context.limits.most_weekly_hours:
        return None
    if hours > _HOURS_IN_A_WEEK or hours <= 0:
        what = f"Jam kerja {hours} jam seminggu tidak mungkin."
    else:
        what = f"Jam kerja {hours} jam seminggu sangat banyak."
    return Complaint(what, "Isi jumlah jam dalam satu minggu, misalnya 40.")


@rule("PK-10", field="monthly_income", severity=Severity.WARNS, source="F1-BPU: penghasilan sebulan dalam rupiah")
def monthly_income_is_in_rupiah(worker: Worker, context: Context) -> Complaint | None:
    income = worker.monthly_income
    if income is None or (income == 0 or income >= _IN_THOUSANDS_BELOW):
        return None
    return Complaint(
        f"Penghasilan {income} sebulan terlalu kecil; mungkin ditulis dalam ribuan.",
        "Tulis rupiah penuh, misalnya 1500000.",
    )


@rule("PK-11", field="monthly_income", severity=Severity.WARNS, source="Pekerja rentan: penghasilan minim")
def monthly_income_is_likely(worker: Worker, context: Context) -> Complaint | None:
    income = worker.monthly_income
    if income is None or income <= _HIGHEST_LIKELY_INCOME:
        return None
    return Complaint(
        f"Penghasilan Rp{thousands(income)} sebulan sangat besar.", "Periksa jumlah angka nolnya, lalu pastikan."
    )


@rule("PK-12", field="monthly_income", severity=Severity.WARNS, source="Kriteria daerah (policy.toml)")
def monthly_income_is_within_the_limit(worker: Worker, context: Context) -> Complaint | None:
    highest, income = context.limits.highest_income, worker.monthly_income
    if highest is None or income is None or income <= highest:
        return None
    return Complaint(
        f"Penghasilan Rp{thousands(income)} di atas batas Rp{thousands(highest)} sebulan.",
        "Pastikan penghasilannya. Bila benar, pertimbangkan TIDAK LAYAK dengan alasan TL-11.",
    )


@rule("PK-13", field="monthly_income", severity=Severity.NOTES, source="F1-BPU: bekerja untuk mendapat penghasilan")
def monthly_income_is_not_zero(worker: Worker, context: Context) -> Complaint | None:
    if worker.monthly_income != 0:
        return None
    return Complaint("Penghasilan tertulis 0.", "Isi penghasilan sebulan, atau kosongkan bila belum diketahui.")


@rule("PK-14", field="occupation_ktp", severity=Severity.NOTES, source="Daftar pekerjaan Dukcapil, 1 sampai 89")
def ktp_occupation_is_in_the_list(worker: Worker, context: Context) -> Complaint | None:
    if not worker.occupation_ktp or _ktp(worker.occupation_ktp, context) is not None:
        return None
    return Complaint(
        f"Pekerjaan di KTP “{worker.occupation_ktp[:40]}” tidak ada di daftar Dukcapil.",
        "Cocokkan tulisannya dengan KTP-el.",
    )


@lru_cache(maxsize=8192)
def _real(text: str, context: Context) -> Occupation | None:
    return context.occupations.find(text) if text else None


@lru_cache(maxsize=8192)
def _ktp(text: str, context: Context) -> KtpOccupation | None:
    return context.occupations.find_ktp(text) if text else None
