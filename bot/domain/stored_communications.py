"""The Stored Communications Act, 18 U.S.C. 2701 to 2713, as far as several standards rest on it."""

from typing import Final

from bot.domain.determination import Answer
from bot.domain.request import AgencyKind, DataClass
from bot.domain.standard import LegalElement
from bot.domain.terms import voluntary_test

UNITED_STATES: Final = "US"
_STATUTE: Final = "18 U.S.C. 2702(b)(8), (c)(4)"
TEST: Final[tuple[LegalElement, ...]] = voluntary_test(
    _STATUTE, "18 U.S.C. 2711(4)", "Danger of death or serious physical injury"
)
"""The emergency test of 2702(b)(8) and (c)(4), with what policy adds to it."""
UNVERIFIED: Final = (
    "Whether a tribal agency is a governmental entity under 18 U.S.C. 2711(4).",
    "Whether a camera company is an electronic communication or remote computing service.",
)


def section_2702(data_class: DataClass) -> str:
    """Return 2702(b)(8) for contents, 2702(c)(4) for records."""
    contents = data_class is DataClass.CONTENTS
    return "18 U.S.C. 2702(b)(8)" if contents else "18 U.S.C. 2702(c)(4)"


def governmental_entity(
    kind: AgencyKind, country: str, data_class: DataClass
) -> tuple[Answer, str]:
    """Return E1: `governmental entity` is US federal, state or local (18 U.S.C. 2711(4))."""
    if country == UNITED_STATES and kind is not AgencyKind.FOREIGN:
        if kind is AgencyKind.TRIBAL:
            return Answer.UNSURE, "2711(4) does not name tribal agencies: ask counsel"
        return Answer.YES, f"a US {kind.value.replace('_', ' ')} agency"
    if data_class is DataClass.CONTENTS:
        return Answer.NO, "2702(b)(8) allows contents to US governmental entities only"
    return Answer.UNSURE, "not a US governmental entity: ask counsel"
