"""Whether a parcel may be taken in now, after what its sender has sent before."""

from ucj_desktop.domain.parcel import LastAccepted, Parcel, ParcelKind, SequenceState, sequence_state
from ucj_desktop.handoff.refusals import AnswerFromAnotherHistory, MissingPredecessor, PackageFromAnotherHistory


def require_place(parcel: Parcel, sha256: str, last: LastAccepted | None) -> SequenceState:
    """The parcel's place after ``last``, when it may be taken in.

    A full package, and an answer that names none before it, need nothing before them, so they heal a gap and a fork
    with a higher number; the state still says so and belongs into the receipt. For EARLIER the caller looks into its
    register: a file accepted before is harmless.
    Raises :class:`MissingPredecessor`, :class:`PackageFromAnotherHistory`, :class:`AnswerFromAnotherHistory`.
    """
    state = sequence_state(parcel, sha256, last)
    number = last.seq if last else 0
    is_reply = parcel.kind in (ParcelKind.ANSWER, ParcelKind.ASSIGNMENT)
    begins_anew = parcel.kind is ParcelKind.FULL or (is_reply and not parcel.prev)
    if begins_anew and parcel.seq > number:
        return state
    if state is SequenceState.GAP:
        raise MissingPredecessor(parcel.sender, number + 1, parcel.seq - 1)
    if state is SequenceState.FORK and is_reply:
        raise AnswerFromAnotherHistory(parcel.seq, number)
    if state is SequenceState.FORK:
        raise PackageFromAnotherHistory(parcel.sender, parcel.seq, number)
    return state
