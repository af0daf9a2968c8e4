"""Who is told what, when an order is to be changed and when it was."""

from collections import defaultdict

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.core import clock
from luwes.notifications import actions as notifications
from luwes.staffing import amending, changes, facts, limiting
from luwes.staffing.models import Assignment, ChangedOrder, OrderChange, PlanLine
from luwes.staffing.telling import account, heads_of, person
from luwes.ui.tags.words import day


def change_asked(fact: facts.ChangeAsked) -> None:
    """Who decides for the lending government."""
    change = OrderChange.objects.select_related("need", "agency", "asked_by").get(pk=fact.change_id)
    people = change.orders.count()
    text = ngettext(
        "%(people)d orang dari instansi Anda diminta bertugas lebih lama",
        "%(people)d orang dari instansi Anda diminta bertugas lebih lama", people,
    )  # fmt: skip
    notifications.tell(
        recipients=[account(user) for user in limiting.approvers(change.agency_id, clock.today())],
        kind="staffing.change_asked", now=clock.now(), by=change.asked_by,
        subject=text % {"people": people}, body=f"{capfirst(amending.in_words(change))}. {change.reason}",
        link=reverse("staffing:decide_change", args=[change.pk]),
    )  # fmt: skip


def order_changed(fact: facts.OrderChanged) -> None:
    """The people and the heads of their units; who asked hears what another decided."""
    change = OrderChange.objects.select_related("need", "asked_by").get(pk=fact.change_id)
    rows = amending.orders_of(change)
    if change.state == changes.State.MADE.value:
        for row in rows:
            _tell_person(change, row)
        _tell_heads(change, [row.assignment for row in rows])
    if change.decided_by_id and change.decided_by_id != change.asked_by_id:
        made = change.state == changes.State.MADE.value
        notifications.tell(
            recipients=[account(change.asked_by)], kind="staffing.changed", now=clock.now(),
            subject=_("Perpanjangan disetujui") if made else _("Perpanjangan ditolak"),
            body=f"{capfirst(amending.in_words(change))}. {change.answer}",
            link=reverse("staffing:post_letters", args=[rows[0].assignment.need_id]),
        )  # fmt: skip


def _tell_person(change: OrderChange, row: ChangedOrder) -> None:
    need, words = row.assignment.need, _words(change)
    notifications.tell(
        recipients=[person(row.assignment.employee)], kind="staffing.changed", now=clock.now(),
        subject=words[0] % {"need": need}, body=words[1] % {"until": _last_day(row.assignment)},
        link=reverse("staffing:duty", args=[row.assignment_id]),
    )  # fmt: skip


def _words(change: OrderChange) -> tuple[str, str]:
    return {
        changes.Kind.AMENDMENT.value: (
            _("Penugasan Anda diubah: %(need)s"),
            _("Kini sampai %(until)s. Surat perubahannya ada di halaman tugas Anda."),
        ),
        changes.Kind.RELIEF.value: (
            _("Anda dibebaskan dari tugas: %(need)s"),
            _("Hari tugas terakhir %(until)s. Surat pembebasannya ada di halaman tugas Anda."),
        ),
        changes.Kind.RETURN.value: (
            _("Anda dikembalikan ke unit asal: %(need)s"),
            _("Terima kasih atas tugas Anda sampai %(until)s. Surat pengembaliannya sudah terbit."),
        ),
    }[change.kind]  # fmt: skip


def _last_day(row: Assignment) -> str:
    return day(row.period.last_day) if row.period.last_day else ""


def _tell_heads(change: OrderChange, rows: list[Assignment]) -> None:
    by_unit: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows:
        by_unit[row.home_unit_id].append(row)
    for user, units in heads_of(by_unit, clock.today()).values():
        people = [row for unit in sorted(units) for row in by_unit[unit]]
        values = {"people": len(people), "until": _last_day(people[0]), "name": people[0].employee.full_name}  # fmt: skip
        notifications.tell(
            recipients=[account(user)], kind="staffing.changed", now=clock.now(),
            subject=_heads_words(change, len(people)) % values,
            body=_("Sampai %(until)s.") % values, link=reverse("staffing:away"),
        )  # fmt: skip


def _heads_words(change: OrderChange, people: int) -> str:
    if change.kind == changes.Kind.AMENDMENT.value:
        return ngettext("Penugasan %(name)s diubah", "Penugasan %(people)d orang dari unit Anda diubah", people)  # fmt: skip
    if change.kind == changes.Kind.RELIEF.value:
        return ngettext("%(name)s dibebaskan dari tugas", "%(people)d orang dari unit Anda dibebaskan dari tugas", people)  # fmt: skip
    return ngettext("%(name)s dikembalikan ke unit Anda", "%(people)d orang dikembalikan ke unit Anda", people)  # fmt: skip


def cannot_go(fact: facts.CannotGo) -> None:
    """Who leads hears that somebody can't go, so as to send another; never why."""
    told = ("employee", "need__area", "plan__submitted_by", "plan__made_by")
    rows = Assignment.objects.filter(pk__in=fact.assignment_ids).select_related(*told)
    for row in rows.order_by("pk"):
        page = reverse("staffing:answers", args=[row.plan.owner_kind, row.plan.owner_id])
        body = _("Tempatnya terbuka lagi. Susun pengganti di halaman jawaban.")
        _tell_maker(row, body, page)
    lines = PlanLine.objects.filter(pk__in=fact.line_ids).select_related(*told)
    for line in lines.order_by("pk"):
        page = reverse("staffing:plan", args=[line.plan_id])
        body = _("Ia tidak ikut saat surat diterbitkan. Susun ulang bila tempatnya harus terisi.")
        _tell_maker(line, body, page)


def _tell_maker(row: Assignment | PlanLine, body: str, page: str) -> None:
    values = {"name": row.employee.full_name, "need": row.need}
    notifications.tell(
        recipients=[account(row.plan.submitted_by or row.plan.made_by)], kind="staffing.cannot_go",
        subject=_("%(name)s tidak dapat bertugas: %(need)s") % values, body=body, link=page,
        now=clock.now(),
    )  # fmt: skip
