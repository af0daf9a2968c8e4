"""Who is told what, when something happens to shifts."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core import clock
from luwes.notifications import actions as notifications
from luwes.staffing import facts, telling
from luwes.staffing.models import Assignment, Contingent, Need, Shift, ShiftSwap
from luwes.ui.tags.words import moment, short_day


def rota_set(fact: facts.RotaSet) -> None:
    """Everybody who has a shift by it."""
    need = Need.objects.select_related("area").get(pk=fact.need_id)
    rows = Assignment.objects.filter(pk__in=fact.assignment_ids).select_related("employee__user")
    notifications.tell(
        recipients=[telling.person(row.employee) for row in rows.order_by("pk")],
        kind="staffing.rota", now=clock.now(), by=User.objects.get(pk=fact.by_id),
        subject=_("Jadwal shift Anda: %s") % need,
        body=_("Berlaku mulai %s. Lihat jam dan istirahatnya di halaman tugas Anda.") % short_day(date.fromisoformat(fact.first_day)),
        link=reverse("staffing:mine"),
    )  # fmt: skip


def swap_moved(fact: facts.SwapMoved) -> None:
    """Each step is told to whoever comes next, and its end to the two."""
    rows = ShiftSwap.objects.select_related(
        "shift", "asker__employee__user", "other__employee__user", "asker__need__area", "decided_by"
    )
    swap = rows.get(pk=fact.swap_id)
    at, asker, other = moment(swap.shift.starts_at), swap.asker, swap.other
    if swap.state == "asked":
        words = _("%(name)s meminta Anda mengambil shift %(at)s")
        _tell_of_swap([other], words % {"name": asker.employee.full_name, "at": at})
    elif swap.state == "agreed":
        names = {"one": asker.employee.full_name, "two": other.employee.full_name, "at": at}
        notifications.tell(
            recipients=[telling.account(user) for user in in_charge(asker.need)],
            kind="staffing.swap", now=clock.now(),
            subject=_("%(one)s dan %(two)s ingin bertukar shift %(at)s") % names,
            body=_("Setujui atau tolak di halaman jadwal."),
            link=reverse("staffing:rota", args=[asker.need_id]),
        )  # fmt: skip
        leaders = _leading(swap)
        _tell_of_swap(leaders, _("%(one)s dan %(two)s ingin bertukar shift %(at)s") % names)
    else:
        state = swap.get_state_display().lower()
        words = _("Tukar shift %(at)s: %(state)s") % {"at": at, "state": state}
        _tell_of_swap([asker, other], words)


def _leading(swap: ShiftSwap) -> list[Assignment]:
    """Who may lead the team of the shift that is given away, save the two."""
    rows = Assignment.objects.filter(
        need_id=swap.asker.need_id, shifts__starts_at=swap.shift.starts_at
    ).exclude(team_leader=None)
    rows = rows.exclude(pk__in=[swap.asker_id, swap.other_id])
    return list(rows.select_related("employee__user").order_by("pk"))


def _tell_of_swap(rows: Iterable[Assignment], subject: str) -> None:
    for row in rows:
        notifications.tell(
            recipients=[telling.person(row.employee)], kind="staffing.swap", now=clock.now(),
            subject=subject, body=_("Lihat di halaman tugas Anda."),
            link=reverse("staffing:duty", args=[row.pk]),
        )  # fmt: skip


def shift_ordered(fact: facts.ShiftOrdered) -> None:
    """Whoever stands in hears of it at once."""
    shift = Shift.objects.select_related(
        "assignment__employee__user", "assignment__need__area"
    ).get(pk=fact.shift_id)
    row = shift.assignment
    notifications.tell(
        recipients=[telling.person(row.employee)], kind="staffing.shift", now=clock.now(),
        by=User.objects.get(pk=fact.by_id),
        subject=_("Anda menggantikan shift %s") % moment(shift.starts_at), body=str(row.need),
        link=reverse("staffing:duty", args=[row.pk]),
    )  # fmt: skip


def check_out_missing(fact: facts.CheckOutMissing) -> None:
    """Officers of the post and leaders of the team look after whoever has not gone home."""
    rows = Shift.objects.filter(pk__in=fact.shift_ids).order_by("pk")
    for shift in rows.select_related("assignment__employee", "assignment__need__area"):
        row = shift.assignment
        leaders = Assignment.objects.filter(
            need=row.need, shifts__starts_at=shift.starts_at
        ).exclude(team_leader=None)
        people = leaders.exclude(pk=row.pk).select_related("employee__user").order_by("pk")
        notifications.tell(
            recipients=[
                *(telling.account(user) for user in in_charge(row.need)),
                *(telling.person(leader.employee) for leader in people),
            ],
            kind="staffing.late", now=clock.now(),
            subject=_("%s belum tercatat pulang") % row.employee.full_name,
            body=_("Shiftnya berakhir %s. Hubungi orangnya, lalu catat pulang.") % moment(shift.ends_at),
            link=reverse("staffing:post", args=[row.need_id]),
        )  # fmt: skip


def outside_late(fact: facts.OutsideLate) -> None:
    """Whoever looks after the post calls their leader, as for the own people."""
    rows = Contingent.objects.filter(pk__in=fact.contingent_ids).order_by("pk")
    for row in rows.select_related("need__area", "recorded_by"):
        notifications.tell(
            recipients=[telling.account(user) for user in in_charge(row.need) or [row.recorded_by]],
            kind="staffing.late", now=clock.now(),
            subject=_("%(who)s: %(people)d orang belum tercatat pulang") % {"who": row, "people": row.present},
            body=_("Ada yang di pos sejak %s. Hubungi ketuanya, lalu catat pulang.") % moment(row.present_since),
            link=reverse("staffing:contingent", args=[row.pk]),
        )  # fmt: skip


def in_charge(need: Need) -> list[User]:
    """The officers of the post and of its owner; without any, who made the plan."""
    found = telling.officers_of(need, clock.today())
    if not found:
        rows = Assignment.objects.filter(need=need).select_related("plan__made_by")
        found = [row.plan.made_by for row in rows.order_by("-pk")[:1]]
    return found
