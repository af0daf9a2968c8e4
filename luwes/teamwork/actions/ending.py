"""How the people of a team or an opportunity are let go."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.errors import Problem
from luwes.core.facts import announce
from luwes.staffing import queries as staffing
from luwes.staffing.actions import ending as staffing_ending
from luwes.staffing.actions import field as duty
from luwes.staffing.models import Assignment
from luwes.teamwork import facts, fitting, queries, rules
from luwes.teamwork.models import Application, Opportunity, TaskTeam


def problems(owner_kind: str, owner_id: int, on: date) -> list[Problem]:
    """What has to be settled before the end."""
    found = []
    plan = staffing.under_way(owner_kind, owner_id)
    if plan:
        found.append(Problem(_("%s masih berjalan; selesaikan atau buang dulu.") % plan))
    rows = Assignment.objects.filter(need__owner_kind=owner_kind, need__owner_id=owner_id)
    silent = rows.filter(state="ordered").count()
    if silent:
        words = ngettext("%d orang belum menjawab surat tugasnya; tarik dulu penugasannya.", "%d orang belum menjawab surat tugasnya; tarik dulu penugasannya.", silent)  # fmt: skip
        found.append(Problem(words % silent))
    if rows.filter(state="accepted", period__startswith__gt=on).exists():
        found.append(Problem(_("Ada yang baru mulai nanti; tarik dulu penugasannya.")))
    return found


def let_go(owner_kind: str, owner_id: int, *, now: datetime, on: date, by: User) -> None:
    """Everybody who serves such an owner is done."""
    staffing_ending.begin_by_time(on=on, owner=(owner_kind, owner_id))
    rows = Assignment.objects.filter(
        need__owner_kind=owner_kind, need__owner_id=owner_id, state="active"
    )
    serving = list(rows.select_related("need", "home_unit", "employee").order_by("employee_id"))
    if serving:
        duty.complete(assignments=serving, now=now, on=on, by=by)


def finish(owner: TaskTeam | Opportunity, *, now: datetime, on: date, by: User) -> None:
    """
    Everybody who serves is done; who still stood for a place, or was chosen and has no order, is
    passed over and hears of it. The caller holds the plans of the owner.
    """
    let_go(queries.kind_of(owner), owner.pk, now=now, on=on, by=by)
    if isinstance(owner, TaskTeam):  # from here on nobody applies
        owner.opportunities.update(state=rules.OpportunityState.ENDED.value, closed_at=now)
    _pass_over(owner, now, by)


def _pass_over(owner: TaskTeam | Opportunity, now: datetime, by: User) -> None:
    """Each in the log of the own government, as one by one."""
    kind = queries.kind_of(owner)
    rows = Application.objects.filter(need__owner_kind=kind, need__owner_id=owner.pk)
    chosen = fitting.without_order(rows).order_by().values("pk")
    asking = [rules.ApplicationState.WAITING.value, rules.ApplicationState.CONSENTED.value]
    held = rows.filter(Q(state__in=asking) | Q(pk__in=chosen)).order_by("pk")
    left = list(held.select_related("employee").select_for_update(of=("self",)))
    reason = _("Pekerjaannya sudah berakhir.")
    Application.objects.filter(pk__in=[row.pk for row in left]).update(
        state=rules.ApplicationState.PASSED.value, decided_at=now, decided_by=by,
        decision_reason=reason,
    )  # fmt: skip
    for row in left:
        announce(facts.Answered(row.pk, now, by.pk))
        audit.record(
            by, "teamwork.passed_over", owner, chain=str(row.employee.agency_id), reason=reason,
            employee=row.employee_id,
        )  # fmt: skip
