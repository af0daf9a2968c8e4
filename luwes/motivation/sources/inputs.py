"""What leaders of task teams told about their members."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from luwes.motivation.rules.contributions import ContributionKind, Draft
from luwes.motivation.sources import Source
from luwes.teamwork.models import MemberInput


def drafts(input_ids: Collection[int]) -> list[Draft]:
    found = MemberInput.objects.filter(pk__in=input_ids)
    rows = found.select_related("assignment__need__team_seat__team")
    return [
        Draft(
            row.assignment.employee_id, ContributionKind.TEAM, str(row.pk), _words(row),
            localdate(row.at), row.text, reverse("teamwork:input", args=[row.pk]),
        )
        for row in rows.order_by("assignment__employee_id", "pk")
    ]  # fmt: skip


def _words(row: MemberInput) -> str:
    seat = getattr(row.assignment.need, "team_seat", None)
    return f"Masukan ketua {seat.team.name}" if seat else "Masukan ketua tim kerja"


def since(day: date) -> QuerySet[Any, int]:
    rows = MemberInput.objects.filter(at__date__gte=day)
    return rows.order_by("pk").values_list("pk", flat=True)


INPUTS = Source("teamwork.input", drafts, since)
