"""What can be said of a package on a stick before anything is trusted: by its claims and by what was received."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ucj_desktop.domain.parcel import Parcel, ParcelKind
from ucj_desktop.services.handoff.known_cards import told_day
from ucj_desktop.services.office import Office
from ucj_desktop.storage import offices, packages
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.offices import PinnedOffice


class InboxState(StrEnum):
    """How a package stands, as far as it can be believed."""

    NEXT = "next"
    FOLLOWS = "follows"
    GAP = "gap"
    OLD = "old"
    NO_CARD = "no_card"
    REVOKED = "revoked"
    ELSEWHERE = "elsewhere"
    TRAINING = "training"
    UNREADABLE = "unreadable"

    @property
    def blocks(self) -> bool:
        """Whether receiving it cannot succeed before somebody sees to something else."""
        return self not in (InboxState.NEXT, InboxState.FOLLOWS, InboxState.OLD)


STATE_WORDS: Mapping[InboxState, str] = {
    InboxState.NEXT: "Belum dipercaya",
    InboxState.FOLLOWS: "Belum dipercaya",
    InboxState.GAP: "Nomor sebelumnya belum ada",
    InboxState.OLD: "Nomornya sudah diterima",
    InboxState.NO_CARD: "Kartu belum disematkan",
    InboxState.REVOKED: "Kartunya dicabut",
    InboxState.ELSEWHERE: "Bukan untuk kantor ini",
    InboxState.TRAINING: "Latihan dan sungguhan",
    InboxState.UNREADABLE: "Tidak terbaca",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A state with its one sentence and what to do."""

    state: InboxState
    what: str
    fix: str = ""


class InboxKnowledge:
    """What this office knows of senders, read once for a whole stick."""

    def __init__(self, office: Office, connection: Connection) -> None:
        self._office = office
        self._cards: dict[str, PinnedOffice] = {one.office_code: one for one in offices.pinned(connection)}
        self._last: dict[str, int] = {}
        for one in packages.received(connection):
            self._last[one.office_code] = max(one.sequence, self._last.get(one.office_code, 0))

    def standing_of(self, claimed: Parcel, beside: Collection[tuple[str, int]]) -> Standing:
        """Of a package that says this of itself; ``beside`` are (office, number) of all that lie there."""
        name = f"Kecamatan {self._office.printed(claimed.office)}"
        stranger = self._stranger(claimed, name)
        if stranger is not None:
            return stranger
        last = self._last.get(claimed.office, 0)
        if claimed.seq <= last:
            return Standing(
                InboxState.OLD,
                f"{name} sudah mengirim nomor {claimed.seq:04}; yang terakhir diterima di sini nomor {last:04}.",
                "Paket yang sama boleh diterima lagi: tidak ada yang berubah, tanda terimanya ditulis ulang.",
            )
        if claimed.seq == last + 1 or claimed.kind is ParcelKind.FULL:
            return Standing(InboxState.NEXT, "Isinya masih tersegel dan belum dibuktikan.", "Tekan Periksa dulu.")
        missing = [number for number in range(last + 1, claimed.seq) if (claimed.office, number) not in beside]
        if missing:
            return Standing(
                InboxState.GAP,
                f"{name} nomor {missing[0]:04} belum ada, jadi nomor {claimed.seq:04} ditahan.",
                f"Minta nomor {missing[0]:04}, atau paket lengkap, dari kecamatan itu.",
            )
        return Standing(
            InboxState.FOLLOWS,
            f"Menyusul nomor {claimed.seq - 1:04}, yang ada di tempat yang sama; keduanya diterima berurutan.",
            "Tekan Periksa dulu.",
        )

    def _stranger(self, claimed: Parcel, name: str) -> Standing | None:
        if claimed.district != self._office.code:
            return Standing(
                InboxState.ELSEWHERE,
                f"Paket ini mengaku untuk kabupaten {claimed.district}, bukan untuk kantor ini.",
                "Kembalikan ke kecamatannya; mereka mengirim ulang dengan kartu kantor yang benar.",
            )
        if claimed.training != self._office.training:
            return Standing(
                InboxState.TRAINING,
                "Ini paket latihan, bukan pekerja sungguhan."
                if claimed.training
                else "Ini paket sungguhan, sedangkan kantor ini kantor latihan.",
                "Buka kantor yang sesuai, lalu terima di sana.",
            )
        card = self._cards.get(claimed.office)
        if card is None:
            return Standing(
                InboxState.NO_CARD,
                f"Kartu kantor {name} belum disematkan di sini, jadi tanda tangannya tidak bisa diperiksa.",
                "Minta kartunya (.ucjk), cocokkan 40 angkanya, lalu sematkan di Kartu kantor.",
            )
        return revoked_standing(card) if card.is_revoked else None


def revoked_standing(card: PinnedOffice) -> Standing:
    """Of whatever comes from an office whose card was revoked here and not replaced since."""
    return Standing(
        InboxState.REVOKED,
        f"Kartu {card.name} dicabut pada {told_day(card.ended_at)} ({card.state_words.removeprefix('dicabut: ')});"
        " paketnya ditolak.",
        "Minta kartu barunya, cocokkan 40 angkanya, sematkan, lalu minta paket yang dibuat dengan kunci baru.",
    )


def revoked_senders(office: Office, connection: Connection) -> list[Standing]:
    """Every kecamatan whose packages are refused because its card was revoked."""
    return [
        revoked_standing(one)
        for one in offices.pinned(connection)
        if one.is_revoked and one.office_code.startswith(office.code)
    ]
