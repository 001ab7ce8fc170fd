"""The tables as of today; migrations made them and never import this file."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

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


def _text(name: str, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def _whole(name: str, default: int = 0) -> Column[int]:
    return Column(name, WholeNumber, nullable=False, server_default=str(default))


def _table(name: str, *parts: Column[str] | Column[int] | Column[bytes] | CheckConstraint | Index) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


# What the store is: store_id, office_code, office_kind, created_at, training.
meta = _table("meta", Column("name", Text, primary_key=True), _text("value"))

# What the office prefers: letterhead, signers, period, printed spellings ... as JSON.
settings = _table("settings", Column("name", Text, primary_key=True), _text("value"))

# The office's own keys; whoever is logged in holds the data key and so these.
office_keys = _table(
    "office_keys",
    Column("name", Text, primary_key=True),
    Column("signing_seed", LargeBinary, nullable=False),
    _text("sealing_identity"),
)

# One row for each signing key an account ever had: old rulings bear the old key. The active one is in use.
accounts = _table(
    "accounts",
    Column("account_id", Text, primary_key=True),
    Column("public_key", Text, primary_key=True),
    _text("name"),
    _text("role"),
    _text("certificate"),
    _whole("active", 1),
    _text("since"),
    _text("office_code"),  # at the district: whose account it is; empty for our own
)

# Other offices' cards, compared and pinned by people; one an office is in force, what was before it stays.
offices = _table(
    "offices",
    Column("office_code", Text, primary_key=True),
    Column("fingerprint", Text, primary_key=True),
    _text("name"),
    _text("kind"),
    Column("card", LargeBinary, nullable=False),
    _text("pinned_by"),
    _text("pinned_at"),
    _text("compared_with"),  # who read the digits out at the other office
    _text("ended_at"),  # empty: in force
    _text("ended_by"),
    _text("ended_how"),  # replaced or revoked
    _text("ended_reason"),  # of a card that was revoked
    Index("uq_offices_in_force", "office_code", unique=True, sqlite_where=text("ended_at = ''")),
)

workers = _table(
    "workers",
    Column("worker_id", Text, primary_key=True),
    _text("nik"),
    _text("kk_number"),
    _text("full_name"),
    _text("alias"),
    _text("birth_place"),
    Column("birth_date", Text),
    Column("sex", Text),
    _text("mother_name"),
    _text("address"),
    _text("hamlet"),
    _text("rt"),
    _text("rw"),
    _text("village_code"),
    _text("phone"),
    _text("email"),
    _text("occupation_ktp"),
    _text("occupation"),
    _text("workplace"),
    Column("weekly_hours", WholeNumber),
    Column("monthly_income", WholeNumber),
    _text("source"),
    _text("source_period"),
    Column("desil", WholeNumber),
    _text("programmes", "jkk_jkm"),
    _text("heir_name"),
    _text("heir_relation"),
    _text("heir_phone"),
    _text("note"),
    _text("unread"),  # JSON object, or empty
    # Where the worker stands.
    _text("stage", "collected"),
    _text("verdict"),  # of the last ruling; empty: none yet
    _text("reason"),
    _text("verdict_note"),
    _text("round_id"),
    _text("minutes_id"),  # set: frozen in these minutes
    _text("merged_into"),  # set: the same person as that worker; no list shows this one
    _text("entered_by"),  # account id
    _text("batch_id"),  # the import that brought the worker; empty: typed
    _text("origin_office"),  # at the district: the kecamatan that sent the worker
    _text("answer"),  # the district's word: accepted, returned, or empty
    _text("answer_note"),  # its reason
    # Derived from the fields above, for sorting and finding.
    _text("search_key"),
    _text("name_key"),
    # By matching.lookups: the same person is looked for under each.
    _text("born_named"),
    _text("born_placed"),
    _text("name_placed"),
    _text("mother_born"),
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
    Index("ix_workers_by_phone", "phone", sqlite_where=text("phone <> ''")),
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
    Index("ix_workers_by_survivor", "merged_into", sqlite_where=text("merged_into <> ''")),
)

# Every verdict ever given, each signed by its account; append-only.
rulings = _table(
    "rulings",
    Column("ruling_id", Text, primary_key=True),
    _text("worker_id"),
    _text("step"),
    _text("verdict"),
    _text("reason"),
    _text("note"),
    _text("found_by"),
    _text("recorded_by"),
    _text("recorded_at"),
    _text("worker_digest"),
    _text("signature"),
    _text("visited_on"),  # ISO date; empty: not said
    _text("source"),  # what it was taken from, in words
    Index(None, "worker_id", "step"),
    Index("ix_rulings_by_time", "step", "recorded_at", "worker_id", "verdict"),
)

# Rulings that were taken back, or hold again after all: the last word on each counts; signed and append-only.
ruling_withdrawals = _table(
    "ruling_withdrawals",
    Column("withdrawal_id", Text, primary_key=True),
    _text("ruling_id"),
    _whole("stands"),  # 0: taken back, 1: holds again
    _text("account_id"),
    _text("at"),
    _text("signature"),
    Index(None, "ruling_id"),
)

rounds = _table(
    "rounds",
    Column("round_id", Text, primary_key=True),
    _text("village_code"),
    _whole("period"),
    Column("quota", WholeNumber),
    Column("deadline", Text),
    _text("opened_at"),
    _text("closed_at"),
    _text("team"),  # JSON list
    _text("source"),  # of the list that is verified
    Index(None, "village_code", "closed_at"),
    Index("uq_rounds_open_village", "village_code", unique=True, sqlite_where=text("closed_at = ''")),
)

# Workers of an open round who wait, in order, for the place of somebody who is found not eligible.
candidates = _table(
    "candidates",
    Column("worker_id", Text, primary_key=True),
    _text("round_id"),  # a row speaks of the worker only as long as he or she is in that round
    _whole("position"),
    _text("stepped_in_at"),  # empty: waits
    _text("account_id"),
    _text("at"),
    Index(None, "round_id", "position"),
)

# What the office says of a day, over the shipped holidays: off, or worked after all.
calendar_days = _table(
    "calendar_days",
    Column("day", Text, primary_key=True),  # ISO date
    _whole("is_off", 1),
    _text("reason"),
    _text("account_id"),
    _text("at"),
)

# Each revision of each minutes, and its rows as they were frozen; append-only but for the reopening marks.
minutes = _table(
    "minutes",
    Column("minutes_id", Text, primary_key=True),
    Column("revision", WholeNumber, primary_key=True),
    _whole("register"),
    _whole("period"),
    _text("number"),
    _text("held_on"),
    _text("venue"),
    _text("village_codes"),  # JSON list
    _text("signers"),  # JSON list
    _text("closed_by"),
    _text("closed_at"),
    _whole("one_person_office"),
    _text("journal_head"),
    _text("digest"),
    _text("reopened_at"),
    _text("reopen_reason"),
    _text("meeting"),  # JSON object of the meeting they fell out of; empty: none was held in the program
    _whole("left_out"),
)

# Meetings that validate (rapat validasi); one that is open has no end.
meetings = _table(
    "meetings",
    Column("meeting_id", Text, primary_key=True),
    _text("village_codes"),  # JSON list
    _text("held_on"),
    _text("hour"),  # 09.00, local
    _text("venue"),
    _text("leader"),
    _text("attendees"),  # JSON list
    _text("quorum"),  # JSON object
    _whole("period"),
    _text("started_at"),
    _text("started_by"),
    _text("ended_at"),
)

meeting_dissents = _table(
    "meeting_dissents",
    Column("dissent_id", Text, primary_key=True),
    _text("meeting_id"),
    _text("worker_id"),
    _text("name"),  # who objects
    _text("note"),
    _text("account_id"),
    _text("at"),
    Index("ix_meeting_dissents_meeting_id", "meeting_id"),
)

# Who closed and who reopened each revision, signed by the account; append-only.
minutes_approvals = _table(
    "minutes_approvals",
    Column("minutes_id", Text, primary_key=True),
    Column("revision", WholeNumber, primary_key=True),
    Column("deed", Text, primary_key=True),  # minutes.closed, minutes.reopened
    _text("account_id"),
    _text("signature"),
)

minutes_rows = _table(
    "minutes_rows",
    Column("minutes_id", Text, primary_key=True),
    Column("revision", WholeNumber, primary_key=True),
    Column("position", WholeNumber, primary_key=True),
    _text("worker_id"),
    _text("verdict"),
    _text("reason"),
    _text("note"),
    _text("village_name"),
    _text("fields"),  # JSON object of the worker's fields
    _whole("waits_as"),  # of a replacement candidate: the place in the order of the village's round; 0: was validated
)

imports = _table(
    "imports",
    Column("batch_id", Text, primary_key=True),
    _text("at"),
    _text("account_id"),
    _text("file_name"),
    _text("file_sha256"),
    _text("policy"),
    _text("counts"),  # JSON object: read, new, changed, same, refused
    _text("undone_at"),
)

# How this office reads a layout of sheet it has met before.
import_profiles = _table("import_profiles", Column("fingerprint", Text, primary_key=True), _text("name"), _text("toml"))

# Warnings a person has confirmed, asked again only when the value changes.
confirmations = _table(
    "confirmations",
    Column("worker_id", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    _text("value_digest"),
    _text("reason"),
    _text("account_id"),
    _text("at"),
)

# Pictures of papers that belong to workers, each a JPEG that was made small.
attachments = _table(
    "attachments",
    Column("attachment_id", Text, primary_key=True),
    _text("worker_id"),
    _text("kind"),  # ktp, kk, form, other
    _text("name"),  # of the file it came from
    _whole("size"),  # bytes
    _whole("wide"),  # pixels
    _whole("high"),
    _text("original_sha256"),
    _text("account_id"),
    _text("at"),
    Column("content", LargeBinary, nullable=False),  # last: lists read the row without it
    Index(None, "worker_id"),
)

# What the rules found when they were last run; findings_state says over what. Derived: a check makes it anew.
findings = _table(
    "findings",
    Column("worker_id", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    _text("severity"),
    _text("field"),
    _text("what"),
    _text("fix"),
    Index(None, "severity", "worker_id"),
)

# The journal's last row that the findings know of, the rules, the day, how many workers there were.
findings_state = _table("findings_state", Column("name", Text, primary_key=True), _text("value"))

# Lists of others that workers were looked for in, and what each says of whom: all are kept, the newest counts.
outside_lists = _table(
    "outside_lists",
    Column("list_id", Text, primary_key=True),
    _text("kind"),  # bpjs, dukcapil, dtsen, deaths
    _text("name"),
    _text("dated"),  # ISO date the list speaks of
    _text("file_name"),
    _text("sha256"),  # over its rows as they were read
    _text("counts"),  # JSON object: rows, matched, unmatched, conflicts
    _text("unplaced"),  # JSON list: rows that fit several workers, or none that can be told
    _text("account_id"),
    _text("at"),
    _text("undone_at"),
)

outside_matches = _table(
    "outside_matches",
    Column("list_id", Text, primary_key=True),
    Column("worker_id", Text, primary_key=True),
    _text("kind"),
    _text("state"),
    _text("how"),  # nik, name_and_birth
    _text("place"),  # sheet and row of the file
    _text("details"),  # JSON object: segment, died_on, moved_to, desil, said
    _text("differs"),  # JSON object: what the list says where it says otherwise, by field
    _text("decided"),  # JSON object: taken or kept, by field
    Index(None, "worker_id"),
)

# Samples that are keyed a second time, and each field of each worker in them.
second_keyings = _table(
    "second_keyings",
    Column("keying_id", Text, primary_key=True),
    _whole("seed"),
    _whole("drawn_from"),  # workers the sample was drawn from
    _text("village_code"),
    _text("entered_by"),  # account id; empty: of anyone
    _text("account_id"),
    _text("at"),
)

second_keyed_values = _table(
    "second_keyed_values",
    Column("keying_id", Text, primary_key=True),
    Column("worker_id", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    _whole("position"),  # in the order of keying: worker by worker, field by field
    _text("outcome"),  # empty: not keyed yet; same, different
    _text("first"),  # the store's value when it was keyed again
    _text("second"),  # typed the same twice
    _text("keyed_by"),
    _text("keyed_at"),
    _text("choice"),  # first, second, or empty: not looked at yet
    _text("chosen_by"),
    _text("chosen_at"),
    Index(None, "worker_id"),
)

# What people decided about pairs of workers (worker_a < worker_b).
pair_decisions = _table(
    "pair_decisions",
    Column("worker_a", Text, primary_key=True),
    Column("worker_b", Text, primary_key=True),
    _text("decision"),  # same, not_same, later
    _text("keep"),  # the survivor, when same
    _text("key_digest"),  # of both workers' key fields: the question comes back when they change
    _text("account_id"),
    _text("at"),
    _text("signature"),  # by the account
)

# The register of letters: every PDF that was made, sealed in archive/ under its hash.
letters = _table(
    "letters",
    Column("letter_id", Text, primary_key=True),
    _text("report"),
    _text("title"),
    _text("minutes_id"),
    _whole("revision"),
    _whole("period"),  # tahun anggaran
    _text("paper"),
    _whole("pages"),
    _whole("worker_count"),
    _text("sha256"),
    _text("account_id"),
    _text("at"),
    Index(None, "at"),
)

# Numbers of letters: given, recorded from the agenda book, or voided; a row only ever becomes void.
letter_numbers = _table(
    "letter_numbers",
    Column("number_id", Text, primary_key=True),
    _text("kind"),  # code of the report; empty: of a letter outside the program that counts for any
    _whole("year"),
    _whole("sequence"),  # 0: as it reads
    _text("number"),
    _text("number_key"),
    _text("dated"),
    _text("minutes_id"),  # whose letter it is; empty: made outside the program
    _whole("revision"),
    _text("worker_id"),  # whom a certificate is about
    _text("about"),  # of a letter outside the program
    _text("account_id"),
    _text("at"),
    _text("voided_at"),
    _text("voided_by"),
    _text("void_reason"),
    Index("ix_letter_numbers_minutes_id", "minutes_id"),
)

# Letters with one signature more, made here or signed elsewhere; rows are only ever added.
letter_versions = _table(
    "letter_versions",
    Column("version_id", Text, primary_key=True),
    _text("letter_id"),
    _text("signers"),  # as their certificates name them
    _text("sha256"),  # of the PDF in archive/
    _text("taken_from"),  # file name, where signed elsewhere
    _text("account_id"),
    _text("at"),
    Index(None, "letter_id"),
)

packages_out = _table(
    "packages_out",
    Column("sequence", WholeNumber, primary_key=True),
    _text("package_id"),
    _text("kind"),  # full, delta, nihil
    _text("file_name"),
    _text("sha256"),
    _text("previous_sha256"),
    _text("district_code"),
    _whole("worker_count"),
    _text("account_id"),
    _text("created_at"),
    _text("delivered_at"),  # when it lay safely on a stick
    _text("receipt"),  # JSON of the district's receipt, once taken in
    _text("receipt_at"),
)

# What of each worker has been sent last, so that a delta holds only what changed.
sent_workers = _table(
    "sent_workers",
    Column("worker_id", Text, primary_key=True),
    _whole("sequence"),
    _text("minutes_id"),
    _whole("revision"),
    _text("digest"),
)

# Workers that were sent once and are to be taken out again.
tombstones = _table(
    "tombstones",
    Column("worker_id", Text, primary_key=True),
    _text("reason"),
    _text("at"),
    _whole("sequence"),  # of the package that carried it; 0: not yet
)

packages_in = _table(
    "packages_in",
    Column("office_code", Text, primary_key=True),
    Column("sequence", WholeNumber, primary_key=True),
    _text("sha256"),
    _text("manifest"),  # JSON
    _text("counts"),  # JSON object: new, changed, same, refused
    _text("account_id"),
    _text("received_at"),
)

# At the district: the minutes each kecamatan says its workers stand in.
received_workers = _table(
    "received_workers",
    Column("worker_id", Text, primary_key=True),
    _text("office_code"),
    _whole("sequence"),
    _text("minutes_id"),
    _whole("revision"),
    _text("digest"),
)

answers = _table(
    "answers",
    Column("direction", Text, primary_key=True),  # out (we answered), in (we were answered)
    Column("office_code", Text, primary_key=True),
    Column("sequence", WholeNumber, primary_key=True),
    _text("sha256"),
    _text("counts"),
    _text("account_id"),
    _text("at"),
)

# The office's own layouts of the sheet for BPJS, each as its TOML text.
relay_profiles = _table(
    "relay_profiles",
    Column("name", Text, primary_key=True),
    _text("toml"),
    _text("account_id"),
    _text("at"),
)

# At the district: each sheet that was made for BPJS (a relay batch), also those taken back; none is deleted.
relay_batches = _table(
    "relay_batches",
    Column("batch_id", Text, primary_key=True),
    _whole("number"),
    _text("profile"),  # its name
    _text("dated"),  # ISO date of the profile
    _text("planned_on"),  # ISO date of the planned registration
    _text("office_code"),  # of the kecamatan it was made for; empty: all
    _text("file_name"),
    _text("sha256"),
    _whole("worker_count"),
    _text("account_id"),
    _text("at"),
    _text("taken_back_at"),
    _text("taken_back_by"),  # account id
    _text("taken_back_reason"),
    Index("uq_relay_batches_number", "number", unique=True),
)

# Who stands in each batch. A row holds until its batch is taken back or BPJS refuses: nobody stands in two that hold.
relay_rows = _table(
    "relay_rows",
    Column("batch_id", Text, primary_key=True),
    Column("worker_id", Text, primary_key=True),
    _whole("position"),
    _text("nik"),  # as it was sent: results come back by it
    _whole("holds", 1),
    _text("result"),  # registered, refused; empty: BPJS has not answered
    _text("said"),  # the reason as BPJS gave it
    _text("result_at"),
    _whole("told_in"),  # sequence of the answer that told the kecamatan; 0: not yet
    Index("uq_relay_rows_holds_worker_id", "worker_id", unique=True, sqlite_where=text("holds = 1")),
    Index("uq_relay_rows_holds_nik", "nik", unique=True, sqlite_where=text("holds = 1")),
    Index("ix_relay_rows_by_worker", "worker_id"),
    Index("ix_relay_rows_untold", "told_in", "result"),
)

# Files of results that were taken in.
relay_results = _table(
    "relay_results",
    Column("result_id", Text, primary_key=True),
    _text("file_name"),
    _text("sha256"),
    _text("counts"),  # JSON object
    _text("account_id"),
    _text("at"),
)

# What people ask about their own data (UU 27/2022), and how it was answered.
subject_requests = _table(
    "subject_requests",
    Column("request_id", Text, primary_key=True),
    _text("worker_id"),
    _text("kind"),  # record, rectification, restriction, erasure
    _text("received_at"),  # ISO 8601, UTC
    _text("note"),
    _text("account_id"),
    _text("at"),
    _text("answered_at"),  # empty: not yet
    _text("answered_by"),  # account id
    _text("answer"),
    Index("ix_subject_requests_worker_id", "worker_id"),
)

# What each stick did with our files; by the serial of the hardware, so that a new name does not make it a new one.
sticks = _table(
    "sticks",
    Column("serial", Text, primary_key=True),
    _text("label"),  # the last one seen
    _whole("writes"),  # files that were read back and found whole
    _whole("bytes_written"),
    _text("last_good_at"),
    _whole("failures"),  # times it gave back no whole file, lies among them
    _whole("lies"),  # times it gave back something else and reported no error
)

# Who was erased: the id alone, never the person; append-only.
erasures = _table(
    "erasures",
    Column("worker_id", Text, primary_key=True),
    _text("basis"),  # retention, request
    _text("digest"),  # salted; the salt stands on the certificate only
    _text("counts"),  # JSON object: what was erased, by table
    _text("account_id"),
    _text("at"),
)

journal = _table(
    "journal",
    Column("n", WholeNumber, primary_key=True, autoincrement=False),
    Column("entry", Text, nullable=False),  # canonical JSON; holds no personal text
    Column("prev", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    _text("subject"),  # copied out of the entry for finding; verified against it
    _text("batch"),
    _whole("deed"),  # the first row of what was done together; verified against the entry
    Index(None, "subject", "n"),
    Index(None, "batch", "n"),
    Index(None, "deed", "n"),
)

# The personal text of journal rows and its salt, erasable without breaking the chain.
journal_text = _table(
    "journal_text",
    Column("n", WholeNumber, ForeignKey("journal.n"), primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("text", Text, nullable=False),
)

# Signed statements of where the journal stood, printed and sent.
checkpoints = _table(
    "checkpoints",
    Column("n", WholeNumber, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    _text("at"),
    _text("occasion"),
    Column("signature", LargeBinary, nullable=False),
)
