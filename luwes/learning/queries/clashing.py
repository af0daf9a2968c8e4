"""What keeps people from the sessions of a class: orders, leave, other classes. Same cost for any number."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.appointments import binding
from luwes.appointments.models import Leave
from luwes.core.periods import Period, through
from luwes.learning.models import ClassSession
from luwes.learning.rules.states import ClassState, EnrolmentState
from luwes.ui.tags.words import day, moment

_HELD = [ClassState.OPEN.value, ClassState.RUNNING.value]


def of_class(class_id: int, employee_ids: Collection[int]) -> dict[int, list[str]]:
    """By person, in words; nobody stands here against whom there is nothing."""
    sessions = list(
        ClassSession.objects.filter(course_class_id=class_id).order_by("begins_at", "pk")
    )
    return of_each(dict.fromkeys(employee_ids, sessions))


def of_each(wanted: Mapping[int, Sequence[ClassSession]]) -> dict[int, list[str]]:
    """The sessions that each person would go to, against all that binds them."""
    wanted = {pk: rows for pk, rows in wanted.items() if rows}
    days = [localdate(row.begins_at) for rows in wanted.values() for row in rows]
    if not days:
        return {}
    during = through(min(days), max(days))
    found: dict[int, list[str]] = defaultdict(list)
    for row in binding.away(list(wanted), during):
        if hit := _first_hit(wanted[row.employee_id], row.period):
            words = _("%(day)s: bertugas, %(duty)s")
            found[row.employee_id].append(words % {"day": day(hit), "duty": row.words})
    for employee_id, period in _leave(wanted, during):
        if hit := _first_hit(wanted[employee_id], period):
            found[employee_id].append(_("%s: cuti") % day(hit))
    for employee_id, words in _other_classes(wanted, during):
        found[employee_id].append(words)
    return dict(found)


def _first_hit(sessions: Sequence[ClassSession], period: Period) -> date | None:
    return next((d for row in sessions if (d := localdate(row.begins_at)) in period), None)


def _leave(wanted: Mapping[int, object], during: Period) -> list[tuple[int, Period]]:
    rows = Leave.objects.filter(employee_id__in=list(wanted), period__overlap=during)
    return list(rows.order_by("period", "pk").values_list("employee_id", "period"))


def _other_classes(
    wanted: Mapping[int, Sequence[ClassSession]], during: Period
) -> list[tuple[int, str]]:
    """Each other class once, by its first session that lies over one of these."""
    rows = ClassSession.objects.filter(
        course_class__enrolments__employee_id__in=list(wanted),
        course_class__enrolments__state=EnrolmentState.ENROLLED.value,
        course_class__state__in=_HELD,
        begins_at__date__gte=during.start, begins_at__date__lt=during.end,
    )  # fmt: skip
    told = rows.order_by("begins_at", "pk").values_list(
        "course_class__enrolments__employee_id", "course_class_id", "course_class__course__title",
        "begins_at", "ends_at",
    )  # fmt: skip
    found, known = [], set()
    for employee_id, class_id, title, begins, ends in told:
        over = [
            row
            for row in wanted.get(employee_id, ())
            if row.course_class_id != class_id and row.begins_at < ends and begins < row.ends_at
        ]
        if over and (employee_id, class_id) not in known:
            known.add((employee_id, class_id))
            words = _("%(at)s: kelas %(title)s")
            found.append((employee_id, words % {"at": moment(begins), "title": title}))
    return found


def told(words: Sequence[str]) -> str:
    """As one text, no longer than it is kept."""
    return "; ".join(words)[:600]


def is_more(words: str, before: str) -> bool:
    """Whether something stands there that was not told before."""
    return bool(set(words.split("; ")) - {"", *before.split("; ")})
