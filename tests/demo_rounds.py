"""The demo office some days later: rounds open, verdicts given, minutes closed, letters printed."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from tests.demo_office import GANTARANG
from ucj_desktop.domain.minutes import Signer
from ucj_desktop.domain.quota import Duty, TeamMember
from ucj_desktop.domain.standing import Order, WorkerFilter
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import print_report
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.rounds import open_round
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers

SIGNERS = (
    Signer(name="Contoh Camat, S.Sos.", position="Camat Gantarang", nip="197001011990011001"),
    Signer(name="Contoh Ketua Tim, S.IP.", position="Ketua Tim Verifikasi"),
)

TEAM = (
    TeamMember(duty=Duty.RESPONSIBLE, name="Contoh Camat, S.Sos.", position="Camat Gantarang"),
    TeamMember(duty=Duty.LEADER, name="Contoh Ketua Tim, S.IP.", position="Kasi Kesejahteraan Sosial"),
    TeamMember(duty=Duty.SECRETARY, name="Contoh Sekretaris", position="Staf Kesra"),
    TeamMember(duty=Duty.MEMBER, name="Contoh Anggota", position="TKSK"),
)


def let_days_pass(office: Office, letters: Path) -> None:
    """Villages at every step of the way: minuted, validated, half verified, open, and not yet opened."""
    villages = [place.code for place in office.places.villages_of(GANTARANG)]
    for number, code in enumerate(villages[:-3]):
        deadline = office.today() + timedelta(days=3 * number - 4)
        open_round(office, code, quota=15 + number, deadline=deadline, team=TEAM, source="DTSEN")
    for number, code in enumerate(villages[:8]):
        people = worker_ids(office, WorkerFilter(village_code=code, order=Order.VILLAGE))
        give_verdicts(office, people[: len(people) // 2] if number > 5 else people)
        if number < 5:
            confirm_verdicts(office, code)
        if number == 2:
            made, _ = close_minutes(office, MeetingFacts(number="500.15/012/KEC-GTR/XI/2026", signers=SIGNERS))
            for report in ("BA-VER", "LAMP-1", "LAMP-2"):
                print_report(office, Asked(report=report, minutes=made.minutes_id), letters / f"{report}.pdf")


def give_verdicts(office: Office, ids: Sequence[str]) -> int:
    """Verify: most are eligible, every ninth is not; how many were recorded."""
    wanted = [
        WantedRuling(worker_id=one, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.MOVED)
        if number % 9 == 4
        else WantedRuling(worker_id=one, verdict=Verdict.ELIGIBLE_CORRECTED if number % 7 == 2 else Verdict.ELIGIBLE)
        for number, one in enumerate(ids)
    ]
    return rule_on_workers(office, Step.VERIFY, wanted).done


def confirm_verdicts(office: Office, village_code: str) -> int:
    """Validate what was verified in a village, as it was verified; how many were recorded."""
    records = workers_by_id(office, worker_ids(office, WorkerFilter(village_code=village_code)))
    wanted = [
        WantedRuling(
            worker_id=one.worker.worker_id,
            verdict=one.standing.verdict,
            reason=one.standing.reason,
            note=one.standing.verdict_note,
        )
        for one in records
        if one.standing.verdict is not None
    ]
    return rule_on_workers(office, Step.VALIDATE, wanted).done
