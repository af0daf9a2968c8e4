"""Who may learn, teach, agree and manage."""

from datetime import date

from django.db.models import Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core.states import values
from luwes.learning import keeping
from luwes.learning.models import (
    Certificate,
    ClassSession,
    Course,
    CourseClass,
    Enrolment,
    HoursClaim,
    Module,
    ModuleAttempt,
    ModulePicture,
    ModuleVersion,
    Study,
)
from luwes.learning.rules.hours import HoursState
from luwes.learning.rules.states import ALIVE, ClassState, EnrolmentState, VersionState
from luwes.organisation import access as organisation
from luwes.organisation.models import OrgUnit, UnitShape
from luwes.people import access as people
from luwes.people import superiors
from luwes.people.models import Employee


def learns(user: User) -> bool:
    """Whoever has a file of their own and has not left."""
    return people.has_file(user) and user.employee.is_current


def learner(user: User) -> Employee | None:
    """The file of whoever learns; none of somebody who has left."""
    return Employee.objects.filter(user_id=user.pk, is_current=True).first()


def open_modules() -> QuerySet[Module]:
    """What anybody with a file may begin."""
    rows = Module.objects.filter(is_open=True, versions__state=VersionState.PUBLISHED.value)
    return rows.select_related("competency").order_by("slug")


def can_begin(user: User, module: Module) -> bool:
    """What is open; and the closing test of a class in which one has a place."""
    classes = Enrolment.objects.filter(
        employee__user_id=user.pk, employee__is_current=True, course_class__course__test=module,
        state=EnrolmentState.ENROLLED.value, course_class__state__in=_SHOWN,
    )  # fmt: skip
    return module.is_open or classes.exists()


def own_studies(user: User) -> QuerySet[Study]:
    """What one has begun, the latest first; also of modules closed since."""
    rows = Study.objects.filter(employee__user_id=user.pk, employee__is_current=True)
    return rows.select_related("version__module__competency", "employee").order_by(
        "-began_at", "-pk"
    )


def own_attempts(user: User) -> QuerySet[ModuleAttempt]:
    rows = ModuleAttempt.objects.filter(study__in=own_studies(user).order_by().values("pk"))
    return rows.select_related("study__version__module__competency", "study__employee").order_by(
        "pk"
    )


def can_study(user: User, employee: Employee) -> bool:
    """Nobody learns, or sits a test, for another."""
    return employee.user_id == user.pk and employee.is_current


def seen_pictures(user: User, on: date) -> QuerySet[ModulePicture]:
    """Of versions one learns, and of modules one manages."""
    learnt = Q(page__version__in=own_studies(user).order_by().values("version_id"))
    managed = Q(page__version__module__in=managed_modules(user, on).order_by().values("pk"))
    return ModulePicture.objects.filter(learnt | managed).order_by("pk")


def manages(user: User) -> bool:
    return accounts.has(user, Right.MANAGE_LEARNING)


def heads_learners(user: User) -> bool:
    return accounts.has(user, Right.CONSENT_LEARNING)


def consents(user: User) -> bool:
    """Heads; and an authority, for those above whom no head stands."""
    return heads_learners(user) or accounts.has(user, Right.STAND_ABOVE)


def keeps_files(user: User) -> bool:
    return accounts.has(user, Right.MANAGE_PEOPLE)


def answers_hours(user: User) -> bool:
    """Who keeps files; and superiors, for those whose claim would wait for nobody else."""
    return keeps_files(user) or consents(user)


def sees_gaps(user: User) -> bool:
    return accounts.has(user, Right.VIEW_GAPS)


def _of_units(user: User, right: Right, on: date, unit: str = "unit_id") -> Q:
    """Also of units of a whole government that are no more: what they gave still counts."""
    reach = accounts.reach(user, right)
    if reach.everywhere:
        return Q()
    reached = organisation.units_with_rights(user, right, on).order_by().values("unit_id")
    found = Q(**{f"{unit}__in": reached})
    if agencies := organisation.scope_ids(reach, organisation.AGENCY):
        found |= Q(**{f"{unit.removesuffix('_id')}__agency__in": agencies})
    return found


def managed_modules(user: User, on: date) -> QuerySet[Module]:
    rows = Module.objects.select_related("agency", "unit", "competency").order_by("slug")
    return rows.filter(_of_units(user, Right.MANAGE_LEARNING, on)) if manages(user) else rows.none()


def managed_courses(user: User, on: date) -> QuerySet[Course]:
    rows = Course.objects.select_related("agency", "unit", "competency").order_by("title", "pk")
    return rows.filter(_of_units(user, Right.MANAGE_LEARNING, on)) if manages(user) else rows.none()


def can_load(user: User) -> bool:
    """Whether the user may put a deployment's first modules in place."""
    return organisation.can_everywhere(user, Right.MANAGE_LEARNING) or (
        organisation.can_everywhere(user, Right.MANAGE_ORGANISATION)
    )


def can_offer(user: User, unit: OrgUnit, on: date) -> bool:
    return organisation.can(user, Right.MANAGE_LEARNING, unit, on)


def can_manage(user: User, owned: Module | Course, on: date) -> bool:
    return can_offer(user, owned.unit, on)


def keeps_key(user: User, version: ModuleVersion, on: date) -> bool:
    """Who wrote or published it, or manages the module, knows what is right."""
    written = user.pk in {version.made_by_id, version.published_by_id}
    return written or can_manage(user, version.module, on)


def offering_units(user: User, on: date) -> QuerySet[UnitShape]:
    """The units in whose name this user offers something to learn."""
    rows = organisation.units_with_rights(user, Right.MANAGE_LEARNING, on)
    return rows.filter(is_draft=False).select_related("agency", "unit")


# ── classes ──────────────────────────────────────────────────────────

_CLASSES = CourseClass.objects.select_related(
    "course__competency", "course__unit", "course__agency", "course__test__competency"
)
_SHOWN = [ClassState.OPEN.value, ClassState.RUNNING.value]


def managed_classes(user: User, on: date) -> QuerySet[CourseClass]:
    if not manages(user):
        return _CLASSES.none()
    return _CLASSES.filter(_of_units(user, Right.MANAGE_LEARNING, on, "course__unit_id"))


def taught_classes(user: User) -> QuerySet[CourseClass]:
    return _CLASSES.filter(trainers=user).exclude(state=ClassState.DRAFT.value)


def classes_at_hand(user: User, on: date) -> QuerySet[CourseClass]:
    """Those one manages or teaches: who comes is theirs to write down."""
    found = Q(pk__in=taught_classes(user).order_by().values("pk"))
    if manages(user):
        found |= Q(pk__in=managed_classes(user, on).order_by().values("pk"))
    return _CLASSES.filter(found)


def sessions_at_hand(user: User, on: date) -> QuerySet[ClassSession]:
    rows = ClassSession.objects.filter(course_class__in=classes_at_hand(user, on).order_by())
    return rows.select_related("course_class__course__unit")


def own_enrolments(user: User) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.filter(employee__user_id=user.pk, employee__is_current=True)
    return rows.select_related("employee", "course_class__course__unit")


def seen_classes(user: User) -> QuerySet[CourseClass]:
    """What is open to everybody who learns, and all in which one has or had a part."""
    found = Q(pk__in=own_enrolments(user).order_by().values("course_class_id"))
    found |= Q(pk__in=taught_classes(user).order_by().values("pk"))
    if learns(user):
        found |= Q(state__in=_SHOWN)
    return _CLASSES.filter(found)


def has_classes(user: User) -> bool:
    return learns(user) or taught_classes(user).exists()


def in_menu(user: User) -> bool:
    """The same for the menu of every page: of who has no file, only trainers without a role are looked up, once."""
    if learns(user):
        return True
    if accounts.held(user):
        return False
    if "_teaches" not in user.__dict__:
        user.__dict__["_teaches"] = taught_classes(user).exists()
    teaches_some: bool = user.__dict__["_teaches"]
    return teaches_some


def own_certificates(user: User) -> QuerySet[Certificate]:
    rows = Certificate.objects.select_related("employee", "letter", "competency", "revoked_by")
    return rows.filter(employee__user_id=user.pk).order_by("-made_at", "-pk")


def managed_certificates(user: User, on: date) -> QuerySet[Certificate]:
    rows = Certificate.objects.select_related("employee", "letter", "competency", "unit")
    rows = rows.filter(_of_units(user, Right.MANAGE_LEARNING, on)) if manages(user) else rows.none()
    return rows.order_by("-made_at", "-pk")


def can_revoke(user: User, certificate: Certificate, on: date) -> bool:
    """Who manages the learning of the unit that taught it; nobody one's own."""
    return certificate.employee.user_id != user.pk and can_offer(user, certificate.unit, on)


def own_letters(user: User) -> Q:
    """Letters of one's own certificates, and those that withdraw them."""
    mine = Certificate.objects.filter(employee__user_id=user.pk).order_by()
    withdrawals = mine.exclude(letter__withdrawn_by=None).values("letter__withdrawn_by")
    return Q(pk__in=mine.values("letter")) | Q(pk__in=withdrawals)


def _answered_for(user: User, among: QuerySet[Employee], on: date) -> QuerySet[Employee]:
    """Those among them for whom this user answers, as `superior_answers` says; part of one question."""
    topmost = superiors.answered(user, among, on)
    own = people.reached(user, Right.CONSENT_LEARNING, on).exclude(user_id=user.pk)
    own = own.filter(pk__in=among.order_by().values("pk")).exclude(keeping.kept(on))
    found = Q(pk__in=topmost.order_by().values("pk")) | Q(pk__in=own.order_by().values("pk"))
    return Employee.objects.filter(found)


def can_answer_hours(user: User, employee: Employee, on: date) -> bool:
    """Who keeps the file, or answers as superior; nobody for oneself."""
    if people.is_oneself(user, employee):
        return False
    if people.can(user, Right.MANAGE_PEOPLE, employee, on):
        return True
    return _answered_for(user, Employee.objects.filter(pk=employee.pk), on).exists()


def decidable_hours(user: User, on: date) -> QuerySet[HoursClaim]:
    """
    Told by people whose files this user keeps, or for whom a superior answers; never the own. One
    question, which reads nobody whose file others keep.
    """
    if not answers_hours(user):
        return HoursClaim.objects.none()
    found = Q(employee__in=people.reached(user, Right.MANAGE_PEOPLE, on).order_by().values("pk"))
    if consents(user):
        asking = HoursClaim.objects.filter(state=HoursState.ASKED.value).order_by()
        among = Employee.objects.filter(pk__in=asking.values("employee"))
        found |= Q(employee__in=_answered_for(user, among, on).order_by().values("pk"))
    rows = HoursClaim.objects.filter(found)
    rows = rows.exclude(employee__user_id=user.pk).select_related("employee")
    return rows.order_by("asked_at", "pk")


def waiting_hours(user: User, on: date) -> QuerySet[HoursClaim]:
    """Of these what was not answered yet, the longest first."""
    return decidable_hours(user, on).filter(state=HoursState.ASKED.value)


def teaches(user: User, course_class: CourseClass) -> bool:
    return course_class.trainers.filter(pk=user.pk).exists()


def takes_part(user: User, course_class: CourseClass) -> bool:
    """Asks for or has a place in it."""
    alive = values(ALIVE)
    return own_enrolments(user).filter(course_class=course_class, state__in=alive).exists()


def can_show_code(user: User, course_class: CourseClass) -> bool:
    """Of those who teach or manage it nobody who is in it: the own presence is for others to see."""
    return not takes_part(user, course_class)


def can_teach(user: User, course_class: CourseClass, on: date) -> bool:
    """Who teaches it, or manages the course."""
    return teaches(user, course_class) or can_manage(user, course_class.course, on)


# ── the superior ─────────────────────────────────────────────────────


def consentable(user: User, on: date) -> QuerySet[Enrolment]:
    """
    Of people who serve today in units of this head; of those above whom no head stands, for their
    authority, and what it has answered. Nobody for oneself.
    """
    rows = Enrolment.objects.select_related(
        "employee", "agreed_by", "course_class__course__competency", "course_class__course__unit"
    )
    if not consents(user):
        return rows.none()
    reached = people.reached(user, Right.CONSENT_LEARNING, on)
    found = Q(employee__in=reached.order_by())
    if accounts.has(user, Right.STAND_ABOVE):
        asking = Enrolment.objects.filter(state=EnrolmentState.ASKED.value).order_by()
        among = Employee.objects.filter(pk__in=asking.values("employee"))
        found |= Q(employee__in=superiors.answered_for(user, among, on)) | Q(agreed_by=user)
    return rows.filter(found).exclude(employee__user_id=user.pk)


def awaiting_consent(user: User, on: date) -> QuerySet[Enrolment]:
    shown = Q(state=EnrolmentState.ASKED.value, course_class__state__in=_SHOWN)
    return consentable(user, on).filter(shown).order_by("asked_at", "pk")


def can_consent(user: User, enrolment: Enrolment, on: date) -> bool:
    return consentable(user, on).filter(pk=enrolment.pk).exists()


def is_alive(enrolment: Enrolment) -> bool:
    return EnrolmentState(enrolment.state) in ALIVE
