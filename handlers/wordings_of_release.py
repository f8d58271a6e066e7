"""The wording of refusals between the approval and the hand-over."""

from types import MappingProxyType
from typing import Final

from bot.domain.errors import Refusal
from handlers.wording import Wording

RELEASES: Final = MappingProxyType(
    {
        Refusal.EMERGENCY_UNKNOWN: Wording(
            "Data leaves only while it is known to go on.",
            "You recorded that it is not known whether the emergency goes on.",
            "Call the agency and ask, then release; nothing leaves until then.",
        ),
        Refusal.OWNERS_UNRECORDED: Wording(
            "They must be known before its data leaves.",
            "For at least one device the account holders are not recorded.",
            "Record them with /edr owners CASE.",
        ),
        Refusal.OWNER_UNSETTLED: Wording(
            "A senior must settle the question of the owner before release.",
            "A reviewer was unsure about it, and it is still open.",
            "Ask a senior reviewer to decide.",
        ),
        Refusal.NO_ITEMS: Wording(
            "At least one item was expected.",
            "The list is empty.",
            "Paste what exigent items FILE… prints, one item a line.",
        ),
        Refusal.ITEM_OUTSIDE_SCOPE: Wording(
            "Every item must lie wholly inside a line that was allowed.",
            "An item reaches outside what was allowed.",
            "Cut the file to the allowed times and list it again; the rest must not leave.",
        ),
        Refusal.RECIPIENT_NOT_VERIFIED: Wording(
            "Data goes to a contact reached by call-back, or to dispatch in the directory.",
            "This recipient was not verified.",
            "Choose dispatch, or have the contact called first.",
        ),
        Refusal.NOT_CLEARED: Wording(
            "Items are cleared on the record before they are handed over.",
            "There is no open clearance.",
            "Use /edr release CASE and list the items first.",
        ),
        Refusal.ALREADY_CLEARED: Wording(
            "One clearance is open at a time.",
            "A clearance is open now.",
            "Record whether it was handed over, or take it back, then clear again.",
        ),
        Refusal.NO_SUCH_DEVICE: Wording(
            "A device of the current version was expected.",
            "The request does not name that device, or not any more.",
            "Open the form again to see the devices of the current version.",
        ),
        Refusal.NO_DELIVERY: Wording(
            "This is for files that wait behind a link of ours, or were fetched by one.",
            "In this case there is no such link, or it is closed.",
            "Open /edr release CASE to send the files anew while the approval stands.",
        ),
        Refusal.NO_ROOM: Wording(
            "A delivery through us takes a few small files.",
            "This one would be more than the case has room for.",
            "Take another file off the list, or hand the files over by the agency's portal.",
        ),
        Refusal.MAILBOX_REFUSED: Wording(
            "The link goes to the officer's own mailbox, or to one that dispatch named.",
            "This address is not inside the agency's domains, or it is the officer's.",
            "Ask dispatch in the call for an address of the agency's own.",
        ),
        Refusal.LINK_WAITS: Wording(
            "Files behind a link of ours are handed over when the right code is typed.",
            "Nobody has typed it yet.",
            "Speak the code on the verified line; or take the files back, and hand them over by "
            "another way.",
        ),
    }
)
