"""What is asked for: needs, and the templates they are counted from."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.core.db import PeriodField
from luwes.organisation.models import Competency, StaffGroup
from luwes.places.models import Area
from luwes.staffing import briefs, rules

BASIS_LABELS = {
    rules.Basis.DISPLACED.value: _("pengungsi"),
    rules.Basis.AFFECTED.value: _("jiwa terdampak"),
    rules.Basis.FAMILIES.value: _("kepala keluarga"),
    rules.Basis.HOUSES.value: _("rumah terdampak"),
    rules.Basis.AREA.value: _("kecamatan terdampak"),
    rules.Basis.FIXED.value: _("tetap"),
    rules.Basis.MEALS.value: _("porsi makan sehari"),
    rules.Basis.PEOPLE.value: _("orang dari peran lain di tempat itu"),
}


class Briefed(models.Model):
    """What whoever is sent must know of a role: the task, what to bring, what to beware of."""

    task = models.CharField(_("tugas pokok"), max_length=briefs.LONGEST, blank=True, default="")
    bring = models.CharField(_("yang dibawa"), max_length=briefs.LONGEST, blank=True, default="")
    safety = models.CharField(_("keselamatan"), max_length=briefs.LONGEST, blank=True, default="")

    class Meta:
        abstract = True

    def as_brief(self) -> briefs.Brief:
        return briefs.Brief(self.task, self.bring, self.safety)


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


class TemplateRole(Briefed):
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
class Need(Briefed):
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
    emergency = models.CharField(
        _("nomor darurat"), max_length=briefs.LONGEST, blank=True, default=""
    )
    post_lat = models.FloatField(_("lintang pos"), null=True, blank=True)
    post_lon = models.FloatField(_("bujur pos"), null=True, blank=True)
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
    # The ratio of the sum and what it counted then; None where stated by hand.
    template_role = models.ForeignKey(TemplateRole, models.PROTECT, null=True, related_name="+")
    amount = models.PositiveIntegerField(null=True)
    # A later count that was looked at and left, and why.
    left_amount = models.PositiveIntegerField(null=True)
    left_because = models.CharField(max_length=300, blank=True)
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
