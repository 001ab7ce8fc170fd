"""Made-up people: sound without trouble, and what is wrong with the others is what is said beside them."""

import re
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from tests.folders import copy_folder
from ucj_desktop.domain.dates import age_at
from ucj_desktop.domain.names import name_fault, name_key
from ucj_desktop.domain.nik import NikFault, disagreements, kk_fault, nik_fault, parse_nik
from ucj_desktop.domain.occupation import Look
from ucj_desktop.domain.phone import phone_fault
from ucj_desktop.domain.rules import Context, Severity, check_all
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.reference.occupations import occupations
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.places import places
from ucj_desktop.reference.reading import DataFileBroken
from ucj_desktop.services.care.made_up_people import (
    REFERENCE_DAY,
    USUAL,
    MadeUp,
    NoVillagesHere,
    Trouble,
    TroubleKind,
    make_people,
    people,
)
from ucj_desktop.services.care.made_up_words import read_words, shipped_words

GANTARANG = "730201"
BONTO_BAHARI = "730203"
KINDANG = "730208"
PINNED = ("7371090112950001", "Zainuddin", "01a19467-e801-777e-b7bd-ae842523b4b4")


RULES_THAT_SEE = {
    TroubleKind.SAME_AGAIN: {"GD-01"},
    TroubleKind.SAME_NIK_OTHER_WORDS: {"GD-01"},
    TroubleKind.SAME_NIK_OTHER_PERSON: {"GD-01"},
    TroubleKind.SAME_PERSON_OTHER_NIK: {"GD-02"},
    TroubleKind.BIRTH_DATE_DIFFERS: {"ID-02"},
    TroubleKind.BIRTH_DATE_UNREAD: {"BC-01"},
    TroubleKind.SEX_DIFFERS: {"ID-09"},
    TroubleKind.NIK_MISSING: {"ID-01"},
    TroubleKind.NIK_TOO_SHORT: {"ID-03"},
    TroubleKind.NIK_TOO_LONG: {"ID-03"},
    TroubleKind.NIK_SERIAL_LOST: {"ID-05"},
    TroubleKind.NIK_IMPOSSIBLE: {"ID-04"},
    TroubleKind.KK_MISSING: {"LK-01"},
    TroubleKind.PHONE_BROKEN: {"TT-07"},
    TroubleKind.DECEASED: {"PR-13"},
    TroubleKind.TOO_OLD: {"PR-02"},
    TroubleKind.TOO_YOUNG: {"PR-01"},
    TroubleKind.STATE_EMPLOYEE: {"PK-02"},
    TroubleKind.HAS_EMPLOYER: {"PK-03"},
    TroubleKind.WELL_OFF: {"PR-05"},
}


def rules_context(office_code: str) -> Context:
    return Context(
        today=REFERENCE_DAY, reference_date=REFERENCE_DAY, places=places(), occupations=occupations(),
        office_code=office_code,
    )  # fmt: skip


def workers(made_up: list[MadeUp]) -> list[Worker]:
    return [one.worker for one in made_up]


@pytest.fixture(scope="module")
def sound() -> list[Worker]:
    return workers(make_people(7, 4000, BONTO_BAHARI))


def only(kind: TroubleKind, share: float = 0.5) -> list[MadeUp]:
    return make_people(3, 200, GANTARANG, trouble=Trouble({kind: share}))


def born(worker: Worker) -> date:
    assert worker.birth_date is not None
    return worker.birth_date


def test_the_same_seed_makes_the_same_people() -> None:
    assert make_people(11, 300, GANTARANG, trouble=USUAL) == make_people(11, 300, GANTARANG, trouble=USUAL)


def test_another_seed_or_kecamatan_makes_other_people() -> None:
    ids = [{worker.worker_id for worker in workers(made)} for made in (
        make_people(1, 200, GANTARANG), make_people(2, 200, GANTARANG), make_people(1, 200, KINDANG)
    )]  # fmt: skip
    assert len(ids[0] | ids[1] | ids[2]) == 600


def test_the_first_of_many_are_the_same_as_few() -> None:
    assert make_people(5, 50, GANTARANG, trouble=USUAL) == make_people(5, 400, GANTARANG, trouble=USUAL)[:50]
    assert list(islice(people(5, GANTARANG, trouble=USUAL), 50)) == make_people(5, 50, GANTARANG, trouble=USUAL)


def test_people_are_pinned_for_a_seed_in_every_python() -> None:
    first = make_people(1, 1, GANTARANG)[0].worker
    assert (first.nik, first.full_name, first.worker_id) == PINNED


def test_every_sound_person_has_a_nik_of_their_own_that_agrees(sound: list[Worker]) -> None:
    for worker in sound:
        nik = parse_nik(worker.nik)
        assert nik is not None
        assert disagreements(nik, worker.birth_date, worker.sex) == ()
    assert len({worker.nik for worker in sound}) == len(sound)


def test_every_sound_person_is_of_working_age() -> None:
    for on in (REFERENCE_DAY, date(2027, 2, 28), date(2028, 2, 29)):
        ages = [age_at(born(worker), on) for worker in workers(make_people(2, 3000, GANTARANG, on=on))]
        assert min(ages) >= 18
        assert max(ages) <= 64


def test_every_sound_person_passes_the_shapes_of_the_form(sound: list[Worker]) -> None:
    codes = {village.code for village in places().villages_of(BONTO_BAHARI)}
    for worker in sound:
        assert name_fault(worker.full_name) is None
        assert name_fault(worker.mother_name) is None
        assert kk_fault(worker.kk_number) is None
        assert not worker.phone or phone_fault(worker.phone) is None
        assert worker.village_code in codes
        assert worker.hamlet
        assert re.fullmatch("[0-9]{3}", worker.rt)
        assert re.fullmatch("[0-9]{3}", worker.rw)
        assert worker.occupation
        assert worker.monthly_income is not None
        assert worker.weekly_hours is not None
        assert worker.desil is None or 1 <= worker.desil <= 4
        assert not worker.unread
    assert {worker.village_code for worker in sound} == codes


def test_no_two_sound_people_share_name_and_birth_date(sound: list[Worker]) -> None:
    assert len({(name_key(worker.full_name), worker.birth_date) for worker in sound}) == len(sound)


def test_nobody_is_called_like_their_mother_or_heir(sound: list[Worker]) -> None:
    for worker in sound:
        assert name_key(worker.full_name) not in (name_key(worker.mother_name), name_key(worker.heir_name))


def test_phones_stand_in_a_block_that_looks_like_nobodys(sound: list[Worker]) -> None:
    assert all(worker.phone[4:7] == "000" for worker in sound if worker.phone)
    assert any(worker.phone for worker in sound)


def test_families_share_the_card_the_house_and_the_mother(sound: list[Worker]) -> None:
    by_card: dict[str, list[Worker]] = {}
    for worker in sound:
        by_card.setdefault(worker.kk_number, []).append(worker)
    families = [family for family in by_card.values() if len(family) > 1]
    assert len(families) > len(sound) / 10
    for family in families:
        assert len({(one.village_code, one.hamlet, one.rt, one.rw, one.address) for one in family}) == 1
    children = [one for family in families for one in family if one.heir_relation == "Ibu"]
    assert children
    assert all(child.mother_name == child.heir_name for child in children)
    with_mother = [
        child for child in children if child.mother_name in {one.full_name for one in by_card[child.kk_number]}
    ]
    assert with_mother


def test_some_were_first_registered_elsewhere_and_most_at_home(sound: list[Worker]) -> None:
    areas = Counter(worker.nik[:6] for worker in sound)
    assert 0.75 < areas[BONTO_BAHARI] / len(sound) < 0.9
    assert any(area.startswith("7302") and area != BONTO_BAHARI for area in areas)
    assert any(not area.startswith("7302") for area in areas)
    assert all(places().is_known_prefix(area) for area in areas)


def test_work_fits_the_land() -> None:
    coast = Counter(worker.occupation for worker in workers(make_people(1, 2000, BONTO_BAHARI)))
    hills = Counter(worker.occupation for worker in workers(make_people(1, 2000, KINDANG)))
    assert coast["Pembuat perahu"] > 100
    assert coast["Nelayan"] > 100
    assert hills["Pekebun"] > 100
    assert hills["Penyadap karet"] > 50
    assert hills["Nelayan"] == hills["Pembuat perahu"] == coast["Penyadap karet"] == 0


def test_names_are_those_of_south_sulawesi(sound: list[Worker]) -> None:
    names = [worker.full_name for worker in sound]
    for front in ("Andi ", "Baso ", "Besse ", "Muh. ", "St. ", "Sitti ", "Nur", "H. ", "Hj. ", "Abd. ", "La ", "I "):
        assert any(name.startswith(front) for name in names), front
    assert any("'" in name for name in names)
    assert sum(" " not in name for name in names) > len(names) / 5
    assert any("Dg." in name or "Daeng" in name for name in names)


def test_a_kelurahan_has_lingkungan_and_a_desa_has_dusun(sound: list[Worker]) -> None:
    for worker in sound:
        if not worker.address.startswith("Jl."):
            assert worker.address.startswith("Lingkungan " if worker.village_code[6] == "1" else "Dusun ")


def test_any_kecamatan_of_indonesia_has_people() -> None:
    made = workers(make_people(1, 50, "317101"))
    assert len({worker.nik for worker in made}) == 50
    assert {worker.village_code[:6] for worker in made} == {"317101"}


def test_a_kecamatan_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(NoVillagesHere) as refused:
        people(1, "730299")
    assert "730299" in refused.value.what


@pytest.mark.parametrize("kind", TroubleKind)
def test_a_share_of_trouble_is_the_share_of_people_who_have_it(kind: TroubleKind) -> None:
    made = make_people(9, 2000, GANTARANG, trouble=Trouble({kind: 0.2}))
    found = [one for one in made if one.troubles]
    assert 300 < len(found) < 500
    assert all(one.troubles == (kind,) for one in found)


@pytest.mark.parametrize("kind", [kind for kind in TroubleKind if kind.value.startswith("same_")])
def test_who_repeats_somebody_says_whom_and_each_is_repeated_once(kind: TroubleKind) -> None:
    made = only(kind)
    earlier: dict[str, Worker] = {}
    repeated = []
    for one in made:
        if one.same_as is not None:
            assert one.same_as in earlier
            repeated.append(one.same_as)
        earlier[one.worker.worker_id] = one.worker
    assert len(repeated) > 50
    assert len(set(repeated)) == len(repeated)


def repeats(kind: TroubleKind) -> list[tuple[Worker, Worker]]:
    made = only(kind)
    by_id = {one.worker.worker_id: one.worker for one in made}
    return [(by_id[one.same_as], one.worker) for one in made if one.same_as is not None]


def test_same_again_differs_in_nothing_but_the_id() -> None:
    fields = [name for name in Worker.__slots__ if name != "worker_id"]
    for first, second in repeats(TroubleKind.SAME_AGAIN):
        assert first.worker_id != second.worker_id
        assert all(getattr(first, name) == getattr(second, name) for name in fields)


def test_same_nik_other_words_is_the_same_person_by_another_hand() -> None:
    for first, second in repeats(TroubleKind.SAME_NIK_OTHER_WORDS):
        assert (first.nik, first.birth_date, first.sex) == (second.nik, second.birth_date, second.sex)
        assert first.full_name != second.full_name


def test_same_nik_other_person_is_under_a_clearly_other_name() -> None:
    pairs = repeats(TroubleKind.SAME_NIK_OTHER_PERSON)
    assert all(first.nik == second.nik for first, second in pairs)
    assert sum(name_key(first.full_name) != name_key(second.full_name) for first, second in pairs) == len(pairs)


def test_same_person_other_nik_has_a_sound_nik_from_elsewhere() -> None:
    for first, second in repeats(TroubleKind.SAME_PERSON_OTHER_NIK):
        assert (first.full_name, first.birth_date) == (second.full_name, second.birth_date)
        assert first.nik != second.nik
        assert nik_fault(second.nik) is None
        assert second.nik[:6] != GANTARANG


def test_same_person_mistyped_is_one_digit_away_from_the_earlier_nik() -> None:
    made = only(TroubleKind.SAME_PERSON_MISTYPED)
    assert len({one.worker.nik for one in made}) == len(made)
    for first, second in repeats(TroubleKind.SAME_PERSON_MISTYPED):
        assert sum(left != right for left, right in zip(first.nik, second.nik, strict=True)) == 1
        assert first.full_name != second.full_name
        assert first.birth_date == second.birth_date


def spoiled(kind: TroubleKind) -> list[Worker]:
    found = [one.worker for one in only(kind) if one.troubles]
    assert found
    return found


def test_a_birth_date_that_differs_stays_in_working_age() -> None:
    for worker in spoiled(TroubleKind.BIRTH_DATE_DIFFERS):
        nik = parse_nik(worker.nik)
        assert nik is not None
        assert disagreements(nik, worker.birth_date, None)
        assert 18 <= age_at(born(worker), REFERENCE_DAY) <= 64


def test_an_unread_birth_date_keeps_what_was_written() -> None:
    for worker in spoiled(TroubleKind.BIRTH_DATE_UNREAD):
        assert worker.birth_date is None
        assert worker.unread["birth_date"]


def test_a_sex_that_differs_is_only_the_forty_in_the_nik() -> None:
    for worker in spoiled(TroubleKind.SEX_DIFFERS):
        nik = parse_nik(worker.nik)
        assert nik is not None
        assert nik.sex is not worker.sex
        assert disagreements(nik, worker.birth_date, None) == ()


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        (TroubleKind.NIK_TOO_SHORT, NikFault.NOT_16_DIGITS),
        (TroubleKind.NIK_TOO_LONG, NikFault.NOT_16_DIGITS),
        (TroubleKind.NIK_SERIAL_LOST, NikFault.SERIAL_ZERO),
        (TroubleKind.NIK_IMPOSSIBLE, NikFault.NO_SUCH_MONTH),
        (TroubleKind.NIK_MISSING, NikFault.NOT_16_DIGITS),
    ],
)
def test_a_broken_nik_is_broken_in_the_way_said(kind: TroubleKind, fault: NikFault) -> None:
    assert {nik_fault(worker.nik) for worker in spoiled(kind)} == {fault}


@pytest.mark.parametrize(
    ("kind", "lengths"),
    [(TroubleKind.NIK_TOO_SHORT, {15}), (TroubleKind.NIK_TOO_LONG, {17}), (TroubleKind.NIK_MISSING, {0})],
)
def test_a_nik_of_wrong_length_has_the_length_said(kind: TroubleKind, lengths: set[int]) -> None:
    assert {len(worker.nik) for worker in spoiled(kind)} == lengths


def test_ages_outside_the_limits_agree_with_the_nik() -> None:
    for kind, youngest, oldest in ((TroubleKind.TOO_OLD, 65, 82), (TroubleKind.TOO_YOUNG, 14, 17)):
        for worker in spoiled(kind):
            nik = parse_nik(worker.nik)
            assert nik is not None
            assert disagreements(nik, worker.birth_date, worker.sex) == ()
            assert youngest <= age_at(born(worker), REFERENCE_DAY) <= oldest


def test_the_other_troubles_stand_in_their_fields() -> None:
    words = shipped_words().troubles
    assert {worker.kk_number for worker in spoiled(TroubleKind.KK_MISSING)} == {""}
    assert all(phone_fault(worker.phone) for worker in spoiled(TroubleKind.PHONE_BROKEN))
    assert {worker.note for worker in spoiled(TroubleKind.DECEASED)} <= set(words.deceased_notes)
    assert {worker.note for worker in spoiled(TroubleKind.MOVED_AWAY)} <= set(words.moved_notes)
    assert {worker.occupation_ktp for worker in spoiled(TroubleKind.STATE_EMPLOYEE)} <= set(words.state_occupations)
    assert {worker.occupation_ktp for worker in spoiled(TroubleKind.HAS_EMPLOYER)} <= set(words.employed_occupations)
    assert all((worker.desil or 0) >= 7 for worker in spoiled(TroubleKind.WELL_OFF))


def test_usual_trouble_holds_every_kind() -> None:
    assert set(USUAL.shares) == set(TroubleKind)
    found = {kind for one in make_people(1, 5000, GANTARANG, trouble=USUAL) for kind in one.troubles}
    assert found == set(TroubleKind)


@pytest.mark.parametrize(
    "shares", [{TroubleKind.DECEASED: -0.1}, {TroubleKind.DECEASED: 0.6, TroubleKind.TOO_OLD: 0.6}]
)
def test_impossible_shares_are_refused(shares: dict[TroubleKind, float]) -> None:
    with pytest.raises(ValueError, match="shares"):
        Trouble(shares)


def test_every_setting_of_the_land_has_work_for_both_sexes() -> None:
    words = shipped_words()
    settings = {setting for names in (*words.ground.settings.values(), words.ground.elsewhere) for setting in names}
    assert settings <= {setting for _, work in words.work for setting in work.settings}
    for setting in settings:
        for sex in Sex:
            assert any(setting in work.settings and work.sex in (None, sex) for _, work in words.work)


def test_places_named_in_the_words_are_in_the_table() -> None:
    ground = shipped_words().ground
    assert all(places().by_code(code) for code in ground.settings)
    assert all(places().is_known_prefix(origin.area) for _, origin in ground.away)


def test_occupations_are_those_of_the_reference_lists() -> None:
    words = shipped_words()
    for _, work in words.work:
        real = occupations().find(work.name)
        assert real is not None, work.name
        assert (real.name, real.look) == (work.name, Look.NOTHING)
        for name in (*work.ktp[Sex.MALE], *work.ktp[Sex.FEMALE]):
            ktp = occupations().find_ktp(name)
            assert ktp is not None, name
            assert ktp.name == name
            assert ktp.look in (Look.NOTHING, Look.NOT_WORKING)


def test_a_sound_person_breaks_no_rule_but_the_warning_of_being_nearly_too_old(sound: list[Worker]) -> None:
    findings = list(check_all(sound, rules_context(BONTO_BAHARI)))
    assert {finding.code for finding in findings if finding.severity is not Severity.NOTES} <= {"PR-03"}


@pytest.mark.parametrize("kind", RULES_THAT_SEE)
def test_the_rules_find_every_trouble_that_rules_can_see(kind: TroubleKind) -> None:
    made = only(kind)
    in_trouble = {one.worker.worker_id for one in made if one.troubles}
    found = {
        finding.worker_id
        for finding in check_all(workers(made), rules_context(GANTARANG))
        if finding.code in RULES_THAT_SEE[kind]
    }
    assert in_trouble <= found


def test_another_hand_never_writes_the_same_name() -> None:
    names = shipped_words().names
    for worker in workers(make_people(4, 2000, GANTARANG)):
        assert names.spelled_otherwise(worker.full_name) != worker.full_name


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("names", 'shape = "{male}"', 'shape = "{nobody}"', "male ke-1.shape"),
        ("names", "weight = 22", 'weight = "22"', "male ke-1.weight"),
        ("names", "age_from = 40", "age_form = 40", "age_form"),
        ("places", 'area = "737109"', 'area = "7371"', "area"),
        ("places", "home = 82", "", "origins.home"),
        ("work", "hours = [30, 60]", "hours = [60, 30]", "work ke-1.hours"),
        ("work", 'sex = "male"', 'sex = "man"', "work ke-1.sex"),
        ("work", 'name = "Nelayan"', "", "work ke-1.name"),
        ("troubles", '["uddin", "udin"]', '["uddin"]', "letters"),
        ("troubles", "broken_phones", "broken_phone", "broken_phones"),
    ],
)
def test_a_broken_file_of_words_is_named_with_its_key(tmp_path: Path, file: str, old: str, new: str, key: str) -> None:
    folder = copy_folder(resource("demo"), tmp_path / "demo")
    path = folder / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileBroken) as refused:
        read_words(folder)
    assert f"{file}.toml" in refused.value.what
    assert key in refused.value.what
