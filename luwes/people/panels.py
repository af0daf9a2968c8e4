"""What people's own area puts on a person's page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.rules import Right
from luwes.people import queries
from luwes.people.profile import Fact, Viewing
from luwes.people.queries import Skills

MOST_READINGS = 20


def _skills(viewing: Viewing) -> Skills:
    post = viewing.once("post", lambda: queries.post_of(viewing.employee.pk, viewing.on))
    return viewing.once(
        "skills",
        lambda: queries.skills_of(
            viewing.employee.pk, post.position_id if post else None, viewing.on
        ),
    )


def may_manage(viewing: Viewing) -> bool:
    return viewing.may(Right.MANAGE_PEOPLE)


def competencies(viewing: Viewing) -> dict[str, Any]:
    skills = _skills(viewing)
    return {"skills": skills, "title": _title(skills), "may_manage": may_manage(viewing)}


def _title(skills: Skills) -> str:
    """The finding: what counts, what is short, what ends soon."""
    if not skills.now:
        return _("Kompetensi: belum ada yang tercatat")
    parts = [ngettext("%d berlaku", "%d berlaku", skills.valid) % skills.valid]
    if skills.short:
        parts.append(
            ngettext("%d di bawah syarat jabatan", "%d di bawah syarat jabatan", skills.short)
            % skills.short
        )
    if skills.ending:
        parts.append(ngettext("%d segera habis", "%d segera habis", skills.ending) % skills.ending)
    return _("Kompetensi: %s") % ", ".join(parts)


def facts(viewing: Viewing) -> list[Fact]:
    skills = _skills(viewing)
    source = _("semua memenuhi syarat jabatan")
    if skills.short:
        source = (
            ngettext("%d di bawah syarat jabatan", "%d di bawah syarat jabatan", skills.short)
            % skills.short
        )
    elif not skills.now:
        source = _("belum ada yang tercatat")
    return [Fact(_("Kompetensi berlaku"), skills.valid, source)]


def record(viewing: Viewing) -> dict[str, Any]:
    """Grade, education, standing: what is on file and not private."""
    return {
        "employee": viewing.employee,
        "grades": queries.grades_of(viewing.employee),
        "may_manage": may_manage(viewing),
    }


def private(viewing: Viewing) -> dict[str, Any] | None:
    if not (viewing.is_oneself or viewing.may(Right.VIEW_PRIVATE)):
        return None
    return {"employee": viewing.employee, "is_oneself": viewing.is_oneself, "values": None}


def readings(viewing: Viewing) -> dict[str, Any] | None:
    """Only for oneself: who looked."""
    if not viewing.is_oneself:
        return None
    return {"readings": queries.readings_of(viewing.employee.pk)[:MOST_READINGS]}


def edit_url(viewing: Viewing) -> str:
    return reverse("people:edit", args=[viewing.employee.pk]) if may_manage(viewing) else ""


def account_url(viewing: Viewing) -> str:
    if viewing.employee.user_id is not None or not may_manage(viewing):
        return ""
    return reverse("people:account", args=[viewing.employee.pk])


def declare_url(viewing: Viewing) -> str:
    return reverse("people:declare", args=[viewing.employee.pk]) if viewing.is_oneself else ""
