"""What an owner's notice says, as plain values: no law of the case, no wording."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from bot.domain.notice import NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One thing that was given: whose device, what, and of which stretch of time.

    `category` is a word of the domain (`video`, `subscriber`, …); `data_class` decides which
    paragraph of the law applies. `count` is the number of files, where they were counted.
    """

    device: str
    category: str
    data_class: Literal["contents", "records"]
    begins: datetime
    ends: datetime
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Why the owner hears late: what 18 U.S.C. 2705(a)(5)(B) makes a late notice say.

    `ground` is a word of the domain (`flight`, …) or empty where it may not be told;
    `authorised_by` names the court or agency, empty for two people of the company; `provision` is
    the legal provision, empty for the company's own rules. `by_law`: nobody had to decide it.
    """

    ground: str
    authorised_by: str
    provision: str
    until: datetime
    by_law: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPromise:
    """Legal process that was to follow and never came, which is why the owner hears now.

    `process` is a word of the domain (`warrant`, …), empty where none was named; `due` is when it
    should have come, `missed` when we stopped waiting.
    """

    process: str
    due: datetime
    missed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraud:
    """What is known of a request that was not genuine, and what was done about it since.

    Each of the three is said only where the record has it.
    """

    found: datetime
    recalled: bool = False
    agency_told: bool = False
    authority_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What a notice says of the legal standard: its word in the settings, and its provisions.

    `notice` is the provision that makes us tell the owner, empty where none does.
    """

    standard: str
    voluntary: bool
    contents: str
    records: str
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry:
    """Where the release stands in the record: position from 1, SHA-256 of the entry in hex."""

    position: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Everything one owner is told about one emergency disclosure.

    `also` are other disclosures that the same message tells the same owner of; `phone` is whom an
    owner can call, empty for nobody; `page_url` is the owner's own page.

    Texts may be hostile; they are cleaned where they are written. An empty `agency` or
    `emergency` is one that may not be told: the text then names it in general words.
    `zone` is the owner's, an IANA name; an unknown one is read as UTC. Instants are aware.
    """

    company: str
    privacy_contact: str
    case: str
    owner_name: str
    locale: str
    zone: str
    agency: str
    agency_reference: str
    emergency: str
    requested_at: datetime
    released_at: datetime
    given: tuple[Given, ...]
    entry: RecordEntry
    law: Law
    kind: NoticeKind = NoticeKind.ORDINARY
    delay: Delay | None = None
    broken: BrokenPromise | None = None
    fraud: Fraud | None = None
    phone: str = ""
    page_url: str = ""
    checkpoint: str = ""
    also: tuple["Notice", ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for a notice without its matter, a naive instant, or a bad link."""
        if self.kind is NoticeKind.FRAUD and self.fraud is None:
            raise ValueError("fraud: expected what was found of it")
        if not self.given:
            raise ValueError("given: expected at least one thing that was given")
        moments = [self.requested_at, self.released_at]
        moments += [moment for item in self.given for moment in (item.begins, item.ends)]
        moments += [self.delay.until] if self.delay else []
        moments += [self.fraud.found] if self.fraud else []
        moments += [self.broken.due, self.broken.missed] if self.broken else []
        if any(moment.utcoffset() is None for moment in moments):
            raise ValueError("instants: expected aware ones, got a naive one")
        link = urlsplit(self.page_url)
        if self.page_url and (link.scheme not in ("https", "http") or not link.hostname):
            raise ValueError("page_url: expected https://host/path or nothing")
