"""What rules, lists, second keying and people say of workers."""

from sqlalchemy import Column, Index, Text

from ucj_desktop.storage.tables.shape import table, text_column, whole_column

# Warnings a person has confirmed, asked again only when the value changes.
confirmations = table(
    "confirmations",
    Column("worker_id", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    text_column("value_digest"),
    text_column("reason"),
    text_column("account_id"),
    text_column("at"),
)

# What the rules found when they were last run; findings_state says over what. Derived: a check makes it anew.
findings = table(
    "findings",
    Column("worker_id", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    text_column("severity"),
    text_column("field"),
    text_column("what"),
    text_column("fix"),
    Index(None, "severity", "worker_id"),
)

# The journal's last row that the findings know of, the rules, the day, how many workers there were.
findings_state = table("findings_state", Column("name", Text, primary_key=True), text_column("value"))

# Lists of others that workers were looked for in, and what each says of whom: all are kept, the newest counts.
outside_lists = table(
    "outside_lists",
    Column("list_id", Text, primary_key=True),
    text_column("kind"),  # bpjs, dukcapil, dtsen, deaths
    text_column("name"),
    text_column("dated"),  # ISO date the list speaks of
    text_column("file_name"),
    text_column("sha256"),  # over its rows as they were read
    text_column("counts"),  # JSON object: rows, matched, unmatched, conflicts
    text_column("unplaced"),  # JSON list: rows that fit several workers, or none that can be told
    text_column("account_id"),
    text_column("at"),
    text_column("undone_at"),
)

outside_matches = table(
    "outside_matches",
    Column("list_id", Text, primary_key=True),
    Column("worker_id", Text, primary_key=True),
    text_column("kind"),
    text_column("state"),
    text_column("how"),  # nik, name_and_birth
    text_column("place"),  # sheet and row of the file
    text_column("details"),  # JSON object: segment, died_on, moved_to, desil, said
    text_column("differs"),  # JSON object: what the list says where it says otherwise, by field
    text_column("decided"),  # JSON object: taken or kept, by field
    Index(None, "worker_id"),
)

# Samples that are keyed a second time, and each field of each worker in them.
second_keyings = table(
    "second_keyings",
    Column("keying_id", Text, primary_key=True),
    whole_column("seed"),
    whole_column("drawn_from"),  # workers the sample was drawn from
    text_column("village_code"),
    text_column("entered_by"),  # account id; empty: of anyone
    text_column("account_id"),
    text_column("at"),
)

second_keyed_values = table(
    "second_keyed_values",
    Column("keying_id", Text, primary_key=True),
    Column("worker_id", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    whole_column("position"),  # in the order of keying: worker by worker, field by field
    text_column("outcome"),  # empty: not keyed yet; same, different
    text_column("first"),  # the store's value when it was keyed again
    text_column("second"),  # typed the same twice
    text_column("keyed_by"),
    text_column("keyed_at"),
    text_column("choice"),  # first, second, or empty: not looked at yet
    text_column("chosen_by"),
    text_column("chosen_at"),
    Index(None, "worker_id"),
)

# What people decided about pairs of workers (worker_a < worker_b).
pair_decisions = table(
    "pair_decisions",
    Column("worker_a", Text, primary_key=True),
    Column("worker_b", Text, primary_key=True),
    text_column("decision"),  # same, not_same, later
    text_column("keep"),  # the survivor, when same
    text_column("key_digest"),  # of both workers' key fields: the question comes back when they change
    text_column("account_id"),
    text_column("at"),
    text_column("signature"),  # by the account
)
