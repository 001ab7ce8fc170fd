"""The budget of the district: every decision (penetapan), and who has a place in it."""

from sqlalchemy import Column, Index, Text

from ucj_desktop.storage.tables.shape import WholeNumber, table, text_column, whole_column

# Of a period the last decision counts. None changes but for its decree, which is written in when the Bupati has signed.
budget_decisions = table(
    "budget_decisions",
    Column("decision_id", Text, primary_key=True),
    whole_column("period"),
    whole_column("number"),  # from 1 within the period
    text_column("setup"),  # JSON object: funding lines, order, quotas
    whole_column("people"),
    whole_column("cost"),  # whole rupiah
    text_column("digest"),
    text_column("account_id"),
    text_column("at"),
    text_column("signature"),  # by the account
    text_column("decree_number"),
    text_column("decree_date"),  # ISO date
    text_column("decree_about"),
    Index("uq_budget_decisions_number", "period", "number", unique=True),
)

# Who has a place, as frozen for the annex; append-only.
budget_places = table(
    "budget_places",
    Column("decision_id", Text, primary_key=True),
    Column("position", WholeNumber, primary_key=True),
    text_column("worker_id"),
    text_column("line_id"),
    whole_column("months"),
    whole_column("cost"),  # whole rupiah for all months
    text_column("nik"),
    text_column("full_name"),
    text_column("village_code"),
    text_column("village_name"),
    text_column("office_name"),
    text_column("occupation"),
    Index("uq_budget_places_worker", "decision_id", "worker_id", unique=True),
)
