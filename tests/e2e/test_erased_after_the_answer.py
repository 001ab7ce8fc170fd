"""Somebody whom the district accepted is erased: minutes and chain stay, no package carries the person again."""

from pathlib import Path

from tests.folders import copy_folder
from tests.working_day import everyone
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.subject_request import ErasureBasis
from ucj_desktop.services.care.demo_day import PASSWORD, DemoDay
from ucj_desktop.services.care.doctor import examine
from ucj_desktop.services.care.erase_worker import erase_worker, plan_erasure
from ucj_desktop.services.care.history import verify_journal
from ucj_desktop.services.handoff.create_package import outgoing
from ucj_desktop.services.office import open_office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import preview_report
from ucj_desktop.storage import erasures


def test_minutes_print_the_same_and_packages_leave_the_person_out(lived: DemoDay, tmp_path: Path) -> None:
    copy_folder(lived.folder / "kecamatan", tmp_path / "office")
    head = next(name for name, role in lived.accounts if role is Role.HEAD)
    office = open_office(tmp_path / "office", head, PASSWORD)
    try:
        person = next(one.worker for one in everyone(office) if one.standing.stage is Stage.ACCEPTED)
        paper = preview_report(office, Asked(report="LAMP-1"))
        full = {one.worker.worker_id for one in outgoing(office, full=True).records}
        assert person.worker_id in full
        plan = plan_erasure(office, person.worker_id)
        assert any("berita acara register" in one for one in plan.stays)
        erase_worker(office, person.worker_id, ErasureBasis.REQUEST, tmp_path / "b.pdf", why="diminta")
        again = outgoing(office, full=True)
        assert {one.worker.worker_id for one in again.records} == full - {person.worker_id}
        assert again.withdrawn == (person.worker_id,)  # the district is told, by the id alone
        assert outgoing(office).records == ()
        assert preview_report(office, Asked(report="LAMP-1")) == paper
        with office.database.reading() as connection:
            assert set(erasures.mentions(connection, [person.nik])) == {"minutes_rows"}
        assert verify_journal(office).ok
        assert [one for one in examine(office) if not one.ok and one.name != "disk"] == []
    finally:
        office.close()
