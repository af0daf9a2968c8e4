"""Who may thank, look at thanks, propose medals, and open, judge and decide awards."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.motivation.access.own import takes_part
from luwes.motivation.models import (
    ALIVE_NOMINATIONS,
    Award,
    AwardJudge,
    AwardWinner,
    Contribution,
    JudgeInterest,
    MedalRecord,
    Nomination,
    ServiceBreak,
    Thanks,
)
from luwes.motivation.rules.awards import AwardState, NominationState
from luwes.motivation.rules.contributions import ContributionKind
from luwes.motivation.rules.thanks import Report, Seen
from luwes.organisation import access as organisation
from luwes.organisation.models import UnitShape
from luwes.people import access as people
from luwes.people import homes
from luwes.people.homes import Where
from luwes.people.models import Employee


def manages(user: User) -> bool:
    return accounts.has(user, Right.MANAGE_AWARDS)


def in_menu(user: User) -> bool:
    """Asks nothing of the database beyond what a request knows."""
    rights = (Right.MANAGE_AWARDS, Right.JUDGE_AWARDS, Right.SIGN_AWARDS)
    return takes_part(user) or any(accounts.has(user, right) for right in rights)


# ── thanks ───────────────────────────────────────────────────────────


def colleagues(employee: Employee) -> QuerySet[Employee]:
    """Whom somebody may thank or put forward: everybody else of the own government."""
    rows = Employee.objects.filter(agency_id=employee.agency_id, is_current=True)
    return rows.exclude(pk=employee.pk)


_HIDDEN = [Report.WAITING.value, Report.HIDDEN.value]
_THERE = Thanks.objects.filter(withdrawn_at=None).exclude(report=Report.HIDDEN.value)


def own_thanks(user: User) -> QuerySet[Thanks]:
    """All that one received, but what was taken back or found improper."""
    rows = _THERE.filter(receiver__user_id=user.pk)
    return rows.select_related("giver", "receiver").order_by("-on", "-pk")


def given_thanks(user: User) -> QuerySet[Thanks]:
    rows = Thanks.objects.filter(giver__user_id=user.pk, withdrawn_at=None)
    return rows.select_related("giver", "receiver").order_by("-on", "-pk")


def seen_thanks(user: User, employee: Employee, on: date) -> QuerySet[Thanks]:
    """
    What this reader sees of somebody's thanks: oneself all, the superiors what is not kept to the two,
    others only what stands on the page.
    """
    if people.is_oneself(user, employee):
        return own_thanks(user)
    above = people.reached(user, Right.ASSESS, on).filter(pk=employee.pk).order_by().values("pk")
    seen = Q(seen=Seen.PAGE.value) | Q(seen=Seen.LINE.value, receiver__in=above)
    rows = _THERE.filter(seen, receiver=employee).exclude(report__in=_HIDDEN)
    return rows.select_related("giver").order_by("-on", "-pk")


def reported_thanks(user: User, on: date) -> QuerySet[Thanks]:
    """Reports to be looked at, never by one of the two."""
    if not manages(user):
        return Thanks.objects.none()
    reach = people.reached(user, Right.MANAGE_AWARDS, on).order_by().values("pk")
    rows = Thanks.objects.filter(report=Report.WAITING.value, receiver__in=reach)
    rows = rows.exclude(receiver__user_id=user.pk).exclude(giver__user_id=user.pk)
    return rows.select_related("giver", "receiver").order_by("reported_at", "pk")


def answerable_thanks(user: User, on: date) -> QuerySet[Thanks]:
    """The same with those already answered, so that a second press finds its row."""
    if not manages(user):
        return Thanks.objects.none()
    reach = people.reached(user, Right.MANAGE_AWARDS, on).order_by().values("pk")
    rows = Thanks.objects.exclude(report="").filter(receiver__in=reach)
    rows = rows.exclude(receiver__user_id=user.pk).exclude(giver__user_id=user.pk)
    return rows.select_related("giver", "receiver")


# ── medals ───────────────────────────────────────────────────────────


def medal_people(user: User, on: date) -> QuerySet[Employee]:
    """Whose service this user looks through and proposes for; nobody for oneself."""
    return people.reached(user, Right.MANAGE_AWARDS, on).exclude(user_id=user.pk)


def can_propose(user: User, employee: Employee, on: date) -> bool:
    return employee.user_id != user.pk and people.can(user, Right.MANAGE_AWARDS, employee, on)


def kept_breaks(user: User, on: date) -> QuerySet[ServiceBreak]:
    rows = ServiceBreak.objects.filter(employee__in=medal_people(user, on).order_by().values("pk"))
    return rows.select_related("employee")


def kept_medals(user: User, on: date) -> QuerySet[MedalRecord]:
    rows = MedalRecord.objects.filter(employee__in=medal_people(user, on).order_by().values("pk"))
    return rows.select_related("employee")


# ── awards ───────────────────────────────────────────────────────────

_AWARDS = Award.objects.select_related("agency", "unit").order_by("-made_at", "-pk")


def _within(user: User, right: Right, on: date) -> Q:
    """Awards of governments over the whole of which the right reaches, and of units in reach."""
    reach = accounts.reach(user, right)
    if reach.everywhere:
        return Q(pk__isnull=False)  # an empty Q is lost in an "or"
    found = Q(agency_id__in=organisation.scope_ids(reach, organisation.AGENCY))
    if organisation.scope_ids(reach, organisation.UNIT):
        units = organisation.units_with_rights(user, right, on).order_by().values("unit_id")
        found |= Q(unit_id__in=units)
    return found


def _stands_in(user: User) -> Q:
    """Not who is only asked: else anybody could put a judge or a manager out by naming them."""
    stood = [NominationState.STANDING.value, NominationState.WITHDRAWN.value]
    rows = Nomination.objects.filter(nominee__user_id=user.pk, state__in=stood)
    return Q(pk__in=rows.order_by().values("award_id"))


def managed_awards(user: User, on: date) -> QuerySet[Award]:
    """Whoever stands for an award has no hand in it."""
    if not manages(user):
        return _AWARDS.none()
    return _AWARDS.filter(_within(user, Right.MANAGE_AWARDS, on)).exclude(_stands_in(user))


def can_manage(user: User, award: Award, on: date) -> bool:
    return managed_awards(user, on).filter(pk=award.pk).exists()


def nominated_in(user: User, award: Award) -> bool:
    """Whoever put somebody forward who may still win chooses no judges."""
    rows = Nomination.objects.filter(award=award, nominator__user_id=user.pk)
    return rows.filter(state__in=ALIVE_NOMINATIONS).exists()


def award_units(user: User, on: date) -> QuerySet[UnitShape]:
    """Units for whose people this user may open an award."""
    rows = organisation.units_with_rights(user, Right.MANAGE_AWARDS, on)
    return rows.filter(is_draft=False)


def can_open_for(user: User, shape: UnitShape | None, agency_id: int) -> bool:
    if organisation.can_in_agency(user, Right.MANAGE_AWARDS, agency_id):
        return True
    return shape is not None and organisation.reaches(user, Right.MANAGE_AWARDS, shape)


def judged_awards(user: User) -> QuerySet[Award]:
    """On whose committee one is; not where one stands oneself."""
    rows = AwardJudge.objects.filter(user_id=user.pk, left_at=None).order_by().values("award_id")
    return _AWARDS.filter(pk__in=rows).exclude(_stands_in(user)).exclude(state="draft")


def signed_awards(user: User, on: date) -> QuerySet[Award]:
    """Which one may decide: no part in them, neither standing nor as nominator nor on the committee."""
    if not accounts.has(user, Right.SIGN_AWARDS):
        return _AWARDS.none()
    rows = _AWARDS.filter(_within(user, Right.SIGN_AWARDS, on)).exclude(_stands_in(user))
    named = Nomination.objects.filter(
        nominator__user_id=user.pk, state=NominationState.STANDING.value
    ).order_by()
    judged = AwardJudge.objects.filter(user_id=user.pk).order_by()
    rows = rows.exclude(pk__in=named.values("award_id")).exclude(pk__in=judged.values("award_id"))
    return rows.exclude(state=AwardState.DRAFT.value)


def can_sign(user: User, award: Award, on: date) -> bool:
    return signed_awards(user, on).filter(pk=award.pk).exists()


def seen_awards(user: User, on: date) -> QuerySet[Award]:
    """Of the own government all that were opened; and all in which one has a part."""
    found = Q(pk__in=judged_awards(user).order_by().values("pk"))
    if takes_part(user):
        mine = Nomination.objects.filter(
            Q(nominee=user.employee) | Q(nominator=user.employee)
        ).order_by()
        found |= Q(agency_id=user.employee.agency_id) | Q(pk__in=mine.values("award_id"))
    if accounts.has(user, Right.SIGN_AWARDS):
        found |= _within(user, Right.SIGN_AWARDS, on)
    opened = found & ~Q(state=AwardState.DRAFT.value)
    if manages(user):
        opened |= Q(pk__in=managed_awards(user, on).order_by().values("pk"))
    return _AWARDS.filter(opened)


def eligible(award: Award, on: date) -> QuerySet[Employee]:
    """Who may be put forward: who serves there."""
    rows = Employee.objects.filter(is_current=True)
    if award.unit_id is None:
        return rows.filter(people.of_agencies([award.agency_id], on))
    shape = UnitShape.objects.filter(unit_id=award.unit_id, period__contains=on).first()
    if shape is None:
        return rows.none()
    serving = homes.source().serving(Where(paths=(shape.path,)), on)
    return rows.filter(pk__in=serving.order_by().values("employee_id"))


def own_nominations(user: User) -> QuerySet[Nomination]:
    """Those in which one is put forward."""
    rows = Nomination.objects.filter(nominee__user_id=user.pk)
    return rows.select_related("award", "nominee", "nominator").order_by("-at", "-pk")


def made_nominations(user: User) -> QuerySet[Nomination]:
    rows = Nomination.objects.filter(nominator__user_id=user.pk)
    return rows.select_related("award", "nominee", "nominator").order_by("-at", "-pk")


def judged_nominations(user: User) -> QuerySet[Nomination]:
    """
    Standing ones on whose committee one is; whether one may judge each, the rules say. Those of an
    award that was stopped too, so that a second press finds its row.
    """
    rows = Nomination.objects.filter(
        award__in=judged_awards(user).order_by().values("pk"),
        award__state__in=[AwardState.JUDGING.value, AwardState.STOPPED.value],
        state=NominationState.STANDING.value,
    )  # fmt: skip
    return rows.select_related("award", "nominee", "nominator")


def seen_nominations(user: User, on: date) -> QuerySet[Nomination]:
    """
    Of oneself, by oneself, and of awards that one manages or decides. Who is on the committee sees
    those who agreed to stand, without any they said they are too near to; nobody while they are asked
    themselves, for who reads of the others first may agree to stand against them afterwards.
    """
    near = JudgeInterest.objects.filter(user_id=user.pk).order_by().values("nomination_id")
    asked = Nomination.objects.filter(nominee__user_id=user.pk, state=NominationState.ASKED.value)
    judged = Q(award__in=judged_awards(user).order_by().values("pk"), state=NominationState.STANDING.value)  # fmt: skip
    judged &= ~Q(pk__in=near) & ~Q(award__in=asked.order_by().values("award_id"))
    rows = Nomination.objects.filter(_seen_anyway(user, on) | judged)
    return rows.select_related("award__agency", "nominee", "nominator")


def _seen_anyway(user: User, on: date) -> Q:
    """Of oneself, by oneself, and of awards that one manages or decides."""
    found = Q(nominee__user_id=user.pk) | Q(nominator__user_id=user.pk)
    for some in (managed_awards(user, on), signed_awards(user, on)):
        found |= Q(award__in=some.order_by().values("pk"))
    return found


def reads_as_judge(user: User, nomination: Nomination, on: date) -> bool:
    """Whether nothing but the committee lets this user read it."""
    return not Nomination.objects.filter(_seen_anyway(user, on), pk=nomination.pk).exists()


def shown_evidence(nomination: Nomination) -> QuerySet[Contribution]:
    """What the committee reads beside a nomination: not what was taken back since."""
    return nomination.evidence.filter(withdrawn_at=None).order_by("-on", "-pk")


def own_evidence(employee: Employee) -> QuerySet[Contribution]:
    rows = Contribution.objects.filter(employee=employee, withdrawn_at=None)
    return rows.order_by("-on", "-pk")


def shared_evidence(user: User, nominee: Employee, on: date) -> QuerySet[Contribution]:
    """
    What a nominator may point to: superiors and BKD all they see anyway, a colleague only
    work of which both have a part. Thanks are left to the nominee.
    """
    rows = own_evidence(nominee).exclude(kind=ContributionKind.THANKS.value)
    if any(people.can(user, right, nominee, on) for right in (Right.ASSESS, Right.SEE_RATINGS)):
        return rows
    if not people.has_file(user):
        return rows.none()
    mine = Contribution.objects.filter(employee=user.employee, withdrawn_at=None).order_by()
    same_source = Q(source_kind=OuterRef("source_kind"), source_id=OuterRef("source_id"))
    return rows.filter(Exists(mine.filter(same_source | Q(words=OuterRef("words")))))


def own_letters(user: User) -> Q:
    """Letters of one's own awards, and those that withdraw them."""
    mine = AwardWinner.objects.filter(nomination__nominee__user_id=user.pk).order_by()
    withdrawals = mine.exclude(letter__withdrawn_by=None).values("letter__withdrawn_by")
    return Q(pk__in=mine.values("letter")) | Q(pk__in=withdrawals)
