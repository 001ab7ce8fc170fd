"""Whether rows of a package may be taken: their village, verdicts, signatures, data and the rules, many at once."""

from collections.abc import Mapping, Sequence

from ucj_desktop.domain.fields import FIELDS
from ucj_desktop.domain.frozen import worker_digest
from ucj_desktop.domain.rules import Context, Severity
from ucj_desktop.domain.verdict import Ruling
from ucj_desktop.services.collect.check_rows import RowChecker
from ucj_desktop.services.handoff.package_approvals import Attested
from ucj_desktop.services.handoff.package_rows import PackedWorker
from ucj_desktop.services.rounds.signed_rulings import is_signed_by_its_account


class RowJudge:
    """Asks everything of every row; what a rule said of a value is remembered for the next rows."""

    def __init__(self, sender: str, context: Context, keys: Mapping[str, list[bytes]], attested: Attested) -> None:
        """``keys`` are the public keys of the sender's accounts, by account id."""
        self._sender, self._keys, self._attested = sender, keys, attested
        self._rules = RowChecker(context, [field.code for field in FIELDS])

    def why_not(self, rows: Sequence[PackedWorker], validated: Mapping[str, Ruling]) -> list[str | None]:
        """For each row the first reason against it, as an Indonesian sentence; None where there is none.

        ``validated`` holds the last validation of each worker, as the package states it.
        """
        said = [self._against(one, validated.get(one.worker.worker_id)) for one in rows]
        asked = [at for at, why in enumerate(said) if why is None and rows[at].verdict.is_eligible]
        for at, findings in zip(asked, self._rules.check([rows[at].worker for at in asked]), strict=True):
            blocking = next((one for one in findings if one.severity is Severity.BLOCKS), None)
            if blocking is not None:
                said[at] = f"{blocking.code}: {blocking.what}"
        return said

    def _against(self, one: PackedWorker, ruling: Ruling | None) -> str | None:
        worker = one.worker
        if not worker.village_code.startswith(self._sender):
            return "Desanya bukan wilayah kecamatan pengirim."
        stated = (one.verdict, one.reason, one.verdict_note)
        if ruling is None or (ruling.verdict, ruling.reason, ruling.note) != stated:
            return "Tidak ada hasil validasi yang sesuai."
        if not is_signed_by_its_account(ruling, self._keys):
            return "Tanda tangan akun pada hasil validasinya tidak sah."
        if ruling.worker_digest != worker_digest(worker):
            return "Datanya bukan data yang divalidasi."
        return self._attested.why_not(one.minutes_id, one.revision)
