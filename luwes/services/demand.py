"""What the services of a unit ask of its people."""

import re
from collections.abc import Collection
from datetime import date

from luwes.people.demand import Demand
from luwes.services.models import ServiceSkill
from luwes.services.rules.components import Component
from luwes.services.rules.states import VersionState

SERVICES = "services"
_NUMBER = re.compile(r"\d{1,4}")


def of_units(unit_ids: Collection[int], on: date) -> list[Demand]:
    """
    Of the unit that gives the service, since it answers the cases that nobody else is named for:
    as many as its standard promises (jumlah pelaksana), at least one. Only of services in force.
    """
    rows = ServiceSkill.objects.filter(
        service__unit_id__in=set(unit_ids), service__versions__state=VersionState.PUBLISHED.value
    ).order_by("service_id", "competency_id")
    found = rows.values_list(
        "competency_id", "level", "service__agency_id", "service__unit_id",
        "service__versions__name", "service__versions__components",
    )  # fmt: skip
    return [
        Demand(
            competency, level, agency, unit, heads(components.get(Component.STAFF.value, "")),
            SERVICES, name,
        )
        for competency, level, agency, unit, name, components in found
    ]  # fmt: skip


def heads(staff: str) -> int:
    """The first number in "Jumlah pelaksana", such as "4 orang"; one where there is none."""
    found = _NUMBER.search(staff)
    return max(1, int(found[0])) if found else 1
