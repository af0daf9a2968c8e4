"""What incidents taught: of one, of earlier ones like it, and those that are overdue. Reads only."""

from collections import defaultdict
from datetime import date

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from luwes.accounts import queries as accounts
from luwes.accounts.models import ROLE_LABELS, Grant, User
from luwes.accounts.rules import Role
from luwes.mobilisation import access, rules
from luwes.mobilisation.models import Incident, Lesson
from luwes.organisation.ltree import Under
from luwes.organisation.models import UnitShape
from luwes.staffing.queries import unit_label

OPEN = rules.LessonState.OPEN.value
MOST_EARLIER = 5  # of a hazard
MOST_FOUND = 6  # of each kind of owner


def of(incident: Incident, on: date) -> QuerySet[Lesson]:
    """The open ones and those due first; `unit_label` names the unit that owns one."""
    is_closed = Case(When(state=OPEN, then=0), default=1, output_field=IntegerField())
    rows = Lesson.objects.filter(incident=incident).annotate(unit_label=unit_label("unit_id", on))
    return rows.select_related("incident", "owner", "unit").order_by(is_closed, "due", "pk")


def owner_words(lesson: Lesson) -> str:
    """Whose it is; `lesson` is one of `of`."""
    if lesson.owner:
        return str(lesson.owner)
    if lesson.role:
        return str(ROLE_LABELS[lesson.role])
    return str(lesson.unit_label)  # type: ignore[attr-defined]


def earlier(user: User) -> dict[str, list[Lesson]]:
    """By hazard, what incidents that this user sees taught; the newest, dropped ones aside."""
    seen = access.visible(user).order_by().values("pk")
    rows = Lesson.objects.filter(incident__in=seen).exclude(state=rules.LessonState.DROPPED.value)
    place = Window(RowNumber(), partition_by=F("incident__hazard"), order_by=[F("pk").desc()])
    newest = rows.annotate(place=place).filter(place__lte=MOST_EARLIER)
    found: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in newest.select_related("incident").order_by("incident__hazard", "-pk"):
        found[lesson.incident.hazard].append(lesson)
    return dict(found)


def overdue(user: User, on: date) -> QuerySet[Lesson]:
    """Open lessons of this user, of units under them or of their roles, past their day; the oldest first."""
    held = accounts.held(user)
    if not held:
        return Lesson.objects.none()
    own = Q(owner=user)
    for grant in held:
        mine = Q(role=grant.role.value)
        if grant.scope_kind == "agency":
            own |= mine & Q(incident__agency_id=int(grant.scope_id))
        elif grant.scope_kind == rules.OWNER_KIND:
            own |= mine & Q(incident_id=int(grant.scope_id))
        elif grant.scope_kind == "all":
            own |= mine
    heads = {int(g.scope_id) for g in held if g.role is Role.UNIT_HEAD and g.scope_kind == "unit"}
    if heads:
        above = UnitShape.objects.filter(unit_id__in=heads, period__contains=on)
        below = UnitShape.objects.filter(
            Exists(above.filter(Under(OuterRef("path"), F("path")))), period__contains=on
        )
        own |= Q(unit_id__in=below.order_by().values("unit_id"))
    rows = Lesson.objects.filter(own, state=OPEN, due__lt=on)
    return rows.select_related("incident").order_by("due", "pk")


# ── who may own one ──────────────────────────────────────────────────


def roles_named(text: str) -> list[tuple[str, str]]:
    wanted = text.lower()
    return [(key, str(label)) for key, label in ROLE_LABELS.items() if wanted in str(label).lower()]


def _users(on: date) -> QuerySet[User]:
    """Accounts with a role today: others have no first page on which it would wait."""
    holding = Grant.objects.filter(period__contains=on).order_by().values("user_id")
    return User.objects.filter(is_active=True, pk__in=holding)


def users_named(text: str, on: date) -> QuerySet[User]:
    return accounts.users(text).filter(pk__in=_users(on).values("pk"))[:MOST_FOUND]


def user(pk: int, on: date) -> User | None:
    return _users(on).filter(pk=pk).first()


def _units(on: date) -> QuerySet[UnitShape]:
    rows = UnitShape.objects.filter(period__contains=on).select_related("unit", "agency")
    return rows.order_by("name", "pk")


def units_named(text: str, on: date) -> QuerySet[UnitShape]:
    rows = _units(on)
    for word in text.split():
        rows = rows.filter(name__holds=word)
    return rows[:MOST_FOUND]


def unit(pk: int, on: date) -> UnitShape | None:
    return _units(on).filter(unit_id=pk).first()
