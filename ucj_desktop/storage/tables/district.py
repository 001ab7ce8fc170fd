"""What the district received, and what it handed on to BPJS."""

from sqlalchemy import Column, Index, Text
from sqlalchemy import text as sql

from ucj_desktop.storage.tables.shape import WholeNumber, table, text_column, whole_column

packages_in = table(
    "packages_in",
    Column("office_code", Text, primary_key=True),
    Column("sequence", WholeNumber, primary_key=True),
    text_column("sha256"),
    text_column("manifest"),  # JSON
    text_column("counts"),  # JSON object: new, changed, same, refused
    text_column("account_id"),
    text_column("received_at"),
)

# At the district: the minutes each kecamatan says its workers stand in.
received_workers = table(
    "received_workers",
    Column("worker_id", Text, primary_key=True),
    text_column("office_code"),
    whole_column("sequence"),
    text_column("minutes_id"),
    whole_column("revision"),
    text_column("digest"),
)

# The office's own layouts of the sheet for BPJS, each as its TOML text.
relay_profiles = table(
    "relay_profiles",
    Column("name", Text, primary_key=True),
    text_column("toml"),
    text_column("account_id"),
    text_column("at"),
)

# At the district: each sheet that was made for BPJS (a relay batch), also those taken back; none is deleted.
relay_batches = table(
    "relay_batches",
    Column("batch_id", Text, primary_key=True),
    whole_column("number"),
    text_column("profile"),  # its name
    text_column("dated"),  # ISO date of the profile
    text_column("planned_on"),  # ISO date of the planned registration
    text_column("office_code"),  # of the kecamatan it was made for; empty: all
    text_column("file_name"),
    text_column("sha256"),
    whole_column("worker_count"),
    text_column("account_id"),
    text_column("at"),
    text_column("taken_back_at"),
    text_column("taken_back_by"),  # account id
    text_column("taken_back_reason"),
    Index("uq_relay_batches_number", "number", unique=True),
)

# Who stands in each batch. A row holds until its batch is taken back or BPJS refuses: nobody stands in two that hold.
relay_rows = table(
    "relay_rows",
    Column("batch_id", Text, primary_key=True),
    Column("worker_id", Text, primary_key=True),
    whole_column("position"),
    text_column("nik"),  # as it was sent: results come back by it
    whole_column("holds", 1),
    text_column("result"),  # registered, refused; empty: BPJS has not answered
    text_column("said"),  # the reason as BPJS gave it
    text_column("result_at"),
    whole_column("told_in"),  # sequence of the answer that told the kecamatan; 0: not yet
    Index("uq_relay_rows_holds_worker_id", "worker_id", unique=True, sqlite_where=sql("holds = 1")),
    Index("uq_relay_rows_holds_nik", "nik", unique=True, sqlite_where=sql("holds = 1")),
    Index("ix_relay_rows_by_worker", "worker_id"),
    Index("ix_relay_rows_untold", "told_in", "result"),
)

# Files of results that were taken in.
relay_results = table(
    "relay_results",
    Column("result_id", Text, primary_key=True),
    text_column("file_name"),
    text_column("sha256"),
    text_column("counts"),  # JSON object
    text_column("account_id"),
    text_column("at"),
)
