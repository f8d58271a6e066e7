"""Over which channels an owner is told, in which order and language: chosen before it goes out."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from types import MappingProxyType
from typing import Final

from bot.domain.notice import NoticeOwed, NoticeStatus
from bot.domain.notice_channel import NoticeChannel
from bot.domain.reaching import ChooseChannels
from bot.workflow.dossier import Dossier
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.channel_words import channels_in_words, stands
from handlers.blocks.choices import choices, fitting
from handlers.blocks.limits import Payload, clip
from handlers.blocks.parts import input_, modal, option, plain, section, select, text_input
from handlers.blocks.private import aside
from handlers.blocks.words import OWNER_ROLES

CALLBACK_ID: Final = "channels.file"
SHOWN: Final = 20
CHOICES: Final = 90
CHOICE_BYTES: Final = 4_000
WHY: Final = 400
"""Characters of why a channel is left out."""
LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "es": "Spanish"})
_TITLE: Final = "How owners are told"
_NOBODY: Final = "No notice waits to go out: each is under way, or has ended."
_SAYS: Final = (
    "Only channels that are recorded for a person can be chosen. E-mail and the app take turns for"
    " three attempts, then the letter; the first of your order is used first."
)


def view(dossier: Dossier, there: Mapping[str, tuple[NoticeChannel, ...]]) -> Payload:
    """The form; `there` are the channels of each owner, by alias."""
    case = dossier.case
    open_ = [n for n in case.notices if n.open and n.status is not NoticeStatus.SENDING]
    able = [n for n in open_ if there.get(n.owner)]
    if not able:
        return aside(_TITLE, "\n".join([_NOBODY, *lines(dossier)]))
    version = case.version
    chosen = select("owner", _owners(dossier, able), initial=_only(able))
    orders = select("order", list(_orders([there[n.owner] for n in able])))
    language = select("locale", choices(LANGUAGES))
    blocks = [
        section(plain(_SAYS)),
        section(plain("\n".join(lines(dossier)))),
        input_("Account holder", chosen, f"owner:v{version}"),
        input_("Channels, in this order", orders, f"order:v{version}"),
        input_("Language", language, f"locale:v{version}", optional=True),
        input_(
            "Why",
            text_input("why", most=WHY, multiline=True),
            f"why:v{version}",
            optional=True,
            hint="Needed where a channel of this person is left out.",
        ),
    ]
    ids: dict[str, str | int] = {"c": case.number, "v": version}
    return modal(CALLBACK_ID, _TITLE, blocks, ids=ids, submit="Choose Channels")


def lines(dossier: Dossier) -> Iterator[str]:
    """Say of every owner where the notice stands and over which channels it goes."""
    roles = {o.alias: OWNER_ROLES[o.role] for o in dossier.case.owners}
    for notice in dossier.case.notices[:SHOWN]:
        role = roles.get(notice.owner, "account holder")
        chosen = f"; {channels_in_words(notice.channels)}" if notice.open else ""
        yield f"{notice.owner} ({role}): {stands(notice)}{chosen}."


def _only(notices: list[NoticeOwed]) -> str | None:
    return notices[0].owner if len(notices) == 1 else None


def _owners(dossier: Dossier, notices: list[NoticeOwed]) -> list[Payload]:
    names = {o.alias: o.name for o in dossier.owners}
    aliases = [n.owner for n in notices][:CHOICES]
    named = [option(f"{a}: {clip(names.get(a) or 'name not given', 50)}", a) for a in aliases]
    marks = fitting([option(a, a) for a in aliases], CHOICE_BYTES)
    return named if fitting(named, CHOICE_BYTES) == named else marks


def _orders(sets: Iterable[tuple[NoticeChannel, ...]]) -> Iterator[Payload]:
    """Yield every order of the channels that anybody here has, the longest first."""
    there = [c for c in NoticeChannel if any(c in one for one in sets)]
    for length in range(len(there), 0, -1):
        for order in permutations(there, length):
            said = channels_in_words(order)
            yield option(said[:1].upper() + said[1:], "-".join(order))


def read(answers: Answers) -> ChooseChannels | FieldErrors:
    """Read the form as the command that it means."""
    owner, order = answers.one("owner"), answers.one("order") or ""
    known = {channel.value: channel for channel in NoticeChannel}
    channels = tuple(known[word] for word in order.split("-") if word in known)
    if owner is None:
        answers.fault("owner", "Choose whom it is about.")
    if not channels:
        answers.fault("order", "Choose the channels.")
    if answers.faults or owner is None:
        return answers.errors
    locale = answers.one("locale")
    return ChooseChannels(
        owner=owner,
        channels=channels,
        locale=locale if locale in LANGUAGES else None,
        why=answers.text("why") or "",
    )
