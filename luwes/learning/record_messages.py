"""Who is told what of certificates and hours."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.learning import facts, keeping
from luwes.learning.models import Certificate, HoursClaim, Study
from luwes.learning.rules.hours import HoursState, superior_answers
from luwes.notifications import actions as notifications
from luwes.people import superiors
from luwes.people.addresses import account, person
from luwes.people.models import Employee

CERTIFIED, REVOKED, HOURS = "learning.certified", "learning.revoked", "learning.hours"
CHANCE, HOURS_ASKED = "learning.chance", "learning.hours_asked"


def certified(fact: facts.Certified) -> None:
    row = _certificate(fact.certificate_id)
    subject = _("Sertifikat %(title)s terbit") % {"title": row.title}
    body = _("Nomor %(number)s. Surat bertanda tangannya siap diunduh dalam beberapa saat.")
    _tell(row.employee, CERTIFIED, subject, body % {"number": row.letter.number}, fact.at)


def revoked(fact: facts.Revoked) -> None:
    row = _certificate(fact.certificate_id)
    subject = _("Sertifikat %(title)s dicabut") % {"title": row.title}
    body = _("Alasannya: %(reason)s Kompetensi yang dicatat karenanya tidak berlaku lagi.")
    reason = row.revoked_because
    ended = reason if reason.endswith((".", "!", "?")) else f"{reason}."
    _tell(row.employee, REVOKED, subject, body % {"reason": ended}, fact.at)


def chance_given(fact: facts.ChanceGiven) -> None:
    row = Study.objects.select_related("employee__user", "version__module").get(pk=fact.study_id)
    notifications.tell(
        recipients=[person(row.employee)], kind=CHANCE, now=fact.at,
        subject=_("Anda dapat mencoba lagi: %s") % row.version.title,
        body=_("Pengelola modul memberi kesempatan baru. Baca lagi halamannya, lalu mulai tes."),
        link=reverse("learning:module", args=[row.version.module.slug]),
    )  # fmt: skip


def hours_claimed(fact: facts.HoursClaimed) -> None:
    """Whoever answers finds it on their first page; a superior in place of who keeps files hears too."""
    row = HoursClaim.objects.select_related("employee__user").get(pk=fact.claim_id)
    on = localdate(fact.at)
    is_kept = Employee.objects.filter(keeping.kept(on), pk=row.employee_id).exists()
    is_headed = not superiors.topmost([row.employee], on)
    if not superior_answers(is_kept=is_kept, is_headed=is_headed):
        return
    notifications.tell(
        recipients=[account(user) for user in superiors.of(row.employee, on)], kind=HOURS_ASKED,
        subject=_("%s melaporkan jam belajar") % row.employee.full_name,
        body=_("Akui, atau tolak dengan alasan."), link=reverse("learning:hours_waiting"),
        now=fact.at, by=row.employee.user,
    )  # fmt: skip


def hours_answered(fact: facts.HoursAnswered) -> None:
    row = HoursClaim.objects.select_related("employee__user").get(pk=fact.claim_id)
    if row.state == HoursState.ACCEPTED.value:
        subject = _("Jam belajar diakui: %(words)s") % {"words": row.words}
        body = _("Sudah masuk akun jam pelajaran Anda.")
    else:
        subject = _("Jam belajar tidak diakui: %(words)s") % {"words": row.words}
        body = _("Alasannya: %(reason)s") % {"reason": row.reason}
    _tell(row.employee, HOURS, subject, body, fact.at, "learning:hours")


def _certificate(pk: int) -> Certificate:
    return Certificate.objects.select_related("employee__user", "letter").get(pk=pk)


def _tell(
    employee: Employee, kind: str, subject: str, body: str, now: datetime,
    page: str = "learning:certificates",
) -> None:  # fmt: skip
    notifications.tell(
        recipients=[person(employee)], kind=kind, subject=subject, body=body, link=reverse(page),
        now=now,
    )  # fmt: skip
