"""Clerks, their roles, the kinds of office, and who may do what, as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ucj_desktop.domain.errors import ClerkError


class OfficeKind(StrEnum):
    """The two kinds of office: a kecamatan (sub_district) and a kabupaten or kota (district)."""

    SUB_DISTRICT = "kecamatan"
    DISTRICT = "kabupaten"


class Role(StrEnum):
    """What an account was made for."""

    ENTRY = "entry"
    VERIFIER = "verifier"
    HEAD = "head"
    ADMIN = "admin"


ROLE_LABELS: Mapping[Role, str] = MappingProxyType(
    {
        Role.ENTRY: "Petugas entri",
        Role.VERIFIER: "Verifikator",
        Role.HEAD: "Kepala/penanggung jawab",
        Role.ADMIN: "Pengelola kantor",
    }
)


class Action(StrEnum):
    """Everything an account may be allowed or refused."""

    LOOK = "look"
    ENTER = "enter"
    CORRECT = "correct"
    IMPORT = "import"
    UNDO_IMPORT = "undo_import"
    CHECK = "check"
    CONFIRM_WARNING = "confirm_warning"
    SETTLE_DUPLICATES = "settle_duplicates"
    OPEN_ROUND = "open_round"
    VERIFY = "verify"
    VALIDATE = "validate"
    CLOSE_MINUTES = "close_minutes"
    REOPEN_MINUTES = "reopen_minutes"
    PRINT = "print"
    EXPORT = "export"
    SHOW_FULL_NIK = "show_full_nik"
    CREATE_PACKAGE = "create_package"
    RECEIVE_PACKAGE = "receive_package"
    ANSWER = "answer"
    RELAY = "relay"
    LOOK_AT_JOURNAL = "look_at_journal"
    MANAGE_ACCOUNTS = "manage_accounts"
    PIN_CARD = "pin_card"
    CHANGE_SETTINGS = "change_settings"
    BACK_UP = "back_up"
    RESTORE = "restore"
    UNDO = "undo"
    UNDO_OTHERS = "undo_others"
    SERVE_SUBJECT = "serve_subject"
    ERASE = "erase"
    CHOOSE_EYES = "choose_eyes"
    SET_COVERAGE = "set_coverage"
    SET_BUDGET = "set_budget"
    DECIDE_BUDGET = "decide_budget"


ACTION_LABELS: Mapping[Action, str] = MappingProxyType(
    {
        Action.LOOK: "melihat daftar pekerja",
        Action.ENTER: "memasukkan pekerja",
        Action.CORRECT: "memperbaiki data pekerja",
        Action.IMPORT: "mengimpor berkas",
        Action.UNDO_IMPORT: "membatalkan impor",
        Action.CHECK: "memeriksa data",
        Action.CONFIRM_WARNING: "membenarkan peringatan",
        Action.SETTLE_DUPLICATES: "memutuskan data kembar",
        Action.OPEN_ROUND: "membuka atau menutup putaran verifikasi",
        Action.VERIFY: "mencatat hasil verifikasi",
        Action.VALIDATE: "mencatat hasil validasi",
        Action.CLOSE_MINUTES: "menutup berita acara",
        Action.REOPEN_MINUTES: "membuka kembali berita acara",
        Action.PRINT: "mencetak surat dan laporan",
        Action.EXPORT: "mengekspor daftar ke Excel",
        Action.SHOW_FULL_NIK: "melihat NIK lengkap dalam daftar",
        Action.CREATE_PACKAGE: "membuat paket kiriman",
        Action.RECEIVE_PACKAGE: "menerima paket",
        Action.ANSWER: "membuat balasan",
        Action.RELAY: "mengirim daftar ke BPJS dan mencatat hasilnya",
        Action.LOOK_AT_JOURNAL: "membaca jurnal",
        Action.MANAGE_ACCOUNTS: "mengatur akun",
        Action.PIN_CARD: "menyematkan kartu kantor",
        Action.CHANGE_SETTINGS: "mengubah pengaturan kantor",
        Action.BACK_UP: "membuat cadangan",
        Action.RESTORE: "memulihkan cadangan",
        Action.UNDO: "membatalkan perbuatannya sendiri",
        Action.UNDO_OTHERS: "membatalkan perbuatan akun lain",
        Action.SERVE_SUBJECT: "melayani permintaan orang atas datanya sendiri",
        Action.ERASE: "menghapus data seseorang untuk selamanya",
        Action.CHOOSE_EYES: "menetapkan empat mata atau satu petugas",
        Action.SET_COVERAGE: "mengisi angka cakupan",
        Action.SET_BUDGET: "mengatur kuota dan anggaran",
        Action.DECIDE_BUDGET: "menetapkan siapa yang dibiayai anggaran",
    }
)

_ENTRY = frozenset(
    {
        Action.LOOK,
        Action.ENTER,
        Action.CORRECT,
        Action.IMPORT,
        Action.UNDO_IMPORT,
        Action.CHECK,
        Action.CONFIRM_WARNING,
        Action.PRINT,
        Action.BACK_UP,
        Action.UNDO,
    }
)
_VERIFIER = _ENTRY | {
    Action.VERIFY,
    Action.SETTLE_DUPLICATES,
    Action.OPEN_ROUND,
    Action.EXPORT,
    Action.SHOW_FULL_NIK,
    Action.SERVE_SUBJECT,
    Action.SET_COVERAGE,
    Action.SET_BUDGET,
}
_HEAD = frozenset(
    {
        Action.LOOK,
        Action.CHECK,
        Action.PRINT,
        Action.EXPORT,
        Action.SHOW_FULL_NIK,
        Action.OPEN_ROUND,
        Action.VALIDATE,
        Action.CLOSE_MINUTES,
        Action.REOPEN_MINUTES,
        Action.CREATE_PACKAGE,
        Action.RECEIVE_PACKAGE,
        Action.ANSWER,
        Action.RELAY,
        Action.LOOK_AT_JOURNAL,
        Action.BACK_UP,
        Action.UNDO,
        Action.UNDO_OTHERS,
        Action.SERVE_SUBJECT,
        Action.ERASE,
        Action.CHOOSE_EYES,
        Action.SET_COVERAGE,
        Action.SET_BUDGET,
        Action.DECIDE_BUDGET,
    }
)
_ADMIN = frozenset(
    {
        Action.MANAGE_ACCOUNTS,
        Action.PIN_CARD,
        Action.CHANGE_SETTINGS,
        Action.BACK_UP,
        Action.RESTORE,
        Action.LOOK_AT_JOURNAL,
        Action.CHECK,
        Action.UNDO,
        Action.CHOOSE_EYES,
    }
)

MAY: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {Role.ENTRY: _ENTRY, Role.VERIFIER: _VERIFIER, Role.HEAD: _HEAD, Role.ADMIN: _ADMIN}
)


@dataclass(frozen=True, slots=True)
class Clerk:
    """An account that is logged in."""

    account_id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the store knows it; ``public_key`` and ``certificate`` (by the office key) are hex."""

    account_id: str
    name: str
    role: Role
    public_key: str
    certificate: str
    active: bool
    since: str  # ISO 8601, UTC
    office_code: str = ""  # whose account it is, where it came in a package; empty for our own


class NotAllowed(ClerkError):
    """The account's role does not cover the action."""

    code = "IZIN-01"

    def __init__(self, clerk: Clerk, action: Action) -> None:
        allowed = [ROLE_LABELS[role] for role, actions in MAY.items() if action in actions]
        super().__init__(
            what=f"Akun {clerk.name} ({ROLE_LABELS[clerk.role]}) tidak boleh {ACTION_LABELS[action]}.",
            fix=f"Minta akun dengan peran {' atau '.join(allowed)} untuk melakukannya.",
        )


def may(clerk: Clerk, action: Action, *, one_person_office: bool, chosen_alone: bool = False) -> bool:
    """Whether the clerk may do it; an office with a single account may do everything, and its minutes say so.

    ``chosen_alone``: one person works under one of several accounts, as the office has declared. All but those that
    only enter may then do the whole work; accounts, settings and restoring stay as the table says.
    """
    if one_person_office or (chosen_alone and clerk.role is not Role.ENTRY and action in _VERIFIER | _HEAD):
        return True
    return action in MAY[clerk.role]
