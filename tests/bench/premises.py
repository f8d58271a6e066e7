"""A house for the bench in a folder of its own: settings, keys, database, agencies, cases."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from bot.clock import SystemClock
from bot.compose import House, open_office, ref_of
from bot.domain import commands as cm
from bot.domain.request import Request
from bot.domain.roster import Ref, Standing
from bot.domain.verification import Reached, StepResult
from bot.keyring import new_keys
from bot.practice.scripts import requests
from bot.practice.seed import AGENCIES, PARTNER, settings_text
from bot.practice.workspace import App
from bot.settings import load
from bot.workflow.directory import found_directory
from bot.workflow.execute import Order, Outcome, execute
from bot.workflow.intake import Intake
from bot.workflow.intake_values import Incoming
from bot.workflow.ledger import Ledger
from bot.workflow.office import Office
from bot.workflow.queries import dossier
from handlers.intake.schema.reading import read_request
from handlers.intake.schema.translation import translate
from storage import migrate

CLOCK = SystemClock()
_LEASE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """A folder with everything `exigent run` needs, and who works there."""

    folder: Path
    port: int
    app: App
    config: Path

    def open(self) -> House:
        """Open the database beside a running product; whoever opens closes it."""
        return open_office(load(self.variables), CLOCK)

    @property
    def variables(self) -> dict[str, str]:
        """The environment of `exigent run` here."""
        return {"EXIGENT_CONFIG": str(self.config)}


async def furnish(folder: Path, port: int = 0, slack_port: int = 9) -> Premises:
    """Write settings and keys, migrate a SQLite file, and fill in the agencies.

    `port` is the product's and `slack_port` the pretend Slack's, where they are to be started.
    """
    app = App()
    text = settings_text(
        folder=folder,
        database_url=f"sqlite:///{folder / 'bench.db'}",
        slack_origin=f"http://127.0.0.1:{slack_port}",
        app=app,
        smtp_url="smtp://127.0.0.1:9",
        partner_secret="whsec_" + base64.b64encode(CLOCK.random_bytes(24)).decode(),
    )
    config = folder / "exigent.toml"
    config.write_text(text.replace("\nport = 0\n", f"\nport = {port}\n"), encoding="utf-8")
    premises = Premises(folder=folder, port=port, app=app, config=config)
    settings = load(premises.variables)
    new_keys(settings.key_dir, created=CLOCK.law(), random_bytes=CLOCK.random_bytes)
    migrate(settings.database_url.get_secret_value())
    house = premises.open()
    await found_directory(house.office, AGENCIES)
    house.database.close()
    return premises


def person(house: House, who: str) -> Ref:
    """Return somebody of the practice roster."""
    return ref_of(house.keys, who)


def wanted() -> tuple[Request, bytes]:
    """Return the kidnapping of the practice scripts, read as a webhook is read.

    Each is another officer's, about another device: the same one again and again would be flagged.
    """
    said, chance = requests.kidnapping(CLOCK.law()), CLOCK.random_bytes(5).hex()
    said["officer"]["email"] = f"o{chance}@springfieldpd.example"
    said["incident_number"] = f"26-{chance}"
    pairs = (chance[at : at + 2] for at in range(0, len(chance), 2))
    said["data_sought"][0]["device"] = ":".join(("B8", *pairs)).upper()
    original = json.dumps(said).encode()
    body = read_request(original)
    if isinstance(body, list):
        raise TypeError(f"expected a good request, got {body}")
    return translate(body)[0], original


async def receive(office: Office) -> str:
    """Open a case; return its number."""
    request, original = wanted()
    incoming = Incoming(
        channel="webhook",
        request=request,
        original=original,
        vouched=True,
        inbound=(PARTNER, CLOCK.new_id()),
    )
    return (await Intake(office).receive(incoming)).case


async def do(office: Office, case: str, command: cm.Command, who: Ref) -> Outcome:
    """Carry out a command that must not be refused."""
    at = office.clock.law()
    standings = {p.ref: Standing(ref=p.ref, observed_at=at) for p in office.roster.people}
    order = Order(case=case, command=command, actor=who, standings=standings)
    outcome = await execute(office, order)
    if outcome.refused is not None:
        raise ValueError(f"expected {type(command).__name__} to be carried, got {outcome.refused}")
    return outcome


async def verified(house: House, office: Office | None = None) -> str:
    """Open a case and call back twice: level 3, ready to be decided."""
    office = office or house.office
    number = await receive(office)
    opened = await dossier(office, number, person(house, "ana"))
    if opened is None or opened.opened.request is None:
        raise LookupError(number)
    await do(office, number, cm.ViewCase(surface="review"), person(house, "ana"))
    code, incident = opened.opened.code, opened.opened.request.incident_number
    await do(office, number, _call("n1", Reached.OFFICER, code), person(house, "eve"))
    await do(office, number, _call("n2", Reached.DISPATCH, incident), person(house, "dia"))
    return number


def _call(number: str, reached: Reached, code: str | None) -> cm.RecordCall:
    return cm.RecordCall(
        number=number,
        reached=reached,
        answered="Desk officer Pell",
        code=code,
        outcome=StepResult.PASS,
        new_code="551200",
        still_ongoing=True,
    )


async def set_aside(house: House) -> None:
    """Mark every task done that preparing cases left behind, as if it had been delivered."""

    def work(ledger: Ledger) -> int:
        tasks = ledger.tasks.claim(CLOCK.law(), CLOCK.wall(), _LEASE, 1000)
        return sum(ledger.tasks.finish(task) for task in tasks)

    while await house.database.tx(work):
        continue
