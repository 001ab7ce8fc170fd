"""What lies in front of the district: packages not yet taken in, packages taken in, and offices that wait."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.crypto.receipt_code import shown_receipt_code
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.parcel import Parcel, ParcelFamily
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.handoff.stick import list_stick
from ucj_desktop.services.district.answer_office import proposed_answers
from ucj_desktop.services.district.inbox_states import InboxKnowledge, InboxState, Standing, revoked_senders
from ucj_desktop.services.handoff.inspect_package import in_order, inspect_package
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, packages, relay, workers


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFile:
    """A package as it describes itself; none of it is proven. ``fault`` says why it cannot even be read."""

    path: Path
    size: int  # bytes
    claimed: Parcel | None
    claimed_name: str  # of the office it says it is from; empty where it says nothing
    standing: Standing  # the one sentence that can be said before anything is trusted
    fault: ClerkError | None = None

    @property
    def workers(self) -> int | None:
        """How many workers it says it brings."""
        return None if self.claimed is None else self.claimed.counts.get("records")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedBefore:
    """A package that was received. ``counts``: new, changed, same, withdrawn, refused."""

    office_code: str
    office_name: str
    sequence: int
    kind: str
    counts: Mapping[str, int]
    by: str  # name of the account
    received_at: str  # ISO 8601, UTC
    code: str = ""  # of its receipt, as it is printed; empty: it has none


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingOffice:
    """A kecamatan whose workers wait for an answer, with what the district would say now."""

    office_code: str
    office_name: str
    accepted: int
    returned: int
    registered: int = 0

    @property
    def total(self) -> int:
        return self.accepted + self.returned + self.registered


def list_inbox(office: Office, folder: Path) -> list[InboxFile]:
    """The packages in a folder by office and number, each with what it says of itself; nothing is written.

    Raises StickError for the folder itself.
    """
    office.require(Action.RECEIVE_PACKAGE)
    sizes = {one.path: one.size for one in list_stick(folder) if one.family is ParcelFamily.PACKAGE}
    looked_at = [(path, _look_at(path)) for path in in_order(sizes)]
    beside = {(one.office, one.seq) for _, one in looked_at if isinstance(one, Parcel)}
    with office.database.reading() as connection:
        known = InboxKnowledge(office, connection)
    return [_listed(office, path, sizes[path], one, known, beside) for path, one in looked_at]


def cards_that_were_revoked(office: Office) -> list[Standing]:
    """The kecamatan whose packages are refused until a new card is pinned, each with its sentence."""
    office.require(Action.RECEIVE_PACKAGE)
    with office.database.reading() as connection:
        return revoked_senders(office, connection)


def _look_at(path: Path) -> Parcel | ClerkError:
    try:
        return inspect_package(path)
    except ClerkError as fault:
        return fault


def _listed(
    office: Office,
    path: Path,
    size: int,
    claimed: Parcel | ClerkError,
    known: InboxKnowledge,
    beside: Collection[tuple[str, int]],
) -> InboxFile:
    if isinstance(claimed, ClerkError):
        standing = Standing(InboxState.UNREADABLE, claimed.what, claimed.fix)
        return InboxFile(path=path, size=size, claimed=None, claimed_name="", standing=standing, fault=claimed)
    return InboxFile(
        path=path,
        size=size,
        claimed=claimed,
        claimed_name=_name(office, claimed.office),
        standing=known.standing_of(claimed, beside),
    )


def packages_taken_in(office: Office) -> list[ReceivedBefore]:
    """Every package received, the newest first."""
    office.require(Action.RECEIVE_PACKAGE)
    with office.database.reading() as connection:
        names = accounts.names(connection)
        found = packages.received(connection)
    taken = [
        ReceivedBefore(
            office_code=one.office_code,
            office_name=_name(office, one.office_code),
            sequence=one.sequence,
            kind=str(one.manifest.get("kind", "")),
            counts=one.counts,
            by=names.get(one.account_id, "?"),
            received_at=one.received_at,
            code=shown_receipt_code(str(one.manifest.get("code", ""))),
        )
        for one in found
    ]
    return sorted(taken, key=lambda one: one.received_at, reverse=True)


def offices_that_wait(office: Office) -> list[WaitingOffice]:
    """The kecamatan with eligible workers, or results of BPJS, that no answer has reached yet; by name."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        codes = sorted({one.office_code for one in packages.received(connection)})
        of_bpjs = {one.office_code for one in relay.untold(connection)}
        codes = [
            code
            for code in codes
            if code in of_bpjs or workers.count(connection, WorkerFilter(origin_office=code, stages=(Stage.SENT,)))
        ]
    waiting = []
    for code in codes:
        stages = [outcome.stage for _, outcome, _ in proposed_answers(office, code)]
        if stages:
            waiting.append(
                WaitingOffice(
                    office_code=code,
                    office_name=_name(office, code),
                    accepted=stages.count(Stage.ACCEPTED),
                    returned=stages.count(Stage.RETURNED),
                    registered=stages.count(Stage.REGISTERED),
                )
            )
    return sorted(waiting, key=lambda one: one.office_name)


def _name(office: Office, code: str) -> str:
    return f"Kecamatan {office.printed(code)}"
