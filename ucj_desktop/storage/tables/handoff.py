"""What went to the district, what came back, and the sticks that carried it."""

from sqlalchemy import Column, LargeBinary, Text

from ucj_desktop.storage.tables.shape import WholeNumber, table, text_column, whole_column

packages_out = table(
    "packages_out",
    Column("sequence", WholeNumber, primary_key=True),
    text_column("package_id"),
    text_column("kind"),  # full, delta, nihil
    text_column("file_name"),
    text_column("sha256"),
    text_column("previous_sha256"),
    text_column("district_code"),
    whole_column("worker_count"),
    text_column("account_id"),
    text_column("created_at"),
    text_column("delivered_at"),  # when it lay safely on a stick
    text_column("receipt"),  # JSON of the district's receipt, once taken in
    text_column("receipt_at"),
)

# What the code of each package's receipt is worked out with, and what a code that came back on paper said.
receipt_codes = table(
    "receipt_codes",
    Column("sequence", WholeNumber, primary_key=True),  # of the package
    text_column("secret"),  # hex; the package itself carries it inside its seal
    text_column("outcome"),  # whole, listed; empty: no code was typed
    text_column("account_id"),  # who typed it
    text_column("at"),
)

# What of each worker has been sent last, so that a delta holds only what changed.
sent_workers = table(
    "sent_workers",
    Column("worker_id", Text, primary_key=True),
    whole_column("sequence"),
    text_column("minutes_id"),
    whole_column("revision"),
    text_column("digest"),
)

# Workers that were sent once and are to be taken out again.
tombstones = table(
    "tombstones",
    Column("worker_id", Text, primary_key=True),
    text_column("reason"),
    text_column("at"),
    whole_column("sequence"),  # of the package that carried it; 0: not yet
)

answers = table(
    "answers",
    Column("direction", Text, primary_key=True),  # out (we answered), in (we were answered)
    Column("office_code", Text, primary_key=True),
    Column("sequence", WholeNumber, primary_key=True),
    text_column("sha256"),
    text_column("counts"),
    text_column("account_id"),
    text_column("at"),
)

# Laptops that left for a meeting with a copy of the store.
loans = table(
    "loans",
    Column("loan_id", Text, primary_key=True),
    text_column("lent_at"),
    text_column("village_codes"),  # JSON list
    whole_column("n"),  # of the journal's last row in the copy
    text_column("head"),  # its hash, hex
    text_column("account_id"),
    text_column("ended_at"),
    text_column("ended_how"),  # returned, lost; empty: still out
    whole_column("taken_n"),  # the laptop's journal as far as it was taken in
)

# Who was sent by other offices, as the newest answer of the district tells it: a filter of NIKs, one row or none.
sent_elsewhere = table(
    "sent_elsewhere",
    Column("sequence", WholeNumber, primary_key=True),  # of the answer
    text_column("told_at"),  # when the district made it
    whole_column("people"),
    whole_column("hashes"),
    Column("salt", LargeBinary, nullable=False),
    Column("bits", LargeBinary, nullable=False),
)

# What each stick did with our files; by the serial of the hardware, so that a new name does not make it a new one.
sticks = table(
    "sticks",
    Column("serial", Text, primary_key=True),
    text_column("label"),  # the last one seen
    whole_column("writes"),  # files that were read back and found whole
    whole_column("bytes_written"),
    text_column("last_good_at"),
    whole_column("failures"),  # times it gave back no whole file, lies among them
    whole_column("lies"),  # times it gave back something else and reported no error
)
