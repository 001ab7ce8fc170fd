"""Offices for tests: real stores in a folder of the test, with keys that cost nothing to derive."""

from pathlib import Path

from ucj_desktop.crypto.kdf import TRAINING_COST
from ucj_desktop.domain.people import OfficeKind, Role
from ucj_desktop.services.care.accounts import add_account
from ucj_desktop.services.office import Office, create_office, open_office

PASSWORD = "kuda lumping terbang malam"
ADMIN = "Rahma"
SUB_DISTRICT, DISTRICT = "730201", "7302"  # Gantarang in Bulukumba
CLERKS = {Role.ENTRY: "Sulaeman", Role.VERIFIER: "Hasnah", Role.HEAD: "Baharuddin", Role.ADMIN: ADMIN}


def make_office(folder: Path, *, code: str = SUB_DISTRICT, staffed: bool = False) -> Office:
    """A new office, open, its first account logged in; ``staffed``: with an account for every role of CLERKS.

    All accounts have PASSWORD. Close it before another program or command opens it.
    """
    kind = OfficeKind.SUB_DISTRICT if len(code) == 6 else OfficeKind.DISTRICT
    office, _ = create_office(
        folder, kind=kind, code=code, admin=ADMIN, password=PASSWORD, training=True, cost=TRAINING_COST
    )
    if staffed:
        staff(office)
    return office


def staff(office: Office) -> None:
    """Give an open office an account for every role; it is a one-person office no longer."""
    for role, name in CLERKS.items():
        if name != office.clerk.name:
            add_account(office, name, role, PASSWORD)


def open_as(folder: Path, role: Role) -> Office:
    """Log in to a staffed office as the clerk of a role."""
    return open_office(folder, CLERKS[role], PASSWORD)
