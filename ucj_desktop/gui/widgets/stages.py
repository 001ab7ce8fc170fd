"""Stages and verdicts of workers as states on the screen."""

from collections.abc import Mapping

from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.gui.look import State

_STAGES: Mapping[Stage, State] = {
    Stage.COLLECTED: State.NOTE,
    Stage.NEEDS_MENDING: State.WARNS,
    Stage.VERIFIED: State.GOOD,
    Stage.VALIDATED: State.GOOD,
    Stage.SENT: State.GOOD,
    Stage.ACCEPTED: State.GOOD,
    Stage.RETURNED: State.BLOCKS,
    Stage.REGISTERED: State.GOOD,
}
_VERDICTS: Mapping[Verdict, State] = {
    Verdict.ELIGIBLE: State.GOOD,
    Verdict.ELIGIBLE_CORRECTED: State.GOOD,
    Verdict.NOT_ELIGIBLE: State.BLOCKS,
    Verdict.PENDING: State.WARNS,
}


def state_of_stage(stage: Stage) -> State:
    return _STAGES[stage]


def state_of_verdict(verdict: Verdict | None) -> State | None:
    return None if verdict is None else _VERDICTS[verdict]
