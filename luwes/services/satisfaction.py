"""How satisfied people are with services (SKM): read from the answers of a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from luwes.core.states import values
from luwes.services.models import Case, Satisfaction, Service, ServiceVersion
from luwes.services.rules.satisfaction import Element, Index, index
from luwes.services.rules.states import DONE, VersionState

# Answers count five at a time: a sixth would tell by how much the index moved what one person said.
STEP = 5
_DONE = values(DONE)


@dataclass(frozen=True)
class Told:
    """The index of a service; `served`: how many could have answered."""

    service: Service
    name: str
    index: Index
    served: int


def of_services(services: Iterable[Service], since: datetime, until: datetime) -> list[Told]:
    """For each, over cases that ended in [since, until); three queries for all."""
    rows = list(services)
    ids = [service.pk for service in rows]
    ended = Q(closed_at__gte=since, closed_at__lt=until, state__in=_DONE)
    served = dict(
        Case.objects.filter(ended, service__in=ids).order_by().values_list("service_id").annotate(n=Count("pk"))
    )  # fmt: skip
    versions = ServiceVersion.objects.filter(service__in=ids, state=VersionState.PUBLISHED.value)
    names = dict(versions.order_by().values_list("service_id", "name"))
    answers: dict[int, list[dict[Element, int]]] = {}
    elements = [element.value for element in Element]
    found = Satisfaction.objects.filter(
        case__service__in=ids, case__closed_at__gte=since, case__closed_at__lt=until, case__state__in=_DONE
    ).order_by("at", "pk")  # fmt: skip
    for service, *scores in found.values_list("case__service_id", *elements):
        answers.setdefault(service, []).append(dict(zip(Element, scores, strict=True)))
    for service, given in answers.items():
        answers[service] = given[: len(given) // STEP * STEP]
    return [
        Told(service, names.get(service.pk, service.slug), index(answers.get(service.pk, []), served.get(service.pk, 0)), served.get(service.pk, 0))
        for service in rows
    ]  # fmt: skip
