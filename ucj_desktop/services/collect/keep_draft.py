"""Keeping what a clerk has typed and not yet saved, so that a power cut costs one field at most."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as data_field
from enum import StrEnum

from ucj_desktop.domain.fields import FIELDS, plain_values
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.office import Office
from ucj_desktop.storage.drafts import Drafts

DRAFT_FILE = "draft.db"
_CARRIED = "carried"  # stands where the id of a worker does
_CARRIED_CODES = tuple(one.code for one in FIELDS if one.carried)  # fields of text


class Origin(StrEnum):
    """How what stands in a box came there."""

    TYPED = "typed"  # or gone over, or nothing stands there
    CARRIED = "carried"  # taken over from the last worker
    OFFERED = "offered"  # read from the NIK, and not gone over yet


@dataclass(frozen=True, slots=True)
class Draft:
    """The texts of a form's boxes by field code, for the worker with this id, and the field the cursor was in.

    ``confirmed``: what the form keeps of the warnings that were confirmed in it, by rule code. ``origins``: how the
    texts came there that were not typed, by field code.
    """

    worker_id: str
    texts: Mapping[str, str]
    field: str = ""
    confirmed: Mapping[str, Mapping[str, str]] = data_field(default_factory=dict)
    origins: Mapping[str, Origin] = data_field(default_factory=dict)


def keep_draft(office: Office, draft: Draft, *, waits: bool = True) -> None:
    """Keep what is typed, for this account, whatever else is being written.

    ``waits`` for the disk, against a power cut; without, it is kept in a millisecond against the end of the program.
    """
    confirmed = {code: dict(one) for code, one in draft.confirmed.items()}
    content = {"texts": dict(draft.texts), "field": draft.field, "confirmed": confirmed}
    content["origins"] = {code: origin.value for code, origin in draft.origins.items()}
    draft_store(office).put(office.clerk.account_id, draft.worker_id, content, waits=waits)


def kept_drafts(office: Office) -> list[Draft]:
    """What this account was typing when the program ended, the newest last."""
    return [
        Draft(
            worker_id=worker_id,
            texts={str(code): str(text) for code, text in dict(content.get("texts", {})).items()},
            field=str(content.get("field", "")),
            confirmed={str(code): dict(one) for code, one in dict(content.get("confirmed", {})).items()},
            origins={str(code): Origin(one) for code, one in dict(content.get("origins", {})).items()},
        )
        for worker_id, content in draft_store(office).every(office.clerk.account_id)
        if worker_id != _CARRIED
    ]


def keep_carried(office: Office, worker: Worker) -> None:
    """Keep what the next worker takes over for the next time the form is opened: nothing that names anyone."""
    plain = plain_values(worker)
    draft_store(office).put(
        office.clerk.account_id, _CARRIED, {code: plain[code] for code in _CARRIED_CODES}, waits=False
    )


def carried_worker(office: Office) -> Worker | None:
    """A worker with the values to take over from the last one that was typed, and nothing else."""
    for subject, content in draft_store(office).every(office.clerk.account_id):
        if subject == _CARRIED:
            return Worker(**{code: str(content.get(code) or "") for code in _CARRIED_CODES})  # type: ignore[arg-type]
    return None


def drop_draft(office: Office, worker_id: str) -> None:
    """The worker is saved, or given up, with the papers that were held for it."""
    draft_store(office).drop(office.clerk.account_id, worker_id)


def draft_store(office: Office) -> Drafts:
    """Where this office keeps what is being typed."""
    return Drafts(office.folder / DRAFT_FILE, office.unlocked.data_key)
