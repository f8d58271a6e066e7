"""What was noticed about a request, who lifted it, and which cases belong together."""

from dataclasses import dataclass

from bot.domain.codec import event
from bot.domain.flag import Sign, Weight
from bot.domain.linking import LinkReason
from bot.domain.request import Request, Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """One sign and what it weighs."""

    sign: Sign
    weight: Weight


@event("flags.raised", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class FlagsRaised:
    """What the rules notice now, all of it: what is missing here is noticed no longer."""

    noticed: tuple[Noticed, ...]


@event("flag.added", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class FlagAdded:
    """A person raised a flag that only a person can see."""

    sign: Sign
    weight: Weight
    why: Sealed = None


@event("flag.lifted", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class FlagLifted:
    """A person holds that what was noticed is explained; `senior` as of that moment."""

    sign: Sign
    senior: bool
    why: Sealed = None


@event("case.linked", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLinked:
    """Another case has something in common with this one; each is decided for itself."""

    other: str
    why: LinkReason


@event("copy.received", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CopyReceived:
    """The same incident came by another channel; it is kept beside the first and changes nothing.

    `changed` names the fields in which it differs from the request as it stood then.
    """

    number: int
    channel: str
    vouched: bool
    request: Request
    mark: str
    original: Sealed = None
    changed: tuple[str, ...] = ()
