"""Who holds which position, over time; who is on leave; who is to be moved."""

from luwes.appointments.models.holding import DEFINITIVE as DEFINITIVE
from luwes.appointments.models.holding import KIND_LABELS as KIND_LABELS
from luwes.appointments.models.holding import Appointment as Appointment
from luwes.appointments.models.leave import LEAVE_LABELS as LEAVE_LABELS
from luwes.appointments.models.leave import Leave as Leave
from luwes.appointments.models.moves import DOCUMENT_LABELS as DOCUMENT_LABELS
from luwes.appointments.models.moves import FREEZE_LABELS as FREEZE_LABELS
from luwes.appointments.models.moves import GROUND_LABELS as GROUND_LABELS
from luwes.appointments.models.moves import MOVE_LABELS as MOVE_LABELS
from luwes.appointments.models.moves import REQUEST_STATE_LABELS as REQUEST_STATE_LABELS
from luwes.appointments.models.moves import RUNNING as RUNNING
from luwes.appointments.models.moves import STEP_LABELS as STEP_LABELS
from luwes.appointments.models.moves import MandateWarning as MandateWarning
from luwes.appointments.models.moves import Move as Move
from luwes.appointments.models.moves import MoveAnswer as MoveAnswer
from luwes.appointments.models.moves import MoveCorrection as MoveCorrection
from luwes.appointments.models.moves import MoveFreeze as MoveFreeze
from luwes.appointments.models.moves import MoveJudgement as MoveJudgement
from luwes.appointments.models.moves import MoveRequest as MoveRequest
from luwes.appointments.models.moves import MoveRule as MoveRule
from luwes.appointments.models.moves import MoveStep as MoveStep
