"""Teams and places of a round."""

import pytest

from ucj_desktop.domain.minutes import Capacity, Signer
from ucj_desktop.domain.quota import (
    Duty,
    Places,
    TeamMember,
    default_team,
    signers_with_team,
    team_in_words,
)

SIGNERS = (
    Signer(name="Sitti Rahma", position="Sekretaris Tim Verifikasi"),
    Signer(name="Baso, S.IP.", position="Ketua Tim Verifikasi", nip="198001012005011001"),
    Signer(name="Andi Contoh", position="CAMAT GANTARANG", capacity=Capacity.ACTING_TASK, rank="Pembina, IV/a"),
    Signer(name="Hasnah", position="Sekretaris Kecamatan"),
    Signer(name="", position="Anggota"),
)


def test_the_team_is_suggested_by_the_positions_of_the_signers() -> None:
    team = default_team(SIGNERS)
    assert [(one.duty, one.name) for one in team] == [
        (Duty.RESPONSIBLE, "Andi Contoh"),
        (Duty.LEADER, "Baso, S.IP."),
        (Duty.SECRETARY, "Sitti Rahma"),
        (Duty.MEMBER, "Hasnah"),
    ]
    assert team[1].nip == "198001012005011001"
    assert team_in_words(team) == (
        "Penanggung jawab: Andi Contoh; Ketua: Baso, S.IP.; Sekretaris: Sitti Rahma; Anggota: Hasnah"
    )


def test_the_team_signs_beside_the_office_and_its_leader_instead_of_another() -> None:
    office = (SIGNERS[2], SIGNERS[1], SIGNERS[3])
    team = (
        TeamMember(duty=Duty.RESPONSIBLE, name="Camat Lama"),
        TeamMember(duty=Duty.MEMBER, name="Daeng Te'ne"),
        TeamMember(duty=Duty.LEADER, name="Rahmat", position="Kasi Kesra", nip="198001012005011001"),
    )
    assert signers_with_team(office, team) == (
        SIGNERS[2],
        SIGNERS[3],
        Signer(name="Rahmat", position="Ketua Tim Verifikasi", nip="198001012005011001"),
        Signer(name="Daeng Te'ne", position="Anggota Tim Verifikasi"),
    )
    assert signers_with_team((), team)[0] == Signer(name="Camat Lama", position="Camat")
    assert signers_with_team(SIGNERS[:4], default_team(SIGNERS)) == SIGNERS[:4]
    assert signers_with_team(office, ()) == office


@pytest.mark.parametrize(
    ("quota", "inside", "not_eligible", "stepped_in", "free", "above"),
    [
        (10, 10, 0, 0, 0, 0),
        (10, 10, 2, 0, 2, 0),
        (10, 11, 2, 1, 1, 0),
        (10, 12, 2, 2, 0, 0),
        (10, 13, 0, 0, 0, 3),
        (10, 13, 2, 0, 0, 1),
        (10, 6, 0, 0, 4, 0),  # places that were never taken
        (None, 10, 0, 0, 0, 0),
        (None, 10, 2, 0, 2, 0),
        (None, 12, 2, 2, 0, 0),
        (None, 12, 3, 2, 1, 0),  # one who stepped in was refused, too
    ],
)
def test_places_are_counted_with_and_without_a_quota(
    quota: int | None, inside: int, not_eligible: int, stepped_in: int, free: int, above: int
) -> None:
    places = Places(quota=quota, inside=inside, not_eligible=not_eligible, stepped_in=stepped_in)
    assert (places.free, places.above) == (free, above)
