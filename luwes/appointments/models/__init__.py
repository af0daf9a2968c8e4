"""Who holds which position, over time; and who is on leave."""

from luwes.appointments.models.holding import DEFINITIVE as DEFINITIVE
from luwes.appointments.models.holding import KIND_LABELS as KIND_LABELS
from luwes.appointments.models.holding import Appointment as Appointment
from luwes.appointments.models.leave import LEAVE_LABELS as LEAVE_LABELS
from luwes.appointments.models.leave import Leave as Leave
from luwes.appointments.models.requests import ANSWER_LABELS as ANSWER_LABELS
from luwes.appointments.models.requests import ASKED_LABELS as ASKED_LABELS
from luwes.appointments.models.requests import CERTIFICATE_LABELS as CERTIFICATE_LABELS
from luwes.appointments.models.requests import REQUEST_LABELS as REQUEST_LABELS
from luwes.appointments.models.requests import CalendarLink as CalendarLink
from luwes.appointments.models.requests import LeaveAttachment as LeaveAttachment
from luwes.appointments.models.requests import LeaveRequest as LeaveRequest
from luwes.appointments.models.terms import HOLIDAY_LABELS as HOLIDAY_LABELS
from luwes.appointments.models.terms import Holiday as Holiday
from luwes.appointments.models.terms import LeaveOpening as LeaveOpening
from luwes.appointments.models.terms import LeavePolicy as LeavePolicy
from luwes.appointments.models.terms import WorkWeek as WorkWeek
