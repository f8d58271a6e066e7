"""The invented company, people and agencies of the practice workspace.

Telephone numbers are from 555 01xx and domains end in `.example`: nobody is meant.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bot.domain.decision import DirectoryNumber, ListedAgency
from bot.domain.request import AgencyKind
from bot.practice.post_office import OUR_SERVER
from bot.practice.wall import Wall
from bot.practice.workspace import App, Workspace

PARTNER: Final = "springfield-portal"
REVIEW: Final = "C01REVIEW"
ESCALATION: Final = "C01ESCAL"
ANCHOR: Final = "C01ANCHOR"

PEOPLE: Final = (
    ("ana", "Ana Ruiz", ("U01ANA",), ("reviewer",)),
    ("ben", "Ben Okafor", ("U01BEN", "U01BENB"), ("reviewer",)),
    ("noor", "Noor Haddad", ("U01NOOR",), ("reviewer",)),
    ("mara", "Mara Lind", ("U01MARA",), ("senior", "reviewer")),
    ("sol", "Sol Winter", ("U01SOL",), ("senior",)),
    ("eve", "Eve Tanaka", ("U01EVE",), ("intake",)),
    ("col", "Col Whitaker", ("U01COL",), ("custodian",)),
    ("dia", "Dia Moreau", ("U01DIA",), ("custodian", "intake")),
    ("quinn", "Quinn Adair", ("U01QUINN",), ("auditor",)),
)
"""Roster id, name, Slack accounts (Ben has two), roles."""

_STRANGERS: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    ("U01ADMIN", "Avery Admin", {}),
    ("U01GUEST", "Gale Guest", {"is_restricted": True}),
    ("U09ELSE", "Ellis Elsewhere", {"team_id": "T09OTHER"}),
)

AGENCIES: Final[Sequence[ListedAgency]] = (
    ListedAgency(
        key="springfield-pd",
        name="Springfield Police Department",
        domains=("springfieldpd.example",),
        numbers=(
            DirectoryNumber(
                key="n1",
                number="+1 555 010 0100",
                label="front desk",
                source="springfieldpd.example",
                checked="2026-10-02",
            ),
            DirectoryNumber(
                key="n2",
                number="+1 555 010 0911",
                label="dispatch, day and night",
                source="state police list",
                checked="2026-10-02",
                dispatch=True,
            ),
        ),
        zone="America/Los_Angeles",
        standing="verified",
    ),
    ListedAgency(
        key="shelby-sheriff",
        name="Shelby County Sheriff",
        domains=("shelbysheriff.example",),
        numbers=(
            DirectoryNumber(
                key="n3",
                number="+1 555 010 0150",
                label="dispatch",
                source="state police list",
                checked="2026-09-14",
                dispatch=True,
            ),
        ),
        zone="America/Chicago",
        standing="unverified",
    ),
    ListedAgency(
        key="riviere-nord",
        name="Riviere-Nord Regional Police",
        domains=("police-rivierenord.example",),
        numbers=(
            DirectoryNumber(
                key="n4",
                number="+1 555 010 0160",
                label="duty desk, day and night",
                source="police-rivierenord.example",
                checked="2026-10-20",
                dispatch=True,
            ),
        ),
        zone="America/Toronto",
        standing="verified",
        kind=AgencyKind.FOREIGN,
        country="CA",
    ),
    ListedAgency(
        key="lindenau",
        name="Lindenau Public Prosecution Office",
        domains=("justiz-lindenau.example",),
        numbers=(
            DirectoryNumber(
                key="n5",
                number="+1 555 010 0170",
                label="emergency service, day and night",
                source="justiz-lindenau.example",
                checked="2026-10-22",
                dispatch=True,
            ),
        ),
        zone="Europe/Berlin",
        standing="verified",
        kind=AgencyKind.FOREIGN,
        country="DE",
    ),
)


def workspace_of(wall: Wall) -> Workspace:
    """Return the workspace with everybody in it; guests and strangers are there to be refused."""
    workspace = Workspace(wall, App(), team_name="Example Cameras (practice)")
    members: list[str] = []
    for _, name, accounts, roles in PEOPLE:
        for number, account in enumerate(accounts):
            shown = name if number == 0 else f"{name} (second account)"
            handle = shown.casefold().replace(" ", ".").strip("()")
            workspace.add_person(account, handle, real_name=shown, title=" and ".join(roles))
            members.append(account)
    for account, name, flags in _STRANGERS:
        workspace.add_person(account, name.split()[0].casefold(), real_name=name, **flags)
    inside = [*members, "U01ADMIN", "U01GUEST", "U09ELSE"]
    workspace.add_channel(REVIEW, "edr-review", inside)
    workspace.add_channel(ESCALATION, "edr-escalation", members)
    workspace.add_channel(ANCHOR, "edr-record", members)
    return workspace


def settings_text(
    *,
    folder: Path,
    database_url: str,
    slack_origin: str,
    app: App,
    smtp_url: str,
    partner_secret: str,
    port: int = 0,
) -> str:
    """Return the settings of the practice product, as an operator would write them."""
    return f"""\
database_url = "{database_url}"
public_url = "http://127.0.0.1:{port or 8080}"
host = "127.0.0.1"
port = {port}
key_dir = "{folder / "keys"}"
[slack]
bot_token = "{app.bot_token}"
signing_secret = "{app.signing_secret}"
api_url = "{slack_origin}/api/"
team = "{app.team_id}"
review_channel = "{REVIEW}"
escalation_channel = "{ESCALATION}"
{_people()}
{_company(folder, smtp_url, partner_secret)}"""


def _company(folder: Path, smtp_url: str, partner_secret: str) -> str:
    return f"""\
[legal]
company = "Example Cameras Inc."
privacy_contact = "privacy@cameras.example"
counsel = "counsel@cameras.example"
[record]
origin = "cameras.example/exigent"
[alarm]
email = ["legal-lead@cameras.example"]
[intake.webhooks]
{PARTNER} = "{partner_secret}"
[intake.email]
authserv_id = "{OUR_SERVER}"
[notice]
smtp_url = "{smtp_url}"
from = "Privacy Desk <privacy@cameras.example>"
[paging]
desk_phone = "+1 555 010 0199"
[anchors]
file = "{folder / "checkpoints.txt"}"
slack_channel = "{ANCHOR}"
"""


def _people() -> str:
    return "\n".join(
        f'[[people]]\nid = "{who}"\nname = "{name}"\nemail = "{who}@cameras.example"\n'
        f"slack = [{_listed(accounts)}]\nroles = [{_listed(roles)}]\n"
        'time_zone = "America/Los_Angeles"\n'
        for who, name, accounts, roles in PEOPLE
    )


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
