"""What is wrong with a setting before it is kept, in one sentence each; empty where it is good."""

from ucj_desktop.domain.minutes import Capacity, Letterhead, Signer
from ucj_desktop.reports.signatures import nip_grouped, position_lines

_NIP_DIGITS, _POSTCODE_DIGITS, _LONGEST = 18, 5, 200
_FIRST_PERIOD, _LAST_PERIOD = 2020, 2100


def fault_of_letterhead(head: Letterhead) -> str:
    """The lines of a letterhead."""
    if not head.first_line.strip() or not head.second_line.strip():
        return "Dua baris pertama kop surat tidak boleh kosong: pemerintah daerahnya, lalu kantornya."
    if head.postcode and not _digits(head.postcode, _POSTCODE_DIGITS):
        return "Kode pos ditulis dengan 5 angka, misalnya 92561."
    if head.email and ("@" not in head.email.strip("@") or " " in head.email):
        return "Alamat email ditulis seperti kecamatan@bulukumbakab.go.id."
    texts = (head.first_line, head.second_line, head.address, head.phone, head.email, head.website, head.place)
    if any(len(one) > _LONGEST for one in texts):
        return f"Satu baris kop surat paling panjang {_LONGEST} huruf; persingkat yang terlalu panjang."
    return ""


def fault_of_signer(signer: Signer) -> str:
    """One signer."""
    who = signer.name or "penanda tangan baru"
    if not signer.name:
        return "Isi nama penanda tangan, lengkap dengan gelarnya."
    if not signer.position:
        return f"Isi jabatan {who}."
    if signer.capacity in (Capacity.ON_BEHALF, Capacity.BY_ORDER) and not signer.on_behalf_of:
        return f"Isi jabatan yang diwakili {who}, misalnya CAMAT GANTARANG."
    if signer.nip and not _digits(signer.nip, _NIP_DIGITS):
        return f"NIP {who} ditulis dengan 18 angka, atau dikosongkan."
    return ""


def fault_of_period(typed: str) -> str:
    """The year a period is typed as."""
    year = typed.strip()
    if not _digits(year, 4) or not _FIRST_PERIOD <= int(year) <= _LAST_PERIOD:
        return "Tahun anggaran ditulis dengan empat angka, misalnya 2026."
    return ""


def signature_lines(signer: Signer) -> list[str]:
    """The lines that stand above a signature, as the letters print them."""
    return position_lines(signer)


def written_nip(nip: str) -> str:
    """A NIP as the letters print it."""
    return nip_grouped(nip)


def _digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdigit()
