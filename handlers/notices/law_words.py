"""What an owner reads of each legal standard: what it allows, whom to complain to, whom to call.

Words for people, after the sources that the standards themselves name; not legal advice. A standard
without words of its own gets general ones, which name its provisions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from handlers.languages import marked as _n


@dataclass(frozen=True, slots=True, kw_only=True)
class LawWords:
    """One standard in plain words; every sentence is one of the catalogues'.

    `law` has a place for `%(provisions)s`; `danger` follows "It told us that …, and that". `duty`
    says why the owner is told, `elsewhere` who else takes a complaint; both may be empty.
    """

    law: str
    danger: str
    duty: str = ""
    elsewhere: str = ""
    call: str = _n("If you are in danger now, call the emergency number of your country.")


_INJURY = _n("a person was in danger of death or serious physical injury")
_NINE = _n("If you are in danger now, call 911.")
_EUROPE = _n("If you are in danger now, call 112.")
_US = _n(
    "US law lets a company give information to a public agency when the company believes in good "
    "faith that an emergency involving danger of death or serious physical injury to any person "
    "makes it necessary without delay. We were allowed to do this; we were not ordered to. The "
    "law is %(provisions)s."
)
_ORDERED = _n(
    "The law lets an authority order a company to give information in an emergency, and it orders "
    "us to obey. We checked that the order was in due form. The law is %(provisions)s."
)
_ALLOWED = _n(
    "The law lets a company give information to a public agency in an emergency. We were allowed "
    "to do this; we were not ordered to. The law is %(provisions)s."
)
_THREAT = _n("a person's life or safety was in danger")
_EU_ELSEWHERE = _n("You can also complain to the data protection authority of your country.")
VOLUNTARY = LawWords(law=_ALLOWED, danger=_THREAT)
COMPULSORY = LawWords(law=_ORDERED, danger=_THREAT)
STANDARDS: Mapping[str, LawWords] = MappingProxyType(
    {
        "us_federal": LawWords(law=_US, danger=_INJURY, call=_NINE),
        "california": LawWords(
            law=_US,
            danger=_INJURY,
            duty=_n(
                "California law also makes the agency that asked tell you of this itself (Penal "
                "Code 1546.2)."
            ),
            call=_NINE,
        ),
        "canada": LawWords(
            law=_n(
                "Canadian law lets a company give information to somebody who needs it because of "
                "an emergency that threatens the life, health or security of a person. We were "
                "allowed to do this; we were not ordered to. The law is %(provisions)s."
            ),
            danger=_n("a person's life, health or security was threatened"),
            duty=_n(
                "The same law makes us tell you in writing and without delay (%(provision)s). "
                "This is that notice."
            ),
            elsewhere=_n(
                "You can also complain to the Office of the Privacy Commissioner of Canada. It "
                "costs nothing."
            ),
            call=_NINE,
        ),
        "australia": LawWords(
            law=_n(
                "Australian law lets a company give information when it believes on reasonable "
                "grounds that this is needed to prevent or lessen a serious threat to somebody's "
                "life or health. We were allowed to do this; we were not ordered to. The law is "
                "%(provisions)s."
            ),
            danger=_n("a person's life or health was seriously threatened"),
            elsewhere=_n(
                "You can also complain to the Office of the Australian Information Commissioner."
            ),
            call=_n("If you are in danger now, call 000."),
        ),
        "uk": LawWords(
            law=_ORDERED,
            danger=_THREAT,
            elsewhere=_n(
                "You can also complain to the Information Commissioner's Office, or to the "
                "Investigatory Powers Tribunal."
            ),
            call=_n("If you are in danger now, call 999."),
        ),
        "eu": LawWords(law=_ORDERED, danger=_THREAT, elsewhere=_EU_ELSEWHERE, call=_EUROPE),
        "germany": LawWords(law=_ORDERED, danger=_THREAT, elsewhere=_EU_ELSEWHERE, call=_EUROPE),
    }
)
"""By the settings' word for the standard."""


def words_of(standard: str, *, voluntary: bool) -> LawWords:
    """Return a standard's words, or general ones that fit its kind."""
    return STANDARDS.get(standard, VOLUNTARY if voluntary else COMPULSORY)
