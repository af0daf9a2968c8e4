"""Who may see requests to move people, prepare them, consent, sign."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Reach, Right
from luwes.appointments.models import Move, MoveRequest, MoveStep
from luwes.appointments.rules.moves import OUTSIDE, RequestState, StepKind
from luwes.letters.models import Letter
from luwes.organisation import access as organisation
from luwes.organisation.access import AGENCY, scope_ids
from luwes.organisation.models import Agency

_HEADS = (StepKind.ORIGIN_HEAD.value, StepKind.RECEIVING_HEAD.value)


def can_list(user: User) -> bool:
    return accounts.has(user, Right.VIEW_MOVES) or accounts.has(user, Right.CONSENT_MOVES)


def visible(user: User, on: date) -> QuerySet[MoveRequest]:
    """
    Requests of the agencies in reach and those that take or bring their people; to heads, those in
    which their units are asked.
    """
    rows = MoveRequest.objects.select_related("agency", "made_by").order_by("-made_at", "-pk")
    reach = accounts.reach(user, Right.VIEW_MOVES)
    if reach.everywhere:
        return rows
    found = Q(pk__in=[])
    if agencies := scope_ids(reach, AGENCY):
        here = Q(origin__unit__agency_id__in=agencies) | Q(
            to_position__unit__agency_id__in=agencies
        )
        touching = Move.objects.filter(here, request=OuterRef("pk"))
        found |= Q(agency_id__in=agencies) | Q(Exists(touching)) & ~Q(
            state=RequestState.DRAFT.value
        )
    if accounts.has(user, Right.CONSENT_MOVES):
        units = organisation.units_with_rights(user, Right.CONSENT_MOVES, on).values("unit_id")
        asked = MoveStep.objects.filter(request=OuterRef("pk"), unit_id__in=units)
        found |= Q(Exists(asked))
    return rows.filter(found)


def agencies_to_prepare(user: User) -> QuerySet[Agency]:
    return organisation.agencies_with_rights(user, Right.PREPARE_MOVES)


def prepares_somewhere(user: User) -> bool:
    return accounts.has(user, Right.PREPARE_MOVES)


def sees_registers(user: User) -> bool:
    return accounts.has(user, Right.VIEW_MOVES)


def can_prepare(user: User, agency_id: int) -> bool:
    return organisation.can_in_agency(user, Right.PREPARE_MOVES, agency_id)


def can_sign(user: User, agency_id: int) -> bool:
    return organisation.can_in_agency(user, Right.SIGN_MOVES, agency_id)


def can_decide(user: User, step: MoveStep, on: date) -> bool:
    """Heads for their unit, BKD for its own look and what was decided outside, PPK/PyB by signing."""
    kind = StepKind(step.kind)
    if kind.value in _HEADS and step.unit:
        return organisation.can(user, Right.CONSENT_MOVES, step.unit, on)
    if kind is StepKind.VERIFICATION or kind in OUTSIDE:
        return can_prepare(user, step.request.agency_id)
    return can_sign(user, step.request.agency_id)


def can_return(user: User, request: MoveRequest, on: date) -> bool:
    """Who prepares or signs for the agency, and any head who is asked."""
    if can_prepare(user, request.agency_id) or can_sign(user, request.agency_id):
        return True
    steps = request.steps.select_related("unit", "request").order_by("order", "pk")
    return any(can_decide(user, step, on) for step in steps)


def can_correct(user: User, request: MoveRequest) -> bool:
    return can_sign(user, request.agency_id)


def can_change_rules(user: User) -> bool:
    """Rules are shared by all agencies of this installation: whoever prepares everywhere."""
    return accounts.reach(user, Right.PREPARE_MOVES).everywhere


def readable_letters(user: User) -> Q:
    """The decrees about oneself."""
    own = Move.objects.filter(employee__user_id=user.pk).exclude(letter=None)
    return Q(pk__in=own.values("letter_id"))


def letters_of(request: MoveRequest) -> QuerySet[Letter]:
    about = Letter.objects.filter(about_kind="appointments.moverequest", about_id=str(request.pk))
    return about.order_by("-day", "-pk")


def reach_of_registers(user: User) -> Reach:
    return accounts.reach(user, Right.VIEW_MOVES)
