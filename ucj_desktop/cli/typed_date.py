"""A date as it is typed on the command line."""

from datetime import date
from typing import Any

import click


class TypedDate(click.ParamType[date]):
    """A date as a clerk types one, or in ISO form."""

    name = "tanggal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from ucj_desktop.domain.dates import parse_date

        read = parse_date(str(value), _years_on(date.today())).value
        if read is None:
            self.fail(str(value), param, ctx)
        return read


def _years_on(today: date) -> date:
    """Deadlines and holidays lie ahead, so 30-11-27 is 2027: two digits are read as the latest year before this day."""
    return date(today.year + 20, 12, 31)


DATE = TypedDate()
