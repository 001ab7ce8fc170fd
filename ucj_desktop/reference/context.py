"""What the rules need to know, put together from the shipped files."""

from datetime import date
from functools import lru_cache

from ucj_desktop.domain.rules import Context
from ucj_desktop.reference.occupations import occupations
from ucj_desktop.reference.places import places
from ucj_desktop.reference.policy import Policy, policy


@lru_cache(maxsize=4)
def rule_context(
    today: date, office_code: str = "", reference_date: date | None = None, in_force: Policy | None = None
) -> Context:
    """Make the context of a check, the same one for the same question: what it looked up stays remembered.

    `reference_date` is the planned day of registration (default: today); `in_force` an office's own policy (default:
    the shipped one); `office_code` six digits of a kecamatan or four of a regency.
    """
    day = reference_date or today
    return Context(
        today=today,
        reference_date=day,
        places=places(),
        occupations=occupations(),
        limits=(in_force or policy()).limits_on(day),
        office_code=office_code.replace(".", ""),
    )
