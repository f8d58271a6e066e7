"""Claims about the words by which a held request is let through."""

from bot.workflow.holding import Flood, Threshold
from bot.workflow.intake_values import Incoming
from tests import factories as make
from tests.cli.conftest import Site, apart


def hold(site: Site) -> None:
    """Let a request come where none is let in at once."""
    import asyncio  # noqa: PLC0415 - only where a loop of its own is made

    house = site.house()
    incoming = Incoming(channel="form", request=make.request(), original=b"{}")
    threshold = Threshold(house.office, Flood(per_source=0, everybody=0))
    apart(lambda: asyncio.run(threshold.arrive(incoming, "form 192.0.2.1")))
    house.database.close()


def test_what_is_held_is_listed_without_its_content(ready: Site) -> None:
    """A number, since when and why; nothing that the officer wrote."""
    assert "0 requests are held." in ready.run("held", "list")[1]
    hold(ready)
    code, out, _ = ready.run("held", "list")
    assert (code, out.startswith("1: since ")) == (0, True)
    assert "Alvarez" not in out


def test_a_person_of_the_roster_lifts_it(ready: Site) -> None:
    """It becomes a case, once; whoever is not on the roster lifts nothing."""
    hold(ready)
    code, _, err = ready.run("held", "lift", "1", "--by", "nobody")
    assert (code, "roster" in err) == (1, True)
    person = ready.raw["people"][0]["id"]
    code, out, _ = ready.run("held", "lift", "1", "--by", person)
    assert (code, "is now EDR-" in out) == (0, True)
    code, _, err = ready.run("held", "lift", "1", "--by", person)
    assert (code, "exigent held list" in err) == (1, True)
