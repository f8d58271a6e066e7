"""The labels under which officers write, and the words by which an emergency is called."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.request import Category, Nature

LABELS: Mapping[str, str] = MappingProxyType(
    {
        label: field
        for field, labels in {
            "agency": "agency, department, police department, law enforcement agency",
            "officer": "officer, officer name, requesting officer, investigator, detective",
            "rank": "rank, title",
            "badge": "badge, badge number, badge no, badge #, id number",
            "phone": "phone, telephone, tel, direct phone, callback, call back, callback number",
            "supervisor": "supervisor, supervisor name, supervising officer",
            "supervisor_phone": "supervisor phone, supervisor telephone",
            "supervisor_email": "supervisor email, supervisor e-mail",
            "incident": "incident, incident number, incident no, case number, case no, case #,"
            " report number, cad number",
            "person": "person at risk, victim, missing person, child",
            "device": "device, device id, camera, camera id, serial, serial number, mac,"
            " mac address",
            "start": "from, start, start time, begin",
            "end": "to, until, end, end time",
            "deadline": "deadline, needed by, reply by",
            "categories": "data, data sought, data requested, requested data",
            "basis": "legal basis, statute, law",
        }.items()
        for label in labels.split(", ")
    }
)
"""What a line may begin with, before a colon, and the field that it then holds."""

NATURES: tuple[tuple[re.Pattern[str], Nature], ...] = tuple(
    (re.compile(rf"\b(?:{words})", re.IGNORECASE), nature)
    for words, nature in (
        ("active shooter", Nature.ACTIVE_SHOOTER),
        ("hostage|barricaded", Nature.HOSTAGE),
        ("bomb|explosive device", Nature.BOMB_THREAT),
        ("kidnap|abduct|taken by force|amber alert", Nature.ABDUCTION),
        (
            "missing (?:child|person|girl|boy|juvenile|teen|man|woman|adult)|silver alert",
            Nature.MISSING_AT_RISK,
        ),
        ("suicid|self[- ]harm|overdose", Nature.SELF_HARM),
        ("child (?:sexual )?exploitation|csam", Nature.CHILD_EXPLOITATION),
        ("domestic (?:violence|battery|assault)", Nature.DOMESTIC_VIOLENCE),
        ("homicide|murder|stabb|shooting|shot at|attempted killing", Nature.HOMICIDE_ATTEMPT),
        ("stalk", Nature.STALKING),
        ("arson", Nature.ARSON),
        ("terroris", Nature.TERRORISM),
        ("medical emergency|unresponsive|not breathing", Nature.MEDICAL),
    )
)
"""The first that a text contains names its emergency; a person must confirm it."""

CATEGORIES: tuple[tuple[re.Pattern[str], Category], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), category)
    for words, category in (
        ("video|videos|footage|recordings?", Category.VIDEO),
        ("audio", Category.AUDIO),
        ("snapshots?|still images?", Category.SNAPSHOT),
        ("motion (?:log|logs|events?)", Category.MOTION_LOG),
        ("device location", Category.DEVICE_LOCATION),
        ("subscriber(?: information| records?)?", Category.SUBSCRIBER),
        ("billing", Category.BILLING),
        ("ip (?:log|logs|addresses|address)", Category.IP_LOG),
        ("shared users?", Category.SHARED_USERS),
    )
)
"""Kinds of data by the words for them."""
