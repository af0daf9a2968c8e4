"""People from outside the civil service at a post: counted by heads, with names where they are known."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.core.secrets import EncryptedField
from luwes.core.states import values
from luwes.organisation.models import Competency
from luwes.staffing import contingent_rules as rules
from luwes.staffing.models.aid import AidLine
from luwes.staffing.models.needs import Need

BODY_LABELS = {
    rules.Body.ARMY.value: _("TNI"),
    rules.Body.POLICE.value: _("Polri"),
    rules.Body.RESCUE.value: _("Basarnas"),
    rules.Body.RED_CROSS.value: _("PMI"),
    rules.Body.VOLUNTEERS.value: _("Relawan atau organisasi"),
    rules.Body.BUSINESS.value: _("Dunia usaha"),
    rules.Body.OTHER.value: _("Lainnya"),
}
CONTINGENT_STATE_LABELS = {
    rules.State.EXPECTED.value: _("Akan datang"),
    rules.State.HERE.value: _("Bertugas"),
    rules.State.DONE.value: _("Selesai"),
    rules.State.CANCELLED.value: _("Batal"),
}
CONTINGENT_RUNNING = values(rules.RUNNING)
CONTINGENT_STANDING = values(rules.STANDING)


class Contingent(models.Model):
    """
    That a body outside the civil service sends so many people to a need for a period.

    `fitting` of the heads meet what the need asks and are counted; the others come as helpers.
    """

    need = models.ForeignKey(Need, models.PROTECT, related_name="contingents")
    body = models.CharField(_("jenis"), max_length=12, choices=BODY_LABELS)
    name = models.CharField(_("satuan atau organisasi"), max_length=160)
    heads = models.PositiveIntegerField(_("jumlah orang"))
    says_so = models.BooleanField(
        _("cocok dengan syarat"), default=False
    )  # said by who recorded it
    fitting = models.PositiveIntegerField()
    period = PeriodField(_("masa tugas"))
    leader = EncryptedField(_("ketua rombongan"), blank=True, default="")
    leader_phone = EncryptedField(_("telepon ketua"), blank=True, default="")
    # Of the nation's letter that promised them; what is counted of them uses that promise up.
    aid_line = models.ForeignKey(AidLine, models.PROTECT, null=True, related_name="contingents")
    basis = models.CharField(_("dasar"), max_length=160, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=CONTINGENT_STATE_LABELS)
    came = models.PositiveIntegerField(_("pernah hadir"), default=0)  # the most at one time
    present = models.PositiveIntegerField(_("di pos"), default=0)
    present_since = models.DateTimeField(null=True)  # of whoever is there longest
    alarmed_at = models.DateTimeField(null=True)  # when it was told that nobody checked out
    key = models.UUIDField(unique=True)  # of the press that recorded it
    recorded_at = models.DateTimeField(_("dicatat"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(_("alasan akhir"), max_length=300, blank=True)
    # The secret of the leader's own page; None where none was given out, or it was revoked.
    link = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        verbose_name = _("unsur luar ASN")
        constraints = [
            models.CheckConstraint(condition=models.Q(heads__gt=0), name="contingent_has_heads"),
            models.CheckConstraint(
                condition=models.Q(fitting__lte=models.F("heads")), name="contingent_fitting_within_heads"
            ),
            models.CheckConstraint(
                condition=models.Q(present__lte=models.F("heads")), name="contingent_present_within_heads"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["need", "state"], name="contingent_by_need")]

    def __str__(self) -> str:
        body = str(self.get_body_display())
        return self.name if body.casefold() in self.name.casefold() else f"{body}, {self.name}"

    @property
    def is_running(self) -> bool:
        return self.state in CONTINGENT_RUNNING

    @property
    def helpers(self) -> int:
        """Heads that don't meet what the need asks: shown, and not counted."""
        return self.heads - self.fitting


class ContingentMember(models.Model):
    """
    Somebody on the list of a contingent. No number is at two places on one day: `mark` is its keyed
    hash, `period` and `binds` are those of the contingent.
    """

    contingent = models.ForeignKey(Contingent, models.CASCADE, related_name="members")
    name = models.CharField(_("nama"), max_length=120)
    number = EncryptedField(_("nomor anggota"), blank=True, default="")
    mark = models.CharField(max_length=64, blank=True)
    competency = models.ForeignKey(Competency, models.PROTECT, null=True, related_name="+")
    certificate = models.CharField(_("nomor sertifikat"), max_length=80, blank=True)
    period = PeriodField()
    binds = models.BooleanField(default=True)
    is_present = models.BooleanField(_("di pos"), default=False)

    class Meta:
        verbose_name = _("anggota unsur luar")
        constraints = [
            ExclusionConstraint(
                name="member_at_one_place",
                expressions=[("mark", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=models.Q(binds=True) & ~models.Q(mark=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContingentPresence(models.Model):
    """So many of a contingent came to the post or left it; not a decision, so not in the log."""

    contingent = models.ForeignKey(Contingent, models.CASCADE, related_name="presences")
    member = models.ForeignKey(ContingentMember, models.SET_NULL, null=True, related_name="+")
    # How many came; negative: left; nought: known by name now, counted before.
    change = models.IntegerField()
    at = models.DateTimeField(_("waktu"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: by the link
    method = models.CharField(
        max_length=8,
        choices={"officer": _("petugas pos"), "link": _("tautan ketua"), "qr": _("kode pos")},
    )
    key = models.UUIDField(unique=True)  # sent twice, written once

    class Meta:
        verbose_name = _("kehadiran unsur luar")
        indexes = [models.Index(fields=["contingent", "at"], name="contingent_presence_at")]

    def __str__(self) -> str:
        return f"{self.contingent} {self.change:+d}"

    @property
    def people(self) -> int:
        return abs(self.change)


class ContingentPress(models.Model):
    """That a leader's page sent a code, refused or not; forgotten once it no longer counts."""

    contingent = models.ForeignKey(Contingent, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("kiriman kode ketua")

    def __str__(self) -> str:
        return f"{self.contingent}, {self.at:%H:%M}"
