"""What an organisation is made of, how its minimum presence is told, and what its work needs. Pure."""

from luwes.organisation.rules.retiring import LIMITS as LIMITS
from luwes.organisation.rules.retiring import Limit as Limit
from luwes.organisation.rules.retiring import limits_of as limits_of
from luwes.organisation.rules.retiring import retirement_age as retirement_age
from luwes.organisation.rules.retiring import retirement_day as retirement_day
from luwes.organisation.rules.structure import CAREER_LEVELS as CAREER_LEVELS
from luwes.organisation.rules.structure import MANAGERIAL as MANAGERIAL
from luwes.organisation.rules.structure import AgencyKind as AgencyKind
from luwes.organisation.rules.structure import Figures as Figures
from luwes.organisation.rules.structure import Minimum as Minimum
from luwes.organisation.rules.structure import Outlook as Outlook
from luwes.organisation.rules.structure import PositionKind as PositionKind
from luwes.organisation.rules.structure import UnitKind as UnitKind
from luwes.organisation.rules.structure import default_minimum as default_minimum
from luwes.organisation.rules.structure import full_title as full_title
