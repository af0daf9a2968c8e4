"""Changes to the organisation. Each function is one transaction and leaves one audit entry.

A change holds from a first day on: what was before stays readable by its date.
"""

from luwes.organisation.actions.agencies import create_agency, set_letterhead
from luwes.organisation.actions.catalogue import (
    change_competency,
    change_group,
    change_title,
    create_competency,
    create_group,
    create_title,
    load_catalogue,
)
from luwes.organisation.actions.drafts import (
    accept_position,
    accept_positions,
    replace_position,
    replace_title,
    replace_unit,
)
from luwes.organisation.actions.positions import (
    close_position,
    create_position,
    set_establishment,
    set_requirements,
)
from luwes.organisation.actions.presence import accept_minimum, propose_minimum, return_minimum
from luwes.organisation.actions.units import (
    change_unit,
    close_unit,
    create_unit,
    move_unit,
    rename_unit,
)
from luwes.organisation.actions.workload import (
    begin_analysis,
    check_unit,
    put_in_force,
    put_task,
    remove_task,
    send_back,
    set_headcount,
    set_working_time,
    sign_unit,
)

__all__ = [
    "accept_minimum",
    "accept_position",
    "accept_positions",
    "begin_analysis",
    "change_competency",
    "change_group",
    "change_title",
    "change_unit",
    "check_unit",
    "close_position",
    "close_unit",
    "create_agency",
    "create_competency",
    "create_group",
    "create_position",
    "create_title",
    "create_unit",
    "load_catalogue",
    "move_unit",
    "propose_minimum",
    "put_in_force",
    "put_task",
    "remove_task",
    "rename_unit",
    "replace_position",
    "replace_title",
    "replace_unit",
    "return_minimum",
    "send_back",
    "set_establishment",
    "set_headcount",
    "set_letterhead",
    "set_requirements",
    "set_working_time",
    "sign_unit",
]
