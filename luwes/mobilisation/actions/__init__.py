"""What is done to incidents, what is counted of them, and what is reported of them."""

from luwes.mobilisation.actions.figures import choose_figure as choose_figure
from luwes.mobilisation.actions.figures import correct_figure as correct_figure
from luwes.mobilisation.actions.figures import enter_figure as enter_figure
from luwes.mobilisation.actions.figures import enter_report as enter_report
from luwes.mobilisation.actions.figures import enter_table as enter_table
from luwes.mobilisation.actions.incidents import close as close
from luwes.mobilisation.actions.incidents import declare as declare
from luwes.mobilisation.actions.incidents import hand_over as hand_over
from luwes.mobilisation.actions.incidents import register_decree as register_decree
from luwes.mobilisation.actions.incidents import remind_of_statuses as remind_of_statuses
from luwes.mobilisation.actions.incidents import set_status as set_status
from luwes.mobilisation.actions.lessons import add_lesson as add_lesson
from luwes.mobilisation.actions.lessons import change_lesson as change_lesson
from luwes.mobilisation.actions.lessons import close_lesson as close_lesson
from luwes.mobilisation.actions.reports import issue_report as issue_report
from luwes.mobilisation.actions.reports import publish as publish
from luwes.mobilisation.actions.reports import withdraw_publication as withdraw_publication
