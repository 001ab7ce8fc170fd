"""pyHanko as it ships: without its way to the network, which the program never takes.

pyHanko imports aiohttp (time stamps, revocation lists), tzlocal (the zone's name) and what it knows of the European
Union's trust lists (which asks for the hour in Brussels, that no Windows has) as soon as it signs or checks. Nothing
here fetches, no signer here is on those lists, and the hour is told by its distance from UTC, so empty stand-ins take
their places: aiohttp with what it needs, TLS too, is 15 MB and a door to the network in a program that is to have none.
"""

import sys
from datetime import datetime, tzinfo
from types import ModuleType
from typing import Any

_FETCHERS = "pyhanko_certvalidator.fetchers.aiohttp_fetchers"
_EUROPEAN_LISTS = "pyhanko.sign.validation.qualified.assess"
NEVER_USED = ("aiohttp", _FETCHERS, f"{_FETCHERS}.util", _EUROPEAN_LISTS)


class _StandIn(ModuleType):
    """A module in which every name is an empty exception: enough for annotations and `except`, and for nothing else."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (Exception,), {})
        setattr(self, name, made)
        return made


def _put_in_place() -> None:
    for name in NEVER_USED:
        if name not in sys.modules:
            sys.modules[name] = _StandIn(name)
    if "tzlocal" not in sys.modules:
        zone = ModuleType("tzlocal")
        zone.get_localzone = _zone_of_this_computer  # type: ignore[attr-defined]
        sys.modules["tzlocal"] = zone


def _zone_of_this_computer() -> tzinfo | None:
    return datetime.now().astimezone().tzinfo


_put_in_place()  # whoever imports this module may import pyHanko
