"""Indexes that answer lists and counts without reading a worker's row."""

from alembic import op

revision = "0002"
down_revision = "0001"

# 0001's indexes lacked merged_into, which every list asks for; of two no query made use.
OLD = (
    ("ix_workers_search_key_worker_id", "workers"),
    ("ix_workers_name_key_birth_date", "workers"),
    ("ix_workers_nik_worker_id", "workers"),
    ("ix_workers_village_code_search_key_worker_id", "workers"),
    ("ix_workers_stage_village_code", "workers"),
    ("ix_workers_minutes_id", "workers"),
    ("ix_workers_batch_id", "workers"),
    ("ix_minutes_rows_worker_id", "minutes_rows"),
)
NEW = {
    "ix_workers_by_name": ["search_key", "worker_id", "merged_into"],
    "ix_workers_by_nik": ["nik", "worker_id", "merged_into"],
    "ix_workers_by_village": ["village_code", "search_key", "worker_id", "merged_into"],
    "ix_workers_by_stage": ["stage", "village_code", "merged_into", "minutes_id", "verdict", "round_id"],
    "ix_workers_by_minutes": ["minutes_id", "village_code", "merged_into"],
    "ix_workers_same_name": ["name_key", "birth_date", "worker_id", "merged_into"],
}


def upgrade() -> None:
    for name, table in OLD:
        op.drop_index(name, table)
    for name, columns in NEW.items():
        op.create_index(name, "workers", columns)
