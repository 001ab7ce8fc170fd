"""Every role at every service: what the table of roles forbids is refused before anything else happens."""

import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.working_day import new_folder, open_for, whole_store
from ucj_desktop import services
from ucj_desktop.domain.people import ACTION_LABELS, MAY, Action, NotAllowed, Role
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.office import Office

Service = Callable[..., Any]

# What anybody who is logged in may do, and why it asks for no role.
ASKS_NOTHING: Mapping[str, str] = {
    "change_own_password": "everybody's own",
    "words_of_eyes": "words, no person",
    "sentences": "words, no person",
    "usual_recap": "the office's kind",
    "letters_to_pack": "asked by the making of a package, which asks itself",
    "sentence_of": "asked by services that ask themselves",
    "details_of": "asked by services that ask themselves",
    "may_print": "says only whether one may",
    "list_accounts": "the login window shows the names to anybody",
    "look_at_start": "the store's health, no person",
    "back_up_at_exit": "whoever leaves, whatever the role",
    "list_backups": "names and counts only",
    "own_card": "the public card",
    "note_continuation": "asked by services that ask themselves",
    "find_minutes": "asked by services that ask themselves",
    "trusted_parcel": "asked by services that ask themselves",
    "copied": "asked by services that ask themselves",
    "minutes_as_of_now": "asked by services that ask themselves",
    "rules_context": "shipped tables",
    "keep_draft": "one's own typing",
    "drop_draft": "one's own typing",
    "kept_drafts": "one's own typing",
    "keep_carried": "one's own typing",
    "carried_worker": "one's own typing",
    "draft_store": "one's own typing",
    "held_papers": "one's own typing",
    "drop_held_paper": "one's own typing",
    "drop_papers_of_no_draft": "one's own typing",
    "attach_held_papers": "asks through the attaching that it does",
    "keep_typed_worker": "asks through the saving, confirming and attaching that it does",
    "attachments_allowed": "a setting, no person",
    "list_issuers": "public certificates",
    "find_own_village": "shipped tables",
    "nearest_deadline": "a day, no person",
    "read_calendar": "days, no person",
    "progress_of": "a computation on what was counted",
    "office_facts": "the letterhead",
    "paper_facts": "the letterhead and what the asking service hands in",
    "sign_day": "asked by sign_past_day: whoever comes first, whatever the role",
    "sign_past_day": "whoever comes first, whatever the role",
    "gather_facts": "asked by printing, which asks itself",
    "plan_file": "asked by an import, which asks itself",
    "row_changes": "a computation on rows that an import has planned",
    "write_import_errors": "rows that an import has planned",
    "findings_to_mend": "asks through keep_findings, which everybody may",
    "require_district": "the kind of office, no person",
    "row_of": "a row that a plan has chosen",
    "rows_of": "rows that a plan has chosen",
    "office_words": "the name of a kecamatan",
    "returned_words": "words of an answer, asked by services that ask themselves",
    "kept_words": "words of an answer, asked by services that ask themselves",
    "terms_of": "what was asked for, no person",
    "line_in_words": "a funding line, no person",
    "receive_chosen": "asks for each package, and holds the refused ones",
}
# A first argument that decides which action is asked for.
FIRST: Mapping[str, tuple[object, ...]] = {
    "rule_on_workers": (Step.VERIFY, Step.VALIDATE),
    "preview_rulings": (Step.VERIFY, Step.VALIDATE),
    "rule_from_sheet": (Step.VERIFY, Step.VALIDATE),
}


def found_services() -> dict[str, Service]:
    """Every public function of the services whose first parameter is the office, by name."""
    found: dict[str, Service] = {}
    for module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        for name, one in vars(importlib.import_module(module.name)).items():
            if inspect.isfunction(one) and one.__module__ == module.name and not name.startswith("_"):
                first = next(iter(inspect.signature(one).parameters.values()), None)
                if first is not None and first.annotation in (Office, "Office"):
                    found[name] = one
    return found


SERVICES = found_services()
# Parts of a service that work inside its transaction; the service has asked.
INSIDE = {
    name
    for name, one in SERVICES.items()
    if "connection" in inspect.signature(one).parameters or one.__module__.endswith(("made_up_people", "demo_day"))
}
CALLS = [(name, first) for name in sorted(SERVICES.keys() - INSIDE) for first in FIRST.get(name, (None,))]


def refusal(office: Office, name: str, first: object) -> NotAllowed | None:
    """What a service says when it is called with nothing that makes sense."""
    service = SERVICES[name]
    needed = [
        one
        for one in list(inspect.signature(service).parameters.values())[1:]
        if one.default is inspect.Parameter.empty
    ]
    positional = [None for one in needed if one.kind is not inspect.Parameter.KEYWORD_ONLY]
    named = {one.name: None for one in needed if one.kind is inspect.Parameter.KEYWORD_ONLY}
    if first is not None:
        positional[0] = first  # type: ignore[call-overload]
    refused: NotAllowed | None = None
    with contextlib.suppress(Exception):
        try:
            service(office, *positional, **named)
        except NotAllowed as told:
            refused = told
    return refused


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, object], dict[Role, NotAllowed | None]]:
    """What every role is told by every service."""
    found: dict[tuple[str, object], dict[Role, NotAllowed | None]] = {call: {} for call in CALLS}
    for role in Role:
        folder = new_folder(tmp_path_factory.mktemp("roles") / role.value, staffed=True)
        with open_for(folder, role) as office:
            for call in CALLS:
                before = whole_store(office), files_in(folder)
                found[call][role] = refusal(office, *call)
                if found[call][role] is not None:
                    assert (whole_store(office), files_in(folder)) == before, call
    return found


def files_in(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_size for path in folder.rglob("*") if "store.db" not in path.name}


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]}-{call[1]}")
def test_a_service_refuses_exactly_the_roles_that_the_table_refuses(
    told: dict[tuple[str, object], dict[Role, NotAllowed | None]], call: tuple[str, object]
) -> None:
    refused = {role: one for role, one in told[call].items() if one is not None}
    if not refused:
        allowed_to_all = {action for action in Action if all(action in MAY[role] for role in Role)}
        asks = "office.require" in inspect.getsource(SERVICES[call[0]])
        assert call[0] in ASKS_NOTHING or (asks and allowed_to_all), f"{call[0]} asks nobody"
        return
    labels = {label: action for action, label in ACTION_LABELS.items()}
    actions = {labels[one.what.split(" tidak boleh ")[1].rstrip(".")] for one in refused.values()}
    assert len(actions) == 1
    action = actions.pop()
    assert set(refused) == {role for role in Role if action not in MAY[role]}


def test_many_forbidden_calls_were_tried(told: dict[tuple[str, object], dict[Role, NotAllowed | None]]) -> None:
    assert sum(one is not None for by_role in told.values() for one in by_role.values()) > 80
    assert SERVICES.keys() >= ASKS_NOTHING.keys()


def test_an_account_alone_in_its_office_may_do_everything(tmp_path: Path) -> None:
    with open_for(new_folder(tmp_path / "office")) as office:
        for action in Action:
            office.require(action)
