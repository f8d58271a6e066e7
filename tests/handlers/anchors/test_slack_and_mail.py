"""Publishing checkpoints where people read them: a channel, and a mailbox."""

from collections.abc import Sequence
from email import message_from_bytes, policy

import pytest

from bot.domain.checkpoint import parse_signed
from bot.practice.mailbox import Mailbox
from bot.practice.wall import ReadsWall
from bot.workflow.held_outside import Holds, Unread
from bot.workflow.ports import Again, Done
from handlers.anchors.mail import Enclosing, MailAnchor
from handlers.anchors.slack import SlackAnchor, fenced, unfenced
from handlers.notices.email import EmailNotice
from handlers.notices.message import message_id_for
from handlers.notices.relay import read_relay
from handlers.outside import Failure, Permanent, Transient
from tests.fakes.clock import START
from tests.handlers.anchors.outsiders import signed

NOTE = signed(4, bytes(32))


class Channel:
    """Keeps what was posted, and gives it back newest first."""

    def __init__(self) -> None:
        """Start empty."""
        self.posts: list[tuple[str, str, str]] = []
        self.answer: Failure | None = None

    async def post(self, channel: str, text: str, key: str) -> str:
        """Keep a post and say that it was made."""
        self.posts.append((channel, text, key))
        return "posted"

    async def texts(self, channel: str) -> list[str] | Failure:
        """Return what stands in the channel."""
        assert channel == "C01ANCHOR"
        return self.answer or [text for _, text, _ in reversed(self.posts)]


async def test_slack_gets_the_same_text() -> None:
    """The checkpoint stands in a code block with its key, and the answer is passed on."""
    channel = Channel()
    anchor = SlackAnchor("C01ANCHOR", channel.post, channel.texts)
    assert await anchor.publish(NOTE, "checkpoint/4") == "posted"
    assert channel.posts == [("C01ANCHOR", f"```\n{NOTE}```", "checkpoint/4")]


def test_slack_makes_nothing_of_the_text() -> None:
    """Slack's control characters are escaped and come back, and no text ends the block."""
    assert fenced("<!channel> & co\n") == "```\n&lt;!channel&gt; &amp; co\n```"
    assert unfenced(fenced("<!channel> &amp; co\n")) == "<!channel> &amp; co\n"
    with pytest.raises(ValueError, match="fence"):
        fenced("``` free")


async def test_the_channel_is_read_back() -> None:
    """Checkpoints among what people write, oldest first; and why a channel cannot be read."""
    channel = Channel()
    anchor = SlackAnchor("C01ANCHOR", channel.post, channel.texts)
    await anchor.publish(NOTE, "4")
    await channel.post("C01ANCHOR", "what is this channel for?", "")
    await anchor.publish(signed(5, bytes(32)), "5")
    held = await anchor.read_back()
    assert isinstance(held, Holds)
    assert [note.checkpoint.size for note in held.notes] == [4, 5]
    channel.answer = Permanent("missing_scope")
    assert await anchor.read_back() == Unread("missing_scope")
    channel.answer = Transient("ratelimited")
    assert await anchor.read_back() == Unread("ratelimited")


async def test_a_mail_encloses_the_checkpoint_byte_for_byte() -> None:
    """Through a real mail server, in the text for people and as a file for programs."""
    async with Mailbox(ReadsWall(START.timestamp)) as mailbox:
        sender = EmailNotice(
            read_relay(mailbox.url), "Desk <desk@example.com>", "privacy@example.com"
        )

        async def send(to: Sequence[str], mail: Enclosing, key: str) -> object:
            return await sender.send_enclosed(to, mail, message_id_for(key, "x.example"), START)

        anchor = MailAnchor(["lead@lawyers.example"], "Example Cameras Inc.", send)
        assert await anchor.publish(parse_signed(NOTE), "anchor.email:4") == Done()
        (letter,) = mailbox.letters
    assert letter.recipients == ("lead@lawyers.example",)
    message = message_from_bytes(letter.raw, policy=policy.default)
    assert message["Subject"] == "Checkpoint of the record: 4 entries"
    assert message["Auto-Submitted"] == "auto-generated"
    assert NOTE in letter.part("plain").replace("\r\n", "\n")
    (file,) = message.iter_attachments()
    assert file.get_filename() == "checkpoint-000000004.txt"
    assert file.get_content() == NOTE.encode()


async def test_a_mail_server_that_is_away_is_tried_again() -> None:
    """What the relay says is passed on to the courier."""

    async def send(to: Sequence[str], mail: Enclosing, key: str) -> object:
        del to, mail, key
        return Transient("connect_failed")

    anchor = MailAnchor(["lead@lawyers.example"], "Example Cameras Inc.", send)
    assert await anchor.publish(parse_signed(NOTE), "key") == Again("connect_failed")
