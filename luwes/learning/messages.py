"""Who is told what of classes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.learning import facts
from luwes.learning.models import CourseClass, Enrolment
from luwes.learning.rules.states import ClassState
from luwes.learning.rules.states import EnrolmentState as State
from luwes.notifications import actions as notifications
from luwes.notifications.actions import Text
from luwes.organisation import heading
from luwes.people import superiors
from luwes.people.addresses import account, person


def managers(course_class: CourseClass, on: date) -> list[User]:
    """Whoever manages learning over the unit of the course."""
    course = course_class.course
    scopes = heading.scopes_over(course.agency_id, course.unit_id, on)
    grants = accounts.holders_over({Role.TRAINING_MANAGER: scopes}, on)[Role.TRAINING_MANAGER]
    found = {grant.user_id: grant.user for grant in grants}
    return [found[pk] for pk in sorted(found)]


def asked(fact: facts.EnrolmentAsked) -> None:
    """The nearest head; of a head the next above; above whom none stands, the authority."""
    row = _enrolment(fact.enrolment_id)
    employee = row.employee
    users = superiors.of(employee, localdate(fact.at))
    values = {"name": employee.full_name, "title": row.course_class.course.title}
    notifications.tell(
        recipients=[account(user) for user in users], kind="learning.asked", now=fact.at,
        by=employee.user, subject=_("%(name)s ingin ikut kelas: %(title)s") % values,
        body=_("Setujui, atau tolak dengan alasan. Diam bukan persetujuan."),
        link=reverse("learning:consent", args=[row.pk]),
    )  # fmt: skip


def answered(fact: facts.EnrolmentAnswered) -> None:
    row = _enrolment(fact.enrolment_id)
    notifications.tell(
        recipients=[person(row.employee)], kind="learning.answered", now=fact.at,
        by=User.objects.filter(pk=fact.by_id).first() if fact.by_id else None,
        subject=f"{row.course_class.course.title}: {row.get_state_display()}", body=_next(row),
        link=_page(row.course_class_id),
    )  # fmt: skip


def _next(row: Enrolment) -> str:
    match row.state:
        case State.ENROLLED.value:
            return _("Anda mendapat tempat. Waktu dan tempatnya ada di halaman kelas.")
        case State.WAITING.value:
            return _("Atasan menyetujui, tetapi kelas penuh. Bila ada yang mundur, tempatnya untuk Anda.")  # fmt: skip
        case _state:
            return _("Alasannya ada di halaman kelas.")


def class_changed(fact: facts.ClassChanged) -> None:
    """Everybody whom it concerns, of an end each their own result; and who teaches it."""
    rows = _enrolments(fact.enrolment_ids)
    by = User.objects.filter(pk=fact.by_id).first() if fact.by_id else None
    course_class = _class(fact.class_id)
    title, link = course_class.course.title, _page(fact.class_id)
    alike: dict[tuple[str, str], list[Enrolment]] = defaultdict(list)
    for row in rows:
        alike[_told(fact.what, title, row)].append(row)
    texts = [
        Text([person(r.employee) for r in those], "learning.class", subject, body, link, by)
        for (subject, body), those in alike.items()
    ]
    if subject := _to_trainers(fact.what, title):
        teach = course_class.trainers.exclude(pk=fact.by_id).order_by("pk")
        body = course_class.cancelled_because or _("Waktu dan tempatnya ada di halaman kelas.")
        texts.append(Text([account(user) for user in teach], "learning.class", subject, body, link, by))  # fmt: skip
    notifications.tell_each([text for text in texts if text.recipients], now=fact.at)


def _told(what: str, title: str, row: Enrolment) -> tuple[str, str]:
    match what:
        case "cancelled":
            return _("Kelas dibatalkan: %s") % title, row.reason
        case "begun":
            return f"{title}: {row.get_state_display()}", row.reason
        case "schedule":
            return _("Jadwal kelas berubah: %s") % title, _("Lihat apakah Anda masih dapat hadir.")
        case "place":
            values = {"place": row.course_class.place, "trainer": row.course_class.trainer}
            return _("Tempat atau pengajar kelas berubah: %s") % title, _("Sekarang: %(place)s, pengajar %(trainer)s.") % values  # fmt: skip
        case _finished:
            return f"{title}: {row.get_state_display()}", row.result


def end_forgotten(fact: facts.EndForgotten) -> None:
    """Whoever manages the course: people wait for their results."""
    row = CourseClass.objects.select_related("course").get(pk=fact.class_id)
    users = managers(row, localdate(fact.at))
    notifications.tell(
        recipients=[account(user) for user in users], kind="learning.class", now=fact.at,
        subject=_("Kelas menunggu diakhiri: %s") % row.course.title,
        body=_("Pertemuan terakhir sudah lewat. Periksa daftar hadir, lalu akhiri kelasnya."),
        link=reverse("learning:manage_class", args=[row.pk]),
    )  # fmt: skip


def _to_trainers(what: str, title: str) -> str:
    match what:
        case "cancelled":
            return _("Kelas yang Anda ajar dibatalkan: %s") % title
        case "schedule" | "place":
            return _("Kelas yang Anda ajar berubah: %s") % title
        case _other:
            return ""


def trainer_set(fact: facts.TrainerSet) -> None:
    course_class, user = _class(fact.class_id), User.objects.get(pk=fact.user_id)
    is_seen = fact.teaches and course_class.state != ClassState.DRAFT.value
    subject = _("Anda mengajar kelas: %s") if fact.teaches else _("Anda tidak lagi mengajar kelas: %s")  # fmt: skip
    body = _("Kode hadir dan daftar hadirnya ada di halaman kelas begitu kelas dibuka.")
    notifications.tell(
        recipients=[account(user)], kind="learning.class", now=fact.at,
        by=User.objects.get(pk=fact.by_id), subject=subject % course_class.course.title,
        body=body if fact.teaches else "", link=_page(fact.class_id) if is_seen else "",
    )  # fmt: skip


def withdrawn(fact: facts.EnrolmentWithdrawn) -> None:
    """Whoever manages the class."""
    row = _enrolment(fact.enrolment_id)
    users = managers(row.course_class, localdate(fact.at))
    values = {"name": row.employee.full_name, "title": row.course_class.course.title}
    notifications.tell(
        recipients=[account(user) for user in users], kind="learning.class", now=fact.at,
        by=row.employee.user, subject=_("%(name)s mundur dari kelas: %(title)s") % values,
        body=_("Tempatnya diberikan kepada yang menunggu, bila ada."),
        link=reverse("learning:manage_class", args=[row.course_class_id]),
    )  # fmt: skip


def clashed(fact: facts.Clashed) -> None:
    """The person, and whoever manages the class: nobody is withdrawn silently."""
    by_class: dict[int, list[Enrolment]] = defaultdict(list)
    texts = []
    for row in _enrolments(fact.enrolment_ids):
        by_class[row.course_class_id].append(row)
        title = row.course_class.course.title
        texts.append(
            Text(
                [person(row.employee)], "learning.clash", _("Berbenturan dengan kelas: %s") % title,
                _to_do(row) % row.clash,
                _page(row.course_class_id),
            )
        )  # fmt: skip
    texts += [_to_managers(rows, fact.at) for rows in by_class.values()]
    notifications.tell_each(texts, now=fact.at)


def _to_do(row: Enrolment) -> str:
    if row.state == State.ENROLLED.value:
        return _("%s. Bila tidak dapat hadir, mundurlah supaya tempatnya terpakai.")
    return _("%s. Selama itu berlaku Anda tidak mendapat tempat.")


def _to_managers(rows: Sequence[Enrolment], at: datetime) -> Text:
    course_class = rows[0].course_class
    users = managers(course_class, localdate(at))
    names = ", ".join(row.employee.full_name for row in rows[:10])
    subject = _("Peserta berbenturan: %s") % course_class.course.title
    link = reverse("learning:manage_class", args=[course_class.pk])
    return Text([account(user) for user in users], "learning.clash", subject, names, link)


def _page(class_id: int) -> str:
    return reverse("learning:class", args=[class_id])


def _class(pk: int) -> CourseClass:
    return CourseClass.objects.select_related("course").get(pk=pk)


def _enrolments(ids: Sequence[int]) -> list[Enrolment]:
    rows = Enrolment.objects.filter(pk__in=ids)
    return list(rows.select_related("employee__user", "course_class__course").order_by("pk"))


def _enrolment(pk: int) -> Enrolment:
    return _enrolments([pk])[0]
