"""Who holds which position, over time; and who is on leave."""

from luwes.appointments.models.holding import DEFINITIVE as DEFINITIVE
from luwes.appointments.models.holding import KIND_LABELS as KIND_LABELS
from luwes.appointments.models.holding import Appointment as Appointment
from luwes.appointments.models.leave import LEAVE_LABELS as LEAVE_LABELS
from luwes.appointments.models.leave import Leave as Leave
