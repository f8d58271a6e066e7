"""One Slack workspace in memory: its people, channels, messages, views, faults and limits."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.manifest import COMMAND, EVENTS, SCOPES
from bot.practice.channels import Channel, Channels
from bot.practice.errors import SlackError
from bot.practice.faults import Faults
from bot.practice.files import Files
from bot.practice.findings import Json
from bot.practice.messages import Message, Messages
from bot.practice.people import People, Person
from bot.practice.rates import Rates
from bot.practice.response_urls import ResponseUrls
from bot.practice.triggers import Triggers
from bot.practice.views import View, Views
from bot.practice.wall import Wall


@dataclass(frozen=True)
class App:
    """The installed app as its manifest says, and the secrets both sides know.

    Slack grants `scopes` (others answer `missing_scope`), delivers `events` and offers
    `commands`, and nothing beyond them.
    """

    team_id: str = "T01ABCDEF"
    app_id: str = "A01EXIGENT"
    bot_id: str = "B01EXIGENT"
    bot_user: str = "U01EXIGENT"
    bot_token: str = "xoxb-practice"  # noqa: S105 # opens nothing but the pretend workspace
    app_token: str = "xapp-practice"  # noqa: S105 # opens nothing but the pretend workspace
    signing_secret: str = "practice-signing-secret"  # noqa: S105 # signs pretend deliveries only
    scopes: frozenset[str] = frozenset(SCOPES)
    events: frozenset[str] = frozenset(EVENTS)
    commands: tuple[str, ...] = (COMMAND,)


@dataclass
class Workspace:
    """The whole state; no input or output, and no clock but `wall`.

    `troubles` collects what a person would have seen as "something went wrong": late or
    failed answers of the app and answers Slack could not use.
    """

    wall: Wall
    app: App = field(default_factory=App)
    team_name: str = "Practice"
    faults: Faults = field(default_factory=Faults)
    troubles: list[str] = field(default_factory=list)
    listeners: list[Callable[[], None]] = field(default_factory=list)
    people: People = field(init=False)
    channels: Channels = field(init=False)
    messages: Messages = field(init=False)
    files: Files = field(default_factory=Files)
    views: Views = field(init=False)
    triggers: Triggers = field(init=False)
    rates: Rates = field(init=False)
    response_urls: ResponseUrls = field(init=False)

    def __post_init__(self) -> None:
        self.people = People(self.app.team_id)
        self.channels = Channels(self.app.bot_user)
        self.messages = Messages(self.wall)
        self.views = Views(self.wall)
        self.triggers = Triggers(self.wall)
        self.rates = Rates(self.wall)
        self.response_urls = ResponseUrls(self.wall)
        bot = Person(self.app.bot_user, "exigent", "Exigent", is_bot=True)
        self.people.add(bot)

    def add_person(self, user_id: str, name: str, **fields: object) -> Person:
        """Add an account; `fields` are those of `Person`."""
        return self.people.add(Person(user_id, name, **fields))  # type: ignore[arg-type] # Person's own fields

    def add_channel(
        self, channel_id: str, name: str, members: list[str], **fields: object
    ) -> Channel:
        """Add a channel (private unless `kind` says otherwise); the app joins it as well."""
        joined = list(dict.fromkeys([*members, self.app.bot_user]))
        return self.channels.add(Channel(channel_id, name, members=joined, **fields))  # type: ignore[arg-type] # Channel's own fields

    def identity(self) -> Json:
        """Return the members that tell whose view or message something is."""
        return {"team_id": self.app.team_id, "app_id": self.app.app_id, "bot_id": self.app.bot_id}

    def message_json(self, message: Message, *, with_metadata: bool = False) -> Json:
        """Return a message as Slack writes it; only the app's own carry its ids."""
        own = message.author == self.app.bot_user
        identity = {"team": self.app.team_id}
        if own:
            identity |= {"bot_id": self.app.bot_id, "app_id": self.app.app_id}
        return message.as_slack(identity, with_metadata=with_metadata)

    def view_json(self, view: View) -> Json:
        """Return a view as Slack writes it."""
        return view.as_slack(self.identity() | {"app_installed_team_id": self.app.team_id})

    def visible_messages(self, user_id: str, channel: str) -> list[Message]:
        """Return what this person reads in a channel; raises `channel_not_found`."""
        if channel not in [c.id for c in self.channels.of(user_id)]:
            raise SlackError("channel_not_found")
        return self.messages.in_channel(channel, user_id)

    def changed(self) -> None:
        """Tell everybody who waits that something may have happened."""
        for listener in list(self.listeners):
            listener()
