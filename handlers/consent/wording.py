"""What an owner reads who is asked to share: short, without pressure, in their own language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.request import Category
from handlers.languages import Language
from handlers.languages import marked as _n
from handlers.notices.hostile import one_line

SUBJECT: Final = _n("The police ask for recordings of your device")
ASKED: Final = _n("%(agency)s says that somebody is in danger, and asks for this from your device:")
FREE: Final = _n(
    "You may share it with them, or not. It is your choice, and nothing happens to you or your "
    "account either way. We do not tell them that you said no."
)
WITHOUT: Final = _n(
    "We have not given them anything. The law may allow us to in an emergency; two of us would "
    "decide that, whatever you answer, and we would tell you."
)
ANSWER: Final = _n("Please answer here: %(page)s")
CHECK: Final = _n(
    "Not sure that this comes from us? Write to %(contact)s first. We never ask for a password "
    "or for money."
)
LINE: Final = _n("%(what)s from %(start)s to %(end)s")
CATEGORIES: Final = MappingProxyType(
    {
        Category.VIDEO: _n("Video"),
        Category.AUDIO: _n("Sound"),
        Category.SNAPSHOT: _n("Pictures"),
        Category.MOTION_LOG: _n("When the device noticed motion"),
        Category.DEVICE_LOCATION: _n("Where the device is"),
        Category.SUBSCRIBER: _n("Your name and address"),
        Category.BILLING: _n("How you pay us"),
        Category.IP_LOG: _n("From which internet addresses the device was used"),
        Category.SHARED_USERS: _n("With whom you share the device"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing that is asked for, of the reader's own device. Times are UTC."""

    category: Category
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the message and the page say. `phones` are the agency's own, from the directory."""

    agency: str
    wanted: tuple[Wanted, ...]
    zone: str
    contact: str
    phones: tuple[str, ...] = ()

    def lines(self, tongue: Language) -> Iterator[str]:
        """Yield what is asked for, a line each."""
        there = ZoneInfo(self.zone)
        for one in self.wanted:
            start, end = one.start.astimezone(there), one.end.astimezone(there)
            yield tongue.say(
                LINE,
                what=tongue.say(CATEGORIES[one.category]),
                start=f"{tongue.day(one.start, there)}, {start:%H:%M}",
                end=f"{tongue.day(one.end, there)}, {end:%H:%M %Z}",
            )

    @property
    def named(self) -> str:
        """The agency's name, which it gave itself, on one line."""
        return one_line(self.agency)


def letter(asking: Asking, tongue: Language, page: str) -> tuple[str, str]:
    """Return subject and plain text of the message."""
    said = [
        tongue.say(ASKED, agency=asking.named),
        "\n".join(f"- {line}" for line in asking.lines(tongue)),
        tongue.say(FREE),
        tongue.say(WITHOUT),
        tongue.say(ANSWER, page=page),
        tongue.say(CHECK, contact=asking.contact),
    ]
    return tongue.say(SUBJECT), "\n\n".join(said) + "\n"
