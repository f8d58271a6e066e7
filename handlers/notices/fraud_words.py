"""The words for an owner whose information went out because of a request that was not genuine."""

from collections.abc import Iterator
from typing import Final

from handlers.languages import marked as _n
from handlers.notices.sentences import Sentences
from handlers.notices.written import Block, Listed

_TITLE: Final = _n("We gave information from your account because of a false request")
_OPENING: Final = _n(
    "We gave information from your %(company)s account to somebody who asked in the name of "
    "%(agency)s. The request was not genuine. Here is what went out, what we do about it, and "
    "whom to call."
)
_SORRY: Final = _n(
    "You did nothing wrong. It was our task to find this out before anything left, and we are "
    "sorry."
)
_HAPPENED: Final = _n("What happened")
_GIVEN: Final = _n("What went out")
_DOING: Final = _n("What we do now")
_WHEN: Final = _n("When we told you")
_ASKED: Final = _n(
    "On %(when)s we were asked for information in the name of %(agency)s, because of an emergency "
    "that we believed in."
)
_BELIEVED: Final = _n(
    "Two people at %(company)s each looked at the request on their own, and both took it to be "
    "genuine. On %(found)s it was found that it is not."
)
_OUT: Final = _n("This went out on %(when)s:")
_NO_MORE: Final = _n("Nothing more goes out for this request.")
_RECALLED: Final = _n(
    "We told whoever received it to delete it and to use none of it. We cannot make sure that "
    "they do."
)
_REAL_AGENCY: Final = _n("We told the real %(agency)s, so that it can look for whoever did this.")
_AUTHORITY: Final = _n("We told the authority that watches over privacy.")
_COUNTED: Final = _n("We count every such case, and publish how many there were.")
_FEAR: Final = _n(
    "If you fear that somebody could use this against you or against others in your home, tell "
    "them, and tell the police."
)


def fraud_title(own: Sentences) -> str:
    """Return the heading of the whole."""
    return own.tongue.say(_TITLE)


def fraud_opening(own: Sentences) -> tuple[str, ...]:
    """Return what comes first: that it was false, and that the owner did nothing wrong."""
    opening = own.tongue.say(_OPENING, company=own.notice.company, agency=own.agency)
    return opening, own.tongue.say(_SORRY)


def fraud_sections(own: Sentences) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Yield what happened, what went out, what we do, and when we told."""
    n, say, fraud = own.notice, own.tongue.say, own.notice.fraud
    if fraud is None:
        raise ValueError("fraud: expected what was found of it")
    asked = say(_ASKED, when=own.reading.moment(n.requested_at), agency=own.agency)
    believed = say(_BELIEVED, company=n.company, found=own.reading.moment(fraud.found))
    yield _HAPPENED, (asked, believed)
    out = say(_OUT, when=own.reading.moment(n.released_at))
    yield _GIVEN, (out, own.items(), own.whole())
    done = (
        _NO_MORE,
        *((_RECALLED,) if fraud.recalled else ()),
        *((_REAL_AGENCY,) if fraud.agency_told else ()),
        *((_AUTHORITY,) if fraud.authority_told else ()),
        _COUNTED,
    )
    listed = tuple(Listed(what=say(text, agency=own.agency)) for text in done)
    yield _DOING, (listed, say(_FEAR))
    yield _WHEN, (own.timing(),)
