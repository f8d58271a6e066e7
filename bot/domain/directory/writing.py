"""How the facts of an agency are written; what is written otherwise is named, never quoted."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final
from zoneinfo import available_timezones

from bot.domain.listed import STANDINGS, ListedAgency

LINE: Final = r"[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*"
KEY: Final = r"[a-z0-9][a-z0-9-]{0,59}"
COUNTRY: Final = r"[A-Z]{2}"
STATE: Final = r"[A-Z]{2,3}"
DOMAIN: Final = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
NUMBER: Final = r"\+[1-9][0-9 ().-]{5,30}"
NUMBERS: Final = 4
"""Numbers of one agency; more are more than a caller chooses from."""
LONGEST: Final = 200


def folded(name: str) -> str:
    """Return a name as it is compared: letter case, width and spacing aside."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def key_of(name: str) -> str:
    """Return the key that a name gives where none was chosen."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]


def malformed(agency: ListedAgency) -> str | None:
    """Return the name of the first field that is not written as it must be, or None."""
    fields: Mapping[str, bool] = {
        "key": _is(KEY, agency.key),
        "name": _is(LINE, agency.name) and len(agency.name) <= LONGEST,
        "country": _is(COUNTRY, agency.country),
        "state": agency.state is None or _is(STATE, agency.state),
        "zone": agency.zone in available_timezones(),
        "standing": agency.standing in STANDINGS,
        "domain": all(_is(DOMAIN, d) and d == d.lower() for d in agency.domains)
        and len({*agency.domains}) == len(agency.domains),
        "number": all(_is(NUMBER, n.number) for n in agency.numbers),
        "numbers": len(agency.numbers) <= NUMBERS
        and len({n.key for n in agency.numbers}) == len(agency.numbers),
        "label": all(_short(n.label) for n in agency.numbers),
        "source": all(_short(n.source) for n in agency.numbers),
    }
    return next((name for name, good in fields.items() if not good), None)


def _is(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text) is not None


def _short(text: str) -> bool:
    return _is(LINE, text) and len(text) <= LONGEST
