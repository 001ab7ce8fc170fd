"""What the store is (meta) and what the office prefers (settings)."""

from typing import Any

import orjson

from ucj_desktop.storage.database import Connection


def meta(connection: Connection) -> dict[str, str]:
    """store_id, office_code, office_kind, created_at, training ("1" or "")."""
    return dict(connection.exec_driver_sql("SELECT name, value FROM meta").all())


def set_meta(connection: Connection, values: dict[str, str]) -> None:
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", list(values.items()))


def every(connection: Connection) -> dict[str, Any]:
    """All settings of the office as plain JSON values by name."""
    found = connection.exec_driver_sql("SELECT name, value FROM settings")
    return {name: orjson.loads(value) for name, value in found}


def put(connection: Connection, values: dict[str, Any]) -> None:
    """Set some settings; a value of None takes the setting away, so that the shipped default holds again."""
    kept = [(name, orjson.dumps(value).decode()) for name, value in values.items() if value is not None]
    gone = [(name,) for name, value in values.items() if value is None]
    if kept:
        connection.exec_driver_sql("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", kept)
    if gone:
        connection.exec_driver_sql("DELETE FROM settings WHERE name = ?", gone)
