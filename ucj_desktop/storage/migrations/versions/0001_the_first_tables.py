"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

TRIGGERS = (
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal rows never change'); END",
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal rows are never deleted'); END",
    "CREATE TRIGGER journal_in_order BEFORE INSERT ON journal WHEN NEW.n IS NOT (SELECT COALESCE(MAX(n), 0) + 1 FROM journal) OR NEW.prev IS NOT COALESCE((SELECT hash FROM journal ORDER BY n DESC LIMIT 1), zeroblob(32)) BEGIN SELECT RAISE(ABORT, 'journal rows follow one another'); END",
    "CREATE TRIGGER journal_text_no_update BEFORE UPDATE ON journal_text BEGIN SELECT RAISE(ABORT, 'journal text never changes'); END",
    "CREATE TRIGGER rulings_no_update BEFORE UPDATE ON rulings BEGIN SELECT RAISE(ABORT, 'rulings never change'); END",
    "CREATE TRIGGER rulings_no_delete BEFORE DELETE ON rulings BEGIN SELECT RAISE(ABORT, 'rulings are never deleted'); END",
    "CREATE TRIGGER minutes_rows_no_update BEFORE UPDATE ON minutes_rows BEGIN SELECT RAISE(ABORT, 'frozen rows never change'); END",
    "CREATE TRIGGER minutes_rows_no_delete BEFORE DELETE ON minutes_rows BEGIN SELECT RAISE(ABORT, 'frozen rows are never deleted'); END",
    "CREATE TRIGGER minutes_no_delete BEFORE DELETE ON minutes BEGIN SELECT RAISE(ABORT, 'minutes are never deleted'); END",
    "CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints BEGIN SELECT RAISE(ABORT, 'checkpoints never change'); END",
    "CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END",
    "CREATE TRIGGER minutes_frozen BEFORE UPDATE ON minutes WHEN NEW.register IS NOT OLD.register OR NEW.revision IS NOT OLD.revision OR NEW.period IS NOT OLD.period OR NEW.held_on IS NOT OLD.held_on OR NEW.venue IS NOT OLD.venue OR NEW.village_codes IS NOT OLD.village_codes OR NEW.signers IS NOT OLD.signers OR NEW.closed_by IS NOT OLD.closed_by OR NEW.closed_at IS NOT OLD.closed_at OR NEW.one_person_office IS NOT OLD.one_person_office OR NEW.journal_head IS NOT OLD.journal_head OR NEW.digest IS NOT OLD.digest BEGIN SELECT RAISE(ABORT, 'closed minutes never change'); END",
    "CREATE TRIGGER workers_frozen BEFORE UPDATE ON workers WHEN OLD.minutes_id <> '' AND NEW.minutes_id = OLD.minutes_id AND (NEW.nik IS NOT OLD.nik OR NEW.full_name IS NOT OLD.full_name OR NEW.alias IS NOT OLD.alias OR NEW.birth_place IS NOT OLD.birth_place OR NEW.birth_date IS NOT OLD.birth_date OR NEW.sex IS NOT OLD.sex OR NEW.kk_number IS NOT OLD.kk_number OR NEW.mother_name IS NOT OLD.mother_name OR NEW.village_code IS NOT OLD.village_code OR NEW.hamlet IS NOT OLD.hamlet OR NEW.rt IS NOT OLD.rt OR NEW.rw IS NOT OLD.rw OR NEW.address IS NOT OLD.address OR NEW.phone IS NOT OLD.phone OR NEW.email IS NOT OLD.email OR NEW.occupation IS NOT OLD.occupation OR NEW.occupation_ktp IS NOT OLD.occupation_ktp OR NEW.workplace IS NOT OLD.workplace OR NEW.weekly_hours IS NOT OLD.weekly_hours OR NEW.monthly_income IS NOT OLD.monthly_income OR NEW.source IS NOT OLD.source OR NEW.source_period IS NOT OLD.source_period OR NEW.desil IS NOT OLD.desil OR NEW.programmes IS NOT OLD.programmes OR NEW.heir_name IS NOT OLD.heir_name OR NEW.heir_relation IS NOT OLD.heir_relation OR NEW.heir_phone IS NOT OLD.heir_phone OR NEW.note IS NOT OLD.note OR NEW.unread IS NOT OLD.unread OR NEW.verdict IS NOT OLD.verdict OR NEW.reason IS NOT OLD.reason OR NEW.verdict_note IS NOT OLD.verdict_note) BEGIN SELECT RAISE(ABORT, 'frozen workers keep their data'); END",
)


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("certificate", sa.Text(), server_default="", nullable=False),
        sa.Column("active", WHOLE_NUMBER, server_default="1", nullable=False),
        sa.Column("since", sa.Text(), server_default="", nullable=False),
        sa.Column("office_code", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("account_id", "public_key", name=op.f("pk_accounts")),
        sqlite_strict=True,
    )
    op.create_table(
        "answers",
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("office_code", sa.Text(), nullable=False),
        sa.Column("sequence", WHOLE_NUMBER, nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("counts", sa.Text(), server_default="", nullable=False),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("direction", "office_code", "sequence", name=op.f("pk_answers")),
        sqlite_strict=True,
    )
    op.create_table(
        "checkpoints",
        sa.Column("n", WHOLE_NUMBER, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("occasion", sa.Text(), server_default="", nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_checkpoints")),
        sqlite_strict=True,
    )
    op.create_table(
        "confirmations",
        sa.Column("worker_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("value_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("worker_id", "code", name=op.f("pk_confirmations")),
        sqlite_strict=True,
    )
    op.create_table(
        "import_profiles",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("toml", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_import_profiles")),
        sqlite_strict=True,
    )
    op.create_table(
        "imports",
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("file_sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("policy", sa.Text(), server_default="", nullable=False),
        sa.Column("counts", sa.Text(), server_default="", nullable=False),
        sa.Column("undone_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_imports")),
        sqlite_strict=True,
    )
    op.create_table(
        "journal",
        sa.Column("n", WHOLE_NUMBER, autoincrement=False, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("batch", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_journal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_journal_batch_n"), "journal", ["batch", "n"], unique=False)
    op.create_index(op.f("ix_journal_subject_n"), "journal", ["subject", "n"], unique=False)
    op.create_table(
        "letters",
        sa.Column("letter_id", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("minutes_id", sa.Text(), server_default="", nullable=False),
        sa.Column("revision", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("period", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("paper", sa.Text(), server_default="", nullable=False),
        sa.Column("pages", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("worker_count", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_letters")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_letters_at"), "letters", ["at"], unique=False)
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
        sqlite_strict=True,
    )
    op.create_table(
        "minutes",
        sa.Column("minutes_id", sa.Text(), nullable=False),
        sa.Column("revision", WHOLE_NUMBER, nullable=False),
        sa.Column("register", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("period", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("held_on", sa.Text(), server_default="", nullable=False),
        sa.Column("venue", sa.Text(), server_default="", nullable=False),
        sa.Column("village_codes", sa.Text(), server_default="", nullable=False),
        sa.Column("signers", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_at", sa.Text(), server_default="", nullable=False),
        sa.Column("one_person_office", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("journal_head", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("reopened_at", sa.Text(), server_default="", nullable=False),
        sa.Column("reopen_reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("minutes_id", "revision", name=op.f("pk_minutes")),
        sqlite_strict=True,
    )
    op.create_table(
        "minutes_rows",
        sa.Column("minutes_id", sa.Text(), nullable=False),
        sa.Column("revision", WHOLE_NUMBER, nullable=False),
        sa.Column("position", WHOLE_NUMBER, nullable=False),
        sa.Column("worker_id", sa.Text(), server_default="", nullable=False),
        sa.Column("verdict", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("village_name", sa.Text(), server_default="", nullable=False),
        sa.Column("fields", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("minutes_id", "revision", "position", name=op.f("pk_minutes_rows")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_minutes_rows_worker_id"), "minutes_rows", ["worker_id"], unique=False)
    op.create_table(
        "office_keys",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("signing_seed", sa.LargeBinary(), nullable=False),
        sa.Column("sealing_identity", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_office_keys")),
        sqlite_strict=True,
    )
    op.create_table(
        "offices",
        sa.Column("office_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.Text(), server_default="", nullable=False),
        sa.Column("pinned_by", sa.Text(), server_default="", nullable=False),
        sa.Column("pinned_at", sa.Text(), server_default="", nullable=False),
        sa.Column("revoked_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("office_code", name=op.f("pk_offices")),
        sqlite_strict=True,
    )
    op.create_table(
        "packages_in",
        sa.Column("office_code", sa.Text(), nullable=False),
        sa.Column("sequence", WHOLE_NUMBER, nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("manifest", sa.Text(), server_default="", nullable=False),
        sa.Column("counts", sa.Text(), server_default="", nullable=False),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("received_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("office_code", "sequence", name=op.f("pk_packages_in")),
        sqlite_strict=True,
    )
    op.create_table(
        "packages_out",
        sa.Column("sequence", WHOLE_NUMBER, nullable=False),
        sa.Column("package_id", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("previous_sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("district_code", sa.Text(), server_default="", nullable=False),
        sa.Column("worker_count", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.Text(), server_default="", nullable=False),
        sa.Column("delivered_at", sa.Text(), server_default="", nullable=False),
        sa.Column("receipt", sa.Text(), server_default="", nullable=False),
        sa.Column("receipt_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_packages_out")),
        sqlite_strict=True,
    )
    op.create_table(
        "pair_decisions",
        sa.Column("worker_a", sa.Text(), nullable=False),
        sa.Column("worker_b", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), server_default="", nullable=False),
        sa.Column("keep", sa.Text(), server_default="", nullable=False),
        sa.Column("key_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("signature", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("worker_a", "worker_b", name=op.f("pk_pair_decisions")),
        sqlite_strict=True,
    )
    op.create_table(
        "received_workers",
        sa.Column("worker_id", sa.Text(), nullable=False),
        sa.Column("office_code", sa.Text(), server_default="", nullable=False),
        sa.Column("sequence", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("minutes_id", sa.Text(), server_default="", nullable=False),
        sa.Column("revision", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("worker_id", name=op.f("pk_received_workers")),
        sqlite_strict=True,
    )
    op.create_table(
        "rounds",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), server_default="", nullable=False),
        sa.Column("period", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("quota", WHOLE_NUMBER, nullable=True),
        sa.Column("deadline", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_rounds")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_rounds_village_code_closed_at"), "rounds", ["village_code", "closed_at"], unique=False)
    op.create_table(
        "rulings",
        sa.Column("ruling_id", sa.Text(), nullable=False),
        sa.Column("worker_id", sa.Text(), server_default="", nullable=False),
        sa.Column("step", sa.Text(), server_default="", nullable=False),
        sa.Column("verdict", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("found_by", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_at", sa.Text(), server_default="", nullable=False),
        sa.Column("worker_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("signature", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("ruling_id", name=op.f("pk_rulings")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_rulings_worker_id_step"), "rulings", ["worker_id", "step"], unique=False)
    op.create_table(
        "sent_workers",
        sa.Column("worker_id", sa.Text(), nullable=False),
        sa.Column("sequence", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("minutes_id", sa.Text(), server_default="", nullable=False),
        sa.Column("revision", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("worker_id", name=op.f("pk_sent_workers")),
        sqlite_strict=True,
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
        sqlite_strict=True,
    )
    op.create_table(
        "tombstones",
        sa.Column("worker_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("sequence", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("worker_id", name=op.f("pk_tombstones")),
        sqlite_strict=True,
    )
    op.create_table(
        "workers",
        sa.Column("worker_id", sa.Text(), nullable=False),
        sa.Column("nik", sa.Text(), server_default="", nullable=False),
        sa.Column("kk_number", sa.Text(), server_default="", nullable=False),
        sa.Column("full_name", sa.Text(), server_default="", nullable=False),
        sa.Column("alias", sa.Text(), server_default="", nullable=False),
        sa.Column("birth_place", sa.Text(), server_default="", nullable=False),
        sa.Column("birth_date", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("mother_name", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("hamlet", sa.Text(), server_default="", nullable=False),
        sa.Column("rt", sa.Text(), server_default="", nullable=False),
        sa.Column("rw", sa.Text(), server_default="", nullable=False),
        sa.Column("village_code", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("occupation_ktp", sa.Text(), server_default="", nullable=False),
        sa.Column("occupation", sa.Text(), server_default="", nullable=False),
        sa.Column("workplace", sa.Text(), server_default="", nullable=False),
        sa.Column("weekly_hours", WHOLE_NUMBER, nullable=True),
        sa.Column("monthly_income", WHOLE_NUMBER, nullable=True),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("source_period", sa.Text(), server_default="", nullable=False),
        sa.Column("desil", WHOLE_NUMBER, nullable=True),
        sa.Column("programmes", sa.Text(), server_default="jkk_jkm", nullable=False),
        sa.Column("heir_name", sa.Text(), server_default="", nullable=False),
        sa.Column("heir_relation", sa.Text(), server_default="", nullable=False),
        sa.Column("heir_phone", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("unread", sa.Text(), server_default="", nullable=False),
        sa.Column("stage", sa.Text(), server_default="collected", nullable=False),
        sa.Column("verdict", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("verdict_note", sa.Text(), server_default="", nullable=False),
        sa.Column("round_id", sa.Text(), server_default="", nullable=False),
        sa.Column("minutes_id", sa.Text(), server_default="", nullable=False),
        sa.Column("merged_into", sa.Text(), server_default="", nullable=False),
        sa.Column("entered_by", sa.Text(), server_default="", nullable=False),
        sa.Column("batch_id", sa.Text(), server_default="", nullable=False),
        sa.Column("origin_office", sa.Text(), server_default="", nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answer_note", sa.Text(), server_default="", nullable=False),
        sa.Column("search_key", sa.Text(), server_default="", nullable=False),
        sa.Column("name_key", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "stage IN ('collected', 'needs_mending', 'verified', 'validated', 'sent', 'accepted', 'returned', 'registered')",
            name=op.f("ck_workers_stage_known"),
        ),
        sa.CheckConstraint(
            "verdict IN ('', 'eligible', 'eligible_corrected', 'not_eligible', 'pending')",
            name=op.f("ck_workers_verdict_known"),
        ),
        sa.PrimaryKeyConstraint("worker_id", name=op.f("pk_workers")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_workers_batch_id"), "workers", ["batch_id"], unique=False)
    op.create_index(op.f("ix_workers_minutes_id"), "workers", ["minutes_id"], unique=False)
    op.create_index(op.f("ix_workers_name_key_birth_date"), "workers", ["name_key", "birth_date"], unique=False)
    op.create_index(op.f("ix_workers_nik_worker_id"), "workers", ["nik", "worker_id"], unique=False)
    op.create_index(op.f("ix_workers_search_key_worker_id"), "workers", ["search_key", "worker_id"], unique=False)
    op.create_index(op.f("ix_workers_stage_village_code"), "workers", ["stage", "village_code"], unique=False)
    op.create_index(
        op.f("ix_workers_village_code_search_key_worker_id"),
        "workers",
        ["village_code", "search_key", "worker_id"],
        unique=False,
    )
    op.create_table(
        "journal_text",
        sa.Column("n", WHOLE_NUMBER, autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["n"], ["journal.n"], name=op.f("fk_journal_text_n")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_journal_text")),
        sqlite_strict=True,
    )
    for trigger in TRIGGERS:
        op.execute(trigger)
