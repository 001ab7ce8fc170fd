"""Bringing a store to today's tables, by Alembic from code, also when frozen."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from ucj_desktop.domain.errors import ClerkError

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0009"


class StoreTooNew(ClerkError):
    """A newer program has written this store."""

    code = "DATA-05"

    def __init__(self) -> None:
        super().__init__(
            what="Data kantor ini ditulis oleh UCJ Desktop yang lebih baru.",
            fix="Pasang UCJ Desktop versi terbaru di komputer ini, lalu buka lagi.",
        )


def version_of(connection: Connection) -> str:
    """The migration this store stands at; empty text for a store without tables."""
    known = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first()
    if known is None:
        return ""
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return "" if row is None else str(row[0])


def needs_migration(connection: Connection) -> bool:
    """Whether :func:`migrate` has work to do; raises StoreTooNew. Cheap: it does not load Alembic."""
    version = version_of(connection)
    if version > NEWEST:
        raise StoreTooNew
    return version != NEWEST


def migrate(connection: Connection) -> None:
    """Run every migration that is missing, inside the transaction the connection has open."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"{len(broken)} rows lost what they refer to in a migration")


def revisions() -> list[str]:
    """Every migration this program carries, the oldest first, each read in as Alembic does it."""
    from alembic.script import ScriptDirectory

    return [one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
