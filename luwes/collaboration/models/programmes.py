"""Programmes: goal and indicators, places, milestones that the other side verifies, photos."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.collaboration.models.agreements import SIDE_LABELS, Agreement
from luwes.collaboration.models.partners import Partner
from luwes.collaboration.rules.states import ClaimState, ProgrammeState
from luwes.core.db import PeriodField
from luwes.organisation.models import Agency, OrgUnit
from luwes.places.models import Area

PROGRAMME_STATE_LABELS = {
    ProgrammeState.DRAFTED.value: _("Rancangan"),
    ProgrammeState.RUNNING.value: _("Berjalan"),
    ProgrammeState.FINISHED.value: _("Selesai"),
    ProgrammeState.STOPPED.value: _("Dihentikan"),
}
CLAIM_STATE_LABELS = {
    ClaimState.WAITING.value: _("Menunggu pihak lain"),
    ClaimState.VERIFIED.value: _("Terverifikasi"),
    ClaimState.NOT_SO.value: _("Tidak sesuai"),
    ClaimState.WITHDRAWN.value: _("Ditarik"),
}


@pghistory.track()
class Programme(models.Model):
    """
    Work with partners for a goal. `agencies`: whose people its team may have; `basis`: the decree or
    regional plan; `is_public`: shown on a page that anybody may open, under `slug`.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="programmes")
    unit = models.ForeignKey(
        OrgUnit, models.PROTECT, related_name="+", verbose_name=_("unit pengampu")
    )
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("nama program"), max_length=160)
    goal = models.TextField(_("tujuan"))
    summary = models.CharField(_("ringkasan"), max_length=300, blank=True)
    basis = models.CharField(_("dasar"), max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    agencies = models.ManyToManyField(Agency, related_name="+")
    period = PeriodField(_("masa"))
    state = models.CharField(max_length=8, choices=PROGRAMME_STATE_LABELS, default="drafted")
    is_public = models.BooleanField(_("tampil untuk umum"), default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closing = models.TextField(_("hasil"), blank=True)

    class Meta:
        verbose_name = _("program")

    def __str__(self) -> str:
        return self.name


class ProgrammePartner(models.Model):
    """That a partner takes part, by which agreement, and with what."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="partners")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="programmes")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="programmes")
    brings = models.CharField(_("yang dibawa"), max_length=200)
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("mitra program")
        constraints = [
            models.UniqueConstraint(fields=["programme", "partner"], name="programme_partner_once")
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.programme}"


@pghistory.track()
class Indicator(models.Model):
    """How the goal is measured: from `baseline` to `target` in `unit_name`."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="indicators")
    name = models.CharField(_("indikator"), max_length=160)
    unit_name = models.CharField(_("satuan"), max_length=40)
    baseline = models.DecimalField(_("nilai awal"), max_digits=16, decimal_places=4)
    target = models.DecimalField(_("sasaran"), max_digits=16, decimal_places=4)
    source = models.CharField(_("sumber data"), max_length=200)

    class Meta:
        verbose_name = _("indikator program")

    def __str__(self) -> str:
        return self.name


class IndicatorValue(models.Model):
    """What was measured on a day. One that was wrong stays, with the reason; another may stand for it."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    on = models.DateField(_("tanggal"))
    value = models.DecimalField(_("nilai"), max_digits=16, decimal_places=4)
    words = models.CharField(_("catatan"), max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    wrong_because = models.CharField(_("alasan koreksi"), max_length=300, blank=True)
    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("nilai indikator")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "on"], condition=models.Q(wrong_because=""),
                name="indicator_on_day",
            ),
            models.CheckConstraint(
                condition=models.Q(wrong_because="") ^ models.Q(corrected_at__isnull=False),
                name="indicator_wrong_since",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator} {self.on}: {self.value}"


@pghistory.track()
class ProgrammePlace(models.Model):
    """Where a programme works: an area, with a point on the map where it is one spot."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="places")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = models.CharField(_("lokasi"), max_length=160)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        verbose_name = _("lokasi program")

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Milestone(models.Model):
    """
    A piece of the work that one side does and the other side verifies. `weight` in the whole;
    `evidence`: what must be seen; `residents`: who lives there may say what they see.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="milestones")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("tonggak"), max_length=160)
    evidence = models.CharField(_("bukti yang harus terlihat"), max_length=300)
    side = models.CharField(_("dikerjakan oleh"), max_length=10, choices=SIDE_LABELS)
    partner = models.ForeignKey(ProgrammePartner, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(ProgrammePlace, models.PROTECT, null=True, related_name="milestones")
    due = models.DateField(_("tenggat"))
    weight = models.PositiveSmallIntegerField(_("bobot"), default=1)
    residents = models.BooleanField(_("warga boleh menilai"), default=True)
    waits_for = models.ManyToManyField("self", symmetrical=False, related_name="holds_up")
    claimed = models.PositiveSmallIntegerField(_("diklaim (%)"), default=0)
    verified = models.PositiveSmallIntegerField(_("terverifikasi (%)"), default=0)
    verified_on = models.DateField(null=True)  # when all of it was
    dropped_because = models.CharField(_("alasan dibatalkan"), max_length=300, blank=True)
    warned_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("tonggak")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claimed__lte=100) & models.Q(verified__lte=models.F("claimed")),
                name="milestone_verified_within_claimed",
            ),
            # Work of a partner names which one; the other side of the government's work is any of them.
            models.CheckConstraint(
                condition=models.Q(side="partner") ^ models.Q(partner=None),
                name="milestone_of_one_partner",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Claim(models.Model):
    """That one side says so much of a milestone is done; the other side looks, once."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="claims")
    percent = models.PositiveSmallIntegerField(_("selesai (%)"))
    words = models.TextField(_("yang dikerjakan"))
    side = models.CharField(max_length=10, choices=SIDE_LABELS)
    state = models.CharField(max_length=9, choices=CLAIM_STATE_LABELS, default="waiting")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True)  # that nobody looked at it yet
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    seen_percent = models.PositiveSmallIntegerField(_("terlihat (%)"), null=True)
    answer = models.TextField(_("hasil pemeriksaan"), blank=True)

    class Meta:
        verbose_name = _("klaim kemajuan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__range=(1, 100)), name="claim_percent_1_100"
            ),
            models.UniqueConstraint(
                fields=["milestone"], condition=models.Q(state="waiting"), name="claim_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone} {self.percent} %"


class ResidentVoice(models.Model):
    """
    What somebody who lives there sees of a claim: once a claim and device; no name is kept.
    Its words are shown once an officer has let them through.
    """

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="voices")
    is_so = models.BooleanField()
    words = models.CharField(_("yang terlihat"), max_length=300, blank=True)
    mark = models.CharField(max_length=64)
    at = models.DateTimeField()
    is_shown = models.BooleanField(default=False)
    hidden_because = models.CharField(_("alasan"), max_length=200, blank=True)
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("suara warga")
        constraints = [models.UniqueConstraint(fields=["claim", "mark"], name="voice_once")]

    def __str__(self) -> str:
        return f"{self.claim}"


class ProgrammePhoto(models.Model):
    """
    A picture, drawn anew: with the day and the place that its maker said, beside what the camera
    wrote into it, where it did. Where the camera was is for officers and the two sides only.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="photos")
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, related_name="photos")
    by_verifier = models.BooleanField(default=False)
    image = models.FileField(upload_to="programmes/%Y/%m/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    words = models.CharField(_("yang terlihat"), max_length=200)
    on = models.DateField(_("tanggal"))
    place = models.ForeignKey(ProgrammePlace, models.PROTECT, null=True, related_name="photos")
    camera_on = models.DateField(null=True)
    camera_lat = models.FloatField(null=True)
    camera_lon = models.FloatField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("foto program")

    def __str__(self) -> str:
        return self.words
