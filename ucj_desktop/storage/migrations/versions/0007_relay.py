"""From the sub-district to BPJS and back: what handing on and answering need; and the numbers of letters."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Each subject has its function."""
    _relay_profiles()
    _relay_batches()
    _relay_rows()
    _relay_results()
    _sticks()
    _letter_numbers()
    _office_cards()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _whole(name: str, default: int = 0) -> sa.Column[int]:
    return sa.Column(name, WHOLE_NUMBER, server_default=str(default), nullable=False)


def _relay_profiles() -> None:
    """The office's own layouts of the sheet for BPJS."""
    op.create_table(
        "relay_profiles",
        sa.Column("name", sa.Text(), nullable=False),
        *(_text(column) for column in ("toml", "account_id", "at")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_relay_profiles")),
        sqlite_strict=True,
    )


def _relay_batches() -> None:
    """Each sheet that was made for BPJS; none is forgotten."""
    op.create_table(
        "relay_batches",
        sa.Column("batch_id", sa.Text(), nullable=False),
        _whole("number"),
        *(_text(column) for column in ("profile", "dated", "planned_on", "office_code", "file_name", "sha256")),
        _whole("worker_count"),
        *(_text(column) for column in ("account_id", "at", "taken_back_at", "taken_back_by", "taken_back_reason")),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_relay_batches")),
        sqlite_strict=True,
    )
    op.create_index("uq_relay_batches_number", "relay_batches", ["number"], unique=True)
    op.execute(
        "CREATE TRIGGER relay_batches_no_delete BEFORE DELETE ON relay_batches"
        " BEGIN SELECT RAISE(ABORT, 'relay batches are never deleted'); END"
    )


def _relay_rows() -> None:
    """Who stands in each, and what BPJS answered; nobody stands in two that hold."""
    op.create_table(
        "relay_rows",
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("worker_id", sa.Text(), nullable=False),
        _whole("position"),
        _text("nik"),
        _whole("holds", 1),
        *(_text(column) for column in ("result", "said", "result_at")),
        _whole("told_in"),
        sa.PrimaryKeyConstraint("batch_id", "worker_id", name=op.f("pk_relay_rows")),
        sqlite_strict=True,
    )
    for column in ("worker_id", "nik"):
        op.create_index(
            f"uq_relay_rows_holds_{column}", "relay_rows", [column], unique=True, sqlite_where=sa.text("holds = 1")
        )
    op.create_index("ix_relay_rows_by_worker", "relay_rows", ["worker_id"])
    op.create_index("ix_relay_rows_untold", "relay_rows", ["told_in", "result"])
    op.execute(
        "CREATE TRIGGER relay_rows_no_delete BEFORE DELETE ON relay_rows"
        " WHEN OLD.worker_id NOT IN (SELECT worker_id FROM erasures)"
        " BEGIN SELECT RAISE(ABORT, 'relay rows are never deleted'); END"
    )


def _relay_results() -> None:
    """Each file of results that was taken in."""
    op.create_table(
        "relay_results",
        sa.Column("result_id", sa.Text(), nullable=False),
        *(_text(column) for column in ("file_name", "sha256", "counts", "account_id", "at")),
        sa.PrimaryKeyConstraint("result_id", name=op.f("pk_relay_results")),
        sqlite_strict=True,
    )


def _letter_numbers() -> None:
    """The register of numbers; those that minutes were closed with are its first rows. A number is voided, never lost."""
    kept = ("number_id", "kind", "year", "sequence", "number", "number_key", "dated", "minutes_id", "revision")
    told = ("worker_id", "about", "account_id", "at")
    op.create_table(
        "letter_numbers",
        sa.Column("number_id", sa.Text(), nullable=False),
        _text("kind"),
        *(_whole(column) for column in ("year", "sequence")),
        *(_text(column) for column in ("number", "number_key", "dated", "minutes_id")),
        _whole("revision"),
        *(_text(column) for column in (*told, "voided_at", "voided_by", "void_reason")),
        sa.PrimaryKeyConstraint("number_id", name=op.f("pk_letter_numbers")),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO letter_numbers (number_id, kind, year, number, number_key, dated, minutes_id, revision,"
        " account_id, at)"
        " SELECT minutes_id || '/' || revision, 'BA-VER', CAST(substr(held_on, 1, 4) AS INTEGER), number,"
        " lower(replace(number, ' ', '')), held_on, minutes_id, revision, closed_by, closed_at FROM minutes AS m"
        " WHERE number <> '' AND revision = (SELECT MIN(revision) FROM minutes AS first"
        " WHERE first.minutes_id = m.minutes_id AND first.number = m.number)"
    )
    op.create_index("ix_letter_numbers_minutes_id", "letter_numbers", ["minutes_id"])
    op.execute(
        "CREATE TRIGGER letter_numbers_no_delete BEFORE DELETE ON letter_numbers"
        " BEGIN SELECT RAISE(ABORT, 'numbers are voided, never deleted'); END"
    )
    names = ", ".join((*kept, *told))
    op.execute(
        f"CREATE TRIGGER letter_numbers_stay BEFORE UPDATE OF {names} ON letter_numbers"
        " BEGIN SELECT RAISE(ABORT, 'a number that was given never changes'); END"
    )


def _sticks() -> None:
    """What each stick did with our files."""
    op.create_table(
        "sticks",
        sa.Column("serial", sa.Text(), nullable=False),
        _text("label"),
        *(_whole(column) for column in ("writes", "bytes_written")),
        _text("last_good_at"),
        *(_whole(column) for column in ("failures", "lies")),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_sticks")),
        sqlite_strict=True,
    )


def _office_cards() -> None:
    """Every card that was ever pinned, where there was only the newest of each office."""
    kept = ("office_code", "name", "kind", "card", "fingerprint", "pinned_by", "pinned_at")
    rows = op.get_bind().exec_driver_sql(f"SELECT {', '.join(kept)}, revoked_at FROM offices").all()
    op.drop_table("offices")
    made = op.create_table(
        "offices",
        sa.Column("office_code", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        *(_text(column) for column in ("name", "kind")),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        *(_text(column) for column in ("pinned_by", "pinned_at", "compared_with")),
        *(_text(column) for column in ("ended_at", "ended_by", "ended_how", "ended_reason")),
        sa.PrimaryKeyConstraint("office_code", "fingerprint", name=op.f("pk_offices")),
        sqlite_strict=True,
    )
    names = (*kept, "ended_at", "ended_how")
    op.bulk_insert(made, [dict(zip(names, (*row, "revoked" if row[-1] else ""), strict=True)) for row in rows])
    op.create_index(
        "uq_offices_in_force", "offices", ["office_code"], unique=True, sqlite_where=sa.text("ended_at = ''")
    )
    op.execute(
        "CREATE TRIGGER offices_no_delete BEFORE DELETE ON offices"
        " BEGIN SELECT RAISE(ABORT, 'cards are revoked, never deleted'); END"
    )
    op.execute(
        "CREATE TRIGGER offices_end_once BEFORE UPDATE ON offices WHEN OLD.ended_how = 'revoked'"
        " BEGIN SELECT RAISE(ABORT, 'a card that was revoked never changes'); END"
    )
