"""The kinds of value that a setting may have, each with the words for what it expects."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, SecretStr

from bot import settings_checks as check


@dataclass(frozen=True)
class Expect:
    """What a value must look like, in words that follow "expected"."""

    words: str


_MAIL = r"[^@\s<>,;\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*"
_PERSON = r"[a-z0-9][a-z0-9_.-]{0,39}"
_CHANNEL = r"[CG][A-Z0-9]{2,20}"
_HOOK_SECRET = "a Standard Webhooks secret: whsec_ and base64 of at least 24 bytes"  # noqa: S105 - words

Switch = Annotated[bool, Expect("true or false")]
Port = Annotated[int, Expect("a port from 0 to 65535")]
Count = Annotated[int, Expect("a whole number from 1")]
Addresses = Annotated[
    tuple[Annotated[str, AfterValidator(check.address)], ...],
    Expect("a list of IP addresses or networks such as 10.0.0.0/8"),
]
Duration = Annotated[
    timedelta,
    BeforeValidator(check.duration),
    Expect("a duration such as 45s, 30m, 8h, 90d or 3y"),
]
Line = Annotated[
    str, AfterValidator(check.matching(r"[^\r\n]*\S[^\r\n]*")), Expect("one line of text")
]
LineOrEmpty = Annotated[
    str, AfterValidator(check.matching(r"[^\r\n]*")), Expect("one line of text, or nothing")
]
Mail = Annotated[str, AfterValidator(check.matching(_MAIL)), Expect("an e-mail address")]
MailOrEmpty = Annotated[
    str,
    AfterValidator(check.or_empty(check.matching(_MAIL))),
    Expect("an e-mail address, or nothing"),
]
Sender = Annotated[
    str,
    AfterValidator(check.matching(rf'[^@<>,;"\r\n]+ <{_MAIL}>|{_MAIL}')),
    Expect("a sender such as Privacy Desk <privacy@example.com>"),
]
Zone = Annotated[str, AfterValidator(check.zone), Expect("a time zone such as America/Los_Angeles")]
Locale = Annotated[
    str,
    AfterValidator(check.matching(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")),
    Expect("a language such as en or en-US"),
]
Hostname = Annotated[
    str,
    AfterValidator(check.or_empty(check.matching(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*"))),
    Expect("a host name such as mx.example.com, or nothing"),
]

Counsel = Annotated[
    str,
    AfterValidator(check.or_empty(check.matching(rf"{_MAIL}|{_PERSON}"))),
    Expect("the id of a person of the roster, or an e-mail address, or nothing"),
]
PersonId = Annotated[
    str,
    AfterValidator(check.matching(_PERSON)),
    Expect("up to 40 small letters, digits, dots, dashes or underscores"),
]
Role = Annotated[
    Literal["reviewer", "senior", "custodian", "intake", "auditor"],
    Expect("reviewer, senior, custodian, intake or auditor"),
]
# In force here. A standard without its own file in the product cannot be switched on.
STANDARDS = "us_federal, california, canada, uk, eu, germany, australia"
Standard = Annotated[
    Literal["us_federal", "california", "canada", "uk", "eu", "germany", "australia"],
    Expect(f"a legal standard of the product: {STANDARDS}"),
]
Country = Annotated[
    str,
    AfterValidator(check.or_empty(check.matching(r"[A-Z]{2}"))),
    Expect("a country's two letters such as US, or nothing"),
]

SlackUser = Annotated[
    str,
    AfterValidator(check.matching(r"[UW][A-Z0-9]{2,20}")),
    Expect("a Slack member id such as U01ABCDEF"),
]
SlackTeam = Annotated[
    str,
    AfterValidator(check.matching(r"T[A-Z0-9]{2,20}")),
    Expect("a Slack team id such as T01ABCDEF"),
]
SlackEnterprise = Annotated[
    str,
    AfterValidator(check.or_empty(check.matching(r"E[A-Z0-9]{2,20}"))),
    Expect("a Slack enterprise id such as E01ABCDEF, or nothing"),
]
SlackChannel = Annotated[
    str,
    AfterValidator(check.matching(_CHANNEL)),
    Expect("a Slack channel id such as C01ABCDEF"),
]
SlackChannelOrEmpty = Annotated[
    str,
    AfterValidator(check.or_empty(check.matching(_CHANNEL))),
    Expect("a Slack channel id such as C01ABCDEF, or nothing"),
]
BotToken = Annotated[
    SecretStr,
    AfterValidator(check.secret(check.matching(r"xoxb-\S+"))),
    Expect("a bot token that begins with xoxb-"),
]
AppToken = Annotated[
    SecretStr,
    AfterValidator(check.secret(check.or_empty(check.matching(r"xapp-\S+")))),
    Expect("an app token that begins with xapp-, or nothing"),
]
SigningSecret = Annotated[
    SecretStr,
    AfterValidator(check.secret(check.matching(r"\S{8,}"))),
    Expect("a signing secret of 8 characters or more"),
]
SigningSecrets = Annotated[
    tuple[SigningSecret, ...],
    BeforeValidator(check.one_or_more),
    Expect("a signing secret, or a list of them during rotation"),
]
Secret = Annotated[SecretStr, Expect("a secret text")]
HookSecret = Annotated[
    SecretStr, AfterValidator(check.secret(check.webhook_secret)), Expect(_HOOK_SECRET)
]
HookSecretOrEmpty = Annotated[
    SecretStr,
    AfterValidator(check.secret(check.or_empty(check.webhook_secret))),
    Expect(f"{_HOOK_SECRET}, or nothing"),
]

PublicUrl = Annotated[
    str,
    AfterValidator(check.web_address),
    AfterValidator(check.without_slash),
    Expect("an https:// address (http:// only on this machine)"),
]
ApiUrl = Annotated[
    str,
    AfterValidator(check.web_address),
    AfterValidator(check.with_slash),
    Expect("an https:// address (http:// only on this machine)"),
]
HookUrl = Annotated[
    str,
    AfterValidator(check.or_empty(check.hook_address)),
    Expect("an https:// address (http:// only on this machine), or nothing"),
]
MailServer = Annotated[
    str,
    AfterValidator(check.mail_server),
    Expect("smtp:// or smtps:// with a host, and no password in it"),
]
Database = Annotated[
    SecretStr,
    AfterValidator(check.secret(check.database)),
    Expect("sqlite:///FILE or postgresql://USER@HOST/NAME"),
]
DatabaseOrEmpty = Annotated[
    SecretStr,
    AfterValidator(check.secret(check.or_empty(check.database))),
    Expect("postgresql://USER@HOST/NAME, or nothing"),
]
# C2SP signed-note: a key's name has no space and no plus sign.
Origin = Annotated[
    str,
    AfterValidator(check.matching(r"[^\s+]{1,100}")),
    Expect("an origin such as example.com/exigent, without spaces or plus signs"),
]
