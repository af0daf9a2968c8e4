"""Certificates that count, with the hours of learning they stand for."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from luwes.learning.models import Certificate, LearningHours
from luwes.learning.rules.hours import jp_of
from luwes.motivation.rules.contributions import ContributionKind, Draft
from luwes.motivation.sources import Source

Key = tuple[int, str, str]  # employee, kind and id of what was passed


def drafts(certificate_ids: Collection[int]) -> list[Draft]:
    found = Certificate.objects.filter(pk__in=certificate_ids, revoked_at=None)
    rows = list(found.select_related("letter").order_by("employee_id", "pk"))
    minutes = _minutes(rows)
    return [
        Draft(
            row.employee_id, ContributionKind.LEARNING, str(row.pk), f"Sertifikat {row.title}",
            row.period.start, _detail(row, minutes[_key(row)]), reverse("learning:certificates"),
        )
        for row in rows
    ]  # fmt: skip


def _key(row: Certificate) -> Key:
    return row.employee_id, row.source_kind, row.source_id


def _minutes(rows: Collection[Certificate]) -> dict[Key, int]:
    wanted: dict[Key, int] = defaultdict(int)
    hours = LearningHours.objects.filter(
        employee_id__in={row.employee_id for row in rows},
        source_id__in={row.source_id for row in rows},
    )
    for person, kind, pk, minutes in hours.order_by("pk").values_list(
        "employee_id", "source_kind", "source_id", "minutes"
    ):
        wanted[person, kind, pk] += minutes
    return wanted


def _detail(row: Certificate, minutes: int) -> str:
    told = [f"{jp_of(minutes)} JP"] if minutes else []
    if row.letter.number:
        told.append(f"nomor {row.letter.number}")
    return ", ".join(told)


def since(day: date) -> QuerySet[Any, int]:
    rows = Certificate.objects.filter(revoked_at=None, made_at__date__gte=day)
    return rows.order_by("pk").values_list("pk", flat=True)


CERTIFICATES = Source("learning.certificate", drafts, since)
