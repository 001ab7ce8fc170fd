"""Rows read column by column say what they say when each is read alone."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from tests.offices import make_office
from tests.ugly.files import UGLY_FILES
from ucj_desktop.services.care.made_up_people import USUAL, make_people
from ucj_desktop.services.collect.find_village import VillageFinder
from ucj_desktop.services.collect.import_rows import RowReader, date_reading
from ucj_desktop.services.collect.plan_file import ImportOptions, look_at_file, plan_file
from ucj_desktop.services.office import Office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = make_office(tmp_path_factory.mktemp("kantor") / "kantor")
    yield made
    made.close()


@pytest.mark.parametrize("name", UGLY_FILES)
def test_rows_read_together_say_what_each_says_alone(name: str, office: Office, tmp_path: Path) -> None:
    people = [made.worker for made in make_people(21, 60, "730201", trouble=USUAL)]
    file = look_at_file(office, UGLY_FILES[name](tmp_path, people, 21).path)
    plans = plan_file(office, file, ImportOptions()).plans
    how_dates = date_reading(plans, office.today())
    for plan, village in product(plans, ("", "7302012016")):
        alone = RowReader(plan, VillageFinder(office), how_dates, village)
        together = RowReader(plan, VillageFinder(office), how_dates, village)
        expected = [alone.read(row) for row in plan.people]
        for _ in range(2):  # the second time all that can be remembered is
            assert together.read_many(plan.people) == expected


def test_no_rows_are_no_readings(office: Office, tmp_path: Path) -> None:
    people = [made.worker for made in make_people(22, 5, "730201")]
    name = next(iter(UGLY_FILES))
    file = look_at_file(office, UGLY_FILES[name](tmp_path, people, 22).path)
    [plan, *_] = plan_file(office, file, ImportOptions()).plans
    reader = RowReader(plan, VillageFinder(office), date_reading([plan], office.today()))
    assert reader.read_many([]) == []
