"""What happened beside the calls: steps skipped, documents looked at, logs of calls attached."""

from dataclasses import dataclass

from bot.domain.checking import Looked
from bot.domain.codec import event
from bot.domain.request import Attachment, Sealed
from bot.domain.verification import StepKind, StepResult


@event("verification.skip_proposed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class SkipProposed:
    """A step could not be taken; a second person must agree before it is skipped."""

    number: int
    step: StepKind
    why: Sealed = None


@event("verification.skip_agreed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class SkipAgreed:
    """A second person agreed that a step is skipped; the skipped step stands before this."""

    number: int
    why: Sealed = None


@event("verification.skip_refused", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class SkipRefused:
    """A second person holds that the step can be taken."""

    number: int
    why: Sealed = None


@event("verification.document_examined", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentExamined:
    """A person looked at a document; `document` is the key that its bytes are sealed under."""

    document: str
    looked: frozenset[Looked]
    result: StepResult
    note: Sealed = None


@event("verification.call_log_attached", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CallLogAttached:
    """A file about a call; `step` counts the steps of the case from 1."""

    step: int
    attachment: Attachment
