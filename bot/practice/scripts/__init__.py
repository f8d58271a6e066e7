"""Cases that play themselves on the practice workspace, as people and partners would."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.practice.scripts import (
    canada,
    consent_first,
    court_holiday,
    delivered_by_link,
    disagreement,
    ended_in_between,
    erased,
    eu_order,
    evidence_store,
    foreign,
    fraud_later,
    gag_order,
    german_order,
    hacked_mailbox,
    kidnapping,
    live_view,
    look_alike,
    nothing_stored,
    one_on_shift,
    one_person_twice,
    owner_is_abuser,
    owner_is_suspect,
    parcel,
    please_do_not_tell,
    pressure,
    records_only,
    report,
    shared_home,
    silence,
    two_agencies,
    unreachable,
    warrant_never_came,
    widened,
    withdrawn,
)
from bot.practice.stage import Script

SCRIPTS: Mapping[str, tuple[str, Script]] = MappingProxyType(
    {
        "kidnapping": ("Scenario 1: a kidnapping, 20 minutes of video", kidnapping.play),
        "motion-log": (
            "Scenario 2: a suicide risk, the motion log alone",
            records_only.suicide_risk,
        ),
        "intersection": ("Scenario 3: two scopes, their intersection", disagreement.play),
        "parcel": ("Scenario 4: a stolen parcel marked as an emergency", parcel.play),
        "consent": ("Scenario 5: the owner is asked first, and shares", consent_first.play),
        "eu-order": ("Scenario 8: an EU order, 8, 96 and 48 hours, no notice", eu_order.play),
        "german-order": ("An order under German law, refused for its form", german_order.play),
        "canada": ("Scenario 6: Canada, told at once though the officer objects", canada.play),
        "court-holiday": (
            "Scenario 7: three court days with a holiday in them",
            court_holiday.play,
        ),
        "silence": ("Scenario 9: the second reviewer is silent", silence.play),
        "ended": ("Scenario 10: the emergency ends between two reviews", ended_in_between.play),
        "widened": ("Scenario 11: the request is widened after the first review", widened.play),
        "narrowed": ("Scenario 12: the second reviewer allows records only", records_only.narrowed),
        "withdrawn": ("Scenario 13: withdrawn before a release, and after", withdrawn.play),
        "nothing-stored": ("Scenario 14: nothing is stored", nothing_stored.play),
        "foreign": ("Scenario 23: foreign police want video", foreign.play),
        "live-view": ("Scenario 24: a live view is wanted", live_view.play),
        "look-alike": ("Scenario 27: a domain that is one letter off", look_alike.play),
        "hacked-mailbox": ("Scenario 28: a real mailbox, a thief's number", hacked_mailbox.play),
        "fraud-later": ("Scenario 29: fraud is found after the release", fraud_later.play),
        "pressure": ("Scenario 30: pressure and injection in every text", pressure.play),
        "two-agencies": ("Scenario 15: two agencies, one camera, one notice", two_agencies.play),
        "owner-is-suspect": (
            "Scenario 16: the owner is the suspect, and told late by two people's word",
            owner_is_suspect.play,
        ),
        "owner-is-abuser": (
            "Scenario 17: the owner is the abuser, and a hold that no timer ends",
            owner_is_abuser.play,
        ),
        "shared-home": (
            "Scenario 18: three shared users, a landlord and a tenant",
            shared_home.play,
        ),
        "gag-order": ("Scenario 20: a gag order on a later warrant", gag_order.play),
        "do-not-tell": (
            "Scenario 21: a wish without an order is no restriction",
            please_do_not_tell.play,
        ),
        "unreachable": ("Scenario 19: the owner cannot be reached", unreachable.play),
        "warrant-never-came": (
            "Scenario 22: the promised warrant never comes",
            warrant_never_came.play,
        ),
        "one-on-shift": (
            "Scenario 25: one reviewer on shift, the other conflicted",
            one_on_shift.play,
        ),
        "delivered-by-link": (
            "Files through us: a link by mail, a code by telephone",
            delivered_by_link.play,
        ),
        "erased": ("Years after a refusal two people erase what is personal", erased.play),
        "one-person": ("Scenario 26: one human, two accounts, and others", one_person_twice.play),
        "evidence-store": (
            "Released by the evidence store, then an export off the books",
            evidence_store.play,
        ),
        "report": ("The transparency report, asked for in Slack", report.play),
        "store-lies": ("The evidence store hands over too much", evidence_store.play_lies),
    }
)
"""Every script by its name, with what it shows."""
STORED = frozenset({"evidence-store", "store-lies"})
"""Scripts in which a pretend evidence store hands over."""
LAWS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "canada": canada.LAWS,
        "court-holiday": court_holiday.LAWS,
        "eu-order": eu_order.LAWS,
        "german-order": german_order.LAWS,
    }
)
"""The settings of scripts that play under other laws than the practice company's own."""
