"""Needs, plans and the assignments that follow from them."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.core.secrets import EncryptedField
from luwes.letters.models import Letter
from luwes.organisation.models import Agency, Competency, OrgUnit, StaffGroup
from luwes.people.models import Employee
from luwes.places.models import Area
from luwes.staffing import rules

BASIS_LABELS = {
    rules.Basis.DISPLACED.value: _("pengungsi"),
    rules.Basis.AFFECTED.value: _("jiwa terdampak"),
    rules.Basis.FAMILIES.value: _("kepala keluarga"),
    rules.Basis.HOUSES.value: _("rumah terdampak"),
    rules.Basis.AREA.value: _("kecamatan terdampak"),
    rules.Basis.FIXED.value: _("tetap"),
    rules.Basis.MEALS.value: _("porsi makan sehari"),
}
PLAN_STATE_LABELS = {
    rules.PlanState.DRAFT.value: _("Rancangan"),
    rules.PlanState.SUBMITTED.value: _("Diajukan"),
    rules.PlanState.APPROVED.value: _("Disetujui"),
    rules.PlanState.ISSUED.value: _("Diterbitkan"),
    rules.PlanState.SUPERSEDED.value: _("Dibuang"),
}
ASSIGNMENT_STATE_LABELS = {
    rules.AssignmentState.PROPOSED.value: _("Diusulkan"),
    rules.AssignmentState.ORDERED.value: _("Diperintahkan"),
    rules.AssignmentState.ACCEPTED.value: _("Menyanggupi"),
    rules.AssignmentState.DECLINED.value: _("Menolak"),
    rules.AssignmentState.ACTIVE.value: _("Bertugas"),
    rules.AssignmentState.COMPLETED.value: _("Selesai"),
    rules.AssignmentState.WITHDRAWN.value: _("Ditarik"),
}
CONDITION_LABELS = {
    rules.Condition.WELL.value: _("Sehat, siap bekerja"),
    rules.Condition.TIRED.value: _("Perlu istirahat"),
    rules.Condition.HURT.value: _("Sakit atau cedera"),
}
BINDING = [state.value for state in rules.BINDING]


class NeedTemplate(models.Model):
    """Roles that a kind of event asks for, by ratios; a changed template is a new version."""

    code = models.CharField(_("kode"), max_length=40)
    version = models.PositiveSmallIntegerField(_("versi"), default=1)
    name = models.CharField(_("nama"), max_length=120)

    class Meta:
        verbose_name = _("templat kebutuhan")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="template_version_once")
        ]

    def __str__(self) -> str:
        return self.name


class TemplateRole(models.Model):
    """One role of a template: who, by what ratio, how urgent, and where the ratio comes from."""

    template = models.ForeignKey(NeedTemplate, models.CASCADE, related_name="roles")
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(_("peran"), max_length=120)
    groups = models.ManyToManyField(StaffGroup, related_name="+")
    basis = models.CharField(_("dihitung dari"), max_length=12, choices=BASIS_LABELS)
    per = models.PositiveIntegerField(_("setiap"), default=1)
    times = models.PositiveIntegerField(_("orang"), default=1)
    shifts = models.PositiveSmallIntegerField(_("shift"), default=1)
    minimum_percent = models.PositiveSmallIntegerField(_("bagian minimum (%)"), default=100)
    tier = models.PositiveSmallIntegerField(_("prioritas"))
    max_minutes = models.PositiveIntegerField(_("tempuh paling lama (menit)"), null=True)
    source = models.CharField(_("sumber"), max_length=200)
    is_assumption = models.BooleanField(_("asumsi"), default=False)

    class Meta:
        verbose_name = _("peran templat")

    def __str__(self) -> str:
        return self.role

    def as_ratio(self) -> rules.Ratio:
        return rules.Ratio(rules.Basis(self.basis), self.per, self.times, self.shifts)

    @property
    def ratio_words(self) -> str:
        return rules.ratio_words(self.as_ratio())


class TemplateSkill(models.Model):
    role = models.ForeignKey(TemplateRole, models.CASCADE, related_name="skills")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("tingkat"))

    class Meta:
        verbose_name = _("syarat kompetensi templat")
        constraints = [
            models.UniqueConstraint(fields=["role", "competency"], name="template_skill_once")
        ]

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"


@pghistory.track()
class Need(models.Model):
    """
    That an owner (an incident, a programme, a desk) needs people in a role at a place for a period.

    `owner_kind` and `owner_id` name the owner through the registry of owners.
    """

    owner_kind = models.CharField(max_length=16)
    owner_id = models.BigIntegerField()
    role = models.CharField(_("peran"), max_length=120)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    post = models.CharField(_("pos tugas"), max_length=160, blank=True)
    report_to = models.CharField(_("melapor kepada"), max_length=160, blank=True)
    period = PeriodField(_("masa tugas"))
    minimum = models.PositiveIntegerField(_("minimum"))
    desired = models.PositiveIntegerField(_("diinginkan"))
    tier = models.PositiveSmallIntegerField(_("prioritas"))
    load = models.PositiveSmallIntegerField(_("beban (%)"), default=100)
    max_minutes = models.PositiveIntegerField(
        _("tempuh paling lama (menit)"), null=True, blank=True
    )
    groups = models.ManyToManyField(StaffGroup, related_name="+", blank=True)
    working = models.CharField(_("perhitungan"), max_length=200, blank=True)
    source = models.CharField(_("sumber rasio"), max_length=200, blank=True)
    is_assumption = models.BooleanField(_("asumsi"), default=False)
    changed_because = models.CharField(_("alasan perubahan"), max_length=300, blank=True)
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("kebutuhan")
        constraints = [
            models.CheckConstraint(condition=models.Q(desired__gte=models.F("minimum")), name="need_desired_not_under_minimum"),
            models.CheckConstraint(condition=models.Q(load__range=(1, 100)), name="need_load_1_100"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["owner_kind", "owner_id"], name="need_by_owner")]

    def __str__(self) -> str:
        return f"{self.role}, {self.area.name}"


class NeedSkill(models.Model):
    need = models.ForeignKey(Need, models.CASCADE, related_name="skills")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("tingkat"))

    class Meta:
        verbose_name = _("syarat kompetensi")
        constraints = [
            models.UniqueConstraint(fields=["need", "competency"], name="need_skill_once")
        ]

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"


class Plan(models.Model):
    """
    Who serves which need, solved from inputs that are frozen and hashed.

    `need_ids` are the needs it was asked to fill; empty: all that are open. `refills` is the issued plan whose declined places this one fills, and nothing else.
    """

    owner_kind = models.CharField(max_length=16)
    owner_id = models.BigIntegerField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("nomor"))
    state = models.CharField(_("keadaan"), max_length=12, choices=PLAN_STATE_LABELS)
    refills = models.ForeignKey("self", models.PROTECT, null=True, related_name="refilled_by")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    need_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
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
    approved_at = models.DateTimeField(null=True)
    returned_because = models.TextField(blank=True)
    issued_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("rencana")
        constraints = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "number"], name="plan_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"Rencana {self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == rules.PlanState.DRAFT.value


class PlanInputs(models.Model):
    """What a plan was solved from, frozen: the planner's exchange format, zipped."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="inputs")
    data = models.BinaryField()

    class Meta:
        verbose_name = _("masukan rencana")

    def __str__(self) -> str:
        return f"{self.plan}"


class PlanApproval(models.Model):
    """
    The decision of one employing government about its own people in a plan.

    Whoever signs must employ: each agency's authority decides for its part, and the plan is
    approved when all have.
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

    class Meta:
        verbose_name = _("persetujuan instansi")
        constraints = [
            models.UniqueConstraint(fields=["plan", "agency"], name="approval_once_an_agency")
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.agency}"


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
    """A home unit's head contests a person of a submitted plan (silence is consent)."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="objections")
    reason = models.TextField(_("alasan"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(
        max_length=10, default="open",
        choices={"open": _("menunggu"), "accepted": _("diterima"), "overruled": _("ditolak")},
    )  # fmt: skip
    answer = models.TextField(_("jawaban"), blank=True)

    class Meta:
        verbose_name = _("keberatan")
        constraints = [models.UniqueConstraint(fields=["line"], name="objection_once_a_line")]

    def __str__(self) -> str:
        return f"{self.line}"


@pghistory.track()
class Assignment(models.Model):
    """
    That an employee serves a need for a period, by a letter.

    The database itself refuses two full loads at once, loads above 100 %, and leave (migration 0002).
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="assignments")
    need = models.ForeignKey(Need, models.PROTECT, related_name="assignments")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="assignments")
    home_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    period = PeriodField(_("masa tugas"))
    load = models.PositiveSmallIntegerField(_("beban (%)"))
    state = models.CharField(_("keadaan"), max_length=10, choices=ASSIGNMENT_STATE_LABELS)
    minutes = models.PositiveIntegerField(_("tempuh (menit)"), default=0)
    ordered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.CharField(_("alasan"), max_length=300, blank=True)
    chased_at = models.DateTimeField(null=True)
    chased_times = models.PositiveSmallIntegerField(default=0)
    is_present = models.BooleanField(_("di pos"), default=False)  # the last check-in or -out
    completed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("penugasan")
        constraints = [
            ExclusionConstraint(
                name="assignment_full_loads_never_overlap",
                expressions=[("employee", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=models.Q(load=100, state__in=BINDING),
            ),
            models.CheckConstraint(condition=models.Q(load__range=(1, 100)), name="assignment_load_1_100"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["need", "state"], name="assignment_by_need"),
            models.Index(fields=["home_unit", "state"], name="assignment_by_home"),
        ]

    def __str__(self) -> str:
        return f"{self.employee} – {self.need}"


class AnswerWords(models.Model):
    """
    Why somebody can't go, in their own words. They may tell of health, so they are encrypted and
    stay out of letter, log, row history and messages; read by the person, the head of the home unit,
    and whoever plans the replacement.
    """

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="own_words")
    words = EncryptedField(_("alasan"))

    class Meta:
        verbose_name = _("alasan pribadi")

    def __str__(self) -> str:
        return f"{self.assignment}"


class Shift(models.Model):
    """A duty on a clock. `held` is the shift with its rest after it; no two overlap."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="shifts")
    employee = models.ForeignKey(Employee, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    rest_minutes = models.PositiveIntegerField(default=660)
    held = DateTimeRangeField()

    class Meta:
        verbose_name = _("shift")
        constraints = [
            ExclusionConstraint(
                name="shift_rest_is_kept",
                expressions=[("employee", RangeOperators.EQUAL), ("held", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="shift_held_is_its_parts",
                condition=models.Q(
                    held=models.Func(
                        models.F("starts_at"),
                        models.F("ends_at")
                        + models.Func(
                            0, 0, 0, 0, 0, models.F("rest_minutes"), function="make_interval"
                        ),
                        models.Value("[)"),
                        function="tstzrange",
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.starts_at}"


class Presence(models.Model):
    """A check-in or check-out at the post; not a decision, so not in the log."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="presences")
    kind = models.CharField(max_length=4, choices={"in": _("masuk"), "out": _("pulang")})
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    method = models.CharField(
        max_length=8, choices={"qr": _("kode QR"), "officer": _("petugas pos")}
    )
    key = models.UUIDField(unique=True)  # of the device: sent twice, written once

    class Meta:
        verbose_name = _("kehadiran")
        indexes = [models.Index(fields=["assignment", "at"], name="presence_by_assignment")]

    def __str__(self) -> str:
        return f"{self.assignment} {self.kind}"


class Return(models.Model):
    """That the home unit's head saw the person back."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="returned")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.CharField(_("catatan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kembali")

    def __str__(self) -> str:
        return f"{self.assignment}"


class ReturnReport(models.Model):
    """
    What the person says on coming back: in what condition, and what the head should know.

    Both tell of health, so both are encrypted; only the person and the head read them.
    """

    assignment = models.OneToOneField(
        Assignment, models.CASCADE, related_name="return_report", verbose_name=_("penugasan")
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    condition = EncryptedField(_("keadaan"))
    note = EncryptedField(_("catatan"), blank=True, default="")

    class Meta:
        verbose_name = _("laporan kembali")

    def __str__(self) -> str:
        return f"{self.assignment}"

    @property
    def condition_label(self) -> str:
        return str(CONDITION_LABELS.get(self.condition, self.condition))


class PostCode(models.Model):
    """The secret in a post's QR code: whoever scans it stands at the post."""

    need = models.OneToOneField(Need, models.CASCADE, related_name="post_code")
    token = models.CharField(max_length=40, unique=True)

    class Meta:
        verbose_name = _("kode pos")

    def __str__(self) -> str:
        return str(self.need)
