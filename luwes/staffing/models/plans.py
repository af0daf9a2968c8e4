"""Who is proposed for which need, what binds the choice, and who decides."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.organisation.models import Agency, OrgUnit, StaffGroup
from luwes.people.models import Employee
from luwes.staffing import rules
from luwes.staffing.models.needs import Need

PLAN_STATE_LABELS = {
    rules.PlanState.DRAFT.value: _("Rancangan"),
    rules.PlanState.SUBMITTED.value: _("Diajukan"),
    rules.PlanState.APPROVED.value: _("Disetujui"),
    rules.PlanState.ISSUED.value: _("Diterbitkan"),
    rules.PlanState.SUPERSEDED.value: _("Dibuang"),
    rules.PlanState.WHAT_IF.value: _("Andaian"),
}


class Plan(models.Model):
    """
    Who serves which need, solved from inputs that are frozen and hashed.

    `need_ids` are the needs it was asked to fill; empty: all that are open. `refills` is the issued plan whose declined places this one fills, and nothing else.
    `what_if_of` is the plan that this one only compares with, under `assumptions`: it is never submitted or issued.
    `counts_promised`: heads that other governments granted and have not sent yet are left to them.
    `ranking`: of owners planned together, which comes first within a priority; see `joining.Ranks`.
    """

    owner_kind = models.CharField(max_length=16)
    owner_id = models.BigIntegerField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("nomor"))
    state = models.CharField(_("keadaan"), max_length=12, choices=PLAN_STATE_LABELS)
    refills = models.ForeignKey("self", models.PROTECT, null=True, related_name="refilled_by")
    what_if_of = models.ForeignKey("self", models.CASCADE, null=True, related_name="what_ifs")
    assumptions = models.JSONField(default=dict, blank=True)  # see `staffing.assumptions`
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    need_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    counts_promised = models.BooleanField(default=True)
    ranking = models.JSONField(default=dict, blank=True)
    ranked_because = models.CharField(max_length=300, blank=True, default="")
    progress = models.PositiveSmallIntegerField(default=0)  # per cent of the solving under way
    solved_at = models.DateTimeField(null=True)
    inputs_hash = models.CharField(max_length=64, blank=True)
    method = models.CharField(max_length=40, blank=True)
    checked = models.BooleanField(default=False)
    result = models.JSONField(default=dict)  # what `solving` summed up; see `review.Result`
    failure = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decide_by = models.DateTimeField(null=True)
    contest_until = models.DateTimeField(
        null=True
    )  # heads may object until then; null: no time set
    approved_at = models.DateTimeField(null=True)
    returned_because = models.TextField(blank=True)
    issued_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("rencana")
        constraints = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "number"], name="plan_number_once",
                condition=models.Q(what_if_of=None),
            ),
            models.UniqueConstraint(fields=["what_if_of", "number"], name="what_if_number_once"),
            models.CheckConstraint(
                condition=models.Q(what_if_of=None) & ~models.Q(state="what_if")
                | models.Q(what_if_of__isnull=False, state__in=["what_if", "superseded"]),
                name="plan_what_if_stays_so",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        if self.what_if_of:
            return f"Andaian {self.number} dari {self.what_if_of}"
        return f"Rencana {'bersama ' if self.is_joint else ''}{self.number}"

    @property
    def is_joint(self) -> bool:
        return self.owner_kind == rules.JOINT

    @property
    def is_what_if(self) -> bool:
        return self.state == rules.PlanState.WHAT_IF.value

    @property
    def is_open(self) -> bool:
        return self.state == rules.PlanState.DRAFT.value


class PlanInputs(models.Model):
    """
    What a plan was solved from, frozen, and what the planner put out with its proof.

    Both are the planner's exchange format, zipped. Nothing that becomes of the plan later, a place
    declined or filled again, touches either.
    """

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="inputs")
    data = models.BinaryField()
    proof = models.BinaryField(null=True)  # null: solved before proofs were kept

    class Meta:
        verbose_name = _("masukan rencana")

    def __str__(self) -> str:
        return f"{self.plan}"


class PlanApproval(models.Model):
    """
    The decision of one employing government about its own people in a plan.

    Whoever signs must employ: each agency's authority decides for its part, and the plan is
    approved when all have. Its people at `returned_needs` are not approved with the rest: nobody of
    them is sent, and the needs stay open.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="approvals")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, default="waiting",
        choices={"waiting": _("menunggu"), "approved": _("disetujui"), "returned": _("dikembalikan")},
    )  # fmt: skip
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    returned_needs = ArrayField(models.BigIntegerField(), default=list, blank=True)
    returned_people = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("persetujuan instansi")
        constraints = [
            models.UniqueConstraint(fields=["plan", "agency"], name="approval_once_an_agency")
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.agency}"


class ApprovalLimit(models.Model):
    """
    How much one approver of an agency, or (without a user) each of them, may approve for a period.

    Where nobody set a limit the right is unlimited; several of one user stand beside each other.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(OrgUnit, models.CASCADE, null=True, blank=True, related_name="+")
    max_people = models.PositiveIntegerField(_("orang per rencana"), null=True, blank=True)
    max_days = models.PositiveIntegerField(_("hari"), null=True, blank=True)
    period = PeriodField(_("masa berlaku"))
    decree = models.CharField(_("dasar"), max_length=120)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("batas persetujuan")
        indexes = [models.Index(fields=["agency"], name="limit_by_agency")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(max_people__isnull=False) | models.Q(max_days__isnull=False)
                | models.Q(unit__isnull=False),
                name="limit_limits_something",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.agency}: {self.decree}"


class PlanLine(models.Model):
    """One person proposed for one need, with the parts of the cost and the next best person."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField(_("tempuh (menit)"))
    cost_travel = models.IntegerField()
    cost_fairness = models.IntegerField()
    cost_over_level = models.IntegerField()
    cost_release = models.IntegerField(default=0)
    days_served = models.PositiveIntegerField(default=0)
    is_pinned = models.BooleanField(default=False)
    stands_in = models.BooleanField(
        default=False
    )  # by an accepted counter-proposal, not the planner

    class Meta:
        verbose_name = _("baris rencana")
        constraints = [
            models.UniqueConstraint(fields=["plan", "employee"], name="plan_person_once")
        ]
        indexes = [models.Index(fields=["plan", "need"], name="line_by_need"), models.Index(fields=["plan", "unit"], name="line_by_unit")]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.employee} → {self.need}"

    @property
    def cost(self) -> int:
        return self.cost_travel + self.cost_fairness + self.cost_over_level + self.cost_release


class PlanShort(models.Model):
    """Heads of a need that the plan could not fill, and why."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="shorts")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")
    level = models.CharField(
        max_length=8, choices={"minimum": _("minimum"), "desired": _("diinginkan")}
    )
    short = models.PositiveIntegerField()
    reason = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("kekurangan rencana")
        constraints = [models.UniqueConstraint(fields=["plan", "need", "level"], name="short_once")]

    def __str__(self) -> str:
        return f"{self.need}: kurang {self.short}"


class PlanUnit(models.Model):
    """What the plan leaves at one unit under one presence rule."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="units")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    group = models.ForeignKey(StaffGroup, models.PROTECT, null=True, related_name="+")
    present = models.PositiveIntegerField()
    minimum = models.PositiveIntegerField()
    taken = models.PositiveIntegerField()
    is_assumption = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("dampak unit")
        indexes = [models.Index(fields=["plan", "unit"], name="plan_unit_by_unit")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.present} → {self.present - self.taken}"


class PlanRule(models.Model):
    """A person pinned to a need, or excluded from one (or from all), for an owner's plans."""

    owner_kind = models.CharField(max_length=16)
    owner_id = models.BigIntegerField()
    employee = models.ForeignKey(Employee, models.CASCADE, related_name="+")
    need = models.ForeignKey(Need, models.CASCADE, null=True, related_name="rules")
    rule = models.CharField(
        max_length=8, choices={"pin": _("ditetapkan"), "exclude": _("dikecualikan")}
    )
    reason = models.CharField(_("alasan"), max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("ketetapan rencana")
        constraints = [
            models.UniqueConstraint(fields=["owner_kind", "owner_id", "employee", "need"], name="plan_rule_once", nulls_distinct=False)
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.employee}: {self.rule}"


class Objection(models.Model):
    """
    A home unit's head contests a person of a submitted plan (silence is consent).

    `instead` is somebody of the same unit who could go, with the price when it was proposed.
    """

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="objections")
    reason = models.TextField(_("alasan"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(
        max_length=10, default="open",
        choices={"open": _("menunggu"), "accepted": _("diterima"), "overruled": _("ditolak")},
    )  # fmt: skip
    answer = models.TextField(_("jawaban"), blank=True)
    instead = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    price = models.JSONField(default=dict, blank=True)  # the planner's `Swap`

    class Meta:
        verbose_name = _("keberatan")
        constraints = [models.UniqueConstraint(fields=["line"], name="objection_once_a_line")]

    def __str__(self) -> str:
        return f"{self.line}"
