"""Where a worker stands: stage, verdict, round and minutes; and the filters of a list of workers."""

from dataclasses import dataclass, field
from enum import Enum

from ucj_desktop.domain.rules.base import Severity
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the office, not the papers, says of a worker. Empty text means none."""

    stage: Stage = Stage.COLLECTED
    verdict: Verdict | None = None  # of the last ruling
    reason: Reason | None = None
    verdict_note: str = ""
    round_id: str = ""
    minutes_id: str = ""  # set: frozen in these minutes
    merged_into: str = ""  # set: the same person as that worker
    entered_by: str = ""  # account id
    batch_id: str = ""  # the import that brought the worker
    origin_office: str = ""  # at the district: the kecamatan that sent the worker
    answer: str = ""  # the district's word: accepted, returned, registered or empty
    answer_note: str = ""  # its reason

    @property
    def is_frozen(self) -> bool:
        return self.minutes_id != ""


@dataclass(frozen=True, slots=True)
class WorkerRecord:
    """A worker as the store holds one."""

    worker: Worker
    standing: Standing = field(default_factory=Standing)


class Order(Enum):
    """The orders a list of workers can be shown in; each has an index."""

    NAME = "name"
    NIK = "nik"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerFilter:
    """Which workers a list shows; None or empty means any."""

    text: str = ""  # part of a name; or the first digits of a NIK or KK, and then the list is in their order
    village_code: str = ""
    stages: tuple[Stage, ...] = ()
    verdict: Verdict | None = None
    origin_office: str = ""
    source: str = ""
    minutes_id: str = ""
    worker_ids: tuple[str, ...] = ()
    without_nik: bool = False  # belum ada NIK
    severity: Severity | None = None  # with a finding of this kind
    rule: str = ""  # with a finding of the rule with this code
    order: Order = Order.NAME
    descending: bool = False
