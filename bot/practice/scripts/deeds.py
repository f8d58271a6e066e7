"""What people do in a script, each through the real form, as one sentence of the story."""

import re
from http import HTTPStatus

from bot.practice.delivery import Answer
from bot.practice.hand_on_views import Hand
from bot.practice.messages import Message
from bot.practice.scripts.requests import Json
from bot.practice.seed import REVIEW
from bot.practice.stage import ScriptFailedError, Stage, expect
from bot.practice.views import View

ANA, BEN, BEN_AGAIN, NOOR = "U01ANA", "U01BEN", "U01BENB", "U01NOOR"
MARA, SOL, EVE, COL, DIA = "U01MARA", "U01SOL", "U01EVE", "U01COL", "U01DIA"
FOUND = ["E3", "E4", "E4i", "E5", "E6", "E9", "E11"]
FRONT_DESK, DISPATCH = "n1", "n2"
_ALLOWED = re.compile(r"(\d\d:\d\d)(?: [A-Z]+)? to (?:\w{3} \d+ \w{3} \d{4} )?(\d\d:\d\d)")
"""An allowed window as the form has it, in local time; its end may be on the next day."""
WHY = "A witness saw her taken; the call-back confirms it; there is no time for a warrant."


async def request_comes_in(stage: Stage, request: Json, message_id: str) -> tuple[str, str]:
    """Send a request; returns the case and the challenge code on the officer's page."""
    answer = await stage.send(request, message_id)
    expect(answer["http"] == HTTPStatus.ACCEPTED, "the webhook to be accepted")
    page = await stage.read_page(answer["status_url"])
    code = re.search(r'class="code">\D*(\d{3})\s(\d{3})\b', page)
    if code is None:
        raise ScriptFailedError("expected a six-digit code on the officer's page")
    await stage.card(answer["case"], "Record Call-Back")
    return answer["case"], "".join(code.groups())


async def mail_comes_in(stage: Stage, sender: str, text: str, message_id: str) -> str:
    """Let a mail arrive that asks for data; returns the case."""
    answer = await stage.mail(sender, "Emergency request 26-118203", text, message_id)
    expect(answer["http"] == HTTPStatus.ACCEPTED, "the mail to be accepted")
    case = str(answer["case"])
    await stage.card(case, "Record Call-Back")
    return case


async def press_card(stage: Stage, user: str, case: str, action: str) -> Hand:
    """Press a button of the case's card."""
    hand = stage.hand(user)
    card = await stage.card(case, action)
    await hand.press(card, action)
    return hand


async def call(stage: Stage, user: str, case: str, number: str, reached: str, code: str) -> Answer:
    """Call the agency on a directory number and record it."""
    form = await open_call(stage, user, case)
    hand = stage.hand(user)
    await hand.fill(
        form,
        {
            "number": number,
            "reached": reached,
            "answered": "Desk officer Pell",
            "code": code,
            "outcome": "pass",
            "also": ["ongoing"],
        },
    )
    return await hand.submit()


async def open_call(stage: Stage, user: str, case: str) -> View:
    """Open the form for a call."""
    hand = await press_card(stage, user, case, "callback.open")
    return await hand.view("callback.file")


async def deny(stage: Stage, user: str, case: str) -> Answer:
    """Call the front desk, which knows nothing of the request."""
    form = await open_call(stage, user, case)
    hand = stage.hand(user)
    await hand.fill(
        form,
        {
            "number": FRONT_DESK,
            "reached": "officer",
            "answered": "Desk officer Pell",
            "outcome": "fail",
        },
    )
    return await hand.submit()


async def verify(stage: Stage, case: str, code: str, incident: str = "26-118203") -> None:
    """Reach level 3: Eve calls the officer back, Dia asks dispatch."""
    await call(stage, EVE, case, FRONT_DESK, "officer", code)
    await call(stage, DIA, case, DISPATCH, "dispatch", incident)
    await stage.card(case, "Level 3")


async def start_review(stage: Stage, user: str, case: str) -> Hand:
    """Open Review at step 1."""
    hand = await press_card(stage, user, case, "review.open")
    await hand.view("review.test")
    return hand


async def find(
    hand: Hand, found: list[str], *, denied: tuple[str, ...] = (), owner: str = "tell"
) -> None:
    """Fill step 1 and go on."""
    form = await hand.view("review.test")
    owner = owner if found else "moot"
    await hand.fill(form, {"found": found, "not": list(denied), "owner": owner})
    await hand.submit()


async def review(
    stage: Stage,
    user: str,
    case: str,
    window: str = "pm10",
    decision: str = "narrow",
    owner: str = "tell",
) -> Answer:
    """Find every element, allow one window of the video, and file."""
    hand = await start_review(stage, user, case)
    await find(hand, FOUND, owner=owner)
    await hand.view("review.scope")
    await hand.fill(None, {"window": window})
    await hand.submit()
    return await file(hand, decision)


async def refuse(
    stage: Stage, user: str, case: str, element: str, decision: str, why: str
) -> Answer:
    """Say no to one element and refuse for it."""
    hand = await start_review(stage, user, case)
    await find(hand, [], denied=(f"{element}:no",))
    if _front(hand) == "review.scope":
        await hand.submit()
    return await file(hand, decision, why)


def _front(hand: Hand) -> str:
    view = hand.current_view()
    return view.callback_id if view is not None else ""


async def file(hand: Hand, decision: str, why: str = WHY) -> Answer:
    """Fill step 3 and file."""
    await hand.view("review.file")
    await hand.fill(None, {"decision": decision, "why": why, "attest": ["yes"]})
    return await hand.submit()


async def record_owner(
    stage: Stage, case: str, email: str = "jo@home.example", postal: str = ""
) -> None:
    """Col records the one account holder of the camera."""
    hand = stage.hand(COL)
    await hand.command("/edr", f"owners {case}")
    await hand.view("owners.file")
    await hand.fill(
        None,
        {"stored": "yes", "name": "Jo Marsh", "email": email, "role": "primary", "more": "all"}
        | ({"postal": postal} if postal else {}),
    )
    await hand.submit()
    await second(stage, EVE, case, "is this address right?")


async def second(stage: Stage, user: str, case: str, words: str) -> Answer:
    """Confirm, as the second person, what a card of the case asks that says `words`."""
    hand = stage.hand(user)

    def look() -> Message | None:
        cards = [m for m in hand.messages(REVIEW) if case in m.text and words in _words(m)]
        return next((m for m in cards if "second.confirm" in _words(m)), None)

    card = await stage.until(look, f"a card of {case} for a second person: {words}")
    await hand.press(card, "second.confirm")
    form = await hand.view("second.file")
    await hand.fill(form, {"attest": ["own"]})
    answer = await hand.submit()
    await stage.until(lambda: _settled(hand, card), f"the card of {case} to say how it ended")
    return answer


def _settled(hand: Hand, card: Message) -> bool:
    here = (m for m in hand.messages(REVIEW) if m.ts == card.ts)
    return not any("second.confirm" in _words(m) for m in here)


async def fill_release(stage: Stage, hand: Hand, recipient: str = "officer") -> Answer:
    """Fill step 1 of the release with one file of the whole allowed window, and submit it."""
    form = await hand.view("release.check")
    window = _ALLOWED.search(str(form.blocks))
    if window is None:
        raise ScriptFailedError("expected the allowed window on the release form")
    item = stage.evidence.make("front-door.mp4", 48_211)
    line = f"1 {window[1]}:00 {window[2]}:00 {item.size} {item.sha256} {item.name}"
    await hand.fill(
        form,
        {
            "ongoing": "yes",
            "confirmed": "Dispatch, by telephone, just now",
            "recipient": recipient,
            "transport": "portal",
            "items": line,
            "all": "all",
        },
    )
    return await hand.submit()


async def release(stage: Stage, case: str) -> None:
    """Col clears one file against the approval and hands it over."""
    hand = await press_card(stage, COL, case, "release.open")
    await fill_release(stage, hand)
    await hand.view("release.confirm")
    await hand.fill(None, {"done": "done", "receipt": "portal 7731"})
    await hand.submit()
    await stage.card(case, "eleased")


async def end_emergency(stage: Stage, user: str, case: str) -> None:
    """Record that the emergency is over."""
    hand = stage.hand(user)
    await hand.command("/edr", f"ended {case}")
    await hand.view("ended.file")
    await hand.fill(None, {"how": "Dispatch called: the girl is safe at home"})
    await hand.submit()


async def answer_safety(stage: Stage, user: str, case: str) -> None:
    """Say that no account holder is involved or endangered."""
    hand = await press_card(stage, user, case, "safety.open")
    await hand.view("safety.file")
    await hand.fill(
        None, {"safety": "safe", "reason": "A stranger across the street; no tie to the case."}
    )
    await hand.submit()


def said_privately(stage: Stage, user: str) -> str:
    """Return everything that was said to one person alone, in one text."""
    hand = stage.hand(user)
    return " ".join(_words(m) for m in (*hand.ephemerals(), *hand.dms()))


def _words(message: Message) -> str:
    return f"{message.text} {message.blocks}"


async def told_privately(stage: Stage, user: str, words: str) -> None:
    """Wait until one person was told something in private."""
    await stage.until(lambda: words in said_privately(stage, user), f"{user} to be told: {words}")
