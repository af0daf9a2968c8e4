"""What is offered to the public: descriptions in force, by place, one of each where many governments give it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from luwes.organisation.models import Agency
from luwes.organisation.rules import AgencyKind
from luwes.services.models import ServiceVersion
from luwes.services.rules.states import VersionState


@dataclass(frozen=True)
class Offered:
    """A service as the public finds it; `others`: how many more governments give one of this name."""

    version: ServiceVersion
    others: int = 0

    @property
    def asks_place(self) -> bool:
        """Whether one has to say where, before it is clear whose it is. Reports are told by their place."""
        return bool(self.others) and self.version.service.subject_id is None


def in_force(agency: Agency | None = None) -> QuerySet[ServiceVersion]:
    """By name; within a place its own services and the province's."""
    rows = ServiceVersion.objects.filter(state=VersionState.PUBLISHED.value)
    if agency is not None:
        province = Q(service__agency__kind=AgencyKind.PROVINCE.value)
        rows = rows.filter(Q(service__agency=agency) | province)
    return rows.select_related("service__agency", "service__unit").order_by("name", "pk")


def one_of_each(rows: Iterable[ServiceVersion], agency: Agency | None = None) -> list[Offered]:
    """One of each name, in the order of the first: that of the place chosen, else the province's."""
    named: dict[str, list[ServiceVersion]] = {}
    for row in rows:
        named.setdefault(row.name.casefold(), []).append(row)
    return [
        Offered(min(same, key=lambda row: _nearness(row, agency)), len(same) - 1)
        for same in named.values()
    ]


def _nearness(row: ServiceVersion, agency: Agency | None) -> tuple[bool, bool, str, int]:
    given = row.service.agency
    is_own = agency is not None and given.pk == agency.pk
    return not is_own, given.kind != AgencyKind.PROVINCE.value, given.name, row.pk
