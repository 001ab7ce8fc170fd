"""The pages of the field form: headings stay with their people, whatever their number."""

from dataclasses import replace

import pytest

from tests.reports.made_up import make_facts, make_listed
from tests.reports.pdf import make_printed, page_texts
from ucj_desktop.reports.facts import FormLayout, ListedWorker, PaperSize


def listed(sizes: list[int], waiting: int = 0) -> tuple[ListedWorker, ...]:
    """Hamlets of one village with so many people each, named by hamlet and number; the last ones wait."""
    people = []
    source = iter(make_listed(sum(sizes) + waiting))
    for at, size in enumerate(sizes):
        for number in range(size):
            one = next(source)
            worker = replace(one.worker, hamlet=f"Hamlet{at:02d}", full_name=f"Orang {at:02d}-{number:02d}")
            people.append(replace(one, worker=worker, village_name="Bialo"))
    for place in range(1, waiting + 1):
        one = next(source)
        worker = replace(one.worker, full_name=f"Ganti {place:02d}")
        people.append(replace(one, worker=worker, village_name="Bialo", waits_as=place))
    return tuple(people)


def pages(people: tuple[ListedWorker, ...], paper: PaperSize, form: FormLayout, **changes: object) -> list[str]:
    facts = make_facts(minutes=None, paper=paper, workers=people, form=form, **changes)  # type: ignore[arg-type]
    return page_texts(make_printed("FORM", facts)[1])


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("sizes", [[1], [1] * 26, [6, 6, 6, 6], [7, 1, 13, 2], [5, 8] * 20, [500]])
def test_a_heading_is_never_the_last_of_its_page(sizes: list[int], paper: PaperSize) -> None:
    found = pages(listed(sizes, waiting=2), paper, FormLayout.LIST)
    for at, size in enumerate(sizes):
        [page] = [text for text in found if f"Dusun Hamlet{at:02d} ({size} orang)" in text]
        assert f"Orang {at:02d}-00" in page
    [page] = [text for text in found if "CALON PENGGANTI" in text]
    assert "Ganti 01" in page
    everyone = " ".join(found)
    assert all(f"Orang {at:02d}-{number:02d}" in everyone for at, size in enumerate(sizes) for number in range(size))


@pytest.mark.parametrize("form", list(FormLayout))
def test_every_hamlet_begins_a_page_where_that_is_wished(form: FormLayout) -> None:
    sizes = [3, 1, 9]
    for text in pages(listed(sizes), PaperSize.F4, form, hamlet_pages=True):
        assert len({at for at in range(len(sizes)) if f"Orang {at:02d}-" in text}) <= 1


@pytest.mark.parametrize("form", list(FormLayout))
@pytest.mark.parametrize("paper", list(PaperSize))
def test_the_codes_of_the_reasons_stand_at_the_foot_of_every_page(form: FormLayout, paper: PaperSize) -> None:
    for text in pages(listed([9, 8]), paper, form):
        assert "01 Meninggal dunia" in text
        assert "99 Lainnya" in text


def test_long_values_end_in_their_box() -> None:
    (one, *_) = make_listed(1)
    endless = replace(one.worker, address="Jalan Poros " * 40, occupation="Tukang " * 40, hamlet="Bonto " * 30)
    for form in FormLayout:
        [first, *_] = pages((replace(one, worker=endless),), PaperSize.A4, form)
        assert one.worker.full_name in first
