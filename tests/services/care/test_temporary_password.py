"""A password that somebody else chose."""

from pathlib import Path

import pytest

from tests.offices import ADMIN, CLERKS, PASSWORD, make_office
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.care.accounts import change_own_password, reset_account
from ucj_desktop.services.office import PasswordIsTemporary, open_office
from ucj_desktop.services.rounds.rule_on_workers import rule_on_workers

TEMPORARY = "sementara untuk hari ini"


def test_nothing_is_signed_under_a_temporary_password_until_its_owner_changes_it(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office", staffed=True)
    assert office.clerk.name == ADMIN
    verifier = CLERKS[Role.VERIFIER]
    reset_account(office, verifier, Role.VERIFIER, TEMPORARY)
    office.close()

    office = open_office(tmp_path / "office", verifier, TEMPORARY)
    with pytest.raises(PasswordIsTemporary):
        rule_on_workers(office, Step.VERIFY, [])
    change_own_password(office, TEMPORARY, PASSWORD)
    assert rule_on_workers(office, Step.VERIFY, []).done == 0
    office.close()
