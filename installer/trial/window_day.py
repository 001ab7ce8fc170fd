"""A clerk's day in the windows by keys alone: each part begins at an open window and ends where its title says so.

The caller starts the program, calls a part, and asks the console program what there is now: a title is no proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from installer.trial.screen import Field, Screen

# The pages in the order of their keys, Ctrl+1 to Ctrl+0 (tests compare them with the program's own).
SUB_DISTRICT_PAGES = (
    "Beranda", "Pekerja", "Impor", "Temuan", "Kembar", "Verifikasi", "Surat", "Kirim", "Riwayat", "Pengaturan",
)  # fmt: skip
DISTRICT_PAGES = (
    "Beranda", "Kotak masuk", "Pekerja", "Kembar", "Anggaran", "BPJS", "Kartu kantor", "Rekap", "Riwayat", "Pengaturan",
)  # fmt: skip

# A made-up woman, in the order of the entry form; a box that stays empty is passed by. The birth date and the sex
# follow from the NIK.
WORKER = (
    "7302015708800003", "Sitti Rahmawati", "", "Bulukumba", "", "", "7302011203100002", "Hasnah",
    "Bialo", "Bonto Tangnga", "002", "001", "Jalan Poros Bialo", "081234567890", "", "Petani",
)  # fmt: skip
VILLAGE = 8  # the box with a list: one looks at it before one goes on
DIGITS_OF_NIK = 16  # with the last of them the cursor goes on by itself
_PREVIEW = Field(600, 250, 700, 440)  # inside the page of a letter, on a screen of 1366x768
_SOON = 20  # seconds, in which a window that closes has made its backup
_LONG = 120  # seconds, where a key is derived or a whole list is read under Wine


@dataclass(frozen=True)
class FirstOffice:
    """What the first start asks. `sheet` is where the recovery code is saved, as Windows writes it (E:\\kode.txt)."""

    is_district: bool
    typed: str  # a part of the name that is typed
    place: int  # which line of the list that opens
    account: str
    password: str
    sheet: str


def create_office(screen: Screen, wanted: FirstOffice) -> None:
    """The first start: which office, who, its letterhead, the recovery code saved; ends on Beranda."""
    screen.begin("first start")
    screen.wait_for_window("Kantor apa ini", _LONG)
    screen.settle()
    if wanted.is_district:
        screen.keys("shift+Tab", "Down", "Tab")
    screen.words(wanted.typed)
    screen.picture("first-start-office")
    screen.keys(*["Down"] * wanted.place, "Return")
    screen.settle()
    screen.keys("Tab", "Return")
    screen.wait_for_window("Siapa yang memakai")
    _fill(screen, (wanted.account, wanted.password, wanted.password))
    screen.picture("first-start-account")
    screen.keys("Tab", "Tab", "Return")
    screen.wait_for_window("Kop surat")
    _fill(screen, ("Jalan Pendidikan No. 1",))
    screen.picture("first-start-letterhead")
    screen.keys("Tab", "Tab", "Tab", "Return")
    screen.wait_for_window("Kode pemulihan", _LONG)
    screen.picture("first-start-recovery-code")
    screen.keys("shift+Tab", "Return")
    _name_file(screen, "Simpan lembar pemulihan", wanted.sheet)
    screen.wait_for_window("Kode pemulihan")
    screen.keys("Tab", "space", "Tab", "Return")
    _arrive(screen)


def log_in(screen: Screen, password: str) -> None:
    """The login of an office with one account; ends on Beranda."""
    screen.begin("login")
    screen.wait_for_window("^Masuk - ", _LONG)
    screen.words(password)
    screen.picture("login")
    screen.keys("Return")
    _arrive(screen)


def visit(screen: Screen, page: str, pages: Sequence[str] = SUB_DISTRICT_PAGES) -> None:
    """Bring a page to the front by its key, and take its picture."""
    _go(screen, page, pages)
    screen.picture(page.lower().replace(" ", "-"))


def enter_one_worker(screen: Screen, worker: Sequence[str] = WORKER) -> None:
    """The entry form: a worker typed box by box and saved."""
    _go(screen, "Pekerja", SUB_DISTRICT_PAGES)
    screen.begin("entry form")
    screen.keys("ctrl+n")
    screen.wait_for_window("^Pekerja: pekerja baru - ")
    for position, text in enumerate(worker):
        if text:
            screen.words(text)
        if position == VILLAGE:
            screen.picture("entry-form-list-of-villages")
        if len(text) != DIGITS_OF_NIK:
            screen.keys("Return")
    screen.picture("entry-form")
    screen.keys("ctrl+Return")
    screen.wait_for_window("^Pekerja: pekerja baru, 1 sudah disimpan")
    screen.picture("entry-form-saved")
    screen.keys("Escape")
    screen.wait_for_window("^Pekerja - ")


def import_a_file(screen: Screen, path: str) -> None:
    """Impor: the file is named in the system's own dialog, its count is looked at, and it is imported."""
    _go(screen, "Impor", SUB_DISTRICT_PAGES)
    screen.begin("import")
    screen.keys("ctrl+o")
    _name_file(screen, "Pilih berkas yang diimpor", path)
    screen.wait_for_window("^Impor: .*belum disimpan", _LONG)
    screen.picture("import-what-will-happen")
    screen.keys("ctrl+Return")
    screen.wait_for_window("^Impor: .*sudah diimpor", _LONG)
    screen.picture("import-what-happened")


def show_minutes(screen: Screen, letter: str = "Berita Acara") -> None:
    """Surat: the letter whose name begins so is chosen; its pages show."""
    _go(screen, "Surat", SUB_DISTRICT_PAGES)
    screen.begin("preview of the minutes")
    screen.words(letter)
    screen.wait_for_window(f"^Surat: {letter}", _LONG)
    screen.wait_for_words(_PREVIEW)
    screen.picture("minutes-preview")


def send_to_stick(screen: Screen) -> None:
    """Kirim: the one stick that is plugged in is chosen by itself; the package is made, written and read back."""
    _go(screen, "Kirim", SUB_DISTRICT_PAGES)
    screen.begin("package onto the stick")
    screen.wait_for_window("^Kirim: siap menulis")
    screen.picture("send-ready")
    screen.keys("ctrl+Return")
    screen.wait_for_window("^Kirim: paket sudah di flashdisk", _LONG)
    screen.picture("send-done")


def receive_in_district(screen: Screen, packages: int = 1) -> None:
    """Kotak masuk: what lies on the stick is listed, looked into, and received."""
    _go(screen, "Kotak masuk", DISTRICT_PAGES)
    screen.begin("inbox of the district")
    screen.wait_for_window(f"^Kotak masuk: {packages} paket di flashdisk")
    screen.picture("inbox-listed")
    screen.keys("Return")
    screen.wait_for_window(f"^Kotak masuk: {packages} paket siap diterima", _LONG)
    screen.picture("inbox-checked")
    screen.keys("Return")
    screen.wait_for_window(f"^Kotak masuk: {packages} paket diterima", _LONG)
    screen.picture("inbox-received")


def close_program(screen: Screen) -> None:
    """Alt+F4; the program makes its backup and goes."""
    screen.begin("closing")
    screen.keys("alt+F4")
    if not screen.is_gone("UCJ Desktop", _SOON):
        # One close in thirty hung under Wine, its cause was not found. If Alt opened the system menu, this ends it.
        screen.keys("Escape")
    screen.wait_until_gone("UCJ Desktop", _LONG)


def _arrive(screen: Screen) -> None:
    screen.wait_for_window("^Beranda - ", _LONG)
    screen.picture("beranda")


def _go(screen: Screen, page: str, pages: Sequence[str]) -> None:
    screen.begin(f"page {page}")
    title = f"^{page}( - |:)"
    if screen.shows(title):
        return
    before = screen.look()
    screen.keys(f"ctrl+{(pages.index(page) + 1) % 10}")
    screen.wait_for_window(title)
    screen.wait_for_another_look(before)


def _fill(screen: Screen, texts: Sequence[str]) -> None:
    """Type into boxes one after another; the cursor stays in the last."""
    for position, text in enumerate(texts):
        if position:
            screen.keys("Tab")
        screen.words(text)


def _name_file(screen: Screen, dialog: str, path: str) -> None:
    """Type a path into a dialog for files; its box for the name has the cursor."""
    screen.wait_for_window(dialog)
    screen.settle()
    screen.keys("Home", "shift+End")  # a proposed name is replaced; Windows marks it by itself, Wine does not
    screen.words(path)
    screen.picture("dialog-for-files")
    screen.keys("Return")
    screen.wait_until_gone(dialog)
