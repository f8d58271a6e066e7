"""Is the requester who they claim to be? Steps, levels, and what a step is worth.

The level rule in one sentence: 1, the channel vouches; 2, a call-back on a number that was found
independently of the request passed; 3, a second caller confirmed it with the supervisor or with
dispatch, and not both callers review the case.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.roster import Ref

CODE_TRIES = 3
"""Wrong codes before the code is burnt and a senior is told."""


class StepKind(StrEnum):
    """What was done to verify the requester."""

    EMAIL_AUTHENTICATION = "email_authentication"
    DIRECTORY_DOMAIN = "directory_domain"
    CALLBACK = "callback"
    SUPERVISOR = "supervisor"
    DISPATCH = "dispatch"
    DOCUMENT = "document"
    HISTORY = "history"


CALLS = frozenset({StepKind.CALLBACK, StepKind.SUPERVISOR, StepKind.DISPATCH})
"""Steps that are telephone calls: the only ones that a level above 1 is made of."""


class StepResult(StrEnum):
    """How a step ended. Only a pass ever counts."""

    PASS = "pass"  # noqa: S105 — the result of a step, not a secret
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    SKIPPED = "skipped"


class StepFinding(StrEnum):
    """What the product's own check of a mail or of earlier requests came to; in the clear."""

    DKIM_PASS = "dkim_pass"  # noqa: S105 — a result of RFC 6376, not a secret
    DKIM_NONE = "dkim_none"
    DKIM_FAIL = "dkim_fail"
    DKIM_WEAK = "dkim_weak"
    DKIM_UNALIGNED = "dkim_unaligned"
    DKIM_UNREACHABLE = "dkim_unreachable"
    DMARC_PASS = "dmarc_pass"  # noqa: S105 — a result of RFC 7489, not a secret
    DMARC_FAIL = "dmarc_fail"
    SPF_PASS = "spf_pass"  # noqa: S105 — a result of RFC 7208, not a secret
    SPF_FAIL = "spf_fail"
    ARC_PASS = "arc_pass"  # noqa: S105 — a result of RFC 8617, not a secret
    OUR_SERVER_SILENT = "our_server_silent"
    MALFORMED = "malformed"
    UNDATED = "undated"
    DOMAIN_LISTED = "domain_listed"
    DOMAIN_NOT_LISTED = "domain_not_listed"
    DOMAIN_OF_SEVERAL = "domain_of_several"
    AGENCY_DISTRUSTED = "agency_distrusted"
    FIRST_SEEN_AGENCY = "first_seen_agency"
    FIRST_SEEN_OFFICER = "first_seen_officer"
    SAME_TARGET = "same_target"
    TEXT_REUSED = "text_reused"
    BURST = "burst"


class NumberSource(StrEnum):
    """Where the dialled number was found; what matters is this, not its digits."""

    DIRECTORY = "directory"
    AD_HOC = "ad_hoc"


class Reached(StrEnum):
    """Who answered the call."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    DISPATCH = "dispatch"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One verification step as the fold keeps it; a skipped one was proposed by `proposed_by`."""

    kind: StepKind
    result: StepResult
    by: Ref
    at: datetime
    number: str | None = None
    source: NumberSource | None = None
    findings: tuple[StepFinding, ...] = ()
    proposed_by: Ref | None = None
    document: str | None = None
    looked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdHocNumber:
    """A number not in the directory; usable once two people found it, each by a source."""

    key: str
    found_by: Ref
    confirmed_by: Ref | None = None


def counting(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The passes since the last denial; a denial takes the worth of all before it.

    What earlier requests say is neither: it vouches for nobody, and denies nothing.
    """
    kept: list[Step] = []
    for step in steps:
        if step.kind is StepKind.HISTORY:
            continue
        if step.result is StepResult.FAIL:
            kept = []
        elif step.result is StepResult.PASS:
            kept.append(step)
    return tuple(kept)


def level(*, vouched: bool, steps: Iterable[Step], reviewers: frozenset[Ref]) -> int:
    """The identity level, 0 to 3, when `reviewers` are the people who decide the case."""
    passed = counting(steps)
    calls = [s for s in passed if s.kind is StepKind.CALLBACK]
    if not calls:
        return 1 if vouched else 0
    seconds = [s for s in passed if s.kind in (StepKind.SUPERVISOR, StepKind.DISPATCH)]
    third = any(
        call.by != second.by and not {call.by, second.by} <= reviewers
        for call in calls
        for second in seconds
    )
    return 3 if third else 2
