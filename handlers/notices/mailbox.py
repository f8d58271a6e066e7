"""Reads one e-mail address strictly, so that nothing in it can reach past its place."""

import re
import unicodedata
from dataclasses import dataclass
from email.utils import parseaddr

import idna

from handlers.notices.hostile import one_line

_LOCAL_CAP = 64  # octets, RFC 5321 4.5.3.1.1
_ADDRESS_CAP = 254  # octets, RFC 5321 4.5.3.1.3: a path of 256 with its angle brackets
# RFC 5322 dot-atom; RFC 6532 adds letters outside ASCII. Quoted local parts are refused.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\U0010ffff-]+"
_LOCAL = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_NOT_IN_LOCAL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})


class MailboxRefusedError(ValueError):
    """An address cannot be used; `reason` is a code and never holds the address."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address, its domain in A-labels (RFC 5890); `name` is for display, in ASCII or not."""

    local: str
    domain: str
    name: str = ""

    @property
    def address(self) -> str:
        """The address as it goes on the wire."""
        return f"{self.local}@{self.domain}"

    @property
    def international(self) -> bool:
        """Whether the server must understand SMTPUTF8 (RFC 6531) for this address."""
        return not self.local.isascii()


def read_mailbox(text: str) -> Mailbox:
    """Read a bare address; raises MailboxRefusedError for anything else."""
    local, at, domain = text.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or len(local.encode("utf-8", "replace")) > _LOCAL_CAP:
        raise MailboxRefusedError("address_invalid")
    if any(unicodedata.category(c) in _NOT_IN_LOCAL for c in local):
        raise MailboxRefusedError("address_invalid")
    mailbox = Mailbox(local, _a_labels(domain))
    if len(mailbox.address.encode()) > _ADDRESS_CAP:
        raise MailboxRefusedError("address_too_long")
    return mailbox


def read_sender(text: str) -> Mailbox:
    """Read `Privacy Desk <privacy@example.com>`; raises MailboxRefusedError for anything else."""
    name, address = parseaddr(text)
    mailbox = read_mailbox(address)
    return Mailbox(mailbox.local, mailbox.domain, one_line(name))


def _a_labels(domain: str) -> str:
    try:
        ascii_domain = (
            domain.lower() if domain.isascii() else idna.encode(domain, uts46=True).decode("ascii")
        )
    except idna.IDNAError:
        raise MailboxRefusedError("domain_invalid") from None
    if not _DOMAIN.fullmatch(ascii_domain):
        raise MailboxRefusedError("domain_invalid")
    return ascii_domain
