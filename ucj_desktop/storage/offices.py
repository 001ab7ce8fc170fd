"""The office's own keys, and the cards of other offices that people compared and pinned."""

from dataclasses import dataclass

from ucj_desktop.storage.database import Connection

_COLUMNS = "office_code, name, kind, card, fingerprint, pinned_by, pinned_at, revoked_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedOffice:
    """Another office whose card was compared by people; ``card`` is the card file's bytes."""

    office_code: str
    name: str
    kind: str
    card: bytes
    fingerprint: str
    pinned_by: str
    pinned_at: str
    revoked_at: str = ""


def put_own_keys(connection: Connection, signing_seed: bytes, sealing_identity: str) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO office_keys (name, signing_seed, sealing_identity) VALUES ('own', ?, ?)",
        (signing_seed, sealing_identity),
    )


def own_keys(connection: Connection) -> tuple[bytes, str]:
    """(Ed25519 seed, age identity) of this office."""
    row = connection.exec_driver_sql("SELECT signing_seed, sealing_identity FROM office_keys WHERE name = 'own'").one()
    return row[0], row[1]


def pin(connection: Connection, office: PinnedOffice) -> None:
    connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO offices ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            office.office_code,
            office.name,
            office.kind,
            office.card,
            office.fingerprint,
            office.pinned_by,
            office.pinned_at,
            office.revoked_at,
        ),
    )


def pinned(connection: Connection) -> list[PinnedOffice]:
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM offices ORDER BY office_code")
    return [
        PinnedOffice(
            office_code=code,
            name=name,
            kind=kind,
            card=card,
            fingerprint=fingerprint,
            pinned_by=by,
            pinned_at=at,
            revoked_at=revoked,
        )
        for code, name, kind, card, fingerprint, by, at, revoked in found
    ]
