"""Every stage x every service that can move a worker: what comes after it may come after it, or nothing happens."""

import ast
import contextlib
import importlib
import inspect
import re
import textwrap
import types
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_lines import run
from tests.e2e.stages_world import AT_WORK, WITH_DISTRICT, Stages, World, build, stages
from tests.offices import ADMIN, PASSWORD, SUB_DISTRICT
from tests.services.care.test_roles import INSIDE, SERVICES, Service
from tests.working_day import CLOCK, open_for
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.outside import ListKind
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.progress import SILENT
from ucj_desktop.domain.second_keying import Choice
from ucj_desktop.domain.stage import MAY_ARRIVE_AGAIN, MAY_BE_PUT_BACK, MAY_FOLLOW, Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.subject_request import ErasureBasis
from ucj_desktop.domain.verdict import VERDICT_LABELS, Reason, Step, Verdict
from ucj_desktop.reference.relay_results import Answered
from ucj_desktop.services.accuracy.fix_many import SET_FIELD, FixAsked, preview_fix
from ucj_desktop.services.accuracy.keep_typed_worker import Typed
from ucj_desktop.services.accuracy.match_list import match_list
from ucj_desktop.services.accuracy.read_list import read_list
from ucj_desktop.services.accuracy.second_keying import different_values, draw_sample, key_field
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision
from ucj_desktop.services.accuracy.settle_outside import differences, plan_to_fill
from ucj_desktop.services.accuracy.undo_fix import last_fix
from ucj_desktop.services.care.undo import undoable
from ucj_desktop.services.care.undo_import import imports_made
from ucj_desktop.services.collect.import_plan import Policy
from ucj_desktop.services.collect.plan_file import ImportOptions, look_at_file
from ucj_desktop.services.district.export_relay import export_relay
from ucj_desktop.services.district.plan_relay import RelayAsked
from ucj_desktop.services.district.read_relay_results import ResultRow, ResultsRead
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.lend_laptop import lend_laptop
from ucj_desktop.services.handoff.start_laptop import bring_home, start_laptop
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts
from ucj_desktop.services.rounds.field_form_sheet import write_field_form
from ucj_desktop.services.rounds.find_minutes import list_minutes
from ucj_desktop.services.rounds.rounds import RoundOpenAlready, close_round, list_rounds, open_round
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.storage import workers

_WRITES_WORKERS = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) workers\b")


@cache
def _writes_and_calls(one: Any) -> tuple[bool, frozenset[Any]]:
    """(whether a function or class writes the table of workers, the others it names), by its source."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(one)))
    names = dict(vars(inspect.getmodule(one)))
    for node in ast.walk(tree):
        # What only Windows can import reads sticks, no workers.
        if isinstance(node, ast.ImportFrom) and node.module and not node.module.endswith("_windows"):
            module = importlib.import_module(node.module)
            names |= {alias.asname or alias.name: getattr(module, alias.name, None) for alias in node.names}
    writes, called = False, set()
    for node in ast.walk(tree):
        found = _meant(node, names)
        text = node.value if isinstance(node, ast.Constant) else found
        writes = writes or (isinstance(text, str) and bool(_WRITES_WORKERS.search(text)))
        writes = writes or (isinstance(node, ast.Call) and _inserts(node))
        found = inspect.unwrap(found) if callable(found) else found
        if (inspect.isfunction(found) or inspect.isclass(found)) and found.__module__.startswith("ucj_desktop.s"):
            called.add(found)
    return writes, frozenset(called)


def _meant(node: ast.AST, names: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return names.get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        module = names.get(node.value.id)
        return getattr(module, node.attr, None) if isinstance(module, types.ModuleType) else None
    return None


def _inserts(call: ast.Call) -> bool:
    named = isinstance(call.func, ast.Attribute) and call.func.attr == "insert"
    return named and any(isinstance(one, ast.Constant) and one.value == "workers" for one in call.args)


def moves_workers(service: Service) -> bool:
    """Whether a service reaches, through whatever it calls, something that writes the table of workers."""
    seen: set[Any] = set()
    waiting: list[Any] = [service]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        writes, called = _writes_and_calls(one)
        if writes:
            return True
        waiting += called
    return False


MOVERS = sorted(name for name in SERVICES.keys() - INSIDE if moves_workers(SERVICES[name]))
TAKES_BACK = frozenset({"undo", "redo", "undo_import", "undo_fix", "undo_merge"})
RECEIVES = frozenset({"receive_package", "receive_each", "receive_folder", "receive_chosen"})
BRINGS_IN = frozenset({"save_new_worker", "keep_typed_worker", "import_file", "commit_import", "undo", "redo"})
TAKES_OUT = frozenset({"undo", "redo", "undo_import", "erase_worker"}) | RECEIVES


def forbidden(name: str, before: Stages, after: Stages) -> list[tuple[Stage | None, Stage | None]]:
    """Steps that no table permits to a service of this name."""
    found = []
    for worker_id in before.keys() | after.keys():
        was, now = before.get(worker_id), after.get(worker_id)
        if was is now:
            continue
        if was is None or now is None:
            fits = name in TAKES_OUT if now is None else _comes_in(name, now)
        else:
            fits = now in MAY_FOLLOW[was]
            fits |= name in TAKES_BACK and now in MAY_BE_PUT_BACK.get(was, ())
            fits |= name in RECEIVES and now in MAY_ARRIVE_AGAIN.get(was, ())
        if not fits:
            found.append((was, now))
    return found


def _comes_in(name: str, now: Stage) -> bool:
    return now is Stage.SENT if name in RECEIVES else name in BRINGS_IN and now is Stage.COLLECTED


@dataclass
class Cell:
    """One worker in one stage, and the calls that a recipe makes with him or her."""

    office: Office
    world: World
    record: WorkerRecord
    others: list[WorkerRecord]  # in the same stage
    paper: Path
    refused: int = 0
    done: int = 0
    moved: int = 0
    called: set[str] = field(default_factory=set)

    @property
    def worker_id(self) -> str:
        return self.record.worker.worker_id

    def call(self, name: str, *given: object, **named: object) -> Any:
        """A service that is watched: it makes no forbidden step, and where it refuses it has moved nobody."""
        before = stages(self.office)
        self.called.add(name)
        try:
            answer = SERVICES[name](self.office, *given, **named)
        except ClerkError:
            assert stages(self.office) == before, name
            self.refused += 1
            raise
        after = stages(self.office)
        assert forbidden(name, before, after) == [], name
        self.done += 1
        self.moved += before != after
        return answer

    def file(self, *lines: str) -> Path:
        path = self.paper / f"{new_id()}.csv"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path


Recipe = Callable[[Cell], object]


def _ruling(worker_id: str, verdict: Verdict) -> WantedRuling:
    reason = Reason.MOVED if verdict is Verdict.NOT_ELIGIBLE else None
    return WantedRuling(worker_id=worker_id, verdict=verdict, reason=reason)


def _rule(step: Step, verdict: Verdict) -> Recipe:
    return lambda cell: cell.call("rule_on_workers", step, [_ruling(cell.worker_id, verdict)])


def _sheet(step: Step, verdict: Verdict) -> Recipe:
    return lambda cell: cell.call("rule_from_sheet", step, cell.file("ID;HASIL;ALASAN", _line(cell.worker_id, verdict)))


def _line(worker_id: str, verdict: Verdict) -> str:
    return f"{worker_id};{VERDICT_LABELS[verdict]};{'TL-02' if verdict is Verdict.NOT_ELIGIBLE else ''}"


def _form(cell: Cell) -> None:
    """The office's own form, as it comes: those who may be verified."""
    path = cell.paper / f"{new_id()}.xlsx"
    write_field_form(cell.office, path, cell.record.worker.village_code)
    cell.call("rule_from_sheet", Step.VERIFY, path)


def _correct(cell: Cell) -> None:
    cell.call("correct_worker", replace(cell.record.worker, hamlet=f"Dusun {cell.worker_id[-4:]}"))


def _import_path(cell: Cell) -> Path:
    one = cell.record.worker
    return cell.file("NIK;NAMA LENGKAP;DESA;NO HP", f"{one.nik};{one.full_name};{one.village_code};081234567890")


def _import(cell: Cell) -> None:
    cell.call("import_file", _import_path(cell), ImportOptions(policy=Policy.OVERWRITE))


def _commit(cell: Cell) -> None:
    read = look_at_file(cell.office, _import_path(cell))
    cell.call("commit_import", read, ImportOptions(policy=Policy.OVERWRITE))


def _undo_import(cell: Cell) -> None:
    _import(cell)
    cell.call("undo_import", imports_made(cell.office)[0].batch_id)


def _fix(cell: Cell) -> None:
    asked = FixAsked(fix=SET_FIELD, worker_ids=(cell.worker_id,), field="hamlet", value="Dusun Baru")
    cell.call("fix_many", preview_fix(cell.office, asked))


def _undo_fix(cell: Cell) -> None:
    _fix(cell)
    cell.call("undo_fix", last_fix(cell.office))


def _outside(cell: Cell, heads: str, values: str, kind: ListKind) -> str:
    one = cell.record.worker
    path = cell.file(
        f"NIK;NAMA;TANGGAL LAHIR;{heads}", f"{one.nik};{one.full_name} Baru;{one.birth_date:%d-%m-%Y};{values}"
    )
    return match_list(cell.office, read_list(cell.office, path, kind)).list_id


def _take(cell: Cell) -> None:
    list_id = _outside(cell, "STATUS", "AKTIF", ListKind.BPJS)
    cell.call("take_difference", differences(cell.office, list_id)[0])


def _fill(cell: Cell) -> None:
    list_id = _outside(cell, "DESIL", "3", ListKind.DTSEN)
    cell.call("fill_from_list", list_id, plan_to_fill(cell.office, list_id))


def _choose(cell: Cell) -> None:
    """The next day the name is keyed again, and otherwise."""
    sample, _ = draw_sample(cell.office, size=1_000, village_code=cell.record.worker.village_code, seed=1)
    cell.office.clock = lambda: CLOCK() + timedelta(days=1)
    for _ in range(2):
        key_field(cell.office, sample.keying_id, cell.worker_id, "full_name", "Orang Lain")
    for one in different_values(cell.office, sample.keying_id):
        cell.call("choose_value", sample.keying_id, one.record.worker.worker_id, one.keyed.field, Choice.SECOND)


def _merge(cell: Cell, *, kept: bool) -> None:
    other = cell.others[0].worker.worker_id
    cell.call("decide_pair", cell.worker_id, other, PairDecision.SAME, keep=cell.worker_id if kept else other)


def _merge_kept(cell: Cell) -> None:
    _merge(cell, kept=True)


def _part(cell: Cell) -> None:
    _merge(cell, kept=True)
    cell.call("undo_merge", cell.worker_id, cell.others[0].worker.worker_id)


def _merge_with_another_stage(cell: Cell) -> None:
    with cell.office.database.reading() as connection:
        everybody = list(workers.each(connection))
    for stage in Stage:
        other = next((one for one in everybody if one.standing.stage is stage and one.worker.note != "x"), None)
        if other is not None and other.worker.worker_id != cell.worker_id:
            with contextlib.suppress(ClerkError):
                cell.call("decide_pair", cell.worker_id, other.worker.worker_id, PairDecision.SAME)
                cell.call("undo_merge", cell.worker_id, other.worker.worker_id)


def _close_all(cell: Cell) -> None:
    cell.call("close_minutes", MeetingFacts(), village_codes=[cell.record.worker.village_code])


def _reopen(cell: Cell) -> None:
    for one in (*(made.minutes_id for made in list_minutes(cell.office)), "none"):
        with contextlib.suppress(ClerkError):
            cell.call("reopen_minutes", one, "diuji")


def _round(cell: Cell, *, several: bool) -> None:
    village = cell.record.worker.village_code
    for one in list_rounds(cell.office):
        if one.round.village_code == village and not one.round.closed_at:
            close_round(cell.office, one.round.round_id)
    cell.call("open_rounds", [village]) if several else cell.call("open_round", village)


def _wait(cell: Cell) -> None:
    village = cell.record.worker.village_code
    with contextlib.suppress(RoundOpenAlready):
        open_round(cell.office, village)
    [current] = [
        one.round for one in list_rounds(cell.office) if one.round.village_code == village and not one.round.closed_at
    ]
    cell.call("put_in_candidates", current.round_id, [cell.worker_id])


def _erase(cell: Cell) -> None:
    out = cell.paper / f"{new_id()}.pdf"
    cell.call("erase_worker", cell.worker_id, ErasureBasis.REQUEST, out, why="diuji")


_DEEDS: tuple[Recipe, ...] = (
    _correct,
    _import,
    _fix,
    *(_rule(step, verdict) for step in Step for verdict in Verdict),
    _merge_kept,
    _part,
    _wait,
)


def _taken_back_late(deed: Recipe, back: Callable[[Cell], object]) -> Recipe:
    """A deed that is taken back only when the worker was verified, and again when he or she was validated."""

    def recipe(cell: Cell) -> None:
        deed(cell)
        for step in Step:
            _rule(step, Verdict.ELIGIBLE)(cell)
            with contextlib.suppress(ClerkError):
                back(cell)

    return recipe


def _part_again(cell: Cell) -> None:
    cell.call("undo_merge", cell.worker_id, cell.others[0].worker.worker_id)


def _all_back(cell: Cell) -> None:
    """Each of the last deeds by its number, whatever was done since."""
    for one in undoable(cell.office, 5):
        with contextlib.suppress(ClerkError):
            cell.call("undo", one.number)


def _replies(cell: Cell) -> None:
    """One file at a time: two answers in one folder are two steps."""
    for file in sorted(cell.world.stick.glob("*.ucja")):
        cell.call("take_replies", file)
    cell.call("take_replies", cell.world.stick)


def _from_laptop(cell: Cell) -> None:
    """A copy leaves, the worker is judged there once, and that comes home."""
    with contextlib.suppress(ClerkError):
        cell.call("take_from_laptop", cell.world.stick)
    folder = cell.paper / new_id()
    folder.mkdir()
    start_laptop(lend_laptop(cell.office, [], folder).file, folder / "laptop", ADMIN, PASSWORD)
    with open_for(folder / "laptop") as laptop:
        for step in (Step.VALIDATE, Step.VERIFY):
            wanted = [WantedRuling(worker_id=cell.worker_id, verdict=Verdict.ELIGIBLE)]
            if rule_on_workers(laptop, step, wanted).done:
                break
        bring_home(laptop, folder)
    cell.call("take_from_laptop", folder)


def _turned(cell: Cell, *, again: bool) -> None:
    """Whatever may be done to the worker is done, taken back and, ``again``, done once more."""
    for deed in _DEEDS:
        with contextlib.suppress(ClerkError, IndexError, StopIteration):
            deed(cell)
            cell.call("undo")
            if again:
                cell.call("redo")
                cell.call("undo")


def _everything_back(cell: Cell) -> None:
    """All deeds of the office, the newest first, and what went back once more."""
    back = []
    for one in undoable(cell.office, 200):
        with contextlib.suppress(ClerkError):
            cell.call("undo", one.number)
            back.append(one.number)
    for number in reversed(back):
        with contextlib.suppress(ClerkError):
            cell.call("redo", number)


def _package(cell: Cell) -> Path:
    return cell.world.stick / f"UCJ-{SUB_DISTRICT}-0002.ucj"


def _send_again(cell: Cell) -> None:
    """All that can be is validated and minuted, and everything goes."""
    _rule(Step.VALIDATE, Verdict.ELIGIBLE)(cell)
    for village in (AT_WORK, WITH_DISTRICT):
        with contextlib.suppress(ClerkError):
            cell.call("close_minutes", MeetingFacts(), village_codes=[village])
    cell.call("create_package", cell.world.stick, full=True)


def _results(*answers: Answered) -> Recipe:
    """Everybody who can be sent to BPJS is, whatever stage the worker is in; then BPJS answers, and answers again."""

    def recipe(cell: Cell) -> None:
        with contextlib.suppress(ClerkError):
            export_relay(cell.office, cell.paper / f"{new_id()}.xlsx", RelayAsked())
        for answered in answers:
            row = ResultRow(place="Baris 1", nik=cell.record.worker.nik, answered=answered, reason="diuji")
            read = ResultsRead(file_name="hasil.xlsx", sha256="", rows=(row,))
            cell.call("take_relay_results", read)

    return recipe


RECIPES: Mapping[str, tuple[Recipe, ...]] = {
    "answer_office": (lambda cell: cell.call("answer_office", SUB_DISTRICT, cell.world.stick),),
    "choose_value": (_choose,),
    "close_minutes": (_close_all, lambda cell: cell.call("close_minutes", MeetingFacts())),
    "commit_import": (_commit,),
    "correct_worker": (_correct,),
    "create_package": (lambda cell: cell.call("create_package", cell.world.stick), _send_again),
    "decide_pair": (
        _merge_kept,
        lambda cell: _merge(cell, kept=False),
        _merge_with_another_stage,
    ),
    "erase_worker": (_erase,),
    "fill_from_list": (_fill,),
    "fix_many": (_fix,),
    "import_file": (_import,),
    "keep_typed_worker": (
        lambda cell: cell.call("keep_typed_worker", Typed(worker=replace(cell.record.worker, note="x"), is_new=False)),
        lambda cell: cell.call(
            "keep_typed_worker", Typed(worker=replace(cell.record.worker, worker_id=new_id()), is_new=True)
        ),
    ),
    "mend_field": (lambda cell: cell.call("mend_field", cell.worker_id, "hamlet", "Dusun Mend"),),
    "open_round": (lambda cell: _round(cell, several=False),),
    "open_rounds": (lambda cell: _round(cell, several=True),),
    "put_in_candidates": (_wait,),
    "receive_chosen": (lambda cell: cell.call("receive_chosen", [_package(cell)]),),
    "receive_each": (lambda cell: cell.call("receive_each", [_package(cell)], receipts_to=None, progress=SILENT),),
    "receive_folder": (lambda cell: cell.call("receive_folder", cell.world.stick),),
    "receive_package": (lambda cell: cell.call("receive_package", _package(cell)),),
    "redo": (lambda cell: _turned(cell, again=True),),
    "rehearse": (lambda cell: cell.call("rehearse", [_package(cell)]),),
    "reopen_minutes": (_reopen,),
    "rule_from_sheet": (*(_sheet(step, verdict) for step in Step for verdict in Verdict), _form),
    "rule_on_workers": tuple(_rule(step, verdict) for step in Step for verdict in Verdict),
    "save_new_worker": (
        lambda cell: cell.call("save_new_worker", replace(cell.record.worker, worker_id=new_id())),
        lambda cell: cell.call("save_new_worker", replace(cell.record.worker, note="lain")),
    ),
    "take_assignments": (lambda cell: cell.call("take_assignments", cell.world.stick),),
    "take_difference": (_take,),
    "take_from_laptop": (_from_laptop,),
    "take_relay_results": (
        _results(Answered.REGISTERED, Answered.REFUSED),
        _results(Answered.REFUSED, Answered.REGISTERED),
        _results(Answered.ALREADY),
    ),
    "take_replies": (_replies,),
    "undo": (
        lambda cell: _turned(cell, again=False),
        _everything_back,
        *(_taken_back_late(deed, _all_back) for deed in (_correct, _import, _fix, _merge_kept)),
    ),
    "undo_fix": (
        _undo_fix,
        _taken_back_late(_fix, lambda cell: cell.call("undo_fix", last_fix(cell.office))),
    ),
    "undo_import": (
        _undo_import,
        _taken_back_late(_import, lambda cell: cell.call("undo_import", imports_made(cell.office)[0].batch_id)),
    ),
    "undo_merge": (_part, _taken_back_late(_merge_kept, _part_again)),
}


# At the district nobody is verified: its people come in packages, or are typed there and stay collected.
PRESENT: Mapping[OfficeKind, tuple[Stage, ...]] = {
    OfficeKind.SUB_DISTRICT: tuple(Stage),
    OfficeKind.DISTRICT: (Stage.SENT, Stage.ACCEPTED, Stage.RETURNED, Stage.REGISTERED),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return build(tmp_path_factory.mktemp("stages") / "world")


def cells(world: World, office: Office, stage: Stage, paper: Path) -> list[Cell]:
    """One who may be worked on and one in closed minutes, where there are both in the stage."""
    with office.database.reading() as connection:
        there = [one for one in workers.each(connection) if one.standing.stage is stage]
    parts = ([one for one in there if one.standing.is_frozen is frozen] for frozen in (False, True))
    return [Cell(office, world, found[0], found[1:], paper) for found in parts if found]


def test_every_service_that_can_move_a_worker_has_its_recipe() -> None:
    assert RECIPES.keys() == set(MOVERS)


def test_a_forbidden_step_would_be_seen() -> None:
    for was in Stage:
        for now in set(Stage) - MAY_FOLLOW[was] - {was}:
            assert forbidden("correct_worker", {"a": was}, {"a": now}) == [(was, now)]
    assert forbidden("save_new_worker", {}, {"a": Stage.VERIFIED})
    assert forbidden("correct_worker", {"a": Stage.COLLECTED}, {})


def test_who_is_registered_is_refused_when_a_package_brings_him_or_her_anew(world: World, tmp_path: Path) -> None:
    here = world.copy(tmp_path / "world")
    with open_for(here.office_folder(OfficeKind.DISTRICT)) as district:
        registered = {worker_id for worker_id, stage in stages(district).items() if stage is Stage.REGISTERED}
        came = receive_package(district, here.stick / f"UCJ-{SUB_DISTRICT}-0002.ucj")
        assert {one.worker_id for one in came.refused} == registered
        assert {one.reason.split(";")[0] for one in came.refused} == {"Sudah terdaftar di kabupaten"}


@pytest.mark.parametrize("kind", list(OfficeKind))
@pytest.mark.parametrize("name", MOVERS)
def test_from_every_stage_a_service_makes_a_step_of_the_table_or_none(
    name: str, kind: OfficeKind, world: World, tmp_path: Path
) -> None:
    tried: Counter[Stage] = Counter()
    for number, recipe in enumerate(RECIPES[name]):
        waiting = list(PRESENT[kind])
        while waiting:  # a new copy of the world once nobody is left in a stage
            here = world.copy(tmp_path / f"{number}-{len(waiting)}")
            with open_for(here.office_folder(kind)) as office:
                while waiting and (found := cells(here, office, waiting[0], tmp_path)):
                    stage = waiting.pop(0)
                    for cell in found:
                        with contextlib.suppress(ClerkError, IndexError):
                            recipe(cell)
                        tried[stage] += name in cell.called or cell.refused > 0
    assert [stage for stage in PRESENT[kind] if not tried[stage]] == []


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("command", ["verify", "validate", "import"])
def test_a_sheet_of_everybody_makes_by_command_only_steps_of_the_table(
    command: str, verdict: Verdict, world: World, tmp_path: Path
) -> None:
    here = world.copy(tmp_path / "world")
    folder = here.office_folder(OfficeKind.SUB_DISTRICT)
    with open_for(folder) as office, office.database.reading() as connection:
        before = stages(office)
        people = [one.worker for one in workers.each(connection)]
    sheet = tmp_path / "semua.csv"
    rows = [f"{one.nik};{one.full_name};{one.village_code};{_line(one.worker_id, verdict)}" for one in people]
    sheet.write_text("\n".join(["NIK;NAMA LENGKAP;DESA;ID;HASIL;ALASAN", *rows]) + "\n", "utf-8")
    words: list[str | Path] = ["--policy", "overwrite", sheet] if command == "import" else ["--from", sheet]
    ran = run(command, *words, "--store", folder, "--as", ADMIN, "--json")
    assert ran.code == 0, ran.out + ran.err
    with open_for(folder) as office:
        after = stages(office)
    assert forbidden("rule_on_workers", before, after) == []
    if command != "import":
        assert ran.facts["done"] + len(ran.facts["skipped"]) == len(people)
