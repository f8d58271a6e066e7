"""Claims about what was given, how owners were told, and what came after."""

from bot.domain import commands as cm
from bot.domain.fraud import ConfirmFraud, ProposeFraud
from bot.domain.notice import Safety
from handlers.case_page.afterwards import afterwards
from handlers.case_page.clocks import clock_rows
from handlers.case_page.given import released as lists_of
from handlers.case_page.owners import telling as how_told
from handlers.case_page.summary import summary
from handlers.case_page.timeline import timeline
from handlers.case_page.verification import verification
from tests import factories as make
from tests import holds
from tests.factories import ANA, BEN, DEE, EVE
from tests.handlers.case_page.bundles import reading_of
from tests.story import Story, received, released, sent, told, verified


def facts(story: Story) -> dict[str, str]:
    """Return the first page's facts by name."""
    reading = reading_of(story)
    found = summary(reading, clock_rows(reading)).facts
    return {fact.name: " ".join(fact.lines) for fact in found}


def test_the_first_page_says_who_what_and_whether() -> None:
    """A case that went its way is told in eight facts."""
    found = facts(told())
    assert found["Who asked"].startswith("Springfield Police Department (local, CA, US)")
    assert "level 3 of 3, where level 3 was needed: verified" in found["Who asked"]
    assert "Ana Ruiz and Ben Okafor each decided alone" in found["What was decided"]
    assert found["What was given"].startswith("1 file: video, 30 minutes in all")
    assert found["Whether the owner was told"].startswith("O1: e-mail sent")
    assert "0 missed" in found["Time limits"]


def test_where_nothing_was_given_nobody_is_said_to_be_told() -> None:
    """A case that is only received has given nothing and owes no notice."""
    found = facts(received())
    assert found["What was given"] == "Nothing."
    assert found["What was decided"] == "Not decided yet."
    assert found["Whether the owner was told"].startswith("No notice is owed")


def test_files_have_their_fingerprints_and_their_way() -> None:
    """What was cleared stands with its SHA-256, to whom and by which way it went."""
    found = lists_of(reading_of(released()))
    (one,) = found.lists
    assert one.files[0].sha256 == "a" * 64
    assert one.to[0].startswith("The officer, at the contact that was verified: ralvarez@")
    assert found.around[-1].said.endswith("handed over what was cleared.")


def test_a_hold_is_told_with_its_kind_its_ground_and_both_people() -> None:
    """A restriction has who proposed, who agreed, since when, until when, and why."""
    story = released()
    story.do(holds.wanted(story), ANA, 1)
    story.do(holds.AGREE, DEE, 1)
    found = how_told(reading_of(story))
    (hold,) = found.holds
    assert (hold.kind, hold.ground) == ("company policy", "flight")
    assert hold.people == "Proposed by Ana Ruiz, agreed by Dee <b>Moreau</b>"
    assert hold.status == "in force"
    assert "He would leave the country" in " ".join(hold.said)
    assert found.holders[0].stands.startswith("not told yet, held back until")


def test_a_notice_has_its_attempts_and_the_entry_that_proves_it() -> None:
    """Each attempt is a step with its entry; the proof is the entry that lists what was given."""
    found = how_told(reading_of(told()))
    (holder,) = found.holders
    said = [step.said for step in holder.steps]
    assert said[-1] == "Exigent ended attempt 1 for O1: it was delivered to the mail server."
    answered = [step.answered for step in holder.steps if step.answered]
    assert answered == ["No: safe to contact."] * 2
    assert found.proof is not None
    assert found.proof.kind == "release.cleared"


def test_what_followed_is_told_and_what_did_not_is_not_named() -> None:
    """Process and a finding of fraud have their parts; nothing else has one."""
    story = released()
    story.do(sent(story), "requester", 1)
    story.do(ProposeFraud(why="the watch commander never heard of it"), EVE, 1)
    story.do(ConfirmFraud(number=1, why="she called me back"), ANA, 1)
    parts = {part.name: part for part in afterwards(reading_of(story))}
    assert set(parts) == {
        "Legal process that had to follow",
        "The recall of what was given",
        "Found to be forged",
    }
    assert parts["Found to be forged"].steps[0].wrote == "the watch commander never heard of it"


def test_steps_of_the_verification_say_how_one_knows() -> None:
    """Each call has who answered, where its number was found, and whether the code was right."""
    found = verification(reading_of(verified()))
    assert found.level.startswith("Level 3 of 3")
    how = {row.step: " ".join(row.how) for row in found.steps}
    assert "found in the directory (n1)" in how["Call-back"]
    assert "who answered" in how["Call-back"]


def test_entries_are_grouped_by_days_of_utc_with_the_local_time_beside() -> None:
    """Two days make two groups; positions go on through both."""
    story = released()
    story.do(cm.EndEmergency(ended_at=story.now, how="radio"), EVE, 24 * 60)
    story.do(cm.AnswerSafety(owner="O1", answer=Safety.SAFE, why="no link"), BEN, 1)
    days = timeline(reading_of(story))
    assert [day.name for day in days] == ["Sun 22 Nov 2026", "Mon 23 Nov 2026"]
    positions = [line.position for day in days for line in day.lines]
    assert positions == list(range(positions[0], positions[0] + len(positions)))
    first = days[0].lines[0]
    assert (first.utc, first.local) == ("02:55:00 UTC", "Sat 18:55 PST")
    assert dict(first.said)["request, incident number"] == "26-118203"
    assert first.at == make.AT
