"""Kinds of text that a request may carry, each with the words for what it expects."""

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from handlers.strict.countries import COUNTRIES, US_STATES
from handlers.strict.expecting import mismatch, text_or_mismatch

# Controls, half surrogate pairs, and the marks that reorder the text around them (UAX 9).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_LINE_END = re.compile("[\t\n\u2028\u2029]")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@(?=.{1,253}\Z)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
_PHONE = re.compile(r"\+?[0-9(][0-9 ().\-/]{4,30}(?: ?(?:x|ext\.?) ?[0-9]{1,8})?")
_LEAST_DIGITS = 6
_BASIS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")
# Upper or lower case is all the same (RFC 2045 5.1).
_MEDIA_TYPE = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}"
)

Check = Callable[[object], str]


def prose(cap: int) -> Check:
    """Accept 1 to `cap` characters, line ends included; returns them in NFC, trimmed."""
    expected = f"1 to {cap} characters of text"

    def check(value: object) -> str:
        text = text_or_mismatch(value, expected).replace("\r\n", "\n")
        if _FORBIDDEN.search(text):
            raise mismatch(f"{expected} without control characters", "one or more of them")
        text = unicodedata.normalize("NFC", text).strip()
        if not text:
            raise mismatch(expected, "nothing but spaces")
        if len(text) > cap:
            raise mismatch(expected, f"{len(text)}")
        return text

    return check


def line(cap: int) -> Check:
    """Accept one line of 1 to `cap` characters."""
    several = prose(cap)
    expected = f"one line of 1 to {cap} characters"

    def check(value: object) -> str:
        text = several(value)
        if _LINE_END.search(text):
            raise mismatch(expected, "several lines, or a tab")
        return text

    return check


def shaped(pattern: re.Pattern[str], expected: str, cap: int) -> Check:
    """Accept one line that `pattern` matches from end to end."""
    one_line = line(cap)

    def check(value: object) -> str:
        text = one_line(value)
        if not pattern.fullmatch(text):
            raise mismatch(expected, "text in another form")
        return text

    return check


def _phone(value: object) -> str:
    expected = "a phone number such as +1 555 010 4417 or 555 010 4417 ext. 12"
    text = shaped(_PHONE, expected, 60)(value)
    if sum(c.isdigit() for c in text) < _LEAST_DIGITS:
        raise mismatch(expected, f"fewer than {_LEAST_DIGITS} digits")
    return text


def _country(value: object) -> str:
    text = line(2)(value)
    if text not in COUNTRIES:
        raise mismatch("a country code of ISO 3166-1 such as US", "another word")
    return text


def _file_name(value: object) -> str:
    text = line(200)(value)
    if "/" in text or "\\" in text or not text.strip("."):
        raise mismatch("a file name without a path", "slashes, or dots alone")
    return text


def state_of(country: object, value: str) -> str:
    """Return a state's code; of US agencies it must be one of the postal codes of the states."""
    if country == "US" and value not in US_STATES:
        raise mismatch("a US state or territory such as CA", "another word")
    return value


def _kind(check: Check, cap: int, **words: object) -> tuple[BeforeValidator, WithJsonSchema]:
    schema = {"type": "string", "minLength": 1, "maxLength": cap} | words
    return BeforeValidator(check), WithJsonSchema(schema)


Line = Annotated[str, *_kind(line(200), 200)]
Paragraph = Annotated[str, *_kind(prose(2_000), 2_000)]
Narrative = Annotated[str, *_kind(prose(8_000), 8_000)]
Email = Annotated[str, *_kind(shaped(_EMAIL, "an e-mail address", 254), 254, format="email")]
Phone = Annotated[str, *_kind(_phone, 60)]
Country = Annotated[str, *_kind(_country, 2, minLength=2, pattern="^[A-Z]{2}$")]
State = Annotated[
    str,
    *_kind(
        shaped(re.compile(r"[A-Z0-9]{1,3}"), "a state's code such as CA", 3),
        3,
        description="The part of an ISO 3166-2 code behind the dash",
    ),
]
Basis = Annotated[str, *_kind(shaped(_BASIS, "the cited law as a word such as usc2702b8", 64), 64)]
MediaType = Annotated[
    str, *_kind(shaped(_MEDIA_TYPE, "a media type such as application/pdf", 127), 127)
]
FileName = Annotated[str, *_kind(_file_name, 200)]
