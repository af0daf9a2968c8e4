"""What is offered: services with their standard in versions, subjects, and who looks after them where."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.organisation.models import Agency, Competency, OrgUnit
from luwes.places.models import Area
from luwes.services.rules.authority import Duty
from luwes.services.rules.components import Component
from luwes.services.rules.states import CaseKind, VersionState

CASE_KIND_LABELS = {
    CaseKind.REQUEST.value: _("Permohonan layanan"),
    CaseKind.COMPLAINT.value: _("Pengaduan pelayanan"),
    CaseKind.REPORT.value: _("Laporan keadaan"),
    CaseKind.INFORMATION.value: _("Permintaan informasi"),
    CaseKind.WISH.value: _("Usulan"),
}
VERSION_STATE_LABELS = {
    VersionState.DRAFT.value: _("Rancangan"),
    VersionState.PUBLISHED.value: _("Berlaku"),
    VersionState.RETIRED.value: _("Tidak berlaku lagi"),
}
COMPONENT_LABELS = {
    Component.REQUIREMENTS.value: _("Persyaratan"),
    Component.PROCEDURE.value: _("Sistem, mekanisme, dan prosedur"),
    Component.DURATION.value: _("Jangka waktu penyelesaian"),
    Component.FEE.value: _("Biaya"),
    Component.PRODUCT.value: _("Produk pelayanan"),
    Component.COMPLAINTS.value: _("Penanganan pengaduan, saran, dan masukan"),
    Component.LEGAL_BASIS.value: _("Dasar hukum"),
    Component.FACILITIES.value: _("Sarana dan prasarana"),
    Component.COMPETENCE.value: _("Kompetensi pelaksana"),
    Component.SUPERVISION.value: _("Pengawasan internal"),
    Component.STAFF.value: _("Jumlah pelaksana"),
    Component.GUARANTEE.value: _("Jaminan pelayanan"),
    Component.SAFETY.value: _("Jaminan keamanan dan keselamatan pelayanan"),
    Component.EVALUATION.value: _("Evaluasi kinerja pelaksana"),
}
THEME_LABELS = {"life": _("Peristiwa hidup"), "topic": _("Bidang")}


class Theme(models.Model):
    """By what people look for services: an event of their life, or a topic."""

    kind = models.CharField(max_length=5, choices=THEME_LABELS)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("nama"), max_length=80)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("tema layanan")

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """What reports are about, the same in every government: roads, rubbish, street lights."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("nama"), max_length=80)
    words = models.CharField(_("kata lain"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("pokok laporan")

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Responsibility(models.Model):
    """That a government's unit looks after a subject in an area and all below it."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="responsibilities")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    words = models.CharField(_("nama-nama yang termasuk"), max_length=1000, blank=True)
    basis = models.CharField(_("dasar"), max_length=200)
    period = PeriodField(_("berlaku"))

    class Meta:
        verbose_name = _("kewenangan")
        verbose_name_plural = _("kewenangan")

    def __str__(self) -> str:
        return f"{self.subject}: {self.agency}"

    def as_duty(self) -> Duty:
        """Needs `area` at hand."""
        words = tuple(word.strip() for word in self.words.split(";") if word.strip())
        code = self.area.code if self.area else None
        return Duty(self.pk, self.agency_id, self.unit_id, code, words)


@pghistory.track()
class Service(models.Model):
    """
    Something a government does for people: one unit's. `slug` names it in addresses and stays.

    `subject` for reports: whoever looks after it at the place of the report has the case.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="services")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("jenis"), max_length=11, choices=CASE_KIND_LABELS)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="services")
    themes = models.ManyToManyField(Theme, related_name="services")
    is_open = models.BooleanField(_("menerima permohonan"), default=True)
    on_site = models.BooleanField(_("diperiksa di tempat"), default=False)
    revision = models.PositiveIntegerField(default=1)  # against two editors at once
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("layanan")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "subject"], condition=models.Q(subject__isnull=False),
                name="service_one_per_subject",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.slug


class ServiceVersion(models.Model):
    """
    The description of a service as it is in force, was, or is being drafted.

    `components`: text by `Component`, all fourteen. `promised_minutes`: working minutes. `fee` in rupiah.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=VERSION_STATE_LABELS, default="draft")
    name = models.CharField(_("nama"), max_length=120)
    summary = models.CharField(_("ringkasan"), max_length=300)
    audience = models.CharField(_("untuk siapa"), max_length=200)
    to_bring = models.TextField(_("yang disiapkan"))  # a line each
    words = models.CharField(_("kata yang dipakai orang"), max_length=300, blank=True)
    promised_minutes = models.PositiveIntegerField(_("waktu yang dijanjikan"))
    fee = models.BigIntegerField(_("biaya"), default=0)
    components = models.JSONField(_("komponen standar pelayanan"), default=dict)
    revision = models.PositiveIntegerField(default=1)  # of a draft, against two editors at once
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    document = SearchVectorField(null=True, editable=False)

    class Meta:
        verbose_name = _("uraian layanan")
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="service_version_once"),
            models.UniqueConstraint(
                fields=["service"], condition=models.Q(state="published"),
                name="service_one_version_in_force",
            ),
            models.UniqueConstraint(
                fields=["service"], condition=models.Q(state="draft"), name="service_one_draft"
            ),
        ]  # fmt: skip
        indexes = [
            GinIndex(fields=["document"], name="service_by_words"),
            GinIndex(fields=["name"], name="service_by_name", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceSkill(models.Model):
    """A competency that whoever answers a service's cases must have on record."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="skills")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("tingkat"))

    class Meta:
        verbose_name = _("kompetensi pelaksana layanan")
        constraints = [
            models.UniqueConstraint(fields=["service", "competency"], name="service_skill_once"),
            models.CheckConstraint(
                condition=models.Q(level__range=(1, 5)), name="service_skill_level_1_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"


class Synonym(models.Model):
    """A word people use, and what the catalogue calls it."""

    word = models.CharField(_("kata"), max_length=60, unique=True)
    means = models.CharField(_("sama dengan"), max_length=120)

    class Meta:
        verbose_name = _("sinonim")

    def __str__(self) -> str:
        return f"{self.word} = {self.means}"


class CannedAnswer(models.Model):
    """An answer kept ready; {nama}, {nomor}, {tempat}, {tenggat} are filled in."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="canned")
    title = models.CharField(_("judul"), max_length=80)
    text = models.TextField(_("isi"))

    class Meta:
        verbose_name = _("jawaban siap pakai")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "service", "title"], name="canned_answer_once",
                nulls_distinct=False,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class OfficeHours(models.Model):
    """When an agency's offices work on a weekday (Monday is 0); without rows the standard week counts."""

    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("hari"))
    opens = models.TimeField(_("buka"))
    closes = models.TimeField(_("tutup"))
    period = PeriodField(_("berlaku"))
    source = models.CharField(_("dasar"), max_length=200)

    class Meta:
        verbose_name = _("jam pelayanan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6) & models.Q(opens__lt=models.F("closes")),
                name="office_hours_in_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes}"
