"""Agencies, their units as a dated tree, job titles, positions, minimum presence, competencies."""

from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from luwes.core.db import PeriodField
from luwes.organisation import rules
from luwes.organisation.ltree import LtreeField
from luwes.places.models import Area

AGENCY_KIND_LABELS = {
    rules.AgencyKind.PROVINCE.value: _("Provinsi"),
    rules.AgencyKind.REGENCY.value: _("Kabupaten"),
    rules.AgencyKind.CITY.value: _("Kota"),
}
UNIT_KIND_LABELS = {
    rules.UnitKind.SECRETARIAT.value: _("Sekretariat"),
    rules.UnitKind.INSPECTORATE.value: _("Inspektorat"),
    rules.UnitKind.DEPARTMENT.value: _("Dinas"),
    rules.UnitKind.BOARD.value: _("Badan"),
    rules.UnitKind.DISASTER_AGENCY.value: _("BPBD"),
    rules.UnitKind.PUBLIC_ORDER.value: _("Satpol PP"),
    rules.UnitKind.FIRE_SERVICE.value: _("Pemadam kebakaran"),
    rules.UnitKind.HOSPITAL.value: _("Rumah sakit"),
    rules.UnitKind.HEALTH_CENTRE.value: _("Puskesmas"),
    rules.UnitKind.SCHOOL.value: _("Sekolah"),
    rules.UnitKind.DISTRICT_OFFICE.value: _("Kecamatan"),
    rules.UnitKind.VILLAGE_OFFICE.value: _("Kelurahan"),
    rules.UnitKind.TECHNICAL_UNIT.value: _("UPTD"),
    rules.UnitKind.SECTION.value: _("Bidang/bagian"),
    rules.UnitKind.OTHER.value: _("Lainnya"),
}
POSITION_KIND_LABELS = {
    rules.PositionKind.TOP_LEADER.value: _("Pimpinan tinggi"),
    rules.PositionKind.ADMINISTRATOR.value: _("Administrator"),
    rules.PositionKind.SUPERVISOR.value: _("Pengawas"),
    rules.PositionKind.EXPERT.value: _("Fungsional keahlian"),
    rules.PositionKind.SKILLED.value: _("Fungsional keterampilan"),
    rules.PositionKind.EXECUTIVE.value: _("Pelaksana"),
}


def _dated(name: str, *owners: Any) -> ExclusionConstraint:
    """No two rows of one owner are in force at once."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((owner, RangeOperators.EQUAL) for owner in owners),
            ("period", RangeOperators.OVERLAPS),
        ],
    )


class Agency(models.Model):
    """A government that employs: the province, a regency, a city (instansi)."""

    code = models.CharField(_("kode"), max_length=40, unique=True)
    name = models.CharField(_("nama"), max_length=160)
    kind = models.CharField(_("jenis"), max_length=10, choices=AGENCY_KIND_LABELS)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    # What stands on its letters.
    head_title = models.CharField(_("kepala daerah"), max_length=80, blank=True)  # GUBERNUR LAMPUNG
    seat = models.CharField(_("tempat kedudukan"), max_length=80, blank=True)
    address = models.CharField(_("alamat"), max_length=240, blank=True)
    letter_code = models.CharField(_("kode unit surat"), max_length=20, blank=True)  # VI.04

    class Meta:
        verbose_name = _("instansi")
        verbose_name_plural = _("instansi")
        constraints = [
            # it stands in every letter's number: two alike would number two letters alike
            models.UniqueConstraint(
                fields=["letter_code"], name="agency_letter_code_once",
                condition=~models.Q(letter_code=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class OrgUnit(models.Model):
    """A unit (unor) that stays itself while name and place in the tree change: see its shapes."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    code = models.CharField(_("ID unor"), max_length=40)

    class Meta:
        verbose_name = _("unit organisasi")
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="unit_code_once")]

    def __str__(self) -> str:
        return self.code


@pghistory.track()
class UnitShape(models.Model):
    """Name, kind, parent and place of a unit for a period. `path` is made of unit ids."""

    unit = models.ForeignKey(OrgUnit, models.CASCADE, related_name="shapes")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    name = models.CharField(_("nama"), max_length=240)
    kind = models.CharField(_("jenis"), max_length=20, choices=UNIT_KIND_LABELS)
    parent = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="child_shapes")
    path = LtreeField()
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    period = PeriodField(_("berlaku"))
    is_draft = models.BooleanField(_("rancangan"), default=False)

    class Meta:
        verbose_name = _("bentuk unit")
        constraints = [_dated("unit_has_one_shape_at_a_time", "unit")]
        indexes = [
            GistIndex(fields=["path"], name="shape_by_path"),
            models.Index(fields=["agency", "name"], name="shape_by_name"),
            models.Index(fields=["parent"], name="shape_by_parent"),
            GinIndex(fields=["name"], name="shape_name_trigrams", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """Another code or name by which imports know a unit, since a draft was merged into it."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    written = models.CharField(_("tertulis"), max_length=240)  # a code, or a name_key
    unit = models.ForeignKey(OrgUnit, models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("nama lain unit")
        constraints = [
            models.UniqueConstraint(fields=["agency", "written"], name="alias_of_one_unit")
        ]

    def __str__(self) -> str:
        return self.written


class StaffGroup(models.Model):
    """Kelompok (perawat, guru, umum …): what the planner calls a group."""

    code = models.CharField(_("kode"), max_length=30, unique=True)
    name = models.CharField(_("nama"), max_length=80)

    class Meta:
        verbose_name = _("kelompok pegawai")

    def __str__(self) -> str:
        return self.name


class Competency(models.Model):
    """
    An entry of the competency catalogue; levels 1–5 (PermenPANRB 38/2017).

    `indicators`: what is seen at each level, none or five texts. `valid_months`: after which what
    shows it has to be renewed; None: never.
    """

    code = models.CharField(_("kode"), max_length=30, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    needs_certificate = models.BooleanField(_("perlu sertifikat"), default=False)
    valid_months = models.PositiveSmallIntegerField(_("berlaku berapa bulan"), null=True)
    indicators = ArrayField(
        models.CharField(max_length=300, blank=True), default=list, db_default=[], blank=True
    )

    class Meta:
        verbose_name = _("kompetensi")

    def __str__(self) -> str:
        return self.name


class JobTitle(models.Model):
    """A title of the catalogue (nomenklatur): name and level; one staff group."""

    name = models.CharField(_("nama jabatan"), max_length=200)
    kind = models.CharField(_("jenis jabatan"), max_length=16, choices=POSITION_KIND_LABELS)
    career_level = models.CharField(_("jenjang"), max_length=20, blank=True)
    job_class = models.PositiveSmallIntegerField(_("kelas"), null=True)
    group = models.ForeignKey(StaffGroup, models.PROTECT, related_name="titles")
    is_draft = models.BooleanField(_("rancangan"), default=False)

    class Meta:
        verbose_name = _("nomenklatur jabatan")
        constraints = [
            models.UniqueConstraint(fields=["name", "career_level"], name="title_and_level_once")
        ]

    def __str__(self) -> str:
        return rules.full_title(self.name, self.career_level)


class TitleAlias(models.Model):
    """Another way imports write a title, since a draft was merged into it."""

    written = models.CharField(_("tertulis"), max_length=240, unique=True)  # a name_key
    title = models.ForeignKey(JobTitle, models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("nama lain jabatan")

    def __str__(self) -> str:
        return self.written


@pghistory.track()
class Position(models.Model):
    """One line of the position map: a unit, a title, a stable number."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="positions")
    title = models.ForeignKey(JobTitle, models.PROTECT, related_name="positions")
    number = models.CharField(_("nomor"), max_length=40)
    job_class = models.PositiveSmallIntegerField(_("kelas"), null=True)
    single_holder = models.BooleanField(_("satu pemegang"), default=False)
    period = PeriodField(_("berlaku"))
    is_draft = models.BooleanField(_("rancangan"), default=False)

    class Meta:
        verbose_name = _("jabatan")
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="position_number_once"),
            _dated("position_one_line_a_title", "unit", "title"),
        ]

    def __str__(self) -> str:
        return str(self.title)


@pghistory.track()
class Establishment(models.Model):
    """How many holders a position should have (formasi/kebutuhan), for a period."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="establishments")
    headcount = models.PositiveIntegerField(_("kebutuhan"))
    period = PeriodField(_("berlaku"))
    basis = models.CharField(_("dasar"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("formasi")
        constraints = [_dated("establishment_one_at_a_time", "position")]

    def __str__(self) -> str:
        return f"{self.position}: {self.headcount}"


class PositionRequirement(models.Model):
    """A competency that a position asks of its holder."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="requirements")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("tingkat"))

    class Meta:
        verbose_name = _("syarat kompetensi jabatan")
        constraints = [
            models.UniqueConstraint(fields=["position", "competency"], name="requirement_once"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="requirement_level_1_5"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"


@pghistory.track()
class MinimumPresence(models.Model):
    """The least of a group (or of everyone) who stay at a unit: never broken by mobilisation."""

    unit = models.ForeignKey(OrgUnit, models.CASCADE, related_name="minimums")
    group = models.ForeignKey(StaffGroup, models.PROTECT, null=True, related_name="+")
    minimum = models.PositiveIntegerField(_("minimum hadir"))
    period = PeriodField(_("berlaku"))
    set_by = models.CharField(_("ditetapkan oleh"), max_length=200)
    checked_by = models.CharField(_("diperiksa oleh"), max_length=200, blank=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("minimum hadir")
        constraints = [_dated("minimum_one_at_a_time", "unit", Coalesce("group", 0))]

    def __str__(self) -> str:
        return f"{self.unit} {self.group or ''}: {self.minimum}"


class PresencePolicy(models.Model):
    """The share that stays where a unit has set no minimum; shown as an assumption."""

    unit_kind = models.CharField(
        _("jenis unit"), max_length=20, choices=UNIT_KIND_LABELS, blank=True
    )
    percent = models.PositiveSmallIntegerField(_("persen hadir"))
    period = PeriodField(_("berlaku"))
    source = models.CharField(_("sumber"), max_length=200)

    class Meta:
        verbose_name = _("kebijakan minimum hadir")
        constraints = [
            _dated("presence_policy_one_at_a_time", "unit_kind"),
            models.CheckConstraint(condition=models.Q(percent__range=(1, 100)), name="policy_percent_1_100"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.unit_kind or '*'}: {self.percent} %"
