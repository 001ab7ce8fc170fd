"""Who was sent by other offices: what the district reads together, and what a kecamatan keeps of its newest answer."""

from dataclasses import dataclass

from ucj_desktop.crypto.nik_filter import NikFilter
from ucj_desktop.domain.stage import Stage
from ucj_desktop.storage.database import Connection

_HELD = (Stage.SENT, Stage.ACCEPTED, Stage.REGISTERED)


@dataclass(frozen=True, slots=True)
class ToldElsewhere:
    """The filter of one answer; ``told_at`` is when the district made it (ISO 8601, UTC)."""

    sequence: int
    told_at: str
    niks: NikFilter


def niks_of_others(connection: Connection, office_code: str) -> set[str]:
    """At the district: NIKs of eligible workers whom other offices sent and who were not returned."""
    stages = ", ".join(f"'{stage.value}'" for stage in _HELD)
    found = connection.exec_driver_sql(
        "SELECT DISTINCT nik FROM workers WHERE nik <> '' AND merged_into = '' AND origin_office <> ''"
        f" AND origin_office <> ? AND stage IN ({stages}) AND verdict LIKE 'eligible%'",
        (office_code,),
    )
    return set(found.scalars())


def keep(connection: Connection, told: ToldElsewhere | None) -> None:
    """Put the newest answer's filter in the place of the one before; None: that answer brought none."""
    connection.exec_driver_sql("DELETE FROM sent_elsewhere")
    if told is not None:
        niks = told.niks
        connection.exec_driver_sql(
            "INSERT INTO sent_elsewhere (sequence, told_at, people, hashes, salt, bits) VALUES (?, ?, ?, ?, ?, ?)",
            (told.sequence, told.told_at, niks.people, niks.hashes, niks.salt, niks.bits),
        )


def kept_sequence(connection: Connection) -> int:
    """The number of the answer whose filter is kept; 0: none is."""
    found = connection.exec_driver_sql("SELECT sequence FROM sent_elsewhere").scalar()
    return int(found) if found is not None else 0


def kept(connection: Connection) -> ToldElsewhere | None:
    """The filter that is kept."""
    found = connection.exec_driver_sql(
        "SELECT sequence, told_at, salt, hashes, people, bits FROM sent_elsewhere"
    ).first()
    if found is None:
        return None
    sequence, told_at, salt, hashes, people, bits = found
    return ToldElsewhere(sequence, told_at, NikFilter(salt, hashes, people, bits))
