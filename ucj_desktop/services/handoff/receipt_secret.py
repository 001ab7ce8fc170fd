"""The line of a package that lets the district write a code on its receipt."""

from collections.abc import Iterable, Mapping

from ucj_desktop.crypto.receipt_code import SECRET_BYTES, receipt_code
from ucj_desktop.crypto.signing import JsonValue
from ucj_desktop.domain.receipt_outcome import outcome_of

KIND = "receipt-code"


def secret_object(secret: bytes) -> dict[str, JsonValue]:
    """The first line of decisions.jsonl; a program that does not know it leaves it alone."""
    return {"kind": KIND, "secret": secret.hex()}


def code_for(decisions: Iterable[Mapping[str, object]], package_sha256: str, counts: Mapping[str, int]) -> str:
    """The code of the receipt with these counts; empty where the package brings no secret, as one of before."""
    first = next(iter(decisions), {})
    stated = first.get("secret")
    if first.get("kind") != KIND or not isinstance(stated, str):
        return ""
    try:
        secret = bytes.fromhex(stated)
    except ValueError:
        return ""
    return receipt_code(secret, package_sha256, outcome_of(counts)) if len(secret) == SECRET_BYTES else ""
