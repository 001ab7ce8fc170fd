"""Numbers, dates, times and titles as clerks read them; they never follow the computer's locale."""

from datetime import UTC, date, datetime, timedelta

from ucj_desktop.domain.dates import long_date, short_date
from ucj_desktop.domain.terbilang import thousands

LISTS_OF_PEOPLE = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt *.tsv *.htm *.html *.xml"  # as file dialogs take them
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys('<>:"/\\|?*', "-"))


def number(value: int) -> str:
    """12500 as 12.500."""
    return thousands(value)


def counted(value: int, noun: str) -> str:
    """12500, "pekerja" as 12.500 pekerja; Indonesian nouns have no plural form."""
    return f"{number(value)} {noun}"


def typed_number(text: str) -> int | None:
    """35.036 as 35036; None where it is no whole number of people or rupiah."""
    digits = text.strip().removeprefix("Rp").strip().replace(".", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else None


def window_title(here: str, office: str = "") -> str:
    """The place first, then the office, then the program; a part that is empty is left out."""
    return " - ".join(part for part in (here, office, "UCJ Desktop") if part)


def in_file_name(words: str) -> str:
    """Tapian Nauli/ Saurmanggita as Tapian Nauli- Saurmanggita: without the signs that Windows takes in no name."""
    return words.translate(_NOT_IN_A_NAME)


def day(value: date | None) -> str:
    """17-08-1980; a dash where there is none."""
    return "-" if value is None else short_date(value)


def day_in_words(value: date) -> str:
    """17 Agustus 1980."""
    return long_date(value)


def moment(stamp: str) -> str:
    """An ISO stamp in UTC as the clerk's own day and time: 17-08-2026 09.41."""
    local = datetime.fromisoformat(stamp.replace("Z", "+00:00")).astimezone()
    return f"{short_date(local.date())} {clock(local)}"


def clock(when: datetime) -> str:
    """09.41."""
    return f"{when.hour:02d}.{when.minute:02d}"


def ago(stamp: str, now: datetime) -> str:
    """How long ago an ISO stamp is: baru saja, 12 menit lalu, 3 jam lalu, kemarin, 8 hari lalu."""
    then = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    passed = now.astimezone(UTC) - then
    if passed < timedelta(minutes=1):
        return "baru saja"
    if passed < timedelta(hours=1):
        return f"{passed.seconds // 60} menit lalu"
    days = (now.astimezone().date() - then.astimezone().date()).days
    if days <= 0:
        return f"{passed.seconds // 3600} jam lalu"
    return "kemarin" if days == 1 else f"{number(days)} hari lalu"


def duration(seconds: float) -> str:
    """How long still, roughly: kurang dari 10 detik, sekitar 40 detik, sekitar 3 menit."""
    if seconds < 10:
        return "kurang dari 10 detik"
    if seconds < 90:
        return f"sekitar {round(seconds / 10) * 10} detik"
    return f"sekitar {number(round(seconds / 60))} menit"


def grouped_digits(digits: str) -> str:
    """A NIK or KK number in the groups people read aloud: 730201 170880 0001."""
    return " ".join(part for part in (digits[:6], digits[6:12], digits[12:]) if part)
