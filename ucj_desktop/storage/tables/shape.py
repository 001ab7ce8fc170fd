"""How every table is made: STRICT on SQLite, its constraints named, text and whole numbers with a default."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, MetaData, Table, Text

WholeNumber = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text_column(name: str, default: str = "") -> Column[str]:
    """Text that is never NULL."""
    return Column(name, Text, nullable=False, server_default=default)


def whole_column(name: str, default: int = 0) -> Column[int]:
    """A whole number that is never NULL."""
    return Column(name, WholeNumber, nullable=False, server_default=str(default))


def table(name: str, *parts: Column[str] | Column[int] | Column[bytes] | CheckConstraint | Index) -> Table:
    """One more table of the store."""
    return Table(name, metadata, *parts, sqlite_strict=True)
