"""Releasing through the evidence store: as it should be, and with a store that lies."""

from http import HTTPStatus

from bot.practice.mailbox import Letter
from bot.practice.scripts import deeds, requests
from bot.practice.seed import ESCALATION
from bot.practice.stage import ScriptFailedError, Stage, expect
from bot.practice.store_troubles import LIES

MESSAGE = "msg_evidence_store"
ALARMED = "legal-lead@cameras.example"


async def _approved(stage: Stage) -> str:
    case, code = await deeds.request_comes_in(stage, requests.kidnapping(stage.law()), MESSAGE)
    await deeds.verify(stage, case, code)
    await deeds.review(stage, deeds.ANA, case)
    await stage.card(case, "1 of 2")
    await deeds.review(stage, deeds.BEN, case, window="asked", decision="approve")
    await stage.card(case, "release.open")
    await deeds.record_owner(stage, case)
    return case


async def authorize(stage: Stage, case: str) -> None:
    """Col confirms the facts and the recipient, and lets the store hand over."""
    hand = await deeds.press_card(stage, deeds.COL, case, "release.open")
    form = await hand.view("store.authorize")
    await hand.fill(
        form,
        {
            "ongoing": "yes",
            "confirmed": "Dispatch, by telephone, just now",
            "recipient": "officer",
            "through": "store",
        },
    )
    await hand.submit()


async def play(stage: Stage) -> str:
    """Authorized, handed over, listed; in the evening the store's own list has one too many."""
    case = await _approved(stage)
    store = stage.store
    if store is None:
        raise ScriptFailedError("expected an evidence store")
    expect(case in store.kept, "the store to keep what exists since the case opened")
    await authorize(stage, case)
    await stage.card(case, "eleased")
    (given,) = store.used.values()
    rows = [
        {
            "id": f"exp-{number}",
            "case": case,
            "device": item["device"],
            "sha256": item["sha256"],
            "at": stage.law().isoformat(),
        }
        for number, item in enumerate(given["items"], start=1)
    ]
    secret = {**rows[0], "id": "exp-77", "case": None, "sha256": "7" * 64}
    body = {"day": stage.law().date().isoformat(), "exports": [*rows, secret]}
    answer = await stage.list_exports(body, "msg_exports")
    expect(answer["http"] == HTTPStatus.OK, "the list to be taken")
    expect(answer["off_the_books"] == ["exp-77"], "one export off the books")
    await _rings(stage, "exp-77", "that no release accounts for")
    return case


async def play_lies(stage: Stage) -> str:
    """The store's list has a file too many: refused, rung about, and taken over by Col."""
    case = await _approved(stage)
    if stage.store is None:
        raise ScriptFailedError("expected an evidence store")
    stage.store.trouble = LIES["an item outside the window"]
    await authorize(stage, case)
    await stage.card(case, "Trouble at the evidence store")
    await _rings(stage, case, "is not what was allowed")
    hand = stage.hand(deeds.COL)
    await hand.command("/edr", f"release {case}")
    form = await hand.view("store.take_over")
    await hand.fill(form, {"left": "claimed", "receipt": "The store's own log, 18:42"})
    await hand.submit()
    await stage.card(case, "eleased")
    return case


async def _rings(stage: Stage, words: str, mailed: str) -> None:
    """Wait for the message in the escalation channel, and for the alarm's mail."""
    reader = stage.hand(deeds.MARA)
    await stage.until(
        lambda: [m for m in reader.messages(ESCALATION) if words in f"{m.text} {m.blocks}"],
        f"the escalation channel to be told of {words}",
    )

    def letters() -> list[Letter]:
        unfolded = ((at, at.part("plain").replace("\n", " ")) for at in stage.mailbox.to(ALARMED))
        return [letter for letter, text in unfolded if mailed in text]

    await stage.until(letters, f"the alarm's mail to say: {mailed}")
