"""The plain words for what the domain calls by a code: emergencies, categories, grounds."""

from collections.abc import Mapping
from types import MappingProxyType

from handlers.languages import marked as _n

EMERGENCIES: Mapping[str, str] = MappingProxyType(
    {
        "abduction": _n("somebody had been abducted"),
        "missing_at_risk": _n("somebody at risk was missing"),
        "self_harm": _n("somebody might harm themselves"),
        "homicide_attempt": _n("somebody had tried to kill a person"),
        "active_shooter": _n("a shooting was going on"),
        "bomb_threat": _n("there was a bomb threat"),
        "hostage": _n("somebody was held against their will"),
        "child_exploitation_in_progress": _n("a child was being harmed"),
        "domestic_violence": _n("there was violence in a home"),
        "medical": _n("somebody needed urgent medical help"),
        "arson": _n("a fire had been set on purpose"),
        "stalking": _n("somebody was being stalked"),
        "terrorism": _n("an attack was planned"),
        "infrastructure": _n("something that many people depend on was in danger"),
    }
)
"""Each follows "It told us that"."""
SOME_EMERGENCY = _n("there was an emergency")
CATEGORIES: Mapping[str, str] = MappingProxyType(
    {
        "video": _n("video"),
        "audio": _n("sound recordings"),
        "snapshot": _n("still pictures"),
        "motion_log": _n("the list of times when the device saw motion"),
        "device_location": _n("where the device is"),
        "subscriber": _n("the name and contact details on the account"),
        "billing": _n("billing details"),
        "ip_log": _n("internet (IP) addresses that used the account"),
        "shared_users": _n("who else may use the device"),
    }
)
GROUNDS: Mapping[str, str] = MappingProxyType(
    {
        "endangers_life": _n(
            "telling you earlier could have put somebody's life or safety in danger"
        ),
        "flight": _n("telling you earlier could have let somebody escape"),
        "destruction_of_evidence": _n(
            "telling you earlier could have led to evidence being destroyed"
        ),
        "intimidation_of_witnesses": _n(
            "telling you earlier could have led to witnesses being threatened"
        ),
        "jeopardises_investigation": _n(
            "telling you earlier could have seriously harmed an investigation"
        ),
        "victim_safety": _n("telling you earlier could have put somebody's safety in danger"),
        "account_compromised": _n("somebody else may have had control of your account"),
        "legal_prohibition": _n("the law did not let us tell you earlier"),
    }
)
"""The eight grounds of delay; each follows "because"."""
SOME_GROUND = _n("there was a reason in law to wait")
PROCESSES: Mapping[str, str] = MappingProxyType(
    {
        "warrant": _n("a search warrant"),
        "court_order": _n("a court order"),
        "subpoena": _n("a subpoena"),
        "court_filing": _n("what it had filed with a court"),
    }
)
SOME_PROCESS = _n("a legal document")
