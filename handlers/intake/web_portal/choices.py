"""The answers among which officers choose, each by its word in a request."""

from typing import Final

from handlers.languages import marked as _n

Choices = tuple[tuple[str, str], ...]
"""Word and text, in the order shown."""

AGENCY_KINDS: Final[Choices] = (
    ("local", _n("City or county police, sheriff")),
    ("state", _n("State police or state agency")),
    ("federal", _n("US federal agency")),
    ("tribal", _n("Tribal police")),
    ("foreign", _n("Police or authority outside the United States")),
    ("fire_ems", _n("Fire or medical service")),
    ("call_centre", _n("Emergency call centre")),
)
NATURES: Final[Choices] = (
    ("abduction", _n("Abduction")),
    ("missing_at_risk", _n("Missing person at risk")),
    ("self_harm", _n("Suicide or self-harm")),
    ("homicide_attempt", _n("Attempt to kill")),
    ("active_shooter", _n("Active shooter")),
    ("bomb_threat", _n("Bomb threat")),
    ("hostage", _n("Hostage taking")),
    ("child_exploitation_in_progress", _n("Child exploitation in progress")),
    ("domestic_violence", _n("Domestic violence")),
    ("medical", _n("Medical emergency")),
    ("arson", _n("Arson")),
    ("stalking", _n("Stalking")),
    ("terrorism", _n("Terrorism")),
    ("infrastructure", _n("Attack on infrastructure")),
    ("other", _n("Other")),
)
HARMS: Final[Choices] = (
    ("death", _n("Death")),
    ("serious_physical_injury", _n("Serious physical injury")),
)
ONGOING: Final[Choices] = (("yes", _n("Yes")), ("no", _n("No")), ("unknown", _n("Not known")))
NO_WARRANT: Final[Choices] = (
    ("no_time", _n("There is no time")),
    ("judge_unreachable", _n("No judge can be reached")),
    ("applied_pending", _n("Applied for, not yet decided")),
    ("refused", _n("A judge refused it")),
    ("not_tried", _n("We have not tried")),
)
OWNER_CONSENT: Final[Choices] = (
    ("no", _n("No")),
    ("refused", _n("Yes, and the owner refused")),
    ("unreachable", _n("The owner cannot be reached")),
    ("unsafe", _n("Asking could endanger somebody")),
)
LAWS: Final[Choices] = (
    ("usc2702b8", _n("United States: 18 U.S.C. 2702(b)(8), contents")),
    ("usc2702c4", _n("United States: 18 U.S.C. 2702(c)(4), records")),
    ("calpc1546.1", _n("California: Penal Code 1546.1(h)")),
    ("pipeda7.3e", _n("Canada: PIPEDA 7(3)(e)")),
    ("ipa2016", _n("United Kingdom: Investigatory Powers Act 2016, Part 3")),
    ("eu2023-1543", _n("European Union: Regulation 2023/1543")),
    ("tdddg22", _n("Germany: TDDDG section 22")),
    ("au287", _n("Australia: Telecommunications Act section 287")),
    ("other", _n("Another law")),
)
CATEGORIES: Final[Choices] = (
    ("video", _n("Video")),
    ("audio", _n("Sound")),
    ("snapshot", _n("Single pictures")),
    ("motion_log", _n("Times of movement")),
    ("device_location", _n("Where the device is")),
    ("subscriber", _n("Who the account belongs to")),
    ("billing", _n("Billing")),
    ("ip_log", _n("IP addresses")),
    ("shared_users", _n("Who else uses the device")),
)
PROCESSES: Final[Choices] = (
    ("warrant", _n("Search warrant")),
    ("court_order", _n("Court order")),
    ("subpoena", _n("Subpoena")),
    ("court_filing", _n("Filing with the court after the disclosure")),
    ("other", _n("Other")),
)
ZONES: Final[Choices] = (
    ("America/New_York", _n("US Eastern (New York)")),
    ("America/Chicago", _n("US Central (Chicago)")),
    ("America/Denver", _n("US Mountain (Denver)")),
    ("America/Phoenix", _n("Arizona (Phoenix)")),
    ("America/Los_Angeles", _n("US Pacific (Los Angeles)")),
    ("America/Anchorage", _n("Alaska (Anchorage)")),
    ("Pacific/Honolulu", _n("Hawaii (Honolulu)")),
    ("America/Puerto_Rico", _n("Atlantic (Puerto Rico)")),
    ("Pacific/Guam", _n("Guam")),
    ("UTC", _n("Universal time (UTC)")),
    ("America/Toronto", _n("Canada (Toronto)")),
    ("America/Vancouver", _n("Canada (Vancouver)")),
    ("America/Mexico_City", _n("Mexico (Mexico City)")),
    ("Europe/London", _n("United Kingdom (London)")),
    ("Europe/Paris", _n("Central Europe (Paris)")),
    ("Europe/Berlin", _n("Central Europe (Berlin)")),
    ("Europe/Athens", _n("Eastern Europe (Athens)")),
    ("Australia/Perth", _n("Australia (Perth)")),
    ("Australia/Sydney", _n("Australia (Sydney)")),
    ("Pacific/Auckland", _n("New Zealand (Auckland)")),
)
"""Zones by their names in the tz database (IANA); whoever needs another one takes UTC."""
