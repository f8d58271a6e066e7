"""The mail server's address in the settings, and what it makes of encryption."""

import pytest

from bot.workflow.deliver import PATIENCE
from handlers.notices.relay import Encryption, Relay, TimeLimits, read_relay


@pytest.mark.parametrize(
    ("url", "port", "encryption"),
    [
        ("smtp://localhost:25", 25, Encryption.NONE),
        ("smtp://127.0.0.1:2525", 2525, Encryption.NONE),
        ("smtp://[::1]", 25, Encryption.NONE),
        ("smtp://relay.example.com", 25, Encryption.OFFERED),
        ("smtp://relay.example.com?starttls=required", 587, Encryption.REQUIRED),
        ("smtp://relay.example.com:25/?starttls=required", 25, Encryption.REQUIRED),
        ("smtps://relay.example.com", 465, Encryption.AT_ONCE),
    ],
)
def test_an_address_says_port_and_encryption(url: str, port: int, encryption: Encryption) -> None:
    """Each form of address has its own port and its own moment for TLS."""
    relay = read_relay(url)
    assert (relay.port, relay.encryption) == (port, encryption)


def test_the_user_is_read_and_the_password_not_shown() -> None:
    """The user is unquoted; neither text form of the relay shows the password."""
    relay = read_relay("smtps://desk%40example.com@relay.example.com", "hush")
    assert (relay.user, relay.password) == ("desk@example.com", "hush")
    assert "hush" not in f"{relay!r}{relay}"
    assert isinstance(relay, Relay)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "relay.example.com",
        "http://relay.example.com",
        "smtp://",
        "smtp://relay.example.com/path",
        "smtp://relay.example.com?starttls=no",
        "smtp://relay.example.com?verify=false",
        "smtps://relay.example.com?starttls=required",
        "smtp://relay.example.com:99999",
        "smtps://desk:hush@relay.example.com",
        "smtp://desk@relay.example.com",
    ],
)
def test_another_address_is_refused(wrong: str) -> None:
    """Unknown forms, switched-off checks, and passwords in the open are no relay."""
    with pytest.raises(ValueError, match=r"smtp_url|[Pp]ort") as refusal:
        read_relay(wrong)
    assert "hush" not in str(refusal.value)


def test_a_mail_ends_before_the_courier_gives_it_up() -> None:
    """All that a transaction may take, goodbye included, leaves time to record how it ended."""
    limits = read_relay("smtp://localhost").limits
    assert limits == TimeLimits()
    spent = limits.connect + limits.command + limits.message + limits.goodbye
    assert limits.whole == spent - limits.goodbye
    assert spent <= PATIENCE - 5
