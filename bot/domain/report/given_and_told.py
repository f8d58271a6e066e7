"""What is counted from a release on: what was given, who was told, what came to light later."""

from typing import Final

from bot.domain.report import keys
from bot.domain.report.definitions import Chapter, Definition, Sort, Unit

DISCLOSED: Final = Chapter(
    name="disclosed",
    title="What was given",
    words="What was handed over to agencies, and what was only kept from being overwritten.",
    figures=(
        Definition(
            name="releases",
            title="Releases",
            words="Entries release.handed_over.",
        ),
        Definition(
            name="by_class",
            title="Releases of contents and of records",
            words="The same releases by what their list of items holds (release.cleared or "
            "release.manifest). Contents are video, audio and snapshots; all else are records.",
            keys=keys.CLASSES,
        ),
        Definition(
            name="by_category",
            title="Releases, by kind of data",
            words="The same releases; one with several kinds of data is counted in each.",
            keys=keys.CATEGORIES,
        ),
        Definition(
            name="devices",
            title="Devices",
            words="Devices of which items were handed over, each once for each request.",
        ),
        Definition(
            name="accounts",
            title="Accounts",
            words="Account holders of those devices as owners.recorded had them at the "
            "release, each once for each request.",
        ),
        Definition(
            name="video_minutes",
            title="Minutes of video",
            words="Length of the video items of those releases, overlaps of one device within a "
            "release once, added up exactly and then rounded, half a minute up.",
            unit=Unit.MINUTES,
        ),
        Definition(
            name="preservations",
            title="Requests for which data was preserved",
            words="Requests with their first preservation.asked that has a day until which data "
            "is to be kept. Nothing is disclosed by it.",
        ),
        Definition(
            name="devices_preserved",
            title="Devices for which data was preserved",
            words="Devices named in those entries.",
        ),
    ),
)

NOTICES: Final = Chapter(
    name="notices",
    title="Whether the owners were told",
    words="Notices to account holders: one for each account holder of each request. Those open at "
    "the start and those that came to be owed together are those ended and those open at the end.",
    figures=(
        Definition(
            name="people_told",
            title="People told",
            words="Account holders who were told in the period for the first time of a request: "
            "notice.attempt_ended with the outcome sent, notice.letter_posted or "
            "notice.told_otherwise.",
        ),
        Definition(
            name="owing_at_start",
            title="Notices open when the period began",
            words="Notices owed (notice.owed) that had not ended when the period began.",
            sort=Sort.AT_START,
        ),
        Definition(
            name="came_to_be_owed",
            title="Notices that came to be owed",
            words="Times at which a notice came to be owed that was not: notice.owed, and again "
            "where it came back, or was to go to another address or by another channel.",
        ),
        Definition(
            name="ended",
            title="Notices that ended",
            words="Times at which an open notice ended, by how.",
            keys=keys.NOTICE_ENDS,
        ),
        Definition(
            name="sent",
            title="Notices sent, by channel",
            words="Entries notice.attempt_ended with the outcome sent by their channel, and "
            "notice.letter_posted.",
            keys=keys.CHANNELS,
        ),
        Definition(
            name="promptness",
            title="Notices in time and late",
            words="Notices that ended as sent or told in the period, by whether that was before "
            "or after the time at which they were due.",
            keys=keys.PROMPTNESS,
        ),
        Definition(
            name="delayed",
            title="Restrictions that began, by ground",
            words="Entries restriction.agreed by their ground, and restriction.imposed as "
            "forbidden by law. One that renews an earlier one is not counted again.",
            keys=keys.GROUNDS,
        ),
        Definition(
            name="came_back",
            title="Notices that came back",
            words="Entries notice.came_back.",
        ),
        Definition(
            name="undelivered",
            title="Notices for which every channel failed",
            words="Entries notice.undelivered; a person takes over, and the notice stays owed.",
        ),
        Definition(
            name="owing_at_end",
            title="Notices open when the period was over",
            words="Notices owed that had not ended at the end of the period, each in one row: "
            "withheld where a restriction in force concerned it (overdue where that is a safety "
            "hold past its day), else by whether it was due.",
            sort=Sort.AT_END,
            keys=keys.OWING,
        ),
        Definition(
            name="withheld_at_end",
            title="Notices still withheld, by ground",
            words="All withheld ones by the ground of the restriction that lasts longest; one that "
            "does not end by itself before all others.",
            sort=Sort.AT_END,
            keys=keys.GROUNDS,
        ),
        Definition(
            name="safety_holds_overdue",
            title="Safety holds past their day",
            words="Safety holds in force at the end of the period that concerned an open notice "
            "and whose day had come: nobody is told by a timer, so each of them is overdue.",
            sort=Sort.AT_END,
        ),
    ),
)

FOLLOW_UP: Final = Chapter(
    name="follow_up",
    title="Legal process that must follow",
    words="Warrants and orders that agencies owe after a release. Those open at the start and "
    "those owed together are those ended and those open at the end.",
    figures=(
        Definition(
            name="open_at_start",
            title="Owed when the period began",
            words="Process owed (follow_up.owed) that had not ended when the period began.",
            sort=Sort.AT_START,
        ),
        Definition(
            name="owed",
            title="Came to be owed",
            words="Entries follow_up.owed.",
        ),
        Definition(
            name="ended",
            title="How it ended",
            words="In time and late: process.accepted that left nothing owed. Never: "
            "follow_up.missed, after asking three times. Excused: follow_up.excused.",
            keys=keys.PROCESS_ENDS,
        ),
        Definition(
            name="came_after_all",
            title="Came after it was counted as never received",
            words="Entries process.accepted after follow_up.missed of the same request.",
        ),
        Definition(
            name="open_at_end",
            title="Owed when the period was over",
            words="Process owed that had not ended at the end of the period.",
            sort=Sort.AT_END,
        ),
    ),
)

OUTCOMES: Final = Chapter(
    name="outcomes",
    title="Was it truly an emergency?",
    words="What two people found later, thirty days after the end or before.",
    figures=(
        Definition(
            name="found",
            title="Outcomes recorded",
            words="Entries outcome.recorded. Where a forgery found later asks the question anew, "
            "its answer is counted as well.",
            keys=keys.TRUTHS,
        ),
        Definition(
            name="unanswered",
            title="Outcomes overdue",
            words="Requests that had ended more than thirty days before the end of the period and "
            "of which two people had not said so by then.",
            sort=Sort.AT_END,
        ),
    ),
)

SAFEGUARDS: Final = Chapter(
    name="safeguards",
    title="What went wrong",
    words="Forgeries, releases that should not have been, and exports past the record.",
    figures=(
        Definition(
            name="forgeries",
            title="Requests found to be forged",
            words="Entries fraud.found, by whether anything was, or might have been, handed over.",
            keys=keys.FORGED,
        ),
        Definition(
            name="wrongful_releases",
            title="Releases that should not have been",
            words="Forged: fraud.found of a request with a release, or its first release after "
            "that. Beyond scope: release.manifest with items that were not approved. After the "
            "end: release.manifest when the approval was gone, or release.handed_over of a request "
            "that had ended. The rest: recall.ordered by its cause; a withdrawal is no wrong. A "
            "release may be in several rows.",
            keys=keys.WRONGS,
        ),
        Definition(
            name="exports_without_case",
            title="Exports without a case (off the books)",
            words="Exports in exports.compared that no release accounts for, each once, where it "
            "was found first, by what was wrong then.",
            keys=keys.OFF_THE_BOOKS,
        ),
        Definition(
            name="exports_settled",
            title="Such exports that were settled",
            words="Entries export.accounted by which two people have said the same of an export.",
            keys=keys.ACCOUNTS,
        ),
        Definition(
            name="lists_compared",
            title="Export lists compared",
            words="Entries exports.compared: a day's list of the evidence store, or another one "
            "of the same day.",
        ),
        Definition(
            name="turned_away",
            title="Unauthenticated calls turned away",
            words="Calls counted in entries traffic.refused; no case comes of them.",
        ),
    ),
)

CHAPTERS: Final = (DISCLOSED, NOTICES, FOLLOW_UP, OUTCOMES, SAFEGUARDS)
