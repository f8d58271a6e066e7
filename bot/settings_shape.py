"""The shape of the settings: every key, its kind, its default and what it is for."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot import settings_kinds as kind
from bot.settings_anchors import Anchors
from bot.settings_section import Section

_EMPTY = SecretStr("")


class Slack(Section):
    """The one workspace that is served."""

    bot_token: kind.BotToken = Field(description="The bot's token")
    signing_secret: kind.SigningSecrets = Field(
        (), description="Proves that a request came from Slack; two during rotation"
    )
    app_token: kind.AppToken = Field(_EMPTY, description="Set: Socket Mode; empty: HTTP")
    api_url: kind.ApiUrl = Field("https://slack.com/api/", description="Slack's Web API")
    team: kind.SlackTeam = Field(description="The workspace; presses from any other are refused")
    enterprise: kind.SlackEnterprise = Field(
        "", description="The organisation, where the workspace belongs to one"
    )
    review_channel: kind.SlackChannel = Field(description="Where cases are shown to reviewers")
    escalation_channel: kind.SlackChannel = Field(
        description="Where missed limits and alarms are shown to seniors"
    )


class Person(Section):
    """One natural person of the roster, however many Slack accounts they have."""

    id: kind.PersonId = Field(description="Stands in the record for ever; never changes")
    name: kind.Line = Field(description="The name that colleagues know")
    email: kind.Mail = Field(description="Where alarms reach them outside Slack")
    slack: Annotated[tuple[kind.SlackUser, ...], kind.Expect("a list of Slack member ids")] = Field(
        min_length=1, description="Their Slack accounts; an account never moves to another person"
    )
    roles: Annotated[
        tuple[kind.Role, ...], kind.Expect("a list of reviewer, senior, custodian, intake, auditor")
    ] = Field(min_length=1, description="What they may do")
    time_zone: kind.Zone = Field("UTC", description="For times shown to them")
    locale: kind.Locale = Field("en", description="For texts shown to them")


class Legal(Section):
    """The company, and the law and policy that it works under."""

    company: kind.Line = Field(description="The name that officers and owners read")
    standards: Annotated[
        tuple[kind.Standard, ...],
        kind.Expect(f"a list of legal standards of the product: {kind.STANDARDS}"),
    ] = Field(
        ("us_federal",), min_length=1, description="In force here; the rest is held for counsel"
    )
    stored_in: kind.Country = Field(
        "", description="Where the data lies; it helps to suggest which standard applies to a case"
    )
    imminent_policy: kind.Switch = Field(
        default=True, description="Also ask whether the danger is imminent (policy, not statute)"
    )
    strict_separation: kind.Switch = Field(
        default=False, description="Reviewers never make the call-back of any case"
    )
    privacy_contact: kind.Mail = Field(description="Where owners and officers can complain")
    counsel: kind.Counsel = Field(
        "", description="Whom an order ends with that is not carried out: a person, or a mailbox"
    )


class Record(Section):
    """The record's name in the world."""

    origin: kind.Origin = Field(
        description="The checkpoints' origin line; a new one only after a loss"
    )


class Retention(Section):
    """How long personal data is kept before it may be erased."""

    refused: kind.Duration = Field(
        timedelta(days=3 * 365), description="After every end without a release"
    )
    released: kind.Duration = Field(timedelta(days=7 * 365), description="After a release")
    fraud: kind.Duration = Field(
        timedelta(days=7 * 365), description="After a request that was found forged"
    )


class Alarm(Section):
    """Who hears that something is overdue when nothing else works."""

    email: Annotated[tuple[kind.Mail, ...], kind.Expect("a list of e-mail addresses")] = Field(
        min_length=1, description="Mailboxes that are read at night"
    )


class Limits(Section):
    """The clocks of a case. A limit never approves: it pages, escalates or lapses."""

    acknowledge: kind.Duration = Field(
        timedelta(minutes=5), description="From receipt until somebody opens the case"
    )
    triage: kind.Duration = Field(
        timedelta(minutes=15), description="From receipt until a caller takes verification"
    )
    verification: kind.Duration = Field(
        timedelta(minutes=30), description="From receipt until the level required is reached"
    )
    first_determination: kind.Duration = Field(
        timedelta(minutes=30), description="From receipt until the first is filed"
    )
    second_determination: kind.Duration = Field(
        timedelta(minutes=30), description="From the first filed until the second"
    )
    hard_stop: kind.Duration = Field(
        timedelta(hours=8), description="From receipt until the case lapses"
    )
    answer: kind.Duration = Field(
        timedelta(minutes=60), description="From our question until the agency's answer"
    )
    approval_valid: kind.Duration = Field(
        timedelta(hours=12), description="From approval until a new review is needed"
    )
    facts_fresh: kind.Duration = Field(
        timedelta(minutes=60), description="How old the last confirmation may be at release"
    )
    senior_call: kind.Duration = Field(
        timedelta(minutes=10),
        description="From a refusal, a lapse or a failed verification until a senior calls",
    )
    notice_target: kind.Duration = Field(
        timedelta(hours=24), description="From the emergency's end until the owner is told"
    )
    notice_hard_max: kind.Duration = Field(
        timedelta(days=90), description="From release until the owner is told at the latest"
    )
    complaint: kind.Duration = Field(
        timedelta(days=14), description="From an owner's complaint until somebody answers it"
    )


class IntakeEmail(Section):
    """Requests by mail."""

    authserv_id: kind.Hostname = Field(
        "", description="The one server whose Authentication-Results we believe"
    )
    arc_sealers: Annotated[
        tuple[kind.Hostname, ...], kind.Expect("a list of domains such as gateway.example.org")
    ] = Field((), description="Gateways whose ARC seals on forwarded mail we believe")
    per_domain: kind.Count = Field(
        20, ge=1, description="Mails an hour from one domain that nothing vouches for; more wait"
    )


class IntakeForm(Section):
    """The officer's form: what is more than this an hour waits until a person lifts it out."""

    per_source: kind.Count = Field(
        10, ge=1, description="Requests an hour from one address, or from one /64 of IPv6"
    )
    everybody: kind.Count = Field(60, ge=1, description="Requests an hour from all together")
    held_megabytes: kind.Count = Field(
        512, ge=1, description="Room for what waits; what no longer fits is asked to come again"
    )
    proxies: kind.Addresses = Field(
        ("127.0.0.1", "::1"),
        description="Reverse proxies whose X-Forwarded-For is believed",
    )


class Intake(Section):
    """The doors through which requests come, apart from Slack and the officer's form."""

    webhooks: Annotated[
        dict[str, kind.HookSecret], kind.Expect("a table of names and their secrets")
    ] = Field(default_factory=dict, description="Partners that may send requests, and their secret")
    email: IntakeEmail = Field(default_factory=IntakeEmail)
    form: IntakeForm = Field(default_factory=IntakeForm)


class Hook(Section):
    """A system of the company that we call; empty: a person does it in a form."""

    webhook_url: kind.HookUrl = Field("", description="Where it listens; empty: done by hand")
    webhook_secret: kind.HookSecretOrEmpty = Field(_EMPTY, description="Signs our calls")


class Release(Hook):
    """How released files leave; small ones may go through us, by an expiring link."""

    link_life: kind.Duration = Field(
        timedelta(hours=72), description="How long a link to files opens anything; at most 14d"
    )
    file_megabytes: kind.Count = Field(
        25, ge=1, le=100, description="The largest file that goes through us, in MiB"
    )
    case_megabytes: kind.Count = Field(
        100, ge=1, le=1_000, description="All files of one case that go through us, in MiB"
    )


class Notice(Hook):
    """How owners are told."""

    smtp_url: kind.MailServer = Field(
        "smtp://localhost:25", description="Mail server; add ?starttls=required, user in the URL"
    )
    smtp_password: kind.Secret = Field(_EMPTY, description="Password of the mail server's user")
    sender: kind.Sender = Field(alias="from", description="Who the owner's mail comes from")
    bounces: kind.MailOrEmpty = Field(
        "", description="Where mail that comes back goes, which then comes in as mail does"
    )


class Paging(Hook):
    """How people are woken: a muted phone is not reached by Slack."""

    desk_phone: kind.LineOrEmpty = Field("", description="Shown to officers on every page")


class Settings(BaseSettings):
    """Everything that an operator decides, checked and unchangeable."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, env_prefix="EXIGENT_"
    )

    database_url: kind.Database = Field(
        SecretStr("sqlite:///exigent.db"), description="A SQLite file or a PostgreSQL server"
    )
    database_owner_url: kind.DatabaseOrEmpty = Field(
        _EMPTY, description="PostgreSQL: the role that migrates; `run` uses the lesser one"
    )
    public_url: kind.PublicUrl = Field(description="How officers and owners reach the pages")
    host: kind.Line = Field("127.0.0.1", description="The address to listen on")
    port: kind.Port = Field(8080, ge=0, le=65_535, description="The port to listen on")
    key_dir: Annotated[Path, kind.Expect("a folder")] = Field(
        Path("keys"), description="Signing key and data keys, readable by the bot alone"
    )
    slack: Slack
    people: Annotated[tuple[Person, ...], kind.Expect("a [[people]] table for each person")]
    legal: Legal
    record: Record
    retention: Retention = Field(default_factory=Retention)
    alarm: Alarm
    limits: Limits = Field(default_factory=Limits)
    intake: Intake = Field(default_factory=Intake)
    accounts: Hook = Field(default_factory=Hook)
    release: Release = Field(default_factory=Release)
    notice: Notice
    paging: Paging = Field(default_factory=Paging)
    anchors: Anchors = Field(default_factory=Anchors)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take only what is given: `bot.settings.load` alone reads file and environment."""
        return (init_settings,)
