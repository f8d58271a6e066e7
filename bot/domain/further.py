"""The commands that live beside the part of the work that they belong to, gathered by part."""

from bot.domain.address import AddressCommand
from bot.domain.authorizing import AuthorizingCommand
from bot.domain.changing import ChangeCommand
from bot.domain.checking import StepCommand
from bot.domain.complaining import ComplaintCommand
from bot.domain.consent import ConsentCommand
from bot.domain.copying import ReceiveCopy
from bot.domain.delivery import DeliveryCommand
from bot.domain.distrusting import StopForAgency
from bot.domain.erasing import ErasingCommand
from bot.domain.followup import FollowUpCommand
from bot.domain.fraud import FraudCommand
from bot.domain.governing import GoverningCommand
from bot.domain.linking import OfFlagsAndLinks
from bot.domain.ordering import RecordObjection
from bot.domain.outcome import RecordOutcome
from bot.domain.preserving import PreservingCommand
from bot.domain.reaching import ReachingCommand
from bot.domain.recall import RecallCommand
from bot.domain.restricting import RestrictionCommand
from bot.domain.senior_calling import RecordSeniorCall

FurtherCommand = (
    ChangeCommand
    | StepCommand
    | FollowUpCommand
    | StopForAgency
    | OfFlagsAndLinks
    | RecordSeniorCall
    | ReceiveCopy
    | ComplaintCommand
    | RecallCommand
    | RestrictionCommand
    | ConsentCommand
    | ReachingCommand
    | AuthorizingCommand
    | PreservingCommand
    | RecordObjection
    | DeliveryCommand
    | AddressCommand
    | FraudCommand
    | RecordOutcome
    | GoverningCommand
    | ErasingCommand
)
