"""How satisfied people are with services (SKM): read from the answers of a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from luwes.core.days import midnight
from luwes.core.states import values
from luwes.services import voices
from luwes.services.models import Case, Satisfaction, Service, ServiceVersion
from luwes.services.rules.satisfaction import Element, Index, index, year_told
from luwes.services.rules.states import DONE, VersionState

# Answers count five at a time: a sixth would tell by how much the index moved what one person said.
STEP = 5
_DONE = values(DONE)
_NONE = (0, 0)


@dataclass(frozen=True)
class Told:
    """
    The index of a service; `served`: how many could have answered, `by_desk`: how many more of whom
    nothing is counted, because an officer wrote their case down (see `voices`).
    """

    service: Service
    name: str
    index: Index
    served: int
    by_desk: int


def of_services(services: Iterable[Service], since: datetime, until: datetime) -> list[Told]:
    """For each, over cases that ended in [since, until); three queries for all."""
    rows = list(services)
    ids = [service.pk for service in rows]
    counts = _ended(ids, since, until)
    versions = ServiceVersion.objects.filter(service__in=ids, state=VersionState.PUBLISHED.value)
    names = dict(versions.order_by().values_list("service_id", "name"))
    answers = _answers(ids, since, until)
    return [
        Told(
            service, names.get(service.pk, service.slug),
            index(answers.get(service.pk, []), counts.get(service.pk, _NONE)[0]),
            *counts.get(service.pk, _NONE),
        )
        for service in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Published:
    """What everybody reads of a service, of [first, end)."""

    index: Index
    first: date
    end: date

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)


def published(service: Service, on: date) -> Published | None:
    """As PermenPANRB 14/2017 asks to publish it; None where too few answered, after one query."""
    first, end = year_told(on)
    span, pk = (midnight(first), midnight(end)), service.pk
    answers = _answers([pk], *span).get(pk)
    if not answers:
        return None
    found = index(answers, _ended([pk], *span).get(pk, _NONE)[0])
    return None if found.value is None else Published(found, first, end)


def _ended(ids: list[int], since: datetime, until: datetime) -> dict[int, tuple[int, int]]:
    """By service, how many citizens who wrote themselves were served, and how many others."""
    rows = Case.objects.filter(
        service__in=ids, closed_at__gte=since, closed_at__lt=until, state__in=_DONE
    )
    told = rows.order_by().values_list("service_id").annotate(
        own=Count("pk", filter=voices.own()), rest=Count("pk", filter=~voices.own())
    )  # fmt: skip
    return {pk: (own, rest) for pk, own, rest in told if pk is not None}


def _answers(ids: list[int], since: datetime, until: datetime) -> dict[int, list[dict[Element, int]]]:  # fmt: skip
    """Five at a time, the oldest first."""
    rows = Satisfaction.objects.filter(
        voices.own("case__"), case__service__in=ids, case__closed_at__gte=since,
        case__closed_at__lt=until, case__state__in=_DONE,
    ).order_by("at", "pk")  # fmt: skip
    found: dict[int, list[dict[Element, int]]] = {}
    for service, *scores in rows.values_list("case__service_id", *(e.value for e in Element)):
        found.setdefault(service, []).append(dict(zip(Element, scores, strict=True)))
    return {pk: given[: len(given) // STEP * STEP] for pk, given in found.items()}
