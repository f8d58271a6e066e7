"""The public keys of signers: looked up in the DNS, and judged before they are used."""

import base64
import binascii
from dataclasses import dataclass
from typing import Protocol

import dns.exception
import dns.resolver
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

TIME_LIMIT = 3.0
"""Seconds for one look-up."""
LEAST_BITS = 2_048
"""RFC 8301 asks signers for 2,048 bits; it lets verifiers take 1,024, and we do not."""

_RECORD_CAP = 4_096


class LookupFailedError(Exception):
    """The DNS did not answer: neither a key nor the absence of one."""


class TextRecords(Protocol):
    """Looks up TXT records."""

    def __call__(self, name: str) -> bytes | None:
        """Return the record's text, None where there is none; raises LookupFailedError."""


class DnsRecords:
    """The `TextRecords` of this machine's resolver. Blocks, so it runs in a worker thread."""

    def __init__(self) -> None:
        self._resolver: dns.resolver.Resolver | None = None

    def __call__(self, name: str) -> bytes | None:
        """Ask the resolver."""
        try:
            if self._resolver is None:
                self._resolver = dns.resolver.Resolver()
                self._resolver.cache = dns.resolver.LRUCache()
            found = self._resolver.resolve(name, "TXT", lifetime=TIME_LIMIT)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return None
        except (dns.exception.DNSException, OSError, UnicodeError) as error:
            raise LookupFailedError(type(error).__name__) from None
        return b"".join(next(iter(found)).strings)


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key record (RFC 6376 3.6.1): `usable` where we accept signatures by it.

    `strict`: the signer's identity must be of the very domain (flag `s`).
    """

    text: bytes
    usable: bool
    strict: bool = False


def read_key(text: bytes) -> KeyRecord:
    """Judge a record: RSA, of 2,048 bits or more, not for tests, not for SHA-1 alone."""
    tags: dict[str, str] = {}
    for piece in text[:_RECORD_CAP].decode("ascii", "replace").split(";"):
        name, _, value = piece.partition("=")
        tags[name.strip()] = "".join(value.split())
    flags = tags.get("t", "").split(":")
    usable = (
        tags.get("v", "DKIM1") == "DKIM1"
        and tags.get("k", "rsa") == "rsa"
        and "y" not in flags
        and "sha256" in tags.get("h", "sha256").split(":")
        and bits(tags.get("p", "")) >= LEAST_BITS
    )
    return KeyRecord(text, usable, "s" in flags)


def bits(encoded: str) -> int:
    """Return an RSA key's length in bits; 0 for anything else."""
    try:
        key = load_der_public_key(base64.b64decode(encoded, validate=True))
    except (ValueError, TypeError, binascii.Error, UnsupportedAlgorithm):
        return 0
    return key.key_size if isinstance(key, RSAPublicKey) else 0
