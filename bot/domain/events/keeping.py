"""What happened to the product's own keys: who reads the record must know which key may sign it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.codec import event


@event("key.introduced", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class KeyIntroduced:
    """A signing key joined the chain; `public` and who endorsed it in hex, with the signature.

    The first key endorses itself.
    """

    public: str
    created: datetime
    endorsed_by: str
    endorsement: str


@event("key.revoked", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRevoked:
    """A signing key's checkpoints count over at most that many entries from here on."""

    public: str
    revoked_at: datetime
    entries: int
    revocation: str


@event("ring.rewrapped", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RingRewrapped:
    """The keys of so many cases were wrapped anew under another key of the ring, by its id."""

    under: str
    count: int


@event("ring.key_destroyed", schema=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class RingKeyDestroyed:
    """A key of the ring was destroyed: old copies under it open never again."""

    key: str


OfKeys = KeyIntroduced | KeyRevoked | RingRewrapped | RingKeyDestroyed
"""What happens to the keys that sign the record and wrap the keys of cases."""
