"""Who may see partners, agreements and programmes, and write them; what a partner's people see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right, Role
from luwes.collaboration.models import (
    Agreement,
    BudgetEntry,
    Claim,
    ConflictDeclaration,
    Milestone,
    NoConflictStatement,
    Partner,
    Programme,
    ProgrammePartner,
    Representative,
)
from luwes.collaboration.rules.states import KEEPS_OUT, AgreementState, ProgrammeState, Side
from luwes.collaboration.rules.verifying import may_verify
from luwes.core import clock
from luwes.core.periods import Period
from luwes.core.states import values
from luwes.organisation import access as organisation
from luwes.organisation.models import Agency, OrgUnit, UnitShape
from luwes.people import access as people
from luwes.people import superiors
from luwes.people.models import Employee

# ── whom one speaks for ──────────────────────────────────────────────


def represented(user: User, on: date) -> list[int]:
    """Partners for whom this account speaks on the day; remembered for the request."""
    if "_represented" not in user.__dict__:
        rows = user.represents.filter(period__contains=on).exclude(partner__state="merged")
        user.__dict__["_represented"] = list(rows.values_list("partner_id", flat=True))
    partners: list[int] = user.__dict__["_represented"]
    return partners


def represents(user: User, partner: Partner, on: date) -> bool:
    return partner.pk in represented(user, on)


def can_sign_for_partner(user: User, agreement: Agreement, on: date) -> bool:
    rows = user.represents.filter(partner=agreement.partner_id, period__contains=on, may_sign=True)
    return rows.exists()


def may_take_back(user: User, agreement: Agreement, on: date) -> bool:
    """The partner's word: by any of its people until it is signed, then by who may sign for it."""
    if agreement.partner_signed_at is None:
        return represents(user, agreement.partner, on)
    return can_sign_for_partner(user, agreement, on)


# ── partners ─────────────────────────────────────────────────────────


def sees_cooperation(user: User) -> bool:
    """Whether lists of partners, agreements and programmes can concern an officer."""
    return accounts.has(user, Right.VIEW_COOPERATION)


def proposes(user: User) -> bool:
    return accounts.has(user, Right.PROPOSE_PARTNERS)


def speaks_for_other_side(user: User, partner_id: int) -> bool:
    """Whoever speaks for a partner does nothing for a government in what concerns that partner."""
    return partner_id in represented(user, clock.today())


def can_check(user: User, partner: Partner) -> bool:
    """The secretariat of the government that wrote the partner down."""
    if speaks_for_other_side(user, partner.pk):
        return False
    return organisation.can_in_agency(user, Right.CHECK_PARTNERS, partner.registered_by_agency_id)


def can_write(user: User, partner: Partner) -> bool:
    """Its secretariat; until its papers are looked at, also whoever wrote it down."""
    if can_check(user, partner):
        return True
    return partner.state == "proposed" and partner.made_by_id == user.pk and proposes(user)


def can_add_papers(user: User, partner: Partner, on: date) -> bool:
    return can_write(user, partner) or represents(user, partner, on)


def can_see_some(user: User, on: date) -> bool:
    """Whether partners and agreements can concern this account at all."""
    return sees_cooperation(user) or speaks_for_some(user, on)


def has_partners(user: User) -> bool:
    """Whether the menu leads there; an account without any grant costs one question."""
    if sees_cooperation(user):
        return True
    return speaks_for_some(user, clock.today())


def seen_partners(user: User, on: date) -> QuerySet[Partner]:
    """All for officers who see cooperation, since a partner is one for all governments; else the own."""
    rows = Partner.objects.select_related("area", "registered_by_agency", "government").order_by(
        "name", "pk"
    )
    return rows if sees_cooperation(user) else rows.filter(pk__in=represented(user, on))


def can_read_papers(user: User, partner: Partner, on: date) -> bool:
    """
    Its own people, who looks after it, and who reviews or signs for a government that has, or is
    about to have, an agreement with it.
    """
    if can_write(user, partner) or represents(user, partner, on):
        return True
    if not (reviews(user) or signs(user)):
        return False
    bound = Agreement.objects.filter(partner=partner).exclude(state=AgreementState.REFUSED.value)
    own = reviewed_by(user) | signed_by(user)
    return bound.filter(pk__in=own.order_by().values("pk")).exists()


# ── agreements ───────────────────────────────────────────────────────


def _of_units(user: User, right: Right, on: date) -> Q:
    """What belongs to the units, or to the whole governments, over which a user has a right."""
    reach = accounts.reach(user, right)
    if reach.everywhere:
        return Q(pk__isnull=False)
    if not reach:
        return Q(pk__in=[])
    units = organisation.units_with_rights(user, right, on).order_by().values("unit_id")
    return Q(unit_id__in=units) | Q(
        agency_id__in=organisation.scope_ids(reach, organisation.AGENCY)
    )


# A partner sees an agreement once it was offered; what the government writes before that is its own.
SHARED = [
    state.value
    for state in (
        AgreementState.OFFERED, AgreementState.AGREED, AgreementState.SIGNED, AgreementState.ENDED,
    )
]  # fmt: skip


def seen_agreements(user: User, on: date) -> QuerySet[Agreement]:
    found = _of_units(user, Right.VIEW_COOPERATION, on)
    found |= Q(partner_id__in=represented(user, on), state__in=SHARED)
    rows = Agreement.objects.filter(found).select_related("agency", "unit", "partner")
    return rows.order_by("-made_at", "-pk")


def can_draft(user: User, unit: OrgUnit, on: date, partner: Partner | None = None) -> bool:
    """In a unit's name; with a partner in whom one has no interest, and for whom one doesn't speak."""
    may = organisation.can(user, Right.PROPOSE_PARTNERS, unit, on)
    if not may or partner is None:
        return may
    return not (speaks_for_other_side(user, partner.pk) or is_kept_out(user, [partner.pk], on))


def can_review(user: User, agreement: Agreement) -> bool:
    if speaks_for_other_side(user, agreement.partner_id):
        return False
    return organisation.can_in_agency(user, Right.REVIEW_AGREEMENTS, agreement.agency_id)


def _whole_agencies(user: User, right: Right) -> QuerySet[Agreement]:
    """But for those with a partner for whom this user speaks."""
    agencies = organisation.agencies_with_rights(user, right).order_by().values("pk")
    spoken = Representative.objects.filter(user_id=user.pk, period__contains=clock.today())
    rows = Agreement.objects.filter(agency__in=agencies)
    return rows.exclude(partner__in=spoken.order_by().values("partner"))


def reviewed_by(user: User) -> QuerySet[Agreement]:
    """Agreements of the governments whose cooperation team this user belongs to."""
    return _whole_agencies(user, Right.REVIEW_AGREEMENTS)


def signed_by(user: User) -> QuerySet[Agreement]:
    """Agreements of the governments for which this user signs."""
    return _whole_agencies(user, Right.SIGN_AGREEMENTS)


def checked_by(user: User) -> QuerySet[Partner]:
    """Partners that the governments wrote down whose secretariat this user belongs to."""
    agencies = organisation.agencies_with_rights(user, Right.CHECK_PARTNERS).order_by().values("pk")
    return Partner.objects.filter(registered_by_agency__in=agencies)


def reviews(user: User) -> bool:
    return accounts.has(user, Right.REVIEW_AGREEMENTS)


def signs(user: User) -> bool:
    return accounts.has(user, Right.SIGN_AGREEMENTS)


def is_outsider(user: User) -> bool:
    """Whether an account has no part in the house: then it may speak for a partner."""
    return not accounts.held(user) and not people.has_file(user)


def speaks_for_some(user: User, on: date) -> bool:
    """Whether it does; whoever has a role or a file costs no page a look for more."""
    return is_outsider(user) and bool(represented(user, on))


def can_sign(user: User, agreement: Agreement) -> bool:
    """For the government; nobody signs what they drafted themselves, or whose partner concerns them."""
    if agreement.made_by_id == user.pk:
        return False
    if speaks_for_other_side(user, agreement.partner_id):
        return False
    if is_kept_out(user, [agreement.partner_id], clock.today()):
        return False
    return organisation.can_in_agency(user, Right.SIGN_AGREEMENTS, agreement.agency_id)


def is_official_of(user: User, agreement: Agreement, on: date) -> bool:
    """Whoever acts for the government in it: the drafting unit, and the cooperation team."""
    if speaks_for_other_side(user, agreement.partner_id):
        return False
    return can_review(user, agreement) or can_draft(user, agreement.unit, on)


def can_end(user: User, agreement: Agreement) -> bool:
    if speaks_for_other_side(user, agreement.partner_id):
        return False
    return organisation.can_in_agency(user, Right.SIGN_AGREEMENTS, agreement.agency_id)


def side_in(user: User, agreement: Agreement, on: date) -> Side | None:
    """On whose side this user stands in an agreement."""
    if represents(user, agreement.partner, on):
        return Side.PARTNER
    return Side.GOVERNMENT if is_official_of(user, agreement, on) else None


def drafting_units(user: User, on: date) -> QuerySet[UnitShape]:
    """Units in whose name this user drafts agreements."""
    rows = organisation.units_with_rights(user, Right.PROPOSE_PARTNERS, on)
    return rows.select_related("unit__agency", "agency")


def agencies_of_proposer(user: User, on: date) -> QuerySet[Agency]:
    """Governments in whose name this user writes partners down."""
    units = drafting_units(user, on).order_by().values("agency_id")
    whole = organisation.agencies_with_rights(user, Right.PROPOSE_PARTNERS).order_by().values("pk")
    rows = Agency.objects.filter(Q(pk__in=units) | Q(pk__in=whole))
    return rows.order_by("name", "pk")


def readable_letters(user: User) -> Q:
    """The signed paper of an agreement, for its partner and for who sees cooperation."""
    rows = seen_agreements(user, clock.today()).exclude(letter=None).order_by()
    return Q(pk__in=rows.values("letter_id"))


# ── programmes ───────────────────────────────────────────────────────


def can_lead(user: User, unit: OrgUnit, on: date) -> bool:
    return organisation.can(user, Right.MANAGE_PROGRAMMES, unit, on)


def can_manage(user: User, programme: Programme, on: date) -> bool:
    return can_lead(user, programme.unit, on)


def seen_programmes(user: User, on: date) -> QuerySet[Programme]:
    """Of one's units, those in whose team one serves, and those in which a partner one speaks for takes part."""
    drafted = ProgrammeState.DRAFTED.value
    found = _of_units(user, Right.VIEW_COOPERATION, on)
    joined = ProgrammePartner.objects.filter(partner_id__in=represented(user, on)).order_by()
    found |= Q(pk__in=joined.values("programme")) & ~Q(state=drafted)
    found |= _serving(user) | _decided(user)
    rows = Programme.objects.filter(found).select_related("agency", "unit", "area")
    return rows.order_by("name", "pk")


def sees_draft(user: User, programme: Programme, on: date) -> bool:
    """Of those who see a programme whoever does while it is a draft: neither partners nor who only decides."""
    mine = _of_units(user, Right.VIEW_COOPERATION, on) | _serving(user)
    return Programme.objects.filter(mine, pk=programme.pk).exists()


def _serving(user: User) -> Q:
    """Programmes in whose team one serves, or served."""
    serving = Q(seats__need__assignments__employee__user_id=user.pk) & Q(
        seats__need__assignments__state__in=["ordered", "accepted", "active", "completed"]
    )
    return Q(pk__in=Programme.objects.filter(serving).order_by().values("pk"))


def _decided(user: User) -> Q:
    """No drafts, of governments that lead or take part, for whose people this user decides."""
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    begun = ~Q(state=ProgrammeState.DRAFTED.value)
    if reach.everywhere:
        return begun
    own = organisation.scope_ids(reach, organisation.AGENCY)
    if not own:
        return Q(pk__in=[])
    taking_part = Programme.objects.filter(agencies__in=own).order_by().values("pk")
    return begun & (Q(agency_id__in=own) | Q(pk__in=taking_part))


def manages_programmes(user: User) -> bool:
    return accounts.has(user, Right.MANAGE_PROGRAMMES)


def leads_programmes(user: User) -> bool:
    """By a role for programmes; heads of units, for whom much else waits, hear it among the news."""
    return any(held.role is Role.PROGRAMME_LEAD for held in accounts.held(user))


def led_units(user: User, on: date) -> QuerySet[UnitShape]:
    """The units in whose name this user leads programmes."""
    rows = organisation.units_with_rights(user, Right.MANAGE_PROGRAMMES, on)
    return rows.filter(is_draft=False).select_related("agency__area", "unit")


def led_programmes(user: User, on: date) -> QuerySet[Programme]:
    units = organisation.units_with_rights(user, Right.MANAGE_PROGRAMMES, on)
    rows = Programme.objects.filter(unit__in=units.order_by().values("unit_id"))
    return rows.select_related("agency", "unit", "area").order_by("name", "pk")


def verified_units(user: User, on: date) -> QuerySet[UnitShape]:
    """The units for which this user looks at what partners say is done."""
    return organisation.units_with_rights(user, Right.VERIFY_MILESTONES, on)


def sees_programmes(user: User, on: date) -> bool:
    """Whether programmes can concern this user as an officer or for a partner."""
    return sees_cooperation(user) or speaks_for_some(user, on)


@dataclass(frozen=True)
class Stand:
    """
    Where somebody stands in one programme: for the government, for which of its partners; and
    whether they lead it.
    """

    is_government: bool
    partners: frozenset[int]
    leads: bool = False

    def sides(self, milestone: Milestone) -> set[Side]:
        """
        A partner's own milestone is the work of that partner alone; every partner of the programme
        may verify what the government does.
        """
        found = {Side.GOVERNMENT} if self.is_government else set()
        own = milestone.partner_id
        if self.partners and (own is None or own in self.partners):
            found.add(Side.PARTNER)
        return found

    def may_claim(self, milestone: Milestone) -> bool:
        """Somebody of the side that does it, and of no other."""
        return self.sides(milestone) == {Side(milestone.side)}

    def may_verify(self, claim: Claim, by: User) -> bool:
        """Somebody of the other side and of no other, and never whoever claimed it."""
        sides = self.sides(claim.milestone)
        side = next(iter(sides)) if len(sides) == 1 else None
        return may_verify(side, Side(claim.side), is_claimant=claim.by_id == by.pk)


def stand(user: User, programme: Programme, on: date) -> Stand:
    unit = programme.unit
    leads = can_lead(user, unit, on)
    serves = leads or organisation.can(user, Right.VERIFY_MILESTONES, unit, on)
    partners = represented(user, on)
    mine = programme.partners.filter(partner_id__in=partners).order_by("pk") if partners else None
    keys = mine.values_list("pk", flat=True) if mine is not None else ()
    return Stand(serves, frozenset(keys), leads)


def can_claim(user: User, milestone: Milestone, on: date) -> bool:
    return stand(user, milestone.programme, on).may_claim(milestone)


def can_verify(user: User, claim: Claim, on: date) -> bool:
    """The other side, and never whoever claimed it, or has an interest in the partner."""
    if not stand(user, claim.milestone.programme, on).may_verify(claim, user):
        return False
    partner, programme = claim.milestone.partner, claim.milestone.programme
    concerned = [partner.partner_id] if partner else partner_ids(programme.pk)
    return not is_kept_out(user, concerned, on)


# ── money and teams ──────────────────────────────────────────────────


def oversees_team(user: User, programme_id: int) -> bool:
    """Whose plans, with their people, this user reads: who leads it, and who decides over people in it."""
    if manages_team(user, programme_id):
        return True
    return Programme.objects.filter(_decided(user), pk=programme_id).exists()


def seen_entries(user: User, programme: Programme, on: date) -> QuerySet[BudgetEntry]:
    """All for officers; a partner's people see the sums, and the entries of what they give themselves."""
    rows = BudgetEntry.objects.filter(source__programme=programme)
    if stand(user, programme, on).is_government or can_manage(user, programme, on) or _sees(user, programme, on):  # fmt: skip
        return rows
    return rows.filter(source__partner__partner__in=represented(user, on))


def _sees(user: User, programme: Programme, on: date) -> bool:
    found = _of_units(user, Right.VIEW_COOPERATION, on) | _decided(user)
    return Programme.objects.filter(found, pk=programme.pk).exists()


def manages_team(user: User, programme_id: int) -> bool:
    if not manages_programmes(user):
        return False
    row = Programme.objects.filter(pk=programme_id).select_related("unit").first()
    return row is not None and can_lead(user, row.unit, clock.today())


def can_name_members(user: User, joined: ProgrammePartner, on: date) -> bool:
    """Whoever leads the programme, and the partner's own people."""
    return can_manage(user, joined.programme, on) or joined.partner_id in represented(user, on)


# ── conflicts of interest ────────────────────────────────────────────


def partner_ids(programme_id: int) -> list[int]:
    rows = ProgrammePartner.objects.filter(programme_id=programme_id).order_by("pk")
    return list(rows.values_list("partner_id", flat=True))


def in_partners(ids: Collection[int]) -> Q:
    """What is said of these partners, also under a record that was merged into one of theirs."""
    found = Q(partner__in=ids) | Q(partner__merged_into__in=ids)
    return found | Q(partner__merged_into__merged_into__in=ids)


def keeping_out(ids: Collection[int], during: Period) -> QuerySet[ConflictDeclaration]:
    """Interests in any of these partners at some time that keep somebody out."""
    rows = ConflictDeclaration.objects.filter(in_partners(ids), period__overlap=during)
    return rows.filter(answer__in=values(KEEPS_OUT)).order_by("pk")


def is_kept_out(user: User, ids: Collection[int], on: date) -> bool:
    rows = ConflictDeclaration.objects.filter(
        in_partners(ids), employee__user_id=user.pk, period__contains=on
    )
    return rows.filter(answer__in=values(KEEPS_OUT)).exists()


def has_said_no_conflict(user: User, programme_id: int) -> bool:
    """Whoever decides or verifies in a programme says it before the first time, and anew for a new partner."""
    joined = ProgrammePartner.objects.filter(programme=programme_id, joined_at__gt=OuterRef("at"))
    said = NoConflictStatement.objects.filter(programme_id=programme_id, user=user)
    return said.filter(~Exists(joined.order_by())).exists()


def must_say_no_conflict(user: User, claim: Claim) -> bool:
    """Whoever looks for the government, and has not said yet that no partner concerns them."""
    by_government = Side(claim.side) is Side.PARTNER
    return by_government and not has_said_no_conflict(user, claim.milestone.programme_id)


def may_say_no_conflict(user: User, programme: Programme, on: date) -> bool:
    """Whoever decides about its team, or verifies for the government."""
    verifies = organisation.can(user, Right.VERIFY_MILESTONES, programme.unit, on)
    return verifies or oversees_team(user, programme.pk)


def declares(user: User) -> bool:
    """Whoever has a file of their own."""
    return user.is_authenticated and Employee.objects.filter(user_id=user.pk).exists()


def answers_conflicts(user: User) -> bool:
    return accounts.has(user, Right.ANSWER_CONFLICTS) or accounts.has(user, Right.STAND_ABOVE)


def counts_conflicts(user: User) -> bool:
    """The auditor: how many, and of nobody whose."""
    return accounts.has(user, Right.VIEW_LOG) and sees_cooperation(user)


def counted_conflicts(user: User, on: date) -> QuerySet[ConflictDeclaration]:
    within = people.reached(user, Right.VIEW_PEOPLE, on).order_by()
    return ConflictDeclaration.objects.filter(employee__in=within.values("pk")).order_by("pk")


def can_answer_conflict(user: User, declaration: ConflictDeclaration, on: date) -> bool:
    """The superior of whoever declared it, an authority where there is none; nobody for oneself."""
    employee = declaration.employee
    if people.is_oneself(user, employee):
        return False
    if people.can(user, Right.ANSWER_CONFLICTS, employee, on):
        return True
    return superiors.stands_above(user, employee, on)


def readable_conflicts(user: User, on: date) -> QuerySet[ConflictDeclaration]:
    """One's own, those of the own people, and of those for whom one answers as no head does."""
    own = people.reached(user, Right.ANSWER_CONFLICTS, on).order_by()
    found = Q(employee__user_id=user.pk) | Q(employee__in=own.values("pk"))
    declared = Employee.objects.filter(pk__in=ConflictDeclaration.objects.values("employee"))
    if topmost := superiors.answered_for(user, declared, on):
        found |= Q(employee__in=topmost)
    rows = ConflictDeclaration.objects.filter(found).select_related("employee", "partner")
    return rows.order_by("-declared_at", "-pk")
