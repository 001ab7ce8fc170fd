"""The register of letters, their numbers and signed versions."""

from sqlalchemy import Column, Index, Text

from ucj_desktop.storage.tables.shape import table, text_column, whole_column

# The register of letters: every PDF that was made, sealed in archive/ under its hash.
letters = table(
    "letters",
    Column("letter_id", Text, primary_key=True),
    text_column("report"),
    text_column("title"),
    text_column("minutes_id"),
    whole_column("revision"),
    whole_column("period"),  # tahun anggaran
    text_column("paper"),
    whole_column("pages"),
    whole_column("worker_count"),
    text_column("sha256"),
    text_column("account_id"),
    text_column("at"),
    Index(None, "at"),
)

# Numbers of letters: given, recorded from the agenda book, or voided; a row only ever becomes void.
letter_numbers = table(
    "letter_numbers",
    Column("number_id", Text, primary_key=True),
    text_column("kind"),  # code of the report; empty: of a letter outside the program that counts for any
    whole_column("year"),
    whole_column("sequence"),  # 0: as it reads
    text_column("number"),
    text_column("number_key"),
    text_column("dated"),
    text_column("minutes_id"),  # whose letter it is; empty: made outside the program
    whole_column("revision"),
    text_column("worker_id"),  # whom a certificate is about
    text_column("about"),  # of a letter outside the program
    text_column("account_id"),
    text_column("at"),
    text_column("voided_at"),
    text_column("voided_by"),
    text_column("void_reason"),
    Index("ix_letter_numbers_minutes_id", "minutes_id"),
)

# Letters with one signature more, made here or signed elsewhere; rows are only ever added.
letter_versions = table(
    "letter_versions",
    Column("version_id", Text, primary_key=True),
    text_column("letter_id"),
    text_column("signers"),  # as their certificates name them
    text_column("sha256"),  # of the PDF in archive/
    text_column("taken_from"),  # file name, where signed elsewhere
    text_column("account_id"),
    text_column("at"),
    Index(None, "letter_id"),
)
