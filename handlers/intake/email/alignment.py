"""DMARC's alignment (RFC 7489 3.1): one organisation behind two domains, by the suffix list."""

from functools import cache

from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def organisation(domain: str) -> str:
    """Return the organisational domain (RFC 7489 3.2); a public suffix is only itself."""
    plain = domain.lower().rstrip(".")
    return _suffixes().privatesuffix(plain) or plain


def aligned(signer: str, author: str) -> bool:
    """Whether both domains belong to one organisation (relaxed alignment)."""
    return bool(signer) and organisation(signer) == organisation(author)
