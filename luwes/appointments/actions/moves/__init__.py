"""Changes to requests that move people: made, decided, decreed, carried out, corrected."""

from luwes.appointments.actions.moves.calendar import add_rule as add_rule
from luwes.appointments.actions.moves.calendar import set_consent as set_consent
from luwes.appointments.actions.moves.calendar import set_freeze as set_freeze
from luwes.appointments.actions.moves.correcting import correct as correct
from luwes.appointments.actions.moves.deciding import answer as answer
from luwes.appointments.actions.moves.deciding import decide as decide
from luwes.appointments.actions.moves.deciding import submit as submit
from luwes.appointments.actions.moves.decreeing import decree as decree
from luwes.appointments.actions.moves.drafting import add as add
from luwes.appointments.actions.moves.drafting import change as change
from luwes.appointments.actions.moves.drafting import draft as draft
from luwes.appointments.actions.moves.drafting import raise_move as raise_move
from luwes.appointments.actions.moves.drafting import refresh as refresh
from luwes.appointments.actions.moves.drafting import remove as remove
from luwes.appointments.actions.moves.drafting import set_documents as set_documents
from luwes.appointments.actions.moves.effecting import become_effective as become_effective
from luwes.appointments.actions.moves.returning import send_back as send_back
from luwes.appointments.actions.moves.returning import withdraw as withdraw
