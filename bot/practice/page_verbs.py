"""The page's verbs: each does with a person's hand what the JSON body says."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.practice.delivery import Answer
from bot.practice.errors import ImpossibleError
from bot.practice.findings import Json
from bot.practice.hand_on_views import Hand
from bot.practice.messages import Message
from bot.practice.views import View

Act = Callable[[Hand, Json], Awaitable[Json]]


async def _press(hand: Hand, words: Json) -> Json:
    named = {name: words[name] for name in ("block_id", "value") if words.get(name)}
    place: Message | View = _view(hand, words) if words.get("view_id") else _message(hand, words)
    return _said(await hand.press(place, str(words.get("action_id")), **named))


async def _command(hand: Hand, words: Json) -> Json:
    word, text = str(words.get("command")), str(words.get("text") or "")
    return _said(await hand.command(word, text, words.get("channel")))


async def _fill(hand: Hand, words: Json) -> Json:
    values = words.get("values")
    if not isinstance(values, dict):
        raise ImpossibleError("values must be an object of block ids")
    answers = await hand.fill(_view(hand, words), values, enter=bool(words.get("enter")))
    return _said(answers[-1] if answers else Answer(0))


async def _submit(hand: Hand, words: Json) -> Json:
    return _said(await hand.submit(_view(hand, words)))


async def _close(hand: Hand, words: Json) -> Json:
    return _said(await hand.close(_view(hand, words), everything=bool(words.get("all"))))


async def _suggest(hand: Hand, words: Json) -> Json:
    text, block_id = str(words.get("text") or ""), str(words.get("block_id"))
    offers = await hand.suggest(_view(hand, words), block_id, str(words.get("action_id")), text)
    return _said(Answer(200)) | {"body": offers}


async def _home(hand: Hand, _words: Json) -> Json:
    return _said(await hand.open_home())


async def _dismiss(hand: Hand, words: Json) -> Json:
    hand.dismiss(_message(hand, words))
    return _said(Answer(0))


VERBS: Final[dict[str, Act]] = {
    "press": _press,
    "command": _command,
    "fill": _fill,
    "submit": _submit,
    "close": _close,
    "suggest": _suggest,
    "home": _home,
    "dismiss": _dismiss,
}


def _view(hand: Hand, words: Json) -> View:
    view = hand.workspace.views.find(str(words.get("view_id")), None)
    if view.user_id != hand.user_id:
        raise ImpossibleError("that view is somebody else's")
    return view


def _message(hand: Hand, words: Json) -> Message:
    channel, ts = str(words.get("channel")), str(words.get("ts"))
    for message in hand.workspace.visible_messages(hand.user_id, channel):
        if message.ts == ts:
            return message
    raise ImpossibleError("no such message here any more")


def _said(answer: Answer) -> Json:
    return {
        "ok": True,
        "status": answer.status,
        "seconds": round(answer.seconds, 4),
        "trouble": answer.trouble,
        "body": answer.body,
    }
