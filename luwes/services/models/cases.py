"""A case: what somebody asked or reported, who has it, its clocks, what was said, and how satisfied they are."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.secrets import EncryptedField
from luwes.organisation.models import Agency, OrgUnit
from luwes.people.models import Employee
from luwes.places.models import Area
from luwes.services.models.catalogue import CASE_KIND_LABELS, Service, Subject
from luwes.services.models.forms import FormVersion
from luwes.services.rules.clocks import Clock, Pause
from luwes.services.rules.limits import ClockKind
from luwes.services.rules.states import CaseState, Channel, EntryKind

CHANNEL_LABELS = {
    Channel.ONLINE.value: _("Daring"),
    Channel.DESK.value: _("Loket"),
    Channel.PHONE.value: _("Telepon"),
    Channel.PAPER.value: _("Surat atau formulir kertas"),
    Channel.MESSAGE.value: _("Pesan"),
}
CASE_STATE_LABELS = {
    CaseState.RECEIVED.value: _("Diterima"),
    CaseState.ASSIGNED.value: _("Sedang ditangani"),
    CaseState.WAITING.value: _("Menunggu Anda"),
    CaseState.CLOSED.value: _("Selesai"),
    CaseState.CONFIRMED.value: _("Selesai, sudah dikonfirmasi"),
    CaseState.WITHDRAWN.value: _("Ditarik"),
    CaseState.BUNDLED.value: _("Digabung dengan laporan yang sama"),
}
CLOCK_LABELS = {
    ClockKind.FIRST_ANSWER.value: _("Jawaban pertama"),
    ClockKind.FINISH.value: _("Selesai"),
}
ENTRY_LABELS = {
    EntryKind.FILED.value: _("Diterima"),
    EntryKind.MESSAGE.value: _("Pesan"),
    EntryKind.QUESTION.value: _("Pertanyaan"),
    EntryKind.NOTE.value: _("Catatan internal"),
    EntryKind.ROUTED.value: _("Diberikan kepada petugas"),
    EntryKind.HANDED_OVER.value: _("Diserahkan kepada petugas lain"),
    EntryKind.FORWARDED.value: _("Diteruskan"),
    EntryKind.STEP.value: _("Tahap"),
    EntryKind.CLOSED.value: _("Ditutup"),
    EntryKind.CONFIRMED.value: _("Dikonfirmasi"),
    EntryKind.REOPENED.value: _("Dibuka kembali"),
    EntryKind.WITHDRAWN.value: _("Ditarik"),
    EntryKind.BUNDLED.value: _("Digabung"),
    EntryKind.THANKS.value: _("Ucapan terima kasih"),
}


@pghistory.track(
    exclude=[
        "answers",
        "text",
        "name",
        "phone",
        "email",
        "nik",
        "nik_hash",
        "secret_hash",
        "place",
        "lat",
        "lon",
    ]
)
class Case(models.Model):
    """
    One citizen's matter, followed by its number and a secret.

    `service` is None where somebody just wrote and did not choose. What says who it is, and what they
    wrote, is sealed. `is_secret`: the name is shown to nobody but who must act. `head`: the case this
    one follows because it is of the same thing. `complained_about`: who had the case that a complaint
    names when it came in.
    """

    number = models.CharField(_("nomor"), max_length=24, unique=True)
    secret_hash = models.CharField(max_length=64)
    kind = models.CharField(_("jenis"), max_length=11, choices=CASE_KIND_LABELS)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="cases")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="cases")
    form = models.ForeignKey(FormVersion, models.PROTECT, null=True, related_name="cases")
    answers = EncryptedField(default="{}")
    text = EncryptedField(_("isi"), default="")
    name = EncryptedField(_("nama"), default="")
    phone = EncryptedField(_("nomor HP"), default="")
    email = EncryptedField(_("surel"), default="")
    nik = EncryptedField(_("NIK"), default="")
    nik_hash = models.CharField(max_length=64, blank=True)
    is_secret = models.BooleanField(_("nama dirahasiakan"), default=False)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    place = models.CharField(_("letak"), max_length=200, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    channel = models.CharField(_("saluran"), max_length=7, choices=CHANNEL_LABELS, default="online")
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    consent_at = models.DateTimeField(_("persetujuan"))
    consent_words = models.TextField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="cases")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="cases")
    officer = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="cases")
    state = models.CharField(
        _("keadaan"), max_length=9, choices=CASE_STATE_LABELS, default="received"
    )
    head = models.ForeignKey("self", models.PROTECT, null=True, related_name="bundle")
    complained_about = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(_("diterima"))
    due_at = models.DateTimeField(
        _("tenggat"), null=True
    )  # of the clock that is next; None while it stands
    given_at = models.DateTimeField(null=True)  # to the present officer
    closed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    worked_minutes = models.PositiveIntegerField(null=True)  # working time it took, when closed

    class Meta:
        verbose_name = _("permohonan dan laporan")
        indexes = [
            models.Index(fields=["officer", "due_at"], condition=models.Q(state__in=["assigned", "waiting"]), name="case_by_officer"),
            models.Index(fields=["officer", "given_at"], name="case_by_last_given"),
            models.Index(fields=["unit", "due_at"], condition=models.Q(state__in=["received", "assigned", "waiting"]), name="case_by_unit"),
            models.Index(fields=["subject", "lat"], condition=models.Q(head__isnull=True), name="case_by_place"),
            models.Index(fields=["service", "-closed_at"], name="case_by_service"),
            models.Index(fields=["officer", "confirmed_at"], condition=models.Q(state="confirmed"), name="case_by_settled"),
            models.Index(fields=["nik_hash"], condition=~models.Q(nik_hash=""), name="case_by_nik"),
            models.Index(fields=["due_at"], condition=models.Q(state__in=["received", "assigned"]), name="case_by_due"),
            GinIndex(fields=["place"], name="case_place_trigrams", opclasses=["gin_trgm_ops"]),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class CaseClock(models.Model):
    """A time that counts for a case: so many working days by a law, or minutes by the service's promise."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=12, choices=CLOCK_LABELS)
    minutes = models.PositiveIntegerField()
    days = models.PositiveSmallIntegerField(
        default=0
    )  # of a law, which counts days; else minutes do
    basis = models.CharField(_("dasar"), max_length=120)
    started_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("hitungan waktu")
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="case_clock_once")]

    def __str__(self) -> str:
        return f"{self.case} {self.kind}"

    def as_clock(self, pauses: list[Pause]) -> Clock:
        return Clock(
            self.started_at,
            self.minutes,
            [p for p in pauses if p.until is None or p.until > self.started_at],
            self.days,
        )


class CasePause(models.Model):
    """A time in which a case waited for the citizen, or was over: no clock of it ran."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200)
    reminded_at = models.DateTimeField(null=True)  # the citizen, once it stood for long

    class Meta:
        verbose_name = _("waktu berhenti")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(until__isnull=True), name="case_one_open_pause"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.since}"

    def as_pause(self) -> Pause:
        return Pause(self.since, self.until)


class CaseEntry(models.Model):
    """Something said or done on a case. `by` None: the citizen, or the system for what it did itself."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=11, choices=ENTRY_LABELS)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_citizen = models.BooleanField(default=False)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="+"
    )  # that had it then
    office = models.CharField(max_length=160, blank=True)  # whose word it is, as it was called then
    text = EncryptedField(default="")
    is_internal = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("catatan perkara")
        indexes = [models.Index(fields=["case", "at"], name="case_entry_by_time")]

    def __str__(self) -> str:
        return f"{self.case} {self.kind}"


class CaseFile(models.Model):
    """A picture, drawn anew, or a document looked through; it is only ever sent as a download."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    entry = models.ForeignKey(CaseEntry, models.CASCADE, null=True, related_name="files")
    file = models.FileField(upload_to="services/%Y/%m/")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices={"jpeg": "JPEG", "pdf": "PDF"})
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by_citizen = models.BooleanField()
    is_internal = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("lampiran")

    def __str__(self) -> str:
        return self.name


class NikReading(models.Model):
    """That an officer read the NIK of a case: the citizen sees who and when."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="nik_readings")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(_("keperluan"), max_length=200)

    class Meta:
        verbose_name = _("pembacaan NIK")

    def __str__(self) -> str:
        return f"{self.case} {self.at}"


class Satisfaction(models.Model):
    """What a citizen answered about a case that is over: nine elements of 1–4 (PermenPANRB 14/2017)."""

    SCORE = [MinValueValidator(1), MaxValueValidator(4)]
    case = models.OneToOneField(Case, models.CASCADE, related_name="satisfaction")
    requirements = models.PositiveSmallIntegerField(validators=SCORE)
    procedure = models.PositiveSmallIntegerField(validators=SCORE)
    time = models.PositiveSmallIntegerField(validators=SCORE)
    cost = models.PositiveSmallIntegerField(validators=SCORE)
    product = models.PositiveSmallIntegerField(validators=SCORE)
    competence = models.PositiveSmallIntegerField(validators=SCORE)
    behaviour = models.PositiveSmallIntegerField(validators=SCORE)
    complaints = models.PositiveSmallIntegerField(validators=SCORE)
    facilities = models.PositiveSmallIntegerField(validators=SCORE)
    words = EncryptedField(default="")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("survei kepuasan")

    def __str__(self) -> str:
        return f"{self.case}"
