"""Keeping what a form holds: the worker, the warnings that were confirmed while typing, and the papers held for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.check_workers import confirm_warning
from ucj_desktop.services.collect.attach_later import attach_held_papers
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A form that is to be kept. ``reasons``: why a warning is right as it is, by rule code."""

    worker: Worker
    is_new: bool
    reasons: Mapping[str, str] = field(default_factory=dict)


def keep_typed_worker(office: Office, typed: Typed) -> Change:
    """Keep the worker, then the reasons and papers; what of these is refused is told and hinders nothing.

    Raises what save_new_worker and correct_worker raise.
    """
    save = save_new_worker if typed.is_new else correct_worker
    change = save(office, typed.worker)
    touched, refused = change.touched, []
    for code, reason in typed.reasons.items():
        try:
            touched |= confirm_warning(office, typed.worker.worker_id, code, reason).touched
        except ClerkError as error:
            refused.append(error.what)
    attached = attach_held_papers(office, typed.worker.worker_id)
    told = (change.sentence, *refused, attached.sentence)
    return Change(touched | attached.touched, " ".join(one for one in told if one))
