"""Writes a notice: which headings, which paragraphs, in which order, by its kind."""

from collections.abc import Iterator
from typing import Final

from bot.domain.notice import NoticeKind
from handlers.languages import Language
from handlers.languages import marked as _n
from handlers.notices.content import Notice
from handlers.notices.fraud_words import fraud_opening, fraud_sections, fraud_title
from handlers.notices.sentences import UNNAMED, Sentences
from handlers.notices.written import Block, Code, Linked, Section, Written

_SUBJECTS: Final = {
    NoticeKind.FRAUD: _n(
        "Notice about your %(company)s account: information given because of a false request "
        "(%(cases)s)"
    ),
    NoticeKind.LATE: _n(
        "Late notice about your %(company)s account: information given in an emergency (%(cases)s)"
    ),
}
_SUBJECT: Final = _n(
    "Notice about your %(company)s account: information given in an emergency (%(cases)s)"
)
_HELLO: Final = _n("Hello,")
_HELLO_NAMED: Final = _n("Hello %(name)s,")
_AND: Final = _n("%(one)s and %(other)s")
_TITLE: Final = _n("We gave information from your account to %(agencies)s")
_OPENING: Final = _n(
    "We gave information from your %(company)s account to %(agencies)s because of an emergency. "
    "You did not ask for this, so here is what was given, when and why."
)
_SEVERAL: Final = _n(
    "There were %(count)s separate requests; each is told of below, under its own number."
)
_LATE: Final = _n(
    "This notice comes late. Below it says why, who decided that, and under which law."
)
_CALM: Final = _n(
    "You do not need to do anything. Getting this notice does not mean that you did something "
    "wrong."
)
_REQUEST: Final = _n("Request %(case)s")
_HAPPENED: Final = _n("What happened")
_GIVEN: Final = _n("What we gave")
_LAW: Final = _n("What the law says")
_WHEN: Final = _n("When we told you")
_WHY_LATE: Final = _n("Why we tell you late")
_YOU: Final = _n("What you can do")
_CHECK: Final = _n("How to check this")
_WRITE: Final = _n(
    "If you have a question, or think that this was wrong and want to complain, write to"
)
_AND_GIVE: Final = _n("and give the number %(case)s. A person will answer.")
_CALL_US: Final = _n("You can also call us: %(phone)s.")
_NEVER: Final = _n(
    "We will never ask for your password, a code or money because of this notice. If somebody "
    "does, it is not us."
)
_PROOF: Final = _n(
    "Every step of this was written into a record that cannot be changed later without it "
    "showing. What we gave is entry %(position)s, and its fingerprint (SHA-256) is:"
)
_PROOF_ALSO: Final = _n(
    "What we gave for request %(case)s is entry %(position)s, and its fingerprint is:"
)
_ASK_FOR_PROOF: Final = _n(
    "Ask us for the proof of this entry and keep this notice. The proof comes with a small "
    "program that compares it with the fingerprint above, so that you, or somebody you trust, can "
    "check it without having to believe us."
)
_PROOF_THERE: Final = _n(
    "Keep this notice. The page below has the proof of this entry, and a small program that "
    "compares it with the fingerprint above, so that you, or somebody you trust, can check it "
    "without having to believe us."
)
_CHECKPOINT: Final = _n(
    "This is how we signed the record as a whole when we wrote to you. Keep it as it stands: the "
    "record that we show later must continue it."
)
_PAGE: Final = _n("You can also read this notice, and complain, here:")
_PAGE_OF: Final = _n("The page of request %(case)s is here:")


def written(notice: Notice, tongue: Language) -> Written:
    """Return the whole text of a notice whose values are clean."""
    n, own = notice, Sentences(notice, tongue)
    cases = ", ".join(one.case for one in (n, *n.also))
    fraud = n.kind is NoticeKind.FRAUD
    return Written(
        language=tongue.code,
        subject=tongue.say(_SUBJECTS.get(n.kind, _SUBJECT), company=n.company, cases=cases),
        company=n.company,
        case=n.case,
        title=fraud_title(own) if fraud else tongue.say(_TITLE, agencies=_agencies(n, tongue)),
        greeting=tongue.say(_HELLO_NAMED if n.owner_name else _HELLO, name=n.owner_name),
        opening=fraud_opening(own) if fraud else _opening(n, tongue),
        sections=tuple(_sections(n, tongue)),
        contact=n.privacy_contact,
    )


def _agencies(n: Notice, tongue: Language) -> str:
    names = dict.fromkeys(one.agency or tongue.say(UNNAMED) for one in (n, *n.also))
    said = list(names)
    whole = said[0]
    for other in said[1:]:
        whole = tongue.say(_AND, one=whole, other=other)
    return whole


def _opening(n: Notice, tongue: Language) -> tuple[str, ...]:
    first = tongue.say(_OPENING, company=n.company, agencies=_agencies(n, tongue))
    if n.also:
        first += " " + tongue.say(_SEVERAL, count=str(len(n.also) + 1))
    late = (tongue.say(_LATE),) if n.kind is NoticeKind.LATE else ()
    return (first, *late, tongue.say(_CALM))


def _sections(n: Notice, tongue: Language) -> Iterator[Section]:
    for one in (n, *n.also):
        request = tongue.say(_REQUEST, case=one.case) if n.also else ""
        own = Sentences(one, tongue)
        parts = fraud_sections(own) if one.kind is NoticeKind.FRAUD else _told(own)
        for number, (heading, blocks) in enumerate(parts):
            yield Section(
                heading=tongue.say(heading), blocks=blocks, request="" if number else request
            )
    yield Section(heading=tongue.say(_YOU), blocks=tuple(_you(n, tongue)), general=True)
    yield Section(heading=tongue.say(_CHECK), blocks=tuple(_check(n, tongue)), general=True)


def _told(own: Sentences) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield _HAPPENED, (own.asked(), own.decided())
    yield _GIVEN, (own.handed(), own.items(), own.whole())
    yield _LAW, (own.basis(),)
    yield _WHY_LATE if own.notice.kind is NoticeKind.LATE else _WHEN, (own.timing(),)


def _you(n: Notice, tongue: Language) -> Iterator[Block]:
    own = Sentences(n, tongue)
    yield Linked(
        before=tongue.say(_WRITE),
        href=f"mailto:{n.privacy_contact}",
        shown=n.privacy_contact,
        after=tongue.say(_AND_GIVE, case=n.case),
    )
    if n.phone:
        yield tongue.say(_CALL_US, phone=n.phone)
    if own.law.elsewhere:
        yield tongue.say(own.law.elsewhere)
    yield tongue.say(_NEVER)
    yield tongue.say(own.law.call)


def _check(n: Notice, tongue: Language) -> Iterator[Block]:
    for one in (n, *n.also):
        text = _PROOF if one is n else _PROOF_ALSO
        yield tongue.say(text, case=one.case, position=str(one.entry.position))
        yield Code(one.entry.hash)
    if n.checkpoint:
        yield tongue.say(_CHECKPOINT)
        yield Code(n.checkpoint.rstrip("\n"))
    yield tongue.say(_PROOF_THERE if n.page_url else _ASK_FOR_PROOF)
    for one in (n, *n.also):
        if one.page_url:
            said = tongue.say(_PAGE if one is n else _PAGE_OF, case=one.case)
            yield Linked(before=said, href=one.page_url, shown=one.page_url, own_line=True)
