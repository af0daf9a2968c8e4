"""Lessons of an incident: added, changed, ticked off by who leads it; also after it was closed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.mobilisation import access
from luwes.mobilisation.models import Incident, Lesson
from luwes.mobilisation.rules import LessonState
from luwes.organisation.models import OrgUnit


@dataclass(frozen=True)
class Owner:
    """Who is to change it: one of the three."""

    user: User | None = None
    unit: OrgUnit | None = None
    role: Role | None = None


@dataclass(frozen=True)
class Draft:
    happened: str
    why: str
    change: str
    owner: Owner | None
    due: date


def _problems(draft: Draft, on: date | None) -> list[Problem]:
    texts = {"happened": draft.happened, "why": draft.why, "change": draft.change}
    found = [Problem(_("Isi bagian ini."), key) for key, text in texts.items() if not text.strip()]
    if draft.owner is None:
        found.append(Problem(_("Pilih siapa yang mengubahnya."), "owner"))
    if on and draft.due < on:
        found.append(Problem(_("Tenggat sudah lewat."), "due"))
    return found


def _fields(draft: Draft) -> dict[str, object]:
    owner = draft.owner or Owner()
    return {
        "happened": draft.happened.strip(), "why": draft.why.strip(), "change": draft.change.strip(),
        "owner": owner.user, "unit": owner.unit, "role": owner.role.value if owner.role else "",
        "due": draft.due,
    }  # fmt: skip


@transaction.atomic
def add_lesson(
    *, incident: Incident, draft: Draft, on: date, now: datetime, by: User
) -> Lesson:  # fmt: skip
    """
    Keep what an incident taught. The same words twice are a button pressed twice.

    :raises Refused: where a part is missing, or the day has passed
    """
    require(access.can_manage(by, incident.pk))
    lock(incident)
    problems = _problems(draft, on)
    same = Lesson.objects.filter(
        incident=incident, happened=draft.happened.strip(), change=draft.change.strip()
    )
    if not problems and same.exists():
        problems.append(Problem(_("Pelajaran ini sudah dicatat."), "change"))
    refuse(problems)
    lesson = Lesson.objects.create(incident=incident, added_at=now, added_by=by, **_fields(draft))
    audit.record(
        by, "mobilisation.lesson_added", lesson, chain=str(incident.agency_id), due=str(lesson.due)
    )
    return lesson


@transaction.atomic
def change_lesson(*, lesson: Lesson, draft: Draft, on: date, by: User) -> None:
    """
    Change its words, owner or day.

    :raises Refused: as `add_lesson`, and when it is no longer open
    """
    require(access.can_manage(by, lesson.incident_id))
    lock(lesson)
    problems = _problems(draft, on if draft.due != lesson.due else None)
    refuse([*problems, *_closed(lesson)])
    for name, value in _fields(draft).items():
        setattr(lesson, name, value)
    lesson.save()
    audit.record(
        by, "mobilisation.lesson_changed", lesson, chain=str(lesson.incident.agency_id),
        due=str(lesson.due),
    )  # fmt: skip


@transaction.atomic
def close_lesson(
    *, lesson: Lesson, state: LessonState, because: str, now: datetime, by: User
) -> None:
    """
    Tick it off, or drop it with a reason.

    :raises Refused: when it is no longer open, or dropped without a reason
    """
    require(access.can_manage(by, lesson.incident_id))
    lock(lesson)
    problems = _closed(lesson)
    if state is LessonState.DROPPED and not because.strip():
        problems.append(Problem(_("Tulis mengapa tidak dilanjutkan."), "because"))
    refuse(problems)
    lesson.state, lesson.closed_at = state.value, now
    lesson.dropped_because = because.strip() if state is LessonState.DROPPED else ""
    lesson.save(update_fields=["state", "closed_at", "dropped_because"])
    audit.record(
        by, "mobilisation.lesson_done" if state is LessonState.DONE else "mobilisation.lesson_dropped",
        lesson, chain=str(lesson.incident.agency_id), reason=because.strip(),
    )  # fmt: skip


def _closed(lesson: Lesson) -> list[Problem]:
    if lesson.state == LessonState.OPEN.value:
        return []
    return [Problem(_("Pelajaran ini sudah ditutup: %s.") % lesson.get_state_display().lower())]
