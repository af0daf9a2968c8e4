"""Who may hold which position, and when; what leave there is. Pure: no database, no clock, no Django."""

from luwes.appointments.rules.holding import Holding as Holding
from luwes.appointments.rules.holding import Kind as Kind
from luwes.appointments.rules.holding import Limits as Limits
from luwes.appointments.rules.holding import problems as problems
from luwes.appointments.rules.leave import ASKABLE as ASKABLE
from luwes.appointments.rules.leave import BY_AUTHORITY as BY_AUTHORITY
from luwes.appointments.rules.leave import BY_LAW as BY_LAW
from luwes.appointments.rules.leave import PPPK_LEAVE as PPPK_LEAVE
from luwes.appointments.rules.leave import RECALLABLE as RECALLABLE
from luwes.appointments.rules.leave import UNFORESEEN as UNFORESEEN
from luwes.appointments.rules.leave import LeaveKind as LeaveKind
