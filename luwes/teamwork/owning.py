"""Teams and opportunities as owners of needs, for staffing. Reads only."""

from collections.abc import Collection

from django.urls import reverse

from luwes.accounts.models import User
from luwes.core.db import each_with_all
from luwes.staffing.owners import Named, Owner
from luwes.teamwork import access, rules
from luwes.teamwork.models import Opportunity, TaskTeam

SYSTEM_OF_WORK = "Peraturan Menteri PANRB Nomor 7 Tahun 2022 tentang Sistem Kerja pada Instansi Pemerintah untuk Penyederhanaan Birokrasi;"  # fmt: skip


def team_page(pk: int) -> str:
    return reverse("teamwork:team", args=[pk])


def opportunity_page(pk: int) -> str:
    return reverse("teamwork:opportunity", args=[pk])


def _basis(row: TaskTeam | Opportunity) -> tuple[str, ...]:
    lent = [f"Perjanjian Kerja Sama Nomor {row.agreement};"] if row.agreement else []
    return (SYSTEM_OF_WORK, f"{row.basis.rstrip('.;')};", *lent)


# ── teams ────────────────────────────────────────────────────────────


def team_agencies(pks: Collection[int]) -> dict[int, tuple[int, ...]]:
    return each_with_all(TaskTeam.agencies.through, "taskteam_id", "agency_id", pks)


def team_label(pk: int) -> tuple[str, str]:
    name = TaskTeam.objects.filter(pk=pk).values_list("name", flat=True).first()
    return name or "", team_page(pk)


def team(pk: int) -> Owner:
    row = TaskTeam.objects.get(pk=pk)
    return Owner(
        kind=rules.TEAM, id=row.pk, name=row.name, agency_id=row.agency_id,
        agency_ids=team_agencies([row.pk]).get(row.pk, ()), basis=_basis(row),
        task=f"pelaksanaan tugas tim kerja {row.name}", has_status=True, url=team_page(row.pk),
        is_closed=row.state == rules.TeamState.CLOSED.value,
    )  # fmt: skip


def teams_named(ids: Collection[int]) -> dict[int, Named]:
    rows = TaskTeam.objects.filter(pk__in=ids).order_by("pk")
    return {row.pk: Named(rules.TEAM, row.pk, row.name, team_page(row.pk)) for row in rows}


def may_view_team(user: User, pk: int) -> bool:
    return access.oversees_team(user, pk)


def may_plan_team(user: User, pk: int) -> bool:
    return access.managed_teams(user).filter(pk=pk).exists()


# ── opportunities ────────────────────────────────────────────────────


def opportunity_agencies(pks: Collection[int]) -> dict[int, tuple[int, ...]]:
    return each_with_all(Opportunity.agencies.through, "opportunity_id", "agency_id", pks)


def opportunity_label(pk: int) -> tuple[str, str]:
    title = Opportunity.objects.filter(pk=pk).values_list("title", flat=True).first()
    return title or "", opportunity_page(pk)


def opportunity(pk: int) -> Owner:
    row = Opportunity.objects.get(pk=pk)
    return Owner(
        kind=rules.OPPORTUNITY, id=row.pk, name=row.title, agency_id=row.agency_id,
        agency_ids=opportunity_agencies([row.pk]).get(row.pk, ()), basis=_basis(row), task=f"pekerjaan {row.title}",
        has_status=True, url=opportunity_page(row.pk),
        is_closed=row.state == rules.OpportunityState.ENDED.value,
    )  # fmt: skip


def opportunities_named(ids: Collection[int]) -> dict[int, Named]:
    rows = Opportunity.objects.filter(pk__in=ids).order_by("pk")
    return {
        row.pk: Named(rules.OPPORTUNITY, row.pk, row.title, opportunity_page(row.pk))
        for row in rows
    }


def may_view_opportunity(user: User, pk: int) -> bool:
    return access.oversees_opportunity(user, pk)


def may_plan_opportunity(user: User, pk: int) -> bool:
    return access.managed_opportunities(user).filter(pk=pk).exists()


def learns(need_id: int) -> Collection[int]:
    """What the work at a need teaches beyond what it asks."""
    rows = Opportunity.learns.through.objects.filter(opportunity__need_id=need_id)
    return list(rows.order_by("pk").values_list("competency_id", flat=True))
