"""Signing a verdict with the account's own key, and telling whether one is still sound."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ucj_desktop.crypto.signing import SigningKey, canonical_json, is_signed_by
from ucj_desktop.domain.frozen import worker_digest
from ucj_desktop.domain.people import Account
from ucj_desktop.domain.verdict import Ruling
from ucj_desktop.domain.worker import Worker

RULING_TYPE = "application/vnd.ucj.ruling.v1+json"


def ruling_statement(ruling: Ruling) -> bytes:
    """The canonical bytes a verdict's signature covers: everything in it but the signature."""
    return canonical_json(
        {
            "found_by": ruling.found_by,
            "note": ruling.note,
            "reason": ruling.reason.value if ruling.reason else "",
            "recorded_at": ruling.recorded_at,
            "recorded_by": ruling.recorded_by,
            "ruling_id": ruling.ruling_id,
            "step": ruling.step.value,
            "verdict": ruling.verdict.value,
            "worker": ruling.worker_id,
            "worker_digest": ruling.worker_digest,
            # Said or not there: verdicts of before they were asked keep their signatures.
            **({"visited_on": ruling.visited_on.isoformat()} if ruling.visited_on else {}),
            **({"source": ruling.source} if ruling.source else {}),
        }
    )


def signed(ruling: Ruling, key: SigningKey) -> Ruling:
    """The verdict with its account's signature."""
    return replace(ruling, signature=key.sign(RULING_TYPE, ruling_statement(ruling)).hex())


def keys_by_account(accounts: Iterable[Account]) -> dict[str, list[bytes]]:
    """Every public key an account ever had, by account id."""
    keys: dict[str, list[bytes]] = {}
    for account in accounts:
        keys.setdefault(account.account_id, []).append(bytes.fromhex(account.public_key))
    return keys


def is_signed_by_its_account(ruling: Ruling, keys: Mapping[str, list[bytes]]) -> bool:
    """Whether one of the keys of the account it names has signed exactly this verdict."""
    try:
        signature = bytes.fromhex(ruling.signature)
    except ValueError:
        return False
    statement = ruling_statement(ruling)
    return any(is_signed_by(key, RULING_TYPE, statement, signature) for key in keys.get(ruling.recorded_by, ()))


def fault_of_ruling(ruling: Ruling | None, worker: Worker, keys: Mapping[str, list[bytes]]) -> str | None:
    """Why a verdict may not be relied on for this worker, as an Indonesian sentence; None when it may."""
    if ruling is None:
        return "Belum ada hasil verifikasi yang ditandatangani."
    if not is_signed_by_its_account(ruling, keys):
        return "Tanda tangan akun pada hasil verifikasinya tidak sah."
    if ruling.worker_id != worker.worker_id or ruling.worker_digest != worker_digest(worker):
        return "Datanya berubah sesudah diverifikasi."
    return None
