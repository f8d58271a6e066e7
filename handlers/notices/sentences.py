"""The sentences of a notice about one disclosure, in the owner's language."""

from dataclasses import dataclass
from typing import Final

from bot.domain.notice import NoticeKind
from handlers.languages import Language
from handlers.languages import marked as _n
from handlers.notices import word_lists as lists
from handlers.notices.content import BrokenPromise, Delay, Given, Notice
from handlers.notices.law_words import LawWords, words_of
from handlers.notices.moments import Reading
from handlers.notices.written import Listed

UNNAMED: Final = _n("a public agency that we may not name here")
_ASKED: Final = _n(
    "On %(when)s, %(agency)s asked us for information. It told us that %(emergency)s, and that "
    "%(danger)s."
)
_ORDERED: Final = _n(
    "On %(when)s, %(agency)s ordered us to give information. It told us that %(emergency)s, and "
    "that %(danger)s."
)
_NUMBER: Final = _n("Its own number for this is %(number)s.")
_DECIDED: Final = _n(
    "Two people at %(company)s each looked at the request on their own. Both decided, in good "
    "faith, that the law allowed us to give what is listed here, and that it could not wait. One "
    "person alone can never decide this."
)
_CHECKED: Final = _n(
    "Two people at %(company)s each checked the order on their own, and both found that it was in "
    "due form. One person alone can never decide this."
)
_HANDED: Final = _n("We gave this to %(agency)s on %(when)s:")
_WHOLE: Final = _n("This is the whole list for this request. Our number for it is %(case)s.")
_FILES: Final = {
    1: _n("Device %(device)s: %(what)s (1 file)"),
    2: _n("Device %(device)s: %(what)s (%(count)s files)"),
}
_UNCOUNTED: Final = _n("Device %(device)s: %(what)s")
_BOTH: Final = _n(
    "%(contents)s, for what a device saw or heard, and %(records)s, for records about an account "
    "or a device"
)
_CONTENTS: Final = _n("%(contents)s, for what a device saw or heard")
_RECORDS: Final = _n("%(records)s, for records about an account or a device")
_HELD: Final = _n("This notice was held back until %(when)s, because %(ground)s.")
_HELD_ONLY: Final = _n("This notice was held back until %(when)s.")
_BY: Final = _n("%(who)s decided that, under %(provision)s.")
_TWO: Final = _n("Two people at %(company)s")
_BY_RULES: Final = _n("%(who)s decided that, under our own rules for such cases.")
_BY_LAW: Final = _n("The law itself asked for that (%(provision)s).")
_ON_TIME: Final = _n("No order held this notice back.")
_OURS: Final = _n("This notice is late. No order held it back: the delay was ours.")
_SAID: Final = _n("%(agency)s said that it would send us %(process)s for this by %(when)s.")
_WAS_TO: Final = _n("%(agency)s was to send us a legal document for this by %(when)s.")
_NONE_CAME: Final = _n("By %(when)s we had none, so we tell you without waiting any longer.")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Says each thing of one notice."""

    notice: Notice
    tongue: Language

    @property
    def reading(self) -> Reading:
        """How this owner reads time."""
        return Reading(self.tongue, self.notice.zone)

    @property
    def law(self) -> LawWords:
        """The standard's words."""
        return words_of(self.notice.law.standard, voluntary=self.notice.law.voluntary)

    @property
    def agency(self) -> str:
        """Who asked, or general words."""
        return self.notice.agency or self.tongue.say(UNNAMED)

    def asked(self) -> str:
        """When who asked for it, and what kind of emergency they told of."""
        n = self.notice
        # Told to whoever may have been the danger, these could show how the agency knew.
        careful = n.kind is NoticeKind.SAFETY_REVIEWED
        emergency = "" if careful else n.emergency
        said = self.tongue.say(
            _ASKED if n.law.voluntary else _ORDERED,
            when=self.reading.moment(n.requested_at),
            agency=self.agency,
            emergency=self.tongue.say(lists.EMERGENCIES.get(emergency, lists.SOME_EMERGENCY)),
            danger=self.tongue.say(self.law.danger),
        )
        if not n.agency_reference or careful:
            return said
        return f"{said} {self.tongue.say(_NUMBER, number=n.agency_reference)}"

    def decided(self) -> str:
        """How we came to give it."""
        said = _DECIDED if self.notice.law.voluntary else _CHECKED
        return self.tongue.say(said, company=self.notice.company)

    def handed(self) -> str:
        """To whom it went, and when."""
        when = self.reading.moment(self.notice.released_at)
        return self.tongue.say(_HANDED, agency=self.agency, when=when)

    def items(self) -> tuple[Listed, ...]:
        """Everything that was given, with its time in the owner's zone and in UTC."""
        return tuple(self._item(item) for item in self.notice.given)

    def _item(self, item: Given) -> Listed:
        fallback = item.category.replace("_", " ")
        what = self.tongue.say(lists.CATEGORIES.get(item.category, ""))
        text = _UNCOUNTED if item.count is None else _FILES[min(item.count, 2)]
        reading, times = self.reading, (item.begins, item.ends)
        return Listed(
            what=self.tongue.say(
                text, device=item.device, what=what or fallback, count=str(item.count)
            ),
            lines=(reading.window(*times),),
            quiet=(reading.window_utc(*times),),
        )

    def whole(self) -> str:
        """That nothing is left out."""
        return self.tongue.say(_WHOLE, case=self.notice.case)

    def basis(self) -> str:
        """What the law allows or orders, with its provisions, and why the owner is told."""
        law = self.notice.law
        said = self.tongue.say(self.law.law, provisions=self._provisions())
        if not self.law.duty:
            return said
        duty = self.tongue.say(self.law.duty, provision=law.notice)
        return f"{said} {duty}"

    def _provisions(self) -> str:
        law = self.notice.law
        classes = {item.data_class for item in self.notice.given}
        if law.contents == law.records:
            return law.contents
        text = _BOTH if len(classes) > 1 else _CONTENTS if "contents" in classes else _RECORDS
        return self.tongue.say(text, contents=law.contents, records=law.records)

    def timing(self) -> str:
        """Whether the notice was held back: until when, why, by whom and by which provision."""
        n = self.notice
        if n.delay is not None:
            said = self._held(n.delay)
        else:
            said = self.tongue.say(_OURS if n.kind is NoticeKind.LATE else _ON_TIME)
        return said if n.broken is None else f"{said} {self._promise(n.broken)}"

    def _held(self, delay: Delay) -> str:
        when = self.reading.moment(delay.until)
        who = self._authority(delay)
        # A ground can tell of a victim: whoever may be the danger hears that there was one in law.
        if not delay.ground or self.notice.kind is NoticeKind.SAFETY_REVIEWED:
            return f"{self.tongue.say(_HELD_ONLY, when=when)} {who}"
        ground = self.tongue.say(lists.GROUNDS.get(delay.ground, lists.SOME_GROUND))
        return f"{self.tongue.say(_HELD, when=when, ground=ground)} {who}"

    def _authority(self, delay: Delay) -> str:
        n, provision = self.notice, delay.provision
        if delay.by_law and provision:
            return self.tongue.say(_BY_LAW, provision=provision)
        who = delay.authorised_by or self.tongue.say(_TWO, company=n.company)
        if provision:
            return self.tongue.say(_BY, who=who, provision=provision)
        return self.tongue.say(_BY_RULES, who=who)

    def _promise(self, broken: BrokenPromise) -> str:
        process = self.tongue.say(lists.PROCESSES.get(broken.process, lists.SOME_PROCESS))
        agency = self.agency[:1].upper() + self.agency[1:]
        due, missed = self.reading.moment(broken.due), self.reading.moment(broken.missed)
        said = self.tongue.say(
            _SAID if broken.process else _WAS_TO, agency=agency, process=process, when=due
        )
        return f"{said} {self.tongue.say(_NONE_CAME, when=missed)}"
