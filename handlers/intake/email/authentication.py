"""Is a mail from where it says? One step of verification, and never more than a signal.

A real mailbox may be compromised, and a compromised one passes all of this.
"""

from dataclasses import dataclass

from bot.domain.verification import StepFinding, StepResult
from handlers.intake.email.key_records import TextRecords
from handlers.intake.email.letter import Letter
from handlers.intake.email.sealers import sealed
from handlers.intake.email.server_results import ServerResults, server_results
from handlers.intake.email.signatures import Checked, check_signatures

_PROVEN = frozenset({StepFinding.DKIM_PASS, StepFinding.ARC_PASS})
_FORGED = frozenset({StepFinding.DKIM_FAIL, StepFinding.DMARC_FAIL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Authenticated:
    """What the checks came to, and each of them."""

    result: StepResult
    findings: tuple[StepFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authenticator:
    """Checks a mail. `authserv_id` is the one server that is believed; empty: none is asked."""

    records: TextRecords
    authserv_id: str = ""
    sealers: frozenset[str] = frozenset()

    def check(self, letter: Letter, at: float) -> Authenticated:
        """Return the step's result as of `at` (epoch seconds). Blocks while it asks for keys."""
        author = letter.sender.domain
        message = Checked(letter.raw, letter.headers, at, self.records)
        findings = [check_signatures(message, author)]
        seen = server_results(letter.headers, self.authserv_id, author)
        if self.authserv_id:
            findings.extend(_said(seen))
        if findings[0] is not StepFinding.DKIM_PASS or StepFinding.DMARC_FAIL in findings:
            findings.extend([StepFinding.ARC_PASS] if sealed(message, author, self.sealers) else [])
        if letter.headers.odd:
            findings.append(StepFinding.MALFORMED)
        if letter.sent_at is None:
            findings.append(StepFinding.UNDATED)
        return Authenticated(result=self._result(findings, seen), findings=tuple(findings))

    def _result(self, findings: list[StepFinding], seen: ServerResults | None) -> StepResult:
        found = frozenset(findings)
        if found & {StepFinding.MALFORMED, StepFinding.UNDATED}:
            return StepResult.FAIL if found & _FORGED else StepResult.INCONCLUSIVE
        if StepFinding.ARC_PASS in found:
            return StepResult.PASS
        if found & _FORGED:
            return StepResult.FAIL
        agrees = not self.authserv_id or (seen is not None and seen.vouches)
        return StepResult.PASS if found & _PROVEN and agrees else StepResult.INCONCLUSIVE


def _said(seen: ServerResults | None) -> list[StepFinding]:
    if seen is None:
        return [StepFinding.OUR_SERVER_SILENT]
    words = {
        ("dmarc", "pass"): StepFinding.DMARC_PASS,
        ("dmarc", "fail"): StepFinding.DMARC_FAIL,
        ("spf", "pass"): StepFinding.SPF_PASS,
        ("spf", "fail"): StepFinding.SPF_FAIL,
    }
    given = (words.get(("dmarc", seen.dmarc or "")), words.get(("spf", seen.spf or "")))
    return [finding for finding in given if finding is not None]
