"""Who is told what of teams and opportunities."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.notifications import actions as notifications
from luwes.organisation import heading
from luwes.people import superiors
from luwes.people.addresses import account, person
from luwes.people.models import Employee
from luwes.teamwork import access, facts
from luwes.teamwork.models import Application, MemberInput, Opportunity
from luwes.teamwork.rules import ApplicationState as State
from luwes.teamwork.rules import Origin


def applied(fact: facts.Applied) -> None:
    """The superior is asked, unless it was the superior who named somebody; who was named hears too."""
    row = _application(fact.application_id)
    by = User.objects.filter(pk=fact.by_id).first() if fact.by_id else None
    values = {"name": row.employee.full_name, "role": row.need.role}
    has_consent = row.state == State.CONSENTED.value
    subject = _("%(name)s ingin ikut: %(role)s") % values
    if row.origin == Origin.APPOINTED.value:
        subject = _("%(name)s diminta untuk: %(role)s") % values
        if not fact.again:
            notifications.tell(
                recipients=[person(row.employee)], kind="teamwork.answered", now=fact.at, by=by,
                subject=_("Anda diusulkan untuk: %s") % row.need.role,
                body=_("Atasan Anda menyetujuinya. Sekarang pemiliknya memilih.") if has_consent
                else _("Atasan Anda dimintai persetujuan."), link=reverse("teamwork:mine"),
            )  # fmt: skip
    if has_consent:
        _tell_owner(row, fact.at, by)
        return
    asked = superiors.of(row.employee, localdate(fact.at))
    users = [user for user in asked if user.pk != fact.by_id]
    notifications.tell(
        recipients=[account(user) for user in users], kind="teamwork.asked", now=fact.at, by=by,
        subject=_("Masih ditunggu: %s") % subject if fact.again else subject,
        body=_("Setujui, atau tolak dengan alasan. Diam bukan persetujuan."),
        link=reverse("teamwork:consent", args=[row.pk]),
    )  # fmt: skip


def answered(fact: facts.Answered) -> None:
    """The person hears each step; who looks for people, the superior's."""
    row = _application(fact.application_id)
    by = User.objects.get(pk=fact.by_id)
    notifications.tell(
        recipients=[person(row.employee)], kind="teamwork.answered", now=fact.at, by=by,
        subject=f"{row.need.role}: {row.get_state_display()}", body=_next(row),
        link=reverse("teamwork:mine"),
    )  # fmt: skip
    if row.state in {State.CONSENTED.value, State.REFUSED.value}:
        _tell_owner(row, fact.at, by)


def _tell_owner(row: Application, at: datetime, by: User | None) -> None:
    """Whoever looks for people reads what the superior said."""
    owner = access.owner_of(row.need)
    if by is not None and owner.made_by_id == by.pk:
        return
    notifications.tell(
        recipients=[account(owner.made_by)], kind="teamwork.consented", now=at, by=by,
        subject=f"{row.employee.full_name}: {row.get_state_display()}",
        body=_("Untuk %(role)s, %(owner)s.") % {"role": row.need.role, "owner": owner},
        link=reverse("teamwork:candidates", args=[row.need_id]),
    )  # fmt: skip


def _next(row: Application) -> str:
    match row.state:
        case State.CONSENTED.value:
            return _("Sekarang pemiliknya memilih.")
        case State.REFUSED.value:
            return _("Alasannya ada di halaman lamaran Anda.")
        case State.CHOSEN.value:
            return _("Surat tugas menyusul setelah instansi Anda menyetujui.")
        case _state:
            return _("Alasannya ada di halaman lamaran Anda. Peluang lain menunggu.")


def suggested(fact: facts.Suggested) -> None:
    """One message a person, of all that fits."""
    by_person: dict[int, list[int]] = defaultdict(list)
    for opportunity, told in fact.people:
        for pk in told:
            by_person[pk].append(opportunity)
    rows = Opportunity.objects.in_bulk([pk for pk, _told in fact.people])
    people = Employee.objects.select_related("user").in_bulk(list(by_person))
    alike: dict[tuple[int, ...], list[Employee]] = defaultdict(list)
    for pk, found in by_person.items():
        alike[tuple(found)].append(people[pk])
    notifications.tell_each(
        [_suggestion([rows[pk] for pk in keys], those) for keys, those in alike.items()],
        now=fact.at,
    )


def _suggestion(rows: Sequence[Opportunity], people: Sequence[Employee]) -> notifications.Text:
    subject = ngettext("%d peluang cocok untuk Anda", "%d peluang cocok untuk Anda", len(rows))
    link = reverse("teamwork:opportunities")
    if len(rows) == 1:
        link = reverse("teamwork:opportunity", args=[rows[0].pk])
    return notifications.Text(
        recipients=[person(employee) for employee in people], kind="teamwork.suggested",
        subject=subject % len(rows), link=link,
        body="; ".join(row.title for row in rows) + ". " + _("Kabar ini dapat dimatikan di halaman peluang saya."),
    )  # fmt: skip


def input_given(fact: facts.InputGiven) -> None:
    """The member reads it and may answer; the home assessor reads it for the appraisal."""
    row = _input(fact.input_id)
    by, employee = User.objects.get(pk=fact.by_id), row.assignment.employee
    team = row.assignment.need.team_seat.team
    link = reverse("teamwork:input", args=[row.pk])
    notifications.tell(
        recipients=[person(employee)], kind="teamwork.input", now=fact.at, by=by, link=link,
        subject=_("Masukan ketua tim untuk Anda: %s") % team,
        body=_("Atasan Anda membacanya juga. Anda dapat menanggapinya."),
    )  # fmt: skip
    _assessors(
        row, fact.at, by, _("Masukan tentang %(name)s dari %(team)s") % {"name": employee, "team": team},
        _("Bahan penilaian kinerja; yang bersangkutan dapat menanggapinya."),
    )  # fmt: skip


def input_answered(fact: facts.InputAnswered) -> None:
    row = _input(fact.input_id)
    by = User.objects.get(pk=fact.by_id)
    subject = _("%s menanggapi masukan ketua timnya") % row.assignment.employee.full_name
    _assessors(row, fact.at, by, subject, "")
    notifications.tell(
        recipients=[account(row.by)], kind="teamwork.input", now=fact.at, by=by, subject=subject,
        body="", link=reverse("teamwork:input", args=[row.pk]),
    )  # fmt: skip


def _assessors(row: MemberInput, at: datetime, by: User, subject: str, body: str) -> None:
    order = row.assignment
    users = heading.superiors(order.home_unit_id, order.employee.user_id, localdate(at))
    notifications.tell(
        recipients=[account(user) for user in users if user.pk not in {by.pk, row.by_id}],
        kind="teamwork.input", now=at, by=by, subject=subject, body=body,
        link=reverse("teamwork:input", args=[row.pk]),
    )  # fmt: skip


def _application(pk: int) -> Application:
    return Application.objects.select_related("employee__user", "need").get(pk=pk)


def _input(pk: int) -> MemberInput:
    rows = MemberInput.objects.select_related(
        "assignment__employee__user", "assignment__need__team_seat__team", "by"
    )
    return rows.get(pk=pk)
