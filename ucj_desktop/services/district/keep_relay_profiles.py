"""Relay profiles of this office: listed, handed out as TOML, taken in, deleted."""

from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.crypto.files import replace_file
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.reference.relay_profiles import RelayProfile, relay_profile_from, shipped_relay_profiles
from ucj_desktop.services.office import Office
from ucj_desktop.services.read_small_text import read_small_text
from ucj_desktop.spreadsheets.saving import not_written
from ucj_desktop.storage import relay
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry


class NotARelayProfile(ClerkError):
    """The file is no text of a few lines."""

    code = "BPJS-01"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"Berkas {name} bukan format kiriman BPJS: {why}",
            "Simpan dulu format yang ada sebagai contoh, ubah salinannya, lalu masukkan lagi.",
        )


class NoSuchRelayProfile(ClerkError):
    """The profile asked for is neither the office's own nor shipped."""

    code = "BPJS-02"

    def __init__(self, name: str, names: list[str]) -> None:
        super().__init__(f"Format kiriman BPJS {name} tidak ada.", f"Yang ada: {', '.join(names)}.")


class RelayProfileIsShipped(ClerkError):
    """A profile that came with the program stays."""

    code = "BPJS-03"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Format {name} adalah bawaan program dan tidak bisa dihapus.",
            "Masukkan format sendiri dengan nama yang sama; yang sendiri yang dipakai.",
        )


@dataclass(frozen=True, slots=True)
class KnownProfile:
    """One profile to choose; one of the office's own stands in for a shipped one of the same name."""

    profile: RelayProfile
    is_shipped: bool


def relay_profiles(office: Office) -> list[KnownProfile]:
    """The office's own profiles by name, then the shipped ones that none of them replaces."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        own = _own(connection)
    taken = {one.name for one in own}
    shipped = [KnownProfile(one, True) for one in shipped_relay_profiles() if one.name not in taken]
    return [*(KnownProfile(one, False) for one in own), *shipped]


def relay_profile(office: Office, name: str) -> RelayProfile:
    """The profile of a name; the first there is where the name is empty. Raises NoSuchRelayProfile."""
    office.require(Action.LOOK)
    known = [one.profile for one in relay_profiles(office)]
    found = next((one for one in known if name in ("", one.name)), None)
    if found is None:
        raise NoSuchRelayProfile(name, [one.name for one in known])
    return found


def save_relay_profile(office: Office, name: str, path: Path) -> Change:
    """Write a profile as TOML, to be changed or handed on. Raises NoSuchRelayProfile, FileNotWritable."""
    office.require(Action.LOOK)
    profile = relay_profile(office, name)
    try:
        replace_file(path, profile.toml.encode())
    except OSError as fault:
        raise not_written(path, fault) from None
    return Change(Touched.NOTHING, f"Format kiriman BPJS {profile.name} disimpan di {path.name}.")


def add_relay_profile(office: Office, path: Path) -> Change:
    """Take in a profile; one of the same name is replaced.

    Raises DataFileBroken with the place, NotARelayProfile, FileRefused.
    """
    office.require(Action.RELAY)
    text = read_small_text(path, NotARelayProfile)
    profile = relay_profile_from(text, path.name)
    with office.database.writing() as connection:
        relay.put_profile(connection, profile.name, text, account_id=office.clerk.account_id, at=office.timestamp())
        facts = {"name": profile.name, "dated": profile.dated.isoformat()}
        office.log(connection, Entry(action="relay_profile.saved", facts=facts))
    return Change(Touched.RELAY, f"Format kiriman BPJS {profile.name} dipakai mulai sekarang.")


def delete_relay_profile(office: Office, name: str) -> Change:
    """Forget one of the office's own. Raises NoSuchRelayProfile, RelayProfileIsShipped."""
    office.require(Action.RELAY)
    known = next((one for one in relay_profiles(office) if one.profile.name == name), None)
    if known is None:
        raise NoSuchRelayProfile(name, [one.profile.name for one in relay_profiles(office)])
    if known.is_shipped:
        raise RelayProfileIsShipped(name)
    with office.database.writing() as connection:
        relay.delete_profile(connection, name)
        office.log(connection, Entry(action="relay_profile.deleted", facts={"name": name}))
    return Change(Touched.RELAY, f"Format kiriman BPJS {name} dihapus.")


def _own(connection: Connection) -> list[RelayProfile]:
    return [relay_profile_from(text, name) for name, text in relay.profiles(connection).items()]
