"""The district decides: its budget, and receipts of packages that stand on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Each subject has its functions."""
    _budget_decisions()
    _budget_places()
    _receipt_codes()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _whole(name: str, default: int = 0) -> sa.Column[int]:
    return sa.Column(name, WHOLE_NUMBER, server_default=str(default), nullable=False)


def _budget_decisions() -> None:
    """Of a period the last one counts; only its decree is written in later."""
    frozen = ("setup", "digest", "account_id", "at", "signature")
    op.create_table(
        "budget_decisions",
        sa.Column("decision_id", sa.Text(), nullable=False),
        *(_whole(column) for column in ("period", "number")),
        _text("setup"),
        *(_whole(column) for column in ("people", "cost")),
        *(_text(column) for column in (*frozen[1:], "decree_number", "decree_date", "decree_about")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_budget_decisions")),
        sqlite_strict=True,
    )
    op.create_index("uq_budget_decisions_number", "budget_decisions", ["period", "number"], unique=True)
    op.execute(
        "CREATE TRIGGER budget_decisions_no_delete BEFORE DELETE ON budget_decisions"
        " BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END"
    )
    names = ", ".join(("decision_id", "period", "number", "people", "cost", *frozen))
    op.execute(
        f"CREATE TRIGGER budget_decisions_stay BEFORE UPDATE OF {names} ON budget_decisions"
        " BEGIN SELECT RAISE(ABORT, 'a decision never changes'); END"
    )


def _budget_places() -> None:
    """Who has a place, as the annex shows it."""
    op.create_table(
        "budget_places",
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("position", WHOLE_NUMBER, nullable=False, autoincrement=False),
        *(_text(column) for column in ("worker_id", "line_id")),
        *(_whole(column) for column in ("months", "cost")),
        *(
            _text(column)
            for column in ("nik", "full_name", "village_code", "village_name", "office_name", "occupation")
        ),
        sa.PrimaryKeyConstraint("decision_id", "position", name=op.f("pk_budget_places")),
        sqlite_strict=True,
    )
    op.create_index("uq_budget_places_worker", "budget_places", ["decision_id", "worker_id"], unique=True)
    for event, name in (("DELETE", "no_delete"), ("UPDATE", "stay")):
        op.execute(
            f"CREATE TRIGGER budget_places_{name} BEFORE {event} ON budget_places"
            " BEGIN SELECT RAISE(ABORT, 'a decision never changes'); END"
        )


def _receipt_codes() -> None:
    """What the code of each package's receipt needs, and what a typed code said.

    Packages of before have no row here: nobody can tell their receipts by a code.
    """
    op.create_table(
        "receipt_codes",
        sa.Column("sequence", WHOLE_NUMBER, nullable=False),
        *(_text(name) for name in ("secret", "outcome", "account_id", "at")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_receipt_codes")),
        sqlite_strict=True,
    )
