"""From the forms of verification to commands."""

import re

from bot.domain.checking import ConfirmNumber, ProposeNumber
from bot.domain.commands import RecordCall
from bot.domain.verification import Reached, StepResult
from handlers.blocks.answers import Answers, FieldErrors

LEAST_DIGITS = 3
"""Digits of the shortest number that can be dialled."""
MOST_DIGITS = 20
"""ITU-T E.164 has 15 digits at most; an extension may follow."""

_DIALLED = re.compile(r"[\d\s()+./,;x#*-]+(?:ext\.?\s*\d+)?", re.IGNORECASE)


def call(answers: Answers, new_code: str) -> RecordCall | FieldErrors:
    """Read the call-back form; `new_code` replaces the challenge code should this call burn it."""
    number, reached = answers.one("number"), answers.word("reached", Reached)
    outcome, code = answers.word("outcome", StepResult), answers.text("code")
    if number is None:
        answers.fault("number", "Choose the number that you dialled.")
    if reached is None:
        answers.fault("reached", "Say who answered; choose Nobody if nobody did.")
    if outcome is None:
        answers.fault("outcome", "Say how the call ended.")
    if outcome is StepResult.PASS and reached is Reached.NOBODY:
        answers.fault("outcome", "Nobody was reached, so nobody can have confirmed it.")
    elif outcome is StepResult.PASS and code is None:
        answers.fault("code", _wanted(reached))
    if answers.faults or number is None or reached is None or outcome is None:
        return answers.errors
    also = answers.many("also")
    return RecordCall(
        number=number,
        reached=reached,
        answered=answers.text("answered"),
        code=code,
        outcome=outcome,
        new_code=new_code,
        duty_confirmed="duty" in also,
        still_ongoing="ongoing" in also,
    )


def _wanted(reached: Reached | None) -> str:
    asked = "the incident number" if reached is Reached.DISPATCH else "the six-digit code"
    return f"Ask for {asked} and type what you hear. If they cannot say, choose that outcome."


def proposed(answers: Answers) -> ProposeNumber | FieldErrors:
    """Read the form for a number found outside the directory."""
    number, source = _number(answers), _source(answers)
    return answers.errors if answers.faults else ProposeNumber(number=number, source=source)


def confirmed(answers: Answers) -> ConfirmNumber | FieldErrors:
    """Read the second finder's form; the view's metadata says which number it is about."""
    number, source = _number(answers), _source(answers)
    key = str(answers.ids.get("n", ""))
    if answers.faults:
        return answers.errors
    return ConfirmNumber(key=key, number=number, source=source)


def _number(answers: Answers) -> str:
    number = answers.needed("number", "Type the number that you found.")
    count = sum(character.isdecimal() for character in number)
    if number and not (_DIALLED.fullmatch(number) and LEAST_DIGITS <= count <= MOST_DIGITS):
        answers.fault("number", "Expected a telephone number, such as +1 555 010 0100.")
    return number


def _source(answers: Answers) -> str:
    return answers.needed("source", "Say where you found it, so that a colleague can follow.")
