"""What the services of a unit ask of its people."""

import re
from collections.abc import Collection
from datetime import date

from luwes.people.demand import Demand
from luwes.services.models import ServiceSkill, ServiceVersion
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
    ).select_related("service")
    skills = list(rows.order_by("service_id", "competency_id").distinct())
    versions = ServiceVersion.objects.filter(
        service_id__in={row.service_id for row in skills}, state=VersionState.PUBLISHED.value
    )
    told = {
        pk: (name, heads(components.get(Component.STAFF.value, "")))
        for pk, name, components in versions.values_list("service_id", "name", "components")
    }
    return [
        Demand(
            row.competency_id, row.level, row.service.agency_id, row.service.unit_id,
            told[row.service_id][1], SERVICES, told[row.service_id][0],
        )
        for row in skills
    ]  # fmt: skip


def heads(staff: str) -> int:
    """The first number in "Jumlah pelaksana", such as "4 orang"; one where there is none."""
    found = _NUMBER.search(staff)
    return max(1, int(found[0])) if found else 1
