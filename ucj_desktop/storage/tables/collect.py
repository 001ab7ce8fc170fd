"""Workers, their papers, and the files they came from."""

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Text
from sqlalchemy import text as sql

from ucj_desktop.storage.tables.shape import WholeNumber, table, text_column, whole_column

workers = table(
    "workers",
    Column("worker_id", Text, primary_key=True),
    text_column("nik"),
    text_column("kk_number"),
    text_column("full_name"),
    text_column("alias"),
    text_column("birth_place"),
    Column("birth_date", Text),
    Column("sex", Text),
    text_column("mother_name"),
    text_column("address"),
    text_column("hamlet"),
    text_column("rt"),
    text_column("rw"),
    text_column("village_code"),
    text_column("phone"),
    text_column("email"),
    text_column("occupation_ktp"),
    text_column("occupation"),
    text_column("workplace"),
    Column("weekly_hours", WholeNumber),
    Column("monthly_income", WholeNumber),
    text_column("source"),
    text_column("source_period"),
    Column("desil", WholeNumber),
    text_column("programmes", "jkk_jkm"),
    text_column("heir_name"),
    text_column("heir_relation"),
    text_column("heir_phone"),
    text_column("note"),
    text_column("unread"),  # JSON object, or empty
    # Where the worker stands.
    text_column("stage", "collected"),
    text_column("verdict"),  # of the last ruling; empty: none yet
    text_column("reason"),
    text_column("verdict_note"),
    text_column("round_id"),
    text_column("minutes_id"),  # set: frozen in these minutes
    text_column("merged_into"),  # set: the same person as that worker; no list shows this one
    text_column("entered_by"),  # account id
    text_column("batch_id"),  # the import that brought the worker; empty: typed
    text_column("origin_office"),  # at the district: the kecamatan that sent the worker
    text_column("answer"),  # the district's word: accepted, returned, or empty
    text_column("answer_note"),  # its reason
    # Derived from the fields above, for sorting and finding.
    text_column("search_key"),
    text_column("name_key"),
    # By matching.lookups: the same person is looked for under each.
    text_column("born_named"),
    text_column("born_placed"),
    text_column("name_placed"),
    text_column("mother_born"),
    CheckConstraint(
        "stage IN ('collected', 'needs_mending', 'verified', 'validated', 'sent', 'accepted', 'returned',"
        " 'registered')",
        name="stage_known",
    ),
    CheckConstraint(
        "verdict IN ('', 'eligible', 'eligible_corrected', 'not_eligible', 'pending')", name="verdict_known"
    ),
    # Each holds all that its lists and counts ask for, so that they read no row.
    Index("ix_workers_by_name", "search_key", "worker_id", "merged_into"),
    Index("ix_workers_by_nik", "nik", "worker_id", "merged_into"),
    Index("ix_workers_by_village", "village_code", "search_key", "worker_id", "merged_into"),
    Index("ix_workers_by_kk", "kk_number", "merged_into"),
    Index("ix_workers_by_phone", "phone", sqlite_where=sql("phone <> ''")),
    Index(
        "ix_workers_by_stage",
        *("stage", "village_code", "merged_into", "minutes_id", "verdict", "round_id", "source", "origin_office"),
    ),
    Index("ix_workers_by_minutes", "minutes_id", "village_code", "merged_into"),
    Index("ix_workers_same_name", "name_key", "birth_date", "worker_id", "merged_into"),
    Index("ix_workers_born_named", "born_named"),
    Index("ix_workers_born_placed", "born_placed"),
    Index("ix_workers_name_placed", "name_placed"),
    Index("ix_workers_mother_born", "mother_born"),
    Index("ix_workers_by_survivor", "merged_into", sqlite_where=sql("merged_into <> ''")),
)

# Pictures of papers that belong to workers, each a JPEG that was made small.
attachments = table(
    "attachments",
    Column("attachment_id", Text, primary_key=True),
    text_column("worker_id"),
    text_column("kind"),  # ktp, kk, form, other
    text_column("name"),  # of the file it came from
    whole_column("size"),  # bytes
    whole_column("wide"),  # pixels
    whole_column("high"),
    text_column("original_sha256"),
    text_column("account_id"),
    text_column("at"),
    Column("content", LargeBinary, nullable=False),  # last: lists read the row without it
    Index(None, "worker_id"),
)

imports = table(
    "imports",
    Column("batch_id", Text, primary_key=True),
    text_column("at"),
    text_column("account_id"),
    text_column("file_name"),
    text_column("file_sha256"),
    text_column("policy"),
    text_column("counts"),  # JSON object: read, new, changed, same, refused
    text_column("undone_at"),
)

# How this office reads a layout of sheet it has met before.
import_profiles = table(
    "import_profiles", Column("fingerprint", Text, primary_key=True), text_column("name"), text_column("toml")
)
