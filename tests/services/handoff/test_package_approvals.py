"""The signatures under closed minutes travel in the package, and the district relies on none that is not sound."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.offices import DISTRICT, make_office
from tests.working_day import enter, exchange_cards, minuted, rule
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.verdict import Step
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.district.intake import Received
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff import create_package as sender
from ucj_desktop.services.handoff.package_approvals import PROMISED, PackedApproval, approvals_to_pack
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes
from ucj_desktop.services.rounds.signed_minutes import CLOSED, REOPENED
from ucj_desktop.storage import journal
from ucj_desktop.storage.database import Connection

Bending = Callable[[list[PackedApproval]], list[PackedApproval]]


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[SimpleNamespace]:
    office, district = make_office(tmp_path / "kec"), make_office(tmp_path / "kab", code=DISTRICT)
    exchange_cards(office, district, tmp_path)
    (tmp_path / "stick").mkdir()
    yield SimpleNamespace(office=office, district=district, stick=tmp_path / "stick")
    office.close()
    district.close()


def hand_over(offices: SimpleNamespace) -> Received:
    created = sender.create_package(offices.office, offices.stick)
    return receive_package(offices.district, created.file)


def reopened_and_closed_again(office: Office, made: Minutes, people: list[Worker]) -> None:
    reopen_minutes(office, made.minutes_id, "dua nama tertukar")
    rule(office, Step.VALIDATE, people)
    close_minutes(office, MeetingFacts())


def attested(district: Office) -> list[journal.Row]:
    with district.database.reading() as connection:
        return [row for row in journal.rows(connection, limit=100) if row.action == "minutes.attested"]


def bend(monkeypatch: pytest.MonkeyPatch, how: Bending) -> None:
    """The sender's program says something else of its approvals than its store does."""
    monkeypatch.setattr(sender, "approvals_to_pack", lambda connection: how(approvals_to_pack(connection)))


def test_the_district_keeps_who_closed_the_minutes_with_all_that_was_signed(offices: SimpleNamespace) -> None:
    made = minuted(offices.office, enter(offices.office, 3))
    done = hand_over(offices)
    assert (done.counts["new"], done.refused, done.notes) == (3, (), ())
    [row] = attested(offices.district)
    assert (row.subject, row.facts["digest"], row.facts["account"]) == (made.minutes_id, made.digest, made.closed_by)
    again = PackedApproval(
        deed=CLOSED,
        minutes_id=row.subject,
        revision=row.facts["revision"],
        register=row.facts["register"],
        digest=row.facts["digest"],
        at=row.facts["at"],
        account_id=row.facts["account"],
        reason="",
        signature=row.facts["signature"],
    )
    key = offices.office.key.public
    assert again.is_sound({made.closed_by: [key]})
    assert not replace(again, digest="00" * 32).is_sound({made.closed_by: [key]})


def test_a_reopening_travels_too_and_each_revision_is_told_once(offices: SimpleNamespace) -> None:
    people = enter(offices.office, 3)
    made = minuted(offices.office, people)
    hand_over(offices)
    reopened_and_closed_again(offices.office, made, people)
    with offices.office.database.reading() as connection:
        assert [one.deed for one in approvals_to_pack(connection)] == [CLOSED, REOPENED, CLOSED]
    done = hand_over(offices)
    assert (done.counts["changed"], done.notes) == (3, ())
    assert sorted(row.facts["revision"] for row in attested(offices.district)) == [1, 2]


@pytest.mark.parametrize(
    ("how", "why"),
    [
        (lambda told: [replace(one, digest="ab" * 32) for one in told], "register 1-1 tidak sah"),
        (lambda told: [replace(one, at="2020-01-01T00:00:00.000Z") for one in told], "register 1-1 tidak sah"),
        (lambda told: [replace(one, account_id="x" * 36) for one in told], "register 1-1 tidak sah"),
        (lambda told: [replace(one, signature="zz") for one in told], "register 1-1 tidak sah"),
        (lambda told: [replace(one, revision=2) for one in told], "tidak ada dalam paket"),
        (lambda told: [], "tidak ada dalam paket"),
    ],
)
def test_workers_of_minutes_whose_closing_is_not_soundly_signed_are_refused(
    offices: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, how: Bending, why: str
) -> None:
    minuted(offices.office, enter(offices.office, 3))
    bend(monkeypatch, how)
    done = hand_over(offices)
    assert (done.counts["new"], done.counts["refused"]) == (0, 3)
    assert all(why in one.reason for one in done.refused)
    assert attested(offices.district) == []


def test_minutes_closed_before_closings_were_signed_are_taken_and_told(
    offices: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    minuted(offices.office, enter(offices.office, 3))
    bend(monkeypatch, lambda told: [replace(one, signature="") for one in told])
    done = hand_over(offices)
    assert done.counts["new"] == 3
    assert done.notes == ("Berita acara register 1-1 ditutup sebelum penutupan ditandatangani akun.",)
    assert done.notes[0] in done.change.sentence


def test_a_package_of_an_older_program_is_taken_and_told(
    offices: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    minuted(offices.office, enter(offices.office, 3))
    plan = sender._plan

    def old_plan(connection: Connection, period: int) -> dict[str, int]:
        return {name: number for name, number in plan(connection, period).items() if name != PROMISED}

    monkeypatch.setattr(sender, "_plan", old_plan)
    bend(monkeypatch, lambda told: [])
    done = hand_over(offices)
    assert done.counts["new"] == 3
    assert done.notes == ("Paket dibuat program versi lama: tanda tangan penutupan berita acaranya tidak ikut.",)


def test_a_bent_reopening_is_told(offices: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    people = enter(offices.office, 3)
    made = minuted(offices.office, people)
    reopened_and_closed_again(offices.office, made, people)
    bend(monkeypatch, lambda told: [replace(one, reason="lain") if one.deed == REOPENED else one for one in told])
    done = hand_over(offices)
    assert done.counts["new"] == 3
    assert done.notes == ("Tanda tangan pembukaan kembali berita acara register 1-1 tidak sah.",)
