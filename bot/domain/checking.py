"""Beside a call: the number, a step that could not be taken, documents, a call's own log.

None of these opens a gate. A step that could not be taken is skipped by two people so that whoever
decides sees that somebody thought of it; it is worth nothing, however many are skipped.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.request import Attachment
from bot.domain.roster import Ref
from bot.domain.verification import StepKind, StepResult

SKIPPABLE: Final = (StepKind.CALLBACK, StepKind.SUPERVISOR, StepKind.DISPATCH, StepKind.DOCUMENT)
"""Steps that people take; what the product checks itself, it always checks."""
MOST_SKIPS: Final = 40
"""Proposals of one case: each step ten times over."""
MOST_LOGS: Final = 20
"""Files attached to the calls of one case."""


class Looked(StrEnum):
    """What somebody looked at in a document."""

    LETTERHEAD = "letterhead"
    SIGNATURE = "signature"
    METADATA = "metadata"
    ALTERATION = "alteration"
    ISSUER = "issuer"


class SkipEnd(StrEnum):
    """How a proposal to skip a step ended."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A proposal to skip a step; `end` is None while it waits for a second person."""

    number: int
    step: StepKind
    by: Ref
    at: datetime
    end: SkipEnd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLog:
    """A file about a call; `step` counts the steps of the case from 1."""

    step: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeNumber:
    """Propose a number found outside the directory."""

    number: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmNumber:
    """Confirm a proposed number by finding it oneself."""

    key: str
    number: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeSkip:
    """Propose that a step is skipped, because it could not be taken."""

    step: StepKind
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSkip:
    """Agree, as another person, that the step could not be taken."""

    number: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseSkip:
    """Hold, as another person, that the step can be taken."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDocument:
    """Record what was looked at in a document that came with the case, and what was found."""

    document: str
    looked: frozenset[Looked]
    result: StepResult
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachCallLog:
    """Attach the telephone system's log, or a picture of it, to a recorded call."""

    step: int
    attachment: Attachment


StepCommand = (
    ProposeNumber
    | ConfirmNumber
    | ProposeSkip
    | ConfirmSkip
    | RefuseSkip
    | RecordDocument
    | AttachCallLog
)
"""What people file of such a step."""
