"""Changes to appointments and leave."""

from luwes.appointments.actions.holding import appoint as appoint
from luwes.appointments.actions.holding import end as end
from luwes.appointments.actions.holding import follow_replaced as follow_replaced
from luwes.appointments.actions.holding import refuse_closing_held as refuse_closing_held
from luwes.appointments.actions.leave import cancel_leave as cancel_leave
from luwes.appointments.actions.leave import record_leave as record_leave
