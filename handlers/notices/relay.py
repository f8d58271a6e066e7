"""The mail server that we hand messages to: read from its address in the settings."""

import ssl
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote, urlsplit

_PORT_RELAY = 25
_PORT_SUBMISSION = 587  # RFC 6409
_PORT_SUBMISSION_TLS = 465  # RFC 8314
_EXPECTED = "smtp_url: expected smtp://host:25, smtps://host or smtp://host?starttls=required"


class Encryption(StrEnum):
    """When TLS starts on a connection."""

    AT_ONCE = "at_once"
    REQUIRED = "required"
    OFFERED = "offered"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Seconds to wait: for the connection, for a command's reply, for the reply to the message.

    RFC 5321 4.5.3.2 asks for 5 and 10 minutes; shorter ones free the task's lease in time, at
    the price of more attempts whose end is unknown. However many commands there are, the whole
    transaction takes no longer than the three together: whoever ordered it must hear its end.
    """

    connect: float = 8
    command: float = 8
    message: float = 22
    goodbye: float = 2

    @property
    def whole(self) -> float:
        """Seconds until the message is theirs, or we know no better."""
        return self.connect + self.command + self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Where mail is handed over, as whom, and by which authorities certificates are checked."""

    host: str
    port: int
    encryption: Encryption
    user: str | None = None
    password: str = ""
    tls: ssl.SSLContext
    limits: TimeLimits = TimeLimits()

    def __repr__(self) -> str:
        """Show the place, never the password."""
        return f"Relay({self.host}:{self.port}, {self.encryption})"


def read_relay(
    url: str,
    password: str = "",
    *,
    tls: ssl.SSLContext | None = None,
    limits: TimeLimits | None = None,
) -> Relay:
    """Read the settings' `smtp_url`; raises ValueError with what was expected.

    Certificates are always checked. Without `?starttls=required` TLS is used where the server
    offers it, but not on the machine itself, where names and certificates seldom agree. A
    password is never sent in the clear to another machine. `tls` replaces the system's
    trusted authorities.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError(_EXPECTED)
    if parts.password is not None or query not in ({}, {"starttls": "required"}):
        raise ValueError(f"{_EXPECTED}; a password goes into smtp_password")
    if parts.scheme == "smtps" and query:
        raise ValueError("smtp_url: expected smtps:// or starttls, not both")
    encryption = _encryption(parts.scheme, parts.hostname, required=bool(query))
    weak = encryption in (Encryption.OFFERED, Encryption.NONE)
    if parts.username and weak and not _on_this_machine(parts.hostname):
        raise ValueError("smtp_url: a user needs smtps:// or ?starttls=required")
    return Relay(
        host=parts.hostname,
        port=parts.port or _default_port(encryption),
        encryption=encryption,
        user=unquote(parts.username) if parts.username else None,
        password=password,
        # Made once: reading the system's authorities takes tens of milliseconds.
        tls=tls or ssl.create_default_context(),
        limits=limits or TimeLimits(),
    )


def _encryption(scheme: str, host: str, *, required: bool) -> Encryption:
    if scheme == "smtps":
        return Encryption.AT_ONCE
    if required:
        return Encryption.REQUIRED
    return Encryption.NONE if _on_this_machine(host) else Encryption.OFFERED


def _default_port(encryption: Encryption) -> int:
    if encryption is Encryption.AT_ONCE:
        return _PORT_SUBMISSION_TLS
    return _PORT_SUBMISSION if encryption is Encryption.REQUIRED else _PORT_RELAY


def _on_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
