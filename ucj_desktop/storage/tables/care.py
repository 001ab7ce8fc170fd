"""What the office is, its accounts, keys and known offices; what people asked of their own data; the journal."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Text
from sqlalchemy import text as sql

from ucj_desktop.storage.tables.shape import WholeNumber, table, text_column, whole_column

# What the store is: store_id, office_code, office_kind, created_at, training.
meta = table("meta", Column("name", Text, primary_key=True), text_column("value"))

# What the office prefers: letterhead, signers, period, printed spellings ... as JSON.
settings = table("settings", Column("name", Text, primary_key=True), text_column("value"))

# The office's own keys; whoever is logged in holds the data key and so these.
office_keys = table(
    "office_keys",
    Column("name", Text, primary_key=True),
    Column("signing_seed", LargeBinary, nullable=False),
    text_column("sealing_identity"),
)

# One row for each signing key an account ever had: old rulings bear the old key. The active one is in use.
accounts = table(
    "accounts",
    Column("account_id", Text, primary_key=True),
    Column("public_key", Text, primary_key=True),
    text_column("name"),
    text_column("role"),
    text_column("certificate"),
    whole_column("active", 1),
    text_column("since"),
    text_column("office_code"),  # at the district: whose account it is; empty for our own
)

# Other offices' cards, compared and pinned by people; one an office is in force, what was before it stays.
offices = table(
    "offices",
    Column("office_code", Text, primary_key=True),
    Column("fingerprint", Text, primary_key=True),
    text_column("name"),
    text_column("kind"),
    Column("card", LargeBinary, nullable=False),
    text_column("pinned_by"),
    text_column("pinned_at"),
    text_column("compared_with"),  # who read the digits out at the other office
    text_column("ended_at"),  # empty: in force
    text_column("ended_by"),
    text_column("ended_how"),  # replaced or revoked
    text_column("ended_reason"),  # of a card that was revoked
    Index("uq_offices_in_force", "office_code", unique=True, sqlite_where=sql("ended_at = ''")),
)

# What people ask about their own data (UU 27/2022), and how it was answered.
subject_requests = table(
    "subject_requests",
    Column("request_id", Text, primary_key=True),
    text_column("worker_id"),
    text_column("kind"),  # record, rectification, restriction, erasure
    text_column("received_at"),  # ISO 8601, UTC
    text_column("note"),
    text_column("account_id"),
    text_column("at"),
    text_column("answered_at"),  # empty: not yet
    text_column("answered_by"),  # account id
    text_column("answer"),
    Index("ix_subject_requests_worker_id", "worker_id"),
)

# Who was erased: the id alone, never the person; append-only.
erasures = table(
    "erasures",
    Column("worker_id", Text, primary_key=True),
    text_column("basis"),  # retention, request
    text_column("digest"),  # salted; the salt stands on the certificate only
    text_column("counts"),  # JSON object: what was erased, by table
    text_column("account_id"),
    text_column("at"),
)

journal = table(
    "journal",
    Column("n", WholeNumber, primary_key=True, autoincrement=False),
    Column("entry", Text, nullable=False),  # canonical JSON; holds no personal text
    Column("prev", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    text_column("subject"),  # copied out of the entry for finding; verified against it
    text_column("batch"),
    whole_column("deed"),  # the first row of what was done together; verified against the entry
    Index(None, "subject", "n"),
    Index(None, "batch", "n"),
    Index(None, "deed", "n"),
)

# The personal text of journal rows and its salt, erasable without breaking the chain.
journal_text = table(
    "journal_text",
    Column("n", WholeNumber, ForeignKey("journal.n"), primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("text", Text, nullable=False),
)

# Signed statements of where the journal stood, printed and sent.
checkpoints = table(
    "checkpoints",
    Column("n", WholeNumber, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    text_column("at"),
    text_column("occasion"),
    Column("signature", LargeBinary, nullable=False),
)
