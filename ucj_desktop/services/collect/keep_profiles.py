"""Import profiles (format berkas impor) of this office: listed, handed to another office as TOML, taken in, deleted."""

from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.crypto.files import replace_file
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.reference.reading import DataFileBroken
from ucj_desktop.services.collect.plan_file import NoSuchProfile
from ucj_desktop.services.office import Office
from ucj_desktop.services.read_small_text import read_small_text
from ucj_desktop.spreadsheets.mapping import SheetPlan
from ucj_desktop.spreadsheets.profiles import ImportProfile, profile_as_toml, profile_from_toml, shipped_profiles
from ucj_desktop.spreadsheets.saving import not_written
from ucj_desktop.storage import imports
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry


class NotAProfile(ClerkError):
    """The file is no import profile; what is wrong with it is in the sentence."""

    code = "IMPOR-06"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"Berkas {name} bukan format impor: {why}", "Pilih berkas .toml yang disimpan dari daftar format impor."
        )


class ProfileIsShipped(ClerkError):
    """A profile that came with the program stays."""

    code = "IMPOR-07"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Format {name} adalah bawaan program dan tidak bisa dihapus.",
            "Biarkan saja: format itu hanya dipakai untuk berkas yang judul kolomnya persis sama.",
        )


@dataclass(frozen=True, slots=True)
class ProfileKept:
    """One profile of the list; a shipped one cannot be deleted."""

    name: str
    fingerprint: str
    headings: tuple[str, ...]
    columns: int
    is_shipped: bool


def profiles_kept(office: Office) -> list[ProfileKept]:
    """Give the saved profiles by name, then the shipped ones."""
    office.require(Action.IMPORT)
    with office.database.reading() as connection:
        saved = _saved(connection)
    return [_kept(one, is_shipped=False) for one in saved] + [_kept(one, is_shipped=True) for one in shipped_profiles()]


def _saved(connection: Connection) -> list[ImportProfile]:
    return [profile_from_toml(text, name) for name, text in imports.profiles(connection).items()]


def _kept(profile: ImportProfile, *, is_shipped: bool) -> ProfileKept:
    return ProfileKept(profile.name, profile.fingerprint, profile.headings, len(profile.columns), is_shipped)


def save_profile(office: Office, plan: SheetPlan, name: str) -> Change:
    """Keep how a layout was read, so that the next file of it needs no question."""
    office.require(Action.IMPORT)
    kept = _keep(office, plan.as_profile(name))
    return Change(Touched.IMPORTS, f"Format impor {kept} disimpan.")


def export_profile(office: Office, name: str, path: Path) -> Change:
    """Write a profile as TOML, for another office. Raises NoSuchProfile and FileNotWritable."""
    office.require(Action.IMPORT)
    profile = _named(office, name)
    try:
        replace_file(path, profile_as_toml(profile).encode())
    except OSError as fault:
        raise not_written(path, fault) from None
    return Change(Touched.NOTHING, f"Format impor {profile.name} disimpan di {path.name}.")


def take_in_profile(office: Office, path: Path) -> Change:
    """Take in a profile that another office has written. Raises NotAProfile and FileRefused."""
    office.require(Action.IMPORT)
    try:
        profile = profile_from_toml(read_small_text(path, NotAProfile), path.name)
    except DataFileBroken as error:
        raise NotAProfile(path.name, error.what) from None
    kept = _keep(office, profile)
    return Change(Touched.IMPORTS, f"Format impor {kept} dipakai mulai sekarang.")


def delete_profile(office: Office, name: str) -> Change:
    """Forget a saved profile; files of its layout are asked about again. Raises NoSuchProfile, ProfileIsShipped."""
    office.require(Action.IMPORT)
    profile = _named(office, name)
    with office.database.writing() as connection:
        if profile.fingerprint not in {one.fingerprint for one in _saved(connection)}:
            raise ProfileIsShipped(profile.name)
        imports.delete_profile(connection, profile.fingerprint)
        office.log(connection, Entry(action="import_profile.deleted", subject=profile.fingerprint))
    return Change(Touched.IMPORTS, f"Format impor {profile.name} dihapus.")


def _named(office: Office, name: str) -> ImportProfile:
    with office.database.reading() as connection:
        known = [*_saved(connection), *shipped_profiles()]
    for profile in known:
        if name in (profile.name, profile.fingerprint):
            return profile
    raise NoSuchProfile(name, [profile.name for profile in known])


def _keep(office: Office, profile: ImportProfile) -> str:
    """Store a profile under its layout and give its name, which no other layout bears."""
    with office.database.writing() as connection:
        others = [*_saved(connection), *shipped_profiles()]
        taken = {one.name for one in others if one.fingerprint != profile.fingerprint}
        name, number = profile.name, 1
        while name in taken:
            number += 1
            name = f"{profile.name} ({number})"
        named = ImportProfile(name, profile.headings, profile.columns)
        imports.put_profile(connection, named.fingerprint, name, profile_as_toml(named))
        office.log(connection, Entry(action="import_profile.saved", subject=named.fingerprint))
    return name
