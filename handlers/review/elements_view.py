"""Review, step 1: the whole request, what is known of the requester, and the legal test."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.determination import Answer, Element, OwnerRoute
from bot.domain.request import DataClass
from bot.workflow.dossier import Dossier
from handlers.blocks import words
from handlers.blocks.fitting import fitted
from handlers.blocks.flags import in_review
from handlers.blocks.parts import (
    Markup,
    Payload,
    checkboxes,
    context,
    escaped,
    fields,
    header,
    input_,
    modal,
    mrkdwn,
    multi_select,
    option,
    plain,
    radio,
    section,
    stamp,
)
from handlers.review.asking import hint, spelt
from handlers.review.draft import Draft, block
from handlers.review.facts import fact, product_answer
from handlers.review.notes_view import review_waiting
from handlers.review.reading import asked_elements
from handlers.review.request_text import identity, request_texts
from handlers.review.seen import Seen

KEPT: Final = "Close keeps what you ticked and typed. To ask the agency or to step out, close this"


OFFERED: Final = tuple(r for r in OwnerRoute if r is not OwnerRoute.AUTHORITY)
"""What may be found of the owner; that the authority informs them is the law's to say."""
_FORCE: Final = {
    False: "Disclosure is voluntary: to refuse, to narrow and to ask are always lawful.",
    True: "A compulsory order: you check its form, not whether it is needed. It does not lapse.",
}


def review_test(dossier: Dossier, draft: Draft, opened_at: datetime, *, link: str = "") -> Payload:
    """Step 1 as a view; `link` leads to the documents and the whole request on the desk page.

    Only what `draft` holds is ticked. Long texts are cut to fit, and say so. A request that is
    not complete gives a view that says what is missing.
    """
    if not dossier.case.classes or dossier.case.nature is None:
        return review_waiting(dossier, link)

    def build(texts: Sequence[str], *, cut: bool) -> list[Payload]:
        return [
            section(mrkdwn(_head(dossier))),
            fields(*(plain(text) for text in texts[:4])),
            section(plain(texts[4])),
            section(plain(texts[5])),
            header("What the officer says"),
            *(section(plain(text)) for text in texts[6:]),
            context(mrkdwn(_documents(dossier, link, cut=cut))),
            *_questions(dossier, draft),
        ]

    texts = [*request_texts(dossier)]
    texts[4:4] = [identity(dossier), in_review(dossier.case.flags)]
    return modal(
        "review.test",
        "Review, step 1 of 3",
        fitted(build, texts),
        ids=Seen.of(dossier.case, opened_at).ids(),
        submit="Next",
        close="Save and Close",
    )


def _head(dossier: Dossier) -> Markup:
    case, due = dossier.case, dossier.next_deadline
    by = f" Next clock: {stamp(due.due)}" if due is not None else ""
    provisions = "; ".join(
        f"{words.CLASSES[c].lower()}, {dossier.standard.provision(c)}" for c in case.classes
    )
    law = escaped(f"{dossier.standard.title}: {provisions}. {_FORCE[dossier.test.formal]}")
    return Markup(f"*{escaped(case.number)}*, version {case.version}.{by}\n{law}")


def _documents(dossier: Dossier, link: str, *, cut: bool) -> Markup:
    count = words.counted(dossier.case.attachments, "document")
    said = f"{count} came along." if dossier.case.attachments else "No documents came along."
    if cut:
        said += " A text that ends in … is cut here; the desk page has it whole."
    if link:
        opened = "Open the desk page. The link is yours alone and lasts 10 minutes."
        said = f"<{link}|{opened}> {said}"
    return Markup(f"{said} {KEPT}; the card has a button for each.")


def _questions(dossier: Dossier, draft: Draft) -> list[Payload]:
    version = dossier.case.version
    return [
        input_(
            "Which of these do you find? Tick only what you find",
            checkboxes("found", _tests(dossier), initial=draft.found),
            block("found", version),
            optional=True,
            dispatch=True,
            hint=hint(dossier),
        ),
        input_(
            "Say no to (only if you do)",
            multi_select("not", _denials(dossier), initial=draft.denied),
            block("not", version),
            optional=True,
            dispatch=True,
            hint=_product(dossier),
        ),
        *([_owner(dossier, draft)] if dossier.test.asks_owner else []),
    ]


def _owner(dossier: Dossier, draft: Draft) -> Payload:
    return input_(
        "E10: The owner of the data",
        radio("owner", _routes(), initial=draft.owner),
        block("owner", dossier.case.version),
        dispatch=True,
        hint=fact(dossier, Element.E10, dossier.case.classes[0]) + ". “Unsafe” proposes a hold"
        " of the owner's notice, which needs a second person.",
    )


def _tests(dossier: Dossier) -> list[Payload]:
    first = dossier.case.classes[0]
    return [
        option(f"{words.SHORT[e]}: {spelt(dossier, e)}", e.value, fact(dossier, e, first))
        for e in asked_elements(dossier)
    ]


def _denials(dossier: Dossier) -> list[Payload]:
    named = [
        option(f"No to {words.SHORT[e]}: {spelt(dossier, e)}", f"{e}:no")
        for e in asked_elements(dossier)
    ]
    for element in (Element.E1, Element.E2):
        if any(product_answer(dossier, element, c) is Answer.YES for c in dossier.case.classes):
            for answer in (Answer.NO, Answer.UNSURE):
                word = "No to" if answer is Answer.NO else "Unsure of"
                said = f"{word} {element}: {words.ELEMENTS[element]}"
                named.append(option(said, f"{element}:{answer}"))
    return named


def _routes() -> list[Payload]:
    return [option(words.OWNER[route], route.value) for route in OFFERED]


def _product(dossier: Dossier) -> str:
    """E1 and E2, class by class, as the product answers them and why."""
    said = [_answered(dossier, Element.E1, c) for c in dossier.case.classes]
    said.append(_answered(dossier, Element.E2, dossier.case.classes[0]))
    return f"Answered by the product: {'; '.join(dict.fromkeys(said))}. You can only lower these."


def _answered(dossier: Dossier, element: Element, data_class: DataClass) -> str:
    answer = product_answer(dossier, element, data_class)
    of = f" for {data_class.value}" if element is Element.E1 else ""
    return f"{element} {answer}{of}: {fact(dossier, element, data_class)}"
