"""The columns of a list in which verdicts are keyed: who, the verdict as it stands, and what is to be said of it."""

from collections.abc import Mapping
from types import MappingProxyType

from ucj_desktop.domain.fields import masked, shown_value
from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS, Step
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column
from ucj_desktop.gui.ruling_queue import RulingQueue
from ucj_desktop.gui.widgets.stages import state_of_stage, state_of_verdict

DONE_AT: Mapping[Step, Stage] = MappingProxyType({Step.VERIFY: Stage.VERIFIED, Step.VALIDATE: Stage.VALIDATED})


class RulingColumns:
    """``place``: the number of each worker in the list."""

    def __init__(self, queue: RulingQueue) -> None:
        self.queue = queue
        self.place: Mapping[str, int] = {}

    def of_list(self) -> list[Column[WorkerRecord]]:
        """As a clerk keys a village in."""
        return [
            self._number(),
            Column("full_name", "Nama", lambda one: one.worker.full_name, 20),
            Column("nik", "NIK", lambda one: masked(one.worker.nik) or "belum ada NIK", 16),
            Column("hamlet", "Dusun, RT", _dwelling, 18),
            *self._ruling(),
        ]

    def of_meeting(self) -> list[Column[WorkerRecord]]:
        """As a meeting sees it on the wall."""
        return [
            self._number(),
            Column("full_name", "Nama", lambda one: one.worker.full_name, 20),
            Column("hamlet", "Dusun, RT", _dwelling, 14),
            Column("occupation", "Pekerjaan", lambda one: shown_value("occupation", one.worker), 14),
            *self._ruling(),
        ]

    def _number(self) -> Column[WorkerRecord]:
        return Column("place", "No", lambda one: str(self.place.get(one.worker.worker_id, 0)), 3, is_number=True)

    def _ruling(self) -> list[Column[WorkerRecord]]:
        return [
            Column("verdict", "Hasil", self._verdict_text, 19, state=self._verdict_state),
            Column("remark", "Keterangan", self._remark, 20, state=self._remark_state),
        ]

    def is_done(self, one: WorkerRecord) -> bool:
        return one.standing.stage is DONE_AT[self.queue.step]

    def _verdict_text(self, one: WorkerRecord) -> str:
        if one.worker.worker_id in self.queue.saving:
            return "menyimpan..."
        if one.standing.verdict is None:
            return "belum ada"
        return VERDICT_LABELS[one.standing.verdict]

    def _verdict_state(self, one: WorkerRecord) -> State | None:
        if one.worker.worker_id in self.queue.saving or one.standing.verdict is None:
            return None
        return state_of_verdict(one.standing.verdict) if self.is_done(one) else State.NOTE

    def _remark(self, one: WorkerRecord) -> str:
        if one.worker.worker_id in self.queue.refused:
            return self.queue.refused[one.worker.worker_id]
        if one.standing.is_frozen:
            return "Sudah masuk berita acara"
        if one.standing.reason is not None:
            note = f": {one.standing.verdict_note}" if one.standing.verdict_note else ""
            return f"{one.standing.reason.value} {REASON_LABELS[one.standing.reason]}{note}"
        if one.standing.stage in (Stage.NEEDS_MENDING, Stage.RETURNED):
            return f"{STAGE_LABELS[one.standing.stage]} {one.standing.answer_note}".strip()
        return "Menunggu validasi" if self.queue.step is Step.VALIDATE and not self.is_done(one) else ""

    def _remark_state(self, one: WorkerRecord) -> State | None:
        if one.worker.worker_id in self.queue.refused:
            return State.BLOCKS
        if one.standing.stage in (Stage.NEEDS_MENDING, Stage.RETURNED):
            return state_of_stage(one.standing.stage)
        return None


def _dwelling(one: WorkerRecord) -> str:
    """Where the row stands on the form: the list goes by it."""
    return " RT ".join(filter(None, (one.worker.hamlet, one.worker.rt.lstrip("0"))))
