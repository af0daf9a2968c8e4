"""Incidents, the decrees that give them a status, their figures, reports and lessons."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.mobilisation import rules
from luwes.organisation.models import Agency, OrgUnit
from luwes.organisation.rules import AgencyKind
from luwes.places.models import Area

HAZARD_LABELS = {
    rules.Hazard.FLOOD.value: _("Banjir"),
    rules.Hazard.LANDSLIDE.value: _("Tanah longsor"),
    rules.Hazard.EARTHQUAKE.value: _("Gempa bumi"),
    rules.Hazard.TSUNAMI.value: _("Tsunami"),
    rules.Hazard.ERUPTION.value: _("Letusan gunung api"),
    rules.Hazard.FIRE.value: _("Kebakaran"),
    rules.Hazard.OTHER.value: _("Lainnya"),
}
STATUS_LABELS = {
    rules.Status.ALERT.value: _("Siaga darurat"),
    rules.Status.RESPONSE.value: _("Tanggap darurat"),
    rules.Status.TRANSITION.value: _("Transisi darurat ke pemulihan"),
    rules.Status.CERTAIN.value: _("Keadaan tertentu (Perpres 17/2018)"),
}
LEVEL_LABELS = {
    rules.Level.REGENCY.value: _("Kabupaten/kota"),
    rules.Level.PROVINCE.value: _("Provinsi"),
    rules.Level.NATIONAL.value: _("Nasional"),
}
FIGURE_LABELS = {
    rules.Figure.HOUSES.value: _("Rumah terdampak"),
    rules.Figure.AFFECTED.value: _("Jiwa terdampak"),
    rules.Figure.FAMILIES.value: _("Kepala keluarga"),
    rules.Figure.DISPLACED.value: _("Pengungsi"),
    rules.Figure.DEAD.value: _("Meninggal"),
    rules.Figure.INJURED.value: _("Luka"),
    rules.Figure.MISSING.value: _("Hilang"),
}
LESSON_STATE_LABELS = {
    rules.LessonState.OPEN.value: _("Belum selesai"),
    rules.LessonState.DONE.value: _("Selesai"),
    rules.LessonState.DROPPED.value: _("Tidak dilanjutkan"),
}
# What each tier of needs is about, as the board says it.
TIER_LABELS = {
    1: _("Prioritas 1: menyelamatkan jiwa"),
    2: _("Prioritas 2: tempat tinggal dan makan"),
    3: _("Prioritas 3: memulihkan"),
    **{tier: format_lazy(_("Prioritas {tier}"), tier=tier) for tier in range(4, 10)},
}


@pghistory.track()
class Incident(models.Model):
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="incidents")
    hazard = models.CharField(_("jenis bencana"), max_length=12, choices=HAZARD_LABELS)
    name = models.CharField(_("nama"), max_length=160)
    level = models.CharField(
        _("tingkat"), max_length=8, choices=LEVEL_LABELS, default=rules.Level.REGENCY.value
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    # Struck as it was declared; areas that figures name come to these.
    areas = models.ManyToManyField(Area, related_name="+")
    # Governments whose people are planned: the own regency, neighbours, the province (PP 21/2008).
    agencies = models.ManyToManyField(Agency, related_name="helping_in")
    started_at = models.DateTimeField(_("mulai"))
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("kejadian")

    def __str__(self) -> str:
        return self.name

    def as_lead(self) -> rules.Lead:
        return lead_of(self.agency, rules.Level(self.level))


def lead_of(agency: Agency, level: rules.Level) -> rules.Lead:
    is_province = agency.kind == AgencyKind.PROVINCE.value
    return rules.Lead(agency.pk, level, is_province, agency.area.code if agency.area else "")


class EmergencyStatus(models.Model):
    """
    A decree that gives an incident a status for a period; a verbal one has no number yet.

    `period` holds the days in force. Where the next decree ended it sooner, `decreed_until` keeps
    the last day it named itself.
    """

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="statuses")
    status = models.CharField(_("status"), max_length=12, choices=STATUS_LABELS)
    authority = models.CharField(_("ditetapkan oleh"), max_length=160)
    decree = models.CharField(_("nomor keputusan"), max_length=120, blank=True)
    period = PeriodField(_("masa berlaku"))
    source = models.CharField(_("sumber"), max_length=200, blank=True)
    extends = models.ForeignKey("self", models.PROTECT, null=True, related_name="extended_by")
    because = models.CharField(_("alasan"), max_length=300, blank=True)
    decreed_until = models.DateField(null=True)
    # The nearest reminder told: days left after it, or rules.LAPSED.
    told_days = models.SmallIntegerField(null=True)

    class Meta:
        verbose_name = _("status darurat")

    def __str__(self) -> str:
        return f"{self.get_status_display()} ({self.authority})"

    @property
    def is_verbal(self) -> bool:
        return not self.decree

    def as_standing(self) -> rules.Standing:
        return rules.Standing(self.pk, rules.Status(self.status), self.authority, self.period)


class AreaFigure(models.Model):
    """One figure for one area from one source at one time; conflicting ones stay side by side."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="figures")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(_("ukuran"), max_length=10, choices=FIGURE_LABELS)
    value = models.PositiveIntegerField(_("jumlah"))
    source = models.CharField(_("sumber"), max_length=200)
    reported_at = models.DateTimeField(_("waktu laporan"))
    is_estimate = models.BooleanField(_("perkiraan"), default=False)
    is_used = models.BooleanField(_("dipakai"), default=True)
    used_because = models.CharField(_("alasan dipakai"), max_length=300, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("angka wilayah")
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "area", "kind"],
                condition=models.Q(is_used=True),
                name="figure_one_used",
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.get_kind_display()}: {self.value}"


class SituationReport(models.Model):
    """
    A situation report as it was issued: never changed; what is corrected later stands in the next one.

    `sha256` is of `content` as `sitrep.content.canonical` writes it.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="situation_reports")
    number = models.PositiveIntegerField(_("nomor"))
    day = models.DateField(_("hari"))
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("terbit"))
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("laporan situasi")
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="situation_report_number_once")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.incident}, {self.number}"


class Publication(models.Model):
    """
    What of a situation report anybody may read: the ticked `parts`, until it ends.

    `shows_small`: also small numbers of dead, injured and missing by area, which point at people.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="publications")
    report = models.ForeignKey(SituationReport, models.PROTECT, related_name="publications")
    parts = ArrayField(models.CharField(max_length=24))
    shows_small = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)  # withdrawn, or another took its place
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("publikasi")
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=models.Q(ended_at=None), name="publication_one_at_a_time"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.report)


@pghistory.track()
class Lesson(models.Model):
    """What an incident taught: what happened, why, what to change, by whom and until when."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="lessons")
    happened = models.TextField(_("apa yang terjadi"))
    why = models.TextField(_("mengapa"))
    change = models.TextField(_("apa yang diubah"))
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # Instead of one person: the head of a unit, or who holds a role in the government that leads.
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    role = models.CharField(_("peran"), max_length=24, blank=True)
    due = models.DateField(_("tenggat"))
    state = models.CharField(
        _("keadaan"), max_length=8, choices=LESSON_STATE_LABELS, default=rules.LessonState.OPEN.value
    )  # fmt: skip
    dropped_because = models.CharField(_("alasan"), max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pelajaran")
        constraints = [
            models.CheckConstraint(
                name="lesson_has_one_owner",
                condition=models.Q(owner__isnull=False, unit=None, role="")
                | models.Q(owner=None, unit__isnull=False, role="")
                | (models.Q(owner=None, unit=None) & ~models.Q(role="")),
            )
        ]
        indexes = [models.Index(fields=["state", "due"], name="lesson_by_due")]

    def __str__(self) -> str:
        return self.change[:80]
