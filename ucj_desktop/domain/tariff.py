"""What the protection of one worker costs a month, by day, sector and who pays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ucj_desktop.domain.occupation import Sector
from ucj_desktop.domain.worker import Programmes


class Funding(StrEnum):
    """Who pays the contribution (sumber dana)."""

    APBN = "apbn"
    APBD_PROVINCE = "apbd_province"
    APBD_REGENCY = "apbd_regency"
    VILLAGE = "village"
    TOBACCO_EXCISE = "tobacco_excise"
    PALM_OIL = "palm_oil"
    COMPANY = "company"
    OWN = "own"


FUNDING_LABELS: Final = {
    Funding.APBN: "APBN",
    Funding.APBD_PROVINCE: "APBD provinsi",
    Funding.APBD_REGENCY: "APBD kabupaten",
    Funding.VILLAGE: "Dana Desa/ADD",
    Funding.TOBACCO_EXCISE: "DBHCHT",
    Funding.PALM_OIL: "DBH sawit",
    Funding.COMPANY: "CSR perusahaan",
    Funding.OWN: "Iuran sendiri",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """One line of the tariff table; empty `funding` and None `sector` mean any, None `until` no known end."""

    monthly: int  # whole rupiah a worker and month
    programmes: Programmes
    since: date
    source: str
    until: date | None = None
    sector: Sector | None = None
    funding: frozenset[Funding] = frozenset()

    def fits(self, day: date, programmes: Programmes, sector: Sector, funding: Funding) -> bool:
        """Say whether this line counts."""
        return (
            self.programmes is programmes
            and self.since <= day
            and (self.until is None or day <= self.until)
            and self.sector in (None, sector)
            and (not self.funding or funding in self.funding)
        )


def tariff_on(
    tariffs: Iterable[Tariff], day: date, programmes: Programmes, sector: Sector, funding: Funding
) -> Tariff | None:
    """Give the line that counts on a day: the most particular one, and of those the latest; None where none does."""
    fitting = [line for line in tariffs if line.fits(day, programmes, sector, funding)]
    if not fitting:
        return None
    return max(fitting, key=lambda line: (bool(line.funding) + (line.sector is not None), line.since))
