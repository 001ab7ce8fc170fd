"""Rounds (putaran verifikasi): one village in one period, with quota, deadline, team and replacement candidates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ucj_desktop.domain.minutes import Signer


class Duty(StrEnum):
    """What a member of the team answers for; in the order in which a team is written down (DOMAIN, section 4)."""

    RESPONSIBLE = "responsible"
    LEADER = "leader"
    SECRETARY = "secretary"
    MEMBER = "member"


DUTY_LABELS: Mapping[Duty, str] = MappingProxyType(
    {
        Duty.RESPONSIBLE: "Penanggung jawab",
        Duty.LEADER: "Ketua",
        Duty.SECRETARY: "Sekretaris",
        Duty.MEMBER: "Anggota",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """Someone of the team that verifies a village."""

    duty: Duty
    name: str
    position: str = ""  # jabatan: Camat Gantarang, Kasi Kesejahteraan Sosial ...
    nip: str = ""  # 18 digits, where there is one


Team = tuple[TeamMember, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A verification round of one village; a worker is in at most one open round."""

    round_id: str
    village_code: str
    period: int  # tahun anggaran
    quota: int | None = None
    deadline: date | None = None
    team: Team = ()
    source: str = ""  # whose list is verified: DTSEN, usulan desa ...
    opened_at: str = ""  # ISO 8601, UTC
    closed_at: str = ""  # empty: open


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """How the places of a round are taken; people."""

    quota: int | None
    inside: int  # in the round, without the candidates who wait
    not_eligible: int  # of those
    stepped_in: int  # of those: former candidates

    @property
    def free(self) -> int:
        """Places a candidate may step into; without a quota, one for each who was found not eligible."""
        wanted = self.inside - self.stepped_in if self.quota is None else self.quota
        return max(0, wanted - (self.inside - self.not_eligible))

    @property
    def above(self) -> int:
        """How many were collected above the quota."""
        return 0 if self.quota is None else max(0, self.inside - self.not_eligible - self.quota)


def in_order(team: Sequence[TeamMember]) -> Team:
    """Penanggung jawab, ketua, sekretaris, anggota; those of one duty as they were named."""
    duties = list(Duty)
    return tuple(sorted(team, key=lambda one: duties.index(one.duty)))


def default_team(signers: Sequence[Signer]) -> Team:
    """The team as the office's signers suggest it: each by the word of his or her position."""
    return in_order(
        [
            TeamMember(duty=_duty_of(one.position), name=one.name, position=one.position, nip=one.nip)
            for one in signers
            if one.name
        ]
    )


def _duty_of(position: str) -> Duty:
    words = position.casefold().split()
    if words[:1] == ["camat"]:
        return Duty.RESPONSIBLE
    if "ketua" in words:
        return Duty.LEADER
    return Duty.SECRETARY if words[:1] == ["sekretaris"] and "tim" in words else Duty.MEMBER


def team_in_words(team: Sequence[TeamMember]) -> str:
    """Ketua: Baso, S.IP.; Anggota: Hasnah, Rahma."""
    named: dict[Duty, list[str]] = {}
    for one in in_order(team):
        named.setdefault(one.duty, []).append(one.name)
    return "; ".join(f"{DUTY_LABELS[duty]}: {', '.join(names)}" for duty, names in named.items())


def signers_with_team(signers: Sequence[Signer], team: Sequence[TeamMember]) -> tuple[Signer, ...]:
    """Who signs the minutes of a team: the office's signers, and those of the team who are not among them.

    The ketua and sekretaris of the team take the place of others the office has named for that; the camat stays.
    """
    named = {one.name for one in team}
    taken = {one.duty for one in team} & {Duty.LEADER, Duty.SECRETARY}
    kept = [one for one in signers if one.name in named or _duty_of(one.position) not in taken]
    known = {one.name for one in kept}
    has_camat = any(_duty_of(one.position) is Duty.RESPONSIBLE for one in kept)
    added = (one for one in in_order(team) if one.name not in known)
    return (*kept, *(_signer(one) for one in added if not (has_camat and one.duty is Duty.RESPONSIBLE)))


def _signer(one: TeamMember) -> Signer:
    """Minutes name the duty in the team; who is responsible signs with the position."""
    is_of_team = one.duty is not Duty.RESPONSIBLE
    position = f"{DUTY_LABELS[one.duty]} Tim Verifikasi" if is_of_team else one.position or "Camat"
    return Signer(name=one.name, position=position, nip=one.nip)
