"""A request taken down by telephone, fax or at the door. The case opens with the first step."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.domain.case import UNDECIDED, State
from bot.domain.decision import ListedAgency
from bot.domain.request import AgencyKind
from bot.workflow.dossier import Dossier
from handlers.blocks.choices import categories, choices, harms, no_warrant, ongoing
from handlers.blocks.limits import OPTION_VALUE, PLACEHOLDER, Payload, clip, clip_bytes
from handlers.blocks.local_times import zone_word
from handlers.blocks.parts import (
    checkboxes,
    date_picker,
    input_,
    modal,
    mrkdwn,
    option,
    plain,
    radio,
    section,
    select,
    text_input,
    time_picker,
)
from handlers.blocks.text import Markup
from handlers.blocks.times import zone_of
from handlers.blocks.words import NATURES

WHO, EMERGENCY, SOUGHT = "new.who", "new.emergency", "new.data"
NOT_LISTED = "new:"
"""Begins the value of an agency outside the directory: `new:KIND:NAME`."""
MOST_LISTED = 80
"""Agencies of the directory offered for one search; Slack takes 100 options."""
_STORY = 2_000
"""Characters of what happened, as it is typed in or taken over from a mail."""
_STORY_BYTES = 6_000
"""Bytes of ASCII JSON that a mail's text may take of the form."""
MOST_DEVICES = 800
"""Characters of the list of devices."""

_OUTSIDE = {
    AgencyKind.LOCAL: "local US",
    AgencyKind.STATE: "state, US",
    AgencyKind.FEDERAL: "federal, US",
    AgencyKind.TRIBAL: "tribal, US",
    AgencyKind.FIRE_EMS: "fire or ambulance, US",
    AgencyKind.CALL_CENTRE: "call centre, US",
    AgencyKind.FOREIGN: "outside the US",
}


def who() -> Payload:
    """Step 1: who asks, and how they came."""
    return modal(
        WHO,
        "New request, 1 of 3",
        [
            section(
                plain(
                    "For requests by telephone, by fax or in person. The case opens, and its "
                    "clocks start, with this step."
                )
            ),
            *_who_inputs(),
        ],
        ids={"n": "new"},
        submit="Open Case",
    )


def _who_inputs() -> Iterator[Payload]:
    searched = {
        "type": "external_select",
        "action_id": "agency",
        "min_query_length": 2,
        "placeholder": plain("Type two letters of its name", PLACEHOLDER),
    }
    yield input_("Agency", searched, "agency")
    yield input_("Officer: name, rank, badge", text_input("officer", most=160), "officer")
    yield input_(
        "Number they gave",
        text_input("phone", most=40),
        "phone",
        hint="Kept, never used to call back.",
    )
    yield input_(
        "Supervisor: name, rank, number",
        text_input("supervisor", most=160),
        "supervisor",
        optional=True,
    )
    yield input_("Incident number", text_input("incident", most=60), "incident", optional=True)
    came = [
        option("Telephone", "phone"),
        option("Fax or letter", "fax"),
        option("In person", "person"),
    ]
    yield input_("Came by", radio("channel", came), "channel")


def agencies(typed: str, found: Sequence[ListedAgency]) -> Payload:
    """Answer Slack's search: what was `found` in the directory, then "not listed" by kind."""
    options = [option(a.name, a.key) for a in found[:MOST_LISTED] if len(a.key) <= OPTION_VALUE]
    name = typed.strip()
    if not name:
        return {"options": options}
    for kind, words in _OUTSIDE.items():
        head = f"{NOT_LISTED}{kind.value}:"
        options.append(
            option(f"Not listed, {words}: {name}", head + name[: OPTION_VALUE - len(head)])
        )
    return {"options": options}


def emergency(dossier: Dossier) -> Payload:
    """Step 2: what happened; with the code that the caller must read back to us later.

    Whoever wrote a mail has the code on their page, and nobody here is to see it.
    """
    request = dossier.opened.request
    told = request.message if request is not None else None
    return modal(
        EMERGENCY,
        "New request, 2 of 3",
        [section(mrkdwn(Markup(_spoken(dossier)))), *_emergency_inputs(told)],
        ids=_ids(dossier),
        submit="Next",
        close="Later",
    )


def _spoken(dossier: Dossier) -> str:
    number, code = dossier.case.number, spoken_code(dossier)
    if dossier.case.channel == "email":
        return (
            f"*{number} came by mail.* Complete it with what the officer tells you. Their code is "
            "on their own page: they read it to whoever calls the agency back."
        )
    if code is None:
        return (
            f"*{number} is open.* Whoever took it down gave the caller a code, which is not shown "
            "here: it must be heard from the officer in the call-back."
        )
    return (
        f"*{number} is open.* Tell the caller: “We will call you back through your agency's "
        f"published number. Your code is *{code}*; read it to us then.”"
    )


def spoken_code(dossier: Dossier) -> str | None:
    """Return the code in two groups, for who took the request down and nobody else.

    They may not call the agency back themselves, and while the case may still be released only
    the officer to whom they gave the code should know it.
    """
    case, code = dossier.case, dossier.opened.code
    live = case.state in UNDECIDED | {State.APPROVED}
    if not code or not live or case.logged_by is None or case.logged_by != dossier.reader:
        return None
    return f"{code[:3]} {code[3:]}"


def _taken_over(told: str | None) -> str | None:
    return clip_bytes(clip(told, _STORY), _STORY_BYTES) if told else None


def _emergency_inputs(told: str | None) -> Iterator[Payload]:
    yield input_("Kind of emergency", select("nature", choices(NATURES)), "nature")
    yield input_(
        "Person at risk, and who they are to the owner", text_input("person", most=200), "person"
    )
    yield input_("Danger of", checkboxes("harm", harms()), "harm", optional=True)
    yield input_(
        "What happened, when, how they know",
        text_input("story", most=_STORY, multiline=True, initial=_taken_over(told)),
        "story",
    )
    yield input_("Still going on, as of now", radio("ongoing", ongoing()), "ongoing")
    yield input_("Why no warrant in time", select("warrant", no_warrant()), "warrant")


def sought(dossier: Dossier) -> Payload:
    """Step 3: which data, of which devices and times; the camera's local time is asked for."""
    return modal(
        SOUGHT,
        "New request, 3 of 3",
        list(_sought_inputs(dossier.zone, dossier.now)),
        ids=_ids(dossier),
        submit="Send to Review",
        close="Back",
    )


def next_step(dossier: Dossier) -> Payload | None:
    """The step that a request taken down here still lacks; None when it is complete."""
    request = dossier.opened.request
    if request is None or request.emergency is None:
        return emergency(dossier)
    return None if request.data_sought else sought(dossier)


def _sought_inputs(name: str, now: datetime) -> Iterator[Payload]:
    zone = zone_of(name)
    today = now.astimezone(zone).date().isoformat()
    yield input_(
        "Devices, one a line",
        text_input(
            "devices", most=MOST_DEVICES, multiline=True, hint="MAC, serial or street address"
        ),
        "devices",
    )
    yield input_("What they ask for", checkboxes("categories", categories()), "categories")
    yield input_("Day", date_picker("day", initial=today), "day")
    yield input_(
        "From",
        time_picker("from", zone=zone_word(zone)),
        "from",
        hint=f"Local time there: {zone_word(zone)}.",
    )
    yield input_(
        "To",
        time_picker("to", zone=zone_word(zone)),
        "to",
        hint="Earlier than “From” means the next day.",
    )
    yes = option(
        "“This is true, urgent, and for no other purpose”",
        "yes",
        "You record that the officer said yes, and when",
    )
    yield input_(
        "Read aloud; tick if they said yes",
        checkboxes("attested", [yes]),
        "attested",
        optional=True,
    )


def _ids(dossier: Dossier) -> dict[str, str | int]:
    return {"c": dossier.case.number, "v": dossier.case.version}
