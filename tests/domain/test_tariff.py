"""What the protection costs."""

from datetime import date

from ucj_desktop.domain.occupation import LOOK_LABELS, SECTOR_LABELS, Look, Sector
from ucj_desktop.domain.tariff import FUNDING_LABELS, Funding
from ucj_desktop.domain.worker import Programmes
from ucj_desktop.reference.policy import policy

PAIR = Programmes.JKK_JKM


def monthly(day: date, sector: Sector, funding: Funding, programmes: Programmes = PAIR) -> int:
    line = policy().tariff_on(day, programmes, sector, funding)
    assert line is not None
    assert line.source
    return line.monthly


def test_the_public_purse_pays_the_full_contribution_on_every_day() -> None:
    for funding in (Funding.APBN, Funding.APBD_REGENCY, Funding.APBD_PROVINCE, Funding.VILLAGE):
        for day in (date(2025, 6, 1), date(2026, 6, 1), date(2027, 6, 1)):
            assert monthly(day, Sector.TRANSPORT, funding) == 16_800


def test_the_discount_counts_for_transport_in_its_window_only() -> None:
    assert monthly(date(2025, 12, 31), Sector.TRANSPORT, Funding.OWN) == 16_800
    assert monthly(date(2026, 1, 1), Sector.TRANSPORT, Funding.OWN) == 8_400
    assert monthly(date(2027, 3, 31), Sector.TRANSPORT, Funding.COMPANY) == 8_400
    assert monthly(date(2027, 4, 1), Sector.TRANSPORT, Funding.OWN) == 16_800


def test_the_discount_counts_for_other_sectors_in_theirs() -> None:
    assert monthly(date(2026, 3, 31), Sector.OTHER, Funding.OWN) == 16_800
    assert monthly(date(2026, 4, 1), Sector.OTHER, Funding.OWN) == 8_400
    assert monthly(date(2026, 12, 31), Sector.OTHER, Funding.OWN) == 8_400
    assert monthly(date(2027, 1, 1), Sector.OTHER, Funding.OWN) == 16_800


def test_old_age_savings_cost_extra() -> None:
    assert monthly(date(2026, 6, 1), Sector.OTHER, Funding.OWN, Programmes.JKK_JKM_JHT) == 36_800


def test_before_the_table_begins_there_is_no_tariff() -> None:
    assert policy().tariff_on(date(2010, 1, 1), PAIR, Sector.OTHER, Funding.OWN) is None


def test_sectors_and_funding_have_their_words() -> None:
    assert set(FUNDING_LABELS) == set(Funding)
    assert set(SECTOR_LABELS) == set(Sector)
    assert set(LOOK_LABELS) == set(Look)
