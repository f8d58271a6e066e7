"""From the authorization on the record to the store's manifest, the hand-over and the notice."""

from datetime import timedelta

from bot.domain import events as ev
from bot.domain.case import State
from bot.domain.errors import Refusal
from bot.domain.events.authorizing import ManifestRecorded, ReleaseAuthorized
from bot.practice.store_troubles import Trouble
from tests.authorizing import authorizing
from tests.evidence.given import AtWork
from tests.factories import ANA, DEE, OFFICER_MAIL


async def test_the_store_hands_over_what_it_was_authorized_to(work: AtWork) -> None:
    """The record has the authorization, the manifest and the hand-over, in that order."""
    await work.authorize()
    assert work.store.asked == []  # the record comes first
    await work.deliver()
    kinds = [type(e.event) for e in await work.desk.entries()]
    order = (ReleaseAuthorized, ev.NoticeIsOwed, ManifestRecorded, ev.HandedOver)
    assert [k for k in kinds if k in order] == list(order)
    case = await work.desk.now()
    assert (case.state, case.clearance) == (State.RELEASED, None)
    (given,) = work.store.used.values()
    found = (await work.desk.seen_by(ANA)).items
    assert [(i.sha256, i.size) for i in found] == [
        (i["sha256"], i["bytes"]) for i in given["items"]
    ]


async def test_a_store_that_is_down_is_asked_again_with_the_same_bytes(work: AtWork) -> None:
    """Call and authorization repeat exactly, and what was given once is given once."""
    work.store.trouble = Trouble("down", down_for=3)
    await work.authorize()
    await work.deliver(times=4)
    tokens = {body["authorization"] for body in work.store.asked}
    assert (len(work.store.asked), len(tokens), len(work.store.used)) == (4, 1, 1)
    assert (await work.desk.now()).state is State.RELEASED


async def test_a_reviewer_authorizes_nothing(work: AtWork) -> None:
    """Every check of a release by hand stands before the store as well."""
    outcome = await work.desk.do(authorizing(await work.desk.now()), ANA)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.WRONG_ROLE
    other = authorizing(await work.desk.now(), contact="me@mail.example")
    outcome = await work.desk.do(other, DEE)
    assert outcome.refused is not None
    assert outcome.refused.reason is Refusal.RECIPIENT_NOT_VERIFIED
    await work.deliver()
    assert work.store.asked == []


async def test_the_authorization_names_everything(work: AtWork) -> None:
    """Case, version, scope, recipient with digest, expiry and one use, under our key."""
    await work.authorize()
    await work.deliver()
    case = await work.desk.now()
    claims = work.store.claims(work.store.asked[0]["authorization"])
    found = case.store.authorization
    assert found is not None
    assert (claims["sub"], claims["version"], claims["jti"]) == (case.number, 1, found.id)
    assert claims["exp"] - claims["iat"] == timedelta(minutes=30).total_seconds()
    assert claims["recipient"]["contact"] == OFFICER_MAIL
    assert [w["device"] for w in claims["scope"]] == ["B8:7C:6F:12:34:56"]
