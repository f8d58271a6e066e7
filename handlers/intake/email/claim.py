"""Who does a mail speak for? The agency that it may be taken to come from, and what that rests on.

Only a domain that the directory lists names its agency. A name in the text is a claim: it is put
on the case so that the real agency is the one that is called, and it vouches for nothing.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.decision import ListedAgency
from bot.domain.explaining import DISTRUSTED
from bot.domain.request import Agency, AgencyKind
from bot.domain.verification import StepFinding, StepResult
from bot.workflow.senders import Senders

UNKNOWN_COUNTRY = "ZZ"
"""ISO 3166-1 keeps this code for users; here it says that nobody knows the country yet."""

_US_ONLY = (".gov", ".mil")
"""Domains that only US governmental entities get (cisa.gov registrar rules; RFC 1480 for .mil)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The agency of the case, the step `directory_domain`, and the zone its times are in.

    `theirs`: the address lies inside a domain of that agency.
    """

    agency: Agency
    result: StepResult
    findings: tuple[StepFinding, ...]
    theirs: bool
    zone: str | None = None


def claim_of(domain: str, senders: Senders, text: str) -> Claim:
    """Return what the mail's domain and its words claim."""
    listed, finding = _listed(senders, text)
    if listed is not None:
        distrusted = listed.standing in DISTRUSTED
        findings = (finding, *((StepFinding.AGENCY_DISTRUSTED,) if distrusted else ()))
        result = StepResult.FAIL if distrusted else StepResult.PASS
        return _of(listed, result, findings, theirs=not distrusted)
    several = finding is StepFinding.DOMAIN_OF_SEVERAL
    result = StepResult.INCONCLUSIVE if several else StepResult.FAIL
    if senders.named is not None:
        return _of(senders.named, result, (finding,), theirs=False)
    return Claim(agency=_stranger(domain), result=result, findings=(finding,), theirs=False)


def _listed(senders: Senders, text: str) -> tuple[ListedAgency | None, StepFinding]:
    if not senders.of_domain:
        return None, StepFinding.DOMAIN_NOT_LISTED
    if len(senders.of_domain) == 1:
        return senders.of_domain[0], StepFinding.DOMAIN_LISTED
    spoken = text.casefold()
    named = [agency for agency in senders.of_domain if agency.name.casefold() in spoken]
    if len(named) == 1:
        return named[0], StepFinding.DOMAIN_LISTED
    return None, StepFinding.DOMAIN_OF_SEVERAL


def _of(
    listed: ListedAgency,
    result: StepResult,
    findings: tuple[StepFinding, ...],
    *,
    theirs: bool,
) -> Claim:
    agency = Agency(name=listed.name, kind=listed.kind, country=listed.country, state=listed.state)
    return Claim(agency=agency, result=result, findings=findings, theirs=theirs, zone=listed.zone)


def _stranger(domain: str) -> Agency:
    """An agency that nobody knows, by the domain that it writes from: no words of a stranger."""
    country = "US" if domain.endswith(_US_ONLY) else UNKNOWN_COUNTRY
    kind = AgencyKind.LOCAL if country == "US" else AgencyKind.FOREIGN
    return Agency(name=f"Unlisted sender at {domain}"[:200], kind=kind, country=country)


def zone_of(claim: Claim) -> ZoneInfo | None:
    """Return the zone of the claimed agency."""
    return ZoneInfo(claim.zone) if claim.zone else None
