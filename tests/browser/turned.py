"""Cases that take a turn: asked, amended, stopped, ended, withdrawn, taken down by telephone."""

from bot.practice.hand_on_views import Hand
from bot.practice.scripts import deeds
from bot.practice.scripts.deeds import ANA, BEN, COL, DIA, EVE, MARA, NOOR
from tests.browser.shoot import Shoot


async def asked(shoot: Shoot) -> None:
    """The agency is asked, answers, and the request changes under a reviewer's hands."""
    stage, camera = shoot.stage, shoot.camera
    await shoot.open()
    await shoot.verify()
    hand = await shoot.form("ask", ANA, "ask", "ask.file")
    await hand.fill(
        None, {"ready": ["narrow"], "own": "Which door faces the kerb?", "to": "status_page"}
    )
    await hand.submit()
    await camera.modal("ask-done", stage, ANA)
    await hand.close(everything=True)
    await stage.card(shoot.case, "n hold")
    await shoot.card("on-hold")
    await camera.page("status-asked", shoot.status)
    late = await deeds.start_review(stage, BEN, shoot.case)
    await deeds.find(late, deeds.FOUND)
    eve = await shoot.form("amend", EVE, "amend", "amend.file")
    await eve.fill(None, {"to": "23:59", "answer": "They need the street too."})
    await eve.submit()
    await camera.modal("amend-done", stage, EVE)
    await late.fill(None, {"window": "pm10"})
    await late.submit()
    await camera.modal("review-changed", stage, BEN)
    await late.close(everything=True)
    await shoot.card("version-2")


async def stepped(shoot: Shoot) -> None:
    """The short forms, and who is refused."""
    stage = shoot.stage
    await shoot.open()
    for word in ("recuse", "reconfirm", "withdrawn", "stop"):
        await shoot.shut(word, ANA, word, f"{word}.file")
    await shoot.shut("support", MARA, "support", "exception.file")
    await shoot.pressed("outsider", "U01ADMIN", "review.open")
    await shoot.pressed("auditor", "U01QUINN", "callback.open")
    for name, text in (
        ("help", "help"),
        ("unknown", "quue"),
        ("mine", "mine"),
        ("verify", "verify"),
        ("export", f"export {shoot.case}"),
        ("no-case", "show 99"),
        ("roster", "roster"),
    ):
        await shoot.word(name, ANA, text)
    await shoot.word("show-received", ANA, f"show {shoot.case}")
    await shoot.word("release-early", COL, f"release {shoot.case}")
    await shoot.word("owners-by-ana", ANA, f"owners {shoot.case}")
    hand = await shoot.form("recuse-again", NOOR, "recuse", "recuse.file")
    await hand.fill(None, {"kind": "officer"})
    await hand.submit()
    await shoot.camera.modal("recuse-done", stage, NOOR)
    await hand.close(everything=True)
    await shoot.pressed("recused", NOOR, "review.open")
    hand = await deeds.start_review(stage, ANA, shoot.case)
    await shoot.camera.modal("review-1-unverified", stage, ANA)
    await deeds.find(hand, deeds.FOUND)
    await shoot.camera.modal("review-2-unverified", stage, ANA)
    await hand.fill(None, {"window": "asked"})
    await hand.submit()
    await shoot.camera.modal("review-3-unverified", stage, ANA)
    await hand.close(everything=True)


async def ended(shoot: Shoot) -> None:
    """The emergency ends before anything is decided; another is withdrawn; a third is stopped."""
    await shoot.open()
    await deeds.end_emergency(shoot.stage, DIA, shoot.case)
    await shoot.stage.card(shoot.case, "over")
    await shoot.card("ended")
    await shoot.camera.page("status-ended", shoot.status)


async def withdrawn(shoot: Shoot) -> None:
    """The agency withdraws."""
    await shoot.open()
    hand = await shoot.form("withdrawn-open", EVE, "withdrawn", "withdrawn.file")
    await hand.fill(None, {"how": "Sgt Alvarez, called back on the front desk's number"})
    await hand.submit()
    await shoot.camera.modal("withdrawn-done", shoot.stage, EVE)
    await shoot.stage.card(shoot.case, "ithdrawn")
    await shoot.card("withdrawn")
    await shoot.camera.page("status-withdrawn", shoot.status)


async def stopped(shoot: Shoot) -> None:
    """A reviewer stops the case."""
    await shoot.open()
    await shoot.verify()
    hand = await shoot.form("stop-open", ANA, "stop", "stop.file")
    await hand.fill(None, {"why": "The officer's number belongs to somebody else."})
    await hand.submit()
    await shoot.camera.modal("stop-done", shoot.stage, ANA)
    await hand.close(everything=True)
    await shoot.card("stopped")


async def by_telephone(shoot: Shoot) -> None:
    """Eve takes a request down from an agency that is not in the directory; two find its number."""
    hand = shoot.stage.hand(EVE)
    await _who_calls(shoot, hand)
    await _what_happens(shoot, hand)
    await _what_is_sought(shoot, hand)
    await _number_found_by_two(shoot)


async def _who_calls(shoot: Shoot, hand: Hand) -> None:
    stage, camera = shoot.stage, shoot.camera
    await hand.command("/edr", "new")
    await hand.view("new.who")
    await camera.modal("new-1", stage, EVE)
    offers = await hand.suggest(None, "agency", "agency", "Ogdenville Police")
    await hand.fill(
        None,
        {
            "agency": offers[0]["value"],
            "officer": "Officer Dale Pruitt 88",
            "phone": "+1 555 010 0188",
            "channel": "phone",
        },
    )
    await hand.submit()
    await hand.view("new.emergency")
    await camera.modal("new-2", stage, EVE)
    shoot.case = _number(str(hand.current_view().blocks[0]))
    await shoot.card("being-taken-down")
    await deeds.press_card(stage, ANA, shoot.case, "review.open")
    await stage.hand(ANA).view()
    await camera.modal("review-waiting", stage, ANA)
    await stage.hand(ANA).close(everything=True)


async def _what_happens(shoot: Shoot, hand: Hand) -> None:
    await hand.fill(
        None,
        {
            "nature": "missing_at_risk",
            "person": "Man, 71, with dementia; a neighbour",
            "harm": ["death"],
            "story": "Left home at noon without his coat.",
            "ongoing": "yes",
            "warrant": "no_time",
        },
    )
    await hand.submit()
    await hand.view("new.data")
    await shoot.camera.modal("new-3", shoot.stage, EVE)


async def _what_is_sought(shoot: Shoot, hand: Hand) -> None:
    await hand.fill(
        None,
        {
            "devices": "12 Elm Street, front door",
            "categories": ["motion_log"],
            "from": "00:10",
            "to": "00:40",
            "attested": ["yes"],
        },
    )
    await hand.submit()
    await shoot.camera.modal("new-done", shoot.stage, EVE)
    await hand.close(everything=True)
    await shoot.card("phoned-in")


async def _number_found_by_two(shoot: Shoot) -> None:
    stage, camera = shoot.stage, shoot.camera
    ana = await deeds.press_card(stage, ANA, shoot.case, "callback.open")
    await ana.view("number.none")
    await camera.modal("numbers", stage, ANA)
    await ana.press(None, "number.open")
    await ana.view("number.propose")
    await camera.modal("number-propose", stage, ANA)
    await ana.fill(
        None, {"number": "+1 555 010 0190", "source": "ogdenvillepd.example, contact page"}
    )
    await ana.submit()
    await camera.modal("number-proposed", stage, ANA)
    await ana.close(everything=True)
    ben = await deeds.press_card(stage, BEN, shoot.case, "callback.open")
    await ben.view("number.none")
    await camera.modal("numbers-second", stage, BEN)
    await ben.press(None, "number.second")
    await ben.view("number.confirm")
    await camera.modal("number-confirm", stage, BEN)


def _number(text: str) -> str:
    at = text.index("EDR-")
    return text[at : at + len("EDR-2026-000001")]
