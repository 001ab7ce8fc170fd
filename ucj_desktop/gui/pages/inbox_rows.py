"""One package in the list of the inbox: what it claims, and what came of a look inside or of receiving it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ucj_desktop.domain.parcel import ParcelKind
from ucj_desktop.gui import texts
from ucj_desktop.gui.look import State
from ucj_desktop.services.district.inbox_states import STATE_WORDS, InboxState
from ucj_desktop.services.district.list_inbox import InboxFile
from ucj_desktop.services.district.package_diff import PackageDiff
from ucj_desktop.services.district.rehearse import Arrival

COUNT_LABELS: Mapping[str, str] = {
    "new": "Baru",
    "changed": "Berubah",
    "same": "Sama",
    "withdrawn": "Ditarik",
    "refused": "Ditolak",
    "held": "Ditahan",
}
KIND_LABELS: Mapping[str, str] = {
    ParcelKind.FULL.value: "Lengkap",
    ParcelKind.DELTA.value: "Perubahan",
    ParcelKind.NIHIL.value: "Nihil",
}


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One file; ``diff`` is what the look inside saw, also after it was received."""

    file: InboxFile
    arrival: Arrival | None = None
    is_kept: bool = False
    diff: PackageDiff | None = None

    @property
    def may_come(self) -> bool:
        """Whether receiving it is worth a try."""
        received = self.arrival.received if self.arrival is not None else None
        return not self.is_kept and received is not None and not received.again

    @property
    def state(self) -> State:
        if self.arrival is None:
            return State.BLOCKS if self.file.standing.state.blocks else State.NOTE
        if self.arrival.received is None:
            return State.BLOCKS
        counts = self.arrival.received.counts
        return State.WARNS if counts.get("refused") or counts.get("held") else State.GOOD

    @property
    def words(self) -> str:
        """The state in a word or two."""
        if self.arrival is None:
            return STATE_WORDS[self.file.standing.state]
        if self.arrival.received is None:
            refused_as = self.file.standing.state
            return STATE_WORDS[refused_as] if refused_as in _TOLD_BEFORE else "Ditahan"
        if self.arrival.received.again:
            return "Sudah pernah diterima"
        return "Diterima" if self.is_kept else "Asli, siap diterima"

    @property
    def sentence(self) -> tuple[str, str]:
        """What is to be known of it, and what to do."""
        if self.arrival is None:
            return self.file.standing.what, self.file.standing.fix
        if self.arrival.held is not None:
            return self.arrival.held.what, self.arrival.held.fix
        received = self.arrival.received
        if received is None:
            raise ValueError("an arrival is received or held")
        if received.again:
            return "Paket yang sama sudah pernah diterima; tidak ada yang berubah.", ""
        if self.is_kept and received.receipt is not None:
            return (
                f"Sudah disimpan. Tanda terimanya {received.receipt.name}, kodenya {received.shown_code}.",
                "Cetak lembarnya di Sudah diterima.",
            )
        return "Pengirim dan isinya sudah dibuktikan. Belum ada yang disimpan.", "Tekan angkanya untuk melihat siapa."

    @property
    def claims(self) -> str:
        """What the file says of itself."""
        claimed, size = self.file.claimed, f"{texts.number(max(self.file.size // 1024, 1))} KB"
        if claimed is None:
            return f"Berkas {self.file.path.name}, {size}"
        kind = KIND_LABELS.get(claimed.kind.value, claimed.kind.value).lower()
        return (
            f"Mengaku paket {kind} nomor {claimed.seq}, tahun {claimed.period},"
            f" dibuat {texts.moment(claimed.created)}, {texts.counted(self.file.workers or 0, 'pekerja')}."
            f" Berkas {self.file.path.name}, {size}."
        )


# What stands in the list before a look inside stays the better word after it.
_TOLD_BEFORE = frozenset(
    {
        InboxState.GAP,
        InboxState.NO_CARD,
        InboxState.REVOKED,
        InboxState.ELSEWHERE,
        InboxState.TRAINING,
        InboxState.UNREADABLE,
    }
)
