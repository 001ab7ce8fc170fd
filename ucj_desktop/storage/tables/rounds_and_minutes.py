"""Rounds, rulings, meetings and the minutes that freeze them."""

from sqlalchemy import Column, Index, Text
from sqlalchemy import text as sql

from ucj_desktop.storage.tables.shape import WholeNumber, table, text_column, whole_column

# Every verdict ever given, each signed by its account; append-only.
rulings = table(
    "rulings",
    Column("ruling_id", Text, primary_key=True),
    text_column("worker_id"),
    text_column("step"),
    text_column("verdict"),
    text_column("reason"),
    text_column("note"),
    text_column("found_by"),
    text_column("recorded_by"),
    text_column("recorded_at"),
    text_column("worker_digest"),
    text_column("signature"),
    text_column("visited_on"),  # ISO date; empty: not said
    text_column("source"),  # what it was taken from, in words
    Index(None, "worker_id", "step"),
    Index("ix_rulings_by_time", "step", "recorded_at", "worker_id", "verdict"),
)

# Rulings that were taken back, or hold again after all: the last word on each counts; signed and append-only.
ruling_withdrawals = table(
    "ruling_withdrawals",
    Column("withdrawal_id", Text, primary_key=True),
    text_column("ruling_id"),
    whole_column("stands"),  # 0: taken back, 1: holds again
    text_column("account_id"),
    text_column("at"),
    text_column("signature"),
    Index(None, "ruling_id"),
)

rounds = table(
    "rounds",
    Column("round_id", Text, primary_key=True),
    text_column("village_code"),
    whole_column("period"),
    Column("quota", WholeNumber),
    Column("deadline", Text),
    text_column("opened_at"),
    text_column("closed_at"),
    text_column("team"),  # JSON list
    text_column("source"),  # of the list that is verified
    Index(None, "village_code", "closed_at"),
    Index("uq_rounds_open_village", "village_code", unique=True, sqlite_where=sql("closed_at = ''")),
)

# Workers of an open round who wait, in order, for the place of somebody who is found not eligible.
candidates = table(
    "candidates",
    Column("worker_id", Text, primary_key=True),
    text_column("round_id"),  # a row speaks of the worker only as long as he or she is in that round
    whole_column("position"),
    text_column("stepped_in_at"),  # empty: waits
    text_column("account_id"),
    text_column("at"),
    Index(None, "round_id", "position"),
)

# What the office says of a day, over the shipped holidays: off, or worked after all.
calendar_days = table(
    "calendar_days",
    Column("day", Text, primary_key=True),  # ISO date
    whole_column("is_off", 1),
    text_column("reason"),
    text_column("account_id"),
    text_column("at"),
)

# Meetings that validate (rapat validasi); one that is open has no end.
meetings = table(
    "meetings",
    Column("meeting_id", Text, primary_key=True),
    text_column("village_codes"),  # JSON list
    text_column("held_on"),
    text_column("hour"),  # 09.00, local
    text_column("venue"),
    text_column("leader"),
    text_column("attendees"),  # JSON list
    text_column("quorum"),  # JSON object
    whole_column("period"),
    text_column("started_at"),
    text_column("started_by"),
    text_column("ended_at"),
)

meeting_dissents = table(
    "meeting_dissents",
    Column("dissent_id", Text, primary_key=True),
    text_column("meeting_id"),
    text_column("worker_id"),
    text_column("name"),  # who objects
    text_column("note"),
    text_column("account_id"),
    text_column("at"),
    Index("ix_meeting_dissents_meeting_id", "meeting_id"),
)

# Each revision of each minutes, and its rows as they were frozen; append-only but for the reopening marks.
minutes = table(
    "minutes",
    Column("minutes_id", Text, primary_key=True),
    Column("revision", WholeNumber, primary_key=True),
    whole_column("register"),
    whole_column("period"),
    text_column("number"),
    text_column("held_on"),
    text_column("venue"),
    text_column("village_codes"),  # JSON list
    text_column("signers"),  # JSON list
    text_column("closed_by"),
    text_column("closed_at"),
    whole_column("one_person_office"),
    text_column("journal_head"),
    text_column("digest"),
    text_column("reopened_at"),
    text_column("reopen_reason"),
    text_column("meeting"),  # JSON object of the meeting they fell out of; empty: none was held in the program
    whole_column("left_out"),
)

# Who closed and who reopened each revision, signed by the account; append-only.
minutes_approvals = table(
    "minutes_approvals",
    Column("minutes_id", Text, primary_key=True),
    Column("revision", WholeNumber, primary_key=True),
    Column("deed", Text, primary_key=True),  # minutes.closed, minutes.reopened
    text_column("account_id"),
    text_column("signature"),
)

minutes_rows = table(
    "minutes_rows",
    Column("minutes_id", Text, primary_key=True),
    Column("revision", WholeNumber, primary_key=True),
    Column("position", WholeNumber, primary_key=True),
    text_column("worker_id"),
    text_column("verdict"),
    text_column("reason"),
    text_column("note"),
    text_column("village_name"),
    text_column("fields"),  # JSON object of the worker's fields
    whole_column(
        "waits_as"
    ),  # of a replacement candidate: the place in the order of the village's round; 0: was validated
)
