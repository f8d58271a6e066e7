"""The recall of what was handed over: ordering one by hand, and what the recipient answered."""

from typing import Final

from bot.domain.recall import AnswerRecall, OrderRecall, RecallAnswer, RecallCommand
from bot.workflow.dossier import Dossier
from handlers.blocks.after_words import RECALL_ANSWERS, recall_line
from handlers.blocks.answers import Answers, FieldErrors
from handlers.blocks.limits import Payload
from handlers.blocks.parts import input_, modal, option, plain, radio, section, text_input

CALLBACK_ID: Final = "recall.file"
TITLE: Final = "Recall"
_ORDER: Final = (
    "Recalls what was handed over: links end, and the recipient is asked to delete every copy and"
    " to say so. Do it where something went out that should not have."
)
_SAID: Final = (RecallAnswer.DELETED, RecallAnswer.REFUSED, RecallAnswer.NO_ANSWER)


def view(dossier: Dossier) -> Payload:
    """The form: to order a recall, or to write down what was answered to one."""
    case, recall = dossier.case, dossier.case.recall
    ids: dict[str, str | int] = {"c": case.number, "v": case.version, "a": "order"}
    if recall is None and case.released_at is None:
        none = section(plain(f"{case.number}: nothing was handed over, so nothing is recalled."))
        return modal("recall.seen", TITLE, [none], ids=ids)
    how = text_input("how", most=600, multiline=True)
    if recall is None:
        blocks = [
            section(plain(f"{case.number}. {_ORDER}")),
            input_("Why it must come back", how, f"how:v{case.version}"),
        ]
        return modal(CALLBACK_ID, TITLE, blocks, ids=ids, submit="Order Recall")
    stands = section(plain(f"{case.number}. {recall_line(case)}"))
    if recall.answer in (RecallAnswer.DELETED, RecallAnswer.NOTHING_LEFT):
        return modal("recall.seen", TITLE, [stands], ids=ids)
    offered = [
        option(RECALL_ANSWERS[answer].capitalize(), answer)
        for answer in _SAID
        if answer is not recall.answer and (recall.open or answer is not RecallAnswer.NO_ANSWER)
    ]
    blocks = [
        stands,
        input_("What they say", radio("answer", offered), f"answer:v{case.version}"),
        input_("Who said so, and how you reached them", how, f"how:v{case.version}"),
    ]
    return modal(CALLBACK_ID, TITLE, blocks, ids={**ids, "a": "answer"}, submit="Record Answer")


def read(answers: Answers) -> RecallCommand | FieldErrors:
    """Read the form as the command that it means."""
    how = answers.needed("how", "Say in a sentence why, or who said so.")
    ordering = answers.ids.get("a") == "order"
    answer = None if ordering else answers.word("answer", RecallAnswer)
    if not ordering and answer not in _SAID:
        answers.fault("answer", "Choose what they say.")
    if answers.faults:
        return answers.errors
    return OrderRecall(why=how) if answer is None else AnswerRecall(answer=answer, how=how)
