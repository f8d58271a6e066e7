"""Whose agency a mail is taken to come from."""

from dataclasses import replace

import pytest

from bot.domain.request import AgencyKind
from bot.domain.verification import StepFinding, StepResult
from bot.workflow.senders import Senders
from handlers.intake.email.claim import claim_of
from tests import factories as make

OTHER = replace(make.AGENCY, key="shelby", name="Shelby County Sheriff")
DOMAIN = "springfieldpd.example"


def test_a_listed_domain_names_its_agency() -> None:
    """One agency lists it: the step passes, and its zone is known."""
    claim = claim_of(DOMAIN, Senders(of_domain=(make.AGENCY,)), "")
    assert (claim.agency.name, claim.result, claim.theirs) == (
        make.AGENCY.name,
        StepResult.PASS,
        True,
    )
    assert claim.zone == make.AGENCY.zone


def test_a_shared_domain_needs_the_name_in_the_text() -> None:
    """Two agencies on one domain: the one that is named, or nobody."""
    both = Senders(of_domain=(make.AGENCY, OTHER))
    assert claim_of(DOMAIN, both, "We are the SHELBY county sheriff.").agency.name == OTHER.name
    unclear = claim_of(DOMAIN, both, f"{OTHER.name} and {make.AGENCY.name}")
    assert (unclear.result, unclear.theirs) == (StepResult.INCONCLUSIVE, False)
    assert unclear.findings == (StepFinding.DOMAIN_OF_SEVERAL,)


@pytest.mark.parametrize("standing", ["compromised", "blocked"])
def test_a_distrusted_agency_vouches_for_nothing(standing: str) -> None:
    """Its domain fails, and its address is not written to."""
    listed = replace(make.AGENCY, standing=standing)
    claim = claim_of(DOMAIN, Senders(of_domain=(listed,)), "")
    assert (claim.result, claim.theirs) == (StepResult.FAIL, False)
    assert StepFinding.AGENCY_DISTRUSTED in claim.findings


def test_a_name_in_the_text_only_says_whom_to_call() -> None:
    """The agency named is put on the case; the step fails all the same."""
    claim = claim_of("mail.example", Senders(named=make.AGENCY), "")
    assert (claim.agency.name, claim.result, claim.theirs) == (
        make.AGENCY.name,
        StepResult.FAIL,
        False,
    )


@pytest.mark.parametrize(
    ("domain", "country", "kind"),
    [
        ("police.gov", "US", AgencyKind.LOCAL),
        ("mail.example", "ZZ", AgencyKind.FOREIGN),
        ("gov.evil.example", "ZZ", AgencyKind.FOREIGN),
    ],
)
def test_a_stranger_is_called_by_the_domain(domain: str, country: str, kind: AgencyKind) -> None:
    """Nothing that a stranger wrote stands on a card, and only .gov is taken for a US agency."""
    agency = claim_of(domain, Senders(), "<!channel> FBI").agency
    assert (agency.name, agency.country, agency.kind) == (
        f"Unlisted sender at {domain}",
        country,
        kind,
    )
