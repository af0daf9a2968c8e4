"""Changes to appointments and leave."""

from luwes.appointments.actions.holding import appoint as appoint
from luwes.appointments.actions.holding import end as end
from luwes.appointments.actions.holding import follow_replaced as follow_replaced
from luwes.appointments.actions.holding import refuse_closing_held as refuse_closing_held
from luwes.appointments.actions.leave import cancel_leave as cancel_leave
from luwes.appointments.actions.leave import record_leave as record_leave
from luwes.appointments.actions.links import drop_link as drop_link
from luwes.appointments.actions.links import make_link as make_link
from luwes.appointments.actions.requests import ask as ask
from luwes.appointments.actions.requests import decide as decide
from luwes.appointments.actions.requests import give_view as give_view
from luwes.appointments.actions.requests import recall as recall
from luwes.appointments.actions.requests import withdraw as withdraw
from luwes.appointments.actions.terms import add_holiday as add_holiday
from luwes.appointments.actions.terms import drop_holiday as drop_holiday
from luwes.appointments.actions.terms import load_terms as load_terms
from luwes.appointments.actions.terms import set_opening as set_opening
