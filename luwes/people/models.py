"""Employees and what is on file about them. NIK, phone, address and limits are encrypted."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.core.secrets import EncryptedField
from luwes.organisation.models import Agency, Competency
from luwes.people import rules
from luwes.places.models import Area

EMPLOYMENT_LABELS = {
    rules.Employment.PNS.value: "PNS",
    rules.Employment.PPPK.value: "PPPK",
    rules.Employment.PPPK_PART_TIME.value: _("PPPK paruh waktu"),
}
SEX_LABELS = {rules.Sex.MALE.value: _("Laki-laki"), rules.Sex.FEMALE.value: _("Perempuan")}
DEPLOYABILITY_LABELS = {
    rules.Deployability.AVAILABLE.value: _("Dapat ditugaskan"),
    rules.Deployability.HOME_ONLY.value: _("Hanya di unit asal"),
}
# Kedudukan hukum as BKN codes it (domain §9); another code is shown as it is.
STANDING_LABELS = {
    "1": _("Aktif"),
    "2": _("Cuti di luar tanggungan negara"),
    "3": _("Tugas belajar"),
    "4": _("Pemberhentian sementara"),
    "5": _("Penerima uang tunggu"),
    "7": _("Pejabat negara"),
    "13": _("Perpanjangan cuti di luar tanggungan negara"),
    "14": _("Hilang"),
    "15": _("Menjalani hukuman disiplin"),
    "20": _("Masa persiapan pensiun"),
    "52": _("Tidak aktif"),
    "66": _("Diberhentikan"),
    "71": _("PPPK aktif"),
    "77": _("Berhenti"),
    "88": _("Berhenti"),
    "92": _("Diblokir"),
    "98": _("Mencapai batas usia pensiun"),
    "99": _("Pensiun"),
}


@pghistory.track(exclude=["nik", "nik_hash", "phone", "address", "limits"])
class Employee(models.Model):
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="employees", db_index=False
    )  # employee_by_agency begins with it
    user = models.OneToOneField(User, models.SET_NULL, null=True, related_name="employee")
    pns_id = models.CharField("PNS ID", max_length=40, null=True, unique=True)
    nip = models.CharField("NIP", max_length=18)
    name = models.CharField(_("nama"), max_length=200)
    title_before = models.CharField(_("gelar depan"), max_length=60, blank=True)
    title_after = models.CharField(_("gelar belakang"), max_length=80, blank=True)
    birth_date = models.DateField(_("tanggal lahir"))
    sex = models.CharField(_("jenis kelamin"), max_length=1, choices=SEX_LABELS)
    employment = models.CharField(_("jenis pegawai"), max_length=16, choices=EMPLOYMENT_LABELS)
    legal_standing = models.CharField(_("kedudukan hukum"), max_length=4, default="1")
    grade = models.CharField(_("golongan"), max_length=6)
    grade_since = models.DateField(_("TMT golongan"), null=True)
    education = models.CharField(_("pendidikan"), max_length=120, blank=True)
    home_area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    nik = EncryptedField("NIK", blank=True, default="")
    nik_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    phone = EncryptedField(_("telepon"), blank=True, default="")
    shares_phone = models.BooleanField(
        _("telepon terlihat rekan tugas"), default=False, db_default=False
    )
    address = EncryptedField(_("alamat"), blank=True, default="")
    limits = EncryptedField(_("batasan penugasan"), blank=True, default="")
    deployability = models.CharField(
        _("kesiapan ditugaskan"), max_length=10, choices=DEPLOYABILITY_LABELS, default="available"
    )
    is_current = models.BooleanField(_("masih pegawai"), default=True)
    missing_since = models.DateField(_("tidak ada lagi di data sejak"), null=True)
    channels = ArrayField(models.CharField(max_length=10), default=list, blank=True)

    class Meta:
        verbose_name = _("pegawai")
        constraints = [
            models.UniqueConstraint(
                fields=["nip"], name="nip_once_among_current", condition=models.Q(is_current=True)
            )
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="employee_by_name"),
            models.Index(fields=["agency", "name", "id"], name="employee_by_agency"),
            models.Index(fields=["nik_hash"], name="employee_by_nik"),
            models.Index(fields=["birth_date"], name="employee_by_birth"),  # who retires when
            models.Index(
                fields=["name", "id"],
                name="employee_vanished",
                condition=models.Q(missing_since__isnull=False),
            ),
            GinIndex(fields=["name"], name="employee_name_trigrams", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["nip"], name="employee_nip_trigrams", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        front = f"{self.title_before} " if self.title_before else ""
        return f"{front}{self.name}" + (f", {self.title_after}" if self.title_after else "")

    @property
    def standing(self) -> str:
        """Kedudukan hukum in words."""
        return str(STANDING_LABELS.get(self.legal_standing, self.legal_standing))

    @property
    def rank_title(self) -> str:
        return rules.rank_title(self.grade)


@pghistory.track()
class CompetencyRecord(models.Model):
    """That an employee has a competency at a level for a period, and what shows it."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="competencies")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="records")
    level = models.PositiveSmallIntegerField(_("tingkat"))
    evidence = models.CharField(_("bukti"), max_length=200, blank=True)
    period = PeriodField(_("berlaku"))

    class Meta:
        verbose_name = _("catatan kompetensi")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__range=(1, 5)), name="record_level_1_5"
            ),
            ExclusionConstraint(
                name="record_one_level_at_a_time",
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    ("competency", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"


EVIDENCE_LABELS = {
    rules.EvidenceState.PROPOSED.value: _("Diusulkan"),
    rules.EvidenceState.TAKEN.value: _("Diterima"),
    rules.EvidenceState.LEFT.value: _("Tidak dipakai"),
}


class Evidence(models.Model):
    """
    What somebody did that may show a competency; without one, that it was done at all.

    It raises no level by itself: whoever keeps the file looks at it and records a level, or not.
    `source_kind` and `source_id` name where it comes from.
    """

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="evidence")
    competency = models.ForeignKey(Competency, models.PROTECT, null=True, related_name="+")
    source_kind = models.CharField(max_length=40)
    source_id = models.CharField(max_length=40)
    words = models.CharField(_("pengalaman"), max_length=200)
    period = PeriodField(_("masa"))
    days = models.PositiveSmallIntegerField(_("hari"))
    hours = models.PositiveIntegerField(_("jam"), null=True)
    state = models.CharField(max_length=8, choices=EVIDENCE_LABELS, default="proposed")
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("bukti pengalaman")
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "employee", "competency"],
                name="evidence_once", nulls_distinct=False,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.words


class PrivateReading(models.Model):
    """That somebody read somebody's private data; shown to the one read about."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="readings")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("pembacaan data pribadi")
        indexes = [models.Index(fields=["employee", "at"], name="reading_by_employee")]

    def __str__(self) -> str:
        return f"{self.by} {self.what}"
