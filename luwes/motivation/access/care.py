"""Who sees and answers signals of load, agrees to days of recovery, and reads the pulse."""

from datetime import date

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.motivation.models import LoadAnswer, LoadSignal, RecoveryOffer
from luwes.motivation.rules.load import State
from luwes.motivation.rules.recovery import OfferState
from luwes.organisation import access as organisation
from luwes.organisation.models import Agency
from luwes.people import access as people

# ── load ─────────────────────────────────────────────────────────────


def has_signals(user: User) -> bool:
    """Whether signals of other people can concern this user; asks the database nothing."""
    return accounts.has(user, Right.ANSWER_LOAD) or accounts.has(user, Right.SEE_LOAD)


def oversees(user: User) -> bool:
    """Whether this user looks after all people of some government: answers what went past the heads."""
    reach = accounts.reach(user, Right.SEE_LOAD)
    return reach.everywhere or bool(reach.of(organisation.AGENCY))


def seen_signals(user: User, on: date) -> QuerySet[LoadSignal]:
    """Of everybody in reach but oneself."""
    found = Q()
    for right in (Right.ANSWER_LOAD, Right.SEE_LOAD):
        if accounts.has(user, right):
            found |= Q(employee__in=people.reached(user, right, on).order_by().values("pk"))
    if not found:
        return LoadSignal.objects.none()
    rows = LoadSignal.objects.filter(found).exclude(employee__user_id=user.pk)
    return rows.select_related("employee", "unit")


def answerable_signals(user: User, on: date) -> QuerySet[LoadSignal]:
    """
    Of the people one heads; and, once no head has answered or none is there, of a whole government.
    Nobody answers what is about themselves.
    """
    found = Q()
    if accounts.has(user, Right.ANSWER_LOAD):
        found |= Q(employee__in=people.reached(user, Right.ANSWER_LOAD, on).order_by().values("pk"))
    if oversees(user):
        reached = people.reached(user, Right.SEE_LOAD, on).order_by().values("pk")
        found |= Q(is_raised=True, employee__in=reached)
    if not found:
        return LoadSignal.objects.none()
    rows = LoadSignal.objects.filter(found).exclude(employee__user_id=user.pk)
    return rows.exclude(state=State.OVER.value).select_related("employee", "unit")


def can_answer(user: User, signal: LoadSignal, on: date) -> bool:
    return answerable_signals(user, on).filter(pk=signal.pk).exists()


def can_read_words(user: User, signal: LoadSignal, on: date) -> bool:
    """What the person said is for whoever answers, and whoever did; counts need no words."""
    if signal.employee.user_id == user.pk or can_answer(user, signal, on):
        return True
    return LoadAnswer.objects.filter(signal=signal, by=user).exists()


def own_signals(user: User) -> QuerySet[LoadSignal]:
    return LoadSignal.objects.filter(employee__user_id=user.pk).select_related("employee", "unit")


# ── recovery ─────────────────────────────────────────────────────────


def own_offers(user: User) -> QuerySet[RecoveryOffer]:
    rows = RecoveryOffer.objects.filter(employee__user_id=user.pk)
    return rows.select_related("employee", "rest__assignment__need__area", "letter", "answered_by")


def agreeable_offers(user: User, on: date) -> QuerySet[RecoveryOffer]:
    """Days that people picked whose leave this user records; never one's own."""
    reached = people.reached(user, Right.RECORD_LEAVE, on).order_by().values("pk")
    rows = RecoveryOffer.objects.filter(employee__in=reached).exclude(employee__user_id=user.pk)
    return rows.select_related("employee", "rest__assignment__need__area", "letter", "answered_by")


def waiting_offers(user: User, on: date) -> QuerySet[RecoveryOffer]:
    rows = agreeable_offers(user, on).filter(state=OfferState.ASKED.value)
    return rows.order_by("answer_by", "pk")


def records_leave(user: User) -> bool:
    return accounts.has(user, Right.RECORD_LEAVE)


def recovery_letters(user: User) -> Q:
    """All letters of one's own days, and of those to which one agreed: in force, withdrawn, and those that withdraw them."""
    own = RecoveryOffer.objects.filter(
        Q(employee__user_id=user.pk) | Q(answered_by_id=user.pk)
    ).order_by()
    keys = own.annotate(key=Cast("pk", CharField())).values("key")
    return Q(about_kind=RecoveryOffer._meta.label_lower, about_id__in=keys)


# ── pulse ────────────────────────────────────────────────────────────


def sees_pulse(user: User) -> bool:
    return accounts.has(user, Right.SEE_PULSE)


def manages_pulse(user: User) -> bool:
    return accounts.has(user, Right.MANAGE_PULSE)


def in_pulse_menu(user: User) -> bool:
    return sees_pulse(user) or manages_pulse(user)


def agencies_of_bank(user: User) -> QuerySet[Agency]:
    """Governments whose questions this user keeps."""
    return organisation.agencies_with_rights(user, Right.MANAGE_PULSE)


def can_manage_pulse(user: User, agency_id: int) -> bool:
    return organisation.can_in_agency(user, Right.MANAGE_PULSE, agency_id)
