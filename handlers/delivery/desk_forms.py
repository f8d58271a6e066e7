"""Reads the custodian's short forms: a file's place in the scope, the offer, a new code."""

from datetime import datetime, timedelta, tzinfo
from typing import Final

from bot.clock import Clock
from bot.domain.delivery import OfferDelivery, RenewCode, UploadedItem
from bot.domain.release import Recipient
from bot.domain.request import Ongoing
from bot.domain.scope import Window
from bot.workflow.uploads import Upload
from handlers.blocks.local_times import moment_of
from handlers.blocks.times import zone_of
from handlers.delivery.desk_source import Desk
from handlers.delivery.upload import Form
from handlers.release.reading import chosen_contact

NO_FILE: Final = "Choose one file that is not empty."
NO_LINE: Final = "Choose the allowed line that the file is from."
NO_TIMES: Final = "Give both times as year, month, day, hour and minute."
BACKWARDS: Final = "The file ends before it starts. Mend the times."
OUTSIDE: Final = (
    "The file reaches outside the times allowed on its line. Cut it to them, or mend the times."
)
NO_FILES: Final = "Upload at least one file first."
NOT_SURE: Final = (
    "Call the agency first: nothing is sent before somebody there says that the emergency goes on."
)
NOBODY_ASKED: Final = "Say who confirmed it, and how you reached them."
NO_RECIPIENT: Final = "Choose who receives it."
NO_MAILBOX: Final = (
    "Type the address that dispatch gave you in the call. It must be in the agency's own domain, "
    "and not the mailbox of whoever asked."
)


def upload_of(form: Form, desk: Desk, clock: Clock, cap: int) -> Upload | str:
    """Return the file with its place in the scope, or the sentence that says what is wrong."""
    if form.oversize:
        return f"Expected at most {cap // 2**20} MiB, got more. Use the agency's portal instead."
    sent, line = form.file, form.one("line")
    if sent is None:
        return NO_FILE
    if not (line.isascii() and line.isdecimal()) or not 1 <= int(line) <= len(desk.scope):
        return NO_LINE
    allowed = desk.scope[int(line) - 1]
    times = _times(form, allowed, zone_of(desk.found.zone))
    if isinstance(times, str):
        return times
    item = UploadedItem(
        key=f"D{clock.new_id()}",
        line=int(line),
        start=times[0],
        end=times[1],
        size=sent.size,
        sha256=sent.sha256,
        name=sent.name,
    )
    return Upload(item=item, pieces=sent.pieces)


def _times(form: Form, allowed: Window, zone: tzinfo) -> tuple[datetime, datetime] | str:
    start, end = moment_of(form.one("start"), zone), moment_of(form.one("end"), zone)
    if start is None or end is None:
        return NO_TIMES
    if end <= start:
        return BACKWARDS
    return (start, end) if allowed.start <= start and end <= allowed.end else OUTSIDE


def offer_of(form: Form, desk: Desk, life: timedelta) -> OfferDelivery | str:
    """Return the offer, or the sentence that says what is wrong; the law has the last word."""
    if not desk.uploads:
        return NO_FILES
    confirmed = _confirmed(form)
    if isinstance(confirmed, str):
        return confirmed
    chosen = chosen_contact(form.one("recipient"), desk.found)
    if chosen is None:
        return NO_RECIPIENT
    recipient, contact = chosen
    mailbox = contact if recipient is Recipient.OFFICER else form.one("mailbox")
    if "@" not in mailbox or len(mailbox) > 254:  # noqa: PLR2004 - RFC 5321 4.5.3.1.3
        return NO_MAILBOX
    ongoing, how = confirmed
    return OfferDelivery(
        version=desk.case.version,
        ongoing=ongoing,
        how=how,
        recipient=recipient.value,
        contact=contact,
        mailbox=mailbox,
        items=(),
        mark="",
        life=life,
    )


def renewal_of(form: Form, life: timedelta) -> RenewCode | str:
    """Return the order for a new code, or the sentence that says what is wrong."""
    confirmed = _confirmed(form)
    if isinstance(confirmed, str):
        return confirmed
    ongoing, how = confirmed
    return RenewCode(ongoing=ongoing, how=how, mark="", life=life)


def _confirmed(form: Form) -> tuple[Ongoing, str] | str:
    if form.one("ongoing") != Ongoing.YES:
        return NOT_SURE
    how = form.one("how")
    return (Ongoing.YES, how) if how else NOBODY_ASKED
