"""The one hash of the product."""

import hashlib


def hexdigest(content: bytes) -> str:
    """SHA-256 (FIPS 180-4) of `content`, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()
