"""The settings of the anchors: where checkpoints are published outside the database."""

from typing import Annotated

from pydantic import Field, SecretStr

from bot import settings_kinds as kind
from bot.settings_section import Section

_EMPTY = SecretStr("")


class AnchorHttp(Section):
    """A place that takes what is put there once, and never lets it be changed."""

    url: kind.HookUrl = Field(
        "", description="Takes PUT with If-None-Match, gives it back by GET; empty: none"
    )
    token: kind.Secret = Field(_EMPTY, description="Sent as a bearer token; empty: none")
    held_by: kind.LineOrEmpty = Field(
        "", description="Who else holds it, so that our own operators cannot change it"
    )


class AnchorStamp(Section):
    """A time stamping authority (RFC 3161), which says since when a checkpoint exists."""

    url: kind.HookUrl = Field("", description="Where it answers; empty: none")
    roots: kind.LineOrEmpty = Field("", description="A PEM file of the roots that it is checked by")
    folder: kind.LineOrEmpty = Field(
        "stamps", description="Where each checkpoint is kept beside its time stamp"
    )


class AnchorWitness(Section):
    """A witness that signs what is consistent with what it saw before (C2SP tlog-witness)."""

    url: kind.HookUrl = Field("", description="Its submission prefix; empty: none")
    key: kind.LineOrEmpty = Field("", description="Its verifier key, as the witness publishes it")


class Anchors(Section):
    """Where checkpoints are published outside the database."""

    file: kind.LineOrEmpty = Field(
        "checkpoints.txt", description="Appended; may be on a write-once mount"
    )
    slack_channel: kind.SlackChannelOrEmpty = Field("", description="Posted there as well")
    email: Annotated[tuple[kind.Mail, ...], kind.Expect("a list of e-mail addresses")] = Field(
        (), description="The legal lead's mailbox, or one kept for this; another house's is best"
    )
    http: AnchorHttp = Field(default_factory=AnchorHttp)
    stamp: AnchorStamp = Field(default_factory=AnchorStamp)
    witness: AnchorWitness = Field(default_factory=AnchorWitness)
