"""To whom of an agency mail may go: the officer, inside the agency's own domains, as listed now."""

from bot.domain.explaining import DISTRUSTED
from bot.workflow.dossier import Dossier


def addressee(found: Dossier | None) -> str | None:
    """Return the officer's address where the directory says that it is the agency's, else None.

    An agency that is not listed, or that nobody trusts any more, is not written to.
    """
    if found is None or found.opened.request is None or found.agency is None:
        return None
    address = found.opened.request.officer.email or ""
    theirs = address.rpartition("@")[2].lower() in found.agency.domains
    return address if theirs and found.agency.standing not in DISTRUSTED else None
