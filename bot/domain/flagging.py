"""What people do to red flags: raise what only a person can see, lift what was explained."""

from dataclasses import dataclass

from bot.domain.flag import Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseFlag:
    """Raise a flag that only a person can see."""

    sign: Sign
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftFlag:
    """Hold that what was noticed is explained; a block needs two people, one of them a senior."""

    sign: Sign
    why: str
