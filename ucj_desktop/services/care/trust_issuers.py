"""Whose certificates the office takes at their word: issuers such as BSrE, as files that the office supplies."""

from dataclasses import replace
from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.reports.signature_check import Issuer as Issuer
from ucj_desktop.reports.signature_check import NotARootCertificate, issuer_of, read_roots
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.office import Office

_LARGEST = 1_000_000  # bytes; a bundle of many roots is smaller


class NoSuchIssuer(ClerkError):
    """The office does not trust an issuer of that number."""

    code = "TTE-09"

    def __init__(self, serial: str) -> None:
        super().__init__(
            what=f"Tidak ada penerbit tepercaya dengan nomor seri {serial}.",
            fix="Lihat dulu daftar penerbit tepercaya kantor ini, lalu salin nomor serinya.",
        )


def list_issuers(office: Office) -> list[Issuer]:
    """The issuers in the order they were added."""
    return [issuer_of(one) for one in office.preferences.issuers]


def trust_issuer(office: Office, path: Path) -> Change:
    """Trust the certificates of a file (.cer, .crt, .pem). Raises NotARootCertificate."""
    office.require(Action.CHANGE_SETTINGS)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as fault:
        raise NotARootCertificate from fault
    if len(content) > _LARGEST:
        raise NotARootCertificate
    known = office.preferences.issuers
    new = [one for one in dict.fromkeys(read_roots(content)) if one not in known]
    if not new:
        return Change(Touched.NOTHING, "Penerbit itu sudah dipercaya kantor ini.")
    save_preferences(office, replace(office.preferences, issuers=(*known, *new)))
    names = ", ".join(issuer_of(one).name for one in new)
    return Change(Touched.SETTINGS, f"Penerbit sertifikat yang sekarang dipercaya: {names}.")


def forget_issuer(office: Office, serial: str) -> Change:
    """No longer take an issuer at its word. Raises NoSuchIssuer."""
    office.require(Action.CHANGE_SETTINGS)
    gone = [one for one in office.preferences.issuers if issuer_of(one).serial == serial.strip().lower()]
    if not gone:
        raise NoSuchIssuer(serial)
    kept = tuple(one for one in office.preferences.issuers if one not in gone)
    save_preferences(office, replace(office.preferences, issuers=kept))
    return Change(Touched.SETTINGS, f"Penerbit {issuer_of(gone[0]).name} tidak dipercaya lagi.")
