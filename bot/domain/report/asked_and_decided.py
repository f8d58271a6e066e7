"""What is counted up to a decision: requests, who sent them, how they ended, how long it took."""

from typing import Final

from bot.domain.report import keys
from bot.domain.report.definitions import Chapter, Definition, Sort, Unit

REQUESTS: Final = Chapter(
    name="requests",
    title="Requests received",
    words="Emergency requests for disclosure, by whom they say that they come from.",
    figures=(
        Definition(
            name="received",
            title="Requests received",
            words="Entries case.opened; a request belongs to the period in which it came in. "
            "Copies of one request by a second channel, and further versions, are not counted.",
        ),
        Definition(
            name="by_country_and_kind",
            title="Received, by country and kind of agency",
            words="The same requests by the country and the kind of agency that the request named "
            "when it came in; a claim, whether or not it was verified. ZZ: no country code.",
            free=True,
        ),
        Definition(
            name="open_at_start",
            title="Open when the period began",
            words="Requests that came in before the period and had not ended when it began.",
            sort=Sort.AT_START,
        ),
        Definition(
            name="open_at_end",
            title="Open when the period was over",
            words="Requests that came in before the end of the period and had not ended then. "
            "Open at the start and received together are ended and open at the end.",
            sort=Sort.AT_END,
        ),
    ),
)

VERIFICATION: Final = Chapter(
    name="verification",
    title="Who asked",
    words="Whether the requester was who they claimed to be.",
    figures=(
        Definition(
            name="identity",
            title="Requests received, by what verification found",
            words="Requests received in the period, each in one row, as they stood at its end. "
            "Forged: two people found so (fraud.found). Failed: a step was denied and no call-back "
            "passed after it, or the refusal was for refused_unverified. Verified: a call-back on "
            "an independently found number passed (verification.step_recorded) and nothing denied "
            "it since. The rest was not completed.",
            sort=Sort.RECEIVED,
            keys=keys.IDENTITIES,
        ),
    ),
)

DECISIONS: Final = Chapter(
    name="decisions",
    title="What was decided",
    words="How requests ended, and where people did not agree.",
    figures=(
        Definition(
            name="became",
            title="What became of the requests received",
            words="Requests received in the period, each in one row, as they stood at its end. A "
            "request is granted once something was handed over for it.",
            sort=Sort.RECEIVED,
            keys=keys.BECAME,
        ),
        Definition(
            name="ended",
            title="Requests that ended",
            words="Requests that ended in the period, whenever they came in, each once, where it "
            "ended first: release.handed_over, case.refused, case.withdrawn, emergency.ended, "
            "case.lapsed, case.owner_consented or fraud.found. In part: two people approved less "
            "than was asked for (case.approved, narrowed).",
            keys=keys.RESULTS,
        ),
        Definition(
            name="by_reason",
            title="Requests that ended, by reason code",
            words="The same requests by the reason code of their end. A lapse has the code "
            "expired_no_reply where a question to the agency was unanswered, else none.",
            keys=keys.REASONS,
        ),
        Definition(
            name="approvals",
            title="Approvals by two people",
            words="Entries case.approved. One that ended before anything was released is counted "
            "here as well, and so is another of the same request.",
        ),
        Definition(
            name="disagreements",
            title="Disagreements of reviewers",
            words="Entries case.escalated with the cause disagreement or no_common_scope.",
        ),
        Definition(
            name="escalations",
            title="Calls for a senior reviewer, by cause",
            words="Entries case.escalated.",
            keys=keys.ESCALATIONS,
        ),
        Definition(
            name="overrulings",
            title="Refusals that were overruled",
            words="Entries case.approved while somebody's refusal of the same version stood "
            "(determination.filed), each once; as for fraud where one of the refusals was.",
            keys=keys.OVERRULED,
        ),
        Definition(
            name="life_safety_exceptions",
            title="Life safety exceptions",
            words="Supported: the entry life_safety.supported after which two reviewers and a "
            "senior stood behind an exception to the second verifying call. Approved: entries "
            "case.approved while it stood. Released: the first release.handed_over after such an "
            "approval.",
            keys=keys.EXCEPTIONS,
        ),
    ),
)

TIMES: Final = Chapter(
    name="times",
    title="How long it took",
    words="Seconds between two entries of one request, and time limits that were missed. The "
    "median of an even number is the mean of the two in the middle, a half rounded up; the 95th "
    "percentile is the smallest figure that 95 in 100 do not exceed (nearest rank).",
    figures=(
        Definition(
            name="decided",
            title="Requests decided",
            words="Requests with their first case.approved or case.refused in the period. Two "
            "people approve and refuse; that nothing is stored refuses a request by itself.",
        ),
        Definition(
            name="to_decision",
            title="Time to the decision",
            words="Of those: whole seconds from case.opened to that entry.",
            unit=Unit.SECONDS,
            keys=keys.SPANS,
        ),
        Definition(
            name="released",
            title="Requests with a release",
            words="Requests with their first release.handed_over in the period.",
        ),
        Definition(
            name="to_release",
            title="Time to the release",
            words="Of those: whole seconds from case.opened to that entry.",
            unit=Unit.SECONDS,
            keys=keys.SPANS,
        ),
        Definition(
            name="limits_missed",
            title="Time limits missed, by clock",
            words="Entries clock.reached with the stage missed, by the clock's name up to a "
            "colon; of the outcome, the first question after its thirty days. Daily repetitions "
            "of an order's reminder are not counted.",
            keys=keys.CLOCKS,
        ),
    ),
)

CHAPTERS: Final = (REQUESTS, VERIFICATION, DECISIONS, TIMES)
